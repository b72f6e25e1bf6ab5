"""Lists of authors as PubMed prints them: "Alpha A(1), van Beta BC Jr(2); Gamma Group."."""

import re

from reviews.importers.records import Author

_MARKS = re.compile(
    r"\(\s?(?:\d{1,4}|[^\w\s()]{1,4})\s?\)|[¹²³⁰⁴-⁹†‡§¶]+|"
    r"(?<=[^\W\d_]) \d{1,3}(?: \d{1,3}){0,20}(?=[,;.]|$)"
)
_INITIALS = re.compile(r"[^\W\d_]{1,5}(?:-[^\W\d_]{1,3})?")
_FAMILY_WORD = re.compile(r"['’‘]?[^\W\d_](?:[^\d\s.,;:()\[\]@/\\<>=+*?!_]){0,40}|[^\W\d_]{1,3}\.")
_SUFFIXES = {"Jr", "Sr", "2nd", "3rd", "4th", "II", "III", "IV"}
_GROUP_WORD = re.compile(
    r"\b(?:Group|Investigators?|Collaborators?|Collaborati(?:on|ve)|Consortium|Committee|Network|"
    r"Team|Association|Society|Trialists|Task Force|Panel|Council|Initiative|Alliance|"
    r"Organi[sz]ation|Federation|Foundation|Working Party|Study|Trial|Project|Program(?:me)?|"
    r"Registry|Agency|Academy|Board|Commission)\b"
)
_SMALL_WORDS = {
    "a",
    "and",
    "against",
    "at",
    "by",
    "de",
    "for",
    "in",
    "of",
    "on",
    "the",
    "to",
    "with",
}
_INSTITUTION = re.compile(
    r"\b(?:Departe?ment|Dept|Division|Facult|School|College|Institut|Cent(?:er|re)\b|Hospital|"
    r"Hôpital|Universi|Clinic|Klinik|Laborator|Unit\b|Service|Ministry|Academy|Inc\b|Ltd\b|"
    r"GmbH|Foundation|Research)",
)
_EMAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}\.[\w.-]{1,63}")
_SENTENCE_WORD = re.compile(
    r"\b(?:an|are|as|be|been|by|can|could|did|does|found|had|has|have|is|it|its|may|might|must|not|"
    r"or|our|should|than|that|their|these|this|was|were|which|will|with|would|[Ww]e|To [a-z]+)\b"
)
NOT_LISTED = re.compile(r"\[?No authors? listed\.?\]?\.?", re.I)


def read_authors(text: str) -> tuple[Author, ...] | None:
    """The authors of a list, in order; None when the text is no list of authors.

    Persons are separated by commas; groups follow a semicolon or stand alone. Numbers and
    signs that point at affiliations are left out. In a long list, a name of another shape
    is kept as it is printed, as a collective.
    """
    plain = " ".join(_MARKS.sub("", text).split()).rstrip(" .;,")
    people, _, groups = plain.partition(";")
    persons = _persons(people)
    if persons is None:
        if groups or not is_group(people):
            return None
        return (Author(collective=people),)
    return (*persons, *(Author(collective=group.strip()) for group in groups.split(";") if group))


def is_plain_list(text: str) -> bool:
    """Whether it names two people or more, all by initials, so can hardly be a title."""
    authors = read_authors(text)
    return authors is not None and sum(bool(author.initials) for author in authors) > 1


def is_affiliation(text: str, *, is_last: bool) -> bool:
    """Whether a text is where someone works, which needs none of the words sentences need.

    The last text of a record is more likely its abstract, so it must name an institution.
    """
    if len(text) > 1500 or _SENTENCE_WORD.search(text):
        return False
    names_place = "," in text and (_INSTITUTION.search(text) or (len(text) < 200 and not is_last))
    return bool(names_place or _EMAIL.search(text))


def _persons(people: str) -> list[Author] | None:
    """Authors of a list with commas: one or two by name, of three or more most by name."""
    parts = [part for each in people.split(",") if (part := each.strip()) and part != "et al"]
    authors = [_part(part) for part in parts]
    known = [author for author in authors if author]
    named = sum(bool(author.initials) for author in known)
    if len(parts) > 2 and 3 * named >= 2 * len(parts) and all(map(_is_short, parts)):
        return [
            author or Author(collective=part) for author, part in zip(authors, parts, strict=True)
        ]
    return known if named and 2 * named >= len(parts) == len(known) else None


def _part(part: str) -> Author | None:
    """A person, a name of one word, or a group; None for anything else."""
    words = part.split(" ")
    suffix = (
        words.pop().rstrip(".") if len(words) > 1 and words[-1].rstrip(".") in _SUFFIXES else ""
    )
    *family, initials = words
    if 0 < len(family) <= 6 and _are_initials(initials) and _is_family(family):
        return Author(family=" ".join(family), initials=initials, suffix=suffix)
    if len(words) == 1 and len(words[0]) > 1 and part[0].isupper() and _is_family(words):
        return Author(family=words[0], suffix=suffix)
    return Author(collective=part) if is_group(part) else None


def _is_short(part: str) -> bool:
    return len(part) <= 60 and part.count(" ") < 6 and ". " not in part


def _are_initials(word: str) -> bool:
    return word.isupper() and _INITIALS.fullmatch(word) is not None and word[0].isalpha()


def _is_family(words: list[str]) -> bool:
    are_words = all(map(_FAMILY_WORD.fullmatch, words))
    ends_sentence = any(word.islower() and word.endswith(".") for word in words)
    return are_words and not ends_sentence and any(not word.islower() for word in words)


def is_group(text: str) -> bool:
    words = text.replace(",", "").split(" ")
    return (
        len(words) <= 30
        and _GROUP_WORD.search(text) is not None
        and all(not word[:1].islower() or word in _SMALL_WORDS for word in words)
    )

"""What two records that look alike seem to be, how alike they are, and why: in words."""

import re

from reviews.importers.cards import Card, Entry
from reviews.importers.comparisons import Comparison, same_journal
from reviews.importers.parts import has_other_words, is_series, numbers
from reviews.importers.titles import Kind, identifies, is_generic
from reviews.vocabulary import Relation

# bioRxiv and medRxiv (of 10.1101 only what begins with a figure, the rest are journals), Research
# Square, arXiv, OSF and its communities, Preprints, ChemRxiv, SSRN, Authorea, TechRxiv, JMIR.
_PREPRINT = re.compile(
    r"10\.(?:1101/\d|64898/|21203/|48550/|312(?:19|3[0-9])/|20944/|26434/|2139/ssrn|22541/|36227/|"
    r"2196/preprints)"
)
_PREPRINT_SERVER = re.compile(
    r"\b(?:bio|med|chem|psy|soc|ar|edu|engr|tech)r?xiv\b|\bresearch square\b|\bssrn\b|"
    r"\bpreprints?\b|\bosf\b|\bauthorea\b",
    re.I,
)
_VERSION = re.compile(r"[./]?v\d+$|\.pub\d+$")
_ABSTRACT = re.compile(r"\b(?:abstracts?|proceedings|conference|congress|annual meeting)\b", re.I)
_ABSTRACT_PAGE = re.compile(r"[a-z]{1,3}-?\d", re.I)
_SAME = "same"
_NOT = ""
_MOST_YEARS = 10
_ABSTRACT_YEARS = 4
_WEIGHTS = {"title": 60, "author": 15, "year": 10, "place": 15}
_LESS_WITH_OTHER_IDENTIFIER = 15
_RELATION_WORDS = {
    Relation.PREPRINT: "one is a preprint",
    Relation.VERSION: "perhaps two versions",
    Relation.CORRECTION: "one is a notice about the other",
    Relation.SERIES: "the numbers of the parts differ",
}


def judge(one: Entry, two: Entry, seen: Comparison) -> tuple[int, str, Relation | None] | None:
    """(likeness in per cent, explanation, relation or None for the same); None if different."""
    found = _suggestion(one, two, seen)
    if found == _NOT:
        return None
    relation = None if found == _SAME else Relation(found)
    return _percent(seen), _explanation(one.card, two.card, seen, relation), relation


def is_preprint(card: Card) -> bool:
    """By the prefix of a DOI, or by the name of the server in the journal's place."""
    return any(map(_PREPRINT.match, card.dois)) or _PREPRINT_SERVER.search(card.journal) is not None


def _suggestion(one: Entry, two: Entry, seen: Comparison) -> str:
    if one.kind != two.kind:
        return _about_each_other(one, two, seen)
    if seen.title >= 60 and seen.author is not False and is_series(one.bare, two.bare):
        return Relation.SERIES
    if seen.same:
        return _SAME
    if seen.title < 80 and not seen.begins:
        return _SAME if _is_translated(one.card, two.card, seen) else _NOT
    if not (identifies(one.words) and identifies(two.words)):
        return _SAME if _is_short_but_same(one, two, seen) else _NOT
    if is_preprint(one.card) != is_preprint(two.card):
        return Relation.PREPRINT if _is_later_article(one, two, seen) else _NOT
    if seen.other:
        return _despite_identifiers(one, two, seen)
    return _by_title(one, two, seen)


def _about_each_other(one: Entry, two: Entry, seen: Comparison) -> str:
    """A notice and its paper; a letter about a paper is neither it nor part of it."""
    if Kind.COMMENT in (one.kind, two.kind):
        return _NOT
    alike = seen.begins or seen.title >= (95 if seen.author is False else 88)
    years = 2 if seen.author is False else _MOST_YEARS
    is_about = alike and (seen.gap or 0) <= years and not _differ(one, two, seen)
    return Relation.CORRECTION if is_about else _NOT


def _is_translated(one: Card, two: Card, seen: Comparison) -> bool:
    """One place in one journal by one author in one year, whatever the language of the title."""
    journal = same_journal(one.journal, two.journal)
    alone = bool(seen.place and seen.author and seen.gap == 0 and not seen.other)
    return alone and journal is not False


def _is_short_but_same(one: Entry, two: Entry, seen: Comparison) -> bool:
    """A title of a word or two needs the rest to agree; "Editorial" needs the place, too."""
    if seen.title < 100 or not seen.author or seen.gap != 0 or seen.other:
        return False
    other_page = one.page and two.page and one.page != two.page
    return bool(seen.place) or not (other_page or is_generic(one.words))


def _is_later_article(one: Entry, two: Entry, seen: Comparison) -> bool:
    """Of a preprint: reviewers change titles, though seldom what they are about."""
    if (seen.gap or 0) > _ABSTRACT_YEARS or seen.title < 90 and _differ(one, two, seen):
        return False
    return bool(seen.author) or (seen.author is None and seen.title >= 97)


def _despite_identifiers(one: Entry, two: Entry, seen: Comparison) -> str:
    """Two DOIs or PMIDs are two records of publishers: at most versions of one work."""
    if seen.author is not True or (seen.gap or 0) > _MOST_YEARS:
        return _NOT
    bare, others = ({_VERSION.sub("", doi) for doi in card.dois} for card in (one.card, two.card))
    alike = seen.title >= 85 if bare & others else seen.title >= 97
    return Relation.VERSION if alike and not _differ(one, two, seen) else _NOT


def _by_title(one: Entry, two: Entry, seen: Comparison) -> str:
    """Nothing but title, author, year and place to go by."""
    if seen.place:
        return _SAME if seen.title >= 90 or seen.author is not False else _NOT
    if seen.author is False or _differ(one, two, seen):
        return _NOT
    if seen.gap is None or seen.author is None:
        known = seen.author is not None or seen.gap is not None
        return _SAME if seen.title >= (95 if known else 98) and (seen.gap or 0) <= 1 else _NOT
    if seen.gap > 1 or seen.place is False or _is_abstract(one.card) != _is_abstract(two.card):
        near = seen.gap <= (_MOST_YEARS if seen.place is False else _ABSTRACT_YEARS)
        return Relation.VERSION if near and seen.title >= 95 else _NOT
    least = 80 if seen.gap == 0 else 90
    return _SAME if seen.title >= least or seen.begins else _NOT


def _differ(one: Entry, two: Entry, seen: Comparison) -> bool:
    """Whether the titles differ by a number or by a word that makes another paper."""
    short, long = sorted((one.words, two.words), key=len)
    if not seen.begins:
        return numbers(short) != numbers(long) or has_other_words(short, long)
    behind = long[len(short) :]
    return has_other_words(short, long[: len(short)]) or has_other_words(short, [*short, *behind])


def _is_abstract(card: Card) -> bool:
    """Of a conference: by its journal's name, or by pages such as S12 and A345."""
    by_page = _ABSTRACT_PAGE.match(card.pages.strip()) and not card.pages.lower().startswith("e")
    return bool(by_page) or _ABSTRACT.search(f"{card.journal} {card.title[-12:]}") is not None


def _percent(seen: Comparison) -> int:
    shares: dict[str, float | None] = {
        "title": max(seen.title, 95 if seen.begins else 0) / 100,
        "author": None if seen.author is None else float(seen.author),
        "year": None if seen.gap is None else max(0.0, 1 - seen.gap / 3),
        "place": None if seen.place is None else float(seen.place),
    }
    known = {name: share for name, share in shares.items() if share is not None}
    whole = sum(_WEIGHTS[name] for name in known)
    percent = 100 * sum(_WEIGHTS[name] * share for name, share in known.items()) / whole
    if seen.same:
        percent = (100 + percent) / 2
    if seen.other:
        percent -= _LESS_WITH_OTHER_IDENTIFIER
    return max(0, min(100, int(percent)))


def _explanation(one: Card, two: Card, seen: Comparison, relation: Relation | None) -> str:
    parts = [
        seen.same and f"same {seen.same}",
        _title_words(seen),
        _year_words(one, two, seen),
        _author_words(one, two, seen),
        "same volume and first page" if seen.place else "",
        "volume and page differ" if seen.place is False else "",
        seen.other and f"different {seen.other}s",
        _RELATION_WORDS[relation] if relation else "",
    ]
    return ", ".join(filter(None, parts))


def _title_words(seen: Comparison) -> str:
    if seen.title == 100:
        return "same title"
    if seen.begins:
        return "one title begins the other"
    return f"title {int(seen.title)} %" if seen.title >= 60 else "titles differ"


def _year_words(one: Card, two: Card, seen: Comparison) -> str:
    if seen.gap is None:
        return ""
    return "same year" if seen.gap == 0 else f"years {one.year} and {two.year}"


def _author_words(one: Card, two: Card, seen: Comparison) -> str:
    if seen.author is None:
        return ""
    names = list(dict.fromkeys(card.author.partition(",")[0].strip() for card in (one, two)))
    kind = "first author" if seen.author else "first authors"
    return f"{kind} {(' or ' if seen.author else ' and ').join(names)}"

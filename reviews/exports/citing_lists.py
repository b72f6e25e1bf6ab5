"""A paper as a line of a reference list, in the styles that people ask for.

Vancouver follows the samples of the International Committee of Medical Journal Editors, which
are those of Patrias and Wendling, "Citing Medicine" (National Library of Medicine, 2nd edition,
2007, chapter 1). APA follows the Publication Manual of the American Psychological Association
(7th edition, 2020, sections 9.7 to 9.36 and 10.1), as plain text.
"""

import re

from reviews.exports.citing_parts import MONTHS, identifier, line, moment, names

_RANGE = re.compile(r"([A-Za-z]*)(\d+)\s?[-–]\s?([A-Za-z]*)(\d+)")
_ORDINALS = {"II": "2nd", "III": "3rd", "IV": "4th"}
_ARTICLE_NUMBER = re.compile(r"e\d+", re.I)


def vancouver(paper):
    """At most six authors, two initials each, and pages without the digits that repeat."""
    date = " ".join(_words(moment(paper)))
    place = line(paper["volume"])
    if paper["issue"]:
        place += f"({line(paper['issue'])})"
    place = ";".join(filter(None, [date, place]))
    if paper["pages"]:
        place += f":{_shortened(line(paper['pages']))}"
    parts = [_vancouver_names(names(paper)), line(paper["title"]), line(paper["journal"]), place]
    doi, pmid = identifier(paper, "doi"), identifier(paper, "pmid")
    if doi:
        parts.append(f"doi: {doi}")
    if pmid:
        parts.append(f"Cited in PubMed; PMID {pmid}")
    return " ".join(map(_ended, filter(None, parts)))


def apa(paper):
    """All of up to twenty authors; of more the first nineteen and the last."""
    authors, title = _apa_names(names(paper)), line(paper["title"])
    year = f"({paper['year'] or 'n.d.'})"
    place = line(paper["volume"])
    if paper["issue"]:
        place += f"({line(paper['issue'])})"
    pages = _expanded(line(paper["pages"]))
    journal = ", ".join(filter(None, [line(paper["journal"]), place, pages]))
    parts = [authors, year, title] if authors else [title, year]
    cited = " ".join(map(_ended, filter(None, [*parts, journal])))
    doi = identifier(paper, "doi")
    return f"{cited} https://doi.org/{doi}" if doi else cited


def _vancouver_names(people):
    """Groups stand behind a semicolon."""
    text = ""
    for person in people[:6]:
        if text:
            text += "; " if person.collective else ", "
        text += person.collective or _vancouver_name(person)
    return f"{text}, et al" if len(people) > 6 else text


def _vancouver_name(person):
    suffix = person.suffix.rstrip(".")
    parts = [person.family, person.initials[:2], _ORDINALS.get(suffix.upper(), suffix)]
    return " ".join(filter(None, parts))


def _apa_names(people):
    shown = [_apa_name(person) for person in people]
    if len(shown) > 20:
        return f"{', '.join(shown[:19])}, . . . {shown[-1]}"
    *others, last = shown or [""]
    return f"{', '.join(others)}, & {last}" if others else last


def _apa_name(person):
    if person.collective:
        return person.collective
    given = person.given
    if given == person.initials:
        given = " ".join(given)
    words = [_apa_initials(word) for word in given.replace(".", " ").split()]
    return ", ".join(filter(None, [person.family, " ".join(words), person.suffix]))


def _apa_initials(word):
    """ "Jean-Paul" becomes "J.-P."."""
    return "-".join(f"{part[0].upper()}." for part in word.split("-") if part)


def _words(numbers):
    """A date as PubMed prints it: 2003 Oct 30."""
    year, month, day = (*numbers, *[None] * (3 - len(numbers)))
    return filter(None, [str(year or ""), month and MONTHS[month - 1], str(day or "")])


def _shortened(pages):
    """751-756 as 751-6; what is no plain range stays."""
    found = _RANGE.fullmatch(pages)
    if not found or found[3] not in ("", found[1]) or len(found[2]) != len(found[4]):
        return pages
    first, last = found[2], found[4]
    same = next((at for at in range(len(first)) if first[at] != last[at]), len(first) - 1)
    return f"{found[1]}{first}-{last[same:]}"


def _expanded(pages):
    """751-6 as 751–756; an article number as such."""
    if _ARTICLE_NUMBER.fullmatch(pages):
        return f"Article {pages}"
    found = _RANGE.fullmatch(pages)
    if not found:
        return pages
    prefix, first, other, last = found.groups()
    whole = first[: max(len(first) - len(last), 0)] + last
    return f"{prefix}{first}–{other or prefix}{whole}"


def _ended(text):
    return text if text.endswith((".", "?", "!")) else f"{text}."

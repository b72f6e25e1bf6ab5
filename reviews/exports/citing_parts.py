"""The parts of a citation, taken from a paper as editions show it; what is unknown is empty."""

import re
import unicodedata
from dataclasses import dataclass

from reviews.importers.names import initials_of
from reviews.importers.sections import CONTROLS

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_SUFFIX = re.compile(r"(?:Jr|Sr|II|III|IV|2nd|3rd|4th)\.?", re.I)
_DATE = re.compile(r"([0-9]{4})[ /-]([0-9]{1,2}|[A-Z][a-z]{2})(?:[ /-]([0-9]{1,2}))?")


@dataclass(frozen=True)
class Name:
    """A person, or a group whose name is `collective`."""

    family: str = ""
    given: str = ""
    suffix: str = ""
    collective: str = ""

    @property
    def initials(self):
        return initials_of(self.given)

    @property
    def whole(self):
        """In the order of speech."""
        return self.collective or " ".join(filter(None, [self.given, self.family, self.suffix]))


def line(text):
    """A text on one line; nothing for None."""
    return " ".join((text or "").translate(CONTROLS).split())


def names(paper):
    """The authors in the paper's order, each with a name of some kind."""
    found = [_name(author) for author in paper["authors"]]
    return [name for name in found if name.family or name.collective]


def identifier(paper, scheme):
    """The first of the scheme ("doi", "pmid", "pmcid"), or nothing."""
    values = (row["value"] for row in paper["identifiers"] if row["scheme"]["value"] == scheme)
    return line(next(values, ""))


def moment(paper):
    """(year, month, day) of publication as far as they are known, or nothing."""
    dated = _DATE.fullmatch(line(paper["published"]))
    if not dated or int(dated[1]) != paper["year"]:
        return (paper["year"],) if paper["year"] else ()
    month = MONTHS.index(dated[2]) + 1 if dated[2] in MONTHS else dated[2]
    if not str(month).isdigit() or not 1 <= int(month) <= 12:
        return (paper["year"],)
    day = int(dated[3] or 0)
    return (paper["year"], int(month), day) if 1 <= day <= 31 else (paper["year"], int(month))


def key(paper):
    """A name for the paper of ASCII letters and digits: first author and year."""
    people = names(paper)
    first = people[0].family or people[0].collective.split(" ")[0] if people else ""
    plain = unicodedata.normalize("NFKD", first).encode("ascii", "ignore").decode()
    return "".join(filter(str.isalnum, plain.lower()))[:40] + str(paper["year"] or "") or "paper"


def _name(author):
    given = line(author.get("given"))
    words = given.split(" ")
    suffix = words.pop() if _SUFFIX.fullmatch(words[-1]) else ""
    return Name(
        family=line(author.get("family")),
        given=" ".join(words).rstrip(","),
        suffix=suffix,
        collective=line(author.get("collective")),
    )

"""How many records MEDLINE holds, counted by the lines that begin them.

As all that counts, it shares nothing with the modules that read records.
"""

import re

_TAG = re.compile(
    r"\n\ufeff?(?:(?P<sure>PMID ?-|OWN {1,2}- ERIC(?=\s|$))"
    r"|(?P<tag>OWN|STAT|DCOM|LR|IS|PMC|TI|BTI|TT|AB) {0,2}- )"
)
_PMC = re.compile(r"PMC ?- ?PMC\d{1,10}\s*")
_TITLED = frozenset(["TI", "BTI", "TT", "AB"])
_WHOLE = _TITLED | {"PMID"}
# Behind an empty line a tag begins a record if the one before has any of these by then.
_ENDED_BY = {"TI": {"TI"}, "PMC": {"PMC"}, "IS": _TITLED} | {
    tag: _TITLED | {tag} for tag in ("OWN", "STAT", "DCOM", "LR")
}


class Blocks:
    """Records that begin with a PMID line, alone or right behind one with a PMC number, or as
    ERIC begins them; and blocks behind an empty line that lack such a line."""

    def __init__(self) -> None:
        self._text, self._from, self._counted = "\n", 0, 0
        self._had: set[str] = {"PMC", *_WHOLE}

    @property
    def count(self) -> int:
        self.feed("\n")
        return self._counted

    def feed(self, text: str) -> None:
        """Look at the lines that are whole, and keep two to look back at."""
        text = self._text + text
        end = text.rfind("\n")
        for found in _TAG.finditer(text, self._from, end):
            above, last = _two_lines(text, found.start())
            if found["tag"]:
                self._tag(found["tag"], last)
            else:
                self._sure("PMID" in found["sure"], above, last)
        kept = max(0, end - sum(map(len, _two_lines(text, end))) - 2)
        self._text, self._from = text[kept:], end - kept

    def _tag(self, tag: str, last: str) -> None:
        begins = not last.strip() and not self._had.isdisjoint(_ENDED_BY.get(tag, ()))
        self._counted += begins
        self._had = {tag} if begins else {*self._had, tag}

    def _sure(self, is_pmid: bool, above: str, last: str) -> None:
        if is_pmid and last.strip() and self._had.isdisjoint(_WHOLE):
            self._had.add("PMID")  # the record has begun before
            return
        self._counted += 1
        follows = is_pmid and _PMC.fullmatch(last) and not above.strip()
        self._had = {"PMID" if is_pmid else "OWN"}
        if follows and _TAG.match(f"\n{last}"):
            self._had.add("PMC")


def _two_lines(text: str, end: int) -> tuple[str, str]:
    """The two lines before a line end."""
    start = max(0, text.rfind("\n", 0, end))
    before = text.rfind("\n", 0, start)
    return text[before + 1 : start], text[start + 1 : end]

"""How many records a file holds, counted by their beginnings alone.

It shares nothing with the modules that read records, so that it can be held against them: what
was seen has to be as many.
"""

import codecs
import re
from collections.abc import Callable

from reviews.importers.medline_counting import Blocks

_LINE_ENDS = re.compile("\r\n?|[\v\f\x85\u2028\u2029]")
_BOMS = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
# For each format, how a record begins and what has to stand before it. A byte-order mark does
# where files were joined; a BibTeX entry may follow another on its line, behind a comma, too.
_LINE_STARTS = {
    "ris": (
        re.compile(r"TY {0,2}-(?=[\sA-Z]|$)|[Tt]y {2}-(?=\s|$)"),
        re.compile(r"(?:^|\n)[\ufeff \t]{0,80}\Z"),
    ),
    "wos": (re.compile(r"PT {1,2}(?=[^ \t\n])"), re.compile(r"(?:^|\n)\ufeff?\Z")),
    "bibtex": (
        re.compile(
            r"@[ \t]{0,9}(?!(?:comment|string|preamble)\b)\w[^\s{}(),=\"#%']{0,60}[ \t]{0,9}[{(]",
            re.I,
        ),
        re.compile(r"(?:(?:^|\n)\ufeff?|[})][ \t]{0,80},?)[ \t]{0,80}\Z"),
    ),
}
_RIGHT_BEFORE = "\n\ufeff \t}),"
_NEAR = 90  # characters, more than any of these patterns takes before a record
_TAGS = {
    "pubmed_xml": re.compile(r"<Pubmed(?:Book)?Article(?=[\s/>])|<!--|<!\[CDATA\["),
    "endnote_xml": re.compile(r"<record(?=[\s/>])|<!--|<!\[CDATA\["),
}
_REFER_TAG = re.compile(r"\ufeff?[ \t]{0,8}%[0-9A-Z](?=[ \t]|$)")
_REFER_TYPE = re.compile(r"\ufeff?[ \t]{0,8}%0(?=[ \t]|$)")
_TAIL_OF_TAG = 24  # characters; no beginning above is longer
_JSON = re.compile(r"\"[^\"\\]*+(?:\\.[^\"\\]*+)*+(\"?)|[\[\]{},]|[^\s\"\[\]{},:]+", re.S)
_NO_BRACKET = re.compile(r"(?:[^\"\[\]{}]++|\"[^\"\\]*+(?:\\.[^\"\\]*+)*+\")*+", re.S)
_STRING_REST = re.compile(r"[^\"\\]*+(?:\\.[^\"\\]*+)*+(\"?)", re.S)


class Counter:
    """Counts the records of a file in one of the formats; `feed` takes its bytes piece by piece.

    `count`, asked for when all has been fed, is None for a format whose records have no certain
    beginning.
    """

    def __init__(self, name: str) -> None:
        self._decode: Callable[[bytes, bool], str] | None = None
        self._kind = _kind_of(name)
        self._ends_in_return = False

    def feed(self, data: bytes) -> None:
        if self._kind and data:
            self._decode = self._decode or _decoder_of(data)
            self._take(self._kind, self._decode(data, False))

    @property
    def count(self) -> int | None:
        if self._kind and self._decode:
            self._take(self._kind, self._decode(b"", True))  # half a sign, where a file is cut off
        return self._kind.count if self._kind else None

    def _take(self, kind: "_Kind", text: str) -> None:
        # A line end of two signs may come in two pieces, and is one all the same.
        rest = text[1:] if self._ends_in_return and text.startswith("\n") else text
        self._ends_in_return = text.endswith("\r") if text else self._ends_in_return
        kind.feed(_LINE_ENDS.sub("\n", rest))


class _Lines:
    """Records that begin with a line, and in some formats behind another record on it."""

    def __init__(self, start: re.Pattern[str], before: re.Pattern[str]) -> None:
        self._start, self._before = start, before
        self._counted, self._rest = 0, ""

    @property
    def count(self) -> int:
        return self._counted + self._among(self._rest)

    def feed(self, text: str) -> None:
        lines, end, begun = text.rpartition("\n")
        if end:
            self._counted += self._among(self._rest + lines)
            self._rest = ""
        self._rest += begun

    def _among(self, lines: str) -> int:
        return sum(self._begins(lines, found.start()) for found in self._start.finditer(lines))

    def _begins(self, lines: str, at: int) -> bool:
        if at and lines[at - 1] not in _RIGHT_BEFORE:
            return False
        return self._before.search(lines[max(0, at - _NEAR) : at]) is not None


class _Groups:
    """Records of refer: each %0 line, or where the text begins with a title, each line with a
    tag behind an empty one."""

    def __init__(self) -> None:
        self._counted, self._rest, self._before = 0, "", ""
        self._mark = ""

    @property
    def count(self) -> int:
        return self._counted + self._begins(self._rest)

    def feed(self, text: str) -> None:
        *lines, self._rest = (self._rest + text).split("\n")
        for line in lines:
            self._counted += self._begins(line)
            self._mark = self._mark or self._first_of(line)
            self._before = line

    def _first_of(self, line: str) -> str:
        """How records begin, as the first line says that is not empty."""
        if not line.strip("\ufeff \t"):
            return ""
        return "%" if re.match(r"\ufeff?[ \t]{0,8}%T[ \t]", line) else "%0"

    def _begins(self, line: str) -> bool:
        if (self._mark or self._first_of(line)) == "%":
            return not self._before and _REFER_TAG.match(line) is not None
        return _REFER_TYPE.match(line) is not None


class _Tags:
    """Elements that open, outside comments and CDATA."""

    def __init__(self, start: re.Pattern[str]) -> None:
        self._start, self.count, self._rest, self._until = start, 0, "", ""

    def feed(self, text: str) -> None:
        text, at = self._rest + text, 0
        while True:
            if self._until:
                end = text.find(self._until, at)
                if end < 0:
                    break
                at, self._until = end + len(self._until), ""
            found = self._start.search(text, at)
            if not found:
                break
            at = found.end()
            self._until = {"<!--": "-->", "<![CDATA[": "]]>"}.get(found[0], "")
            self.count += not self._until
        self._rest = text[max(at, len(text) - _TAIL_OF_TAG) :]


class _Items:
    """JSON: the values of the outermost list, or of the list "items" in the outermost object;
    an object without that list is one item itself."""

    def __init__(self) -> None:
        self._depth = self._objects = self._listed = 0
        self._list_at = -1  # the depth at which the values of the list stand
        self._name = self._rest = ""
        self._has_list = self._in_string = self._awaits_value = False

    @property
    def count(self) -> int:
        return self._listed if self._has_list else self._objects

    def feed(self, text: str) -> None:
        text, at = self._rest + text, 0
        if self._in_string and (rest := _STRING_REST.match(text)):
            at, self._in_string = rest.end(), not rest[1]
            self._name = (self._name + rest[0])[:10]
        while not self._in_string and (mark := self._next(text, at)):
            self._mark(mark[0])
            at, self._in_string = mark.end(), mark[1] == ""
        # In a string, a backslash may wait for the sign that it is about.
        self._rest = text[at:] if self._in_string else ""

    def _next(self, text: str, at: int) -> re.Match[str] | None:
        """Inside an item, whatever is no bracket is passed over at once."""
        inside = 0 < self._list_at < self._depth
        passed = _NO_BRACKET.match(text, at) if inside else None
        return _JSON.search(text, passed.end() if passed else at)

    def _mark(self, mark: str) -> None:
        if mark == ",":
            self._awaits_value = self._depth == self._list_at
        elif mark in "]}":
            self._awaits_value = False
            self._depth = max(0, self._depth - 1)
            self._list_at = self._list_at if self._depth >= self._list_at else -1
        else:
            self._listed += self._awaits_value
            self._awaits_value = False
            if mark in "[{":
                self._open(mark)
            elif self._depth == 1 and self._list_at < 0:
                self._name = mark[:10]

    def _open(self, mark: str) -> None:
        self._objects += mark == "{" and self._depth == 0
        is_list = self._depth == 0 or (self._depth == 1 and self._name == '"items"')
        self._depth += 1
        if mark == "[" and is_list and self._list_at < 0:
            self._has_list = self._awaits_value = True
            self._list_at = self._depth


class _Rows:
    """Rows of a table below its header, quoted as in RFC 4180; empty ones are none."""

    def __init__(self) -> None:
        self._rest, self._delimiter, self._rows = "", "", 0
        self._is_quoted = self._is_row = False

    @property
    def count(self) -> int:
        unfinished = self._is_row or self._has_content(self._rest)
        return max(0, self._rows + unfinished - 1)

    def feed(self, text: str) -> None:
        *lines, self._rest = (self._rest + text).split("\n")
        for line in lines:
            self._line(line)

    def _line(self, line: str) -> None:
        if not self._delimiter:
            if not line.strip() or re.fullmatch(r"\ufeff?sep=.", line.strip()):
                return
            self._delimiter = max(",;\t|", key=line.count)
        self._is_row = self._is_row or self._has_content(line)
        if self._is_quoted or '"' in line:
            self._is_quoted = self._ends_quoted(line)
        if not self._is_quoted:
            self._rows += self._is_row
            self._is_row = False

    def _has_content(self, line: str) -> bool:
        return bool(line.replace(self._delimiter or ",", "").strip(' \t"'))

    def _ends_quoted(self, line: str) -> bool:
        """Whether a quoted cell is open at the end of the line. Quotes count at the beginning
        of a cell alone; inside one, two stand for one."""
        at, is_quoted = 0, self._is_quoted
        while True:
            if not is_quoted:
                is_quoted = line.startswith('"', at)
                at += is_quoted
            if is_quoted:
                at = _end_of_quoted(line, at)
                if at < 0:
                    return True
                is_quoted = False
            at = line.find(self._delimiter, at) + 1
            if not at:
                return False


def _end_of_quoted(line: str, at: int) -> int:
    """Behind the quote that closes the cell, or -1 if it stays open."""
    while (quote := line.find('"', at)) >= 0:
        at = quote + 1
        if not line.startswith('"', at):
            return at
        at += 1
    return -1


_Kind = Blocks | _Lines | _Groups | _Tags | _Items | _Rows


def _kind_of(name: str) -> _Kind | None:
    if name == "medline":
        return Blocks()
    if name == "refer":
        return _Groups()
    if name in _LINE_STARTS:
        return _Lines(*_LINE_STARTS[name])
    if name in _TAGS:
        return _Tags(_TAGS[name])
    if name == "csl_json":
        return _Items()
    return _Rows() if name == "csv" else None


def _decoder_of(head: bytes) -> Callable[[bytes, bool], str]:
    """Records begin with ASCII, so besides UTF-16 any encoding may be read as UTF-8."""
    start = head[:1000]
    name = next((name for bom, name in _BOMS.items() if head.startswith(bom)), "utf-8")
    if name == "utf-8" and len(start) > 3:
        even, odd = start[::2].count(0), start[1::2].count(0)
        if max(even, odd) > max(0.05 * len(start), 2 * min(even, odd)):
            name = "utf-16-le" if odd > even else "utf-16-be"
    return codecs.getincrementaldecoder(name)("replace").decode

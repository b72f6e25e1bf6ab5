"""Where an entry of BibTeX begins and ends, and its fields as they are written.

bibtexparser would read entries, too, but gives up those with a comma or a key missing, a field
given twice or a bare value of two words, all of which other programs write and read; and it
has to have the whole file, while entries come here one by one.
"""

import re
from dataclasses import dataclass

# What opens an entry; its type is any word that some program might have made up.
OPENING = r"@[ \t]*+(\w[^\s{}(),=\"#%']*+)[ \t]*+([{(])"
START = re.compile(rf"[\ufeff \t]*+{OPENING}")
MONTHS = dict(
    zip(
        ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"),
        ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
        strict=True,
    )
)
_GAP = re.compile(r"(?:[\s,]++|%[^\n]*)*+")
_KEY = re.compile(
    r"\s*+([^,={}\"\n]*+)\s*+,|\s*+([^\s,={}\"]++)(?=\s++[\w:-]++\s*+=|\s*+[})]\s*+$)"
)
# Nearly all fields: a name, and a value in braces with none inside.
_PLAIN = re.compile(r"[\s,]*+([\w-]++)\s*+=\s*+\{([^{}\\]*+)\}(?=\s*+,)")
_NAME = re.compile(r"([^=,{}\"#\n]++)\s*+=\s*+")
_BARE = {"}": re.compile(r"[^,#{}\"\n]++"), ")": re.compile(r"[^,#{}\"\n)]++")}
_AFTER_VALUE = re.compile(r"\s*+(?:[,})]|%[^\n]*\n|[\w:-]++\s*+=|$)")
_AFTER_QUOTE = re.compile(r"\s*+(?:[,#})]|[\w:-]++\s*+=|$)")
_JOINT = re.compile(r"\s*#\s*")
# A brace behind a backslash is a sign of the text, unless the entry would then never end.
_MARKS = {True: re.compile(r"\\[^\n]|[{}]"), False: re.compile(r"[{}]")}
_QUOTED = {True: re.compile(r"\\[^\n]|[{}\"]"), False: re.compile(r"[{}\"]")}


class Fault(Exception):
    """The entry cannot be read on from `at`, an offset in its text; `reason` is a sentence."""

    def __init__(self, at: int, reason: str) -> None:
        super().__init__(reason)
        self.at, self.reason = at, reason


@dataclass(frozen=True)
class Entry:
    """One entry: its type in small letters, its key, its fields by names in small letters."""

    type: str
    key: str
    fields: dict[str, str]
    end: int


def read_entry(text: str, start: re.Match[str], macros: dict[str, str]) -> Entry:
    """The entry that `start` opens. Raises Fault where it is no BibTeX."""
    close = "}" if start[2] == "{" else ")"
    key = _KEY.match(text, start.end()) if start[1].lower() != "string" else None
    at = key.end() if key else start.end()
    try:
        fields, end = _fields(text, at, close, macros, escapes=True)
    except Fault:
        fields, end = _fields(text, at, close, macros, escapes=False)
    name = (key[1] or key[2] or "").strip() if key else ""
    return Entry(start[1].lower(), name, fields, end)


def end_of_comment(text: str, start: re.Match[str]) -> int:
    """Where what `@comment{` or `@preamble{` opens is closed; the end of the text if nowhere."""
    depth = 0
    for mark in re.compile(r"\\[^\n]|[{}()]").finditer(text, start.end() - 1):
        if mark[0] in {"{", start[2]}:
            depth += 1
        elif mark[0] in {"}", ")" if start[2] == "(" else "}"}:
            depth -= 1
        if not depth:
            return mark.end()
    return len(text)


def _fields(
    text: str, at: int, close: str, macros: dict[str, str], *, escapes: bool
) -> tuple[dict[str, str], int]:
    fields: dict[str, str] = {}
    while True:
        plain = _PLAIN.match(text, at)
        if plain:
            field = plain[1].lower()
            fields[field] = fields.get(field) or plain[2]
            at = plain.end()
            continue
        at = _end(_GAP, text, at)
        if text.startswith(close, at):
            return fields, at + 1
        name = _NAME.match(text, at)
        if not name:
            raise _fault(text, at, close)
        value, at = _value(text, name.end(), close, macros, escapes=escapes)
        if not _AFTER_VALUE.match(text, at):
            raise Fault(at, f"{_shown(text, at)} follows a value: mend its braces or quotes.")
        field = name[1].strip().lower()
        # Of a field given twice, the first that says something counts, as with BibTeX.
        fields[field] = fields.get(field) or value


def _value(
    text: str, at: int, close: str, macros: dict[str, str], *, escapes: bool
) -> tuple[str, int]:
    """Pieces joined by `#`: in braces, in quotes, or bare, and where they end."""
    pieces: list[str] = []
    while True:
        if text.startswith("{", at):
            end = _closed(text, at, escapes=escapes)
            pieces.append(text[at + 1 : end - 1])
            at = end
        elif text.startswith('"', at):
            end = _unquoted(text, at, escapes=escapes)
            pieces.append(text[at + 1 : end - 1])
            at = end
        else:
            bare = _BARE[close].match(text, at)
            word = bare[0].strip() if bare else ""
            pieces.append(macros.get(word.lower(), word))
            at = bare.end() if bare else at
        joint = _JOINT.match(text, at)
        if not joint:
            return "".join(pieces), at
        at = joint.end()


def _closed(text: str, at: int, *, escapes: bool) -> int:
    depth = 0
    for mark in _MARKS[escapes].finditer(text, at):
        if mark[0] == "{":
            depth += 1
        elif mark[0] == "}":
            depth -= 1
            if not depth:
                return mark.end()
    raise Fault(at, f"The brace before {_shown(text, at + 1)} is never closed: add its other half.")


def _unquoted(text: str, at: int, *, escapes: bool) -> int:
    """A quotation mark that nothing of BibTeX follows belongs to the text."""
    depth = 0
    for mark in _QUOTED[escapes].finditer(text, at + 1):
        if mark[0] == "{":
            depth += 1
        elif mark[0] == "}":
            depth -= 1
        elif mark[0] == '"' and depth <= 0 and _AFTER_QUOTE.match(text, mark.end()):
            return mark.end()
    raise Fault(at, f"The quotation mark before {_shown(text, at + 1)} is never closed: add it.")


def _fault(text: str, at: int, close: str) -> Fault:
    if at >= len(text):
        return Fault(at, f"It is not closed by “{close}”: add that, or export it again.")
    return Fault(
        at, f"{_shown(text, at)} is no field: write name = {{value}}, and balance the braces."
    )


def _end(pattern: re.Pattern[str], text: str, at: int) -> int:
    found = pattern.match(text, at)
    return found.end() if found else at


def _shown(text: str, at: int) -> str:
    words = text[at : at + 40].split("\n")[0].strip()
    return f"“{words}”" if words else "An empty line"

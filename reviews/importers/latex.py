"""LaTeX in the fields of BibTeX as plain Unicode text: accents, symbols, protecting braces."""

import re
import unicodedata
from functools import lru_cache
from typing import Any

from pylatexenc.latex2text import get_default_latex_context_db

_ACCENTS = {
    "`": "\u0300",
    "'": "\u0301",
    "^": "\u0302",
    "~": "\u0303",
    "=": "\u0304",
    "u": "\u0306",
    ".": "\u0307",
    '"': "\u0308",
    "r": "\u030a",
    "H": "\u030b",
    "v": "\u030c",
    "d": "\u0323",
    "c": "\u0327",
    "k": "\u0328",
    "b": "\u0331",
}
# Beyond the table of pylatexenc: what it makes by programs, or does not have.
_SYMBOLS = {
    "backslash": "\\",
    "degree": "°",
    "degreecelsius": "°C",
    "LaTeX": "LaTeX",
    "TeX": "TeX",
    "BibTeX": "BibTeX",
    "circ": "°",
    "cite": "",
    "footnote": " ",
    "copyright": "©",
    "dag": "†",
    "ddag": "‡",
    "mathdollar": "$",
    "micro": "µ",
    "minus": "−",
    "newline": " ",
    "par": " ",
    "pounds": "£",
    "quad": " ",
    "qquad": " ",
    "quotedblbase": "„",
    "quotesinglbase": "‚",
    "space": " ",
    "textasciicircum": "^",
    "textasciitilde": "~",
    "textbar": "|",
    "textbraceleft": "{",
    "textbraceright": "}",
    "textdiv": "÷",
    "textdollar": "$",
    "textellipsis": "…",
    "textgreater": ">",
    "textless": "<",
    "textminus": "−",
    "textpm": "±",
    "textquotedbl": '"',
    "textquotesingle": "'",
    "textregistered": "®",
    "textsterling": "£",
    "textthreesuperior": "³",
    "texttimes": "×",
    "texttrademark": "™",
    "texttwosuperior": "²",
    "textunderscore": "_",
}
_ESCAPED = {"\\": " ", "\n": " ", ",": " ", ";": " ", ":": " ", "!": "", "-": "", "/": "", "@": ""}
_LIGATURES = {"~": " ", "--": "–", "---": "—", "``": "“", "''": "”", "{": "", "}": "", "$": "$"}
_SIGNS = ("\\", "$", "~", "--", "``", "''")
# One pass: what no rule names stays. Braces are all dropped, so an accent may take its letter
# out of them without looking for the other end.
_TOKEN = re.compile(
    r"\\(?P<accent>[`'^~=.\"]|[urHvdckb](?![A-Za-z]))\s*(?:\{\s*)*"
    r"(?P<letter>\\(?:[ijoO]|l|L|ae|AE|oe|OE)(?![A-Za-z])\s?|[^\W\d_])|"
    r"\\(?P<word>[A-Za-z]+)\*?(?:\{\}|\s+|)|"
    r"\\(?P<escaped>.)|"
    r"(?P<power>[_^])(?:\{(?P<many>[^{}\\$]{0,40})\}|(?P<one>[^\s{}\\$]))|"
    r"(?P<ligature>---?|``|''|[{}~$])",
    re.S,
)
_MATHS = re.compile(
    r"(?<!\\)\$([^$]{0,2000})(?<!\\)\$|"
    r"(?<!\\)\\\(([^$\\]{0,200}(?:\\[^()][^$\\]{0,200}){0,40})\\\)"
)
# The address of a link, words to sort by (which the styles of many bibliographies define so),
# lengths and marks: commands whose argument is not printed.
_UNPRINTED = re.compile(
    r"\\(?:href|noopsort|SortNoop|hspace|vspace|label|index|phantom)\*?\s{0,9}\{[^{}]{0,2000}\}"
)
_POWER_OF_GROUP = re.compile(r"[_^](?=[{\\])")
# What a style defines for itself with such a name prints that name.
_IS_LOGO = re.compile(r"[A-Z]{2,}|[A-Za-z]*TeX")
_LOWERED = str.maketrans("0123456789+-=()", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎")
_RAISED = str.maketrans("0123456789+-=()", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾")
_SMALL = re.compile(r"[0-9+\-=()]+")


def unlatexed(text: str) -> str:
    """The text in NFC, its white space as it was."""
    if text.isalnum():
        return text
    if any(map(text.__contains__, _SIGNS)):
        return _read(text)
    return text.replace("{", "").replace("}", "")


def printing(text: str) -> str:
    """The LaTeX without those commands that print nothing."""
    return _UNPRINTED.sub("", text) if "\\" in text else text


def verbatim(text: str) -> str:
    """An address or identifier: only braces and the escapes of single signs are resolved."""
    text = re.sub(r"\\([_%&#$~{}\-])", r"\1", text) if "\\" in text else text
    text = _TOKEN.sub(_symbol_alone, text) if "\\" in text else text
    return text.replace("{", "").replace("}", "").strip()


def _read(text: str) -> str:
    text = printing(text)
    text = _MATHS.sub(_formula, text) if "$" in text or "\\(" in text else text
    return unicodedata.normalize("NFC", _TOKEN.sub(lambda found: _token(found[0]), text))


def _formula(found: re.Match[str]) -> str:
    """A formula's powers and indices as small figures where Unicode has them."""
    inner = _TOKEN.sub(_token_of_formula, found[1] or found[2] or "")
    # The braces keep a command at its end from taking the space behind the formula.
    return _POWER_OF_GROUP.sub("", inner) + "{}"


def _token_of_formula(found: re.Match[str]) -> str:
    if not found["power"]:
        return found[0]
    inner = found["many"] or found["one"] or ""
    if not _SMALL.fullmatch(inner):
        return f"{{{inner}}}"  # or it would be part of the command before it
    return inner.translate(_LOWERED if found["power"] == "_" else _RAISED)


@lru_cache(maxsize=2**14)
def _token(printed: str) -> str:
    """What a token prints, whatever stands around it; few of them make up most fields."""
    found = _TOKEN.fullmatch(printed)
    if not found:
        return printed
    if found["accent"]:
        return _accented(found["accent"], found["letter"].strip())
    if found["word"]:
        return _word(found["word"], found[0])
    if found["escaped"]:
        return _ESCAPED.get(found["escaped"], found["escaped"])
    if found["ligature"]:
        return _LIGATURES[found["ligature"]]
    return found[0].replace("{", "").replace("}", "")


def _symbol_alone(found: re.Match[str]) -> str:
    return _word(found["word"], found[0]) if found["word"] else found[0]


def _accented(accent: str, letter: str) -> str:
    # The dotless letters only make room for the accent.
    base = {"\\i": "i", "\\j": "j"}.get(letter) or (
        symbol(letter[1:]) if letter[0] == "\\" else letter
    )
    return unicodedata.normalize("NFC", base + _ACCENTS[accent])


def _word(name: str, printed: str) -> str:
    """A space behind the name only ends it, though around operators it is meant, too."""
    found = symbol(name)
    is_operator = len(found) > 1 or (found != "" and unicodedata.category(found) == "Sm")
    return f"{found} " if is_operator and printed[-1].isspace() else found


@lru_cache(maxsize=4096)
def symbol(name: str) -> str:
    """What `\\name` prints; nothing for commands of form, whose argument stays."""
    if name in _SYMBOLS:
        return _SYMBOLS[name]
    known = _table().get_macro_spec(name)
    if not known and _IS_LOGO.fullmatch(name):
        return name
    text = known.simplify_repl if known else None
    return text if isinstance(text, str) and "%" not in text else ""


@lru_cache(maxsize=1)
def _table() -> Any:
    return get_default_latex_context_db()

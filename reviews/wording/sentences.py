"""Where each sentence of a scholarly text starts and ends."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from reviews.wording.lexicon import load


@dataclass(frozen=True, slots=True)
class Span:
    """Half-open offsets in Unicode code points."""

    start: int
    end: int


_WORDS = {name: frozenset(words.split()) for name, words in load("boundaries").items()}
_HEADING = (
    r"(?:background|introduction|objectives?|aims?|purpose|(?:materials?|patients?|subjects?) and "
    r"methods|methods?|results?|findings|discussion|conclusions?|interpretation|abstract|summary)"
)
# Runs are tried from their first character alone and given up whole: from every character
# of a run, the time would grow with the square of its length.
_CANDIDATE = re.compile(
    r"(?P<paragraph>(?<![^\S\n])[^\S\n]*+\n[^\S\n]*+\n\s*+)"
    rf"|(?P<heading>^[^\S\n]*+(?i:{_HEADING})[^\S\n]*+\n)"
    r"|(?<![.!?…])(?P<stop>[.!?…]++)[\"'”’»)\]]*+(?:(?<=[a-z)\]]\.)\d{1,3}(?:[,–-]\d{1,3})*)?(?P<gap>\s+)"
    r"|(?P<glued>(?<=[a-z]{3}\.)(?=[A-Z][a-z]*\s))"
    r"|(?P<wide>[。！？]\s*)",
    re.MULTILINE,
)
_WINDOW = 100  # code points before a full stop that decide on it
_OPENING = "\"'“‘«(["
_NEXT_WORD = re.compile(rf"[{re.escape(_OPENING)}]*([^\s,;:.)\]]*)")
_MIXED_CASE = re.compile(r"[a-z]{1,2}[A-Z]|[a-z]\d")
_LIST_NUMBER = re.compile(r"(?:\d{1,2}|[a-zA-Z]|[ivx]{2,4})")


def spans(text: str) -> list[Span]:
    """Every sentence of `text`, in order and trimmed; outside them is only white space.

    A heading such as "RESULTS:" stays with the sentence it opens; a heading on a line of
    its own is a span of its own.
    """
    found = []
    start = 0
    for end in [*_ends(text), len(text)]:
        piece = text[start:end]
        if kept := piece.strip():
            lead = start + len(piece) - len(piece.lstrip())
            found.append(Span(lead, lead + len(kept)))
        start = end
    return found


def _ends(text: str) -> Iterator[int]:
    """Where sentences but the last end, the white space after them included."""
    start = 0
    for match in _CANDIDATE.finditer(text):
        if match["stop"]:
            nearby = max(start, match.start() - _WINDOW)
            before = text[nearby : match.start()]
            ends = _stops(before, match["stop"], _next_word(text, match.end()))
        elif match["glued"] is not None:
            ends = _next_word(text, match.end()).lower() in _WORDS["openers"]
        else:
            ends = True
        if ends:
            yield match.end()
            start = match.end()


def _next_word(text: str, at: int) -> str:
    found = _NEXT_WORD.match(text, at)
    return found[1] if found else ""


def _stops(before: str, stop: str, following: str) -> bool:
    """Whether `stop` ends the sentence that `before` belongs to; `following` is the next word."""
    if following[:1].islower() and not _MIXED_CASE.match(following):
        return False
    if stop != ".":
        return True
    words = before.split()
    last = words[-1].lstrip(_OPENING).rsplit("/")[-1] if words else ""
    opens = following.lower() in _WORDS["openers"]
    if last.lower() in _WORDS["never_last"] or (last == "0" and following[:1].isdigit()):
        return False
    if len(words) <= 1 and _LIST_NUMBER.fullmatch(last):
        return False
    if last.lower() in _WORDS["rarely_last"]:
        return opens
    if len(last) == 1 and last.isalpha() and last.isupper():
        return opens or (len(words) > 1 and words[-2].lower() in _WORDS["lettered"])
    return True

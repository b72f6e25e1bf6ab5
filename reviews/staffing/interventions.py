"""Whether an interest in an intervention touches a question, by the words that name both."""

import re
import unicodedata
from collections.abc import Iterator

_BETWEEN = re.compile(r"[,;/+]|\b(?:and|or|plus|versus|vs)\b")
_WORD = re.compile(r"[^\W_]+")


def touches(declared: str, asked: str) -> bool:
    """Whether one of the things that `declared` names is named in `asked`, or the other way
    round: an interest in "vitamin K2" touches "Vitamin K2, 45 mg a day", and one in "alendronate
    70 mg" touches "alendronate". Words are compared whole, without case, accents and the s of
    the plural; an interest that names nothing touches nothing.
    """
    named = list(_things(asked))
    return any(
        _holds(whole, part) or _holds(part, whole) for part in _things(declared) for whole in named
    )


def _things(text: str) -> Iterator[list[str]]:
    """The words of every thing that a text names."""
    for part in _BETWEEN.split(_plain(text)):
        if words := [_singular(word) for word in _WORD.findall(part)]:
            yield words


def _plain(text: str) -> str:
    letters = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def _singular(word: str) -> str:
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word


def _holds(whole: list[str], part: list[str]) -> bool:
    """Whether the words of `part` stand in `whole`, next to each other and in this order."""
    size = len(part)
    return any(whole[at : at + size] == part for at in range(len(whole) - size + 1))

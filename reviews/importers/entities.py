"""The entities of HTML and XML in a text, and the characters that they stand for.

Only an entity that is written out with its semicolon is one: browsers also guess at "&deg" and
at the beginning of "&section", which would turn "R&Degree" and "Q&Section" into signs.
"""

import re
from collections.abc import Callable
from html import unescape
from html.entities import html5

_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|([A-Za-z]\w{1,30}));")


def resolved(text: str, cleaned: Callable[[str], str] = str) -> str:
    """The text with the characters that its entities stand for, each as `cleaned` makes it;
    what only looks like an entity stays."""

    def character(entity: re.Match[str]) -> str:
        if entity[1] and f"{entity[1]};" not in html5:
            return entity[0]
        return cleaned(unescape(entity[0]))

    return _ENTITY.sub(character, text) if "&" in text else text

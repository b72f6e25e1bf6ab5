"""Placeholder until the merge."""

import hashlib
import re
import unicodedata

_NO_WORD = re.compile(r"[\W_]+")


def same_key(title: str, year: int | None, first_author: str) -> str:
    if len(title) < 20 or not year or not first_author:
        return ""
    plain = unicodedata.normalize("NFKD", f"{title}\n{first_author}".casefold())
    return hashlib.sha256(f"{_NO_WORD.sub('', plain)}{year}".encode()).hexdigest()

"""Words as every database takes them: letters and digits, without accents.

PostgreSQL's parser knows addresses, tags and numbers, and keeps accents; SQLite's does neither. So
both are given texts of nothing but words and spaces, and find the same.
"""

import unicodedata

from reviews.importers.titles import listed

MOST = 50  # words of a query; nobody means more
MOST_KNOWN = 20_000  # code points that are remembered
# What PostgreSQL leaves out of English texts (Snowball's list), so that asking for it finds as
# much on either.
UNSAID = listed("""
    i me my myself we our ours ourselves you your yours yourself yourselves he him his himself she
    her hers herself it its itself they them their theirs themselves what which who whom this that
    these those am is are was were be been being have has had having do does did doing a an the and
    but if or because as until while of at by for with about against between into through during
    before after above below to from up down in out on off over under again further then once here
    there when where why how all any both each few more most other some such no nor not only own
    same so than too very s t can will just don should now
""")


class _Plain(dict):
    """{code point: its letter or digit without accents, or a space}, found out when asked for."""

    def __missing__(self, code):
        letter, *marks = unicodedata.normalize("NFD", chr(code))
        if not all(unicodedata.combining(mark) for mark in marks):
            letter = chr(code)  # such as a syllable of Hangul
        is_said = letter.isalnum() or unicodedata.category(letter).startswith("M")
        said = letter if is_said else " "
        if len(self) < MOST_KNOWN:
            self[code] = said
        return said


_PLAIN = _Plain()


def plain(text):
    """The text letter for letter, so that places in it are places in the text."""
    return text.translate(_PLAIN)


def folded(text):
    """The same whatever its case, accents, signs and spaces."""
    return " ".join(plain(text).lower().split())


def asked(query):
    """The words of a query that are looked for, each once, with those that were passed over
    before it: [(word, passed), ...]. Signs of a query language are just signs."""
    found, passed = {}, []
    for word in plain(query).split():
        if word.lower() in UNSAID:
            passed.append(word)
        else:
            found.setdefault(word.lower(), (word, tuple(passed)))
            passed = []
    return list(found.values())[:MOST]

"""Names of first authors, compared as catalogues spell them: "van der Berg, J" and "Berg, Jan"."""

from functools import lru_cache

from rapidfuzz import fuzz

from reviews.importers.titles import listed, words

PARTICLES = listed(
    "al bin da das de del della den der di dos du el ibn la le los st ten ter van vander vom "
    "von y zu zum zur"
)
SUFFIXES = listed("jr sr ii iii iv 2nd 3rd 4th")
# Romanised in the manner of ALA-LC, without its signs; other manners are close enough to it.
_ROMAN = str.maketrans(
    dict(zip("абвгдезийклмнопрстуфыэіїґ", "abvgdeziiklmnoprstufyeiig", strict=True))
    | {"ж": "zh", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ю": "iu", "я": "ia"}
    | {"ь": "", "ъ": "", "є": "ie", "ё": "e"}
    | dict(zip("αβγδεζηικλμνξοπρσςτυφω", "avgdeziiklmnxoprsstyfo", strict=True))
    | {"θ": "th", "χ": "ch", "ψ": "ps"}
)
_UMLAUTS = (("ae", "a"), ("oe", "o"), ("ue", "u"))
_ALIKE = 78  # per cent of letters in their order, in names of five letters or more
_LONG = 5


@lru_cache(maxsize=20_000)
def _family(text: str) -> tuple[str, ...]:
    """The words of a family name or group without particles, each in one spelling."""
    found = words(romanised(text))
    return tuple(map(_one_spelling, [word for word in found if word not in PARTICLES] or found))


def read_name(name: str) -> tuple[tuple[str, ...], str]:
    """The words of the family name, and the given names' initials; a group is all family.

    `name` is "Family, Given", or a family or group alone.
    """
    family, _, given = name.partition(",")
    found = words(romanised(given))
    return _family(family), "".join(word[0] for word in found if word not in SUFFIXES)


def spelled(name: str) -> str:
    """A family name in the one spelling by which papers are put together to be compared."""
    return "".join(_family(name.partition(",")[0]))


@lru_cache(maxsize=50_000)
def is_same(one: str, other: str) -> bool | None:
    """Whether two spellings can be of one person; None where either is missing."""
    (family, initials), (other_family, other_initials) = read_name(one), read_name(other)
    if not family or not other_family:
        return None
    if _are_alike(family, other_family):
        return not initials or not other_initials or initials[0] == other_initials[0]
    return _is_turned(one, other) or _is_turned(other, one)


def _are_alike(family: tuple[str, ...], other: tuple[str, ...]) -> bool:
    if set(family) <= set(other) or set(other) <= set(family):
        return True
    one, two = "".join(family), "".join(other)
    return one == two or min(len(one), len(two)) >= _LONG and fuzz.ratio(one, two) >= _ALIKE


def _is_turned(one: str, other: str) -> bool:
    """Whether given and family name stand the other way round: "Wei, Wang" for "Wang, Wei"."""
    family, comma, given = one.partition(",")
    if not comma or not given.strip():
        return False
    turned, whole = read_name(f"{given},{family}")[0], read_name(other)[0]
    return turned == whole or "".join(turned) == "".join(whole)


def romanised(name: str) -> str:
    return name if name.isascii() else name.casefold().translate(_ROMAN)


def _one_spelling(word: str) -> str:
    """Müller, Mueller and Muller alike."""
    for two, one in _UMLAUTS:
        word = word.replace(two, one)
    return word

"""Titles as they are compared: in one spelling, apart from what stands before and behind them."""

import re
import unicodedata
from dataclasses import dataclass
from enum import Enum


def listed(text: str) -> frozenset[str]:
    """The words of a list written as one text."""
    return frozenset(text.split())


# Letters that no decomposition takes apart, and signs that are also written as words.
_SPELLED_OUT = str.maketrans(
    {
        **{"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i"},
        **{"α": "alpha", "β": "beta", "γ": "gamma", "δ": "delta", "ε": "epsilon", "κ": "kappa"},
        **{"λ": "lambda", "μ": "mu", "σ": "sigma", "τ": "tau", "ω": "omega"},
        **dict.fromkeys("'’‘ʼ`", ""),
    }
)
_WORD = re.compile(r"[^\W_]+")
_WIDE = re.compile("[\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff]")
_STAMP = re.compile(
    r"\W*(?:retracted|withdrawn)(?:\s+(?:article|paper|publication))?\s*[\]:.]\s*", re.I
)
_STAMP_BEHIND = re.compile(
    r"\s*[\[(](?:retracted|withdrawn|(?:conference |meeting )?abstract|"
    r"(?:corrected and )?republished[^\])]{0,60})[\])]?\W*$",
    re.I,
)
_LONGEST_BEHIND = 90  # characters, so that long titles are not searched as a whole
_NOTICE = re.compile(
    r"\W*(?:(?:publisher|author|editorial)(?:['’]?s)?\s+)?"
    r"(?:errat(?:um|a)|corrigend(?:um|a)|correction|addendum|retraction|expression of concern|"
    r"notice of (?:retraction|correction|concern))(?:\s+(?:notice|note))?"
    r"(?:\s*[:.\])–—-]\s*|\s+(?:to|of|for|on|in|regarding)\s*:?\s+)"
    r"(?:(?:the\s+)?(?:article|paper)[:,]?\s+)?",
    re.I,
)
_NOTICE_BEHIND = re.compile(
    r"\s*[\[(:.–—-]\s*(?:errat(?:um|a)|corrigend(?:um|a)|correction|retraction notice)\W*$", re.I
)
_COMMENT = re.compile(
    r"\W*(?:re\s*:|in reply(?: to)?\b|in response to\b|"
    r"(?:authors?['’]?\s+)?(?:reply|response) to\b|"
    r"(?:invited |editorial )?comment(?:s|ary)? (?:on|to)\b|(?:authors?['’]?\s+)?reply\s*[:.]|"
    r"letter to the editor\s*[:.]|discussion of\b)\s*:?\s*",
    re.I,
)
# A title of these words alone is that of many papers.
_GENERIC = listed(
    """a an and the to of from for in on at by with our your this that about
    abstract abstracts acknowledgement acknowledgements acknowledgment acknowledgments al answer
    appendix article articles author authors back board book books calendar carta case
    comment commentary comments conclusion conclusions conference congress contents contribution
    contributions contributors corrected correction corrections corrigenda corrigendum cover
    director discussion editor editorial editorials editors erratum errata events foreword
    forthcoming front guest highlights in index information introduction introductory invited
    issue issues journal keynote la le les lecture letter letters lettre list matter meeting
    meetings message news note notes notice obituary opening oral part poster posters preface
    president presidential presentation presentations proceedings program programme prologue
    publication publications published publisher r re redaction reply report reports republished
    response retracted retraction review reviewer reviewers reviews s selected short special
    subject summary supplement table title titles untitled available not no volume welcome words
    january february march april may june july august september october november december"""
)
_LEAST_WORDS, _LEAST_LETTERS, _LEAST_WIDE = 3, 15, 8


class Kind(Enum):
    """What a title says its paper is."""

    PAPER = "paper"
    NOTICE = "notice"
    COMMENT = "comment"


@dataclass(frozen=True)
class Title:
    """What a paper is called without "Erratum:", "RETRACTED:" and their like, and what it is."""

    bare: str
    kind: Kind = Kind.PAPER


def words(text: str) -> list[str]:
    """The words of a text without case, accents and punctuation, in their order."""
    if not text.isascii():
        text = _plain(text)
    return _WORD.findall(text.replace("'", "").replace("&", " and ").casefold())


def read_title(text: str) -> Title:
    """A title apart from the words that publishers and authors of letters put around it."""
    stamp = _STAMP.match(text)
    bare = _without(text[stamp.end() :] if stamp else text, _STAMP_BEHIND)
    for kind, pattern in ((Kind.NOTICE, _NOTICE), (Kind.COMMENT, _COMMENT)):
        head = pattern.match(bare)
        if head and head.end() < len(bare):
            return Title(bare[head.end() :], kind)
    of_notice = _without(bare, _NOTICE_BEHIND)
    if of_notice != bare:
        return Title(of_notice, Kind.NOTICE)
    return Title(bare or text)


def _without(text: str, behind: re.Pattern[str]) -> str:
    """The text without what stands behind it, if anything stands before that."""
    start = max(0, len(text) - _LONGEST_BEHIND)
    found = behind.search(text, start)
    return text[: found.start()] if found and found.start() else text


def identifies(found: list[str]) -> bool:
    """Whether these words of a title are those of one paper rather than of many.

    "Editorial", "Reply to the authors" and a word or two are titles of many.
    """
    letters = "".join(found)
    if len(found) < _LEAST_WORDS or len(letters) < _LEAST_LETTERS:
        return len(_WIDE.findall(letters)) >= _LEAST_WIDE
    return not is_generic(found)


def is_generic(found: list[str]) -> bool:
    """Whether they are words such as "Reply to the editor" and "Reviewers 2019" alone."""
    return all(word in _GENERIC or word.isdigit() for word in found)


def _plain(text: str) -> str:
    """Without accents, ligatures and the letters that catalogues spell in two ways."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(sign for sign in decomposed if not unicodedata.combining(sign))
    return plain.translate(_SPELLED_OUT)

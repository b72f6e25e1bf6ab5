"""Texts that a careless file would change, run or lose, and claims that are made of them."""

from itertools import product
from uuid import UUID

from tests.exports.constructed import content, report

_BEGINNINGS = (
    "=", "+", "-", "@", "\t=", "\n=", " =", "'", "'=", "\uff1d", "{=", "internal:", "mailto:",
    "http://", "<b>", "&amp;", "_x0041_", "\u202e", "\u05d0\u05d1", "\U0001f9ea",
)  # fmt: skip
_MIDDLES = (
    "cmd|' /C calc'!A0", 'HYPERLINK("x")', "1+1", "<script>alert(1)</script>", "a\tb\nc",
    "\u0627\u0644\u0639", "\U00020000\U0001f469\u200d\u2695",
)  # fmt: skip
_ENDS = ("", " ", ', "quoted"; \x85', "]]>")
PAYLOADS = ["".join(parts) for parts in product(_BEGINNINGS, _MIDDLES, _ENDS)]
CONTROLS = "a\x00b\x01c\x0bd\x1fe\ufffef"


def written(payload, number=1):
    """A claim in which the panel, and whoever wrote its papers, wrote this everywhere."""
    made = content()
    made["claim"] = str(UUID(int=number))
    made["source"] |= {"id": str(UUID(int=number)), "text": payload}
    made["extent"] |= {"exact": payload, "reads_as": payload, "start": 0, "end": len(payload)}
    made["wording"]["cues"] = []
    made["paper"] |= {"short": payload, "title": payload, "journal": payload}
    made["paper"]["notices"][0] |= {"reasons": payload, "reference": payload}
    made["citations"][0]["quote"] = made["citations"][0]["paper"]["short"] = payload
    [round] = made["rounds"]
    round["id"] = str(UUID(int=number))
    round["body"]["outcome"]["name"] = payload
    round["dissents"][0]["statement"] = payload
    for given in (*round["appraisals"], round["verdict"]):
        given["rationale"] = payload
        given["answers"] = given["answers"][:1]
        given["answers"][0] |= {"note": payload, "quote": {"exact": payload}}
    return made


def hostile():
    """A report with a claim for each payload."""
    return report(*(written(payload, number) for number, payload in enumerate(PAYLOADS, start=1)))

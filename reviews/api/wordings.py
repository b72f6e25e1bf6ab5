"""Where a claim begins and ends, how it is worded, and what it is split into."""

from rest_framework import serializers

from reviews.actions import claims, wordings
from reviews.api.claims import CLAIM, ClaimOfPanel
from reviews.api.sent import Sent
from reviews.api.sources import Span
from reviews.api.verbs import door, shape, verb, word
from reviews.models import Wording
from reviews.vocabulary import Advice, Causal, Direction, Kind, Population, Scope, choices


class Part(Span):
    """A span of the text; `reads_as` adds missing words in brackets."""

    reads_as = serializers.CharField(default="", allow_blank=True)


class Extent(Part):
    reason = serializers.CharField(default="", allow_blank=True)


class Parts(Sent):
    parts = Part(many=True, min_length=2)


class Worded(Sent):
    """A person's reading of how a claim is put. The level is null for what has none."""

    kind = serializers.ChoiceField(choices(Kind))
    scope = serializers.ChoiceField(choices(Scope))
    advice = serializers.ChoiceField(choices(Advice))
    direction = serializers.ChoiceField(choices(Direction), default="", allow_blank=True)
    language_level = serializers.IntegerField(
        min_value=1, max_value=4, default=None, allow_null=True
    )
    causal = serializers.ChoiceField(choices(Causal))
    population = serializers.ChoiceField(choices(Population))
    reason = serializers.CharField(default="", allow_blank=True)


WordingOfClaim = shape(
    "WordingOfClaim", Wording,
    "One reading of how a claim is put: the detector's, or of whoever settled it.",
    "id claim number kind scope advice direction language_level causal population cues reason"
    " settled_at settled_by",
    direction=word(Direction, blank=True),
)  # fmt: skip


class Split(serializers.Serializer):
    """The claims that stand in place of the compound one."""

    claims = ClaimOfPanel(many=True)


def _settle(claim, **said):
    return wordings.correct(claim, **said).wording


def _split(claim, **said):
    return {"claims": claims.split(claim, **said)}


correct = door(
    POST=verb(
        "correct_extent", "correct", ClaimOfPanel,
        "Say where a claim begins and ends; its wording is read afresh.",
        on=CLAIM, act=claims.correct_extent, sent=Extent,
    )
)  # fmt: skip
wording = door(
    POST=verb(
        "correct_wording", "correct", WordingOfClaim,
        "Say how a claim is worded; the detector's proposal is kept beside it.",
        on=CLAIM, act=_settle, sent=Worded, status=201,
    )
)  # fmt: skip
split = door(
    POST=verb(
        "split_claim", "split", Split, "Put several claims in place of a compound one.",
        on=CLAIM, act=_split, sent=Parts, status=201,
    )
)  # fmt: skip

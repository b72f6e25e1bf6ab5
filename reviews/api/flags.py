"""Flags: what the detector points at is confirmed or dismissed, and people set some themselves."""

from rest_framework import serializers

from reviews.actions import flags
from reviews.api.claims import CLAIM
from reviews.api.sent import Sent
from reviews.api.verbs import door, on, shape, verb
from reviews.forms.claims import DECISIONS, RAISABLE
from reviews.models import Flag


class DecidingFlag(Sent):
    """A dismissal needs the reason."""

    state = serializers.ChoiceField(DECISIONS)
    reason = serializers.CharField(default="", allow_blank=True)


class Setting(Sent):
    code = serializers.ChoiceField(RAISABLE)
    reason = serializers.CharField()


FlagOfClaim = shape(
    "FlagOfClaim", Flag, "A finding on a claim, what it points at, and what was decided.",
    "id claim code severity state is_computed cues explanation reason decided_at",
)  # fmt: skip

raise_flag = door(
    POST=verb(
        "set_flag", "decide_flag", FlagOfClaim,
        "Set a flag by one's own reading; no claim has the same twice.",
        on=CLAIM, act=flags.raise_flag, sent=Setting, status=201,
    )
)  # fmt: skip
decide = door(
    POST=verb(
        "decide_flag", "decide_flag", FlagOfClaim, "Confirm a flag, or dismiss it.",
        on=on(Flag, "claim__source__paper__panel"), act=flags.decide, sent=DecidingFlag,
    )
)  # fmt: skip

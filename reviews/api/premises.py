"""Premises: from which words of its text a claim is argued."""

from rest_framework import serializers

from reviews.actions import premises
from reviews.api.claims import CLAIM
from reviews.api.sent import Sent
from reviews.api.sources import Span
from reviews.api.verbs import door, on, shape, verb
from reviews.forms.claims import DECISIONS
from reviews.models import Premise


class DecidingPremise(Sent):
    state = serializers.ChoiceField(DECISIONS)


PremiseOfClaim = shape(
    "PremiseOfClaim", Premise, "A span that a claim is argued from, and what was decided.",
    "id claim start end exact state decided_at",
)  # fmt: skip

propose = door(
    POST=verb(
        "name_premise", "decide_premise", PremiseOfClaim,
        "Name a premise, which confirms it; no claim has the same twice.",
        on=CLAIM, act=premises.propose, sent=Span, status=201,
    )
)  # fmt: skip
decide = door(
    POST=verb(
        "decide_premise", "decide_premise", PremiseOfClaim,
        "Confirm a premise that the detector proposes, or dismiss it.",
        on=on(Premise, "claim__source__paper__panel"), act=premises.decide, sent=DecidingPremise,
    )
)  # fmt: skip

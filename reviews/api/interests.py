"""One's own interests in a panel: declared, renewed, taken back."""

from django.shortcuts import get_object_or_404
from rest_framework import serializers

from reviews.actions import interests
from reviews.api.sent import OwnId
from reviews.api.verbs import PANEL, door, on, rows, shape, verb, word
from reviews.models import Interest, Paper
from reviews.permissions import can_withdraw_interest
from reviews.vocabulary import Consequence, InterestKind, choices


class Declaring(OwnId):
    """For the panel's whole work, for what concerns one `intervention`, or for one `paper`. The
    `internal` statement is read by you and the chairs alone. `id` is the client's: the same again
    is the same declaration."""

    kind = serializers.ChoiceField(choices(InterestKind))
    consequence = serializers.ChoiceField(choices(Consequence))
    statement = serializers.CharField(default="", allow_blank=True)
    internal = serializers.CharField(default="", allow_blank=True)
    intervention = serializers.CharField(default="", allow_blank=True, max_length=300)
    paper = serializers.UUIDField(required=False)
    begins_on = serializers.DateField(default=None, allow_null=True)
    ends_on = serializers.DateField(default=None, allow_null=True)


DeclaredInterest = shape(
    "DeclaredInterest", Interest, "One's own declaration, good for a year.",
    "id kind consequence statement internal intervention paper begins_on ends_on expires_on renews"
    " declared_at withdrawn_at",
    kind=word(InterestKind), consequence=word(Consequence),
)  # fmt: skip


class Renewed(serializers.Serializer):
    interests = DeclaredInterest(many=True)


def _own(request, panel):
    return Interest.objects.visible_to(request.user).filter(panel=panel, user=request.user)


def _declare(panel, *, by, paper=None, **said):
    paper = paper and get_object_or_404(Paper.objects.filter(panel=panel), pk=paper)
    return interests.declare(panel, paper=paper, **said, by=by)


interests_of_panel = door(
    GET=rows(
        "interests", DeclaredInterest, "What one declared oneself, what ended included.",
        on=PANEL, of=_own, order=("declared_at", "id"),
    )
)  # fmt: skip
declare = door(
    POST=verb(
        "declare", "declare", DeclaredInterest, "Declare an interest of one's own, or none.",
        on=PANEL, act=_declare, sent=Declaring, status=201,
    )
)  # fmt: skip
renew = door(
    POST=verb(
        "renew_interests", "declare", Renewed,
        "Say that one's declarations are as they were: those that run out soon are made anew.",
        on=PANEL, act=lambda panel, by: {"interests": interests.renew(panel, by=by)}, status=201,
    )
)  # fmt: skip
withdraw = door(
    POST=verb(
        "withdraw_interest", "declare", DeclaredInterest, "Take one's own declaration back.",
        on=on(Interest, "panel"), act=interests.withdraw, permit=can_withdraw_interest,
    )
)  # fmt: skip

"""What waits for one person, in the order of their desk, and in which panels they sit."""

from rest_framework import serializers

from reviews.actions import assignments
from reviews.api.motions import ProposedVerdict
from reviews.api.reevaluations import ReevaluationOfClaim
from reviews.api.verbs import door, reading
from reviews.exports.duties import panels_for, seats_of, to_appraise, to_declare, to_settle
from reviews.views.answers import to_answer
from reviews.views.desk import MOST, notices, proposals, ready
from reviews.views.exposures import open_tasks
from reviews.vocabulary import Role, choices


class OwnSeat(serializers.Serializer):
    panel = serializers.SlugField(source="panel.slug")
    name = serializers.CharField(source="panel.name")
    role = serializers.ChoiceField(choices(Role))


class Duty(serializers.Serializer):
    """A round, about a claim or a paper of a panel."""

    round = serializers.UUIDField(source="pk")
    panel = serializers.SlugField(source="panel.slug")
    instrument = serializers.CharField(source="instrument.key")
    claim = serializers.UUIDField(source="claim_id", allow_null=True)
    paper = serializers.UUIDField(source="paper_id", allow_null=True)


class Owed(Duty):
    """`version` is that of one's draft, 0 where nothing is saved."""

    version = serializers.IntegerField()


class Wanting(Duty):
    """`advice` is what a chair can do about it."""

    advice = serializers.CharField()


class ToDeclare(serializers.Serializer):
    """Until when one's declarations hold, null where there is none."""

    panel = serializers.SlugField()
    until = serializers.DateField(allow_null=True)
    is_over = serializers.BooleanField()


class Listed(serializers.Serializer):
    """A notice that waits to be acknowledged, by the id of its match."""

    match = serializers.UUIDField(source="pk")
    paper = serializers.UUIDField(source="paper_id")
    panel = serializers.SlugField(source="paper.panel.slug")


class Proposing(serializers.Serializer):
    """A paper, and how many of its claims are proposed."""

    paper = serializers.UUIDField(source="pk")
    panel = serializers.SlugField(source="panel.slug")
    proposed = serializers.IntegerField()


class Ready(serializers.Serializer):
    """A graded claim that no edition shows as it now is."""

    claim = serializers.UUIDField(source="pk")
    panel = serializers.SlugField(source="source.paper.panel.slug")


class WhatWaits(serializers.Serializer):
    """Of each kind the most urgent twenty; of what one appraises, all."""

    seats = OwnSeat(many=True)
    to_appraise = Owed(many=True)
    handed_in = Duty(many=True)
    to_declare = ToDeclare(many=True)
    to_answer = ProposedVerdict(many=True)
    to_settle = Duty(many=True)
    wanting = Wanting(many=True)
    reevaluations = ReevaluationOfClaim(many=True)
    notices = Listed(many=True)
    proposals = Proposing(many=True)
    ready = Ready(many=True)


def _read(request):
    user = request.user
    seats = seats_of(user)
    owed, handed_in = to_appraise(user)
    for row, draft in owed:
        row.round.version = draft.version if draft else 0
    found = assignments.wanting(user, panels_for(seats, "assign")).with_subject()
    wanting = list(found.order_by("opened_at", "pk")[:MOST])
    for round in wanting:
        round.advice = assignments.advice(round)
    declaring = [
        {"panel": panel.slug, "until": until, "is_over": is_over}
        for panel, until, is_over in to_declare(user, seats)
    ]
    return {
        "seats": seats,
        "to_appraise": [row.round for row, _ in owed],
        "handed_in": [row.round for row in handed_in],
        "to_declare": declaring,
        "to_answer": to_answer(user, panels_for(seats, "vote")),
        "to_settle": to_settle(user, seats)[:MOST],
        "wanting": wanting,
        "reevaluations": open_tasks(panels_for(seats, "close_reevaluation")),
        "notices": notices(panels_for(seats, "acknowledge")),
        "proposals": proposals(panels_for(seats, "accept")),
        "ready": ready(panels_for(seats, "publish")),
    }


work = door(GET=reading("work", WhatWaits, "What waits for you.", find=_read))

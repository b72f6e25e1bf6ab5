"""Who appraises in which rounds: proposed, assigned many at once, and reminded."""

from uuid import UUID

from django.core.exceptions import ValidationError
from drf_spectacular.utils import OpenApiParameter
from rest_framework import serializers
from rest_framework.response import Response

from reviews.actions import reminders, staffing
from reviews.api.asked import refuse_unknown
from reviews.api.assignments import Assigned
from reviews.api.doors import described, desk
from reviews.api.members import panel_of
from reviews.api.sent import OwnId, Sent, given
from reviews.forms.staffing import EACH, EVENLY, PairsForm, StaffingForm
from reviews.permissions import can
from reviews.vocabulary import Role

_CHOICE = [
    OpenApiParameter("rounds", UUID, many=True, description="Ids of open rounds; if left out, "
                     "those with fewer appraisers than they need."),
    OpenApiParameter("people", UUID, many=True, description="Ids of members, as `user` in the "
                     "list of members; if left out, all reviewers."),
    OpenApiParameter("how", str, enum=[EVENLY, EACH], description="Fill what is missing, with "
                     "the work spread evenly, or everyone in every round; if left out, evenly."),
]  # fmt: skip


class Person(serializers.Serializer):
    user = serializers.UUIDField(source="pk")
    name = serializers.CharField()


class Line(serializers.Serializer):
    """One round: who is assigned, who could be, how many places stay empty, and why others of
    the chosen cannot."""

    round = serializers.UUIDField(source="round.pk")
    assigned = Person(many=True)
    proposed = Person(many=True)
    missing = serializers.IntegerField()
    refusals = serializers.ListField(child=serializers.CharField())


class Load(Person):
    """Open assignments of a person now, and with what is proposed."""

    now = serializers.IntegerField()
    then = serializers.IntegerField()


class Proposed(serializers.Serializer):
    lines = Line(many=True)
    loads = Load(many=True)


class Pair(OwnId):
    round = serializers.UUIDField()
    user = serializers.UUIDField()


class Pairs(Sent):
    pairs = Pair(many=True)


class Asked(serializers.Serializer):
    """Whoever owes an appraisal is reminded, each once a day at most; nobody is told who or how
    many that are."""

    asked = serializers.BooleanField()


@described("propose_assignments", Proposed, methods=["GET"], parameters=_CHOICE)
@described("assign_many", Assigned(many=True), status=201, methods=["POST"], request=Pairs)
@desk(GET="read", POST="assign")
def assignments(request, slug):
    """GET proposes and writes nothing; POST makes all of some assignments, or none."""
    panel = panel_of(request, slug)
    can(request.user, "assign", panel).enforce()
    if request.method == "POST":
        made = _assign_all(panel, given(request, Pairs)["pairs"], by=request.user)
        return Response(Assigned(made, many=True).data, status=201)
    refuse_unknown(request, {"rounds", "people", "how"})
    offered = staffing.offered(panel, _named(request))
    chosen = _valid(StaffingForm(_choice(request, offered), **offered))
    found = staffing.propose(
        panel, chosen["rounds"], chosen["people"], is_even=chosen["how"] == EVENLY, by=request.user
    )
    loads = [{"pk": row.pk, "name": row.name, "now": now, "then": then}
             for row, (now, then) in found.loads.items()]  # fmt: skip
    return Response(Proposed({"lines": found.lines, "loads": loads}).data)


def _assign_all(panel, pairs, *, by):
    offered = staffing.offered(panel, {pair["round"] for pair in pairs})
    wanted = {(pair["round"], pair["user"]): pair.get("id") for pair in pairs}
    texts = [f"{round}:{user}" for round, user in wanted]
    chosen = _valid(PairsForm({"pair": texts}, **offered))["pair"]
    return staffing.assign_all(panel, chosen, ids=wanted, by=by)


def _named(request):
    """Ids of the rounds that are named, or None; raises ValidationError for what is no id."""
    try:
        return {UUID(text) for text in request.query_params.getlist("rounds")} or None
    except ValueError as error:
        raise ValidationError({"rounds": "Name rounds by their ids."}) from error


def _choice(request, offered):
    """What was chosen, or else what the page would have ticked."""
    asked = request.query_params
    wanting = [str(row.pk) for row in offered["rounds"] if row.assigned < row.minimum]
    reviewers = [str(row.pk) for row in offered["people"] if row.seat == Role.REVIEWER]
    return {
        "rounds": asked.getlist("rounds") or wanting,
        "people": asked.getlist("people") or reviewers,
        "how": asked.get("how", EVENLY),
    }


def _valid(form):
    """What a form makes of its data; raises ValidationError with its sentences by field."""
    if not form.is_valid():
        raise ValidationError(form.errors.as_data())
    return form.cleaned_data


@described("remind", Asked, status=202, request=None)
@desk(POST="assign")
def remind(request, slug):
    """Have the system remind whoever owes an appraisal; the answer is the same whoever does."""
    reminders.ask(panel_of(request, slug), by=request.user)
    return Response({"asked": True}, status=202)

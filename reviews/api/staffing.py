"""Who appraises in which round: proposed, assigned one by one or many at once, ended, reminded.

What anybody handed in is told to a chair who watches the round, and to nobody else.
"""

from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import OpenApiParameter
from rest_framework import serializers
from rest_framework.response import Response

from reviews.actions import reminders, rounds, staffing
from reviews.api.doors import described, desk, example, given
from reviews.api.members import panel_of
from reviews.api.rounds import Reason, round_of
from reviews.forms.staffing import EACH, EVENLY, PairsForm, StaffingForm
from reviews.models import User
from reviews.permissions import can, can_override, can_reveal
from reviews.vocabulary import Role

_ROUND = "3c1d7d2e-8a51-4b61-9c0a-7f6f5b1d2c33"
_ANN = {"user": "b2a0f0a4-6a55-4a2f-8f8e-3a1b0d5c7e22", "name": "Ann Appraiser"}
_PAIR = {"round": _ROUND, "user": _ANN["user"]}
_ASSIGNED = {"id": "9a4f2c58-0f3c-4c0e-b7e5-0c8d1e2f3a44", **_PAIR, "name": _ANN["name"],
             "assigned_at": "2026-03-02T09:00:00Z", "ended_at": None}  # fmt: skip
_PROPOSED = {
    "lines": [
        {"round": _ROUND, "assigned": [], "proposed": [_ANN], "missing": 1,
         "refusals": ["Cy Appraiser has declared no interests."]}
    ],
    "loads": [_ANN | {"now": 2, "then": 3}],
}  # fmt: skip
_CHOICE = [
    OpenApiParameter("rounds", str, many=True, description="Ids of open rounds; if left out, "
                     "those with fewer appraisers than they need."),
    OpenApiParameter("people", str, many=True, description="Ids of members, as `user` in the "
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


class Pair(serializers.Serializer):
    round = serializers.UUIDField()
    user = serializers.UUIDField()


class Pairs(serializers.Serializer):
    pairs = Pair(many=True)


class Assigned(serializers.Serializer):
    """An assignment; whether anything was handed in is none of its parts."""

    id = serializers.UUIDField()
    round = serializers.UUIDField(source="round_id")
    user = serializers.UUIDField(source="user_id")
    name = serializers.CharField(source="user.name")
    assigned_at = serializers.DateTimeField()
    ended_at = serializers.DateTimeField(allow_null=True)


class Whom(serializers.Serializer):
    user = serializers.UUIDField()


class WhomAndWhy(Whom, Reason):
    pass


class SetAside(serializers.Serializer):
    """What barred a person, and why they may take part in this round all the same."""

    user = serializers.UUIDField(source="user_id")
    refusal = serializers.CharField()
    reason = serializers.CharField()


class Asked(serializers.Serializer):
    """Whoever owes an appraisal is reminded, each once a day at most; nobody is told who or how
    many that are."""

    asked = serializers.BooleanField()


class Watched(serializers.Serializer):
    round = serializers.UUIDField(source="round_id")
    watched_at = serializers.DateTimeField()


class Handed(serializers.Serializer):
    """Whether the appraisal of an assignment is in."""

    assignment = serializers.UUIDField()
    user = serializers.UUIDField()
    name = serializers.CharField()
    submitted = serializers.BooleanField()


@described(
    "propose_assignments",
    Proposed,
    methods=["GET"],
    parameters=_CHOICE,
    examples=example(answered=_PROPOSED),
)
@described(
    "assign_many",
    Assigned(many=True),
    status=201,
    methods=["POST"],
    request=Pairs,
    examples=example(sent={"pairs": [_PAIR]}, answered=_ASSIGNED, status=201),
)
@desk("GET", "POST")
def assignments(request, slug):
    """GET proposes and writes nothing; POST makes all of some assignments, or none."""
    panel = panel_of(request, slug)
    can(request.user, "assign", panel).enforce()
    offered = staffing.offered(panel)
    if request.method == "POST":
        pairs = [f"{pair['round']}:{pair['user']}" for pair in given(request, Pairs)["pairs"]]
        chosen = _valid(PairsForm({"pair": pairs}, **offered))["pair"]
        made = staffing.assign_all(panel, chosen, by=request.user)
        return Response(Assigned(made, many=True).data, status=201)
    chosen = _valid(StaffingForm(_choice(request, offered), **offered))
    found = staffing.propose(
        panel, chosen["rounds"], chosen["people"], is_even=chosen["how"] == EVENLY, by=request.user
    )
    loads = [{"pk": row.pk, "name": row.name, "now": now, "then": then}
             for row, (now, then) in found.loads.items()]  # fmt: skip
    return Response(Proposed({"lines": found.lines, "loads": loads}).data)


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


@described(
    "assign",
    Assigned,
    status=201,
    request=Whom,
    examples=example(sent={"user": _ANN["user"]}, answered=_ASSIGNED, status=201),
)
@desk("POST")
def assign(request, pk):
    """Assign one member; what bars them is told."""
    round = round_of(request, pk)
    can(request.user, "assign", round.panel).enforce()
    person = _member(round, given(request, Whom)["user"])
    return Response(Assigned(rounds.assign(round, person, by=request.user)).data, status=201)


@described(
    "unassign",
    Assigned,
    request=WhomAndWhy,
    examples=example(
        sent={"user": _ANN["user"], "reason": "Is ill."},
        answered=_ASSIGNED | {"ended_at": "2026-03-09T09:00:00Z"},
    ),
)
@desk("POST")
def unassign(request, pk):
    """End an assignment, with a reason; what was handed in stays, and is not told."""
    round = round_of(request, pk)
    can(request.user, "unassign", round.panel).enforce()
    said = given(request, WhomAndWhy)
    found = round.assignments.select_related("user", "round__panel")
    assignment = get_object_or_404(found, user=said["user"])
    ended = rounds.unassign(assignment, reason=said["reason"], by=request.user)
    return Response(Assigned(ended).data)


@described(
    "override",
    SetAside,
    status=201,
    request=WhomAndWhy,
    examples=example(
        sent={"user": _ANN["user"], "reason": "Nobody else reads Finnish."},
        answered={
            "user": _ANN["user"],
            "reason": "Nobody else reads Finnish.",
            "refusal": "Ann Appraiser is an author of this paper.",
        },
        status=201,
    ),
)
@desk("POST")
def override(request, pk):
    """Let a member take part whom an interest or authorship bars, with a reason; not oneself."""
    round = round_of(request, pk)
    can(request.user, "override", round.panel).enforce()
    said = given(request, WhomAndWhy)
    person = _member(round, said["user"])
    can_override(request.user, round, person).enforce()
    made = rounds.override(round, person, reason=said["reason"], by=request.user)
    return Response(SetAside(made).data, status=201)


@described("watch", Watched, status=201, request=None)
@desk("POST")
def watch(request, pk):
    """Begin to see who has submitted, as a chair who from then on cannot be assigned there."""
    return Response(Watched(rounds.watch(round_of(request, pk), by=request.user)).data, status=201)


@described(
    "progress",
    Handed(many=True),
    examples=example(answered={"assignment": _ASSIGNED["id"], **_ANN, "submitted": True}),
)
@desk("GET")
def progress(request, pk):
    """Who has submitted and who is waited for, to a chair who watches."""
    round = round_of(request, pk)
    can_reveal(request.user, round).enforce()
    rows = [
        {"assignment": row.pk, "user": row.user_id, "name": row.user.name, "submitted": is_in}
        for row, is_in in rounds.progress(round, request.user)
    ]
    return Response(Handed(rows, many=True).data)


@described("remind", Asked, status=202, request=None)
@desk("POST")
def remind(request, slug):
    """Have the system remind whoever owes an appraisal; the answer is the same whoever does."""
    reminders.ask(panel_of(request, slug), by=request.user)
    return Response({"asked": True}, status=202)


def _member(round, pk):
    """Raises Http404 for whoever has no seat in the panel."""
    seats = round.panel.memberships.current()
    return get_object_or_404(User.objects.filter(pk__in=seats.values("user_id")), pk=pk)

"""Appraising, revealing and settling. Nothing here tells what another appraiser did."""

from functools import partial

from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef
from django.shortcuts import get_object_or_404
from rest_framework import serializers
from rest_framework.response import Response

from reviews.actions import appraisals, rounds, verdicts
from reviews.api.asked import filters
from reviews.api.doors import ETAG, described, desk
from reviews.api.members import panel_of
from reviews.api.paging import listing, page_of, paged
from reviews.api.sent import Reason, Sent, given
from reviews.api.versions import IF_MATCH, SavedWork, Work, over, tag
from reviews.models import Assignment, Draft, Round
from reviews.permissions import can, can_appraise, can_reveal, can_settle
from reviews.vocabulary import Purpose, RoundState, SettledBy, choices


class Submission(Sent):
    """`id` is the client's: the same again is the same appraisal."""

    id = serializers.UUIDField(required=False)
    content = serializers.DictField()


class Result(serializers.Serializer):
    """What the instrument proposed, what was decided, and each step of the computation."""

    id = serializers.UUIDField()
    proposed = serializers.CharField()
    result = serializers.CharField()
    trace = serializers.ListField(child=serializers.CharField())
    rationale = serializers.CharField()


class Settling(Sent):
    """What all appraisers answered alike; any other verdict is moved first. `id` is the client's:
    the same again is the same verdict."""

    id = serializers.UUIDField(required=False)
    settled_by = serializers.ChoiceField(choices(SettledBy), default=SettledBy.AGREEMENT)
    content = serializers.DictField()


class Stage(serializers.Serializer):
    """How far a round has come."""

    id = serializers.UUIDField()
    state = serializers.ChoiceField(choices(RoundState))


class RoundOfPanel(Stage):
    """A round, about a `claim` or a `paper`; `is_mine` tells whether you are assigned in it."""

    claim = serializers.UUIDField(source="claim_id", allow_null=True)
    paper = serializers.UUIDField(source="paper_id", allow_null=True)
    instrument = serializers.CharField(source="instrument.key")
    purpose = serializers.ChoiceField(choices(Purpose))
    minimum = serializers.IntegerField()
    is_mine = serializers.BooleanField()
    opened_at = serializers.DateTimeField()


class WantedOfPanel(serializers.Serializer):
    state = serializers.ChoiceField(choices(RoundState), required=False)


@described(
    "panel_rounds", page_of(RoundOfPanel), parameters=[WantedOfPanel, *listing(RoundOfPanel)]
)  # fmt: skip
@desk(GET="read")
def of_panel(request, slug):
    """The rounds of a panel, in the order in which they were opened."""
    own = Assignment.objects.current().filter(round=OuterRef("pk"), user=request.user)
    rows = Round.objects.filter(panel=panel_of(request, slug), **filters(request, WantedOfPanel))
    rows = rows.select_related("instrument").annotate(is_mine=Exists(own))
    return Response(paged(request, rows, ("opened_at", "id"), RoundOfPanel, WantedOfPanel))


@described("draft", SavedWork, methods=["GET"], parameters=[ETAG])
@described(
    "save_draft", SavedWork, methods=["PUT"], request=Work, parameters=[ETAG, IF_MATCH]
)  # fmt: skip
@desk(GET="read", PUT="save_draft")
def draft(request, pk):
    """One's own unfinished work; a save names the version it was written over, in the body or in
    `If-Match`."""
    assignment = _assignment(request, pk)
    if request.method == "PUT":
        can_appraise(request.user, assignment).enforce()
        save = partial(appraisals.save_draft, assignment, by=request.user)
        over(request, given(request, Work), save)
    saved = Draft.objects.visible_to(request.user).filter(assignment=assignment).first()
    work = SavedWork(saved or Draft(saved_at=None)).data
    return Response(work, headers=tag(work["version"]))


@described("submit", Result, status=201, request=Submission)
@desk(POST="submit")
def submit(request, pk):
    """Hand in one's appraisal, once and for all."""
    assignment = _assignment(request, pk)
    can_appraise(request.user, assignment).enforce()
    made = appraisals.submit(assignment, **given(request, Submission), by=request.user)
    return Response(Result(made).data, status=201)


@described("reveal", Stage, request=Reason)
@desk(POST="reveal")
def reveal(request, pk):
    """End the blinding early, as a chair who watches the round and has no part in it."""
    round = round_of(request, pk)
    can_reveal(request.user, round).enforce()
    revealed = rounds.reveal(round, **given(request, Reason), by=request.user)
    return Response(Stage(revealed).data)


@described("void", Stage, request=Reason)
@desk(POST="void")
def void(request, pk):
    """End a round without a verdict; what was not revealed stays hidden."""
    round = round_of(request, pk)
    can(request.user, "void", round.panel).enforce()
    return Response(Stage(rounds.void(round, **given(request, Reason), by=request.user)).data)


@described("settle", Result, status=201, request=Settling)
@desk(POST="settle")
def settle(request, pk):
    """Settle a revealed round by agreement, as someone who did not appraise in it."""
    round = round_of(request, pk)
    can_settle(request.user, round).enforce()
    verdict = verdicts.settle(round, **given(request, Settling), by=request.user)
    return Response(Result(verdict).data, status=201)


def round_of(request, pk):
    """Raises Http404 for a round of a panel in which the caller has no seat."""
    return get_object_or_404(Round.objects.visible_to(request.user).with_subject(), pk=pk)


def _assignment(request, pk):
    """The caller's own in a round of their panel."""
    round = round_of(request, pk)
    own = Assignment.objects.filter(round=round, user=request.user).first()
    if own is None:
        raise PermissionDenied("You are not assigned in this round.")
    own.round = round
    return own

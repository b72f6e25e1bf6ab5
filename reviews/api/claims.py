"""Claims: published ones for anyone, and acceptance by members."""

import json

from django.shortcuts import get_object_or_404
from rest_framework import serializers
from rest_framework.decorators import renderer_classes
from rest_framework.response import Response

from reviews.actions import claims
from reviews.api.asked import choice_of_fields, filters
from reviews.api.doors import described, desk, public
from reviews.api.members import panel_of
from reviews.api.paging import listing, page_of, paged
from reviews.api.representations import RENDERERS, alternatives, represented
from reviews.api.sent import Reason, given
from reviews.api.verbs import On
from reviews.exports.notices_since import seen, since
from reviews.models import Claim, FrozenClaim, Release, Standing
from reviews.permissions import can
from reviews.search.claims import matching
from reviews.vocabulary import (
    Banner,
    Certainty,
    ClaimState,
    FlagCode,
    Kind,
    Label,
    PublicationStatus,
    StudyDesign,
    choices,
)

NEWEST = ("-published_at", "claim_id")
CERTAINTIES = [certainty.word for certainty in Certainty]


class ClaimSummary(serializers.Serializer):
    """A published claim in a list. `certainty` is empty while nothing was graded; `status` is
    what sources list of the paper now."""

    id = serializers.UUIDField(source="claim_id")
    url = serializers.HyperlinkedIdentityField(
        "api-claim", lookup_field="claim_id", lookup_url_kwarg="pk"
    )
    page = serializers.HyperlinkedIdentityField(
        "claim", lookup_field="claim_id", lookup_url_kwarg="pk"
    )
    panel = serializers.SlugField(source="panel.slug")
    paper = serializers.UUIDField(source="paper_id")
    edition = serializers.IntegerField(source="release.number")
    exact = serializers.CharField()
    kind = serializers.ChoiceField(choices(Kind))
    label = serializers.ChoiceField(choices(Label))
    certainty = serializers.ChoiceField(["", *CERTAINTIES])
    design = serializers.ChoiceField(choices(StudyDesign))
    year = serializers.IntegerField(allow_null=True)
    status = serializers.ChoiceField(choices(PublicationStatus))
    flags = serializers.ListField(child=serializers.ChoiceField(choices(FlagCode)))
    banner = serializers.ChoiceField(choices(Banner))
    published_at = serializers.DateTimeField()


class PublishedClaim(ClaimSummary):
    """A published claim with everything its edition says (docs/api.md), the reason for its
    banner, and the notices that sources listed since: about the paper, or, with a `path`, about
    a paper that the claim rests on."""

    reason = serializers.CharField()
    notices_since = serializers.JSONField()
    digest = serializers.CharField(source="frozen.digest")
    content = serializers.SerializerMethodField()

    def get_content(self, row) -> dict:
        return json.loads(row.frozen.content)


class ClaimEdition(serializers.Serializer):
    """A claim as one edition showed it, and what became of it since: its banner and the reason,
    and the notices that this edition does not hold. `current` is where it stands now."""

    id = serializers.UUIDField(source="claim_id")
    current = serializers.HyperlinkedIdentityField(
        "api-claim", lookup_field="claim_id", lookup_url_kwarg="pk"
    )
    banner = serializers.ChoiceField(choices(Banner), source="claim.standing.banner")
    reason = serializers.CharField(source="claim.standing.reason")
    notices_since = serializers.SerializerMethodField()
    digest = serializers.CharField()
    content = serializers.SerializerMethodField()

    def get_notices_since(self, frozen) -> list:
        return since(frozen.claim.standing, frozen.pk)

    def get_content(self, frozen) -> dict:
        return json.loads(frozen.content)


class Wanted(serializers.Serializer):
    """What a list of claims may be narrowed to; `q` asks for every one of its words, certainty
    "none" for what is not graded."""

    q = serializers.CharField(required=False, allow_blank=True, max_length=500)
    panel = serializers.SlugField(required=False)
    paper = serializers.UUIDField(required=False)
    label = serializers.ChoiceField(choices(Label), required=False)
    kind = serializers.ChoiceField(choices(Kind), required=False)
    certainty = serializers.ChoiceField([*CERTAINTIES, "none"], required=False)
    design = serializers.ChoiceField(choices(StudyDesign), required=False)
    year = serializers.IntegerField(required=False, min_value=0, max_value=9999)
    status = serializers.ChoiceField(choices(PublicationStatus), required=False)
    flag = serializers.ChoiceField(choices(FlagCode), required=False)


class Progress(serializers.Serializer):
    """How far a claim has come."""

    id = serializers.UUIDField()
    state = serializers.ChoiceField(choices(ClaimState))


class ClaimOfPanel(serializers.Serializer):
    """A claim on the desk and how far it has come; how it is worded and graded is told there."""

    id = serializers.UUIDField()
    source = serializers.UUIDField(source="source_id")
    paper = serializers.UUIDField(source="source.paper_id")
    state = serializers.ChoiceField(choices(ClaimState))
    start = serializers.IntegerField(source="revision.start")
    end = serializers.IntegerField(source="revision.end")
    exact = serializers.CharField(source="revision.exact")
    reads_as = serializers.CharField(source="revision.reads_as")
    proposed_at = serializers.DateTimeField()


class WantedOfPanel(serializers.Serializer):
    state = serializers.ChoiceField(choices(ClaimState), required=False)


def standing():
    """What stands in public, with all that a summary shows."""
    return Standing.objects.select_related("panel", "release")


def _narrowed(rows, *, q="", panel=None, paper=None, flag=None, certainty=None, **columns):
    flags = [] if flag is None else [("flag", flag)]
    rows = matching(rows.listed(), q, *flags).filter(**columns)
    if panel is not None:
        rows = rows.filter(panel__slug=panel)
    if paper is not None:
        rows = rows.filter(paper_id=paper)
    if certainty is not None:
        rows = rows.filter(certainty="" if certainty == "none" else certainty)
    return rows


@described(
    "panel_claims", page_of(ClaimOfPanel), parameters=[WantedOfPanel, *listing(ClaimOfPanel)]
)  # fmt: skip
@desk(GET="read")
def of_panel(request, slug):
    """The claims of a panel, in the order in which they were proposed."""
    rows = Claim.objects.filter(source__paper__panel=panel_of(request, slug))
    rows = rows.filter(**filters(request, WantedOfPanel)).select_related("revision", "source")
    return Response(paged(request, rows, ("proposed_at", "id"), ClaimOfPanel, WantedOfPanel))


@described("accept", Progress, request=None)
@desk(POST="accept")
def accept(request, pk):
    """Take a proposed claim for appraisal."""
    return Response(Progress(claims.accept(_claim(request, pk), by=request.user)).data)


@described("reject", Progress, request=None)
@desk(POST="reject")
def reject(request, pk):
    """Leave a proposed claim out."""
    return Response(Progress(claims.reject(_claim(request, pk), by=request.user)).data)


@described("undo", Progress, request=None)
@desk(POST="undo")
def undo(request, pk):
    """Back to proposed, while no round ever ran on the claim and no part was made of it."""
    return Response(Progress(claims.undo(_claim(request, pk), by=request.user)).data)


@described("withdraw_claim", Progress, request=Reason)
@desk(POST="withdraw")
def withdraw(request, pk):
    """Take a claim down; the reason stands on its public page."""
    return _reasoned(request, pk, "withdraw", claims.withdraw)


@described("restore_claim", Progress, request=Reason)
@desk(POST="restore")
def restore(request, pk):
    """Back to graded; its public page says withdrawn until the next edition."""
    return _reasoned(request, pk, "restore", claims.restore)


def _reasoned(request, pk, verb, act):
    claim = _claim(request, pk)
    can(request.user, verb, claim.source.paper.panel).enforce()
    return Response(Progress(act(claim, **given(request, Reason), by=request.user)).data)


def _claim(request, pk):
    return get_object_or_404(Claim.objects.visible_to(request.user).with_text(), pk=pk)


CLAIM = On(_claim, lambda claim: claim.source.paper.panel)


@described("claims", page_of(ClaimSummary), parameters=[Wanted, *listing(ClaimSummary)])
@public
def claims_list(request):
    """Published claims, newest first."""
    rows = _narrowed(standing(), **filters(request, Wanted))
    return Response(paged(request, rows, NEWEST, ClaimSummary, Wanted))


@described(
    "claim",
    PublishedClaim,
    also=alternatives(),
    parameters=[choice_of_fields(PublishedClaim)],
)
@public
@renderer_classes(RENDERERS)
def claim(request, pk):
    """A published claim as it stands."""
    row = get_object_or_404(standing().select_related("frozen", "release__panel"), pk=pk)
    return represented(request, PublishedClaim, row, row.frozen, lambda: (row.release, row))


@described(
    "claim_edition",
    ClaimEdition,
    also=alternatives(),
    parameters=[choice_of_fields(ClaimEdition)],
)
@public
@renderer_classes(RENDERERS)
def edition(request, pk, number):
    """A claim as one edition showed it, for ever."""
    rows = FrozenClaim.objects.select_related("claim__standing")
    row = get_object_or_404(rows, claim=pk, releases__number=number)
    return represented(request, ClaimEdition, row, row, lambda: _placed(row, number))


def _placed(frozen, number):
    """(the edition of that number, the standing as that shows it)"""
    editions = Release.objects.select_related("panel").filter(frozen_claims=frozen)
    return editions.get(number=number), seen(frozen.claim.standing, frozen.pk)

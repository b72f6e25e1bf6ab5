"""Releases: a panel's numbered public editions, and publishing the next one."""

import json
from uuid import UUID

from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import OpenApiParameter, extend_schema_field
from rest_framework import serializers
from rest_framework.response import Response
from rest_framework.reverse import reverse

from reviews.actions import releases
from reviews.api.asked import choice_of_fields, one, refuse_unknown
from reviews.api.doors import described, desk, public
from reviews.api.members import panel_of
from reviews.api.paging import listing, page_of, paged
from reviews.api.sent import Sent, given
from reviews.models import Release, Standing
from reviews.permissions import can
from reviews.views.releases import chosen
from reviews.vocabulary import Banner

NEWEST = ("-published_at", "id")


class ReleaseSummary(serializers.Serializer):
    """An edition in a list."""

    panel = serializers.SlugField(source="panel.slug")
    number = serializers.IntegerField()
    url = serializers.SerializerMethodField()
    digest = serializers.CharField()
    audit_head = serializers.CharField()
    published_at = serializers.DateTimeField()

    def get_url(self, release) -> str:
        place = [release.panel.slug, release.number]
        return reverse("api-release", args=place, request=self.context["request"])


class FullRelease(ReleaseSummary):
    """An edition with the very content that was hashed, and the ids of those of its claims that
    are under re-evaluation now."""

    under_re_evaluation = serializers.SerializerMethodField()
    content = serializers.SerializerMethodField()

    def get_under_re_evaluation(self, release) -> list[str]:
        found = Standing.objects.filter(
            claim__frozen__releases=release, banner=Banner.RE_EVALUATION
        )
        return [str(pk) for pk in found.order_by("pk").values_list("pk", flat=True)]

    def get_content(self, release) -> dict:
        return json.loads(release.content)


class Choice(Sent):
    """The graded claims that the next edition takes in, beside every standing one. `id` is the
    client's: the same again is the same edition."""

    id = serializers.UUIDField(required=False)
    claims = serializers.ListField(child=serializers.UUIDField(), allow_empty=True)


_CLAIMS = OpenApiParameter(
    "claims", UUID, many=True, description="Ids of graded claims that the edition would add."
)


class Changed(serializers.Serializer):
    claim = serializers.UUIDField()
    changes = serializers.ListField(child=serializers.CharField())


class Blocker(serializers.Serializer):
    """`link` leads to where it is mended."""

    sentence = serializers.CharField()
    link = serializers.CharField()


class Previewed(serializers.Serializer):
    """What the next edition would hold: the claims that it adds, those that stand and those of
    them that it shows otherwise, and how the panel's claims flow. While there are `blockers`,
    publishing answers with a conflict."""

    number = serializers.IntegerField()
    claims = serializers.SerializerMethodField()
    standing = serializers.SerializerMethodField()
    changed = serializers.SerializerMethodField()
    flow = serializers.ListField(child=serializers.DictField())
    blockers = serializers.SerializerMethodField()

    def get_claims(self, found) -> list[UUID]:
        return [claim.pk for claim in found.claims]

    def get_standing(self, found) -> list[UUID]:
        return [claim.pk for claim in found.standing]

    @extend_schema_field(Changed(many=True))
    def get_changed(self, found):
        return [{"claim": claim.pk, "changes": changes} for claim, changes in found.changed]

    @extend_schema_field(Blocker(many=True))
    def get_blockers(self, found):
        return [{"sentence": sentence, "link": link} for sentence, link in found.blockers]


@described("releases", page_of(ReleaseSummary), parameters=listing(ReleaseSummary))
@public
def releases_of(request, slug):
    """A panel's editions, newest first."""
    rows = Release.objects.filter(panel__slug=slug).select_related("panel")
    if not rows.exists():
        raise Http404
    return Response(paged(request, rows, NEWEST, ReleaseSummary))


@described("release", FullRelease, parameters=[choice_of_fields(FullRelease)])
@public
def release(request, slug, number):
    """One edition."""
    rows = Release.objects.select_related("panel")
    row = get_object_or_404(rows, panel__slug=slug, number=number)
    return Response(one(request, FullRelease, row))


def _named(request):
    """Raises ValidationError for what is no id."""
    try:
        return {UUID(text) for text in request.query_params.getlist("claims")}
    except ValueError as error:
        raise ValidationError({"claims": "Name claims by their ids."}) from error


@described("preview", Previewed, parameters=[_CLAIMS])
@desk(GET="read")
def preview(request, slug):
    """What the next edition would hold with the claims that are named, and what stands in its
    way; changes nothing."""
    panel = panel_of(request, slug)
    can(request.user, "publish", panel).enforce()
    refuse_unknown(request, {"claims"})
    found = releases.preview(panel, chosen(panel, _named(request)), by=request.user)
    return Response(Previewed(found).data)


@described("publish", FullRelease, status=201, request=Choice)
@desk(POST="publish")
def publish(request, slug):
    """Make the panel's next edition, or a conflict as a whole."""
    panel = panel_of(request, slug)
    can(request.user, "publish", panel).enforce()
    said = given(request, Choice)
    claims = chosen(panel, set(said["claims"]))
    made = releases.publish(panel, claims, id=said.get("id"), by=request.user)
    return Response(FullRelease(made, context={"request": request}).data, status=201)

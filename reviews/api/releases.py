"""Releases: a panel's numbered public editions, and publishing the next one."""

import json

from django.http import Http404
from django.shortcuts import get_object_or_404
from rest_framework import serializers
from rest_framework.response import Response
from rest_framework.reverse import reverse

from reviews.actions import releases
from reviews.api.asked import choice_of_fields, one
from reviews.api.doors import described, desk, public
from reviews.api.paging import listing, page_of, paged
from reviews.api.sent import Sent, given
from reviews.models import Claim, Panel, Release, Standing
from reviews.permissions import can
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


@described("publish", FullRelease, status=201, request=Choice)
@desk(POST="publish")
def publish(request, slug):
    """Make the panel's next edition, or a conflict as a whole."""
    panel = get_object_or_404(Panel.objects.visible_to(request.user), slug=slug)
    can(request.user, "publish", panel).enforce()
    said = given(request, Choice)
    wanted = set(said["claims"])
    claims = Claim.objects.visible_to(request.user).filter(pk__in=wanted)
    if len(claims) != len(wanted):
        raise Http404
    made = releases.publish(panel, claims, id=said.get("id"), by=request.user)
    return Response(FullRelease(made, context={"request": request}).data, status=201)

"""Panels that have published, and what a panel is called."""

from django.db.models import Max
from django.shortcuts import get_object_or_404
from rest_framework import serializers
from rest_framework.response import Response

from reviews.actions import panels as actions
from reviews.api.asked import choice_of_fields, one
from reviews.api.doors import described, public
from reviews.api.paging import listing, page_of, paged
from reviews.api.sent import Sent
from reviews.api.verbs import PANEL, door, shape, verb
from reviews.models import Panel


class PublishedPanel(serializers.Serializer):
    """`edition` is the number of the latest release."""

    slug = serializers.SlugField()
    url = serializers.HyperlinkedIdentityField("api-panel", lookup_field="slug")
    releases = serializers.HyperlinkedIdentityField("api-releases", lookup_field="slug")
    name = serializers.CharField()
    about = serializers.CharField()
    edition = serializers.IntegerField()


def _published():
    return Panel.objects.annotate(edition=Max("releases__number")).filter(edition__isnull=False)


@described("panels", page_of(PublishedPanel), parameters=listing(PublishedPanel))
@public
def panels(request):
    """Panels with at least one release."""
    return Response(paged(request, _published(), ("slug",), PublishedPanel))


@described("panel", PublishedPanel, parameters=[choice_of_fields(PublishedPanel)])
@public
def panel(request, slug):
    """One panel."""
    row = get_object_or_404(_published(), slug=slug)
    return Response(one(request, PublishedPanel, row))


class Settings(Sent):
    name = serializers.CharField(max_length=200)
    about = serializers.CharField(default="", allow_blank=True)


SettingsOfPanel = shape("SettingsOfPanel", Panel, "What a panel is called.", "slug name about")

edit = door(
    POST=verb(
        "edit_panel", "manage_members", SettingsOfPanel, "Call a panel otherwise.", on=PANEL,
        act=actions.edit, sent=Settings,
    )
)  # fmt: skip

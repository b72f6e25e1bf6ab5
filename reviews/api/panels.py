"""Panels that have published."""

from django.db.models import Max
from django.shortcuts import get_object_or_404
from rest_framework import serializers
from rest_framework.response import Response

from reviews.api.asked import choice_of_fields, one
from reviews.api.doors import described, public
from reviews.api.paging import listing, page_of, paged
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

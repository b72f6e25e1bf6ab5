"""Editions as files for other programs."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404

from reviews.exceptions import Unreadable
from reviews.exports import interchange, published
from reviews.models import Release
from reviews.views.public import public


@public
def release_file(request, slug, number, form):
    """A whole edition in one of exports.interchange.FORMATS; what it cannot hold is missing."""
    releases = Release.objects.select_related("panel")
    found = get_object_or_404(releases, panel__slug=slug, number=number)
    if form not in interchange.FORMATS:
        raise Http404
    edition = published.of_release(found, request.build_absolute_uri("/"))
    try:
        content = interchange.written(edition, form)
    except Unreadable as refusal:
        raise Http404 from refusal
    answer = HttpResponse(content, content_type=interchange.FORMATS[form].content_type)
    name = interchange.filename(edition, form)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer

"""Editions as files for other programs."""

from django.http import Http404, HttpResponse
from django.utils.cache import get_conditional_response

from reviews.exceptions import Unreadable
from reviews.exports import interchange, published, rendering
from reviews.models.digests import canonical, sha256
from reviews.views.public import public, released


@public
def release_file(request, slug, number, form):
    """A whole edition in one of exports.interchange.FORMATS; what it cannot hold is missing."""
    found = released(slug, number)
    if form not in interchange.FORMATS:
        raise Http404
    site = request.build_absolute_uri("/")
    etag = f'"{sha256(canonical([rendering.state(found), site]))}-{form}"'
    answer = get_conditional_response(request, etag) or _file(found, site, form)
    answer["ETag"] = etag
    return answer


def _file(release, site, form):
    edition = published.of_release(release, site)
    try:
        content = interchange.written(edition, form)
    except Unreadable as refusal:
        raise Http404 from refusal
    answer = HttpResponse(content, content_type=interchange.FORMATS[form].content_type)
    name = interchange.filename(edition, form)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer

"""The lists of claims that stand: by words and facets, as open data, as a feed, as a map of the
site, and for a browser's own search field.

As on all public pages, nothing here touches session or user.
"""

from functools import lru_cache
from urllib.parse import quote
from uuid import uuid4

from django.contrib.auth.decorators import login_not_required
from django.core.cache import caches
from django.http import HttpResponse, QueryDict, StreamingHttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed

from reviews.exports import lines, open_data
from reviews.exports.formats import FORMATS
from reviews.exports.xml_text import in_xml
from reviews.forms.search import SearchForm
from reviews.models import Panel, Release, Standing
from reviews.models.digests import sha256
from reviews.views import keyset, searches
from reviews.views.by_state import by_state
from reviews.views.public import page, public
from reviews.vocabulary import Label

MOST_IN_SITEMAP = 50_000
SEARCHES = 8  # forms kept
_LINES, _PLACE = uuid4().hex, uuid4().hex  # nobody can have written these


@login_not_required
def index(request):
    """Every claim that stands, newest first; those that are searched for, the best first."""
    query = request.GET.copy()
    query.pop("after", None)
    return _searched(request, query) if any(query.values()) else _listed(request)


@public
def _searched(request, query):
    panels = Panel.objects.filter(releases__isnull=False).distinct().values_list("slug", "name")
    context = searches.context(query, request.GET.get("after"), panels)
    return page("public/index.html", context)


@by_state
def _listed(request):
    found, following = keyset.page(lines.COLUMNS, lines.line, request.GET.get("after"))
    panels = _panels(request.public_state)
    before, between, after = _around(panels, bool(found), bool(following))
    listed = "\n".join(found)
    return HttpResponse(f"{before}{listed}{between}{quote(following or '')}{after}")


def _panels(state):
    """(slug, name) of those with an edition; asked once while the public side stands as it does."""

    def ask():
        panels = Panel.objects.filter(releases__isnull=False).distinct().order_by("name")
        return tuple(panels.values_list("slug", "name"))

    return caches["pages"].get_or_set(f"panels:{sha256(state)}", ask, None)


@lru_cache(SEARCHES)
def _around(panels, has_lines, is_followed):
    """The page in three parts, around the lines and around the place that the next page goes on
    from: the rest is the same for all."""
    context = {
        "form": SearchForm(QueryDict(), panels=panels),
        "lines": _LINES if has_lines else "",
        "following": _PLACE if is_followed else "",
    }
    before, _, rest = render_to_string("public/index.html", context).partition(_LINES)
    return before, *rest.partition(_PLACE)[::2]


@public
def data(request):
    """What the open data holds, and its terms."""
    return page("public/data.html", {"table": open_data.TABLE, "licence": open_data.LICENCE})


@by_state
def data_file(request):
    """All claims that stand as one CSV file, written while it is read."""
    standings = Standing.objects.listed()
    # It is read on after this has returned, from where the reading began.
    rows = open_data.lines(standings.using(standings.db))
    answer = StreamingHttpResponse(rows, content_type=FORMATS["csv"].media)
    answer["Content-Disposition"] = 'attachment; filename="claims.csv"'
    answer["Link"] = f'<{open_data.LICENCE}>; rel="license"'
    return answer


@public
def opensearch(request):
    """OpenSearch 1.1: how a browser searches here."""
    url = request.build_absolute_uri
    context = {"list": url(reverse("index")), "api": url(reverse("api-claims"))}
    text = render_to_string("public/opensearch.xml", context)
    return HttpResponse(text, content_type="application/opensearchdescription+xml")


@by_state
def feed(request):
    """Atom: the newest published claims."""
    url = request.build_absolute_uri
    newest = Standing.objects.listed().select_related("panel")
    atom = Atom1Feed(
        title="Published claims",
        link=url(reverse("index")),
        feed_url=url(reverse("feed")),
        description="How strongly claims are worded and how well they are supported.",
        language="en-GB",
    )
    for standing in newest.order_by("-published_at", "claim")[: keyset.SIZE]:
        atom.add_item(
            title=in_xml(f"{Label(standing.label).label}: “{standing.exact}”"),
            link=url(standing.get_absolute_url()),
            description=in_xml(f"{standing.panel.name}."),
            unique_id=f"urn:uuid:{standing.pk}",
            pubdate=standing.published_at,
            updateddate=standing.published_at,
            author_name=in_xml(standing.panel.name),
        )
    return HttpResponse(atom.writeString("utf-8"), content_type=atom.content_type)


@by_state
def sitemap(request):
    """The pages of panels and of the newest claims, as many as the format allows."""
    url = request.build_absolute_uri
    claims = Standing.objects.listed().order_by("-published_at", "claim")
    slugs = Release.objects.order_by().values_list("panel__slug", flat=True).distinct()
    pages = [reverse(name) for name in ("index", "method", "check", "check-references")]
    paths = [*pages, *(reverse("panel", args=[s]) for s in slugs)]
    room = MOST_IN_SITEMAP - len(paths)
    paths += [reverse("claim", args=[pk]) for pk in claims.values_list("pk", flat=True)[:room]]
    text = render_to_string("public/sitemap.xml", {"urls": [url(path) for path in paths]})
    return HttpResponse(text, content_type="application/xml")

"""What anyone may read: editions and what stands over them, and nothing else.

No view here touches session or user. What is hidden and what is missing answer alike.
"""

import json
import logging
from subprocess import SubprocessError

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.views.decorators.cache import cache_control
from django.views.decorators.http import conditional_page, require_safe

from reviews.databases import reads_replica
from reviews.exports import (
    badge,
    edition_changes,
    edition_timeline,
    editions,
    jsonld,
    paper_judgements,
    published,
    reading_agreement,
    reading_claims,
    reading_protocols,
    rendering,
    report,
    traffic_light,
)
from reviews.exports.formats import FORMATS
from reviews.exports.notices_since import seen
from reviews.instruments.loading import shipped
from reviews.models import Release, Standing
from reviews.views.citing import citation_file
from reviews.vocabulary import Banner, Label
from reviews.wording import exceptions, explanations, rules

logger = logging.getLogger(__name__)
FILES = ("pdf", "docx", "xlsx", "csv", "ndjson")  # of reviews.exports.formats


def public(view):
    """Open to all; caches may keep the answer and ask by ETag whether it still holds."""
    kept = cache_control(public=True, max_age=0, must_revalidate=True)(view)
    return login_not_required(require_safe(reads_replica(conditional_page(kept))))


def page(template, context, status=200):
    """Rendered without the request, so that no template can reach session or user."""
    return HttpResponse(render_to_string(template, context), status=status)


@public
def claim(request, pk):
    """The claim's current edition."""
    standing = get_object_or_404(Standing.objects.select_related("release__panel"), pk=pk)
    return _claim(request, standing, standing.release)


@public
def claim_badge(request, pk):
    """For pages elsewhere: the label as it stands now."""
    drawn = badge.badge(get_object_or_404(Standing, pk=pk))
    text = render_to_string("public/badge.svg", {"badge": drawn})
    return HttpResponse(text, content_type="image/svg+xml")


@public
def claim_edition(request, pk, edition):
    """The claim as one edition showed it, for ever; what stands now is told above it."""
    standing = get_object_or_404(Standing.objects.select_related("panel"), pk=pk)
    release = get_object_or_404(
        Release.objects.select_related("panel"), panel=standing.panel, number=edition
    )
    return _claim(request, standing, release, is_permalink=True)


def _claim(request, standing, release, *, is_permalink=False):
    shown = editions.claim(standing.pk, release)
    if shown is None:
        raise Http404
    standing = seen(standing, shown.content, release.number)
    permalink = request.build_absolute_uri(editions.permalink(standing.pk, release))
    site = request.build_absolute_uri("/")
    alone = published.of_content(shown.content, release, standing, site)
    documents = jsonld.documents(shown.content, alone)
    context = {
        "shown": shown,
        "standing": standing,
        "is_permalink": is_permalink,
        "is_current": standing.release_id == release.pk,
        "is_listed": standing.release_id == release.pk and standing.banner != Banner.WITHDRAWN,
        "permalink": permalink,
        **_shared(request, shown, permalink),
        "citation": shown.citation(permalink),
        "editions": editions.numbers(standing.pk),
        "linked_data": jsonld.script(documents),
        "contact": settings.CONTACT_EMAIL,
    }
    return page("public/claim.html", context)


def _shared(request, shown, permalink):
    """What others may paste: the words with the address of their edition, and the badge, which
    leads to what stands."""
    content, url = shown.content, request.build_absolute_uri
    label, claim = content["label"]["label"], [content["claim"]]
    picture, page = url(reverse("claim-badge", args=claim)), url(reverse("claim", args=claim))
    quoted = f"“{content['extent']['exact']}” ({content['paper']['short']})"
    return {
        "quote": f"{quoted}. {label}: {permalink}",
        "embedded": f'<a href="{page}"><img src="{picture}" alt="evidence: {label.lower()}"></a>',
    }


@public
def paper(request, pk):
    """A paper with its texts, every standing claim marked, and the claims that cite it."""
    standings, texts, citing = _paper(pk)
    told = (notice for standing in standings for notice in standing.notices_since)
    since = {notice["id"]: notice for notice in told if not notice["path"]}
    context = {
        "paper": _frozen_paper(texts, citing),
        "panel": (texts[0].contents[0] if texts else citing[0].content)["panel"],
        "texts": texts,
        "citing": citing,
        "most_citing": editions.MOST_CITING,
        "since": list(since.values()),
        "standings": {str(standing.pk): standing for standing in standings},
    }
    return page("public/paper.html", context)


def _paper(pk):
    """(standings in the paper, its texts, public claims that cite it), one of them at least."""
    standings = list(Standing.objects.listed().filter(paper_id=pk))
    texts, citing = editions.paper(standings), editions.citing(pk)
    if not texts and not citing:
        raise Http404
    return standings, texts, citing


def _frozen_paper(texts, citing):
    return texts[0].paper if texts else citing[0].citation["paper"]


@public
def paper_citation(request, pk, style):
    """A citation of the paper, as its claims that stand were frozen with it, as a file."""
    _, texts, citing = _paper(pk)
    return citation_file(_frozen_paper(texts, citing), style)


@public
def panel(request, slug):
    """A panel and its editions, as its newest edition describes it."""
    releases = Release.objects.filter(panel__slug=slug).order_by("-number")
    # One more than is drawn, for what the oldest of these changed.
    newest = list(releases[: edition_timeline.MOST + 1])
    if not newest:
        raise Http404
    latest = newest[0]
    shown = editions.release(latest)
    standings = editions.standings(latest, shown)
    context = _described(latest) | {
        "latest": latest,
        "timeline": _timeline(newest),
        "earlier": list(releases.defer("content")[edition_timeline.MOST :]),
        "shown": shown,
        "standings": standings,
        "doubts": reading_claims.doubts(standings.values()),
    }
    return page("public/panel.html", context)


def _timeline(releases):
    """Of releases, newest first; the last is only compared with, if it is not the first ever."""
    contents = [json.loads(release.content) for release in releases] + [None]
    entries = [
        edition_timeline.Entry(
            release.number,
            release.published_at,
            edition_changes.compared(contents[place + 1], contents[place]),
        )
        for place, release in enumerate(releases[: edition_timeline.MOST])
    ]
    return edition_timeline.timeline(entries)


@public
def release(request, slug, number):
    before, found = pair(slug, number)
    shown = editions.release(found)
    standings = editions.standings(found, shown)
    context = _described(found) | {
        "release": found,
        "before": before,
        "compared": _compared(before, found),
        "shown": shown,
        "standings": standings,
        "doubts": reading_claims.doubts(standings.values()),
        "judgements": _judgements([content for text in shown for content in text.contents]),
    }
    return page("public/release.html", context)


def pair(slug, number):
    """(the edition before or None, the edition), in one query; raises Http404 without it."""
    found = Release.objects.filter(panel__slug=slug, number__in=[number - 1, number])
    rows = {release.number: release for release in found.select_related("panel")}
    if number not in rows:
        raise Http404
    return rows.get(number - 1), rows[number]


def _compared(before, release):
    old = json.loads(before.content) if before else None
    return edition_changes.compared(old, json.loads(release.content))


def _judgements(contents):
    return traffic_light.drawings(contents, paper_judgements.definitions(contents))


@public
def release_drawing(request, slug, number, drawing, sha256):
    """Judgements of papers with one instrument version, as SVG that stands alone."""
    if drawing not in traffic_light.KINDS:
        raise Http404
    drawn = _judgements(editions.contents(_release(slug, number)))
    found = next((each for each in drawn if each.sha256 == sha256), None)
    if found is None:
        raise Http404
    content = traffic_light.svg(found, drawing)
    answer = HttpResponse(content, content_type="image/svg+xml; charset=utf-8")
    name = f"{slug}-{number}-{drawing}-{found.short}.svg"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _described(release):
    """What the edition says of its panel, its protocol and the flow of its claims."""
    content = json.loads(release.content)
    return {
        "panel": content["panel"],
        "protocols": reading_protocols.protocols(content),
        "flow": reading_protocols.flow(content),
        "agreement": reading_agreement.agreement(content),
    }


def _release(slug, number):
    return get_object_or_404(
        Release.objects.select_related("panel"), panel__slug=slug, number=number
    )


@public
def method(request):
    """How claims are judged, from the tables that judge them."""
    context = {
        "labels": [(label, explanations.LABELS[label]) for label in Label],
        "flags": [(rule, explanations.FLAGS[rule.code]) for rule in rules.RULES],
        "levels": reading_claims.LEVELS,
        "situations": exceptions.SITUATIONS.values(),
        "instruments": sorted(shipped().values(), key=lambda each: each.name.casefold()),
    }
    return page("public/method.html", context)


@public
def report_html(request, slug, number):
    """The whole edition on one page, for reading and printing."""
    found = _release(slug, number)
    return page("reports/release.html", {"report": report.of_release(found)})


@public
def report_file(request, slug, number, kind):
    """The same as a file; those that take long to make are made once, in a process that ends."""
    if kind not in FILES:
        raise Http404
    found = _release(slug, number)
    etag = f'"{rendering.state(found)}-{kind}"'
    try:
        answer = get_conditional_response(request, etag) or _file(found, kind)
    except SubprocessError:
        logger.exception("Edition %s could not be made as %s.", found.pk, kind)
        answer = page("public/file_unavailable.html", {"release": found, "kind": kind}, 503)
        answer["Retry-After"] = rendering.PATIENCE
        return answer
    answer["ETag"] = etag
    return answer


def _file(release, kind):
    form = FORMATS[kind]
    if kind in rendering.RENDERERS:
        answer = HttpResponse(rendering.kept(release, kind), content_type=form.media)
    else:
        answer = StreamingHttpResponse(form.pieces(release), content_type=form.media)
    shown = "inline" if kind == "pdf" else "attachment"
    name = f"{release.panel.slug}-{release.number}.{kind}"
    answer["Content-Disposition"] = f'{shown}; filename="{name}"'
    return answer

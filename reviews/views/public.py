"""What anyone may read: editions and what stands over them, and nothing else.

No view here touches session or user. What is hidden and what is missing answer alike.
"""

import logging
from subprocess import SubprocessError

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.views.decorators.http import conditional_page

from reviews.exports import (
    badge,
    editions,
    jsonld,
    published,
    reading_claims,
    rendering,
    report,
)
from reviews.exports.formats import FORMATS
from reviews.instruments.loading import shipped
from reviews.models import Release, Standing
from reviews.views.by_state import by_state, open_to_all
from reviews.views.citing import citation_file
from reviews.vocabulary import Banner, Label
from reviews.wording import exceptions, explanations, rules

ALT = "evidence: how a panel judged this claim"
logger = logging.getLogger(__name__)
FILES = ("pdf", "docx", "xlsx", "csv", "ndjson")  # of reviews.exports.formats


def public(view):
    """Open to all; the ETag is of what was answered."""
    return open_to_all(conditional_page(view))


def page(template, context, status=200):
    """Rendered without the request, so that no template can reach session or user."""
    return HttpResponse(render_to_string(template, context), status=status)


@by_state
def claim(request, pk):
    """The claim's current edition."""
    return _claim(request, pk, lambda release: release.pk == release.standing_in)


@by_state
def claim_badge(request, pk):
    """For pages elsewhere: the label as it stands now."""
    drawn = badge.badge(get_object_or_404(Standing, pk=pk))
    text = render_to_string("public/badge.svg", {"badge": drawn})
    return HttpResponse(text, content_type="image/svg+xml")


@by_state
def claim_edition(request, pk, edition):
    """The claim as one edition showed it, for ever; what stands now is told above it."""
    return _claim(request, pk, lambda release: release.number == edition, is_permalink=True)


def _claim(request, pk, is_asked, *, is_permalink=False):
    held = editions.of_claim(pk)
    release = next(filter(is_asked, held), None)
    found = editions.claim(pk, release) if release else None
    if found is None:
        raise Http404
    shown, standing = found
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
        **_shared(request, shown, standing, permalink),
        "citation": shown.citation(permalink),
        "editions": [release.number for release in held],
        "linked_data": jsonld.script(documents),
        "contact": settings.CONTACT_EMAIL,
    }
    return page("public/claim.html", context)


def _shared(request, shown, standing, permalink):
    """What others may paste: the words with the address of their edition and what became of them,
    and the badge, which leads to what stands and says it, so that its `alt` cannot."""
    content, url = shown.content, request.build_absolute_uri
    label, claim = content["label"]["label"], [content["claim"]]
    doubt = badge.DOUBTS.get(standing.banner)
    since = f" (since then {doubt})" if doubt else ""
    picture, page = url(reverse("claim-badge", args=claim)), url(reverse("claim", args=claim))
    quoted = f"“{content['extent']['exact']}” ({content['paper']['short']})"
    return {
        "quote": f"{quoted}. {label}{since}: {permalink}",
        "embedded": f'<a href="{page}"><img src="{picture}" alt="{ALT}"></a>',
    }


@by_state
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
    standings = list(Standing.objects.listed().filter(paper_id=pk).select_related("frozen"))
    texts, citing = editions.paper(standings), editions.citing(pk)
    if not texts and not citing:
        raise Http404
    return standings, texts, citing


def _frozen_paper(texts, citing):
    return texts[0].paper if texts else citing[0].citation["paper"]


@by_state
def paper_citation(request, pk, style):
    """A citation of the paper, as its claims that stand were frozen with it, as a file."""
    _, texts, citing = _paper(pk)
    return citation_file(_frozen_paper(texts, citing), style)


def released(slug, number):
    """The edition with its panel; raises Http404 without it."""
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


@by_state
def report_html(request, slug, number):
    """The whole edition on one page, for reading and printing."""
    found = released(slug, number)
    return page("reports/release.html", {"report": report.of_release(found)})


@login_not_required
def report_file(request, slug, number, kind):
    """The same as a file; those that take long to make are made once, in a process that ends."""
    if kind not in FILES:
        raise Http404
    view = _made_file if kind in rendering.RENDERERS else _streamed_file
    return view(request, slug=slug, number=number, kind=kind)


@by_state
def _streamed_file(request, slug, number, kind):
    return _file(released(slug, number), kind)


@public
def _made_file(request, slug, number, kind):
    """Made anew when something became of the edition, and not with every state of all that is
    public."""
    found = released(slug, number)
    etag = f'"{rendering.state(found)}-{kind}"'
    try:
        answer = get_conditional_response(request, etag) or _file(found, kind)
    except SubprocessError:
        return unavailable(found, kind)
    answer["ETag"] = etag
    return answer


def unavailable(release, kind):
    """Says so, and what there is meanwhile; to be called where a file could not be made."""
    logger.exception("Edition %s could not be made as %s.", release.pk, kind)
    answer = page("public/file_unavailable.html", {"release": release, "kind": kind}, 503)
    answer["Retry-After"] = rendering.PATIENCE
    answer["Cache-Control"] = "no-store"
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

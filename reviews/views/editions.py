"""A panel's editions for anyone: what they hold, what changed, and what is drawn of them."""

import json
from subprocess import SubprocessError

from django.db.models import Case, Subquery, TextField, Value, When
from django.http import Http404, HttpResponse

from reviews.exports import (
    edition_changes,
    edition_timeline,
    editions,
    pictures,
    reading_agreement,
    reading_claims,
    reading_protocols,
    rendering,
)
from reviews.models import FrozenClaim, Release
from reviews.views.by_state import by_state
from reviews.views.public import page, released, unavailable

MEDIA = {"svg": "image/svg+xml; charset=utf-8", "png": "image/png"}
SIZE = 100  # claims of a page that says what changed
# One more than is drawn, for what the oldest of these changed.
WITH_CONTENT = edition_timeline.MOST + 1


@by_state
def panel(request, slug):
    """A panel and its editions, as its newest edition describes it."""
    releases = _newest_first(slug)
    if not releases:
        raise Http404
    latest = releases[0]
    context = _described(latest) | {
        "latest": latest,
        "timeline": edition_timeline.of_releases(releases[:WITH_CONTENT]),
        "earlier": releases[edition_timeline.MOST :],
        **_shown(editions.whole(latest)),
    }
    return page("public/panel.html", context)


def _newest_first(slug):
    """The editions of a panel in one query, the newest WITH_CONTENT of them with theirs."""
    releases = Release.objects.filter(panel__slug=slug).order_by("-number")
    last_without = Subquery(releases.values("number")[:1]) - WITH_CONTENT
    content = Case(When(number__gt=last_without, then="content"), default=Value("", TextField()))
    found = list(releases.defer("content").annotate(text=content))
    for release in found[:WITH_CONTENT]:
        release.content = release.text
    return found


def _shown(whole):
    standings = whole.standings
    return {
        "shown": whole.texts,
        "standings": standings,
        "doubts": reading_claims.doubts(standings.values()),
    }


@by_state
def release(request, slug, number):
    before, found = pair(slug, number)
    shown = editions.whole(found)
    context = _described(found) | {
        "release": found,
        "before": before,
        "compared": _compared(before, found),
        "judgements": pictures.judgements(shown),
        **_shown(shown),
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


@by_state
def release_picture(request, slug, number, picture, media):
    """One of exports.pictures, as a file."""
    if media not in MEDIA:
        raise Http404
    found = released(slug, number)
    drawn = pictures.svg(found, picture)
    if drawn is None:
        raise Http404
    try:
        content = rendering.drawn(drawn) if media == "png" else drawn
    except SubprocessError:
        return unavailable(found, media)
    answer = HttpResponse(content, content_type=MEDIA[media])
    answer["Content-Disposition"] = f'attachment; filename="{slug}-{number}-{picture}.{media}"'
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


@by_state
def release_changes(request, slug, number):
    """`?after=<claim id>`: the claims that follow that one. Two queries, however long."""
    before, release = pair(slug, number)
    content = json.loads(release.content)
    old = json.loads(before.content) if before else None
    compared = edition_changes.compared(old, content)
    shown, following = _piece(compared.all, request.GET.get("after"))
    context = {
        "panel": content["panel"],
        "release": release,
        "before": before,
        "compared": compared,
        "lines": _lines(shown, compared, number),
        "amended": edition_changes.amended(old, content) if before else [],
        "instruments": edition_changes.instruments(old, content) if before else [],
        "following": following,
    }
    return page("public/changes.html", context)


def _piece(found, after):
    """(the claims of this page, the id after which the next begins or None)"""
    start = 0
    if after is not None:
        ids = [claim for claim, _ in found]
        if after not in ids:
            raise Http404
        start = ids.index(after) + 1
    shown = found[start : start + SIZE]
    return shown, shown[-1][0] if start + SIZE < len(found) else None


def _lines(shown, compared, number):
    digests = [(kind, compared.digests[claim]) for claim, kind in shown]
    wanted = {digest for _, each in digests for digest in each}
    rows = FrozenClaim.objects.filter(digest__in=wanted, claim__in=[claim for claim, _ in shown])
    texts = rows.values_list("digest", "content")
    contents = {digest: json.loads(text) for digest, text in texts}
    return edition_changes.lines(digests, contents, number)

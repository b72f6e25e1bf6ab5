"""What is drawn of an edition, each as a file that needs nothing beside it.

A name is a kind, and where an edition has several of that, `-of-` and what it is of: the digest
of an instrument's definition, or the id of a text.
"""

import json

from django.template.loader import render_to_string

from reviews.exports import (
    edition_timeline,
    editions,
    flow_chart,
    reading_agreement,
    reading_protocols,
    traffic_light,
)
from reviews.exports.xml_text import in_xml
from reviews.vocabulary import Banner


def svg(release, name) -> str | None:
    """The picture of that name as SVG, or None if the edition has none."""
    kind, _, of = name.partition("-of-")
    places = DRAWN[kind](release, of) if kind in DRAWN else None
    return places and alone(kind, places)


def alone(kind, places) -> str:
    """One of DRAWN as a file, from where everything in it goes."""
    return in_xml(render_to_string(f"pictures/{kind}.svg", places | {"alone": True}))


def judgements(whole) -> list[traffic_light.Drawing]:
    """One for each instrument with which papers of the edition were judged, in text order."""
    contents = [content for text in whole.texts for content in text.contents]
    return traffic_light.drawings(contents, whole.definitions)


def _judgements(release, sha256):
    drawn = judgements(editions.whole(release))
    return next(({"drawing": each} for each in drawn if each.sha256 == sha256), None)


def _agreement(release, sha256):
    for shown in reading_agreement.agreement(json.loads(release.content)):
        if shown.instrument["sha256"] == sha256 and shown.lines:
            return {"grid": shown.grid, "label": shown.rounds_label}
    return None


def _gap(release, source):
    whole = editions.whole(release)
    # As the page beside it: what was withdrawn since is drawn for nobody.
    withdrawn = {pk for pk, row in whole.standings.items() if row.banner == Banner.WITHDRAWN}
    standing = [content for content in whole.contents if content["claim"] not in withdrawn]
    for text in editions.texts(standing):
        if text.source["id"] == source and text.chart.bars:
            return {"chart": text.chart}
    return None


def _flow(release, _):
    steps = reading_protocols.flow(json.loads(release.content))
    return {"flow": flow_chart.flow(steps)} if steps else None


def _timeline(release, _):
    newest = release.panel.releases.filter(number__lte=release.number).order_by("-number")
    return {"timeline": edition_timeline.of_releases(newest[: edition_timeline.MOST + 1])}


DRAWN = {
    "traffic-light": _judgements,
    "summary": _judgements,
    "agreement": _agreement,
    "gap": _gap,
    "flow": _flow,
    "timeline": _timeline,
}

"""The report as one HTML file."""

import json
import re
from html import unescape

from reviews.exports import html
from tests.exports.constructed import content, report
from tests.exports.golden import assert_golden


def test_it_is_as_kept_but_for_the_styles():
    assert_golden(
        "report.html", re.sub(r"<style>.*</style>", "", html.render(report()), flags=re.S)
    )


def test_it_needs_nothing_beside_it_and_links_nowhere():
    made = html.render(report())
    assert re.findall(r"(?:src|href)=\"[^#]", made) == []
    assert "<script" not in made


def test_what_users_wrote_is_text_and_never_markup():
    made = html.render(report())
    assert "<b>treatment</b>" not in made
    text = unescape(re.sub(r"<[^>]+>", "", made))
    assert content()["extent"]["exact"] in text
    assert content()["source"]["text"] in text


def test_every_region_has_a_name_of_its_own():
    """Two texts, rounds of the same title in each, the same notice about both papers."""
    one, other = content(), json.loads(json.dumps(content()))
    other["source"]["id"] = "00000000-0000-4000-8000-0000000000aa"
    other["claim"] = "00000000-0000-4000-8000-0000000000ab"
    twice = json.loads(json.dumps(one["rounds"][0])) | {"id": one["claim"]}
    one["rounds"].append(twice)
    made = html.render(report(one, other))
    named = (
        r'<(?:aside|[^>]*role="region")[^>]* aria-label="([^"]+)"|<aside[^>]*aria-label="([^"]+)"'
    )
    names = [a or b for a, b in re.findall(named, made)]
    assert len(names) > 8
    assert sorted(names) == sorted(set(names))

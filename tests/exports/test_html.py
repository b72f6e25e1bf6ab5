"""The report as one HTML file."""

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

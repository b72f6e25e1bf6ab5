"""A report as one HTML file that needs nothing beside it."""

from pathlib import Path

from django.contrib.staticfiles import finders
from django.template.loader import render_to_string

from reviews.exports.report import in_its_words

STYLES = ("reviews/site.css", "reviews/public.css")


def render(report) -> str:
    styles = "\n".join(Path(finders.find(name)).read_text() for name in STYLES)
    shown = {"report": in_its_words(report), "styles": styles}
    return render_to_string("reports/standalone.html", shown)

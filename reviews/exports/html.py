"""A report as one HTML file that needs nothing beside it."""

from pathlib import Path

from django.contrib.staticfiles import finders
from django.template.loader import render_to_string

STYLES = ("reviews/site.css", "reviews/public.css")


def render(report) -> str:
    styles = "\n".join(Path(finders.find(name)).read_text() for name in STYLES)
    return render_to_string("reports/standalone.html", {"report": report, "styles": styles})

"""Claims that stand, as lines of a list. They are joined as text: for fifty of them a template
takes longer than all the rest of a page."""

from functools import cache, lru_cache
from html import escape
from uuid import UUID

from django.urls import reverse
from django.utils.dateformat import format as dated
from django.utils.safestring import SafeString, mark_safe

from reviews.vocabulary import Banner, Certainty, Kind, Label, PublicationStatus

# What a line shows, of a Standing.
COLUMNS = (
    "claim_id", "exact", "label", "kind", "certainty", "status", "banner", "panel__name", "year",
    "published_at",
)  # fmt: skip
DAYS = 4096  # that are kept in words
_ANY = UUID(int=0)


def line(claim, exact, *told) -> SafeString:
    """The list item of a claim, given its COLUMNS."""
    return marked_line(claim, escape(exact), *told)


def marked_line(
    claim, quote, label, kind, certainty, status, banner, panel, year, at, found=""
) -> SafeString:
    """The same with the quote as HTML, and with what else was found of the claim, likewise."""
    before, after = _address()
    beside = f'\n<p class="meta found">{found}</p>' if found else ""
    of_year = f" · paper of {year}" if year else ""
    return mark_safe(  # noqa: S308 - takes `quote` and `found` as HTML and escapes `panel`; all else is closed words and numbers
        f'<li class="card stack">\n<p class="quote {label}">'
        f'<a href="{before}{claim}{after}">“{quote}”</a></p>{beside}\n'
        f"{_judged(label, kind, certainty)}\n"
        f'<p class="meta">{_doubts(status, banner)}{escape(panel)}{of_year} · '
        f"{_day(at.date())}</p></li>"
    )


@cache
def _judged(label, kind, certainty):
    graded = Certainty.from_word(certainty).label.lower() if certainty else "not graded"
    return (
        f'<p class="row"><span class="label {label}">{Label(label).label}</span>'
        f'<span class="meta">{Kind(kind).label} · certainty of the evidence: {graded}</span></p>'
    )


@cache
def _doubts(status, banner):
    listed, told = listed_status(status), ""
    if listed:
        told += f"<strong>Paper {listed.label.lower()}.</strong> "
    if banner == Banner.RE_EVALUATION:
        told += "<strong>Under re-evaluation.</strong> "
    return told


@lru_cache(DAYS)
def _day(date):
    return dated(date, "j F Y")


def of_standing(standing) -> SafeString:
    return line(
        standing.claim_id, standing.exact, standing.label, standing.kind, standing.certainty,
        standing.status, standing.banner, standing.panel.name, standing.year,
        standing.published_at,
    )  # fmt: skip


def listed_status(word) -> PublicationStatus | None:
    """What sources list of a paper; None if nothing."""
    status = PublicationStatus(word)
    return None if status == PublicationStatus.NOT_LISTED else status


@cache
def _address():
    """What stands before and after the id of a claim in the address of its page."""
    return reverse("claim", args=[_ANY]).split(str(_ANY))

"""Where the words that were asked for stand, in the texts as they are shown.

Databases mark the words in texts of nothing but words and spaces, each letter in its place, so
that nothing that anybody wrote is taken for a mark, and what is shown is escaped piece by piece.
"""

import json
import re

from django.db.models import Case, F, Func, IntegerField, TextField, Value, When
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from reviews.search.claims import TABLE
from reviews.search.queries import PLACES, QUOTE, TITLE, Query, condition

AROUND = 70  # letters of a snippet on each side of the first word
LONGEST = 200  # letters of a snippet
_MARKED = re.compile("<([^>]*)>")


class _Marked(Func):
    """The words of one place of a claim's document with <> around those that are found, and the
    parts of the document after a line's end."""

    output_field = TextField()

    def as_sql(self, compiler, connection):
        claim, place = (compiler.compile(each) for each in self.source_expressions)
        asked, params = condition(connection.vendor, Query(self.extra["words"]))
        if connection.vendor == "sqlite":
            told = (
                f"SELECT highlight({TABLE}_found, {place[0]}, '<', '>') || char(10) || w.parts "
                f"FROM {TABLE} w CROSS JOIN {TABLE}_found WHERE {TABLE}_found {asked} AND "
                f"{TABLE}_found.rowid = w.number AND w.id = {claim[0]}"
            )
        else:
            texts = " ".join(f"WHEN {number} THEN {name}" for number, name in enumerate(PLACES))
            told = (
                f"SELECT ts_headline('english', CASE {place[0]} {texts} END, "
                f"{asked.removeprefix('@@ ')}, 'HighlightAll=true, StartSel=<, StopSel=>') || "
                f"chr(10) || parts FROM {TABLE} w WHERE w.id = {claim[0]}"
            )
        return f"({told})", [*place[1], *params, *claim[1]]


def marked(standings, words, places):
    """The standings with `told`, from which `shown` shows where the words stand. `places` is
    {id of a claim: the place to look at}."""
    whens = [
        When(pk__in=chosen, then=Value(number))
        for number, name in enumerate(PLACES)
        if (chosen := [pk for pk, place in places.items() if place == name])
    ]
    place = Case(*whens, default=Value(0), output_field=IntegerField())
    return standings.annotate(told=_Marked(F("claim_id"), place, words=words))


def shown(quote, told, place):
    """(the quote with its words marked, the same of what else holds them or ""), both safe."""
    marked_text, _, parts = told.rpartition("\n")
    found = _ranges(marked_text)
    if place == QUOTE:
        return _highlighted(quote, found), ""
    title, *rest = json.loads(parts)
    named = [("Title", title)] if place == TITLE else rest
    return SafeString(escape(quote)), _snippet(named, found)


def _snippet(named, found):
    """What the first of the ranges is of, and the text around it."""
    start = 0
    for what, text in named:
        within = [(a - start, b - start) for a, b in found if start <= a < start + len(text)]
        if within:
            return _around(what, text, within)
        start += len(text) + 1
    return ""


def _around(what, text, found):
    first = max(found[0][0] - AROUND, 0)
    if first:
        first = text.find(" ", first, found[0][0]) + 1 or found[0][0]
    last = min(first + LONGEST, len(text))
    cut = text[first:last]
    within = [(a - first, b - first) for a, b in found if b <= last]
    before, after = "… " if first else "", " …" if last < len(text) else ""
    told = _highlighted(cut, within)
    return mark_safe(f"{escape(what)}: {before}{told}{after}")  # noqa: S308 - escaped by pieces


def _ranges(marked_text):
    """The places of what is marked, without the marks."""
    return [
        (found.start() - 2 * number, found.end() - 2 * number - 2)
        for number, found in enumerate(_MARKED.finditer(marked_text))
    ]


def _highlighted(text, found):
    """The text escaped, with <mark> around the ranges."""
    pieces, done = [], 0
    for start, end in found:
        pieces += [escape(text[done:start]), "<mark>", escape(text[start:end]), "</mark>"]
        done = end
    pieces.append(escape(text[done:]))
    return mark_safe("".join(pieces))  # noqa: S308 - escaped by pieces

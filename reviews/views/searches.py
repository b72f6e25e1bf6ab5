"""What a search of published claims shows: the best that fits, how many each facet would leave, and
words that are near those that nothing has. Three queries, however many claims there are."""

from uuid import UUID

from django.http import Http404
from django.utils.safestring import mark_safe

from reviews.exports import lines
from reviews.forms.search import FACETS, SearchForm
from reviews.models import Standing
from reviews.search import marks, ranking, spelling
from reviews.search.claims import reading
from reviews.search.queries import Query
from reviews.search.words import asked
from reviews.views import keyset

EXACT = "exact"  # asks for what was typed and for nothing near it
MOST_LETTERS = 200


def context(query, after, panels):
    """For the page of the list. `query` is a QueryDict without the place `after`, `panels` a
    queryset of (slug, name). Http404 for a place that is none."""
    connection = reading()
    words = asked(query.get("q", "")[:MOST_LETTERS])
    unknown, panels = spelling.look_up(connection, [] if query.get(EXACT) else words, panels)
    form = SearchForm(query, panels=sorted(panels, key=lambda panel: panel[1]))
    told = {"query": query.urlencode(), "is_searching": True}
    if not form.is_valid():
        return told | {"form": form, "lines": "", "following": None}
    mended = _mended(words, unknown)
    wanted = Query(mended, form.facets())
    try:
        found = ranking.page(connection, wanted, FACETS, after, keyset.SIZE)
    except ValueError:
        raise Http404 from None
    form.count(found.counts, found.is_more)
    return told | {
        "form": form,
        "lines": _lines(found.hits, wanted.words),
        "following": found.following,
        "is_ranked": bool(wanted.words),
        "most": ranking.MOST if found.is_part else None,
        "unknown": list(unknown),
        "near": [unknown[word] for word in unknown if mended != tuple(words)],
        "as_typed": _exactly(query),
    }


def _mended(words, unknown):
    """The words with those in place of which near ones are looked for; as they are if one of
    them has none, for then nothing is found in any case."""
    if not all(unknown.values()):
        return tuple(words)
    return tuple((unknown.get(word.lower(), word), passed) for word, passed in words)


def _exactly(query):
    """What is asked for, in an address, with nothing near it."""
    exactly = query.copy()
    exactly[EXACT] = "1"
    return exactly.urlencode()


def _lines(hits, words):
    places = {UUID(str(hit.claim)): hit.place for hit in hits}
    standings = Standing.objects.listed().filter(pk__in=places)
    columns = lines.COLUMNS
    if words:
        standings, columns = marks.marked(standings, words, places), (*columns, "told")
    rows = {row[0]: row for row in standings.values_list(*columns)} if hits else {}
    # One that an edition wrote anew meanwhile may not hold the words any more.
    shown = [rows[pk] for pk in places if pk in rows and not (words and rows[pk][-1] is None)]
    if not words:
        return mark_safe("\n".join(lines.line(*row) for row in shown))  # noqa: S308 - joins lines that `lines` escaped
    return mark_safe("\n".join(_marked(places[row[0]], *row) for row in shown))  # noqa: S308 - joins lines that `lines` and `marks` escaped


def _marked(place, claim, exact, *told):
    *told, marked = told
    quote, found = marks.shown(exact, marked, place)
    return lines.marked_line(claim, quote, *told, found)

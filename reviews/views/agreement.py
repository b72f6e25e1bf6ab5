"""How far the appraisers of a panel agreed, instrument by instrument."""

from dataclasses import dataclass
from itertools import groupby

from django.db.models import Count, Q
from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_safe

from reviews.exports.agreement import Measure, Originals, counted, measures
from reviews.exports.agreement_map import (
    grid_of_lines,
    grid_of_pairs,
    lines,
    pairs,
    percent,
)
from reviews.exports.letters import of_members
from reviews.models import Instrument, Round, User
from reviews.views.panels import panel_of
from reviews.vocabulary import Scale

MOST_ROUNDS = 40  # in the drawing and its table
GROUPS = {
    "result": "",
    "domain": "Domains",
    "item": "Questions",
    "reading": "How the claim is read",
}


@dataclass(frozen=True)
class Told:
    """A coefficient in two decimals, its interval, how that was found, or why there is none."""

    name: str
    value: str
    interval: str
    method: str
    why: str


@dataclass(frozen=True)
class Row:
    """A measure with its coefficients: alpha, AC, percent agreement, and ICC for sums."""

    measure: Measure
    coefficients: list[Told]


@require_safe
def agreement(request, slug):
    """`?instrument=<id>` chooses among those with revealed rounds, `?of=<key>` what the two maps
    are about. Nothing of open rounds is read."""
    panel = panel_of(request, slug)
    rounds = Round.objects.visible_to(request.user).filter(panel=panel)
    instruments = list(_instruments(rounds))
    context = {"panel": panel, "instruments": instruments}
    if instruments:
        chosen = _chosen(instruments, request.GET.get("instrument"), lambda row: str(row.pk))
        context |= _about(panel, chosen, rounds, request)
    return render(request, "agreement/agreement.html", context)


def _instruments(rounds):
    """Those with revealed rounds, and in how many; the most used first."""
    revealed = Count("rounds", filter=Q(rounds__in=counted(rounds)))
    found = Instrument.objects.annotate(revealed=revealed).filter(revealed__gt=0)
    return found.order_by("-revealed", "name", "version")


def _chosen(rows, wanted, key):
    """The row that is asked for, or the first. Raises Http404 for another."""
    if wanted is None:
        return rows[0]
    found = next((row for row in rows if key(row) == wanted), None)
    if found is None:
        raise Http404
    return found


def _about(panel, instrument, rounds, request):
    """What the page says of one instrument; `shown` is the measure of the two maps."""
    originals = Originals(instrument, rounds, request.user)
    found = measures(instrument.parsed, originals)
    shown = _chosen(found, request.GET.get("of"), lambda measure: measure.key)
    rows = {measure.key: Row(measure, _coefficients(measure)) for measure in found}
    return {
        "instrument": instrument,
        "shown": rows[shown.key],
        "groups": [
            (GROUPS[kind], [rows[measure.key] for measure in group])
            for kind, group in groupby(found, key=lambda measure: measure.kind)
        ],
        "methods": sorted(
            {told.method for row in rows.values() for told in row.coefficients} - {""}
        ),
        "is_naming": originals.is_naming,
        "people": _people(shown, _names(panel, request.user, is_naming=originals.is_naming)),
        "rounds": _rounds(originals, found),
    }


def _people(measure, names):
    """Who agrees with whom: the drawing, and (name, name, pair) in order of names."""
    ratings = measure.ratings
    order = sorted(ratings.raters, key=lambda person: (names[person], person))
    found = pairs(ratings, measure.scale)
    place = {person: number for number, person in enumerate(order)}
    listed = [(*sorted([pair.first, pair.second], key=place.__getitem__), pair) for pair in found]
    listed.sort(key=lambda row: (place[row[0]], place[row[1]]))
    return {
        "grid": grid_of_pairs(found, order, names.__getitem__),
        "rows": [
            (names[first], names[second], pair, percent(pair.share), _number(pair.kappa))
            for first, second, pair in listed
        ],
    }


def _rounds(originals, found):
    """Where people differ: the drawing, and (round, its name, percentages) in its order."""
    wide = [measure for measure in found if measure.kind in ("result", "domain")]
    ordered = lines(originals.rounds, [measure.ratings for measure in wide])
    listed = ordered[:MOST_ROUNDS]
    columns = [measure.label for measure in wide]
    names = [_round_name(line.round) for line in listed]
    return {
        "grid": grid_of_lines(listed, names, columns),
        "columns": columns,
        "rows": [
            (line.round, name, [percent(share) for share in line.shares])
            for line, name in zip(listed, names, strict=True)
        ],
        "most": MOST_ROUNDS,
        "is_cut": len(ordered) > len(listed),
    }


def _round_name(round):
    return str(round.claim) if round.claim_id else f"{round.paper.short}: {round.result}"


def _names(panel, user, *, is_naming):
    """{person: name, or else letter, one's own marked}"""
    if is_naming:
        seated = User.objects.filter(memberships__panel=panel)
        return {str(person.pk): str(person) for person in seated}
    letters = of_members(panel)
    return {
        str(pk): f"{letter} (you)" if pk == user.pk else letter for pk, letter in letters.items()
    }


def _coefficients(measure):
    is_ordered = measure.scale != Scale.NOMINAL
    ac = "Gwet’s AC2, quadratic weights" if is_ordered else "Gwet’s AC1"
    found = [
        _told(f"Krippendorff’s alpha, {measure.scale} metric", measure.alpha),
        _told(ac, measure.ac),
        _told("Percent agreement", measure.percent, _in_percent),
    ]
    if measure.icc:
        names = ("ICC(2,1), one appraiser", "ICC(2,k), the mean of all")
        found += [_told(*pair) for pair in zip(names, measure.icc, strict=True)]
    return found


def _number(value):
    """In two decimals, with the minus sign of print."""
    return "–" if value is None else f"{value:.2f}".replace("-", "\N{MINUS SIGN}")


def _in_percent(value):
    return "–" if value is None else f"{percent(value)}%"


def _told(name, estimate, written=_number):
    interval = estimate.interval
    ends = f"{written(interval.low)} to {written(interval.high)}" if interval else ""
    method = f"{name.partition(',')[0]}: {interval.method}" if interval else ""
    return Told(name, written(estimate.value), ends, method, estimate.why)

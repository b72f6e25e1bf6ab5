"""How far the appraisers of a panel agreed, instrument by instrument."""

from django.db.models import Count, Q
from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_safe

from reviews.exports import release_agreement
from reviews.exports.agreement import Originals, counted, measures
from reviews.exports.agreement_map import (
    grid_of_pairs,
    grid_of_shares,
    lines,
    pairs,
    percent,
)
from reviews.exports.letters import of_members
from reviews.exports.reading_agreement import (
    MOST_ROUNDS,
    Row,
    coefficients,
    groups,
    methods,
    number,
)
from reviews.models import Instrument, Round, User
from reviews.views.panels import panel_of


@require_safe
def agreement(request, slug):
    """`?instrument=<id>` chooses among those with revealed rounds, `?of=<key>` what the two maps
    are about. Nothing of open rounds is read."""
    panel = panel_of(request, slug)
    rounds = Round.objects.visible_to(request.user).filter(panel=panel)
    used = with_revealed(rounds)
    instruments = list(used.order_by("-revealed", "name", "version"))
    context = {"panel": panel, "instruments": instruments}
    if instruments:
        chosen = _chosen(instruments, request.GET.get("instrument"), lambda row: str(row.pk))
        context |= _about(panel, chosen, rounds, request)
    return render(request, "agreement/agreement.html", context)


def with_revealed(rounds):
    """The instruments of revealed rounds, and in how many each was used."""
    revealed = Count("rounds", filter=Q(rounds__in=counted(rounds)))
    return Instrument.objects.annotate(revealed=revealed).filter(revealed__gt=0)


def _chosen(rows, wanted, key):
    """The row that is asked for, or the first. Raises Http404 for another."""
    if wanted is None:
        return rows[0]
    found = next((row for row in rows if key(row) == wanted), None)
    if found is None:
        raise Http404
    return found


def _about(panel, instrument, rounds, request):
    """What the page says of one instrument; `shown` is the measure of the two maps, None where no
    two people said anything of the same."""
    originals = Originals(instrument, rounds, request.user)
    found = measures(originals.sheets)
    if not found:
        return {"instrument": instrument, "shown": None}
    shown = _chosen(found, request.GET.get("of"), lambda measure: measure.key)
    rows = {measure.key: _row(measure) for measure in found}
    return {
        "instrument": instrument,
        "shown": rows[shown.key],
        "groups": groups([*rows.values()]),
        "methods": methods(rows.values()),
        "is_naming": originals.is_naming,
        "people": _people(shown, _names(panel, request.user, is_naming=originals.is_naming)),
        "rounds": _rounds(originals, found),
    }


def _row(measure):
    return Row(measure.kind, measure, coefficients(release_agreement.measure(measure)))


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
            (names[first], names[second], pair, percent(pair.share), number(pair.kappa))
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
        "grid": grid_of_shares(names, columns, [line.shares for line in listed]),
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

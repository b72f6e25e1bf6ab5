"""Calibration: what everyone appraised, and how far one's own answers were from the verdict."""

from dataclasses import dataclass

from django.contrib import messages
from django.shortcuts import render
from django.views.decorators.http import require_safe

from reviews.actions import calibrations
from reviews.models import Appraisal, Assignment, Judgement, Round, Settlement
from reviews.permissions import can_open
from reviews.views.comparisons import result_label
from reviews.views.panels import panel_of
from reviews.vocabulary import Purpose

MOST = 50


@dataclass(frozen=True)
class Line:
    """A round, whether one is assigned in it, and once it is decided and one appraised there,
    one's own result, the verdict's, and in how many of the items they differ."""

    round: Round
    is_mine: bool
    own: str = ""
    settled: str = ""
    differing: int = 0
    items: int = 0


@require_safe
def calibration(request, slug):
    panel = panel_of(request, slug)
    context = {
        "panel": panel,
        "lines": lines_of(panel, request.user),
        "permit": can_open(request.user, panel),
    }
    return render(request, "calibrations/calibration.html", context)


def lines_of(panel, user):
    """The panel's newest rounds for calibration, as this person may see them."""
    found = panel.rounds.filter(purpose=Purpose.CALIBRATION).with_subject()
    return _lines(list(found.select_related("verdict").order_by("-opened_at", "pk")[:MOST]), user)


def _lines(found, user):
    assigned = Assignment.objects.filter(round__in=found, user=user, ended_at=None)
    mine = set(assigned.values_list("round_id", flat=True))
    own = {
        row.round_id: row
        for row in Appraisal.objects.visible_to(user).filter(round__in=found, appraiser=user)
    }
    given = _answers(
        Judgement.objects.visible_to(user)
        .filter(appraisal__in=[row.pk for row in own.values()])
        .values_list("appraisal__round_id", "item", "answer")
    )
    settled = _answers(
        Settlement.objects.filter(verdict__round__in=found).values_list(
            "verdict__round_id", "item", "answer"
        )
    )
    return [_line(round, round.pk in mine, own, given, settled) for round in found]


def _answers(rows):
    answers = {}
    for round, item, answer in rows:
        answers.setdefault(round, {})[item] = answer
    return answers


def _line(round, is_mine, own, given, settled):
    if round.pk not in own or round.pk not in settled:
        return Line(round, is_mine)
    instrument = round.instrument.parsed
    mine, theirs = given.get(round.pk, {}), settled[round.pk]
    items = mine.keys() | theirs.keys()
    return Line(
        round,
        is_mine,
        own=result_label(instrument, own[round.pk].result),
        settled=result_label(instrument, round.verdict.result),
        differing=sum(mine.get(item) != theirs.get(item) for item in items),
        items=len(items),
    )


def opened_as_asked(request, *, purpose, **subject):
    """Open the round that a form asks for, for the panel or for calibration."""
    made, left_out = calibrations.open_for(purpose=purpose, **subject, by=request.user)
    if purpose == Purpose.CALIBRATION:
        said = "The round is open for calibration; every reviewer is assigned."
    else:
        said = "The round is open. Assign appraisers."
    messages.success(request, said)
    for reason in left_out:
        messages.warning(request, f"Not assigned: {reason}")
    return made

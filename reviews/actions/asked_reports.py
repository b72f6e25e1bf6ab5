"""Reports that people ask for: asked for and discarded here, made by a worker."""

import uuid

from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction
from django.utils import timezone
from django_tasks import task

from reviews.actions import report_making
from reviews.actions.events import hold_installation, record
from reviews.actions.refusals import insert, same
from reviews.exceptions import Conflict
from reviews.exports.choices import SECTIONS, Choices
from reviews.exports.rendering import WRITERS
from reviews.models import AskedReport, Claim
from reviews.permissions import can, can_discard
from reviews.vocabulary import ReportLanguage, ReportState

MOST_GOING = 5  # that wait or are made, of one person
MOST_KEPT = 20  # files of one person
PRIORITY = -10  # after what other people's work waits for


@transaction.atomic
def ask(
    panel, *, kind, sections, claims, order, by,
    language=ReportLanguage.ENGLISH.value, release=None, id=None,
):  # fmt: skip
    """A report as a file in one of WRITERS, of a release of the panel or of the working state; of
    `claims` (ids), none of them all. The same id and choices again are the same report.

    Raises ValidationError for what cannot be chosen, Conflict if the person waits for MOST_GOING
    or keeps MOST_KEPT.
    """
    can(by, "read", panel).enforce()
    sections = [section for section in SECTIONS if section in sections]
    claims = sorted({str(claim) for claim in claims})
    chosen = {
        "kind": kind, "sections": sections, "claims": claims, "order": order, "language": language
    }  # fmt: skip
    # Two presses of one button come one after another, and so do those who fill up their share.
    hold_installation()
    mine = {"asked_by_id": by.pk, "panel_id": panel.pk, "release_id": release and release.pk}
    if known := same(AskedReport, id, **mine, **chosen):
        return known
    _refuse(panel, release, **chosen)
    _refuse_too_many(by)
    asked = AskedReport(id=id or uuid.uuid4(), **mine, **chosen, asked_at=timezone.now())
    make_in_background.enqueue(str(insert(asked).pk))
    record("ask_report", asked, by=by, panel_id=panel.pk, release=mine["release_id"], **chosen)
    return asked


@transaction.atomic
def discard(report, *, by):
    """Cancel what is not made yet, delete what is; nothing but what was asked for stays."""
    can_discard(by, report).enforce()
    gone = [ReportState.DISCARDED, ReportState.EXPIRED]
    there = AskedReport.objects.filter(pk=report.pk).exclude(state__in=gone)
    ended = {"ended_at": timezone.now(), "ended_by": by}
    if not there.update(state=ReportState.DISCARDED, **ended):
        raise Conflict("This report is gone already.")
    report.pieces.all().delete()
    record("discard_report", report, by=by)
    report.refresh_from_db()
    return report


@task(priority=PRIORITY)
def make_in_background(report):
    report = AskedReport.objects.select_related("asked_by").get(pk=report)
    try:
        report_making.make(report)
    except DatabaseError:
        give_up(report, "The database was busy: ask again.")
    except Exception:
        # A fault of ours: it is in the log of the worker, and nobody waits for nothing.
        give_up(report, "Something failed while it was made: ask again, or tell us.")
        raise


def give_up(report, problem):
    """Whatever stopped the making, or kept it from beginning, if it has not ended."""
    waiting = AskedReport.objects.filter(pk=report.pk, state=ReportState.WAITING)
    waiting.update(state=ReportState.MAKING)
    current = AskedReport.objects.going().select_related("asked_by").filter(pk=report.pk).first()
    if current:
        report_making.fail(current, problem)


def _refuse(panel, release, *, kind, sections, claims, **_):
    if kind not in WRITERS:
        raise ValidationError({"kind": "Choose one of the listed formats."})
    if sentence := Choices(sections=tuple(sections)).fault:
        raise ValidationError({"sections": sentence})
    found = Claim.objects.filter(source__paper__panel=panel, pk__in=claims)
    found = found.filter(frozen__releases=release) if release else found
    if len(found) != len(claims):
        raise ValidationError({"claims": "Choose claims of what the report is of only."})


def _refuse_too_many(by):
    own = AskedReport.objects.filter(asked_by_id=by.pk)
    if own.going().count() >= MOST_GOING:
        raise Conflict(
            f"{MOST_GOING} reports of yours are not made yet: wait for one, or cancel one."
        )
    if own.filter(state=ReportState.READY).count() >= MOST_KEPT:
        raise Conflict(f"{MOST_KEPT} files are kept for you already: delete one first.")

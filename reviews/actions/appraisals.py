"""Unfinished and submitted appraisals: one person's, hidden from all others until the reveal."""

import uuid

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from reviews.actions.events import record
from reviews.actions.rounds import hold_round, uncover
from reviews.actions.worksheets import complete, readable
from reviews.exceptions import Conflict
from reviews.models import Appraisal, Assignment, Draft, Judgement, sealed
from reviews.permissions import can_appraise
from reviews.vocabulary import RoundState

LONGEST_DRAFT = 200_000  # characters of JSON; a worksheet with long footnotes has a tenth


class StaleDraft(Conflict):
    """A save that names an older version; `saved` is the draft as it stands, `sent` what came."""

    def __init__(self, saved, sent):
        super().__init__("This draft was saved elsewhere since; both texts are kept.")
        self.saved = saved
        self.sent = sent


@transaction.atomic
def save_draft(assignment, *, version, content, by):
    """Save over `version`, 0 for the first save. What a stale save sent comes back with the
    error, beside what is saved, so that the page can show both."""
    can_appraise(by, assignment).enforce()
    if assignment.round.state != RoundState.OPEN:
        raise Conflict("This round is no longer open.")
    _refuse_submitted(assignment)
    check_content(content)
    now = timezone.now()
    saved = sealed.drafts.filter(pk=assignment.pk, version=version)
    if not saved.update(version=F("version") + 1, content=content, saved_at=now):
        draft, is_new = sealed.drafts.get_or_create(
            pk=assignment.pk, defaults={"version": 1, "content": content, "saved_at": now}
        )
        if not is_new or version != 0:
            raise StaleDraft(draft, content)
    sealed.draft_versions.create(
        draft_id=assignment.pk, version=version + 1, content=content, saved_at=now
    )
    return Draft(assignment=assignment, version=version + 1, content=content, saved_at=now)


def check_content(content):
    """Raises ValidationError for what no worksheet holds, finished or not."""
    if not isinstance(content, dict) or len(str(content)) > LONGEST_DRAFT:
        raise ValidationError("The draft cannot be read, or is longer than a worksheet can be.")
    readable(content)


@transaction.atomic
def submit(assignment, *, content, by, id=None):
    """Freeze the appraisal. The last one of the round reveals it, in this transaction."""
    round = assignment.round
    can_appraise(by, assignment).enforce()
    if id and sealed.appraisals.filter(pk=id, assignment=assignment).exists():
        return sealed.appraisals.get(pk=id)
    _refuse_submitted(assignment)
    hold_round(round, RoundState.OPEN)
    # Asked again, now that nobody else can change the answers.
    assignment.refresh_from_db(fields=["ended_at"])
    can_appraise(by, assignment).enforce()
    _refuse_submitted(assignment)
    worksheet = complete(round, content)
    appraisal = Appraisal(
        id=id or uuid.uuid4(),
        assignment=assignment,
        round=round,
        appraiser=by,
        proposed=worksheet.proposed,
        result=worksheet.result,
        trace=worksheet.trace,
        rationale=worksheet.rationale,
        submitted_at=timezone.now(),
    )
    _insert(appraisal)
    sealed.judgements.bulk_create(
        Judgement(appraisal=appraisal, item=item, **values)
        for item, values in worksheet.judgements.items()
    )
    record("submit", appraisal, by=by, round=round, made=[appraisal])
    if _is_complete(round):
        uncover(round, by=by)
    return appraisal


def _insert(appraisal):
    """The database's own words would tell of rows that stay hidden."""
    try:
        with transaction.atomic():
            appraisal.save(force_insert=True)
    except IntegrityError as error:
        raise Conflict("This appraisal cannot be submitted; reload the page.") from error


def _refuse_submitted(assignment):
    if sealed.appraisals.filter(assignment=assignment).exists():
        raise Conflict("You have submitted this appraisal already.")


def _is_complete(round):
    """Whether nobody owes an appraisal and the minimum is in."""
    submitted = sealed.appraisals.filter(round=round)
    owed = Assignment.objects.current().filter(round=round)
    return (
        submitted.count() >= round.minimum
        and not owed.exclude(pk__in=submitted.values("assignment_id")).exists()
    )

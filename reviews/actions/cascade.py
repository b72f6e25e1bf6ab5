"""Following notices to the claims they reach: exposures, re-evaluations, and the public rows.

`follow` and `follow_claim` are parts of other actions, which write the event.
"""

import uuid
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from reviews.actions.events import record
from reviews.actions.exposures import renew
from reviews.actions.moves import needed_reason, panel_of
from reviews.actions.notices_since import tell
from reviews.actions.people import system
from reviews.actions.refusals import refused
from reviews.actions.standings import LISTED, RESTS_ON_LISTED, answer, doubt
from reviews.exceptions import Conflict
from reviews.integrity.cascade import GRAVITY, trace
from reviews.models import Citation, Exposure, Reevaluation, Round, Standing
from reviews.permissions import can
from reviews.vocabulary import PublicationStatus, RoundState

BATCH = 2000
ANSWERED = "Nothing that the claim rests on is listed as retracted, corrected or of concern now."


@dataclass(frozen=True)
class Followed:
    """Ids of the published claims whose re-evaluation began or ended."""

    opened: tuple[uuid.UUID, ...] = ()
    closed: tuple[uuid.UUID, ...] = ()


def follow(papers=None, *, matches=(), mended=()):
    """After what is known of some papers (ids, or all) or what rests on them changed: name the
    paper of the claim and every paper it cites or cited. `matches` are new ones; of the papers
    `mended` (ids) a source may tell otherwise than it did.

    Exposures, public rows and tasks are then as they should be, whatever they were before; at
    most DEPTH steps away, as `integrity.cascade` says. Call it inside the action's transaction.
    """
    now = timezone.now()
    traced = trace(papers)
    renewed = renew(now)
    listed = {traced.keeper(match.paper_id) for match in matches}
    asked = Exposure.objects.current().filter(paper__in=listed, claim__standing__isnull=False)
    pairs = renewed.new | set(asked.values_list("claim_id", "paper_id"))
    named = listed | {traced.keeper(paper) for paper in (*(papers or ()), *mended)}
    told = tell(renewed.claims | {claim for claim, _ in pairs}, named)
    opened = _open({pair for pair in pairs if pair in told}, now)
    return Followed(opened, _answer(now))


def follow_claim(claim):
    """After a claim came, went or came back, or was graded."""
    bodies = Round.objects.for_panel().filter(claim=claim, state=RoundState.DECIDED)
    papers = {
        claim.source.paper_id,
        *Citation.objects.filter(claim=claim).values_list("paper_id", flat=True),
        *bodies.filter(body__papers__isnull=False).values_list("body__papers", flat=True),
    }
    return follow(papers)


@transaction.atomic
def close_reevaluation(task, *, reason, by):
    """A person has looked at the claim again. What was listed stays told beside it."""
    panel = panel_of(task.claim)
    can(by, "close_reevaluation", panel).enforce()
    reason = needed_reason(reason, "Say what came of the re-evaluation.")
    current = Reevaluation.objects.current().filter(pk=task.pk)
    if not current.update(closed_at=timezone.now(), closed_by=by, decision=reason):
        raise Conflict("This re-evaluation is closed already.")
    answer([task.claim_id])
    record("close_reevaluation", task, by=by, panel=panel, reason=reason)
    task.refresh_from_db()
    return task


def close_by_publishing(claims, release):
    """Whoever publishes claims anew has looked at them again; the event is the edition's."""
    Reevaluation.objects.current().filter(claim__in=claims).update(
        closed_at=release.published_at,
        closed_by=release.published_by,
        decision=f"Published anew in edition {release.number}.",
    )


def _open(pairs, now):
    """One task for each claim, however many causes, and none beside one that is open."""
    claims = {claim for claim, _ in pairs}
    there = Reevaluation.objects.current().filter(claim__in=claims).values_list("claim", flat=True)
    public = Standing.objects.listed().filter(pk__in=claims).values_list("pk", flat=True)
    claims = {*public} - {*there}
    causes = {}
    found = Exposure.objects.current().filter(claim__in=claims).select_related("paper")
    for exposure in sorted(found, key=_urgency):
        if (exposure.claim_id, exposure.paper_id) in pairs:
            causes.setdefault(exposure.claim_id, exposure)
    with refused():
        Reevaluation.objects.bulk_create(
            [Reevaluation(claim_id=pk, reason=_reason(exposure), opened_at=now)
             for pk, exposure in causes.items()],
            batch_size=BATCH,
        )  # fmt: skip
    own = {pk for pk, exposure in causes.items() if not exposure.steps}
    doubt(own, LISTED)
    doubt(causes.keys() - own, RESTS_ON_LISTED)
    return tuple(sorted(causes))


def _answer(now):
    """Close the tasks of claims that rest on nothing listed any more."""
    waiting = Reevaluation.objects.current().exclude(
        claim__in=Exposure.objects.current().values("claim")
    )
    closed = tuple(sorted(waiting.values_list("claim", flat=True)))
    if closed:
        waiting.update(closed_at=now, closed_by=system(), decision=ANSWERED)
        answer(closed)
    return closed


def _urgency(exposure):
    return GRAVITY.index(exposure.status), exposure.steps, exposure.paper_id


def _reason(exposure):
    status = PublicationStatus(exposure.status).label
    if not exposure.steps:
        return f"{status}: the paper of the claim."
    away = (
        "cited or graded with the claim" if exposure.steps == 1 else f"{exposure.steps} steps away"
    )
    return f"{status}: “{exposure.paper.title}”, {away}."

"""Blinded passes: opening, staffing, revealing and voiding them."""

import uuid

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from reviews.actions.assignments import end
from reviews.actions.events import record, round_head
from reviews.actions.moves import hold, hold_unmerged, needed_reason
from reviews.actions.panels import hold_panel, hold_seat
from reviews.actions.refusals import refused
from reviews.actions.standings import keep, reappraise
from reviews.exceptions import Conflict
from reviews.instruments.definition import Subject, suits
from reviews.models import Assignment, Override, Protocol, Round, Watch, sealed
from reviews.permissions import (
    can,
    can_assign,
    can_open,
    can_override,
    can_reveal,
    can_use,
    can_watch,
)
from reviews.recusal import refusal
from reviews.vocabulary import ClaimState, Kind, Purpose, RoundState, StudyDesign
from reviews.workflow import ROUND_MOVES

LONGEST_RESULT = 500  # characters
GRADABLE = (ClaimState.ACCEPTED, ClaimState.GRADED, ClaimState.PUBLISHED)


@transaction.atomic
def open_round(
    *, instrument, by, claim=None, body=None, paper=None, result="", reason="",
    purpose=Purpose.PANEL, id=None, instead_of=None,
):  # fmt: skip
    """`instrument` is the key of one that the protocol in force lists. A question that was
    decided before needs a reason to be opened again, and the new round names the old one; so
    does a round `instead_of` one that was made void.
    What is opened for calibration changes nothing that the panel says of its subject."""
    subject_paper = paper or claim.source.paper
    panel = subject_paper.panel
    can_open(by, panel).enforce()
    known = id and Round.objects.filter(pk=id, panel=panel).first()
    if known:
        return known
    hold_panel(panel)
    protocol = Protocol.objects.in_force(panel)
    can_use(protocol, instrument).enforce()
    listed = protocol.instruments.select_related("instrument").get(instrument__key=instrument)
    adopted = listed.instrument
    if claim:
        _check_claim(claim, body, adopted.parsed)
        if purpose == Purpose.PANEL:
            _check_eligible(claim, protocol)
    else:
        _check_paper(paper, result, adopted.parsed)
        hold_unmerged(paper)
    subject = {"claim": claim, "body__outcome": body and body.outcome_id, "paper": paper,
               "result": result, "instrument__key": instrument}  # fmt: skip
    if Round.objects.running().filter(**subject).exists():
        raise Conflict("A round on this is running already.")
    decided = Round.objects.filter(**subject, purpose=purpose, state=RoundState.DECIDED)
    previous = instead_of or decided.order_by("-opened_at").first()
    if previous:
        reason = needed_reason(reason, "This was decided before: say why it is opened again.")
    opened = Round(
        id=id or uuid.uuid4(),
        panel=panel,
        protocol=protocol,
        purpose=purpose,
        instrument=adopted,
        chosen=listed.chosen,
        claim=claim,
        revision=claim and claim.revision,
        body=body,
        paper=paper,
        result=result,
        minimum=protocol.appraisers_per_round,
        is_naming_appraisers=protocol.is_naming_appraisers,
        reopens=previous,
        reason=reason,
        opened_at=timezone.now(),
        opened_by=by,
    )
    with refused():
        opened.save(force_insert=True)
    if claim and purpose == Purpose.PANEL:
        reappraise(claim)
    record("open", opened, by=by, round=opened, protocol=protocol.pk, purpose=purpose,
           instrument=adopted.sha256, reason=reason)  # fmt: skip
    return opened


@transaction.atomic
def assign(round, user, *, by):
    """Raises PermissionDenied with the reason if an interest, authorship or a look bars."""
    can_assign(by, round, user).enforce()
    hold_seat(round.panel, user)
    hold_round(round, RoundState.OPEN)
    can_assign(by, round, user).enforce()  # again: a look may have come between
    if Assignment.objects.filter(round=round, user=user).exists():
        raise Conflict(f"{user.name} is or was assigned in this round already.")
    assignment = Assignment.objects.create(
        round=round, user=user, assigned_at=timezone.now(), assigned_by=by
    )
    record("assign", assignment, by=by, round=round, user=user.pk)
    return assignment


@transaction.atomic
def unassign(assignment, *, reason, by):
    """End an assignment. What was submitted stays; the answer tells nothing about it."""
    round = assignment.round
    can(by, "unassign", round.panel).enforce()
    reason = needed_reason(reason, "Say why the assignment ends.")
    hold_round(round, RoundState.OPEN)
    if not end(assignment, reason=reason, by=by):
        raise Conflict("This assignment has ended already.")
    assignment.refresh_from_db()
    return assignment


@transaction.atomic
def override(round, user, *, reason, by):
    """Let a barred person take part in this round; recorded by someone else, with a reason."""
    can_override(by, round, user).enforce()
    reason = needed_reason(reason, "Say why this person may take part.")
    hold_round(round, RoundState.OPEN, RoundState.REVEALED)
    sentence = refusal(user, round)
    if not sentence:
        raise Conflict(f"Nothing bars {user.name} from this round.")
    try:
        with transaction.atomic():
            recorded = Override.objects.create(
                round=round, user=user, refusal=sentence, reason=reason,
                recorded_at=timezone.now(), recorded_by=by,
            )  # fmt: skip
    except IntegrityError as error:
        raise Conflict(f"An override for {user.name} stands already.") from error
    record("override", recorded, by=by, **_place(round), user=user.pk, reason=reason)
    return recorded


@transaction.atomic
def watch(round, *, by):
    """Look at who submitted. From then on this chair cannot be assigned in the round."""
    can_watch(by, round).enforce()
    hold_round(round, RoundState.OPEN)
    can_watch(by, round).enforce()  # again: an assignment may have come between
    watched, is_new = Watch.objects.get_or_create(
        round=round, user=by, defaults={"watched_at": timezone.now()}
    )
    if not is_new:
        raise Conflict("You watch this round already.")
    record("watch", watched, by=by, round=round)
    return watched


def progress(round, user):
    """[(assignment, has submitted)] for a chair who watches, in the order of assigning; of
    those that ended, the ones that left an appraisal, which counts."""
    can_reveal(user, round).enforce()
    submitted = set(sealed.appraisals.filter(round=round).values_list("assignment_id", flat=True))
    everyone = round.assignments.select_related("user").order_by("assigned_at", "pk")
    return [
        (assignment, assignment.pk in submitted)
        for assignment in everyone
        if assignment.ended_at is None or assignment.pk in submitted
    ]


@transaction.atomic
def reveal(round, *, reason, by):
    """End the blinding before everyone has submitted, once the minimum is in."""
    can_reveal(by, round).enforce()
    reason = needed_reason(reason, "Say why the round is revealed early.")
    hold_round(round, RoundState.OPEN)
    if sealed.appraisals.filter(round=round).count() < round.minimum:
        raise Conflict(
            f"At least {round.minimum} appraisals must be in before a reveal. If nobody owes one"
            " any more, assign another member, or make the round void."
        )
    return uncover(round, by=by, reason=reason)


def uncover(round, *, by, reason=""):
    """Reveal a held, open round: its chain's head goes into the panel's chain."""
    Round.objects.filter(pk=round.pk).update(
        state=RoundState.REVEALED,
        revealed_at=timezone.now(),
        revealed_by=by,
        revealed_reason=reason,
    )
    record("reveal", round, by=by, panel=round.panel, round_chain=round_head(round), reason=reason)
    round.refresh_from_db()
    return round


@transaction.atomic
def void(round, *, reason, by):
    """End a round without a verdict; unrevealed appraisals stay hidden."""
    can(by, "void", round.panel).enforce()
    reason = needed_reason(reason, "Say why the round is void.")
    voidable = Round.objects.filter(pk=round.pk, state__in=ROUND_MOVES["void"].sources)
    if not voidable.update(
        state=RoundState.VOID, voided_at=timezone.now(), voided_by=by, voided_reason=reason
    ):
        raise Conflict("This round has ended already.")
    if round.claim_id:
        keep(round.claim)
    record("void", round, by=by, panel=round.panel, round_chain=round_head(round), reason=reason)
    round.refresh_from_db()
    return round


def hold_round(round, *states):
    """Take the round's row for this transaction; raises Conflict if it left `states`."""
    for state in states:
        if Round.objects.filter(pk=round.pk, state=state).update(state=state):
            round.refresh_from_db(fields=["state", "revealed_at"])
            return
    raise Conflict("This round has moved on; reload the page to see where it stands.")


def _place(round):
    """The chain for what happens in a round: its own while it is blinded."""
    return {"round": round} if round.state == RoundState.OPEN else {"panel": round.panel}


def _check_claim(claim, body, instrument):
    if instrument.subject != Subject.CLAIM:
        raise ValidationError(f"{instrument.name} judges a paper, not a claim.")
    if body is None:
        raise ValidationError("Choose the question, the outcome and the body to be graded.")
    if body.outcome.question.panel_id != claim.source.paper.panel_id:
        raise ValidationError("This body of evidence belongs to another panel.")
    hold(claim, states=GRADABLE)
    if claim.wording.kind == Kind.BACKGROUND:
        raise ValidationError("Background is accepted but never graded alone.")


def _check_eligible(claim, protocol):
    wording = claim.wording
    if wording.kind not in protocol.kinds or wording.scope not in protocol.scopes:
        what = f"{wording.get_kind_display()}, {wording.get_scope_display()}".lower()
        raise ValidationError(
            f"Version {protocol.number} of the protocol does not take this kind of claim "
            f"({what}). Leave it out, or amend the protocol."
        )


def _check_paper(paper, result, instrument):
    if instrument.subject != Subject.PAPER:
        raise ValidationError(f"{instrument.name} judges a claim, not a paper.")
    if not suits(instrument, StudyDesign(paper.design)):
        design = paper.get_design_display().lower()
        raise ValidationError(f"{instrument.name} is not made for this design ({design}).")
    if not 0 < len(result.strip()) <= LONGEST_RESULT:
        raise ValidationError(
            f"Say which result of the paper is judged, in {LONGEST_RESULT} characters or fewer."
        )

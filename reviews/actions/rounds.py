"""Blinded passes: opening, staffing, revealing and voiding them."""

import uuid

from django.db import IntegrityError, transaction
from django.utils import timezone

from reviews.actions.assignments import end
from reviews.actions.events import record, round_head
from reviews.actions.motion_ends import end_with_round
from reviews.actions.moves import hold_unmerged, needed_reason
from reviews.actions.panels import hold_panel, hold_seat
from reviews.actions.refusals import insert, refused, same
from reviews.actions.round_subjects import check_claim, check_eligible, judged
from reviews.actions.standings import keep, reappraise
from reviews.exceptions import Conflict
from reviews.models import Assignment, Lease, Override, Protocol, Round, Watch, sealed
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
from reviews.vocabulary import Purpose, RoundState
from reviews.workflow import ROUND_MOVES

AGAIN = "This was decided before: say why it is opened again."
KNOWN = (
    "This was appraised for calibration, so its answers are known: say why the panel appraises "
    "it all the same."
)


@transaction.atomic
def open_round(
    *, instrument, by, claim=None, body=None, paper=None, result="",
    paper_result=None, reason="", purpose=Purpose.PANEL, id=None, instead_of=None,
):  # fmt: skip
    """`instrument` is the key of one that the protocol in force lists. A question that was
    decided before needs a reason to be opened again, and the new round names the old one; so
    does a round `instead_of` one that was made void. A reason that is not needed is kept too.
    What is opened for calibration changes nothing that the panel says of its subject."""
    subject_paper = paper or claim.source.paper
    panel = subject_paper.panel
    can_open(by, panel).enforce()
    asked = {"claim": claim, "body": body, "paper": paper, "paper_result": paper_result}
    asked = {f"{name}_id": row and row.pk for name, row in asked.items()}
    if known := same(Round, id, panel_id=panel.pk, purpose=purpose, **asked):
        return known
    hold_panel(panel)
    listed = _listed(Protocol.objects.in_force(panel), instrument)
    about = {"claim": claim, "body": body, "paper": paper, "paper_result": paper_result,
             "result": result}  # fmt: skip
    about["result"] = _checked(about, listed, purpose)
    previous, sentence = _before(about, instrument, purpose)
    previous = instead_of or previous
    is_again = previous or sentence
    reason = needed_reason(reason, sentence or AGAIN) if is_again else reason.strip()
    opened = Round(
        id=id or uuid.uuid4(),
        panel=panel,
        protocol=listed.protocol,
        purpose=purpose,
        instrument=listed.instrument,
        chosen=listed.chosen,
        revision=claim and claim.revision,
        minimum=listed.protocol.appraisers_per_round,
        is_naming_appraisers=listed.protocol.is_naming_appraisers,
        reopens=previous,
        reason=reason,
        opened_at=timezone.now(),
        opened_by=by,
        **about,
    )
    with refused():
        opened.save(force_insert=True)
    if claim and purpose == Purpose.PANEL:
        reappraise(claim)
    record("open", opened, by=by, round=opened, protocol=opened.protocol_id, purpose=purpose,
           instrument=opened.instrument.sha256, reason=reason)  # fmt: skip
    return opened


def _listed(protocol, instrument):
    """The protocol's row for the instrument of this key; raises PermissionDenied if none."""
    can_use(protocol, instrument).enforce()
    rows = protocol.instruments.select_related("instrument", "protocol")
    return rows.get(instrument__key=instrument)


def _checked(about, listed, purpose):
    """What of a paper is judged, in words; "" for a claim."""
    definition = listed.instrument.parsed
    if about["claim"]:
        check_claim(about["claim"], about["body"], definition)
        if purpose == Purpose.PANEL:
            check_eligible(about["claim"], listed.protocol)
        return ""
    words = judged(about["paper"], about["paper_result"], about["result"], definition)
    hold_unmerged(about["paper"])
    return words


def _before(about, instrument, purpose):
    """(the newest decided round on the same, why a reason is asked for, or ""); raises Conflict
    while one runs."""
    body = about["body"]
    same = Round.objects.filter(
        claim=about["claim"], body__outcome=body and body.outcome_id, paper=about["paper"],
        result=about["result"], instrument__key=instrument,
    )  # fmt: skip
    if same.running().exists():
        raise Conflict("A round on this is running already.")
    decided = same.filter(purpose=purpose, state=RoundState.DECIDED)
    previous = decided.order_by("-opened_at").first()
    if previous:
        return previous, AGAIN
    known = same.filter(purpose=Purpose.CALIBRATION).revealed()
    return None, KNOWN if purpose == Purpose.PANEL and known.exists() else ""


@transaction.atomic
def assign(round, user, *, by, id=None):
    """Raises PermissionDenied with the reason if an interest, authorship or a look bars. The same
    id again is the same assignment."""
    can(by, "assign", round.panel).enforce()
    if known := same(Assignment, id, round_id=round.pk, user_id=user.pk):
        return known
    can_assign(by, round, user).enforce()
    hold_seat(round.panel, user)
    hold_round(round, RoundState.OPEN)
    can_assign(by, round, user).enforce()  # again: a look may have come between
    if Assignment.objects.filter(round=round, user=user).exists():
        raise Conflict(f"{user.name} is or was assigned in this round already.")
    assignment = insert(
        Assignment(
            id=id or uuid.uuid4(), round=round, user=user,
            assigned_at=timezone.now(), assigned_by=by,
        )
    )  # fmt: skip
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
def override(round, user, *, reason, by, id=None):
    """Let a barred person take part in this round; recorded by someone else, with a reason. The
    same id with the same content again is the same override."""
    can_override(by, round, user).enforce()
    reason = needed_reason(reason, "Say why this person may take part.")
    if known := same(Override, id, round_id=round.pk, user_id=user.pk, reason=reason):
        return known
    hold_round(round, RoundState.OPEN, RoundState.REVEALED)
    sentence = refusal(user, round)
    if not sentence:
        raise Conflict(f"Nothing bars {user.name} from this round.")
    try:
        with transaction.atomic():
            recorded = Override.objects.create(
                id=id or uuid.uuid4(), round=round, user=user, refusal=sentence, reason=reason,
                recorded_at=timezone.now(), recorded_by=by,
            )  # fmt: skip
    except IntegrityError as error:
        raise Conflict(f"An override for {user.name} stands already.") from error
    record("override", recorded, by=by, **_place(round), user=user.pk, reason=reason)
    return recorded


@transaction.atomic
def watch(round, *, by, id=None):
    """Look at who submitted. From then on this chair cannot be assigned in the round. The same id
    again is the same look."""
    can_watch(by, round).enforce()
    if known := same(Watch, id, round_id=round.pk, user_id=by.pk):
        return known
    hold_round(round, RoundState.OPEN)
    can_watch(by, round).enforce()  # again: an assignment may have come between
    watched, is_new = Watch.objects.get_or_create(
        round=round, user=by, defaults={"id": id or uuid.uuid4(), "watched_at": timezone.now()}
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
    """End a round without a verdict, and with it a verdict that is proposed in it, and whose turn
    it was to settle; unrevealed appraisals stay hidden."""
    can(by, "void", round.panel).enforce()
    reason = needed_reason(reason, "Say why the round is void.")
    voidable = Round.objects.filter(pk=round.pk, state__in=ROUND_MOVES["void"].sources)
    if not voidable.update(
        state=RoundState.VOID, voided_at=timezone.now(), voided_by=by, voided_reason=reason
    ):
        raise Conflict("This round has ended already.")
    if round.claim_id:
        keep(round.claim)
    answers = end_with_round(round, reason=reason, by=by)
    Lease.objects.filter(pk=round.pk).delete()
    record("void", round, by=by, panel=round.panel, made=answers, round_chain=round_head(round),
           reason=reason)  # fmt: skip
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

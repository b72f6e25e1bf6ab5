"""How actions take a claim's row and move its state: guarded updates, never a look and a leap."""

from django.core.exceptions import ValidationError
from django.db.models import F

from reviews.exceptions import Conflict
from reviews.models import Claim, Paper, Round
from reviews.vocabulary import ClaimState
from reviews.workflow import CLAIM_MOVES


def panel_of(claim):
    return claim.source.paper.panel


def hold(claim, *, states=tuple(ClaimState)):
    """Take the claim's row for this transaction; raises Conflict if it left `states`.

    The UPDATE tests the state and locks the row, so of two people who act at once the
    second sees what the first did, on SQLite as on PostgreSQL.
    """
    held = Claim.objects.filter(pk=claim.pk, state__in=[str(state) for state in states])
    if not held.update(state=F("state")):
        claim.refresh_from_db(fields=["state", "overall_choice"])
        raise Conflict(f"This claim is {claim.get_state_display().lower()} by now.")
    claim.refresh_from_db(fields=["state", "revision", "wording", "overall_choice"])


def hold_unappraised(claim, *, states=tuple(ClaimState)):
    """As `hold`, and refuse while a round fixes the claim's extent and wording."""
    hold(claim, states=states)
    if Round.objects.running().filter(claim=claim).exists():
        raise Conflict("A round on this claim is running; its extent and wording are fixed.")


def hold_unmerged(*papers):
    """Take the papers' rows; raises Conflict if a record was merged into another, which is
    where all work on the paper goes on."""
    held = Paper.objects.filter(pk__in={paper.pk for paper in papers}, merged_into=None)
    if held.update(design=F("design")) < len({paper.pk for paper in papers}):
        raise Conflict("This record was merged into another: go on with the one that is kept.")


def needed_reason(reason, sentence):
    """The reason, trimmed; raises ValidationError with the sentence if there is none."""
    if not reason.strip():
        raise ValidationError(sentence)
    return reason.strip()


def shift(claim, verb):
    """Apply one move of the workflow, or raise Conflict. For actions that write their own
    event; the UPDATE itself tests the state, so of two who press at once one succeeds."""
    move = CLAIM_MOVES[verb]
    moved = Claim.objects.filter(pk=claim.pk, state__in=move.sources).update(state=move.target)
    claim.refresh_from_db(fields=["state"])
    if not moved:
        raise Conflict(
            f"This claim is {claim.get_state_display().lower()} by now: too late to {verb} it."
        )

"""Recording the situations in which strong advice on low certainty is defensible."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from reviews.actions.events import record
from reviews.actions.flags import refresh
from reviews.actions.moves import hold, panel_of
from reviews.actions.wordings import CORRECTABLE
from reviews.exceptions import Conflict
from reviews.models import ClaimException
from reviews.permissions import can_weigh
from reviews.vocabulary import Certainty, Direction
from reviews.wording.exceptions import exception_refusals


@transaction.atomic
def record_exception(
    claim, *, situation, direction, reason, by, benefit_certainty=None, harm_certainty=None
):
    """Certainties are Certainty steps or None. Raises ValidationError with every sentence
    that speaks against the exception, Conflict if one stands already."""
    can_weigh(by, claim, "record_exception").enforce()
    if direction not in list(Direction):
        raise ValidationError("Say whether the claim advises for or against.")
    benefit, harm = (
        Certainty(step) if step else None for step in (benefit_certainty, harm_certainty)
    )
    refusals = exception_refusals(situation, Direction(direction), reason, benefit, harm)
    if refusals:
        raise ValidationError(refusals)
    hold(claim, states=CORRECTABLE)
    if claim.exceptions.current().exists():
        raise Conflict("The claim has an exception already; withdraw it first.")
    exception = ClaimException.objects.create(
        claim=claim,
        situation=situation,
        direction=direction,
        reason=reason.strip(),
        benefit_certainty=benefit,
        harm_certainty=harm,
        recorded_at=timezone.now(),
        recorded_by=by,
    )
    refresh(claim)
    record("record_exception", claim, by=by, panel=panel_of(claim),
           exception=exception.pk, situation=situation, reason=reason)  # fmt: skip
    return exception


@transaction.atomic
def withdraw_exception(exception, *, by):
    """The flag it softened is red again; the row stays, with the day."""
    claim = exception.claim
    can_weigh(by, claim, "record_exception").enforce()
    hold(claim)
    standing = ClaimException.objects.current().filter(pk=exception.pk)
    if not standing.update(withdrawn_at=timezone.now(), withdrawn_by=by):
        raise Conflict("This exception was withdrawn already.")
    refresh(claim)
    record("withdraw_exception", claim, by=by, panel=panel_of(claim), exception=exception.pk)
    return claim

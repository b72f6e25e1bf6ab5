"""Choosing which critical outcome sets the overall certainty of a claim."""

import uuid

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from reviews.actions.events import record
from reviews.actions.flags import refresh
from reviews.actions.moves import hold, needed_reason, panel_of
from reviews.actions.refusals import insert, same
from reviews.actions.wordings import CORRECTABLE
from reviews.exceptions import Conflict
from reviews.models import Claim, OverallChoice
from reviews.models.facts import facts, graded_outcomes, weighed
from reviews.permissions import can_weigh
from reviews.vocabulary import Branch
from reviews.wording.overall import Choice, hindrances, nothing_to_choose


@transaction.atomic
def choose(claim, *, branch, reason, replaces, by, outcome=None, id=None):
    """The lowest, or, with the id of a critical outcome that alone would justify the advice, the
    highest. Choosing the lowest takes an earlier choice back; every choice stays on record.

    `replaces` is the number of the choice that was read, 0 before the first. The same id with
    the same content again is the same choice. Raises ValidationError with every sentence that
    speaks against it, Conflict if somebody chose meanwhile.
    """
    can_weigh(by, claim, "choose_overall").enforce()
    reason = needed_reason(reason, "Say why the overall certainty is taken so.")
    hold(claim, states=CORRECTABLE)
    content = {
        "claim_id": claim.pk, "number": replaces + 1, "branch": str(branch),
        "outcome_id": outcome, "reason": reason,
    }  # fmt: skip
    if known := same(OverallChoice, id, **content):
        return known
    standing = claim.overall_choice
    if replaces != (standing.number if standing else 0):
        raise Conflict("Somebody chose meanwhile: read what they chose, then choose again.")
    choice = insert(
        OverallChoice(
            id=id or uuid.uuid4(),
            round_id=_verdict(claim, branch, outcome, standing),
            chosen_at=timezone.now(),
            chosen_by=by,
            **content,
        )
    )
    claim.overall_choice = choice
    Claim.objects.filter(pk=claim.pk).update(overall_choice=choice)
    refresh(claim)
    record("choose_overall", claim, by=by, panel=panel_of(claim), made=[choice],
           branch=choice.branch, outcome=choice.outcome_id, reason=reason)  # fmt: skip
    return choice


def _verdict(claim, branch, outcome, standing):
    """The round whose verdict the choice rests on, None for the lowest."""
    outcomes = graded_outcomes([claim]).get(claim.pk, [])
    found = weighed(outcomes)
    if branch == Branch.LOWEST:
        takes_back = standing is not None and standing.branch == Branch.HIGHEST
        missing = nothing_to_choose(found)
        if missing and not takes_back:
            raise ValidationError(missing)
        return None
    verdict = {each.key: each.verdict for each in found}.get(outcome)
    choice = Choice(Branch.HIGHEST, outcome, verdict)
    if refusals := hindrances(found, choice, direction=facts(claim).direction):
        raise ValidationError(refusals)
    return verdict

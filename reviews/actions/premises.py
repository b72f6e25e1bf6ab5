"""From which span of its source a claim is argued."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from reviews.actions.events import record
from reviews.actions.flags import propose_flags, refresh
from reviews.actions.moves import hold_unappraised, panel_of
from reviews.exceptions import Conflict
from reviews.models import Premise
from reviews.permissions import can
from reviews.vocabulary import Advice, FlagCode, FlagState
from reviews.wording.facts import drops_hedge
from reviews.wording.readings import read


@transaction.atomic
def propose(claim, *, start, end, exact, by):
    """A person names the premise, which confirms it; its wording is read by the detector."""
    can(by, "decide_premise", panel_of(claim)).enforce()
    hold_unappraised(claim)
    text = claim.source.text
    if not 0 <= start < end <= len(text) or text[start:end] != exact:
        raise ValidationError(
            "The premise differs from the text at this place. Select it again in the text."
        )
    if claim.premises.filter(start=start, end=end).exists():
        raise Conflict("The claim has this premise already.")
    reading = read(claim.source.text, start, end)
    premise = Premise.objects.create(
        claim=claim,
        start=start,
        end=end,
        exact=exact,
        advice=reading.advice,
        language_level=reading.language_level,
        state=FlagState.CONFIRMED,
        decided_at=timezone.now(),
        decided_by=by,
    )
    propose_hedge_dropped(claim)
    record("propose_premise", claim, by=by, panel=panel_of(claim), premise=premise.pk)
    return premise


@transaction.atomic
def decide(premise, *, state, by):
    """Confirm or dismiss a proposed premise; a confirmed one may show a dropped hedge."""
    claim = premise.claim
    can(by, "decide_premise", panel_of(claim)).enforce()
    hold_unappraised(claim)
    if state not in (FlagState.CONFIRMED, FlagState.DISMISSED):
        raise ValidationError("Confirm the premise or dismiss it.")
    undecided = Premise.objects.filter(pk=premise.pk).exclude(state=state)
    if not undecided.update(state=state, decided_at=timezone.now(), decided_by=by):
        raise Conflict("Someone has decided this premise so already.")
    propose_hedge_dropped(claim)
    record("decide_premise", claim, by=by, panel=panel_of(claim), premise=premise.pk, state=state)
    premise.refresh_from_db()
    return premise


def propose_hedge_dropped(claim):
    """Propose the flag where a confirmed premise is worded more carefully than the claim."""
    wording = claim.wording
    for premise in claim.premises.filter(state=FlagState.CONFIRMED):
        if drops_hedge(
            Advice(wording.advice),
            wording.language_level,
            Advice(premise.advice),
            premise.language_level,
        ):
            cues = [{"start": premise.start, "end": premise.end, "text": premise.exact,
                     "group": "premise"}]  # fmt: skip
            propose_flags([(claim, FlagCode.HEDGE_DROPPED, cues)])
            refresh(claim)
            return


def propose_premises(arguments):
    """Rows for (claim, reading of its premise) that the detector found."""
    Premise.objects.bulk_create(
        [
            Premise(
                claim=claim,
                start=reading.start,
                end=reading.end,
                exact=claim.source.text[reading.start : reading.end],
                advice=reading.advice,
                language_level=reading.language_level,
            )
            for claim, reading in arguments
        ],
        ignore_conflicts=True,
    )

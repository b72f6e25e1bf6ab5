"""Exceptions: why strong advice on low certainty is defensible here."""

from rest_framework import serializers

from reviews.actions import claim_exceptions
from reviews.api.claims import CERTAINTIES, CLAIM
from reviews.api.sent import Sent
from reviews.api.verbs import door, on, shape, verb
from reviews.models import ClaimException
from reviews.permissions import can_weigh
from reviews.vocabulary import Certainty, Direction, choices
from reviews.wording.exceptions import SITUATIONS

STEPS = {certainty.word: certainty for certainty in Certainty}


class Recording(Sent):
    """One of the five situations, by its number; the certainty of the benefit and of the harm
    where they were graded."""

    situation = serializers.IntegerField(min_value=min(SITUATIONS), max_value=max(SITUATIONS))
    direction = serializers.ChoiceField(choices(Direction))
    benefit_certainty = serializers.ChoiceField(CERTAINTIES, required=False, allow_null=True)
    harm_certainty = serializers.ChoiceField(CERTAINTIES, required=False, allow_null=True)
    reason = serializers.CharField()


def _certainty(name):
    """The word of a column that holds a step, or null."""

    def told(self, row) -> str | None:
        step = getattr(row, name)
        return step and Certainty(step).word

    return told


ExceptionOfClaim = shape(
    "ExceptionOfClaim", ClaimException,
    "A recorded situation, with the day on which it was withdrawn.",
    "id claim situation direction benefit_certainty harm_certainty reason recorded_at"
    " withdrawn_at",
    benefit_certainty=serializers.SerializerMethodField(),
    harm_certainty=serializers.SerializerMethodField(),
    get_benefit_certainty=_certainty("benefit_certainty"),
    get_harm_certainty=_certainty("harm_certainty"),
)  # fmt: skip


def _record(claim, *, by, benefit_certainty=None, harm_certainty=None, **said):
    steps = {"benefit_certainty": benefit_certainty, "harm_certainty": harm_certainty}
    steps = {name: STEPS.get(word) for name, word in steps.items()}
    return claim_exceptions.record_exception(claim, **said, **steps, by=by)


def _withdraw(exception, *, by):
    claim_exceptions.withdraw_exception(exception, by=by)
    exception.refresh_from_db()
    return exception


record = door(
    POST=verb(
        "record_exception", "record_exception", ExceptionOfClaim,
        "Record why strong advice on low certainty is defensible; one stands at a time.",
        on=CLAIM, act=_record, sent=Recording, status=201,
        permit=lambda user, claim: can_weigh(user, claim, "record_exception"),
    )
)  # fmt: skip
withdraw = door(
    POST=verb(
        "withdraw_exception", "record_exception", ExceptionOfClaim,
        "Take an exception back; that it stood stays on record.",
        on=on(ClaimException, "claim__source__paper__panel"), act=_withdraw,
        permit=lambda user, row: can_weigh(user, row.claim, "record_exception"),
    )
)  # fmt: skip

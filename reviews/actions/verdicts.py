"""Settling a revealed round, and the minority statements beside the verdict."""

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from reviews.actions import leases
from reviews.actions.cascade import follow_claim
from reviews.actions.events import record
from reviews.actions.flags import refresh
from reviews.actions.moves import needed_reason, shift
from reviews.actions.wordings import settle_wording
from reviews.actions.worksheets import complete
from reviews.exceptions import Conflict
from reviews.models import Dissent, Lease, Round, Settlement, Verdict, sealed
from reviews.permissions import can_dissent, can_settle
from reviews.vocabulary import Kind, Purpose, RoundState, SettledBy


@transaction.atomic
def settle(round, *, content, settled_by, by):
    """The panel's answers, and the result the instrument computes from them. A claim's GRADE
    verdict moves the claim to graded, settles its wording and rewrites its flags, unless the
    round was for calibration."""
    can_settle(by, round).enforce()
    if settled_by not in list(SettledBy):
        raise ValidationError("Say how the differences were settled.")
    if settled_by not in ways_to_settle(round):
        way = SettledBy(settled_by).label.lower()
        raise ValidationError(
            f"Version {round.protocol.number} of the protocol does not settle differences by "
            f"{way}: choose a way that it lists."
        )
    leases.hold_revealed(round)
    leases.require(round, by)
    Round.objects.filter(pk=round.pk).update(state=RoundState.DECIDED)
    worksheet = complete(round, content)
    _check_agreed(round, worksheet, settled_by)
    verdict = Verdict.objects.create(
        round=round,
        settled_by=settled_by,
        proposed=worksheet.proposed,
        result=worksheet.result,
        trace=worksheet.trace,
        rationale=worksheet.rationale,
        decided_at=timezone.now(),
        decided_by=by,
    )
    Settlement.objects.bulk_create(
        Settlement(verdict=verdict, item=item, **values)
        for item, values in worksheet.judgements.items()
    )
    if round.claim_id and round.purpose == Purpose.PANEL:
        _settle_claim(round, worksheet, by=by)
    Lease.objects.filter(pk=round.pk).delete()
    record("settle", round, by=by, panel=round.panel, made=[verdict])
    round.refresh_from_db(fields=["state"])
    return verdict


def ways_to_settle(round):
    """The words of SettledBy that the round's protocol lists; all for a round without one."""
    return [way for way in SettledBy if not round.protocol_id or way in round.protocol.settling]


@transaction.atomic
def dissent(round, *, statement, by):
    """An appraiser's minority statement; one a round, never edited."""
    can_dissent(by, round).enforce()
    statement = needed_reason(statement, "Write the minority statement.")
    try:
        with transaction.atomic():
            stated = Dissent.objects.create(
                round=round, statement=statement, stated_at=timezone.now(), stated_by=by
            )
    except IntegrityError as error:
        raise Conflict("You have stated a dissent in this round already.") from error
    record("dissent", stated, by=by, panel=round.panel)
    return stated


def agreed(round):
    """{item: answer} that every appraiser of a revealed round gave, and [items] that differ."""
    answers = {}
    appraisals = sealed.appraisals.filter(round=round, round__revealed_at__isnull=False)
    for item, answer in sealed.judgements.filter(appraisal__in=appraisals).values_list(
        "item", "answer"
    ):
        answers.setdefault(item, []).append(answer)
    count = appraisals.count()
    same = {
        item: given[0]
        for item, given in answers.items()
        if len(given) == count and len(set(given)) == 1
    }
    return same, sorted(set(answers) - set(same))


def _check_agreed(round, worksheet, settled_by):
    """Only what all answered alike is settled by agreement, and to decide otherwise than they
    all did needs a rationale."""
    same, differing = agreed(round)
    settled = {item: values["answer"] for item, values in worksheet.judgements.items()}
    if settled_by == SettledBy.AGREEMENT:
        if differing or settled != same:
            items = ", ".join(differing) or "what they all answered"
            raise ValidationError(
                f"The appraisers do not agree with this on {items}: "
                "settle by consensus, vote or adjudication."
            )
        if round.instrument.parsed.is_judged_by_people:
            _check_agreed_result(round, worksheet)
    against = [item for item, answer in same.items() if settled.get(item) != answer]
    if against and not worksheet.rationale:
        items = ", ".join(item.replace("_", " ") for item in against)
        raise ValidationError(
            {"rationale": f"All appraisers agree on {items}: say why the verdict differs."}
        )


def _check_agreed_result(round, worksheet):
    """Where no answer decides the result, agreement is also on the result."""
    results = set(sealed.appraisals.filter(round=round).values_list("result", flat=True))
    if results != {worksheet.result}:
        raise ValidationError(
            "The appraisers do not all give this result: settle by consensus, vote or adjudication."
        )


def _settle_claim(round, worksheet, *, by):
    claim = round.claim
    shift(claim, "grade")
    answers = {item: values["answer"] for item, values in worksheet.judgements.items()}
    level = answers.get("language_level")
    given = {
        "kind": answers["kind"],
        "advice": answers["advice"],
        "direction": answers.get("direction", ""),
        "language_level": int(level) if level else None,
    }
    if answers["kind"] == Kind.BACKGROUND:
        raise ValidationError("Background is accepted but never graded alone.")
    if any(getattr(claim.wording, field) != value for field, value in given.items()):
        settle_wording(claim, given, reason="Settled with the verdict.", by=by)
    else:
        refresh(claim)
    follow_claim(claim)

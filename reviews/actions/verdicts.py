"""Settling a revealed round."""

import uuid

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from reviews.actions import leases
from reviews.actions.cascade import follow_claim
from reviews.actions.events import record
from reviews.actions.flags import refresh
from reviews.actions.moves import shift
from reviews.actions.refusals import same
from reviews.actions.wordings import settle_wording
from reviews.actions.worksheets import complete
from reviews.exceptions import Conflict
from reviews.models import Lease, Round, Settlement, Verdict, sealed
from reviews.permissions import can_settle
from reviews.vocabulary import Kind, Purpose, RoundState, SettledBy


@transaction.atomic
def settle(round, *, content, settled_by=SettledBy.AGREEMENT, by, id=None):
    """Settle at once what all appraisers answered alike. Any other verdict is moved first, so
    that they can dissent (actions.motions); raises ValidationError. The same id again is the same
    verdict."""
    can_settle(by, round).enforce()
    if known := same(Verdict, id, round_id=round.pk, decided_by_id=by.pk):
        return known
    check_way(round, settled_by)
    if settled_by != SettledBy.AGREEMENT:
        raise ValidationError(
            "Only what all appraisers agree on stands at once: propose this verdict to them first."
        )
    leases.hold_revealed(round)
    leases.require(round, by)
    leases.refuse_motion(round)
    return decide(round, content=content, settled_by=settled_by, by=by, id=id)


@transaction.atomic
def settle_agreed(round, *, by):
    """Settle what all answered alike, as it stands in their appraisals. Raises Conflict where they
    differ on an item, or gave another result than the instrument, which needs the panel's own
    rationale."""
    can_settle(by, round).enforce()
    appraisals = sealed.appraisals.filter(round=round, round__revealed_at__isnull=False)
    if any(appraisal.result != appraisal.proposed for appraisal in appraisals):
        if round.instrument.parsed.is_judged_by_people:
            raise Conflict(
                "Here people judge the result; settle this on its own page, with a reason."
            )
        raise Conflict("An appraiser departed from the instrument; settle this on its own page.")
    _, differing = agreed(round)
    if differing:
        items = ", ".join(differing)
        raise Conflict(f"The appraisers differ on {items}; settle this on its own page.")
    return settle(round, content={"judgements": shared(round)}, by=by)


def decide(round, *, content, settled_by, by, also=(), id=None, **told):
    """The verdict of a held, revealed round: the panel's answers, and the result the instrument
    computes from them. A claim's GRADE verdict moves the claim to graded, settles its wording
    and rewrites its flags, unless the round was for calibration. `told` goes into the event,
    and so do the digests of `also`."""
    Round.objects.filter(pk=round.pk).update(state=RoundState.DECIDED)
    worksheet = checked(round, content, settled_by)
    verdict = Verdict.objects.create(
        id=id or uuid.uuid4(),
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
    record("settle", round, by=by, panel=round.panel, made=[verdict, *also], **told)
    round.refresh_from_db(fields=["state"])
    return verdict


def checked(round, content, settled_by):
    """The worksheet of a verdict. Raises ValidationError where it is incomplete, or lacks the
    reason that it needs."""
    worksheet = complete(round, content)
    _check_agreed(round, worksheet, settled_by)
    kind = worksheet.judgements.get("kind", {}).get("answer")
    if round.claim_id and kind == Kind.BACKGROUND:
        raise ValidationError("Background is accepted but never graded alone.")
    return worksheet


def check_way(round, settled_by):
    """Raises ValidationError unless the round's protocol settles differences in this way."""
    if settled_by not in list(SettledBy):
        raise ValidationError({"settled_by": "Say how the differences were settled."})
    if settled_by not in ways_to_settle(round):
        way = SettledBy(settled_by).label.lower()
        raise ValidationError(
            {
                "settled_by": f"Version {round.protocol.number} of the protocol does not settle "
                f"differences by {way}: choose a way that it lists."
            }
        )


def ways_to_settle(round):
    """The words of SettledBy that the round's protocol lists; all for a round without one."""
    return [way for way in SettledBy if not round.protocol_id or way in round.protocol.settling]


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


def shared(round):
    """{item: judgement, as a worksheet has it} of what every appraiser of a revealed round answered
    alike. It rests on what the first who named a quote or wrote a footnote named, and has the
    footnotes of all."""
    same, _ = agreed(round)
    rows = sealed.judgements.filter(appraisal__round=round, item__in=same).order_by("appraisal_id")
    found = {}
    for row in sorted(rows, key=lambda row: not (row.exact or row.note)):
        kept = found.setdefault(row.item, {"answer": row.answer, **_basis(row), "notes": {}})
        kept["notes"].setdefault(row.note)
    for kept in found.values():
        kept["note"] = "\n".join(filter(None, kept.pop("notes")))
    return found


def _basis(row):
    if not row.exact:
        return {"basis": row.basis}
    place = {"source": str(row.source_id), "start": row.start, "end": row.end, "exact": row.exact}
    return {"basis": row.basis, "quote": place}


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
    if any(getattr(claim.wording, field) != value for field, value in given.items()):
        settle_wording(claim, given, reason="Settled with the verdict.", by=by)
    else:
        refresh(claim)
    follow_claim(claim)

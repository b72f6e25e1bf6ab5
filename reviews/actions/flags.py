"""Flags: computed ones are rewritten when their grounds change, structural ones are proposed
by the detector and decided by people."""

from dataclasses import replace

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from reviews.actions.events import record
from reviews.actions.moves import hold_unappraised, needed_reason, panel_of
from reviews.exceptions import Conflict
from reviews.models import Claim, Flag
from reviews.models.facts import facts
from reviews.permissions import can
from reviews.vocabulary import FlagCode, FlagState
from reviews.wording import rules
from reviews.wording.labels import label

COMPUTED = frozenset(rule.code for rule in rules.RULES if rule.is_computed)


@transaction.atomic
def decide(flag, *, state, by, reason=""):
    """Confirm or dismiss a structural flag; a dismissal needs a reason."""
    claim = flag.claim
    can(by, "decide_flag", panel_of(claim)).enforce()
    hold_unappraised(claim)
    if flag.is_computed:
        raise Conflict("This flag is computed: it goes when its grounds go.")
    if state == FlagState.DISMISSED:
        reason = needed_reason(reason, "Say why the flag is dismissed.")
    if state not in (FlagState.CONFIRMED, FlagState.DISMISSED):
        raise ValidationError("Confirm the flag or dismiss it.")
    undecided = Flag.objects.filter(pk=flag.pk).exclude(state=state)
    if not undecided.update(state=state, reason=reason, decided_at=timezone.now(), decided_by=by):
        raise Conflict("Someone has decided this flag so already.")
    refresh(claim)
    record("decide_flag", claim, by=by, panel=panel_of(claim),
           code=flag.code, state=state, reason=reason)  # fmt: skip
    flag.refresh_from_db()
    return flag


@transaction.atomic
def raise_flag(claim, *, code, reason, by):
    """A person sets a structural flag that the detector did not propose, and says why."""
    can(by, "decide_flag", panel_of(claim)).enforce()
    reason = needed_reason(reason, "Say what the flag rests on.")
    if code in COMPUTED or code not in list(FlagCode):
        raise ValidationError("Choose a flag that people set; computed flags come by themselves.")
    hold_unappraised(claim)
    if Flag.objects.filter(claim=claim, code=code).exists():
        raise Conflict("The claim has this flag already.")
    code = FlagCode(code)
    flag = Flag.objects.create(
        claim=claim,
        code=code,
        severity=rules.default_severity(code),
        state=FlagState.CONFIRMED,
        reason=reason,
        decided_at=timezone.now(),
        decided_by=by,
    )
    refresh(claim)
    record("raise_flag", claim, by=by, panel=panel_of(claim), code=code, reason=reason)
    flag.refresh_from_db()
    return flag


def propose_flags(proposals):
    """Rows for what the detector points at: (claim, code, cues). Known flags stay as they are."""
    Flag.objects.bulk_create(
        [
            Flag(claim=claim, code=code, severity=rules.default_severity(code), cues=cues)
            for claim, code, cues in proposals
        ],
        ignore_conflicts=True,
    )


def refresh(claim):
    """Rewrite the label of a claim, its computed flags and the severities of the others."""
    known = facts(claim)
    claim.label = label(known)
    Claim.objects.filter(pk=claim.pk).update(label=claim.label)
    standing = {flag.code: flag for flag in rules.flags(known)}
    rows = {FlagCode(row.code): row for row in Flag.objects.filter(claim=claim)}
    gone = [row.pk for code, row in rows.items() if code in COMPUTED and code not in standing]
    Flag.objects.filter(pk__in=gone).delete()
    Flag.objects.bulk_create(
        [
            Flag(
                claim=claim,
                code=code,
                severity=flag.severity,
                state=FlagState.CONFIRMED,
                is_computed=True,
                explanation=flag.reason,
            )
            for code, flag in standing.items()
            if code in COMPUTED
        ],
        update_conflicts=True,
        unique_fields=["claim", "code"],
        update_fields=["severity", "explanation"],
    )
    _regrade([row for code, row in rows.items() if code not in COMPUTED], known)


def _regrade(rows, known):
    """Give structural flags the severity that they have, or would have if confirmed."""
    supposed = replace(known, confirmed=frozenset(FlagCode(row.code) for row in rows))
    severities = {flag.code: flag.severity for flag in rules.flags(supposed)}
    changed = []
    for row in rows:
        severity = severities.get(FlagCode(row.code), row.severity)
        if severity != row.severity:
            row.severity = severity
            changed.append(row)
    Flag.objects.bulk_update(changed, ["severity"])

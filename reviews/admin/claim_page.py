"""One claim on one page: in its text, with its wording, flags and notices, and its rounds with
everybody's answers as far as they are revealed."""

from reviews.models import Lease, Motion
from reviews.permissions import can_settle
from reviews.views.comparisons import comparison, result_label
from reviews.views.known import known_about
from reviews.views.readings import around, lines
from reviews.vocabulary import RoundState


def shown(claim, user):
    """What the template needs. Whoever appraises the claim sees neither wording nor flags, nor
    what earlier rounds came to."""
    [line] = lines([claim], user)
    rounds = claim.rounds.with_subject().select_related("verdict").order_by("-opened_at", "pk")
    return {
        "claim": claim,
        "line": line,
        "around": around(line),
        "about": known_about(claim) if line.reading else None,
        "rounds": [_round(round, user, is_shown=line.reading is not None) for round in rounds],
    }


def _round(round, user, *, is_shown):
    """Of a round that is not revealed, that it runs."""
    found = {"round": round, "comparison": None}
    if round.revealed_at is None or not is_shown:
        return found
    motion = None
    if round.state == RoundState.REVEALED:
        motion = Motion.objects.standing().filter(round=round).first()
        leases = Lease.objects.select_related("taken_by")
        found |= {
            "motion": motion,
            "permit": can_settle(user, round),
            "lease": leases.filter(pk=round.pk).first(),
        }
    concluded = motion or getattr(round, "verdict", None)
    instrument = round.instrument.parsed
    return found | {
        "comparison": comparison(round, user, motion),
        "column": "Proposed" if motion else "Settled" if concluded else "",
        "concluded": result_label(instrument, concluded.result) if concluded else "",
    }

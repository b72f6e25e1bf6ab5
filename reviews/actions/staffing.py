"""Many assignments at once: proposed first, then made together or not at all."""

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Count, F, Q

from reviews.actions.panels import hold_seat
from reviews.actions.rounds import assign
from reviews.exceptions import Conflict
from reviews.models import Assignment, Round, User
from reviews.permissions import can, who_can_take_part_in
from reviews.staffing.spread import spread
from reviews.vocabulary import RoundState
from reviews.workflow import ROLES

MOST = 100  # rounds at once


@dataclass(frozen=True)
class Line:
    """What is proposed for one round; `missing` places are filled by nobody, and `refusals`
    say why of everyone who was chosen and is not in it."""

    round: Round
    assigned: list[User]
    proposed: list[User]
    missing: int
    refusals: list[str]


@dataclass(frozen=True)
class Proposal:
    """Lines in the order of the rounds, and {person: (open assignments now, with these)}."""

    lines: list[Line]
    loads: dict[User, tuple[int, int]]

    @property
    def pairs(self):
        return [(line.round, person) for line in self.lines for person in line.proposed]


def offered(panel, named=None, *, part=1):
    """{"rounds", "people"}: what can be chosen of a panel. Open rounds, those that want appraisers
    before those that do not, each with `assigned`, how many are: MOST of them, the first or a
    later `part`, or those whose ids are `named`. And members who may appraise, by name, each with
    `seat`, `role` and `load`. What they handed in is not read.

    Raises ValidationError where more than MOST are named.
    """
    current = Count("assignments", filter=Q(assignments__ended_at=None))
    found = Round.objects.with_subject().filter(panel=panel, state=RoundState.OPEN)
    found = found.annotate(assigned=current, is_staffed=Q(assigned__gte=F("minimum")))
    if named is not None:
        if len(set(named)) > MOST:
            raise ValidationError(f"At most {MOST} rounds can be staffed at once: name fewer.")
        found = found.filter(pk__in=named)
    ordered = found.order_by("is_staffed", "opened_at", "pk")
    rounds = list(ordered[(part - 1) * MOST : part * MOST])
    seats = panel.memberships.current().select_related("user")
    load = open_assignments(panel)
    people = []
    for seat in seats.filter(role__in=ROLES["submit"]).order_by("user__name", "pk"):
        person = seat.user
        person.seat, person.role = seat.role, seat.get_role_display().lower()
        person.load = load.get(person.pk, 0)
        people.append(person)
    return {"rounds": rounds, "people": people}


def parts(panel):
    """(how many rounds of a panel are open, how many parts of MOST that makes)"""
    count = Round.objects.filter(panel=panel, state=RoundState.OPEN).count()
    return count, max(1, -(-count // MOST))


def propose(panel, rounds, people, *, by, is_even=True):
    """Who of `people` could take what is missing in open `rounds`, with the evenest workload;
    or, unless `is_even`, everyone in each round that they may take part in.

    Nothing is written. Workload is what is assigned in open rounds, whatever was handed in.
    """
    can(by, "assign", panel).enforce()
    there = _assigned(rounds)
    permits = who_can_take_part_in(rounds, people)
    load = open_assignments(panel)
    load = {person: load.get(person.pk, 0) for person in people}
    may = {
        round: [
            person
            for person in people
            if permits[round.pk, person.pk] and person.pk not in there[round.pk]
        ]
        for round in rounds
    }
    places = {round: _missing(round, there) if is_even else len(may[round]) for round in rounds}
    taken = spread(places, may, load)
    lines = [_line(round, taken[round], people, permits, there) for round in rounds]
    more = {person: sum(person in row.proposed for row in lines) for person in people}
    return Proposal(lines, {row: (load[row], load[row] + more[row]) for row in people})


@transaction.atomic
def assign_all(panel, pairs, *, by, ids=None):
    """Assign every (round, person) of the panel, or none: Conflict names what stands in the
    way. Answers the assignments. `ids` may hold those that the client chose, by (round id,
    person id)."""
    can(by, "assign", panel).enforce()
    if not pairs:
        raise Conflict("Nobody is proposed for any round, so nothing was assigned.")
    # All seats before all rounds, each in one order, as whoever leaves takes them.
    for person in sorted({person for _, person in pairs}, key=lambda row: row.pk):
        hold_seat(panel, person)
    ordered = sorted(pairs, key=lambda pair: (pair[0].pk, pair[1].pk))
    chosen = ids or {}
    return [
        _assign(round, person, by, chosen.get((round.pk, person.pk))) for round, person in ordered
    ]


def open_assignments(panel):
    """{user id: how many assignments in open rounds of the panel}."""
    current = Assignment.objects.current().filter(round__panel=panel, round__state=RoundState.OPEN)
    return dict(current.order_by().values_list("user_id").annotate(Count("pk")))


def _assign(round, person, by, id):
    try:
        return assign(round, person, by=by, id=id)
    except PermissionDenied as refusal:
        raise Conflict(f"{refusal} Nothing was assigned: look at the proposal again.") from refusal


def _assigned(rounds):
    """{round id: {user id: assignment}}, those that ended included, by name: the database's own
    order would show whose row was written last, and so who handed in."""
    there = {round.pk: {} for round in rounds}
    rows = Assignment.objects.filter(round__in=rounds).select_related("user")
    for row in rows.order_by("user__name", "user_id"):
        there[row.round_id][row.user_id] = row
    return there


def _current(round, there):
    return [row for row in there[round.pk].values() if row.ended_at is None]


def _missing(round, there):
    return max(0, round.minimum - len(_current(round, there)))


def _line(round, proposed, people, permits, there):
    assigned = [row.user for row in _current(round, there)]
    refusals = [
        permits[round.pk, person.pk].reason
        for person in people
        if not permits[round.pk, person.pk] and person.pk not in there[round.pk]
    ]
    refusals += [
        f"{row.user.name} was assigned in this round before."
        for row in there[round.pk].values()
        if row.ended_at and row.user in people
    ]
    missing = max(0, _missing(round, there) - len(proposed))
    return Line(round, assigned, proposed, missing, refusals)

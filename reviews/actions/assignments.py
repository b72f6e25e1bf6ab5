"""Work in hand as a whole: what ends with a seat, and which rounds want another appraiser."""

from django.db.models import Case, Count, Exists, F, Max, OuterRef, Q, Subquery, When
from django.db.models.functions import Coalesce
from django.utils import timezone

from reviews.actions.events import record
from reviews.models import Assignment, Lease, Round, Watch, sealed
from reviews.vocabulary import RoundState


def end_all(user, *, reason, by, panel=None):
    """End a person's assignments in the open rounds of a panel, or of all, as a part of leaving.

    What was submitted stays and counts; that it was changes nothing here, so that nobody can
    tell. A round that is revealed meanwhile keeps its assignment: nothing is owed there.
    """
    owed = Assignment.objects.current().filter(user=user, round__state=RoundState.OPEN)
    if panel:
        owed = owed.filter(round__panel=panel)
    for assignment in owed.select_related("round__panel").order_by("round_id"):
        end(assignment, reason=reason, by=by)


def release_all(user, *, by, panel=None):
    """Let others settle what this person was settling, as a part of leaving; what was typed of
    a verdict is kept for them."""
    leases = Lease.objects.filter(taken_by=user)
    if panel:
        leases = leases.filter(round__panel=panel)
    for lease in leases.select_related("round__panel").order_by("round_id"):
        deleted, _ = Lease.objects.filter(pk=lease.pk, taken_by=user).delete()
        if deleted:
            record("release", lease.round, by=by, panel=lease.round.panel)


def end(assignment, *, reason, by):
    """Whether the assignment was current, in a round that is open; it has ended now. A part of
    other actions, which have asked for the permit."""
    round = assignment.round
    if not Round.objects.filter(pk=round.pk, state=RoundState.OPEN).update(state=F("state")):
        return False
    current = Assignment.objects.current().filter(pk=assignment.pk)
    if not current.update(ended_at=timezone.now(), ended_by=by, ended_reason=reason):
        return False
    record("unassign", assignment, by=by, round=round, reason=reason)
    return True


def wanting(user, panels):
    """Open rounds of these panels that want a chair's hand, as far as this chair may know.

    Whoever watches a round is told when nobody owes an appraisal any more, by `submitted`, how
    many are in. To all others only the assignments speak: fewer than are needed, or one that
    ended after the last was made.
    """
    watched = Exists(Watch.objects.filter(round=OuterRef("pk"), user_id=user.pk))
    handed_in = sealed.appraisals.filter(assignment=OuterRef("pk"))
    owing = Assignment.objects.current().filter(round=OuterRef("pk")).exclude(Exists(handed_in))
    submitted = sealed.appraisals.filter(round=OuterRef("pk")).order_by().values("round")
    count = Coalesce(Subquery(submitted.annotate(count=Count("pk")).values("count")), 0)
    current = Q(assignments__ended_at=None)
    return (
        Round.objects.filter(panel__in=panels, state=RoundState.OPEN)
        .annotate(
            submitted=Case(When(watched, then=count)),
            assigned=Count("assignments", filter=current),
            last_ended=Max("assignments__ended_at"),
            last_assigned=Max("assignments__assigned_at", filter=current),
        )
        .filter(
            Q(watched) & ~Exists(owing)
            | ~Q(watched) & (Q(assigned__lt=F("minimum")) | Q(last_ended__gt=F("last_assigned")))
        )
    )


def advice(round):
    """What a chair does about a round that is wanting, in a sentence."""
    if round.submitted is None and round.last_ended is None:
        return f"{round.assigned} of {round.minimum} appraisers are assigned."
    if round.submitted is None:
        return (
            f"An assignment ended; {round.assigned} are assigned and {round.minimum} appraisals"
            " needed. If those who remain have handed in, the round does not end by itself:"
            " assign another member, or make it void; a chair who was never assigned in it may"
            " look at the progress, and reveal it."
        )
    if round.submitted < round.minimum:
        return (
            f"Nobody owes an appraisal any more, and {round.submitted} of {round.minimum} are in:"
            " assign another member, or make the round void."
        )
    return (
        f"Nobody owes an appraisal any more, and {round.submitted} are in: reveal the round, or"
        " assign another member."
    )

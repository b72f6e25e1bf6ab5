"""What waits in the grading queue, as one query each. None reads an unrevealed appraisal."""

from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.db.models import Count, F, Q

from reviews.exports.duties import differing
from reviews.models import Claim, Exposure, Match, Reevaluation, Round, Standing
from reviews.models.facts import facts_of
from reviews.vocabulary import Banner, Label, RoundState


def _in_state(state):
    return Round.objects.for_panel().filter(state=state)


def _of(claims, rounds):
    """Asked from the rounds, which are few, and not claim by claim."""
    return claims.filter(pk__in=rounds.values("claim"))


def needs_a_second_reviewer(claims, user):
    """By assignments alone."""
    current = Count("assignments", filter=Q(assignments__ended_at=None))
    rounds = _in_state(RoundState.OPEN).annotate(staff=current)
    return _of(claims, rounds.filter(staff__lt=F("minimum")))


def ready_to_grade(claims, user):
    return _of(claims, _in_state(RoundState.REVEALED))


def in_conflict(claims, user):
    """Revealed, and the appraisers differ on an item or not all answered it."""
    rounds = _in_state(RoundState.REVEALED)
    return _of(claims, rounds.filter(pk__in=differing(user)))


def weakly_supported(claims, user):
    """By the label as it is kept; not of what one appraises at present."""
    weak = claims.filter(label=Label.WEAKLY_SUPPORTED)
    return weak.exclude(pk__in=Claim.objects.appraised_by(user).values("pk"))


def integrity_notice(claims, user):
    """On the claim's paper, or on one that it rests on."""
    listed = Claim.objects.filter(source__paper__in=Match.objects.standing().values("paper"))
    exposed = Exposure.objects.current().values("claim")
    return claims.filter(pk__in=listed.values("pk").union(exposed))


def under_re_evaluation(claims, user):
    """The public page says so, or a task waits."""
    said = Standing.objects.filter(banner=Banner.RE_EVALUATION).values("claim")
    tasks = Reevaluation.objects.current().values("claim")
    return claims.filter(pk__in=said.union(tasks))


QUEUES = {
    "second": ("Needs a second reviewer", needs_a_second_reviewer),
    "conflict": ("In conflict", in_conflict),
    "ready": ("Ready to grade", ready_to_grade),
    "weak": ("Weakly supported", weakly_supported),
    "notice": ("Integrity notice", integrity_notice),
    "again": ("Under re-evaluation", under_re_evaluation),
}


class QueueFilter(admin.SimpleListFilter):
    title = "what it waits for"
    parameter_name = "queue"

    def lookups(self, request, model_admin):
        return [(name, title) for name, (title, _) in QUEUES.items()]

    def queryset(self, request, queryset):
        if self.value() not in QUEUES:
            return queryset
        _, find = QUEUES[self.value()]
        return find(queryset, request.user)


class Queue(ChangeList):
    """A page of claims with their running rounds and labels, in a constant number of queries."""

    def get_results(self, request):
        super().get_results(request)
        self.result_list = looked_up(list(self.result_list), request.user)


def looked_up(claims, user):
    """The claims, each with `running` rounds and `known` facts; None while the user appraises."""
    known = facts_of(claims)
    hidden = set(Claim.objects.appraised_by(user).values_list("pk", flat=True))
    running = Round.objects.running().filter(claim__in=claims).order_by("opened_at", "pk")
    rounds = {}
    for round in running:
        rounds.setdefault(round.claim_id, []).append(round)
    for claim in claims:
        claim.running = rounds.get(claim.pk, [])
        claim.known = None if claim.pk in hidden else known[claim.pk]
    return claims

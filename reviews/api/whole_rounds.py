"""One round as its members may read it: of others' appraisals nothing before the reveal."""

from rest_framework import serializers

from reviews.api.assignments import Assigned, SetAside
from reviews.api.leases import LeaseOfRound
from reviews.api.motions import ProposedVerdict
from reviews.api.rounds import Result, Stage, round_of
from reviews.api.verbs import door, reading
from reviews.models import Appraisal, Lease
from reviews.views import remarks
from reviews.views.answers import moved, standing
from reviews.views.comparisons import comparison
from reviews.vocabulary import JudgementBasis, Purpose, RoundState, SettledBy, choices


class Quote(serializers.Serializer):
    source = serializers.UUIDField(source="source_id")
    start = serializers.IntegerField()
    end = serializers.IntegerField()
    exact = serializers.CharField()


class Judged(serializers.Serializer):
    """One item, its answer and what that rests on; a quote with its place, or null."""

    item = serializers.CharField()
    answer = serializers.CharField()
    basis = serializers.ChoiceField(choices(JudgementBasis))
    note = serializers.CharField()
    quote = serializers.SerializerMethodField()

    def get_quote(self, row) -> dict | None:
        return Quote(row).data if row.source_id else None


class Appraised(serializers.Serializer):
    """`who` is a letter until the verdict, so that answers are weighed and not people."""

    who = serializers.CharField()
    proposed = serializers.CharField()
    result = serializers.CharField()
    rationale = serializers.CharField()
    judgements = Judged(many=True)


class Said(serializers.Serializer):
    """A comment; what was withdrawn has the day, and stays readable."""

    id = serializers.UUIDField(source="comment.pk")
    who = serializers.CharField()
    text = serializers.CharField()
    written_at = serializers.DateTimeField()
    withdrawn_at = serializers.DateTimeField(source="comment.withdrawn_at", allow_null=True)


class Noted(serializers.Serializer):
    who = serializers.CharField()
    text = serializers.CharField()


class Decided(Result):
    settled_by = serializers.ChoiceField(choices(SettledBy))
    decided_at = serializers.DateTimeField()


class RoundInFull(Stage):
    """A round, who is assigned and what they may take part in spite of. `own` is one's own
    appraisal. `appraisals`, `comments` and `settled`, the answers of the verdict that stands or is
    proposed, are empty until the reveal; `notes` are those that one may read."""

    panel = serializers.SlugField(source="panel.slug")
    claim = serializers.UUIDField(source="claim_id", allow_null=True)
    body = serializers.UUIDField(source="body_id", allow_null=True)
    paper = serializers.UUIDField(source="paper_id", allow_null=True)
    paper_result = serializers.UUIDField(source="paper_result_id", allow_null=True)
    result = serializers.CharField()
    instrument = serializers.CharField(source="instrument.key")
    instrument_version = serializers.CharField(source="instrument.version")
    purpose = serializers.ChoiceField(choices(Purpose))
    minimum = serializers.IntegerField()
    reopens = serializers.UUIDField(source="reopens_id", allow_null=True)
    reason = serializers.CharField()
    opened_at = serializers.DateTimeField()
    revealed_at = serializers.DateTimeField(allow_null=True)
    revealed_reason = serializers.CharField()
    voided_at = serializers.DateTimeField(allow_null=True)
    voided_reason = serializers.CharField()
    assignments = Assigned(many=True, source="staff")
    overrides = SetAside(many=True, source="set_aside")
    own = Result(allow_null=True)
    appraisals = Appraised(many=True)
    notes = Noted(many=True)
    comments = Said(many=True, source="discussion")
    lease = LeaseOfRound(source="held", allow_null=True)
    motion = ProposedVerdict(allow_null=True)
    verdict = Decided(source="decision", allow_null=True)
    settled = Judged(many=True)


def _read(request, pk):
    """The round with all that RoundInFull shows of it. While it is open, the same few queries ask
    for nothing but one's own."""
    round, user = round_of(request, pk), request.user
    assigned = round.assignments.select_related("user").order_by("user__name", "pk")
    round.staff = list(assigned)
    round.set_aside = list(round.overrides.order_by("recorded_at", "pk"))
    round.own = Appraisal.objects.visible_to(user).filter(round=round, appraiser=user).first()
    round.appraisals, round.settled, round.discussion = [], [], []
    round.held = round.motion = round.decision = None
    called = _add_revealed(round, user) if round.revealed_at else {}
    round.notes = remarks.notes(round, user, called)
    return round


def _add_revealed(round, user):
    """Answers {appraiser's id: letter or name}."""
    if round.state == RoundState.REVEALED:
        round.motion = standing(moved(round))
        round.held = Lease.objects.select_related("taken_by").filter(pk=round.pk).first()
    if round.state == RoundState.DECIDED:
        round.decision = round.verdict
    found = comparison(round, user, round.motion)
    round.appraisals = [_appraised(found, place) for place in range(len(found.outcomes))]
    round.settled = [row.settled.judgement for row in found.rows if row.settled.judgement]
    called = {each.appraisal.appraiser_id: each.who for each in found.outcomes}
    round.discussion = remarks.comments(round, user, called)
    return called


def _appraised(found, place):
    outcome = found.outcomes[place]
    cells = [row.cells[place].judgement for row in found.rows]
    row = outcome.appraisal
    return {
        "who": outcome.who,
        "proposed": row.proposed,
        "result": row.result,
        "rationale": row.rationale,
        "judgements": [cell for cell in cells if cell],
    }


round = door(GET=reading("round", RoundInFull, "One round of one's panel.", find=_read))

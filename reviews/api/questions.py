"""What a panel grades: questions, their outcomes, and the bodies of evidence."""

from django.db.models import Prefetch
from django.http import Http404
from rest_framework import serializers

from reviews.actions import questions
from reviews.api.sent import OwnId, Sent
from reviews.api.verbs import PANEL, door, on, rows, shape, verb, word
from reviews.models import Body, Outcome, Paper, Question
from reviews.vocabulary import BodyBasis, Effect, Importance, Target, choices


class WritingQuestion(OwnId):
    """Evidence is judged as it stood on `as_of`. `id` is the client's: the same again is the same
    question."""

    population = serializers.CharField()
    intervention = serializers.CharField()
    comparator = serializers.CharField()
    target = serializers.ChoiceField(choices(Target))
    threshold = serializers.CharField(default="", allow_blank=True)
    as_of = serializers.DateField()


class WritingOutcome(OwnId):
    """`id` is the client's: the same again is the same outcome."""

    name = serializers.CharField()
    importance = serializers.ChoiceField(choices(Importance))
    effect = serializers.ChoiceField(choices(Effect))
    surrogate_of = serializers.CharField(default="", allow_blank=True)


class Member(Sent):
    """A paper, and why it is kept although it is listed as retracted."""

    paper = serializers.UUIDField()
    reason = serializers.CharField(default="", allow_blank=True)


class Freezing(OwnId):
    """What is graded for one outcome. `id` is the client's: the same again is the same body."""

    basis = serializers.ChoiceField(choices(BodyBasis))
    description = serializers.CharField()
    searched_on = serializers.DateField(default=None, allow_null=True)
    is_randomised = serializers.BooleanField(default=False)
    papers = Member(many=True, default=[])


BodyOfOutcome = shape(
    "BodyOfOutcome", Body, "A frozen list of what is graded; another list is another body.",
    "id outcome basis description searched_on is_randomised papers frozen_at",
    basis=word(BodyBasis),
)  # fmt: skip
OutcomeOfQuestion = shape(
    "OutcomeOfQuestion", Outcome, "An outcome, with its bodies.",
    "id question name importance effect surrogate_of bodies written_at",
    importance=word(Importance), effect=word(Effect),
    bodies=BodyOfOutcome(many=True, read_only=True),
)  # fmt: skip
QuestionOfPanel = shape(
    "QuestionOfPanel", Question, "A question, with its outcomes.",
    "id population intervention comparator target threshold as_of outcomes written_at",
    target=word(Target), outcomes=OutcomeOfQuestion(many=True, read_only=True),
)  # fmt: skip


def _whole(request, panel):
    bodies = Body.objects.order_by("frozen_at", "pk").prefetch_related(
        Prefetch("papers", Paper.objects.order_by("pk").only("pk"))
    )
    outcomes = Outcome.objects.order_by("written_at", "pk").prefetch_related(
        Prefetch("bodies", bodies)
    )
    return panel.questions.prefetch_related(Prefetch("outcomes", outcomes))


def _freeze(outcome, *, papers, by, **said):
    reasons = {member["paper"]: member["reason"] for member in papers}
    found = list(Paper.objects.filter(panel=outcome.question.panel, pk__in=reasons))
    if len(found) < len(reasons):
        raise Http404
    return questions.freeze_body(outcome, papers=found, reasons=reasons, **said, by=by)


questions_of_panel = door(
    GET=rows(
        "questions", QuestionOfPanel, "What the panel grades, in the order of writing.", on=PANEL,
        of=_whole, order=("written_at", "id"),
    )
)  # fmt: skip
write_question = door(
    POST=verb(
        "write_question", "write_question", QuestionOfPanel, "Write a question down.",
        on=PANEL, act=questions.write_question, sent=WritingQuestion, status=201,
    )
)  # fmt: skip
write_outcome = door(
    POST=verb(
        "write_outcome", "write_question", OutcomeOfQuestion, "Add an outcome to a question.",
        on=on(Question, "panel"), act=questions.write_outcome, sent=WritingOutcome, status=201,
    )
)  # fmt: skip
freeze = door(
    POST=verb(
        "freeze_body", "write_question", BodyOfOutcome, "Fix what is graded for an outcome.",
        on=on(Outcome, "question__panel"), act=_freeze, sent=Freezing, status=201,
    )
)  # fmt: skip

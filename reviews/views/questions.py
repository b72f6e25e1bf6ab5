"""What a panel grades: questions, their outcomes, and the bodies of evidence."""

from django.contrib import messages
from django.db.models import Prefetch
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from reviews.actions import questions
from reviews.forms.questions import BodyForm, OutcomeForm, QuestionForm
from reviews.integrity.matches import statuses
from reviews.models import Body, BodyPaper, Outcome, Question
from reviews.permissions import can
from reviews.views.attempts import attempt
from reviews.views.panels import panel_of
from reviews.vocabulary import PublicationStatus


@require_safe
def all_questions(request, slug):
    return _page(request, panel_of(request, slug))


def _page(request, panel, **bound):
    """The page, with `bound` forms as they were sent, by "question", or by the id of the
    question or outcome that they add to."""
    outcomes = Outcome.objects.order_by("written_at", "pk")
    bodies = Body.objects.order_by("frozen_at", "pk").prefetch_related("members__paper")
    rows = panel.questions.order_by("-written_at", "pk").prefetch_related(
        Prefetch("outcomes", outcomes), Prefetch("outcomes__bodies", bodies)
    )
    members = BodyPaper.objects.filter(body__outcome__question__panel=panel, reason="")
    status = statuses(set(members.values_list("paper_id", flat=True)))
    context = {
        "panel": panel,
        "retracted": {pk for pk, found in status.items() if found == PublicationStatus.RETRACTED},
        "permit": can(request.user, "write_question", panel),
        "form": bound.get("question") or QuestionForm(auto_id="question-%s"),
        "questions": [
            {
                "question": question,
                "form": bound.get(str(question.pk)) or OutcomeForm(auto_id=f"{question.pk}-%s"),
                "outcomes": [
                    (outcome, bound.get(str(outcome.pk)) or _body_form(panel, outcome))
                    for outcome in question.outcomes.all()
                ],
            }
            for question in rows
        ],
    }
    status = max((getattr(form, "status", 200) for form in bound.values()), default=200)
    return render(request, "questions/questions.html", context, status=status)


def _body_form(panel, outcome, *args):
    return BodyForm(*args, panel=panel, auto_id=f"{outcome.pk}-%s")


@require_POST
def write_question(request, slug):
    panel = panel_of(request, slug)
    can(request.user, "write_question", panel).enforce()
    form = QuestionForm(request.POST, auto_id="question-%s")
    if attempt(form, lambda: questions.write_question(panel, **form.cleaned_data, by=request.user)):
        messages.success(request, "The question is written. Add its outcomes.")
        return redirect(f"{request.path.removesuffix('write/')}#question-{form.made.pk}")
    return _page(request, panel, question=form)


@require_POST
def write_outcome(request, slug, pk):
    panel = panel_of(request, slug)
    question = get_object_or_404(Question.objects.filter(panel=panel), pk=pk)
    can(request.user, "write_question", panel).enforce()
    form = OutcomeForm(request.POST, auto_id=f"{pk}-%s")
    if attempt(
        form, lambda: questions.write_outcome(question, **form.cleaned_data, by=request.user)
    ):
        messages.success(request, "The outcome is written. Say what is graded for it.")
        return redirect("desk-questions", slug=slug)
    return _page(request, panel, **{str(pk): form})


@require_POST
def freeze_body(request, slug, pk):
    panel = panel_of(request, slug)
    outcome = get_object_or_404(
        Outcome.objects.filter(question__panel=panel).select_related("question__panel"), pk=pk
    )
    can(request.user, "write_question", panel).enforce()
    form = _body_form(panel, outcome, request.POST)
    if attempt(
        form,
        lambda: questions.freeze_body(
            outcome, **form.cleaned_data | form.cleaned_data["papers"], by=request.user
        ),
    ):
        messages.success(request, "The body of evidence is frozen.")
        return redirect("desk-questions", slug=slug)
    return _page(request, panel, **{str(pk): form})

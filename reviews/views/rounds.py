"""A round: what is judged, who appraises, how it ends; everyone's appraisals once revealed."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from reviews.actions import assignments, namesakes, rounds
from reviews.forms.claims import ReasonForm
from reviews.forms.discussions import CommentForm, NoteForm
from reviews.forms.rounds import NamesakeForm
from reviews.models import Appraisal, Lease, Round, User
from reviews.permissions import (
    can,
    can_comment,
    can_note,
    can_override,
    can_reveal,
    can_settle,
    can_watch,
    who_can_take_part,
    who_is_unbarred,
)
from reviews.recusal import asked_of
from reviews.roles import can_each
from reviews.views import answers, remarks
from reviews.views.attempts import attempt
from reviews.views.comparisons import comparison, result_label
from reviews.views.readings import around, lines
from reviews.vocabulary import Purpose, RoundState
from reviews.workflow import ROLES, ROUND_MOVES


def round_of(request, pk):
    return get_object_or_404(Round.objects.visible_to(request.user).with_subject(), pk=pk)


@require_safe
def round(request, pk):
    return page(request, round_of(request, pk))


def page(request, round, **bound):
    """The page, with `bound` forms as they were sent, by name. While the round is open it
    tells nothing of anybody's work but one's own, save to a chair who watches."""
    user, is_open = request.user, round.state == RoundState.OPEN
    assigned = list(round.assignments.select_related("user").order_by("assigned_at", "pk"))
    permits = can_each(user, ("assign", "void", "override"), round.panel) | {
        "settle": can_settle(user, round),
        "note": can_note(user, round),
        "comment": can_comment(user, round),
    }
    if is_open:
        permits |= {"watch": can_watch(user, round), "reveal": can_reveal(user, round)}
    own = Appraisal.objects.visible_to(user).filter(round=round, appraiser=user).first()
    [line] = lines([round.claim], user) if round.claim else [None]
    context = {
        "round": round,
        "panel": round.panel,
        "paper": round.subject_paper,
        "line": line,
        "around": around(line) if line else None,
        "assignments": [row for row in assigned if row.ended_at is None],
        "ended": [row for row in assigned if row.ended_at],
        "comparison": None,
        "motion": None,
        "mine": next(
            (row for row in assigned if row.user_id == user.pk and not row.ended_at), None
        ),
        "own": own,
        **_members(user, round, assigned, permits["override"]),
        "advice": _advice(user, round) if is_open and permits["assign"] else "",
        "namesakes": round.subject_paper.namesakes.select_related("user", "said_by"),
        "overrides": round.overrides.select_related("user", "recorded_by"),
        "progress": rounds.progress(round, user) if is_open and permits["reveal"] else None,
        "lease": Lease.objects.select_related("taken_by").filter(pk=round.pk).first()
        if round.state == RoundState.REVEALED
        else None,
        "result": result_label(round.instrument.parsed, round.verdict.result)
        if round.state == RoundState.DECIDED
        else "",
        "moves": {verb for verb, move in ROUND_MOVES.items() if round.state in move.sources},
        "permits": permits,
        "forms": {
            "reveal": ReasonForm(auto_id="reveal-%s"),
            "void": ReasonForm(auto_id="void-%s"),
            "note": NoteForm(auto_id="note-%s"),
            "comment": CommentForm(auto_id="comment-%s"),
        },
    }
    called = _add_revealed(context, round, user) if round.revealed_at else {}
    context["notes"] = remarks.notes(round, user, called)
    context["forms"] |= bound
    status = max((getattr(form, "status", 200) for form in bound.values()), default=200)
    return render(request, "rounds/round.html", context, status=status)


def _add_revealed(context, round, user):
    """Everybody's appraisals, the discussion, and the verdict that stands or is proposed.
    Answers {appraiser's id: letter or name}."""
    moved = answers.moved(round)
    motion = answers.standing(moved) if round.state == RoundState.REVEALED else None
    found = comparison(round, user, motion)
    called = {each.appraisal.appraiser_id: each.who for each in found.outcomes}
    more = answers.answers(moved, user, called)
    context |= more | {
        "comparison": found,
        "proposed_result": result_label(round.instrument.parsed, motion.result) if motion else "",
    }
    if motion:
        context["permits"] |= answers.answer_permits(motion, user, context["permits"]["settle"])
        context["forms"] |= answers.answer_forms(more["own_dissent"])
    context["comments"] = remarks.comments(round, user, called)
    return called


def _advice(user, round):
    """What a chair does about a round that does not end by itself, or ""."""
    found = assignments.wanting(user, [round.panel_id]).filter(pk=round.pk).first()
    return assignments.advice(found) if found else ""


def _members(user, round, assigned, override):
    """For chairs: `candidates`, (member, permit, permit to override, author), who is not and was
    not assigned; and `barred`, the same of appraisers or settlers whom something bars by now.
    The author is the one whose name is asked about, if that is what bars."""
    if not override:
        return {"candidates": [], "barred": []}
    sitting = round.panel.memberships.current().select_related("user")
    seats = list(sitting.order_by("user__name", "pk"))
    taken = {row.user_id for row in assigned}
    current = {row.user_id for row in assigned if row.ended_at is None}
    free, concerned = [], []
    if round.state == RoundState.OPEN:
        free = [seat.user for seat in seats if seat.user_id not in taken]
        concerned = [seat.user for seat in seats if seat.user_id in current]
    elif round.state == RoundState.REVEALED:
        settlers = [seat.user for seat in seats if seat.role in ROLES["settle"]]
        concerned = [person for person in settlers if person.pk not in taken]
    permits = who_can_take_part(free, round) if free else {}
    unbarred = who_is_unbarred(concerned, round) if concerned else {}
    own = {user.pk: can_override(user, round, user)}

    def line(person, permit):
        author = asked_of(person, round.subject_paper, permit.reason)
        return person, permit, own.get(person.pk, override), author

    return {
        "candidates": [line(row, permits[row.pk]) for row in free],
        "barred": [line(row, unbarred[row.pk]) for row in concerned if not unbarred[row.pk]],
    }


def _person(request, round):
    """The member that a form of the page names; raises Http404 for a stranger."""
    try:
        pk = UUID(request.POST.get("user", ""))
    except ValueError:
        raise BadRequest("Choose a member of the panel.") from None
    seats = round.panel.memberships.current()
    return get_object_or_404(User.objects.filter(pk__in=seats.values("user_id")), pk=pk)


@require_POST
def assign(request, pk):
    round = round_of(request, pk)
    can(request.user, "assign", round.panel).enforce()
    person = _person(request, round)
    rounds.assign(round, person, by=request.user)
    messages.success(request, f"{person.name} is assigned.")
    return redirect(f"{round.get_absolute_url()}#appraisers")


@require_POST
def unassign(request, pk, assignment):
    round = round_of(request, pk)
    assignment = get_object_or_404(round.assignments.select_related("user"), pk=assignment)
    can(request.user, "unassign", round.panel).enforce()
    form = ReasonForm(request.POST, auto_id=f"unassign-{assignment.pk}-%s")
    if attempt(form, lambda: rounds.unassign(assignment, **form.cleaned_data, by=request.user)):
        messages.success(request, f"The assignment of {assignment.user.name} has ended.")
        return redirect(f"{round.get_absolute_url()}#appraisers")
    return page(request, round, unassign=form)


@require_POST
def override(request, pk):
    round = round_of(request, pk)
    can(request.user, "override", round.panel).enforce()
    person = _person(request, round)
    form = ReasonForm(request.POST, auto_id=f"override-{person.pk}-%s")
    if attempt(form, lambda: rounds.override(round, person, **form.cleaned_data, by=request.user)):
        messages.success(request, f"{person.name} may take part; your reason is recorded.")
        return redirect(f"{round.get_absolute_url()}#appraisers")
    return page(request, round, override=form)


@require_POST
def namesake(request, pk):
    round = round_of(request, pk)
    can(request.user, "override", round.panel).enforce()
    person = _person(request, round)
    form = NamesakeForm(request.POST, auto_id=f"namesake-{person.pk}-%s")
    if attempt(form, lambda: namesakes.tell(round, person, **form.cleaned_data, by=request.user)):
        messages.success(request, "Your answer is recorded, for every round on this paper.")
        return redirect(f"{round.get_absolute_url()}#appraisers")
    return page(request, round, namesake=form)


@require_POST
def watch(request, pk):
    round = round_of(request, pk)
    rounds.watch(round, by=request.user)
    messages.success(request, "You see the progress, and can no longer be assigned here.")
    return redirect(f"{round.get_absolute_url()}#appraisers")


def _reasoned_verb(act, name, permit, sentence):
    """A verb that asks why; `permit(user, round)` says who may."""

    @require_POST
    def view(request, pk):
        round = round_of(request, pk)
        permit(request.user, round).enforce()
        form = ReasonForm(request.POST, auto_id=f"{name}-%s")
        if attempt(form, lambda: act(round, **form.cleaned_data, by=request.user)):
            messages.success(request, sentence)
            return redirect(round)
        return page(request, round, **{name: form})

    return view


def _can_void(user, round):
    return can(user, "void", round.panel)


reveal = _reasoned_verb(rounds.reveal, "reveal", can_reveal, "The round is revealed.")
void = _reasoned_verb(rounds.void, "void", _can_void, "The round is void.")


def judged(round):
    """What a verdict is about: the claim that it grades, or the round if it was for calibration."""
    return round.claim if round.claim and round.purpose == Purpose.PANEL else round


def stands(request, round, find=judged):
    """Says that the verdict stands, and leads to what `find` makes of the round."""
    flags = "" if judged(round) is round else " Look at the flags that follow."
    messages.success(request, f"The verdict stands.{flags}")
    return redirect(find(round))

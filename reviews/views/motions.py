"""Answering a proposed verdict, and closing it; the page of the round shows it."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from reviews.actions import motions
from reviews.forms.claims import ReasonForm
from reviews.forms.rounds import DissentForm, VoteForm
from reviews.permissions import can_close, can_dissent, can_settle, can_vote
from reviews.views.attempts import attempt
from reviews.views.rounds import page, round_of, stands


def _motion_of(request, round):
    """The motion that the page showed, which may have ended since."""
    try:
        pk = UUID(request.POST.get("motion", ""))
    except ValueError:
        raise BadRequest("Say which proposed verdict this is about.") from None
    motion = get_object_or_404(round.motions.select_related("moved_by"), pk=pk)
    motion.round = round
    return motion


def _verb(act, name, form_of, permit, sentence):
    """A verb on a motion that asks for the fields of a form."""

    @require_POST
    def view(request, pk):
        round = round_of(request, pk)
        permit(request.user, round).enforce()
        motion = _motion_of(request, round)
        form = form_of(request.POST, auto_id=f"{name}-%s")
        if attempt(form, lambda: act(motion, **form.cleaned_data, by=request.user)):
            messages.success(request, sentence)
            return redirect(f"{round.get_absolute_url()}#motion")
        return page(request, round, **{name: form})

    return view


dissent = _verb(
    motions.dissent, "dissent", DissentForm, can_dissent,
    "Your minority statement will stand beside the verdict. You may change it until then.",
)  # fmt: skip
vote = _verb(motions.vote, "vote", VoteForm, can_vote, "Your vote is cast.")
withdraw = _verb(
    motions.withdraw, "withdraw", ReasonForm, can_settle,
    "The proposed verdict is withdrawn; the draft goes on from it.",
)  # fmt: skip


@require_POST
def assent(request, pk):
    round = round_of(request, pk)
    can_dissent(request.user, round).enforce()
    motions.assent(_motion_of(request, round), by=request.user)
    messages.success(request, "You have no minority statement to make.")
    return redirect(f"{round.get_absolute_url()}#motion")


@require_POST
def close(request, pk):
    round = round_of(request, pk)
    can_settle(request.user, round).enforce()
    motion = _motion_of(request, round)
    can_close(request.user, motion).enforce()
    if motions.close(motion, by=request.user):
        return stands(request, round)
    messages.warning(request, "The vote has no majority, so the round is not settled.")
    return redirect(round)

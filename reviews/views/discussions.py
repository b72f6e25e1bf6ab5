"""Writing a note to whoever settles a round, and discussing it once it is revealed."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from reviews.actions import discussions
from reviews.forms.discussions import CommentForm, NoteForm
from reviews.models import Comment
from reviews.permissions import can_comment, can_note, can_withdraw_comment
from reviews.views.attempts import attempt
from reviews.views.rounds import page, round_of


@require_POST
def note(request, pk):
    round = round_of(request, pk)
    can_note(request.user, round).enforce()
    form = NoteForm(request.POST, auto_id="note-%s")
    if attempt(form, lambda: discussions.note(round, **form.cleaned_data, by=request.user)):
        messages.success(request, "Your note waits for whoever settles the round.")
        return redirect(f"{round.get_absolute_url()}#notes")
    return page(request, round, note=form)


@require_POST
def comment(request, pk):
    round = round_of(request, pk)
    can_comment(request.user, round).enforce()
    form = CommentForm(request.POST, auto_id="comment-%s")
    if attempt(form, lambda: discussions.comment(round, **form.cleaned_data, by=request.user)):
        messages.success(request, "Your comment is in the discussion.")
        return redirect(f"{round.get_absolute_url()}#comment-{form.made.pk}")
    return page(request, round, comment=form)


@require_POST
def withdraw(request, pk):
    rows = Comment.objects.visible_to(request.user).select_related("round__panel")
    comment = get_object_or_404(rows, pk=pk)
    can_withdraw_comment(request.user, comment).enforce()
    discussions.withdraw(comment, by=request.user)
    messages.success(request, "Your comment is withdrawn; it stays readable as such.")
    return redirect(f"{comment.round.get_absolute_url()}#comment-{comment.pk}")

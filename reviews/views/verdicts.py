"""Settling a revealed round: everyone's answers side by side, and the panel's beside them."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from reviews.actions import leases, motions, reopenings, verdicts
from reviews.actions.appraisals import StaleDraft
from reviews.exceptions import Conflict
from reviews.forms.claims import ReasonForm
from reviews.forms.rounds import AskAgainForm
from reviews.forms.worksheets import SettlementForm
from reviews.models import Body, Judgement, Lease
from reviews.permissions import can, can_settle
from reviews.views import remarks
from reviews.views.answers import standing
from reviews.views.attempts import attempt
from reviews.views.comparisons import comparison
from reviews.views.known import known_about
from reviews.views.readings import around
from reviews.views.rounds import round_of, stands
from reviews.views.worksheets import (
    official_of,
    result,
    sections,
    subject,
    texts_of,
    version_of,
)
from reviews.views.would_be import would_be
from reviews.vocabulary import RoundState, SettledBy


def _to_settle(request, pk):
    """Raises PermissionDenied for who may not settle, Conflict in any other state."""
    round = round_of(request, pk)
    can_settle(request.user, round).enforce()
    if round.state != RoundState.REVEALED:
        state = round.get_state_display().lower()
        raise Conflict(f"This round is {state}: it cannot be settled.")
    return round


@require_http_methods(["GET", "POST"])
def settle(request, pk):
    """Everyone's answers to read; the panel's to write for whoever has taken the round on. A
    verdict that is proposed already is read on the round's page."""
    round = _to_settle(request, pk)
    if request.method == "GET" and standing(round):
        return redirect(f"{round.get_absolute_url()}#motion")
    if request.method == "POST":
        return _settle(request, round)
    lease = Lease.objects.select_related("taken_by").filter(pk=round.pk).first()
    if lease is None or lease.taken_by_id != request.user.pk:
        return _page(request, round)
    draft = leases.latest(round)
    content = draft.content if draft else _agreed(round, request.user)
    return _page(request, round, _form(round, content=content), content, draft=draft)


def _form(round, *args, **options):
    seats = round.panel.memberships.current().select_related("user").order_by("user__name", "pk")
    given = {
        "sources": texts_of(round),
        "official": official_of(round),
        "members": [seat.user for seat in seats],
    }
    return SettlementForm(*args, round=round, **given, **options)


def _settle(request, round):
    """At once where all agree; any other verdict is moved first."""
    form, status = _form(round, request.POST), 400
    if form.is_valid():
        moved = form.motion
        try:
            if moved["settled_by"] == SettledBy.AGREEMENT:
                verdicts.settle(round, content=moved["content"], by=request.user)
                return stands(request, round)
            motions.move(round, **moved, by=request.user)
        except ValidationError as error:
            form.add_problems(error)
        except Conflict as conflict:
            form.add_error(None, str(conflict))
            status = 409
        else:
            messages.success(request, "The verdict is proposed: the appraisers are asked.")
            return redirect(f"{round.get_absolute_url()}#motion")
    return _page(request, round, form, form.content(), draft=leases.latest(round), status=status)


@require_POST
def draft(request, pk):
    """Save what is typed over the version that the page shows, which renews the lease. A script
    that asks for a fragment gets the computed result alone; 409 keeps what was typed."""
    round = _to_settle(request, pk)
    version = version_of(request)
    if version is None:
        return HttpResponse("Say which version of the draft you saw.", status=428)
    form = _form(round, request.POST)
    form.is_valid()  # a draft may be incomplete
    content = form.content()
    try:
        saved = leases.save_draft(round, version=version, content=content, by=request.user)
    except StaleDraft as stale:
        differences = form.differences(stale.saved.content, content)
        form = _form(round, content=content)
        return _page(request, round, form, content, draft=stale.saved,
                     differences=differences, status=409)  # fmt: skip
    except (Conflict, ValidationError) as refusal:
        status = 409 if isinstance(refusal, Conflict) else 400
        form = _form(round, content=content)
        return _page(request, round, form, content, refusal=_sentence(refusal), status=status)
    if request.POST.get("answer") == "fragment":
        return render(request, "appraisals/_result.html", _result(request, round, content, saved))
    messages.success(request, "The draft is saved.")
    return redirect("desk-round-settle", pk=pk)


@require_POST
def take(request, pk):
    round = _to_settle(request, pk)
    form = ReasonForm(request.POST, auto_id="take-%s")
    form.fields["reason"].required = False  # the action says when it is needed
    if attempt(form, lambda: leases.take(round, **form.cleaned_data, by=request.user)):
        return redirect("desk-round-settle", pk=pk)
    return _page(request, round, take=form, status=form.status)


@require_POST
def release(request, pk):
    round = _to_settle(request, pk)
    leases.release(round, by=request.user)
    messages.success(request, "Others may go on with this round; the draft is kept.")
    return redirect(round)


@require_POST
def ask_again(request, pk):
    """They did not answer the same question: void, and a new round with the corrected one."""
    can(request.user, "void", round_of(request, pk).panel).enforce()
    round = _to_settle(request, pk)
    form = _ask_form(round, request.POST)
    if attempt(form, lambda: reopenings.ask_again(round, **form.cleaned_data, by=request.user)):
        opened, left_out = form.made
        messages.success(request, "This round asks the corrected question; the old one is void.")
        for reason in left_out:
            messages.warning(request, f"Not assigned again: {reason}")
        return redirect(opened)
    return _page(request, round, ask=form, status=form.status)


def _sentence(refusal):
    return " ".join(getattr(refusal, "messages", [str(refusal)]))


def _ask_form(round, *args):
    bodies = Body.objects.filter(outcome__question__panel=round.panel_id)
    return AskAgainForm(
        *args,
        round=round,
        bodies=bodies.select_related("outcome__question").order_by("-frozen_at", "pk"),
        auto_id="ask-%s",
    )


def _result(request, round, content, draft, found=None):
    """As on a worksheet, with the label that would follow."""
    found = found or comparison(round, request.user)
    label = {"would_be": would_be(round, content, found)}
    return result(round, content, draft) | label


def _page(request, round, form=None, content=None, *, draft=None, status=200, **more):
    """With a `form` only for whoever settles, or to show again what somebody typed."""
    found = comparison(round, request.user)
    called = {each.appraisal.appraiser_id: each.who for each in found.outcomes}
    lease = Lease.objects.select_related("taken_by").filter(pk=round.pk).first()
    is_mine = lease is not None and lease.taken_by_id == request.user.pk
    compared = {row.item: row for row in found.rows}
    about = subject(round, texts_of(round))
    context = about | (_result(request, round, content, draft, found) if form else {}) | {
        "around": around(about["line"]) if about["line"] else None,
        "form": form,
        "sections": sections(form, compared) if form else [("", [(None, r) for r in found.rows])],
        "comparison": found,
        "about": known_about(round.claim) if round.claim_id else None,
        "notes": remarks.notes(round, request.user, called),
        "comments": remarks.comments(round, request.user, called),
        "lease": lease,
        "is_mine": is_mine,
        "is_over": lease is not None and lease.until <= timezone.now(),
        "at_work": leases.at_work(lease) if lease and not is_mine else "",
        "permits": {"ask": can(request.user, "void", round.panel)},
        "ask": _ask_form(round),
        "take": ReasonForm(auto_id="take-%s"),
    } | more  # fmt: skip
    return render(request, "verdicts/settle.html", context, status=status)


def _agreed(round, user):
    """A settlement's content with the answers that all appraisers gave, each with the first
    footnote among them."""
    same, _ = verdicts.agreed(round)
    judgements = {}
    found = Judgement.objects.visible_to(user).filter(appraisal__round=round, item__in=same)
    for row in found.order_by("item", "appraisal_id"):
        kept = judgements.setdefault(row.item, {"answer": row.answer})
        if row.note and "note" not in kept:
            kept |= {"basis": row.basis, "note": row.note}
            if row.source_id:
                kept["quote"] = {"source": str(row.source_id), "start": row.start,
                                 "end": row.end, "exact": row.exact}  # fmt: skip
    return {"judgements": judgements}

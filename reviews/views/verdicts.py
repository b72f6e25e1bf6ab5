"""Settling a revealed round: everyone's answers side by side, and the panel's beside them."""

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
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
from reviews.models import Body, Claim, Lease, Round
from reviews.permissions import can, can_settle
from reviews.views import remarks
from reviews.views.answers import moved, standing
from reviews.views.attempts import REFUSALS, attempt, sentence
from reviews.views.comparisons import comparison
from reviews.views.known import known_about
from reviews.views.readings import around
from reviews.views.rounds import judged, round_of, stands
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

STATUS = {PermissionDenied: 403, Conflict: 409, ValidationError: 400}


@dataclass(frozen=True)
class Door:
    """Where rounds are settled: the names of its routes, and how it shows the page of a round
    (request, round, context, status). `away` and `judged` find where a round, and what was
    settled in it, are read on."""

    settle: str
    draft: str
    take: str
    release: str
    ask: str
    page: Callable
    away: Callable
    judged: Callable


def _desk_page(request, round, context, status):
    return render(request, "verdicts/settle.html", context, status=status)


DESK = Door(
    settle="desk-round-settle",
    draft="desk-round-settle-draft",
    take="desk-round-take",
    release="desk-round-release",
    ask="desk-round-ask",
    page=_desk_page,
    away=Round.get_absolute_url,
    judged=judged,
)


def _check(request, round):
    """Raises PermissionDenied for who may not settle, Conflict in any other state."""
    can_settle(request.user, round).enforce()
    leases.check_revealed(round)


def _to_settle(request, pk):
    round = round_of(request, pk)
    _check(request, round)
    return round


@require_http_methods(["GET", "POST"])
def settle(request, pk, door=DESK):
    """Everyone's answers to read; the panel's to write for whoever has taken the round on. A
    verdict that is proposed already is read on the round's page."""
    if request.method == "POST":
        return _settle(request, round_of(request, pk), door)
    round = _to_settle(request, pk)
    if standing(moved(round)):
        return redirect(f"{door.away(round)}#motion")
    lease = _lease(round)
    if lease is None or lease.taken_by_id != request.user.pk:
        return _page(request, round, door)
    draft = leases.latest(round)
    content = draft.content if draft else {"judgements": verdicts.shared(round)}
    form = _form(round, content=content)
    return _page(request, round, door, form, content, draft=draft, lease=lease)


def _form(round, *args, **options):
    seats = round.panel.memberships.current().select_related("user").order_by("user__name", "pk")
    given = {
        "sources": texts_of(round),
        "official": official_of(round),
        "members": [seat.user for seat in seats],
    }
    return SettlementForm(*args, round=round, **given, **options)


def _settle(request, round, door):
    """At once where all agree; any other verdict is moved first."""
    form = _form(round, request.POST)
    try:
        _check(request, round)
        if form.is_valid():
            return _verdict(request, round, form.motion, door)
    except ValidationError as error:
        form.add_problems(error)
    except (PermissionDenied, Conflict) as refusal:
        return _refused(request, round, door, refusal)
    draft = leases.latest(round)
    return _page(request, round, door, form, form.content(), draft=draft, status=400)


def _verdict(request, round, moved, door):
    if moved["settled_by"] == SettledBy.AGREEMENT:
        verdicts.settle(round, content=moved["content"], by=request.user)
        return stands(request, round, door.judged)
    motions.move(round, **moved, by=request.user)
    messages.success(request, "The verdict is proposed: the appraisers are asked.")
    return redirect(f"{door.away(round)}#motion")


def _refused(request, round, door, refusal):
    """The worksheet as it was typed, with the sentence; nothing of a round that is not revealed.
    Whoever may not settle any more, or comes too late, finds no button to go on with."""
    if round.is_blinded:
        raise refusal
    form = _form(round, request.POST)
    form.is_valid()
    content = form.content()
    is_closed = round.state != RoundState.REVEALED or not can_settle(request.user, round)
    status = next(status for kind, status in STATUS.items() if isinstance(refusal, kind))
    return _page(request, round, door, _form(round, content=content), content,
                 refusal=sentence(refusal), is_closed=is_closed, status=status)  # fmt: skip


@require_POST
def draft(request, pk, door=DESK):
    """Save what is typed over the version that the page shows, which renews the lease. A script
    that asks for a fragment gets the computed result alone; 409 keeps what was typed."""
    round = round_of(request, pk)
    try:
        _check(request, round)
        version = version_of(request)
        if version is None:
            return HttpResponse("Say which version of the draft you saw.", status=428)
        form = _form(round, request.POST)
        form.is_valid()  # a draft may be incomplete
        content = form.content()
        saved = leases.save_draft(round, version=version, content=content, by=request.user)
    except StaleDraft as stale:
        differences = form.differences(stale.saved.content, content)
        form = _form(round, content=content)
        return _page(request, round, door, form, content, draft=stale.saved,
                     differences=differences, status=409)  # fmt: skip
    except REFUSALS as refusal:
        return _refused(request, round, door, refusal)
    if request.POST.get("answer") == "fragment":
        found, is_told = comparison(round, request.user), _is_told(round, request.user)
        context = _result(round, content, saved, found, is_told)
        return render(request, "appraisals/_result.html", context)
    messages.success(request, "The draft is saved.")
    return redirect(door.settle, pk=pk)


@require_POST
def take(request, pk, door=DESK):
    round = _to_settle(request, pk)
    form = ReasonForm(request.POST, auto_id="take-%s")
    form.fields["reason"].required = False  # the action says when it is needed
    if attempt(form, lambda: leases.take(round, **form.cleaned_data, by=request.user)):
        return redirect(door.settle, pk=pk)
    return _page(request, round, door, take=form, status=form.status)


@require_POST
def release(request, pk, door=DESK):
    round = _to_settle(request, pk)
    leases.release(round, by=request.user)
    messages.success(request, "Others may go on with this round; the draft is kept.")
    return redirect(door.away(round))


@require_POST
def ask_again(request, pk, door=DESK):
    """They did not answer the same question: void, and a new round with the corrected one."""
    can(request.user, "void", round_of(request, pk).panel).enforce()
    round = _to_settle(request, pk)
    form = _ask_form(round, request.POST)
    if attempt(form, lambda: reopenings.ask_again(round, **form.cleaned_data, by=request.user)):
        opened, left_out = form.made
        messages.success(request, "This round asks the corrected question; the old one is void.")
        for reason in left_out:
            messages.warning(request, f"Not assigned again: {reason}")
        return redirect(door.away(opened))
    return _page(request, round, door, ask=form, status=form.status)


def _ask_form(round, *args):
    bodies = Body.objects.filter(outcome__question__panel=round.panel_id)
    return AskAgainForm(
        *args,
        round=round,
        bodies=bodies.select_related("outcome__question").order_by("-frozen_at", "pk"),
        auto_id="ask-%s",
    )


def _lease(round):
    return Lease.objects.select_related("taken_by").filter(pk=round.pk).first()


def _is_told(round, user):
    """Not the label, the wording and the flags of a claim that one appraises in another round."""
    claims = Claim.objects.filter(pk=round.claim_id)
    return round.claim_id is not None and not claims.appraised_by(user).exists()


def _result(round, content, draft, found, is_told):
    """As on a worksheet, with the label that would follow."""
    label = {"would_be": would_be(round, content, found) if is_told else None}
    return result(round, content, draft) | label


def _page(request, round, door, form=None, content=None, *,
          draft=None, lease=None, status=200, **more):  # fmt: skip
    """With a `form` only for whoever settles, or to show again what somebody typed."""
    found = comparison(round, request.user)
    called = {each.appraisal.appraiser_id: each.who for each in found.outcomes}
    is_told = _is_told(round, request.user)
    lease = lease or _lease(round)
    is_mine = lease is not None and lease.taken_by_id == request.user.pk
    compared = {row.item: row for row in found.rows}
    about = subject(round, texts_of(round))
    context = about | (_result(round, content, draft, found, is_told) if form else {}) | {
        "around": around(about["line"]) if about["line"] else None,
        "form": form,
        "sections": sections(form, compared) if form else [("", [(None, r) for r in found.rows])],
        "comparison": found,
        "about": known_about(round.claim) if is_told else None,
        "door": door,
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
    return door.page(request, round, context, status)

"""Inviting by mail, from the panel's page of members, and the page to which the link leads."""

from allauth.core.ratelimit import consume, respond_429
from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from reviews.actions import invitations
from reviews.exceptions import Unreachable
from reviews.forms.invitations import InviteForm, JoinForm
from reviews.models import Invitation, User
from reviews.permissions import can, can_accept
from reviews.views.attempts import attempt
from reviews.views.panels import members_page, panel_of


@require_POST
def invite(request, slug):
    """The answer is the same whether or not the address has an account, or a seat."""
    panel = panel_of(request, slug)
    can(request.user, "manage_members", panel).enforce()
    form = InviteForm(request.POST, auto_id="invite-%s")
    if attempt(form, lambda: invitations.invite(panel, **form.cleaned_data, by=request.user)):
        messages.success(request, f"An invitation is on its way to {form.cleaned_data['email']}.")
        return redirect("desk-members", slug=panel.slug)
    return members_page(request, panel, form)


def _invitation(request, slug, pk):
    panel = panel_of(request, slug)
    can(request.user, "manage_members", panel).enforce()
    offered = Invitation.objects.visible_to(request.user).filter(panel=panel)
    return get_object_or_404(offered.select_related("panel"), pk=pk)


@require_POST
def resend(request, slug, pk):
    invitation = _invitation(request, slug, pk)
    try:
        invitations.resend(invitation, by=request.user)
    except Unreachable as unreachable:
        messages.error(request, str(unreachable))
    else:
        messages.success(request, "A new link is on its way; the old one leads nowhere.")
    return redirect("desk-members", slug=slug)


@require_POST
def revoke(request, slug, pk):
    invitations.revoke(_invitation(request, slug, pk), by=request.user)
    messages.success(request, "The invitation is taken back.")
    return redirect("desk-members", slug=slug)


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request, key):
    """GET says what is offered, and to whom; POST takes it, by the account that is signed in
    or by a new one."""
    if not consume(request, action="invitation"):
        return respond_429(request)
    offered = invitations.find(key)
    if offered is None:
        return render(request, "invitations/ended.html", {"sentence": ""}, status=404)
    if sentence := invitations.why_ended(offered):
        return render(request, "invitations/ended.html", {"sentence": sentence}, status=409)
    if request.user.is_authenticated:
        return _as_signed_in(request, offered)
    account = User.objects.filter(email__iexact=offered.email).first()
    if account:
        context = {"invitation": offered, "account": account}
        return render(request, "invitations/sign_in.html", context)
    return _as_newcomer(request, offered)


def _as_signed_in(request, offered):
    permit = can_accept(request.user, offered)
    if request.method == "POST":
        permit.enforce()
        invitations.accept(offered, by=request.user)
        return _welcome(request, offered)
    context = {"invitation": offered, "permit": permit}
    return render(request, "invitations/accept.html", context, status=200 if permit else 403)


def _as_newcomer(request, offered):
    form = JoinForm(request.POST or None)
    if request.method == "POST" and attempt(
        form, lambda: invitations.accept_anew(offered, **form.cleaned_data)
    ):
        login(request, form.made.user)
        return _welcome(request, offered)
    context = {"invitation": offered, "form": form}
    return render(request, "invitations/join.html", context, status=getattr(form, "status", 200))


def _welcome(request, offered):
    messages.success(
        request,
        f"You have a seat in {offered.panel.name}. Before anything else, declare your interests.",
    )
    return redirect("desk-interests", slug=offered.panel.slug)

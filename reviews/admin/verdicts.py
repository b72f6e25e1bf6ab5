"""Settling beside the queue: the desk's views, with the admin around their page."""

from functools import wraps

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse

from reviews.admin.site import site
from reviews.models import Claim
from reviews.views import verdicts
from reviews.views.attempts import REFUSALS, sentence


def _page(request, round, context, status):
    """The sentence of a refusal is a message here."""
    if refusal := context.pop("refusal", ""):
        messages.error(request, f"{refusal} What you typed is below.")
    frame = site.each_context(request) | {"title": f"Settle: {round.instrument.name}"}
    return TemplateResponse(
        request, "admin/settle.html", {**frame, "opts": Claim._meta, **context}, status=status
    )


def claim_page(round):
    return reverse("admin:reviews_claim_change", args=[round.claim_id])


DOOR = verdicts.Door(
    settle="admin:reviews_round_settle",
    draft="admin:reviews_round_draft",
    take="admin:reviews_round_take",
    release="admin:reviews_round_release",
    ask="admin:reviews_round_ask",
    page=_page,
    away=claim_page,
    judged=claim_page,
)


def _told(view):
    """The view behind this door, for rounds on claims; what it refuses is a message on the
    claim's page."""

    @wraps(view)
    def told(request, pk):
        claim = get_object_or_404(Claim.objects.visible_to(request.user), rounds=pk)
        try:
            return view(request, pk, DOOR)
        except REFUSALS as refusal:
            messages.error(request, sentence(refusal))
            return redirect("admin:reviews_claim_change", object_id=claim.pk)

    return site.admin_view(told)


urls = [
    path("rounds/<uuid:pk>/settle/", _told(verdicts.settle), name="reviews_round_settle"),
    path("rounds/<uuid:pk>/draft/", _told(verdicts.draft), name="reviews_round_draft"),
    path("rounds/<uuid:pk>/take/", _told(verdicts.take), name="reviews_round_take"),
    path("rounds/<uuid:pk>/release/", _told(verdicts.release), name="reviews_round_release"),
    path("rounds/<uuid:pk>/ask/", _told(verdicts.ask_again), name="reviews_round_ask"),
]

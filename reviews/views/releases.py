"""Editions: choosing graded claims, looking at what blocks, publishing."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from reviews.actions import releases
from reviews.models import Claim
from reviews.permissions import can
from reviews.views.panels import panel_of
from reviews.views.readings import lines
from reviews.vocabulary import ClaimState


@require_safe
def all_releases(request, slug):
    panel = panel_of(request, slug)
    graded = Claim.objects.visible_to(request.user).filter(
        source__paper__panel=panel, state=ClaimState.GRADED
    )
    context = {
        "panel": panel,
        "permit": can(request.user, "publish", panel),
        "lines": lines(graded.with_text().in_source_order(),
                       request.user),
        "releases": panel.releases.select_related("published_by").order_by("-number"),
    }  # fmt: skip
    return render(request, "releases/releases.html", context)


def _claims(panel, wanted):
    try:
        return chosen(panel, {UUID(pk) for pk in wanted})
    except ValueError:
        raise Http404 from None


def chosen(panel, wanted):
    """The panel's claims of these ids (a set); raises Http404 if one is not among them."""
    found = Claim.objects.filter(source__paper__panel=panel, pk__in=wanted)
    if len(found) != len(wanted):
        raise Http404
    return found


@require_safe
def preview(request, slug):
    """`?claim=<id>`, repeated: what the next edition would hold and what stands in its way."""
    panel = panel_of(request, slug)
    claims = _claims(panel, request.GET.getlist("claim"))
    found = releases.preview(panel, claims, by=request.user)
    return render(request, "releases/preview.html", {"panel": panel, "preview": found})


@require_POST
def publish(request, slug):
    panel = panel_of(request, slug)
    claims = _claims(panel, request.POST.getlist("claim"))
    release = releases.publish(panel, claims, by=request.user)
    messages.success(request, f"Edition {release.number} is published.")
    return redirect("desk-releases", slug=slug)

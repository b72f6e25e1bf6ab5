"""Opening rounds on many claims of a panel at once."""

from django.contrib import messages
from django.shortcuts import redirect, render

from reviews.actions import openings
from reviews.forms.openings import OpeningsForm
from reviews.models import Body, Claim, Protocol, Round
from reviews.permissions import can, can_open
from reviews.views.attempts import attempt
from reviews.views.panels import panel_of
from reviews.vocabulary import ClaimState

MOST = 100  # claims on the page: papers that were added first come first


def open_rounds(request, slug):
    """GET offers the claims that wait for a round; POST opens one on each that is chosen,
    all of them or none."""
    panel = panel_of(request, slug)
    can(request.user, "open", panel).enforce()
    claims = _waiting(panel)
    form = OpeningsForm(
        request.POST if request.method == "POST" else None,
        claims=claims[:MOST],
        bodies=Body.objects.filter(outcome__question__panel=panel).select_related("outcome"),
        initial={"claims": [str(claim.pk) for claim in claims[:MOST]]},
    )
    form.status = 200
    if request.method == "POST" and attempt(form, lambda: _open(form.cleaned_data, request.user)):
        messages.success(request, f"Rounds opened: {len(form.made)}. Assign appraisers.")
        return redirect("desk-assign", slug=panel.slug)
    context = {
        "panel": panel,
        "form": form,
        "permit": can_open(request.user, panel, openings.GRADE),
        "has_more": len(claims) > MOST,
        "most": MOST,
    }
    return render(request, "openings/open.html", context, status=form.status)


def _open(chosen, by):
    return openings.open_all(
        chosen["claims"], body=chosen["body"], purpose=chosen["purpose"], by=by
    )


def _waiting(panel):
    """Accepted claims that the protocol in force takes and on which no round is running, one
    more than fit on the page."""
    protocol = Protocol.objects.in_force(panel)
    if protocol is None:
        return []
    running = Round.objects.running().filter(panel=panel, claim__isnull=False)
    waiting = Claim.objects.filter(
        source__paper__panel=panel,
        state=ClaimState.ACCEPTED,
        wording__kind__in=protocol.kinds,
        wording__scope__in=protocol.scopes,
    )
    taken = waiting.exclude(pk__in=running.values("claim"))
    ordered = taken.with_text().order_by(
        "source__paper__added_at", "source_id", "revision__start", "revision__end", "pk"
    )
    return list(ordered[: MOST + 1])

"""One's own interests in a panel: declaring them, and taking a declaration back."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from reviews.actions import interests
from reviews.actions.interests import RENEWABLE
from reviews.forms.panels import InterestForm
from reviews.models import Interest
from reviews.recusal import concerns
from reviews.views.attempts import attempt
from reviews.views.panels import panel_of


@require_safe
def own(request, slug):
    """`?paper=<id>` asks for a declaration about one paper."""
    panel = panel_of(request, slug)
    form = InterestForm(papers=panel.papers.unmerged(), initial={"paper": request.GET.get("paper")})
    return _page(request, panel, form)


def _page(request, panel, form):
    declared = Interest.objects.visible_to(request.user).filter(panel=panel, user=request.user)
    questions = list(panel.questions.order_by("written_at", "pk"))
    today = timezone.localdate()
    kept = declared.filter(renewal=None).select_related("paper")
    lines = [
        (interest, _touched(interest, questions), interest.expires_on < today)
        for interest in kept.order_by("-declared_at", "pk")
    ]
    context = {
        "panel": panel,
        "interests": lines,
        "can_renew": any(
            not interest.withdrawn_at and interest.expires_on <= today + RENEWABLE
            for interest, _, _ in lines
        ),
        "named": sorted({name for row in questions for name in (row.intervention, row.comparator)}),
        "form": form,
        "paper": form.about(),
    }
    return render(request, "panels/interests.html", context, status=getattr(form, "status", 200))


def _touched(interest, questions):
    """The questions that a declaration about an intervention concerns."""
    if not interest.intervention:
        return []
    return [row for row in questions if concerns(interest, None, [row])]


@require_POST
def renew(request, slug):
    panel = panel_of(request, slug)
    interests.renew(panel, by=request.user)
    messages.success(request, "Your declarations are renewed. They are good for a year.")
    return redirect("desk-interests", slug=panel.slug)


@require_POST
def declare(request, slug):
    panel = panel_of(request, slug)
    form = InterestForm(request.POST, papers=panel.papers.unmerged())
    if attempt(form, lambda: interests.declare(panel, **form.cleaned_data, by=request.user)):
        messages.success(request, "Your declaration is recorded. It is good for a year.")
        return redirect("desk-interests", slug=panel.slug)
    return _page(request, panel, form)


@require_POST
def withdraw(request, slug, pk):
    panel = panel_of(request, slug)
    interest = get_object_or_404(
        Interest.objects.visible_to(request.user).filter(panel=panel), pk=pk
    )
    interests.withdraw(interest, by=request.user)
    messages.success(request, "The declaration is withdrawn.")
    return redirect("desk-interests", slug=panel.slug)

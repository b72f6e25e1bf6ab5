"""One's own interests in a panel: declaring them, and taking a declaration back."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from reviews.actions import interests
from reviews.forms.panels import InterestForm
from reviews.models import Interest
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
    context = {
        "panel": panel,
        "interests": declared.select_related("paper").order_by("-declared_at", "pk"),
        "form": form,
        "paper": form.about(),
    }
    return render(request, "panels/interests.html", context, status=getattr(form, "status", 200))


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

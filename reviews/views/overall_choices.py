"""Choosing which critical outcome sets the overall certainty of a claim."""

from django.contrib import messages
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from reviews.actions import overall_choices
from reviews.forms.claims import OverallForm
from reviews.models.facts import facts, graded_outcomes, taking_the_highest
from reviews.permissions import can_weigh
from reviews.views.attempts import attempt
from reviews.views.claims import claim_of, page
from reviews.views.known import number_of


@require_POST
def choose(request, pk):
    claim = claim_of(request, pk)
    can_weigh(request.user, claim, "choose_overall").enforce()
    outcomes = graded_outcomes([claim]).get(claim.pk, [])
    possible, _ = taking_the_highest(facts(claim), outcomes)
    form = OverallForm(request.POST, outcomes=possible, auto_id="overall-%s")
    if attempt(form, lambda: overall_choices.choose(claim, **form.cleaned_data, by=request.user)):
        messages.success(request, "The choice is recorded.")
        return redirect(f"{claim.get_absolute_url()}#overall")
    claim = claim_of(request, pk)
    if form.status == 409:  # what was typed may be sent again, now that the other choice is read
        form.data = form.data.copy()
        form.data["replaces"] = number_of(claim.overall_choice)
    return page(request, claim, overall=form)

"""Results of a paper, written on the paper's page."""

from django.contrib import messages
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from reviews.actions import results
from reviews.forms.results import ResultForm
from reviews.permissions import can
from reviews.views.attempts import attempt
from reviews.views.papers import page, paper_of


@require_POST
def write(request, pk):
    paper = paper_of(request, pk)
    can(request.user, "write_result", paper.panel).enforce()
    form = ResultForm(request.POST, auto_id="result-%s")
    if attempt(form, lambda: results.write_result(paper, **form.cleaned_data, by=request.user)):
        messages.success(request, "The result is written. A round can be opened on it.")
        return redirect(f"{paper.get_absolute_url()}#judge")
    return page(request, paper, result=form)

"""Check my abstract: how strongly a pasted text is worded, and which certainty that would need."""

from django.core.exceptions import ValidationError

from reviews.exceptions import Unreadable
from reviews.exports import checked_texts
from reviews.forms.checked_texts import TextForm
from reviews.glossary import TERMS
from reviews.views.attempts import attempt
from reviews.views.checking import checking, refusal
from reviews.views.public import page
from reviews.vocabulary import Certainty
from reviews.wording.supports import WORDINGS

MOST = 2**20  # bytes
TOO_LARGE = (
    "This is longer than any abstract. Go back, where your text still stands, and paste the"
    " abstract alone."
)
_EXPLAINED = ("cue", "kind", "advice", "language level", "causal language", "population", "flag")


@checking
def check(request):
    if request.method != "POST":
        return _page(TextForm())
    refused = refusal(request, MOST, TOO_LARGE)
    if refused and refused[1] == 413:
        return _page(TextForm(), *refused)
    form = TextForm(request.POST)
    if refused:
        return _page(form, *refused)
    if not attempt(form, lambda: _checked(form.cleaned_data["text"])):
        return _page(form, status=form.status)
    return _page(form)


def _checked(text):
    try:
        return checked_texts.check(text)
    except Unreadable as error:
        raise ValidationError({"text": str(error)}) from error


def _page(form, refused="", status=200):
    context = {
        "form": form,
        "refused": refused,
        "checked": getattr(form, "made", None),
        "supported": [(step, WORDINGS[step]) for step in reversed(Certainty)],
        "terms": [(name, TERMS[name]) for name in _EXPLAINED],
    }
    return page("public/check.html", context, status)

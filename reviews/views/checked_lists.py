"""Check my reference list: notices about the papers it names, and what panels published of them."""

from django.core.exceptions import ValidationError

from reviews.exceptions import Unreadable
from reviews.exports import checked_lists
from reviews.forms.checked_lists import FILE_LIMIT, ListForm
from reviews.views.attempts import attempt
from reviews.views.checking import checking, refusal
from reviews.views.public import page

MOST = FILE_LIMIT + 2**20  # bytes, with what a form adds to a file
TOO_LARGE = (
    f"This is more than can be read here, {FILE_LIMIT // 2**20} MB as a file and 2 MB as text."
    " Go back, where what you typed still stands; leave the abstracts out when you export the"
    " list, or split it."
)


@checking
def check(request):
    if request.method != "POST":
        return _page(ListForm())
    refused = refusal(request, MOST, TOO_LARGE)
    if refused and refused[1] == 413:
        return _page(ListForm(), *refused)
    form = ListForm(request.POST, request.FILES)
    if refused:
        return _page(form, *refused)
    if not attempt(form, lambda: _checked(form.cleaned_data["data"])):
        return _page(form, status=form.status)
    return _page(form)


def _checked(data):
    try:
        return checked_lists.check(data)
    except Unreadable as error:
        raise ValidationError(str(error)) from error


def _page(form, refused="", status=200):
    context = {
        "form": form,
        "refused": refused,
        "checked": getattr(form, "made", None),
        "most": f"{checked_lists.MOST_RECORDS:,}",
    }
    return page("public/check_references.html", context, status)

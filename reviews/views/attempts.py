"""Trying an action on what a form holds, without losing what was typed, and on many rows."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError

from reviews.exceptions import Conflict, Unreachable

REFUSALS = (PermissionDenied, Conflict, ValidationError)


def sentence(refusal):
    """What a refusal says, in one line."""
    return " ".join(getattr(refusal, "messages", [str(refusal)]))


def each(request, rows, act, done):
    """Do `act` to every row by itself; each refusal is a message, and what was done too."""
    count = 0
    for row in rows:
        try:
            act(row)
        except REFUSALS as refusal:
            messages.error(request, f"{row}: {sentence(refusal)}")
        else:
            count += 1
    if count:
        messages.success(request, f"{done}: {count}.")


def attempt(form, act):
    """Whether `act()` went through; its answer is then `form.made`.

    What the action refuses becomes an error of the form, and `form.status` the status of the
    page that shows it again: 400, 409 for what came too late, or 503 where another service was
    needed and did not answer. PermissionDenied passes.
    """
    form.status = 400
    if not form.is_valid():
        return False
    try:
        form.made = act()
    except Conflict as conflict:
        form.status = 409
        form.add_error(None, str(conflict))
        return False
    except Unreachable as unreachable:
        form.status = 503
        form.add_error(None, str(unreachable))
        return False
    except ValidationError as error:
        add_refusal(form, error)
        return False
    return True


def add_refusal(form, error):
    """Sentences beside the fields that they name, the others above the form."""
    if not hasattr(error, "error_dict"):
        form.add_error(None, error)
        return
    for name, errors in error.error_dict.items():
        form.add_error(name if name in form.fields else None, errors)

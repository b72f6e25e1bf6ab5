"""Mails that the system sends: plain text, rendered inside the action, sent once it stands."""

from urllib.parse import urljoin

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse

from reviews.exceptions import Unreachable


def post(template, to, **context):
    """Send `templates/mails/TEMPLATE.txt` on commit; its first line is the subject.

    Raises Unreachable after the commit if the mail server does not take it: what was done
    stands all the same.
    """
    text = render_to_string(f"mails/{template}.txt", context)
    subject, _, body = text.partition("\n")
    transaction.on_commit(lambda: _send(" ".join(subject.split()), body.strip(), to))


def address(name, *args):
    """The full address of a page, for mails, which are read elsewhere."""
    return urljoin(settings.SITE_URL, reverse(name, args=args))


def _send(subject, body, to):
    try:
        send_mail(f"{settings.ACCOUNT_EMAIL_SUBJECT_PREFIX}{subject}", f"{body}\n", None, [to])
    except OSError as error:
        raise Unreachable(
            "It is recorded, but the mail server did not take the mail: send it again later."
        ) from error

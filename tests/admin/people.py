"""Whom the tests of the admin sign in, and how they read a page."""

from django.contrib.messages import get_messages
from django.test import Client

from reviews.vocabulary import Role
from tests import build


def seated(panel, role=Role.CHAIR):
    """Staff with a seat in the panel, who has declared."""
    return build.member(panel, role, is_staff=True)


def as_user(user):
    client = Client()
    client.force_login(user)
    return client


def said(answer):
    """The messages that an act left for the next page."""
    return [str(message) for message in get_messages(answer.wsgi_request)]


def act(client, noun, action, *rows, **more):
    """Choose rows of a list and press an action's button."""
    chosen = {"action": action, "_selected_action": [str(row.pk) for row in rows]}
    return client.post(f"/admin/reviews/{noun}/", chosen | more)

"""How tests ask the verbs of the desk: each does what its page does, answers what it did, and
refuses what is too late, does not fit or names nothing that is there.

Who may knock is told by tests/test_access.py, ids that clients choose by test_ids.py.
"""

from django.test import Client

from reviews.models import Event
from tests import build

NOTHING = "00000000-0000-4000-8000-000000000001"
WHY = {"reason": "For the test."}


def ask(person, address, content=None, method="post", **headers):
    client = Client()
    client.force_login(person)
    sent = {} if content is None else {"data": content, "content_type": "application/json"}
    return getattr(client, method)(f"/api/v1/{address}", **sent, headers=headers)


def done(person, address, content=None, status=200, **how):
    """What is answered; one event is written of it."""
    before = Event.objects.count()
    answer = ask(person, address, {} if content is None else content, **how)
    assert answer.status_code == status, answer.content
    assert Event.objects.count() == before + 1
    return answer.json()


def refused(person, address, content=None, **how):
    before = Event.objects.count()
    answer = ask(person, address, {} if content is None else content, **how)
    assert answer["Content-Type"] == "application/problem+json", answer.content
    assert Event.objects.count() == before
    return answer.status_code, answer.json()["detail"]


def span(exact, text=build.TEXT):
    start = text.index(exact)
    return {"start": start, "end": start + len(exact), "exact": exact}

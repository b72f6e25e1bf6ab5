"""Notes and comments through the API, refused as on the pages."""

from uuid import uuid4

import pytest

from reviews.models import Comment, SettlerNote
from reviews.vocabulary import ClaimState
from tests import build

pytestmark = pytest.mark.django_db


@pytest.fixture
def round(panel):
    return build.open_round(build.claim(ClaimState.ACCEPTED, panel))


def post(client, address, **data):
    return client.post(f"/api/v1/{address}/", data, content_type="application/json")


def test_a_note_and_a_comment_are_written_once(client, round, dan, cleo):
    writer = round.assignments.first().user
    note, comment = str(uuid4()), str(uuid4())
    client.force_login(dan)
    assert post(client, f"rounds/{round.pk}/note", text="No.").status_code == 404
    client.force_login(cleo)
    assert post(client, f"rounds/{round.pk}/note", text="No.").status_code == 403
    client.force_login(writer)
    assert post(client, f"rounds/{round.pk}/comments", text="Early.").status_code == 403
    assert post(client, f"rounds/{round.pk}/note").status_code == 400
    for _ in range(2):
        assert post(client, f"rounds/{round.pk}/note", id=note, text="Read.").status_code == 201
    assert [row.text for row in SettlerNote.objects.visible_to(writer)] == ["Read."]
    build.submit_all(round)
    for _ in range(2):
        answer = post(client, f"rounds/{round.pk}/comments", id=comment, text="Said.")
        assert answer.status_code == 201
    assert Comment.objects.count() == 1
    statuses = [post(client, f"comments/{comment}/withdraw").status_code for _ in range(2)]
    assert statuses == [200, 409]

"""The workloads that fill tables by plain statements fit the tables as they are."""

import pytest

from bench import exports, integrity, queue
from reviews.actions import notices
from reviews.models import Citation, Claim, Exposure, Paper, Standing


@pytest.mark.django_db
def test_the_check_of_integrity_has_something_to_check():
    integrity.fill(papers=200, citations=600)
    assert (Paper.objects.count(), Standing.objects.count()) == (200, 2)
    assert Citation.objects.count() > 400
    loaded = notices.load(integrity.notices_file(papers=200, rows=20))
    assert (loaded.added, len(loaded.matches)) == (20, 1)
    assert Exposure.objects.current().exists()


@pytest.mark.django_db
def test_the_queue_has_something_to_show(client):
    client.force_login(queue.fill(40))
    for name, address in queue.places().items():
        if name != "the last page":
            assert client.get(address).status_code == 200, name
    ready = client.get(queue.places()["Ready to grade"]).context["cl"]
    assert ready.result_count == Claim.objects.filter(rounds__state="revealed").count() > 0


@pytest.mark.django_db
def test_an_edition_has_as_many_claims_as_are_exported(client):
    for name, path in exports.fill(3).items():
        answer = client.get(path)
        rows = b"".join(answer).splitlines()
        assert len(rows) >= 3, name
    assert Standing.objects.count() == len(rows) - 1 == 3

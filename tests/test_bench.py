"""The workloads that fill tables by plain statements fit the tables as they are."""

import pytest

from bench import integrity
from reviews.actions import notices
from reviews.models import Citation, Exposure, Paper, Standing


@pytest.mark.django_db
def test_the_check_of_integrity_has_something_to_check():
    integrity.fill(papers=200, citations=600)
    assert (Paper.objects.count(), Standing.objects.count()) == (200, 2)
    assert Citation.objects.count() > 400
    loaded = notices.load(integrity.notices_file(papers=200, rows=20))
    assert (loaded.added, len(loaded.matches)) == (20, 1)
    assert Exposure.objects.current().exists()

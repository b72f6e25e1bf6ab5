"""Rows a piece at a time."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from reviews.exports import making, open_data, pieces, rendering
from reviews.models import FrozenClaim, Release, Standing
from reviews.vocabulary import ClaimState
from tests import build

pytestmark = pytest.mark.django_db


@pytest.fixture
def release():
    panel = build.panel()
    return build.publish(*(build.claim(ClaimState.GRADED, panel) for _ in range(3)))


@pytest.mark.parametrize("size", [1, 2, 3, 4])
@pytest.mark.parametrize("way", [pieces.by_keyset, pieces.by_ids])
def test_every_row_comes_once_and_in_order(release, way, size):
    rows = Standing.objects if way is pieces.by_keyset else FrozenClaim.objects
    found = [row.claim_id for row in way(rows.all(), size)]
    assert found == [row.claim_id for row in rows.order_by("claim_id")]
    assert len(found) == 3


@pytest.mark.parametrize("way", [pieces.by_keyset, pieces.by_ids])
def test_nothing_is_read_beyond_what_is_taken(release, way):
    with CaptureQueriesContext(connection) as queries:
        rows = way(Standing.objects.all(), 1)
        next(rows)
        assert len(queries) == 1
        assert "LIMIT 1" in queries[0]["sql"]


def test_open_data_begin_before_all_of_them_are_read(release, monkeypatch):
    monkeypatch.setattr(open_data, "PIECE", 1)
    with CaptureQueriesContext(connection) as queries:
        lines = open_data.lines(Standing.objects.listed())
        next(lines)  # the headings
        next(lines)
        assert len(queries) == 1
        assert len(list(lines)) == 2


def test_a_file_is_named_by_the_program_too(release, monkeypatch):
    """Words of the vocabulary, wording and addresses are in it, wherever they come from."""
    release = Release.objects.select_related("panel").get()
    before = rendering.state(release)
    monkeypatch.setattr(making, "_program", lambda: "another")
    making._making.cache_clear()
    try:
        assert rendering.state(release) != before
    finally:
        making._making.cache_clear()

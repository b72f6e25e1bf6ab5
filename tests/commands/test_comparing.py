"""What a worker does for records that look alike, where there are too many for a request."""

import pytest
from django.core.management import call_command

from reviews.actions import import_following, papers
from reviews.models import Pair
from tests import build
from tests.extracts import pubmed_list

TITLE = "The constructed record of number 1."  # what pubmed_list gives its first record


@pytest.fixture(autouse=True)
def commits(committed_db):
    """A worker closes its connection, so nothing here can be rolled back."""


def by_hand(panel):
    authors = [{"family": "Alpha", "given": "A", "orcid": ""}]
    return build.paper(panel, title=TITLE, authors=authors)


@pytest.mark.parametrize("limit", ["SMALL_PANEL", "AT_ONCE"])
def test_a_worker_compares_what_came_into_a_large_panel_and_large_files(panel, monkeypatch, limit):
    monkeypatch.setattr(import_following, limit, 0)
    first = by_hand(panel)
    call_command("work", until_empty=True)
    upload = papers.import_papers(panel, pubmed_list({"pmid": "1001"}), by=build.chair(panel))
    assert upload.imported == 1
    assert not Pair.objects.exists()
    call_command("work", until_empty=True)
    assert Pair.objects.get().first == first


def test_a_worker_compares_papers_added_by_hand(panel):
    first, second = by_hand(panel), by_hand(panel)
    assert not Pair.objects.exists()
    call_command("work", until_empty=True)
    pair = Pair.objects.get()
    assert (pair.first, pair.second) == (first, second)

"""The status of a paper from all its notices."""

from dataclasses import dataclass
from datetime import date
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviews.integrity.status import publication_status
from reviews.vocabulary import Nature, PublicationStatus


@dataclass(frozen=True)
class Told:
    nature: str
    dated: date | None


def told(text):
    """ "retraction 2010, reinstatement" as notices; a year stands for its first day."""
    for part in filter(None, text.split(", ")):
        nature, _, year = part.partition(" ")
        yield Told(nature, date(int(year), 1, 1) if year else None)


CASES = [
    ("", "not_listed"),
    ("retraction 2010", "retracted"),
    ("retraction", "retracted"),
    ("expression_of_concern 2010", "concern"),
    ("correction 2010", "corrected"),
    ("reinstatement 2010", "reinstated"),
    # The latest dated nature.
    ("expression_of_concern 2010, retraction 2011", "retracted"),
    ("retraction 2010, reinstatement 2012", "reinstated"),
    ("retraction 2010, reinstatement 2012, correction 2013", "corrected"),
    ("retraction 2010, reinstatement 2012, retraction 2014", "retracted"),
    ("retraction 2010, correction 2012", "corrected"),
    # Several on the latest day: the gravest, unless a reinstatement answers it.
    ("correction 2010, expression_of_concern 2010", "concern"),
    ("retraction 2010, reinstatement 2010", "reinstated"),
    # A date is missing: the gravest, unless a reinstatement answers it.
    ("retraction, correction 2012", "retracted"),
    ("retraction 2010, correction", "retracted"),
    ("expression_of_concern, correction", "concern"),
    ("retraction, reinstatement", "reinstated"),
    ("retraction, reinstatement 2012", "reinstated"),
    ("retraction 2010, reinstatement", "reinstated"),
    ("retraction 2014, reinstatement 2012, correction", "retracted"),
    ("retraction 2010, retraction 2014, reinstatement 2012, correction", "retracted"),
]


@pytest.mark.parametrize(("text", "status"), CASES)
def test_the_status_follows_the_rule_whatever_the_order(text, status):
    for order in permutations(told(text)):
        assert publication_status(order) == PublicationStatus(status)


NOTICES = st.lists(
    st.builds(
        Told,
        st.sampled_from([nature.value for nature in Nature]),
        st.none() | st.dates(date(2000, 1, 1), date(2000, 1, 5)),
    ),
    max_size=5,
)


@given(NOTICES, st.randoms())
def test_neither_order_nor_repetition_matters(notices, random):
    shuffled = notices * 2
    random.shuffle(shuffled)
    assert publication_status(iter(shuffled)) == publication_status(notices)


@given(NOTICES)
def test_a_retraction_newer_than_everything_is_the_status(notices):
    assert publication_status([*notices, Told("retraction", date(2001, 1, 1))]) == (
        PublicationStatus.REINSTATED
        if Told("reinstatement", None) in notices
        else PublicationStatus.RETRACTED
    )


@given(NOTICES)
def test_only_papers_without_notices_are_not_listed(notices):
    is_unlisted = publication_status(notices) == PublicationStatus.NOT_LISTED
    assert is_unlisted == (notices == [])

"""Notices in answers of Crossref, constructed after the documented shape."""

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reviews.importers.crossref_updates import NATURES, updates
from reviews.vocabulary import Nature

PAPER, NOTICE = "10.5555/paper", "10.5555/notice"


def entry(doi=NOTICE, kind="retraction", day=(2024, 3, 9), **more):
    updated = {"date-parts": [list(day)], "timestamp": 1}
    return {"DOI": doi, "type": kind, "label": "Retraction", "source": "publisher"} | {
        "updated": updated,
        **more,
    }


def work(doi=PAPER, **fields):
    return {"DOI": doi, "title": ["Constructed"], **fields}


def test_a_work_tells_what_was_done_to_it():
    [update] = updates(work(**{"updated-by": [entry(NOTICE.upper())]}))
    assert (update.nature, update.doi, update.notice_doi) == (Nature.RETRACTION, PAPER, NOTICE)
    assert (update.dated, update.source, update.record_id) == (
        date(2024, 3, 9),
        "publisher",
        "",
    )


def test_the_notice_and_the_work_tell_of_one_notice():
    [by_work] = updates({"status": "ok", "message": work(**{"updated-by": [entry()]})})
    [by_notice] = updates(work(NOTICE, **{"update-to": [entry(PAPER)]}))
    assert by_work.key == by_notice.key
    assert (by_work.doi, by_work.notice_doi) == (by_notice.doi, by_notice.notice_doi)


def test_a_record_of_retraction_watch_keeps_its_number_and_stands_apart():
    watched = entry(source="retraction-watch", **{"record-id": 4711})
    both = updates(work(**{"updated-by": [entry(), watched, watched]}))
    assert [(update.source, update.record_id) for update in both] == [
        ("publisher", ""),
        ("retraction-watch", "4711"),
    ]


@pytest.mark.parametrize(
    ("kind", "nature"),
    [
        ("Expression-of-Concern", Nature.EXPRESSION_OF_CONCERN),
        ("erratum", Nature.CORRECTION),
        ("partial_retraction", Nature.CORRECTION),
        ("withdrawal", Nature.RETRACTION),
        ("reinstatement", Nature.REINSTATEMENT),
        ("new_version", None),
        ("addendum", None),
        ("", None),
        (None, None),
    ],
)
def test_types_are_natures_or_no_notices(kind, nature):
    found = [update.nature for update in updates(work(**{"updated-by": [entry(kind=kind)]}))]
    assert found == ([nature] if nature else [])


def test_every_nature_can_be_told():
    assert set(NATURES.values()) == set(Nature)


@pytest.mark.parametrize(
    "parts", [[[2024]], [[2024, 3]], [[2024, 13, 1]], [[]], [], None, [[True, 1, 1]], "2024"]
)
def test_a_date_that_is_no_full_day_is_unknown(parts):
    told = entry() | {"updated": {"date-parts": parts}}
    [update] = updates(work(**{"updated-by": [told]}))
    assert update.dated is None


def test_a_work_that_was_retracted_without_a_notice_names_none():
    [update] = updates(work(**{"updated-by": [entry(PAPER)]}))
    assert (update.doi, update.notice_doi) == (PAPER, "")


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=9), inner),
    max_leaves=12,
)
FIELDS = ["DOI", "type", "label", "source", "updated", "record-id", "date-parts"]


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(
    st.dictionaries(
        st.sampled_from(["DOI", "message", "updated-by", "update-to"]),
        JSON | st.lists(st.dictionaries(st.sampled_from(FIELDS), JSON | st.just(PAPER))),
    )
)
def test_whatever_the_answer_is_it_is_read_without_a_fault(answer):
    for update in updates(answer):
        assert update.doi

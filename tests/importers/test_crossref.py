"""A work of Crossref, whole and in pieces, becomes a record."""

import json
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reviews.exceptions import Unreadable
from reviews.importers import crossref, formats
from reviews.importers.records import Author, Cited, Record, Reference
from reviews.vocabulary import Nature

ANSWER = (Path(__file__).resolve().parent.parent / "lookups/answers/work.json").read_text()
WORK = crossref.message_of(ANSWER)


def record(**changes):
    return crossref.record_of({"DOI": "10.5555/x", "title": ["A title"]} | changes, "")


def items(answer):
    reading = formats.read(BytesIO(answer.encode()))
    assert reading.format == "crossref"
    return list(reading.items)


def test_a_whole_work():
    (found,) = items(ANSWER)
    assert found.raw == ANSWER.strip()
    assert found == Record(
        index=1,
        line=1,
        raw=found.raw,
        title="Treatment A in condition B: effects on H2O & outcome C: A constructed trial",
        authors=(
            Author(
                family="van der Example",
                given="Ánna M.",
                initials="ÁM",
                orcid="0000-0002-1825-0097",
            ),
            Author(family="Sample", given="Ben", initials="B", suffix="Jr."),
            Author(collective="The Constructed Study Group"),
        ),
        affiliation="Department of Examples, University of Nowhere; Institute B",
        journal="Journal of Constructed Research",
        year=2021,
        volume="12",
        issue="4",
        pages="751-756",
        published="2021 Mar 9",
        abstract=(
            "Background\nTreatment A may help in condition B (p < 0.05).\n"
            "Conclusion\nThus, treatment A should be recommended."
        ),
        doi="10.5555/constructed.lookup.1",
        related=(Reference("Preprint", "10.5555/preprint.1", "", "10.5555/preprint.1", ""),),
        references=(
            Cited(
                "Other. An earlier constructed trial. J Constr Res. 2009;3:11.",
                doi="10.5555/cited.1",
                title="An earlier constructed trial",
                year=2009,
            ),
            Cited(
                "Other C, Third D. A later one. J Constr Res. 2011;5:7. doi:10.5555/cited.2",
                doi="10.5555/cited.2",
            ),
            Cited("Fourth. A constructed book. 1999b.", title="A constructed book", year=1999),
            Cited("10.5555/cited.4", doi="10.5555/cited.4"),
        ),
    )


@pytest.mark.parametrize(
    ("dates", "published", "year"),
    [
        ({"issued": {"date-parts": [[2020]]}}, "2020", 2020),
        ({"issued": {"date-parts": [[2020, 12]]}}, "2020 Dec", 2020),
        ({"issued": {"date-parts": [[2020, 13, 1]]}}, "2020", 2020),
        ({"issued": {"date-parts": [[2020, 2, 99]]}}, "2020 Feb", 2020),
        (
            {"issued": {"date-parts": [[None]]}, "published-print": {"date-parts": [[1999, 1]]}},
            "1999 Jan",
            1999,
        ),
        ({"issued": {"date-parts": []}}, "", None),
        ({"issued": {"date-parts": [[10**30]]}}, "", None),
        ({"issued": "2020"}, "2020", 2020),
        ({}, "", None),
    ],
)
def test_dates_are_told_as_far_as_they_go(dates, published, year):
    found = record(**dates)
    assert (found.published, found.year) == (published, year)


@pytest.mark.parametrize(
    ("given", "title"),
    [
        ({"title": ["A <b>bold</b>\n title"]}, "A bold title"),
        ({"title": "A title"}, "A title"),
        ({"title": ["", "The second"]}, "The second"),
        ({"title": ["A"], "subtitle": ["B"]}, "A: B"),
        ({"title": ["What?"], "subtitle": ["B"]}, "What? B"),
        ({"title": ["A: B"], "subtitle": ["b"]}, "A: B"),
        ({"title": [], "original-title": ["Ein Titel"]}, "Ein Titel"),
        ({"title": None, "short-title": ["Short"]}, "Short"),
        ({"title": ["if x&lt;y and z&gt;w &amp;amp; &lt;i&gt;v&lt;/i&gt;"]}, "if x<y and z>w & v"),
    ],
)
def test_titles_are_plain_text(given, title):
    assert record(**given).title == title


@pytest.mark.parametrize("title", [None, [], [""], ["<i> </i>"], [None], {}, 3])
def test_a_work_without_a_title_is_refused(title):
    with pytest.raises(Unreadable, match="Crossref tells no title"):
        record(title=title)


def test_a_title_that_says_so_is_a_notice():
    (notice,) = record(title=["RETRACTED: A title"]).notices
    assert (notice.nature, notice.reference) == (Nature.RETRACTION, "RETRACTED: A title")


def test_a_preprint_names_its_server_and_its_paper():
    found = record(
        institution=[{"name": "Constructed Preprints"}],
        relation={"is-preprint-of": [{"id-type": "doi", "id": "10.5555/PAPER"}]},
    )
    assert found.journal == "Constructed Preprints"
    assert found.related == (Reference("Preprint of", "10.5555/paper", "", "10.5555/paper", ""),)


def test_an_author_with_one_name_is_kept_under_it():
    found = record(author=[{"given": "Mono"}, {"ORCID": "x"}, {"family": " "}])
    assert found.authors == (Author(collective="Mono"),)


def test_what_is_too_long_for_its_column_is_cut_off_and_stays_in_the_record():
    found = record(volume="v" * 99, issue="i" * 99, page="1" * 99)
    assert (len(found.volume), len(found.issue), len(found.pages)) == (40, 40, 60)


def test_an_answer_without_a_record_is_one_rejection():
    for whole, sentence in [
        ({"message": {"DOI": "10.5555/x"}}, "Crossref tells no title"),
        ({"message": {}}, "It tells of no work"),
        ({}, "It tells of no work"),
    ]:
        answer = json.dumps({"status": "ok", "message-type": "work"} | whole)
        (rejection,) = items(answer)
        assert sentence in rejection.reason
        assert (rejection.index, rejection.line, rejection.raw) == (1, 1, answer)
    (rejection,) = items(ANSWER[:900])
    assert "cut short" in rejection.reason


def test_a_file_beyond_all_measure_is_refused():
    with pytest.raises(Unreadable, match="larger than any answer"):
        items(ANSWER + " " * crossref.LARGEST)


NAMES = ["name", "family", "given", "DOI", "id", "date-parts", "year", "unstructured"]
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from([*NAMES, "is-preprint-of"]), inner, max_size=3)
    ),
)


@settings(deadline=None)
@given(st.dictionaries(st.sampled_from(sorted(WORK)), JSON))
def test_whatever_stands_in_a_field_is_read_or_refused(changes):
    try:
        found = crossref.record_of(WORK | changes, "")
    except Unreadable:
        return
    assert found.title
    assert "\n" not in found.title + found.journal + found.volume + found.pages


@settings(deadline=None)
@given(st.text() | JSON.map(json.dumps))
def test_whatever_is_answered_is_read_or_refused(answer):
    with pytest.raises(Unreadable):
        crossref.record_of(crossref.message_of(answer), answer)

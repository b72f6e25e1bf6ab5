"""Lists of references as they are kept."""

from hypothesis import given
from hypothesis import strategies as st

from reviews.importers.cited import numbered
from reviews.importers.records import Cited


def test_every_entry_that_tells_something_keeps_its_place():
    entries = [
        Cited("Someone. A study. 2001.", doi="https://doi.org/10.5555/ABC.", year=2001),
        Cited("  "),
        Cited("", title="A title alone", year=99999),
        Cited("", pmid="PMID: 123", doi="no doi"),
        Cited("", doi="10.5555/x"),
    ]
    assert list(numbered(entries)) == [
        (1, Cited("Someone. A study. 2001.", doi="10.5555/abc", year=2001)),
        (2, Cited("A title alone", title="A title alone")),
        (3, Cited("PMID 123", pmid="123")),
        (4, Cited("DOI 10.5555/x", doi="10.5555/x")),
    ]


@given(st.lists(st.builds(Cited, text=st.text(), title=st.text(), year=st.integers())))
def test_places_count_from_one_and_nothing_with_words_is_lost(entries):
    kept = list(numbered(entries))
    assert [place for place, _ in kept] == list(range(1, len(kept) + 1))
    worded = [entry for entry in entries if entry.text.strip() or entry.title.strip()]
    assert len(kept) == len(worded)


def test_a_doi_longer_than_what_is_kept_of_one_stands_in_the_text_alone():
    fits, long = f"10.5555/{'a' * 492}", f"10.5555/{'a' * 493}"
    entries = [Cited("", doi, "", "", None) for doi in (fits, long)]
    assert [(each.text, each.doi) for _, each in numbered(entries)] == [
        (f"DOI {fits}", fits), (f"DOI {long}", ""),
    ]  # fmt: skip

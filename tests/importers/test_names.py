"""Names of authors in the orders that databases and programs write them."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reviews.importers.names import initials_of, read_names
from reviews.importers.records import Author

ANN = Author("Alpha", "Ann B.", "AB")
NAMES = {
    "Alpha, Ann B.": [ANN],
    "Alpha,Ann B.": [ANN],
    " Alpha,  Ann B. , ": [ANN],
    "Ann B. Alpha": [ANN],
    "Alpha A.B.": [Author("Alpha", "A.B.", "AB")],
    "Alpha AB": [Author("Alpha", "AB", "AB")],
    "Alpha A B": [Author("Alpha", "A B", "AB")],
    "A. B. Alpha": [Author("Alpha", "A. B.", "AB")],
    "Alpha A.-B.": [Author("Alpha", "A.-B.", "AB")],
    "Li, X": [Author("Li", "X", "X")],
    "O'Alpha, Ann": [Author("O'Alpha", "Ann", "A")],
    "Alpha-Beta, Ann-Carla": [Author("Alpha-Beta", "Ann-Carla", "AC")],
    "van der Beta, C": [Author("van der Beta", "C", "C")],
    "van der Beta C.": [Author("van der Beta", "C.", "C")],
    "Carl van der Beta": [Author("van der Beta", "Carl", "C")],
    "Gamma, Åsa Ö.": [Author("Gamma", "Åsa Ö.", "ÅÖ")],
    "Alpha, Ann B., Jr.": [Author("Alpha", "Ann B.", "AB", "Jr.")],
    "Alpha, Jr., Ann B.": [Author("Alpha", "Ann B.", "AB", "Jr.")],
    "Alpha, Ann B. Jr": [Author("Alpha", "Ann B.", "AB", "Jr")],
    "Alpha Jr, Ann B.": [Author("Alpha", "Ann B.", "AB", "Jr")],
    "Ann B. Alpha, Jr.": [Author("Alpha", "Ann B.", "AB", "Jr.")],
    "Ann B. Alpha III": [Author("Alpha", "Ann B.", "AB", "III")],
    "Alpha AB 3rd": [Author("Alpha", "AB", "AB", "3rd")],
    "Alpha, Ann B., MD, PhD": [ANN],
    "Aristoteles": [Author("Aristoteles")],
    "Alpha,": [Author("Alpha")],
    "Alpha, <b>Ann</b> &amp; B.": [Author("Alpha", "Ann & B.", "AB")],
    "Constructed Study Group": [Author(collective="Constructed Study Group")],
    "Institute of the Constructed Trials Network, Nowhere": [
        Author(collective="Institute of the Constructed Trials Network, Nowhere")
    ],
    "People who work on tests of many kinds": [
        Author(collective="People who work on tests of many kinds")
    ],
    "Alpha, Ann B.; Beta, C.": [ANN, Author("Beta", "C.", "C")],
    "Alpha AB, Beta C, de la Gamma D": [
        Author("Alpha", initials="AB"),
        Author("Beta", initials="C"),
        Author("de la Gamma", initials="D"),
    ],
    "et al.": [],
    "al., et": [],
    "and others": [],
    "[No authors listed]": [],
    "": [],
    " ; ,": [],
}


@pytest.mark.parametrize(("text", "authors"), NAMES.items())
def test_names(text, authors):
    assert read_names(text) == authors


@pytest.mark.parametrize(
    ("given", "initials"),
    [("Jean-Paul M.", "JPM"), ("JP", "JP"), ("J.-P.", "JP"), ("JEAN", "JEAN"), ("(Ann)", "")],
)
def test_initials(given, initials):
    assert initials_of(given) == initials


@given(st.text(alphabet="Aa .,;-'é&<>Jr1", max_size=40))
@settings(max_examples=100, deadline=None)
def test_no_name_is_without_any_word(text):
    for author in read_names(text):
        assert author.family or author.collective

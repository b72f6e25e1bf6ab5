"""Lists of authors, and what is none."""

import pytest

from reviews.importers.authors import is_affiliation, read_authors
from reviews.importers.records import Author

ALPHA = Author(family="Alpha", initials="A")


@pytest.mark.parametrize(
    ("text", "authors"),
    [
        ("Alpha A.", [ALPHA]),
        ("Alpha A(1)(2)(#), Beta BC(*).", [ALPHA, Author(family="Beta", initials="BC")]),
        ("Alpha A¹, Beta B².", [ALPHA, Author(family="Beta", initials="B")]),
        ("Alpha A 1 2, Beta B 3.", [ALPHA, Author(family="Beta", initials="B")]),
        ("Alpha A, et al.", [ALPHA]),
        ("Alpha A Jr.", [Author(family="Alpha", initials="A", suffix="Jr")]),
        ("al-Alpha A, O'Beta J-P.", [Author(family="al-Alpha", initials="A"),
                                      Author(family="O'Beta", initials="J-P")]),
        ("Alpha A, Mononym.", [ALPHA, Author(family="Mononym")]),
        ("Alpha A, Example Group.", [ALPHA, Author(collective="Example Group")]),
        (
            "Alpha A; Example Group, with a Comma; Other Network.",
            [
                ALPHA,
                Author(collective="Example Group, with a Comma"),
                Author(collective="Other Network"),
            ],
        ),
        ("Example Task Force on Records.", [Author(collective="Example Task Force on Records")]),
        ("Alpha A, Beta 3rd, Gamma G.", [ALPHA, Author(family="Beta", suffix="3rd"),
                                          Author(family="Gamma", initials="G")]),
        ("Alpha A, Beta D'B, Gamma G.", [ALPHA, Author(collective="Beta D'B"),
                                          Author(family="Gamma", initials="G")]),
    ],
)  # fmt: skip
def test_authors_are_read_in_their_order(text, authors):
    assert read_authors(text) == tuple(authors)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "It was typed.",
        "Department of Construction, University of Examples.",
        "Vitamin D, calcium, and vitamin C.",
        "The group was typed by a team.",
        "Exampleville, Exampleland.",
        "Mononym.",
        "Calcium, Vitamin D, Magnesium.",
    ],
)
def test_other_texts_are_no_list_of_authors(text):
    assert read_authors(text) is None


@pytest.mark.parametrize(
    ("text", "where_it_stands", "expected"),
    [
        ("Department of Construction, University of Examples.", "last", True),
        ("1 Example Street, Exampleville. alpha@example.org", "last", True),
        ("1 Example Street, Exampleville.", "last", False),
        ("1 Example Street, Exampleville.", "before the abstract", True),
        ("The University of Examples, Exampleville, was typed.", "before the abstract", False),
        ("To type a text, at Example Hospital.", "before the abstract", False),
        ("Example Hospital " * 100 + ", Exampleville", "before the abstract", False),
    ],
)
def test_an_affiliation_needs_no_sentence(text, where_it_stands, expected):
    assert is_affiliation(text, is_last=where_it_stands == "last") is expected

"""Records that are one paper: keys for certain, pairs with a reason for perhaps."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviews.importers.likeness import Card, near, same_key
from reviews.vocabulary import Relation

TITLE = "Effect of treatment A on walking speed in condition B: a randomised trial"
CARD = Card(
    key="first",
    title=TITLE,
    year=2020,
    author="Someone, Ann",
    journal="Journal of Constructed Research",
    volume="12",
    pages="101-110",
    dois=("10.5555/constructed.1",),
    pmids=("99000001",),
)
BARE = replace(CARD, key="second", dois=(), pmids=(), volume="", pages="")
NAMES = st.text(min_size=0, max_size=12)
CARDS = st.builds(
    Card,
    key=st.integers(),
    title=st.one_of(st.text(max_size=60), st.just(TITLE), st.just("Part II: " + TITLE)),
    year=st.one_of(st.none(), st.integers(0, 3000)),
    author=NAMES,
    journal=NAMES,
    volume=NAMES,
    pages=NAMES,
    dois=st.sampled_from([(), ("10.5555/a",), ("10.5555/b",), ("10.1101/2020.1",)]),
    pmids=st.sampled_from([(), ("1",), ("2",)]),
)


def found(one, two):
    """(relation, or "same") of two records beside each other, or None."""
    pairs = list(near([one, replace(two, key="second")]))
    assert len(pairs) <= 1
    return (pairs[0].relation or "same") if pairs else None


def test_the_key_knows_neither_case_nor_accents_nor_punctuation():
    key = same_key("The Épi-Trial: Vitamin A, & bone (β-form)", 2020, "Müller")
    assert key == same_key("the epi trial vitamin A and bone beta form", 2020, "MULLER")
    assert key != same_key("Epi-Trial: Vitamin A & bone (beta-form)", 2020, "Müller")
    assert key != same_key("The Épi-Trial: Vitamin A & bone (β-form)", 2021, "Müller")
    assert key != same_key("The Épi-Trial: Vitamin A & bone (β-form)", 2020, "Miller")
    assert 0 < len(key) <= 64


@pytest.mark.parametrize(
    "title",
    ["", "Editorial", "Introduction", "Reply", "Erratum", "Index", "Reply to the authors", "Bone",
     "Letter to the editor", "Reviewers 2019", "Abstracts of the meeting",
     "Table of contents", "[Not available].", "骨粗鬆症", "?!"],
)  # fmt: skip
def test_a_title_of_many_papers_has_no_key(title):
    assert same_key(title, 2020, "Someone") == ""


def test_a_key_needs_every_part_and_takes_other_scripts():
    assert same_key(TITLE, None, "Someone") == ""
    assert same_key(TITLE, 2020, "") == ""
    assert same_key(TITLE, 2020, " - ") == ""
    assert same_key("中空骨病に対する治療法の効果", 2020, "松") != ""


@given(st.text(), st.one_of(st.none(), st.integers(0, 9999)), st.text())
def test_a_key_comes_of_anything_and_is_the_same_in_capitals(title, year, author):
    key = same_key(title, year, author)
    assert len(key) in (0, 32)
    assert key == same_key(f"  {title}. ", year, f"{author},")


def test_the_explanation_says_what_agrees():
    [pair] = near([CARD], [replace(BARE, title=TITLE.replace("randomised", "randomized"))])
    assert (pair.first, pair.second, pair.relation) == ("second", "first", None)
    assert pair.explanation == "title 98 %, same year, first author Someone"
    [pair] = near([CARD, replace(CARD, key="second", title="Something else entirely of it")])
    assert pair.explanation.startswith("same DOI, titles differ, same year, first author Someone")
    assert pair.percent < 100


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({}, "same"),
        ({"title": TITLE.upper() + "."}, "same"),
        ({"title": "Effect of treatrnent A on wa1king speed in condition B: a randornised tria1"},
         "same"),
        ({"title": TITLE.partition(":")[0]}, "same"),
        ({"title": TITLE[:50] + "..."}, "same"),
        ({"title": "RETRACTED: " + TITLE}, "same"),
        ({"author": "Someone, A B"}, "same"),
        ({"author": "Someone, Bob"}, None),
        ({"author": "Another, Ann"}, None),
        ({"author": ""}, "same"),
        ({"year": 2021}, "same"),
        ({"year": 2023}, Relation.VERSION),
        ({"year": 2032}, None),
        ({"title": "Erratum: " + TITLE}, Relation.CORRECTION),
        ({"title": "Corrigendum to “" + TITLE + "”", "year": 2021}, Relation.CORRECTION),
        ({"title": "Correction to: " + TITLE, "dois": ("10.5555/e",)}, Relation.CORRECTION),
        ({"title": "Comment on: " + TITLE}, None),
        ({"title": TITLE.replace("randomised", "randomised protocol for a")}, None),
        ({"title": TITLE.replace("treatment A", "treatment A before").replace("walking", "low")},
         None),
        ({"dois": ("10.5555/constructed.2",)}, Relation.VERSION),
        ({"dois": ("10.5555/constructed.2",), "title": TITLE.replace("condition B", "women")},
         None),
        ({"pmids": ("99000002",)}, Relation.VERSION),
        ({"dois": ("10.1101/2020.01.02.12345",)}, Relation.PREPRINT),
        ({"dois": ("10.21203/rs.3.rs-1/v1",), "year": 2019}, Relation.PREPRINT),
        ({"dois": ("10.48550/arxiv.2001.1",), "author": "Another, Bob"}, None),
        ({"journal": "medRxiv"}, Relation.PREPRINT),
        ({"journal": "Proceedings of the Congress", "volume": "3", "pages": "S12"},
         Relation.VERSION),
    ],
)  # fmt: skip
def test_what_two_records_seem_to_be(change, expected):
    assert found(CARD, replace(BARE, **change)) == expected
    assert found(replace(BARE, **change), CARD) == expected


@pytest.mark.parametrize(
    ("one", "two", "expected"),
    [
        ("Care of condition B. Part I: methods", "Care of condition B. Part II: results",
         Relation.SERIES),
        ("The condition B cohort, part one", "The condition B cohort, part 2", Relation.SERIES),
        ("The condition B cohort, part II", "The condition B cohort, part 2", "same"),
        ("Guideline on condition B: 2018 update", "Guideline on condition B: 2021 update",
         Relation.SERIES),
        ("Studies on treatment A. VII. In the gut", "Studies on treatment A. VIII. In the skin",
         Relation.SERIES),
        ("Treatment A with exercise in late condition B",
         "Treatment A without exercise in late condition B", None),
        ("Treatment A in men with late condition B", "Treatment A in women with late condition B",
         None),
        ("Hypothermia after long treatment A", "Hyperthermia after long treatment A", None),
        ("Six weeks of treatment A for condition B", "6 weeks of treatment A for condition B",
         "same"),
    ],
)  # fmt: skip
def test_parts_of_a_series_and_other_papers_are_told_from_the_same(one, two, expected):
    card = replace(CARD, dois=(), pmids=(), volume="", pages="", title=one)
    assert found(card, replace(card, title=two)) == expected


@pytest.mark.parametrize(
    "other",
    ["Mueller, J", "Müller, Jürgen", "Muller", "J, Müller", "von Müller, J"],
)
def test_names_are_the_same_in_other_spellings(other):
    assert found(replace(CARD, author="Müller, Jürgen"), replace(BARE, author=other)) == "same"


def test_a_name_in_another_script_is_compared_by_sound():
    card = replace(CARD, author="Иванченков, Пётр")
    assert found(card, replace(BARE, author="Ivanchenkov, P")) == "same"
    assert found(card, replace(BARE, author="Petrov, I")) is None


def test_a_translated_title_is_known_by_its_place_alone():
    german = replace(CARD, title="Wirkung der Behandlung A auf die Gehgeschwindigkeit")
    place = replace(CARD, key="second", dois=(), pmids=(), title=f"[{TITLE}]")
    assert found(german, replace(place, journal="J Constr Res")) == "same"
    assert found(german, replace(place, journal="Ann Other Res")) is None
    assert found(german, replace(place, pages="111-119")) is None
    assert found(german, replace(place, author="Another, Bob")) is None


@pytest.mark.parametrize("title", ["Editorial", "Letter to the editor", "Commentary"])
def test_titles_of_many_need_the_place(title):
    card = replace(CARD, title=title, dois=(), pmids=())
    assert found(card, replace(card, pages="101")) == "same"
    assert found(card, replace(card, pages="300-301")) is None
    assert found(card, replace(card, volume="", pages="")) is None


def test_records_are_compared_with_known_ones_and_known_ones_not_with_each_other():
    known = [replace(CARD, key="old"), replace(CARD, key="older")]
    pairs = {(pair.first, pair.second) for pair in near([CARD], known)}
    assert pairs == {("old", "first"), ("older", "first")}
    assert list(near([], known)) == []


def test_many_copies_of_one_record_are_all_found_in_little_time():
    copies = [replace(CARD, key=number) for number in range(2000)]
    pairs = list(near(copies))
    assert {pair.second for pair in pairs} == set(range(1, 2000))
    assert len(pairs) < 20 * len(copies)


@given(st.lists(CARDS, max_size=8, unique_by=lambda card: card.key), st.integers(0, 8))
def test_whatever_comes_pairs_are_of_two_found_once_and_explained(cards, split):
    pairs = list(near(cards[split:], cards[:split]))
    named = [frozenset((pair.first, pair.second)) for pair in pairs]
    assert len(set(named)) == len(named)
    assert all(len(two) == 2 for two in named)
    assert all(0 <= pair.percent <= 100 and pair.explanation for pair in pairs)
    places = {card.key: place for place, card in enumerate(cards)}
    assert all(places[pair.first] < places[pair.second] >= split for pair in pairs)


@given(CARDS, CARDS)
def test_the_order_of_two_records_changes_nothing_but_their_order(one, two):
    one, two = replace(one, key="one"), replace(two, key="two")
    there, back = [*near([one, two])], [*near([two, one])]
    assert [(p.percent, p.relation) for p in there] == [(p.percent, p.relation) for p in back]


@given(CARDS, CARDS)
def test_two_identifiers_are_never_called_the_same(one, two):
    one = replace(one, key="one", dois=("10.5555/one",), pmids=())
    two = replace(two, key="two", dois=("10.5555/two",), pmids=())
    assert all(pair.relation is not None for pair in near([one, two]))

"""The index of published claims: what is found, in which order, and what is near."""

from collections import Counter
from itertools import pairwise
from uuid import UUID

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import DamerauLevenshtein

from reviews.models import Panel
from reviews.search import claims, ranking, spelling
from reviews.search.claims import Document
from reviews.search.queries import Query
from reviews.search.words import UNSAID, asked, plain

pytestmark = pytest.mark.django_db
NAMES = ("kind", "year", "journal")
KIND = (("kind", "result"),)


def document(quote, title="", rest=(), facets=KIND):
    return Document(quote, title, tuple(rest), tuple(facets))


@pytest.fixture
def index():
    """A function that indexes documents, the oldest first, and returns their ids."""
    made = []

    def write(*documents):
        first = len(made)
        made.extend(UUID(int=first + number) for number in range(len(documents)))
        claims.index(dict(zip(made[first:], documents, strict=True)))
        return made[first:]

    return write


def found(text, *facets, after=None, size=50):
    query = Query.of(text, facets)
    return ranking.page(connection, query, NAMES, after, size)


def numbers(page):
    return [UUID(str(hit.claim)).int for hit in page.hits]


def near(text):
    return spelling.look_up(connection, asked(text), Panel.objects.values_list("slug", "name"))[0]


def test_the_best_come_first_and_then_the_newest(index):
    index(
        document("Nothing said.", "Nothing", [("Journal", "Turmeric and ginger")]),  # 0
        document("Turmeric helps; so does ginger.", "Plants"),  # 1
        document("Nothing said.", "Of ginger and turmeric"),  # 2
        document("Turmeric ginger is sold.", "Plants"),  # 3
        document("Turmeric helps.", "Of ginger"),  # 4
        document("Nothing said.", "Nothing", [("Author", "Turmeric Ginger")]),  # 5
        document("Turmeric helps. And ginger.", "Of ginger, turmeric"),  # 6
        document("Turmeric helps; so does ginger.", "Plants"),  # 7
    )
    assert numbers(found("turmeric ginger")) == [6, 3, 7, 1, 4, 2, 5, 0]
    places = {hit.claim: hit.place for hit in found("turmeric ginger").hits}
    assert Counter(places.values()) == {"quote": 5, "title": 1, "rest": 2}


def test_words_are_stemmed_and_signs_accents_and_little_words_make_no_difference(index):
    index(document("Naïve, supplements-based (10.1000/abc) <b>care</b>."))
    for text in ("supplement", "NAIVE", "naïve", "the supplements of care", "10.1000 abc", "b care",
                 '"care" AND (', "abc/10.1000", "\x00care\x00", "care' OR 1=1; --"):  # fmt: skip
        said = {"AND", "OR", "1"} & set(plain(text).split())
        assert numbers(found(text)) == ([] if said & {"OR", "1"} else [0]), text
    assert not Query.of(" the of ( \x00 ")


def test_what_stands_side_by_side_with_little_words_between_counts_more(index):
    index(
        document("An effect of turmeric."),
        document("Turmeric has an effect."),
    )
    assert numbers(found("effect of turmeric")) == [0, 1]


@pytest.mark.parametrize(
    "text",
    [
        " ".join("abcdefghijklmnopqrstuvwxyz0123456789"),
        " ".join(chr(0x3B1 + n) for n in range(25)) + " " + " ".join("бвгджзклмнп"),
        " ".join(f"w{n}" for n in range(60)),
        "x" * 200,
        "骨质疏松 골다공증 骨粗鬆症",
        "NEAR( * ^ - : { } quote title : facets",
        "e\u0301 ² ½ ﬁ İ ß _ ' \\ ''",
        "\ud7ff\uffff\U0001f600 😀",
    ],
)
def test_whatever_is_asked_is_answered(index, text):
    index(document("Turmeric helps."), document(f"Before. {text} After.".replace("\x00", "")))
    if Query.of(text):
        assert numbers(found(text)) in ([1], [])
        if plain(text).isascii():
            assert numbers(found(text)) == [1]
    near(text)


def test_facets_are_exact_and_counts_respect_the_others(index):
    index(
        document("Turmeric.", facets=[("kind", "result"), ("year", "1990"), ("journal", "Nut. J")]),
        document("Turmeric.", facets=[("kind", "result"), ("year", "1991"), ("journal", "NUT J")]),
        document("Turmeric.", facets=[("kind", "advice"), ("year", "1991"), ("journal", "Other")]),
        document("Ginger result 1991.", facets=[("kind", "advice"), ("year", "1991")]),
    )
    page = found("turmeric", ("kind", "result"))
    assert numbers(page) == [1, 0]
    assert page.counts == {
        "kind": {"result": 2, "advice": 1},
        "year": {"1990": 1, "1991": 1},
        "journal": {"Nut. J": 1, "NUT J": 1},
    }
    assert not any(page.is_more.values())
    assert numbers(found("", ("journal", " nut--J "))) == [1, 0]
    assert numbers(found("", ("journal", "nut"))) == []
    assert numbers(found("", ("kind", "advice"), ("year", "1991"))) == [3, 2]
    assert found("", ("kind", "advice")).counts["kind"] == {"result": 2, "advice": 2}
    assert numbers(found("result")) == [3]


def test_ranking_and_counting_are_bounded_and_every_claim_is_seen_once(index, monkeypatch):
    monkeypatch.setattr(ranking, "MOST", 4)
    index(
        *(
            document("Turmeric." if number % 3 == 0 else "Nothing.", "Turmeric")
            for number in range(11)
        )
    )
    page = found("turmeric", size=3)
    assert page.is_part
    assert page.is_more == dict.fromkeys(NAMES, True)
    assert page.counts["kind"] == {"result": 4}
    seen = [numbers(page)]
    while page.following and len(seen) < 9:  # five, if all is well
        page = found("turmeric", after=page.following, size=3)
        assert page.counts["kind"] == {"result": 4}
        seen.append(numbers(page))
    assert seen == [[9, 10, 8], [7], [6, 3, 5], [4], [0, 2, 1]]


def test_a_place_of_another_search_shows_a_part_and_one_that_is_none_is_refused(index):
    index(document("Turmeric."), document("Ginger."))
    [turmeric, ginger] = [found(text).hits[0].number for text in ("turmeric", "ginger")]
    assert numbers(found("turmeric", after=f"{ginger}~3~{ginger}")) == [0]
    assert numbers(found("turmeric", after=str(turmeric))) == []
    for place in ("", "x", "~", "1~", "~1~", "-1", "1~2~3~4", "1" * 19, "٣", "1~9999~1", "\x00"):
        with pytest.raises(ValueError, match=r"^"):
            found("turmeric", after=place)


def test_the_nearest_word_that_is_public_is_told_of_one_that_nothing_has(index):
    index(
        document("Turmeric supplements.", "Curcumin", [("Journal", "Phytotherapy Research")]),
        document("Turmeric and turmerix.", "Osteoporosis", [("Identifier", "abcdefgh")]),
    )
    for typed, meant in {
        "turmerick": "turmeric",
        "tumeric": "turmeric",
        "turmreic": "turmeric",
        "osteoprosis": "osteoporosis",
        "osetoporosiss": "osteoporosis",
        "phitotherapi": "phytotherapy",
        "curcumin": ...,
        "supplementing": ...,
        "xyzzyx": None,
        "tumrec": None,  # two letters off are too many for six
        "abcdefgi": None,
        "of": ...,
        "cur": ...,
        "骨质疏松症": ...,
        "turmeri9": ...,
    }.items():
        assert near(typed).get(typed, ...) == meant, typed
    assert near("turmerick curcumin curcuminn xyzzyx") == {
        "turmerick": "turmeric", "curcuminn": "curcumin", "xyzzyx": None,
    }  # fmt: skip


def test_words_go_with_the_last_document_that_holds_them(index):
    first, second = index(document("Turmeric helps."), document("Turmeric ginger."))
    claims.forget([first])
    assert near("turmerick") == {"turmerick": "turmeric"}
    assert near("helsp") == {"helsp": None}
    claims.index({second: document("Ginger alone.")})
    assert near("turmerick") == {"turmerick": None}
    claims.forget([first, second])
    with connection.cursor() as cursor:
        for table in spelling.TABLES:
            cursor.execute(f"SELECT count(*) FROM {table}")
            assert cursor.fetchone() == (0,)


def test_what_is_written_again_is_the_newest(index):
    first, _ = index(document("Turmeric."), document("Turmeric."))
    assert numbers(found("turmeric")) == [1, 0]
    claims.index({first: document("Turmeric.")})
    assert numbers(found("turmeric")) == [0, 1]


def test_a_document_of_many_words_is_found_by_those_it_begins_with(index):
    index(document(" ".join(f"w{n}x{7 * n}" for n in range(150_000))))
    assert numbers(found("w3x21")) == [0]


LETTERS = st.text("abco", min_size=spelling.SHORTEST, max_size=12)


@given(LETTERS, LETTERS)
def test_words_that_are_near_enough_meet(word, typed):
    if DamerauLevenshtein.distance(word, typed) <= spelling._off(typed):
        kept = spelling._shortened(word, spelling._kept_off(word))
        assert kept & spelling._shortened(typed, spelling._off(typed))


@given(st.text())
def test_plain_words_stand_where_they_stood(text):
    same = plain(text)
    assert len(same) == len(text)
    assert plain(same) == same
    for (a, b), (c, d) in zip(pairwise(text), pairwise(same), strict=True):
        if a.isascii() and b.isascii() and a.isalnum() and b.isalnum():
            assert (a, b) == (c, d)


def test_no_little_word_is_asked_for():
    assert asked("The effect of THE effects of a b") == [
        ("effect", ("The",)), ("effects", ("of", "THE")), ("b", ("of", "a")),
    ]  # fmt: skip
    assert "the" in UNSAID


def test_of_a_quote_longer_than_the_index_holds_no_word_is_left_when_it_is_forgotten(index):
    long = " ".join(f"supplement{letter * 3}" for letter in "abcdefghij") * 700
    assert len(long) > claims.LONGEST
    made = index(document(f"{long} turmeric"))
    claims.forget(made)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT word FROM {spelling.WORDS}")  # noqa: S608 - a constant
        assert cursor.fetchall() == []


def test_the_papers_that_a_claim_rests_on_find_it_whatever_its_status_is_and_are_not_counted(index):
    one, other = str(UUID(int=1)), str(UUID(int=2))
    status = (("status", "not_listed"),)
    first, second = index(
        Document("Honey helps.", "", (), status, (one, other)),
        Document("Honey may help.", "", (), status, (other,)),
    )
    for told in ("not_listed", "retracted"):
        assert numbers(found("", ("cites", one))) == [first.int]
        assert numbers(found("", ("cites", other))) == [second.int, first.int]
        assert numbers(found("honey", ("status", told), ("cites", one))) == [first.int]
        claims.restate({first: "retracted", second: "not_listed"})
    page = ranking.page(connection, Query.of("honey"), ("cites", "status"), None, 50)
    assert page.counts == {
        "cites": Counter(), "status": Counter({"retracted": 1, "not_listed": 1})
    }  # fmt: skip

"""The map: what a claim rests on through claims in between, and where it is drawn."""

from collections import Counter
from itertools import pairwise
from xml.etree import ElementTree

import pytest
from django.template.loader import render_to_string

from reviews.actions import citations, claims
from reviews.exports.citation_graph import MOST, STEPS, graph
from reviews.exports.citation_map import ACROSS, HIGH, WIDE, cut, drawn
from tests import build


def chain(panel, length):
    """Claims, each of another paper, each citing the paper of the next."""
    made = [build.claim(panel=panel) for _ in range(length)]
    for citing, cited in pairwise(made):
        build.cite(citing, cited.source.paper)
    return made


def stretch(found):
    return [(link.claim.pk, link.paper.pk, link.step) for link in found.links]


@pytest.mark.django_db
def test_a_chain_is_followed_step_by_step_with_what_sources_list(panel):
    guideline, review, trial = chain(panel, 3)
    build.notice(trial.source.paper)
    found = graph(guideline)
    assert stretch(found) == [
        (guideline.pk, review.source.paper_id, 1),
        (review.pk, trial.source.paper_id, 2),
    ]
    assert [link.status for link in found.links] == [None, "retracted"]
    assert not found.is_cut


@pytest.mark.django_db
def test_a_ring_comes_to_an_end_and_a_paper_is_opened_once(panel):
    first, second, third = chain(panel, 3)
    build.cite(third, first.source.paper)
    build.cite(first, third.source.paper)
    found = graph(first)
    assert Counter(link.claim.pk for link in found.links) == {
        first.pk: 2, second.pk: 1, third.pk: 1
    }  # fmt: skip
    assert not found.is_cut
    assert len(drawn(found).boxes) == 6


@pytest.mark.django_db
def test_removed_citations_and_claims_that_do_not_stand_lead_nowhere(panel):
    first, second, _ = chain(panel, 3)
    claims.reject(second, by=build.chair(panel))
    assert len(graph(first).links) == 1
    citations.remove(first.citations.get(), by=build.chair(panel))
    assert graph(first).links == []


@pytest.mark.django_db
def test_what_lies_beyond_the_limits_is_said_to_be_left_out(panel):
    whole = chain(panel, STEPS + 1)
    assert not graph(whole[0]).is_cut
    long = chain(panel, STEPS + 2)
    found = graph(long[0])
    assert (len(found.links), found.is_cut) == (STEPS, True)
    wide = build.claim(panel=panel)
    for _ in range(MOST):
        build.cite(wide)
    assert not graph(wide).is_cut
    build.cite(wide)
    found = graph(wide)
    assert (len(found.links), found.is_cut) == (MOST, True)


@pytest.mark.django_db
@pytest.mark.parametrize("count", [1, 3])
def test_a_map_takes_a_query_a_step(panel, count, django_assert_num_queries):
    tops = chain(panel, STEPS + 2)
    for claim in tops[:-1]:
        for _ in range(count):
            build.cite(claim)
    with django_assert_num_queries(STEPS + 2):
        graph(tops[0])


@pytest.mark.django_db
def test_boxes_do_not_overlap_and_lines_run_between_them(panel):
    first, second, _ = chain(panel, 3)
    for claim in (first, second):
        build.cite(claim, stance="contradicts")
    made = drawn(graph(first))
    corners = [(box.x, box.y) for box in made.boxes]
    for x, y in corners:
        beside = [(a, b) for a, b in corners if abs(a - x) < WIDE and abs(b - y) < HIGH]
        assert beside == [(x, y)]
        assert 0 <= x <= made.width - WIDE
        assert 0 <= y <= made.height - HIGH
    for line in made.lines:
        assert (line.start[0] - WIDE, line.start[1] - HIGH // 2) in corners
        assert (line.end[0], line.end[1] - HIGH // 2) in corners
    assert Counter(line.label for line in made.lines) == {
        "+ supports": 2, "× contradicts": 2, "": 1
    }  # fmt: skip


@pytest.mark.django_db
def test_the_drawing_tells_status_and_stance_in_words_and_has_a_name(panel):
    claim = build.claim(panel=panel)
    trial = build.paper(panel, title="<script> & “signs”", year=1999)
    build.notice(trial)
    build.cite(claim, trial, "mentions")
    markup = render_to_string("citations/_map.html", {"drawn": drawn(graph(claim))})
    svg = ElementTree.fromstring(markup.replace(' tabindex="0"', ""))[0]
    assert svg.get("role") == "img"
    assert svg.get("aria-label").startswith("Citation map")
    words = [each.text for each in svg.iter("text")]
    assert {"· mentions", "Listed as retracted", "Not stated"} < set(words)


@pytest.mark.parametrize(
    "text",
    ["", "short", "word " * 40, "x" * 400, "骨粗鬆症" * 60, "a " + "y" * 60 + " b c", "é" * 99],
)
@pytest.mark.parametrize("most", [1, 2, 3])
def test_text_is_cut_to_the_box(text, most):
    lines = cut(text, most)
    assert 1 <= len(lines) <= most
    whole = "".join(text.split())
    shown = "".join("".join(lines).split())
    assert shown == whole or (shown.endswith("…") and whole.startswith(shown[:-1]))
    breadths = [sum(2 if sign > "\u2e80" else 1 for sign in line) for line in lines]
    assert max(breadths) <= ACROSS
    assert shown == whole or most == len(lines)

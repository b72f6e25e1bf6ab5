"""The page on which people decide about records that look alike."""

import pytest
from django.urls import reverse

from reviews.actions import claims, duplicates
from reviews.models import Pair, Paper
from reviews.vocabulary import PairState, Relation, Role
from tests import build

pytestmark = pytest.mark.django_db


@pytest.fixture
def reviewer(client, panel, ann):
    client.force_login(ann)
    return ann


@pytest.fixture
def pair(panel):
    return build.pair(panel)


def page(client, panel, **query):
    return client.get(reverse("desk-duplicates", args=[panel.slug]), query)


def press(client, name, pk, **data):
    return client.post(reverse(name, args=[pk]), data)


def test_two_records_stand_side_by_side_with_their_differences(client, panel, reviewer, pair):
    Paper.objects.filter(pk=pair.second_id).update(pages="12-19", title=f"{pair.first.title}.")
    answer = page(client, panel)
    assert answer.context["pair"] == pair
    rows = {row.label: (row.first, row.second, row.differs) for row in answer.context["rows"]}
    assert rows["Title"] == (pair.first.title, f"{pair.first.title}.", True)
    assert rows["Authors"] == ("Someone, Ann", "Someone, Ann", False)
    assert rows["Pages"] == ("", "12-19", True)
    assert answer.text.count("≠ differs") == 2
    assert "Same title, same year, first author Someone." in answer.text
    assert "Duplicates (1)" in client.get(panel_url(panel)).text


def panel_url(panel):
    return reverse("desk-panel", args=[panel.slug])


def test_a_panel_without_pairs_says_what_to_do(client, panel, reviewer):
    answer = page(client, panel)
    assert "No pair waits." in answer.text
    assert "Duplicates (" not in answer.text


@pytest.mark.parametrize(("keep", "gone"), [("first", "second"), ("second", "first")])
def test_the_same_paper_is_kept_once_and_the_other_record_says_so(
    client, panel, reviewer, pair, keep, gone
):
    kept, gone = getattr(pair, keep), getattr(pair, gone)
    answer = press(client, "desk-pair-merge", pair.pk, keep=keep)
    assert answer.url == reverse("desk-duplicates", args=[panel.slug])
    assert Paper.objects.get(pk=gone.pk).merged_into == kept
    listed = client.get(panel_url(panel)).text
    assert (kept.get_absolute_url() in listed, gone.get_absolute_url() in listed) == (True, False)
    text = client.get(gone.get_absolute_url()).text
    assert "This record repeats another paper and was merged into" in text
    assert kept.get_absolute_url() in text
    assert press(client, "desk-paper-unmerge", gone.pk).url == gone.get_absolute_url()
    assert "was merged into" not in client.get(gone.get_absolute_url()).text
    assert page(client, panel).context["pair"] == pair


def test_different_papers_are_told_apart_and_the_decision_undone(client, panel, reviewer, pair):
    press(client, "desk-pair-apart", pair.pk)
    answer = page(client, panel)
    assert answer.context["pair"] is None
    assert [*answer.context["decided"]] == [pair]
    assert "Different papers" in page(client, panel, pair=pair.pk).text
    press(client, "desk-pair-undo", pair.pk)
    assert page(client, panel).context["pair"] == pair


def test_papers_that_belong_together_say_how(client, panel, reviewer, pair):
    answer = press(client, "desk-pair-link", pair.pk)
    assert answer.status_code == 400
    assert "How they belong together" in answer.text
    press(client, "desk-pair-link", pair.pk, relation=Relation.SERIES)
    pair.refresh_from_db()
    assert (pair.state, pair.relation) == (PairState.LINKED, Relation.SERIES)
    assert "parts of a series" in page(client, panel).text


def test_what_the_comparison_suggests_is_chosen_beforehand(client, panel, reviewer, pair):
    Pair.objects.filter(pk=pair.pk).update(relation=Relation.PREPRINT)
    answer = page(client, panel)
    assert '<option value="preprint" selected>' in answer.text
    assert "They seem to belong together: preprint and article." in answer.text


def test_who_comes_too_late_meets_a_sentence(client, panel, reviewer, pair, cleo):
    duplicates.tell_apart(pair, by=cleo)
    answers = {
        "desk-pair-merge": {"keep": "first"},
        "desk-pair-apart": {},
        "desk-pair-link": {"relation": "series"},
    }
    for name, data in answers.items():
        answer = press(client, name, pair.pk, **data)
        assert answer.status_code == 409
        assert "Someone has decided this pair already." in answer.text
    press(client, "desk-pair-undo", pair.pk)
    assert press(client, "desk-pair-undo", pair.pk).status_code == 409
    assert press(client, "desk-paper-unmerge", pair.first_id).status_code == 409


def test_a_record_in_use_is_not_merged_away_and_the_page_says_so(client, panel, reviewer, cleo):
    claimed = build.paper(panel, title="A paper that has claims", year=2020)
    other = build.paper(panel, title="A paper that has claims!", year=2020)
    claims.suggest(claimed.sources.get(), by=cleo)
    [pair] = duplicates.find(panel, [claimed.pk, other.pk], by=cleo)
    answer = press(client, "desk-pair-merge", pair.pk, keep="second")
    assert answer.status_code == 409
    assert "has claims, so keep that record" in answer.text
    assert answer.context["pair"] == pair
    assert press(client, "desk-pair-merge", pair.pk, keep="neither").status_code == 400


def test_doors_open_to_members_with_the_role(client, panel, pair):
    doors = [(f"desk-pair-{verb}", pair.pk) for verb in ("merge", "apart", "link", "undo")]
    doors.append(("desk-paper-unmerge", pair.first_id))
    for person, status in ((build.user(), 404), (build.member(panel, Role.OBSERVER), 403)):
        client.force_login(person)
        for name, pk in doors:
            assert press(client, name, pk).status_code == status
            assert client.get(reverse(name, args=[pk])).status_code == 405
    answer = page(client, panel)
    assert answer.status_code == 200
    assert "In this panel, only a" in answer.text
    assert "desk-pair" not in answer.text
    assert "/merge/" not in answer.text


def test_a_pair_of_another_panel_is_not_there(client, panel, reviewer, pair):
    other = build.pair(build.panel())
    assert page(client, panel, pair=other.pk).status_code == 404
    assert page(client, panel, pair="x").status_code == 404


@pytest.mark.parametrize("number", [1, 3])
def test_the_page_asks_the_same_few_questions_however_many_pairs(
    client, panel, ann, cleo, number, django_assert_num_queries
):
    for _ in range(number):
        build.pair(panel)
        duplicates.tell_apart(build.pair(panel), by=cleo)
    client.force_login(ann)
    with django_assert_num_queries(10):
        page(client, panel)

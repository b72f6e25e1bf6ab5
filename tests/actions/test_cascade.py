"""Where notices reach: exposures with their paths, and what public rows tell."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from reviews.actions import cascade, claims, duplicates, notices, papers, questions, verdicts
from reviews.exports import verify
from reviews.integrity import cascade as tracing
from reviews.models import Exposure, Paper, Reevaluation, Standing
from reviews.vocabulary import Banner, ClaimState
from tests import build
from tests.actions.chains import current, paper, path, reinstate, retract, standing
from tests.extracts import notice, retraction_watch

pytestmark = pytest.mark.django_db


def merge(loser, keeper):
    Paper.objects.filter(pk=loser.pk).update(
        merged_into=keeper, merged_at=timezone.now(), merged_by=keeper.added_by
    )
    cascade.follow([loser.pk, keeper.pk])


def unmerge(loser):
    keeper = Paper.objects.get(pk=loser.pk).merged_into_id
    Paper.objects.filter(pk=loser.pk).update(merged_into=None, merged_at=None, merged_by=None)
    cascade.follow([loser.pk, keeper])


def test_a_chain_of_three_lights_up_at_every_step_with_its_path(panel):
    t, r, g = build.chain(panel, state=ClaimState.PUBLISHED)
    other = build.claim(ClaimState.PUBLISHED, panel)
    loaded = retract(paper(t))
    trial = paper(t)
    assert current() == {
        (t.pk, trial.pk): ("retracted", path(t, trial)),
        (r.pk, trial.pk): ("retracted", path(r, trial)),
        (g.pk, trial.pk): ("retracted", path(g, paper(r), r, trial)),
    }
    assert sorted(Exposure.objects.values_list("steps", flat=True)) == [0, 1, 2]
    tasks = Reevaluation.objects.current()
    assert {task.claim_id: task.reason for task in tasks} == {
        t.pk: "Listed as retracted: the paper of the claim.",
        r.pk: f"Listed as retracted: “{trial.title}”, cited or graded with the claim.",
        g.pk: f"Listed as retracted: “{trial.title}”, 2 steps away.",
    }
    assert set(loaded.followed.opened) == {t.pk, r.pk, g.pk}
    assert {standing(claim).banner for claim in (t, r, g)} == {Banner.RE_EVALUATION}
    assert standing(other).banner == Banner.NONE
    assert standing(g).reason == (
        "A notice about a paper that this claim rests on became known after this edition."
    )
    [told] = standing(g).notices_since
    assert told["nature"]["value"] == "retraction"
    assert [(step["paper"], step["how"]["value"]) for step in told["path"]] == [
        (str(paper(r).pk), "supports"),
        (str(trial.pk), "supports"),
    ]
    assert standing(t).notices_since[0]["path"] is None
    assert (standing(t).status, standing(r).status) == ("retracted", "not_listed")
    assert list(verify.problems()) == []


def test_the_same_file_again_changes_nothing_here(panel):
    t, _, _ = build.chain(panel, state=ClaimState.PUBLISHED)
    doi = "10.5555/again"
    papers.add_identifier(paper(t), scheme="doi", value=doi, basis="x", by=build.chair(panel))
    data = retraction_watch(notice("1", doi=doi))
    notices.load(data)
    before = [list(model.objects.order_by("pk").values()) for model in (Exposure, Reevaluation)]
    told = list(Standing.objects.order_by("pk").values())
    task = Reevaluation.objects.filter(claim=t).get()
    cascade.close_reevaluation(task, reason="Seen.", by=build.chair(panel))
    again = notices.load(data)
    assert (again.followed.opened, again.followed.closed) == ((), ())
    after = [list(model.objects.order_by("pk").values()) for model in (Exposure, Reevaluation)]
    assert after[0] == before[0]
    assert len(after[1]) == 3
    assert len(told) == 3


@pytest.mark.parametrize(
    ("nature", "status"),
    [
        ("Retraction", "retracted"),
        ("Expression of concern", "concern"),
        ("Correction", "corrected"),
        ("Reinstatement", None),
    ],
)
def test_every_nature_but_a_reinstatement_travels(panel, nature, status):
    t, r, _ = build.chain(panel)
    retract(paper(t), nature=nature)
    assert {found for found, _ in current().values()} == ({status} if status else set())
    assert len(current()) == (3 if status else 0)


def test_the_shortest_of_several_ways_is_kept_and_the_other_takes_over(panel):
    t, r, g = build.chain(panel)
    direct = build.cite(g, paper(t))
    retract(paper(t))
    assert current()[g.pk, paper(t).pk][1] == path(g, paper(t))
    found_at = Exposure.objects.get(claim=g).found_at
    build.uncite(direct)
    assert current()[g.pk, paper(t).pk][1] == path(g, paper(r), r, paper(t))
    assert Exposure.objects.get(claim=g).found_at == found_at


def test_a_diamond_is_one_exposure(panel):
    t, left = build.chain(panel, length=2)
    right, top = build.claim(ClaimState.ACCEPTED, panel), build.claim(ClaimState.ACCEPTED, panel)
    build.cite(right, paper(t))
    for side in (left, right):
        build.cite(top, paper(side))
    retract(paper(t))
    assert len(current()) == 4
    first = min(paper(left), paper(right), key=lambda row: row.pk)
    assert current()[top.pk, paper(t).pk][1][1] == str(first.pk)


def test_a_cycle_comes_to_an_end(panel):
    t, r, g = build.chain(panel)
    build.cite(t, paper(g))
    build.cite(r, paper(g))
    retract(paper(r))
    assert {pair: len(way) for pair, (_, way) in current().items()} == {
        (r.pk, paper(r).pk): 2,
        (g.pk, paper(r).pk): 2,
        (t.pk, paper(r).pk): 4,
    }


def test_a_long_chain_is_followed_to_its_end(panel):
    links = build.chain(panel, length=12)
    retract(paper(links[0]))
    assert [Exposure.objects.get(claim=link).steps for link in links] == list(range(12))


def test_a_chain_is_followed_as_far_as_is_said(panel, monkeypatch):
    monkeypatch.setattr(tracing, "DEPTH", 2)
    links = build.chain(panel, length=5)
    retract(paper(links[0]))
    assert {claim for claim, _ in current()} == {link.pk for link in links[:3]}


def test_what_very_many_claims_rest_on_is_followed_near_by_alone(panel, monkeypatch):
    monkeypatch.setattr(tracing, "WIDTH", 3)
    links = build.chain(panel, length=5)
    retract(paper(links[0]))
    assert len(current()) == 4  # three claims within two steps, then one more level
    build.cite(build.claim(ClaimState.ACCEPTED, panel), paper(links[0]))
    assert len(current()) == 4


def test_two_causes_stand_side_by_side_and_end_one_by_one(panel):
    t, r, g = build.chain(panel, state=ClaimState.PUBLISHED)
    other = build.paper(panel)
    build.cite(g, other)
    retract(paper(t))
    retract(other, nature="Expression of concern")
    assert {status for (claim, _), (status, _) in current().items() if claim == g.pk} == {
        "retracted",
        "concern",
    }
    assert Reevaluation.objects.filter(claim=g).count() == 1
    assert [told["nature"]["value"] for told in standing(g).notices_since] == [
        "expression_of_concern",
        "retraction",
    ]
    assert set(reinstate(paper(t)).followed.closed) == {t.pk, r.pk}
    assert standing(g).banner == Banner.RE_EVALUATION
    assert Reevaluation.objects.current().get().claim == g


def test_a_citation_that_comes_lights_up_and_one_that_goes_puts_out(panel):
    t, r = build.claim(panel=panel), build.claim(ClaimState.PUBLISHED, panel)
    g = build.chain(panel, length=1, state=ClaimState.PUBLISHED)[0]
    build.cite(g, paper(r))
    retract(paper(t))
    assert len(current()) == 1
    made = build.cite(r, paper(t), stance="contradicts")
    assert len(current()) == 3
    assert standing(g).banner == Banner.RE_EVALUATION
    assert len(standing(g).notices_since) == 1
    build.uncite(made)
    assert len(current()) == 1
    assert not Reevaluation.objects.current().exists()
    assert {(row.banner, len(row.notices_since)) for row in (standing(g), standing(r))} == {
        (Banner.NONE, 0)
    }


@pytest.mark.parametrize("verb", ["reject", "withdraw"])
def test_claims_that_are_taken_back_hold_no_chain_together(panel, verb):
    by = build.chair(panel)
    state = ClaimState.PROPOSED if verb == "reject" else ClaimState.PUBLISHED
    t = build.claim(ClaimState.ACCEPTED, panel)
    r, g = build.claim(state, panel), build.claim(ClaimState.PUBLISHED, panel)
    build.cite(r, paper(t))
    build.cite(g, paper(r))
    retract(paper(t))
    reason = {} if verb == "reject" else {"reason": "For the test."}
    getattr(claims, verb)(r, by=by, **reason)
    assert {claim for claim, _ in current()} == {t.pk}
    assert standing(g).banner == Banner.NONE
    back = {"reject": claims.undo, "withdraw": claims.restore}[verb]
    back(r, by=by, **reason)
    assert {claim for claim, _ in current()} == {t.pk, r.pk, g.pk}


def test_a_claim_that_is_proposed_in_a_listed_paper_is_exposed_at_once(panel):
    source = build.source(panel)
    retract(source.paper)
    claim = build.claim(source=source)
    assert current() == {(claim.pk, source.paper_id): ("retracted", path(claim, source.paper))}


def test_what_a_claim_was_graded_with_counts_until_it_is_graded_without(panel):
    claim = build.claim(ClaimState.ACCEPTED, panel)
    studied = build.paper(panel)
    body = build.body(panel, papers=[studied])
    round = build.submit_all(build.open_round(claim, body=body))
    retract(studied)
    assert current() == {}
    settle = {"content": build.worksheet(), "settled_by": "agreement", "by": build.chair(panel)}
    verdicts.settle(round, **settle)
    assert current() == {(claim.pk, studied.pk): ("retracted", path(claim, studied))}
    again = build.open_round(claim, body=_without(body, panel))
    verdicts.settle(build.submit_all(again), **settle)
    assert current() == {}


def _without(body, panel):
    return questions.freeze_body(
        body.outcome, basis="as_cited", description="The rest.", by=build.chair(panel)
    )


def test_merged_records_are_one_paper(panel):
    t, r, g = build.chain(panel)
    copy, twin = build.claim(ClaimState.ACCEPTED, panel), build.paper(panel)
    build.cite(g, twin)
    retract(paper(t))
    merge(paper(t), paper(copy))
    kept = paper(copy)
    assert {claim for claim, _ in current()} == {t.pk, copy.pk, r.pk, g.pk}
    assert {listed for _, listed in current()} == {kept.pk}
    assert current()[g.pk, kept.pk][1] == path(g, paper(r), r, kept)
    merge(twin, kept)
    assert current()[g.pk, kept.pk][1] == path(g, kept)
    unmerge(twin)
    unmerge(paper(t))
    assert {claim for claim, _ in current()} == {t.pk, r.pk, g.pk}
    assert {listed for _, listed in current()} == {paper(t).pk}


def test_records_merged_twice_over_are_the_last_one(panel):
    t, r, _ = build.chain(panel, length=3)
    first, second = build.paper(panel), build.paper(panel)
    retract(paper(t))
    merge(paper(t), first)
    merge(first, second)
    assert {listed for _, listed in current()} == {second.pk}
    assert len(current()) == 3


def test_a_whole_look_finds_what_the_steps_found(panel):
    t, r, g = build.chain(panel)
    build.cite(t, paper(g))
    retract(paper(t))
    merge(build.paper(panel), paper(r))
    before = current()
    Exposure.objects.all().delete()
    cascade.follow()
    assert current() == before


def test_another_panel_is_not_touched(panel):
    t, r, g = build.chain(panel)
    elsewhere = build.chain(build.panel())
    retract(paper(t))
    assert not {claim.pk for claim in elsewhere} & {claim for claim, _ in current()}


def test_more_claims_take_no_more_queries():
    def queries(width):
        panel = build.panel()
        t = build.claim(ClaimState.PUBLISHED, panel)
        for _ in range(width):
            build.cite(build.claim(ClaimState.PUBLISHED, panel), paper(t))
        with CaptureQueriesContext(connection) as captured:
            retract(paper(t))
        return len(captured)

    queries(1)
    assert queries(1) == queries(4)


def test_a_notice_that_matches_both_merged_records_is_told_once_and_taken_back(panel):
    pair, by = build.pair(panel), build.chair(panel)
    source = papers.add_source(pair.first, text=build.TEXT, by=by)
    claim = build.claim(ClaimState.PUBLISHED, source=source)
    retract(pair.second)
    assert standing(claim).notices_since == []
    duplicates.merge(pair, keep=pair.first, by=by)
    assert len(standing(claim).notices_since) == 1
    assert standing(claim).banner == Banner.RE_EVALUATION
    duplicates.unmerge(pair.second, by=by)
    row = standing(claim)
    assert (row.notices_since, row.banner, row.status) == ([], Banner.NONE, "not_listed")


def test_a_notice_that_was_mended_to_name_another_paper_lets_the_first_claims_go(panel):
    t, r, g = build.chain(panel, state=ClaimState.PUBLISHED)
    doi = paper(t).identifiers.filter(scheme="doi").values_list("value", flat=True).first()
    if not doi:
        doi = "10.1000/trial"
        papers.add_identifier(
            paper(t), scheme="doi", value=doi, basis="Known.", by=build.chair(panel)
        )
    opened = notices.load(retraction_watch(notice("1", doi=doi))).followed.opened
    assert set(opened) == {t.pk, r.pk, g.pk}
    mended = notices.load(retraction_watch(notice("1", doi="10.1000/another")))
    assert set(mended.followed.closed) == {t.pk, r.pk, g.pk}
    assert current() == {}
    assert {standing(claim).banner for claim in (t, r, g)} == {Banner.NONE}
    assert [standing(claim).notices_since for claim in (t, r, g)] == [[], [], []]

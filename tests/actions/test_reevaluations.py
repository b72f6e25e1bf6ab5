"""Re-evaluations: what opens the task to look at a published claim again, and what closes it."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from reviews.actions import cascade, claims, notices, releases, rounds
from reviews.exceptions import Conflict
from reviews.models import Event, Exposure, Match, Reevaluation
from reviews.vocabulary import Banner, ClaimState
from tests import build
from tests.actions.chains import current, paper, reinstate, retract, standing
from tests.extracts import notice, retraction_watch

pytestmark = pytest.mark.django_db


def test_only_published_claims_get_a_task(panel):
    t, r, g = build.chain(panel)
    retract(paper(t))
    assert len(current()) == 3
    assert not Reevaluation.objects.exists()


def test_a_reinstatement_closes_what_the_retraction_opened(panel):
    t, r, g = build.chain(panel, state=ClaimState.PUBLISHED)
    retract(paper(t))
    loaded = reinstate(paper(t))
    assert current() == {}
    assert set(loaded.followed.closed) == {t.pk, r.pk, g.pk}
    assert Exposure.objects.exclude(ended_at=None).count() == 3
    for claim in (t, r, g):
        row = standing(claim)
        assert (row.banner, row.reason) == (Banner.NONE, "")
        natures = [told["nature"]["value"] for told in row.notices_since]
        assert sorted(natures) == ["reinstatement", "retraction"]
    assert [len(told["path"]) for told in standing(g).notices_since] == [2, 2]
    task = Reevaluation.objects.get(claim=g)
    assert task.closed_at
    assert task.decision.startswith("Nothing that the claim rests on is listed")


def test_a_claim_that_is_appraised_again_keeps_its_banner_when_the_notice_is_answered(panel):
    t = build.claim(ClaimState.PUBLISHED, panel)
    retract(paper(t))
    build.open_round(t)
    reinstate(paper(t))
    row = standing(t)
    assert (row.banner, row.reason) == (
        Banner.RE_EVALUATION,
        "The panel is appraising this claim again.",
    )
    rounds.void(t.rounds.order_by("opened_at").last(), reason="x", by=build.chair(panel))
    assert standing(t).banner == Banner.NONE


def test_a_void_round_does_not_take_a_notice_back(panel):
    t = build.claim(ClaimState.PUBLISHED, panel)
    retract(paper(t))
    round = build.open_round(t)
    rounds.void(round, reason="x", by=build.chair(panel))
    assert standing(t).banner == Banner.RE_EVALUATION


def test_a_graver_notice_asks_again_and_a_lighter_one_too(panel):
    t, r = build.chain(panel, length=2, state=ClaimState.PUBLISHED)
    retract(paper(t), nature="Expression of concern")
    task = Reevaluation.objects.get(claim=r)
    cascade.close_reevaluation(task, reason="Looked at.", by=build.chair(panel))
    assert (standing(r).banner, len(standing(r).notices_since)) == (Banner.NONE, 1)
    doi = paper(t).identifiers.get().value
    notices.load(retraction_watch(notice("2", doi=doi, date="5/5/2025 0:00")))
    assert current()[r.pk, paper(t).pk][0] == "retracted"
    assert Reevaluation.objects.current().filter(claim=r).count() == 1
    assert len(standing(r).notices_since) == 2
    ended = Exposure.objects.exclude(ended_at=None)
    assert {row.status for row in ended} == {"concern"}


def test_a_withdrawn_claim_gets_no_task(panel):
    t = build.claim(ClaimState.PUBLISHED, panel)
    claims.withdraw(t, reason="For the test.", by=build.chair(panel))
    retract(paper(t))
    assert not Reevaluation.objects.exists()
    assert standing(t).banner == Banner.WITHDRAWN


def test_a_chair_closes_a_task_once_and_with_a_reason(panel, ann):
    t = build.claim(ClaimState.PUBLISHED, panel)
    retract(paper(t))
    task, by = Reevaluation.objects.get(), build.chair(panel)
    with pytest.raises(PermissionDenied):
        cascade.close_reevaluation(task, reason="x", by=ann)
    with pytest.raises(ValidationError, match="what came of the re-evaluation"):
        cascade.close_reevaluation(task, reason="  ", by=by)
    cascade.close_reevaluation(task, reason=" The data stand. ", by=by)
    assert (task.decision, task.closed_by, standing(t).banner) == (
        "The data stand.",
        by,
        Banner.NONE,
    )
    assert len(standing(t).notices_since) == 1
    with pytest.raises(Conflict, match="closed already"):
        cascade.close_reevaluation(task, reason="x", by=by)
    assert Event.objects.filter(verb="close_reevaluation").count() == 1


def test_publishing_anew_closes_and_the_edition_keeps_the_path(panel):
    t, r, g = build.chain(panel, state=ClaimState.PUBLISHED)
    retract(paper(t))
    by = build.chair(panel)
    build.grade(g)
    build.confirm_flags(g)
    with pytest.raises(Conflict, match="is not acknowledged"):
        releases.publish(panel, [g], by=by)
    notices.acknowledge(Match.objects.get(), by=by)
    releases.publish(panel, [g], by=by)
    task = Reevaluation.objects.get(claim=g)
    assert (task.closed_by, task.decision) == (by, "Published anew in edition 4.")
    row = standing(g)
    assert (row.banner, row.notices_since) == (Banner.NONE, [])
    [kept] = build.content(g)["exposures"]
    assert (kept["paper"], kept["steps"], kept["status"]["value"]) == (
        str(paper(t).pk),
        2,
        "retracted",
    )
    assert [step["short"] for step in kept["path"]] == [paper(r).short, paper(t).short]
    assert [told["nature"]["value"] for told in kept["notices"]] == ["retraction"]
    # The others were not looked at: their editions tell, and their tasks stay.
    assert Reevaluation.objects.current().count() == 2
    assert (standing(r).banner, standing(r).notices_since) == (Banner.RE_EVALUATION, [])
    reinstate(paper(t))
    assert standing(r).banner == Banner.NONE
    [told] = standing(g).notices_since
    assert (told["nature"]["value"], len(told["path"])) == ("reinstatement", 2)


def test_publishing_what_is_known_to_rest_on_a_listed_paper_asks_nothing(panel):
    t, r = build.chain(panel, length=2)
    retract(paper(t))
    notices.acknowledge(Match.objects.get(), by=build.chair(panel))
    build.grade(r)
    build.confirm_flags(r)
    releases.publish(panel, [r], by=build.chair(panel))
    cascade.follow()
    assert not Reevaluation.objects.exists()
    assert standing(r).banner == Banner.NONE
    assert len(build.content(r)["exposures"]) == 1


def test_a_notice_has_to_be_acknowledged_at_any_distance(panel):
    t, r, g = build.chain(panel)
    retract(paper(t))
    build.grade(g)
    preview = releases.preview(panel, [g], by=build.chair(panel))
    assert any("is not acknowledged" in sentence for sentence, _ in preview.blockers)

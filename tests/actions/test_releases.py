"""Editions: what blocks them, what they hold, and what stands afterwards."""

import json
from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.urls import reverse

from reviews.actions import (
    calibrations,
    claim_exceptions,
    claims,
    flags,
    motions,
    notices,
    papers,
    releases,
    rounds,
    verdicts,
    wordings,
)
from reviews.exceptions import Conflict
from reviews.models import Claim, Event, Flag, FrozenClaim, Match, Release, Standing
from reviews.models.digests import canonical, sha256
from reviews.vocabulary import Banner, ClaimState, FlagState, Label, Role
from tests import build

pytestmark = pytest.mark.django_db
HEDGED = "Some studies suggest that treatment A may be useful in adults with condition B."


def graded(panel=None, source=None, exact=build.STRONG):
    """Graded, with every flag decided."""
    claim = build.claim(ClaimState.GRADED, panel, source, exact)
    build.confirm_flags(claim)
    return claim


def publish(*claims):
    panel = claims[0].source.paper.panel
    return releases.publish(panel, claims, by=build.chair(panel))


def frozen(claim, release):
    return FrozenClaim.objects.get(claim=claim, releases=release)


def grade_again(claim, result):
    """Another verdict on the same outcome."""
    again = build.open_round(claim, body=claim.rounds.first().body)
    worksheet = build.worksheet(result)
    build.submit_all(again, worksheet)
    by = build.chair(again.panel)
    verdicts.settle(again, content=worksheet, settled_by="agreement", by=by)
    claim.refresh_from_db()
    build.confirm_flags(claim)


def content(claim, release):
    return json.loads(frozen(claim, release).content)


def test_a_published_claim_stands_with_what_its_frozen_content_says():
    claim = graded()
    release = publish(claim)
    assert Claim.objects.get(pk=claim.pk).state == ClaimState.PUBLISHED
    standing = Standing.objects.get(pk=claim.pk)
    shown = content(claim, release)
    assert standing.release == release
    assert standing.exact == shown["extent"]["exact"] == build.STRONG
    assert standing.label == shown["label"]["value"] == Label.WEAKLY_SUPPORTED
    assert standing.certainty == shown["certainty"]["overall"]["value"] == "very_low"
    assert standing.flags == [flag["code"] for flag in shown["flags"]]
    assert standing.banner == Banner.NONE
    assert shown["source"]["text"][shown["extent"]["start"] : shown["extent"]["end"]] == (
        build.STRONG
    )


def test_content_is_canonical_and_carries_its_digest_and_the_head_of_the_chain_before():
    claim = graded()
    panel = claim.source.paper.panel
    before = Event.objects.filter(chain__panel=panel).order_by("-sequence").first()
    release = publish(claim)
    row = frozen(claim, release)
    assert row.content == canonical(json.loads(row.content))
    assert row.digest == sha256(row.content)
    assert release.digest == sha256(release.content)
    assert json.loads(release.content)["claims"] == [[str(claim.pk), row.digest]]
    assert release.audit_head == before.hash


def test_one_event_tells_of_the_release_and_of_every_row_made():
    claim = graded()
    release = publish(claim)
    event = Event.objects.get(verb="publish")
    made = {(model, pk) for model, pk, _ in json.loads(event.body)["made"]}
    assert made == {
        ("release", str(release.pk)),
        ("frozenclaim", str(frozen(claim, release).pk)),
    }


def test_editions_share_what_did_not_change():
    source = build.source()
    first = graded(source=source)
    one = publish(first)
    second = graded(source=source, exact=HEDGED)
    two = publish(second)
    assert (one.number, two.number) == (1, 2)
    assert frozen(first, one) == frozen(first, two)
    assert Standing.objects.get(pk=first.pk).release == two
    assert set(two.frozen_claims.values_list("claim", flat=True)) == {first.pk, second.pk}


def test_the_same_data_published_again_has_the_same_digest():
    claim = graded()
    one = publish(claim)
    by = build.chair(claim.source.paper.panel)
    claims.withdraw(claim, reason="For the test.", by=by)
    claims.restore(claim, reason="For the test.", by=by)
    two = publish(claim)
    assert frozen(claim, one) == frozen(claim, two)
    assert Standing.objects.get(pk=claim.pk).banner == Banner.NONE


def test_a_correction_of_a_standing_claim_is_in_the_next_edition_and_not_in_the_last():
    claim = graded()
    one = publish(claim)
    by = build.chair(claim.source.paper.panel)
    read = {field: getattr(claim.wording, field) for field in wordings.READING}
    wordings.correct(claim, **read | {"advice": "weak"}, by=by)
    two = releases.publish(claim.source.paper.panel, [], by=by)
    assert content(claim, one)["wording"]["advice"]["value"] == "strong"
    assert content(claim, two)["wording"]["advice"]["value"] == "weak"


def test_nothing_new_is_no_new_edition():
    claim = graded()
    publish(claim)
    panel = claim.source.paper.panel
    with pytest.raises(Conflict, match="Nothing has changed since the last edition."):
        releases.publish(panel, [], by=build.chair(panel))


def test_a_claim_graded_again_stands_as_it_was_until_it_is_chosen():
    claim = graded()
    panel = claim.source.paper.panel
    one = publish(claim)
    grade_again(claim, "moderate")
    assert Standing.objects.get(pk=claim.pk).banner == Banner.RE_EVALUATION
    other = graded(panel=panel)
    two = publish(other)
    assert frozen(claim, two) == frozen(claim, one)
    assert Standing.objects.get(pk=claim.pk).label == Label.WEAKLY_SUPPORTED
    three = publish(claim)
    assert content(claim, three)["certainty"]["overall"]["value"] == "moderate"
    standing = Standing.objects.get(pk=claim.pk)
    assert (standing.banner, standing.certainty) == (Banner.NONE, "moderate")


def test_a_void_round_leaves_the_edition_standing():
    claim = graded()
    publish(claim)
    again = build.open_round(claim)
    standing = Standing.objects.get(pk=claim.pk)
    assert (standing.banner, standing.reason) == (
        Banner.RE_EVALUATION,
        "The panel is appraising this claim again.",
    )
    rounds.void(again, reason="For the test.", by=build.chair(again.panel))
    standing.refresh_from_db()
    assert (standing.banner, standing.reason) == (Banner.NONE, "")


def test_a_withdrawn_claim_is_not_in_the_next_edition():
    claim = graded()
    panel = claim.source.paper.panel
    publish(claim)
    claims.withdraw(claim, reason="The wrong sentence.", by=build.chair(panel))
    other = graded(panel=panel)
    release = publish(other)
    assert list(release.frozen_claims.values_list("claim", flat=True)) == [other.pk]
    assert Standing.objects.get(pk=claim.pk).release.number == 1


def test_a_new_notice_asks_for_acknowledgement_and_then_is_in_the_next_edition():
    claim = graded()
    panel, by = claim.source.paper.panel, build.chair(claim.source.paper.panel)
    paper = claim.source.paper
    papers.add_identifier(paper, scheme="doi", value="10.1000/a", basis="Constructed.", by=by)
    one = publish(claim)
    build.notice(paper)
    standing = Standing.objects.get(pk=claim.pk)
    assert [notice["nature"]["value"] for notice in standing.notices_since] == ["retraction"]
    with pytest.raises(Conflict, match="A notice \\(retraction\\) on “.*” is not acknowledged."):
        releases.publish(panel, [], by=by)
    notices.acknowledge(Match.objects.get(), by=by)
    two = releases.publish(panel, [], by=by)
    assert content(claim, one)["paper"]["notices"] == []
    shown = content(claim, two)
    assert [notice["nature"]["value"] for notice in shown["paper"]["notices"]] == ["retraction"]
    assert shown["paper"]["status"]["value"] == "retracted"
    assert shown["label"] == content(claim, one)["label"]
    standing.refresh_from_db()
    assert (standing.status, standing.notices_since) == ("retracted", [])


def blocked(claim):
    panel = claim.source.paper.panel
    by = build.chair(panel)
    found = releases.preview(panel, [claim], by=by).blockers
    with pytest.raises(Conflict):
        releases.publish(panel, [claim], by=by)
    assert not Release.objects.exists()
    assert Claim.objects.get(pk=claim.pk).state == claim.state
    return found


@pytest.mark.parametrize(
    "state", [state for state in ClaimState if state not in ("graded", "published")]
)
def test_only_graded_claims_are_published(state):
    claim = build.claim(state)
    assert blocked(claim)[0] == (
        f"“{claim}” is {state.label.lower()}; only graded claims are published.",
        reverse("desk-claim", args=[claim.pk]),
    )


def test_a_running_round_blocks():
    claim = graded()
    again = build.open_round(claim)
    assert blocked(claim) == [
        (f"A round on “{claim}” is still open.", reverse("desk-round", args=[again.pk]))
    ]


def test_an_undecided_flag_blocks_and_a_decided_one_does_not():
    claim = build.claim(ClaimState.GRADED)
    by = build.chair(claim.source.paper.panel)
    Flag.objects.filter(claim=claim, is_computed=False).delete()
    flags.propose_flags([(claim, "CLASS_EXTRAPOLATION", [])])
    [flag] = Flag.objects.filter(claim=claim, state=FlagState.PROPOSED)
    [(sentence, link)] = blocked(claim)
    assert sentence.startswith(f"The flag “From one drug to its class” on “{claim}” is neither")
    assert link == reverse("desk-claim", args=[claim.pk])
    flags.decide(flag, state="dismissed", reason="One drug is all that is claimed.", by=by)
    release = publish(claim)
    codes = [flag["code"] for flag in content(claim, release)["flags"]]
    assert codes == ["STRONG_REC_WEAK_EVIDENCE"]


def test_a_chair_who_appraises_a_claim_is_told_which_flags_it_has_by_nobody():
    claim = build.claim(ClaimState.GRADED)
    panel, other = claim.source.paper.panel, build.member(claim.source.paper.panel, Role.CHAIR)
    flags.propose_flags([(claim, "CLASS_EXTRAPOLATION", []), (claim, "SPECIES_EXTRAPOLATION", [])])
    named = [sentence for sentence, _ in releases.preview(panel, [claim], by=other).blockers]
    assert len(named) == 2
    made, _ = calibrations.calibrate(
        instrument="grade", claim=claim, body=claim.rounds.get().body, by=build.chair(panel)
    )
    rounds.assign(made, other, by=build.chair(panel))
    masked = f"You appraise “{claim}” yourself: somebody else looks at its flags."
    assert [told for told, _ in releases.preview(panel, [claim], by=other).blockers] == [masked]
    with pytest.raises(Conflict, match="You appraise"):
        releases.publish(panel, [claim], by=other)
    third = build.member(panel, Role.CHAIR)
    assert [told for told, _ in releases.preview(panel, [claim], by=third).blockers] == named


def test_an_unacknowledged_notice_blocks_whether_on_the_paper_or_on_what_was_graded():
    claim = graded()
    by = build.chair(claim.source.paper.panel)
    paper = claim.source.paper
    papers.add_identifier(paper, scheme="doi", value="10.1000/a", basis="Constructed.", by=by)
    build.notice(paper, nature="Expression of concern")
    assert blocked(claim) == [
        (
            f"A notice (expression of concern) on “{paper.title}” is not acknowledged.",
            reverse("desk-paper", args=[paper.pk]),
        )
    ]


def test_one_claim_that_cannot_be_published_holds_back_all():
    source = build.source()
    good = graded(source=source)
    accepted = build.claim(ClaimState.ACCEPTED, source=source, exact=HEDGED)
    with pytest.raises(Conflict):
        publish(good, accepted)
    assert Claim.objects.get(pk=good.pk).state == ClaimState.GRADED
    assert not FrozenClaim.objects.exists()


def test_claims_of_another_panel_are_refused():
    claim, stranger = graded(), graded()
    with pytest.raises(ValidationError, match="Choose claims of this panel only."):
        publish(claim, stranger)


@pytest.mark.parametrize("role", [Role.ADJUDICATOR, Role.REVIEWER, Role.OBSERVER])
def test_only_a_chair_publishes(role):
    claim = graded()
    panel = claim.source.paper.panel
    with pytest.raises(PermissionDenied):
        releases.publish(panel, [claim], by=build.member(panel, role))


def test_the_preview_lists_what_the_edition_will_hold():
    source = build.source()
    first = graded(source=source)
    publish(first)
    second = graded(source=source, exact=HEDGED)
    panel = source.paper.panel
    preview = releases.preview(panel, [second], by=build.chair(panel))
    assert (preview.number, preview.claims, preview.standing, preview.blockers) == (
        2,
        [second],
        [first],
        [],
    )
    assert preview.changed == []


def changed(panel):
    found = releases.preview(panel, [], by=build.chair(panel))
    return [(claim.pk, parts) for claim, parts in found.changed]


def test_the_preview_names_what_is_changed_of_standing_claims():
    claim, other = graded(), graded()
    panel, by = claim.source.paper.panel, build.chair(claim.source.paper.panel)
    publish(claim)
    publish(other)
    assert changed(panel) == []
    claim_exceptions.record_exception(
        claim, situation=1, direction="for", reason="Life is at stake.", benefit_certainty=1, by=by
    )
    [(found, parts)] = changed(panel)
    assert (found, parts) == (
        claim.pk,
        [
            "its label, from “weakly supported” to “strong despite low certainty, justified”",
            "its flags",
            "an exception, which was recorded",
        ],
    )
    two = releases.publish(panel, [], by=by)
    assert content(claim, two)["label"]["value"] == Label.STRONG_JUSTIFIED
    assert changed(panel) == []


def test_the_preview_names_how_the_overall_certainty_is_taken():
    claim = build.claim(ClaimState.ACCEPTED)
    found = build.grade_outcomes(claim, death="moderate", harms={"pain": "low"})
    build.confirm_flags(claim)
    publish(claim)
    build.choose(claim, found["death"])
    panel = claim.source.paper.panel
    [(_, parts)] = changed(panel)
    assert parts == [
        "its label, from “weakly supported” to “wording in line with certainty”",
        "its overall certainty, from low to moderate",
        "its flags",
    ]
    two = releases.publish(panel, [], by=build.chair(panel))
    assert content(claim, two)["certainty"]["overall"]["value"] == "moderate"


def test_the_preview_names_what_was_corrected():
    claim = graded()
    panel = claim.source.paper.panel
    publish(claim)
    read = {field: getattr(claim.wording, field) for field in wordings.READING}
    wordings.correct(claim, **read | {"causal": "none"}, by=build.chair(panel), reason="So.")
    assert changed(panel)[0][1][0] == "how it is worded"


def test_every_appraisal_the_verdict_and_the_dissent_are_in_it_under_letters():
    claim = build.claim(ClaimState.ACCEPTED)
    round = build.round(build.RoundState.REVEALED, claim)
    minority = round.assignments.first().user
    sheet = build.worksheet("low") | {"rationale": "The trials were not so few."}
    motion = build.answer(build.move(round, sheet, "consensus", discussed_on=date(2026, 3, 3)))
    motions.dissent(motion, statement="I see it otherwise.", by=minority)
    motions.close(motion, by=build.chair(round.panel))
    claim.refresh_from_db()
    build.confirm_flags(claim)
    release = publish(claim)
    text = frozen(claim, release).content
    [shown] = content(claim, release)["rounds"]
    assert [appraisal["letter"] for appraisal in shown["appraisals"]] == ["A", "B"]
    assert [a["result"]["value"] for a in shown["appraisals"]] == ["very_low", "very_low"]
    assert shown["verdict"]["result"]["value"] == "low"
    letters = [(dissent["name"], dissent["statement"]) for dissent in shown["dissents"]]
    assert letters == [(None, "I see it otherwise.")]
    assert shown["verdict"]["reached"] == {
        "discussed_on": "2026-03-03", "participants": 2, "votes": None,
    }  # fmt: skip
    people = [assignment.user for assignment in round.assignments.all()]
    assert not [p for p in people if p.name in text or str(p.pk) in text or p.email in text]


def test_letters_stay_over_editions_and_new_appraisers_get_new_ones():
    claim = graded()
    one = publish(claim)
    grade_again(claim, "low")
    two = publish(claim)
    [first] = content(claim, one)["rounds"]
    before, after = content(claim, two)["rounds"]
    assert before["appraisals"] == first["appraisals"]
    assert [appraisal["letter"] for appraisal in after["appraisals"]] == ["C", "D"]


def test_names_are_published_only_if_the_panel_chose_so():
    claim = graded(panel=build.panel(is_naming_appraisers=True))
    release = publish(claim)
    [shown] = content(claim, release)["rounds"]
    named = {appraisal["name"] for appraisal in shown["appraisals"]}
    round = claim.rounds.get()
    assert named == {assignment.user.name for assignment in round.assignments.all()}


def test_freezing_takes_as_many_queries_for_three_claims_as_for_one(
    django_assert_num_queries,
):
    few, many = graded(), build.source()
    three = [graded(source=many), graded(source=many, exact=HEDGED)]
    three.append(graded(source=many, exact=HEDGED[:30]))
    for claim in (few, *three):
        build.cite(claim)
    by = build.chair(few.source.paper.panel), build.chair(many.paper.panel)
    # SQLite takes three statements to write into its index, PostgreSQL one. One reads the
    # definitions of the instruments in the edition, so that agreement knows the order of answers.
    queries = {"sqlite": 78, "postgresql": 76}[connection.vendor]
    with django_assert_num_queries(queries):
        releases.publish(few.source.paper.panel, [few], by=by[0])
    with django_assert_num_queries(queries):
        releases.publish(many.paper.panel, three, by=by[1])

"""A round's page: who may appraise and why not, what a watching chair sees, how it ends."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from reviews.actions import appraisals, motions, rounds, verdicts
from reviews.models import Appraisal, Assignment, Dissent
from reviews.vocabulary import ClaimState, RoundState
from tests import build

pytestmark = pytest.mark.django_db


@pytest.fixture
def opened(panel):
    return build.open_round(build.claim(ClaimState.ACCEPTED, panel=panel), appraisers=0)


def post(client, name, *args, **data):
    return client.post(reverse(name, args=args), data)


def page(client, round):
    return client.get(round.get_absolute_url())


def test_a_chair_assigns_a_member_once(client, opened, cleo, ann):
    client.force_login(cleo)
    assert post(client, "desk-round-assign", opened.pk, user=ann.pk).status_code == 302
    assert opened.assignments.get().user == ann
    assert post(client, "desk-round-assign", opened.pk, user=ann.pk).status_code == 409


def test_who_cannot_be_assigned_is_listed_with_the_reason(client, panel, opened, cleo):
    silent = build.member(panel, has_declared=False, name="Silent Sam")
    client.force_login(cleo)
    sentence = "Silent Sam has not declared interests in this panel yet."
    assert sentence in page(client, opened).text
    refused = post(client, "desk-round-assign", opened.pk, user=silent.pk)
    assert refused.status_code == 403
    assert sentence in refused.text
    post(client, "desk-round-override", opened.pk, user=silent.pk, reason="Knows the field.")
    assert post(client, "desk-round-assign", opened.pk, user=silent.pk).status_code == 302
    assert "Knows the field." in page(client, opened).text


def test_an_override_needs_a_reason(client, panel, opened, cleo):
    silent = build.member(panel, has_declared=False)
    client.force_login(cleo)
    answer = post(client, "desk-round-override", opened.pk, user=silent.pk)
    assert answer.status_code == 400
    assert not opened.overrides.exists()


def test_nobody_of_another_panel_and_no_nonsense_is_assigned(client, opened, cleo, dan):
    client.force_login(cleo)
    assert post(client, "desk-round-assign", opened.pk, user=dan.pk).status_code == 404
    assert post(client, "desk-round-assign", opened.pk, user="x").status_code == 400


def test_an_assignment_ends_with_a_reason(client, opened, cleo, ann):
    assignment = rounds.assign(opened, ann, by=cleo)
    client.force_login(cleo)
    address = ("desk-round-unassign", opened.pk, assignment.pk)
    assert post(client, *address).status_code == 400
    assert post(client, *address, reason="On leave.").status_code == 302
    assert "assignment ended, On leave." in page(client, opened).text


def test_progress_is_for_a_chair_who_watches_and_takes_no_part(client, opened, cleo, ann, bob):
    for person in (ann, bob):
        rounds.assign(opened, person, by=cleo)
    mine = Assignment.objects.get(user=ann)
    appraisals.submit(mine, content=build.worksheet(), by=ann)
    client.force_login(cleo)
    assert page(client, opened).context["progress"] is None
    assert post(client, "desk-round-watch", opened.pk).status_code == 302
    shown = page(client, opened).context["progress"]
    assert [(row.user, is_in) for row, is_in in shown] == [(ann, True), (bob, False)]
    client.force_login(bob)
    assert post(client, "desk-round-watch", opened.pk).status_code == 403


def test_a_round_is_revealed_early_with_a_reason_and_enough_appraisals(
    client, opened, cleo, ann, bob, cy
):
    for person in (ann, bob, cy):
        rounds.assign(opened, person, by=cleo)
    client.force_login(cleo)
    assert post(client, "desk-round-reveal", opened.pk, reason="Time.").status_code == 403
    post(client, "desk-round-watch", opened.pk)
    early = post(client, "desk-round-reveal", opened.pk, reason="Time.")
    assert early.status_code == 409
    assert "At least 2 appraisals must be in before a reveal." in early.text
    for person in (ann, bob):
        assignment = Assignment.objects.get(user=person)
        appraisals.submit(assignment, content=build.worksheet(), by=person)
    assert post(client, "desk-round-reveal", opened.pk).status_code == 400
    assert post(client, "desk-round-reveal", opened.pk, reason="Time.").status_code == 302
    opened.refresh_from_db()
    assert opened.state == RoundState.REVEALED


def test_before_the_reveal_no_page_of_a_colleague_tells_that_someone_submitted(
    client, opened, cleo, ann, bob
):
    for person in (ann, bob):
        rounds.assign(opened, person, by=cleo)
    pages = [
        reverse("desk"),
        reverse("desk-panel", args=[opened.panel.slug]),
        opened.get_absolute_url(),
        reverse("desk-round-appraise", args=[opened.pk]),
        opened.claim.get_absolute_url(),
        opened.subject_paper.get_absolute_url(),
    ]
    client.force_login(bob)
    texts = [_without_token(client.get(address).text) for address in pages]
    content = build.worksheet() | {"rationale": "A secret thought."}
    appraisals.submit(Assignment.objects.get(user=ann), content=content, by=ann)
    assert [_without_token(client.get(address).text) for address in pages] == texts


def _without_token(text):
    return [line for line in text.splitlines() if "csrfmiddlewaretoken" not in line]


def test_after_the_reveal_everyone_sees_the_answers_by_letter_and_names_with_the_verdict(
    client, panel, opened, cleo, ann, bob, cy
):
    for person in (ann, bob):
        rounds.assign(opened, person, by=cleo)
    for person, result in ((ann, "very_low"), (bob, "low")):
        assignment = Assignment.objects.get(user=person)
        appraisals.submit(assignment, content=build.worksheet(result), by=person)
    client.force_login(cy)
    found = page(client, opened).context["comparison"]
    assert [outcome.who for outcome in found.outcomes] == ["A", "B"]
    assert sorted(outcome.label for outcome in found.outcomes) == ["Low", "Very low"]
    assert [row.item for row in found.rows if row.differs] == ["imprecision"]
    [imprecision] = [row for row in found.rows if row.item == "imprecision"]
    assert sorted(cell.answer for cell in imprecision.cells) == ["Not serious", "Serious"]
    client.force_login(ann)
    own = page(client, opened).context["comparison"].outcomes
    assert sorted(outcome.who[1:] for outcome in own) == ["", " (you)"]

    opened.refresh_from_db()
    build.settle(opened, build.worksheet("low"), "consensus")
    found = page(client, opened).context["comparison"]
    told = [(outcome.who, outcome.label) for outcome in found.outcomes]
    assert told == [("Ann", "Very low"), ("Bob", "Low")]


def test_a_decided_round_shows_its_verdict_and_the_dissent(client, panel, ann, cleo):
    made = build.round(RoundState.REVEALED, build.claim(ClaimState.ACCEPTED, panel=panel))
    [first, last] = [row.user for row in made.assignments.select_related("user")]
    motion = build.move(made)
    client.force_login(first)
    given = {"motion": motion.pk, "statement": " "}
    assert post(client, "desk-round-dissent", made.pk, **given).status_code == 400
    given["statement"] = "I would have gone lower."
    assert post(client, "desk-round-dissent", made.pk, **given).status_code == 302
    motions.assent(motion, by=last)
    motions.close(motion, by=cleo)
    client.force_login(ann)
    text = page(client, made).text
    assert f"{first.name} <button" in text
    assert "I would have gone lower." in text
    assert "<strong>Very low</strong>, by adjudication" in text
    client.force_login(first)
    late = post(client, "desk-round-dissent", made.pk, **given | {"statement": "Once more."})
    assert late.status_code == 409
    assert f"{cleo.name} settled this round on" in late.text
    assert "Once more." in late.text
    assert Dissent.objects.visible_to(ann).get().statement == "I would have gone lower."


def test_a_void_round_says_why_and_keeps_its_appraisals_hidden(client, panel, opened, cleo, ann):
    rounds.assign(opened, ann, by=cleo)
    rounds.assign(opened, cleo, by=cleo)
    appraisals.submit(Assignment.objects.get(user=ann), content=build.worksheet(), by=ann)
    client.force_login(cleo)
    assert post(client, "desk-round-void", opened.pk).status_code == 400
    assert post(client, "desk-round-void", opened.pk, reason="Wrong body.").status_code == 302
    shown = page(client, opened)
    assert "Wrong body." in shown.text
    assert shown.context["comparison"] is None
    assert not Appraisal.objects.visible_to(cleo).exists()


def test_whoever_is_barred_by_now_is_listed_and_may_be_let_on(client, panel, opened, cleo, ann):
    rounds.assign(opened, ann, by=cleo)
    build.declare(panel, ann, "financial", "no_vote", "Shares.")
    client.force_login(cleo)
    sentence = "Ann has declared an interest that bars from judging this paper."
    [(person, permit, may_override, _)] = page(client, opened).context["barred"]
    assert (person, permit.reason, bool(may_override)) == (ann, sentence, True)
    own = Assignment.objects.get(user=ann)
    with pytest.raises(PermissionDenied, match="bars from judging"):
        appraisals.submit(own, content=build.worksheet(), by=ann)
    post(client, "desk-round-override", opened.pk, user=ann.pk, reason="Ten shares.")
    assert page(client, opened).context["barred"] == []
    appraisals.submit(own, content=build.worksheet(), by=ann)


def test_a_barred_settler_is_let_on_by_someone_else(client, panel, cleo, ada):
    revealed = build.round(RoundState.REVEALED, build.claim(ClaimState.ACCEPTED, panel=panel))
    for person in (cleo, ada):
        build.declare(panel, person, "personal", "no_vote", "A friend.")
    client.force_login(cleo)
    shown = page(client, revealed)
    listed = {person: bool(may) for person, _, may, _ in shown.context["barred"]}
    assert listed == {ada: True, cleo: False}
    assert "Someone else must record the override." in shown.text
    with pytest.raises(PermissionDenied, match="bars from judging"):
        verdicts.settle(revealed, content=build.worksheet(), settled_by="agreement", by=ada)
    post(client, "desk-round-override", revealed.pk, user=ada.pk, reason="Small panel.")
    verdicts.settle(revealed, content=build.worksheet(), settled_by="agreement", by=ada)
    refused = post(client, "desk-round-override", revealed.pk, user=cleo.pk, reason="Me.")
    assert refused.status_code == 403


def test_a_shared_name_is_asked_about_once_for_all_rounds_of_the_paper(client, panel, cleo):
    source = build.source(panel, authors=[{"family": "Alpha", "given": "A.", "orcid": ""}])
    round = build.open_round(build.claim(ClaimState.ACCEPTED, source=source), appraisers=0)
    ann = build.member(panel, name="Ann Alpha")
    client.force_login(cleo)
    asked = [line for line in page(client, round).context["candidates"] if line[3]]
    assert [(person, author) for person, _, _, author in asked] == [(ann, "Alpha, A.")]
    answer = {"user": ann.pk, "author": "Alpha, A."}
    refused = post(client, "desk-round-namesake", round.pk, **answer, is_same="no")
    assert refused.status_code == 400
    assert "Say how you know that they are two people." in refused.text
    said = post(
        client, "desk-round-namesake", round.pk, **answer, is_same="no", reason="Born 1990."
    )
    assert said.status_code == 302
    again = post(client, "desk-round-namesake", round.pk, **answer, is_same="yes")
    assert again.status_code == 409
    shown = page(client, round)
    assert [line for line in shown.context["candidates"] if line[3]] == []
    assert f"are two people, says {cleo.name}: Born 1990." in shown.text
    assert post(client, "desk-round-assign", round.pk, user=ann.pk).status_code == 302


@pytest.mark.parametrize("count", [1, 3])
def test_a_round_asks_the_same_few_questions_however_many_members(
    client, panel, opened, cleo, count, django_assert_num_queries
):
    for _ in range(count):
        build.member(panel)
        rounds.assign(opened, build.member(panel), by=cleo)
    client.force_login(cleo)
    with django_assert_num_queries(33):
        page(client, opened)


def test_a_reason_that_was_not_needed_is_kept_and_shown(client, panel, cleo):
    paper = build.paper(panel, design="narrative_review")
    client.force_login(cleo)
    sent = client.post(
        reverse("desk-paper-open", args=[paper.pk]),
        {"instrument": "sanra", "result": "The review", "reason": "  Asked by the board. ",
         "purpose": "panel"},
    )  # fmt: skip
    assert sent.status_code == 302
    made = paper.rounds.get()
    assert made.reason == "Asked by the board."
    assert "Why it was opened: Asked by the board." in page(client, made).text

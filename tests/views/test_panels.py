"""A panel's page, its seats and interests."""

import pytest
from django.urls import reverse

from reviews.actions import appraisals, leases, rounds
from reviews.models import Assignment, Event, Interest, Verdict
from reviews.views import pages
from reviews.vocabulary import Role
from tests import build

pytestmark = pytest.mark.django_db


def test_papers_come_a_page_at_a_time_and_none_twice(client, panel, ann, monkeypatch):
    monkeypatch.setattr(pages, "SIZE", 2)
    made = [build.paper(panel) for _ in range(5)]
    client.force_login(ann)
    seen, address = [], reverse("desk-panel", args=[panel.slug])
    after = ""
    while after is not None:
        context = client.get(address, {"after": after} if after else {}).context
        seen += [paper for paper, _ in context["papers"]]
        after = context["after"]
    assert seen == made[::-1]


def test_a_place_that_is_none_of_the_panel_is_not_found(client, panel, ann):
    stranger = build.paper()
    client.force_login(ann)
    address = reverse("desk-panel", args=[panel.slug])
    for after in (stranger.pk, "nonsense"):
        assert client.get(address, {"after": after}).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_a_panel_asks_the_same_few_questions_however_many_papers(
    client, panel, ann, count, django_assert_num_queries
):
    for _ in range(count):
        build.notice(build.round().subject_paper)
        build.open_round(build.claim("accepted", panel=panel), appraisers=1)
    client.force_login(ann)
    with django_assert_num_queries(9):
        client.get(reverse("desk-panel", args=[panel.slug]))


def revealed(panel, *sheets):
    """A round in which appraisers submitted these worksheets."""
    made = build.open_round(build.claim("accepted", panel=panel), appraisers=len(sheets))
    assignments = Assignment.objects.filter(round=made)
    for assignment, sheet in zip(assignments, sheets, strict=True):
        appraisals.submit(assignment, content=sheet, by=assignment.user)
    made.refresh_from_db()
    return made


def offered(client, panel):
    page = client.get(reverse("desk-panel", args=[panel.slug]))
    return {round.pk: result for round, result in page.context["at_once"]}


def settle(client, panel, *made):
    chosen = {"round": [str(round.pk) for round in made]}
    return client.post(reverse("desk-settle-agreed", args=[panel.slug]), chosen, follow=True)


def test_what_all_answered_alike_is_offered_and_settled_by_one_button(client, panel, cleo):
    same = revealed(panel, build.worksheet("low"), build.worksheet("low"))
    other = revealed(panel, build.worksheet(), build.worksheet())
    differing = revealed(panel, build.worksheet("low"), build.worksheet("very_low"))
    client.force_login(cleo)
    assert offered(client, panel) == {same.pk: "Low", other.pk: "Very low"}
    page = settle(client, panel, same, other, differing)
    assert "Settled: 2." in page.text
    assert "The appraisers differ on imprecision; settle this on its own page." in page.text
    verdicts = {row.round_id: (row.result, row.settled_by) for row in Verdict.objects.all()}
    assert verdicts == {same.pk: ("low", "agreement"), other.pk: ("very_low", "agreement")}
    settled = Event.objects.filter(verb="settle", actor_id=cleo.pk)
    assert {event.subject_id for event in settled} == {same.pk, other.pk}
    assert offered(client, panel) == {}


def test_what_the_button_would_refuse_is_not_offered(client, panel, cleo, ada):
    """Each round is refused by the action as it is left out of the list."""
    departing = build.worksheet() | {"result": "low", "rationale": "A reason."}
    unclear = build.worksheet("low", side="unclear") | {"rationale": "They point both ways."}
    background = build.worksheet(kind="background", advice="none")
    appraised = build.open_round(build.claim("accepted", panel=panel), appraisers=1)
    rounds.assign(appraised, cleo, by=cleo)
    refused = [
        build.submit_all(appraised),
        *(revealed(panel, sheet, sheet) for sheet in (departing, unclear, background)),
        revealed(panel, build.worksheet("low"), build.worksheet("very_low")),
    ]
    taken, moved = (revealed(panel, build.worksheet(), build.worksheet()) for _ in range(2))
    leases.take(taken, by=ada)
    build.move(moved, by=ada)
    free = revealed(panel, build.worksheet(), build.worksheet())
    client.force_login(cleo)
    assert set(offered(client, panel)) == {free.pk}
    page = settle(client, panel, *refused, taken, moved)
    assert "Settled" not in page.text.split('role="status"')[1].split("</ul>")[0]
    assert len(page.context["messages"]) == len(refused) + 2
    assert not Verdict.objects.exists()


def test_whom_an_interest_bars_or_the_role_does_is_offered_nothing(client, panel, ann, ada, dan):
    free = revealed(panel, build.worksheet(), build.worksheet())
    client.force_login(ada)
    assert set(offered(client, panel)) == {free.pk}
    build.declare(panel, ada, "financial", "no_vote", "Shares.")
    assert offered(client, panel) == {}
    assert "declared an interest" in settle(client, panel, free).text
    client.force_login(ann)
    assert offered(client, panel) == {}
    assert settle(client, panel, free).status_code == 403
    client.force_login(dan)
    assert settle(client, panel, free).status_code == 404
    assert not Verdict.objects.exists()


def test_choosing_nothing_or_what_is_not_the_panels_settles_nothing(client, panel, cleo):
    client.force_login(cleo)
    other = revealed(build.panel(), build.worksheet(), build.worksheet())
    assert "Choose the rounds to settle." in settle(client, panel).text
    assert "Choose the rounds to settle." in settle(client, panel, other).text
    address = reverse("desk-settle-agreed", args=[panel.slug])
    assert client.post(address, {"round": "nonsense"}).status_code == 404
    assert not Verdict.objects.exists()


@pytest.mark.parametrize("count", [1, 3])
def test_what_is_offered_asks_the_same_few_questions_however_many_rounds(
    client, panel, cleo, count, django_assert_num_queries
):
    for _ in range(count):
        revealed(panel, build.worksheet(), build.worksheet())
    client.force_login(cleo)
    with django_assert_num_queries(14):
        assert len(offered(client, panel)) == count


@pytest.mark.parametrize("count", [1, 3])
def test_members_ask_the_same_few_questions_however_many_sit(
    client, panel, cleo, count, django_assert_num_queries
):
    for _ in range(count):
        build.declare(panel, build.member(panel), "financial", "disclose", "Shares.")
    client.force_login(cleo)
    with django_assert_num_queries(7):
        client.get(reverse("desk-members", args=[panel.slug]))


def test_a_chair_changes_a_role_and_ends_the_seat(client, panel, cleo, ada):
    client.force_login(cleo)
    seat = panel.memberships.get(user=ada)
    client.post(reverse("desk-membership-role", args=[panel.slug, seat.pk]), {"role": "observer"})
    seat.refresh_from_db()
    assert seat.role == Role.OBSERVER
    client.post(reverse("desk-membership-end", args=[panel.slug, seat.pk]))
    seat.refresh_from_db()
    assert seat.left_by == cleo


def test_a_reviewer_sees_why_the_button_is_grey(client, panel, ann, bob):
    client.force_login(ann)
    text = client.get(reverse("desk-members", args=[panel.slug])).text
    assert 'aria-disabled="true"' in text
    assert "In this panel, only a chair may do this." in text


def test_settings_are_edited_and_a_refusal_keeps_what_was_typed(client, panel, cleo):
    client.force_login(cleo)
    address = reverse("desk-panel-edit", args=[panel.slug])
    refused = client.post(address, {"name": " ", "about": "On bones."})
    assert refused.status_code == 400
    assert "On bones.</textarea>" in refused.text
    assert client.post(address, {"name": "Bones", "about": "On bones."}).status_code == 302
    panel.refresh_from_db()
    assert (panel.name, panel.about) == ("Bones", "On bones.")


def test_an_interest_is_declared_for_the_panel_and_for_one_paper(client, panel):
    member = build.member(panel, has_declared=False)
    paper = build.paper(panel)
    client.force_login(member)
    address = reverse("desk-interests-declare", args=[panel.slug])
    client.post(address, {"kind": "nothing", "consequence": "none"})
    page = client.get(reverse("desk-interests", args=[panel.slug]), {"paper": paper.pk})
    assert paper.title in page.text
    client.post(
        address,
        {
            "kind": "financial",
            "consequence": "no_vote",
            "statement": "Shares.",
            "paper": paper.pk,
        },
    )
    found = Interest.objects.filter(user=member).order_by("declared_at")
    assert list(found.values_list("kind", "consequence", "paper")) == [
        ("nothing", "none", None),
        ("financial", "no_vote", paper.pk),
    ]


def test_an_interest_is_about_an_intervention_and_says_which_questions_it_touches(
    client, panel, ann
):
    build.body(panel)
    client.force_login(ann)
    address = reverse("desk-interests-declare", args=[panel.slug])
    sent = {"kind": "financial", "consequence": "no_vote", "statement": "Shares."}
    for named in ("Treatment A", "treatment Z"):
        client.post(address, sent | {"intervention": named})
    page = client.get(reverse("desk-interests", args=[panel.slug]))
    assert "Touches treatment A against no treatment in adults with condition B." in page.text
    assert "Touches no question of the panel so far." in page.text
    assert '<option value="treatment A">' in page.text
    members = client.get(reverse("desk-members", args=[panel.slug])).text
    assert "Financial, about Treatment A: no vote. Shares." in members


def test_declarations_are_renewed_by_one_button(client, panel, ann, time_machine):
    client.force_login(ann)
    page, renew = (reverse(f"desk-interests{name}", args=[panel.slug]) for name in ("", "-renew"))
    assert "Nothing has changed: renew" not in client.get(page).text
    assert client.post(renew).status_code == 409
    time_machine.move_to(Interest.objects.get(user=ann).expires_on, tick=False)
    client.force_login(ann)
    assert "Nothing has changed: renew" in client.get(page).text
    assert client.post(renew).status_code == 302
    [(interest, _, is_over)] = client.get(page).context["interests"]
    assert (interest.renews.user, is_over) == (ann, False)
    assert client.post(renew).status_code == 409


def test_an_interest_without_its_statement_is_refused_and_kept(client, panel, ann):
    client.force_login(ann)
    answer = client.post(
        reverse("desk-interests-declare", args=[panel.slug]),
        {"kind": "financial", "consequence": "disclose", "internal": "Ten shares."},
    )
    assert answer.status_code == 400
    assert "Say in the public statement what the interest is." in answer.text
    assert "Ten shares." in answer.text


def test_the_internal_text_is_for_the_declarer_and_the_chair(client, panel, ann, bob, cleo):
    build.declare(panel, ann, "financial", "disclose", "Shares.", internal="Ten of them.")
    pages_of = {}
    for user in (ann, bob, cleo):
        client.force_login(user)
        pages_of[user] = client.get(reverse("desk-members", args=[panel.slug])).text
    assert all("Shares." in text for text in pages_of.values())
    assert [user for user, text in pages_of.items() if "Ten of them." in text] == [cleo]
    client.force_login(ann)
    assert "Ten of them." in client.get(reverse("desk-interests", args=[panel.slug])).text


def test_only_ones_own_declaration_is_withdrawn(client, panel, ann, bob):
    interest = Interest.objects.get(user=ann)
    address = reverse("desk-interest-withdraw", args=[panel.slug, interest.pk])
    client.force_login(bob)
    assert client.post(address).status_code == 403
    client.force_login(ann)
    assert client.post(address).status_code == 302
    assert client.post(address).status_code == 409

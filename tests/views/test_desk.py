"""My work: what waits for whom, and nothing about other people's appraisals."""

from datetime import timedelta

import pytest
from django.urls import reverse

from reviews.actions import appraisals, interests, rounds
from reviews.models import Assignment, Interest
from reviews.vocabulary import ClaimState, Role, RoundState
from tests import build

pytestmark = pytest.mark.django_db


def work(client, user):
    client.force_login(user)
    return client.get(reverse("desk"))


def test_an_empty_desk_says_what_to_do_next(client, panel, ann, dan):
    assert "Open a panel to add a paper" in work(client, ann).text
    assert "You have no seat in a panel yet" in work(client, build.user()).text


def test_each_finds_what_waits_for_them(client, panel, ann, cleo):
    open_round = build.open_round(build.claim(ClaimState.ACCEPTED, panel=panel), appraisers=1)
    rounds.assign(open_round, ann, by=cleo)
    revealed = build.round(RoundState.REVEALED, claim=build.claim(ClaimState.ACCEPTED, panel=panel))
    proposed = build.claim(panel=panel)
    graded = build.claim(ClaimState.GRADED, panel=panel)
    build.notice(graded.source.paper)

    mine = work(client, ann).context
    assert [assignment.round for assignment, _ in mine["owed"]] == [open_round]
    assert [list(mine[kind]) for kind in ("to_settle", "notices", "ready")] == [[], [], []]
    assert list(mine["proposals"]) == [proposed.source.paper]

    chairs = work(client, cleo).context
    assert chairs["owed"] == []
    assert list(chairs["to_settle"]) == [revealed]
    assert [match.paper for match in chairs["notices"]] == [graded.source.paper]
    assert list(chairs["ready"]) == [graded]


def test_a_draft_and_a_submission_of_ones_own_are_told_apart(client, panel):
    opened = build.open_round(build.claim(ClaimState.ACCEPTED, panel=panel), appraisers=2)
    first, second = Assignment.objects.filter(round=opened).order_by("assigned_at", "pk")
    appraisals.save_draft(first, version=0, content={}, by=first.user)
    appraisals.submit(second, content=build.worksheet(), by=second.user)

    owed = work(client, first.user).context["owed"]
    assert [(row, draft.version) for row, draft in owed] == [(first, 1)]
    assert work(client, second.user).context["owed"] == []
    assert work(client, second.user).context["handed_in"] == [second]


def test_whoever_appraised_is_not_asked_to_settle(client, panel, cleo, ada):
    opened = build.open_round(build.claim(ClaimState.ACCEPTED, panel=panel), appraisers=1)
    rounds.assign(opened, cleo, by=cleo)
    build.submit_all(opened)
    assert list(work(client, cleo).context["to_settle"]) == []
    assert list(work(client, ada).context["to_settle"]) == [opened]


def test_whoever_judges_is_asked_to_declare_and_to_renew(client, panel, ann, time_machine):
    silent = build.member(panel, has_declared=False)
    observer = build.member(panel, Role.OBSERVER, has_declared=False)
    until = Interest.objects.get(user=ann).expires_on
    assert work(client, silent).context["to_declare"] == [(panel, None, False)]
    assert work(client, observer).context["to_declare"] == []
    assert work(client, ann).context["to_declare"] == []
    for days, is_over in ((30, False), (0, False), (-1, True)):
        time_machine.move_to(until - timedelta(days=days), tick=False)
        assert work(client, ann).context["to_declare"] == [(panel, until, is_over)]
    build.declare(panel, ann, "intellectual", "disclose", "Wrote on it.", intervention="A")
    assert work(client, ann).context["to_declare"] == [(panel, until, True)]
    interests.renew(panel, by=ann)
    assert work(client, ann).context["to_declare"] == []


@pytest.mark.parametrize("count", [1, 3])
def test_the_desk_asks_the_same_few_questions_however_much_waits(
    client, panel, cleo, count, django_assert_num_queries
):
    for _ in range(count):
        opened = build.open_round(build.claim(ClaimState.ACCEPTED, panel=panel), appraisers=1)
        rounds.assign(opened, cleo, by=cleo)
        build.round(RoundState.REVEALED, claim=build.claim(ClaimState.ACCEPTED, panel=panel))
        build.claim(panel=panel)
        build.notice(build.claim(ClaimState.GRADED, panel=panel).source.paper)
    client.force_login(cleo)
    with django_assert_num_queries(14):
        client.get(reverse("desk"))


def test_an_observer_is_offered_nothing_to_do(client, panel):
    build.claim(panel=panel)
    observer = build.member(panel, Role.OBSERVER)
    assert "Nothing waits for you." in work(client, observer).text


@pytest.mark.parametrize("name", ["health", "desk"])
def test_a_probe_may_ask_for_the_head_alone(client, ann, name):
    client.force_login(ann)
    answer = client.head(reverse(name))
    assert (answer.status_code, answer.content) == (200, b"")

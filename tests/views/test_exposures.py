"""A chain of three, on every page, in the API and in the report; and the task that comes of it."""

import json
from html import unescape
from html.parser import HTMLParser

import pytest
from django.urls import reverse

from reviews.actions import cascade, rounds
from reviews.exports import html, pdf, reading_report, report
from reviews.models import Exposure, Match, Reevaluation, Release, Standing
from reviews.vocabulary import ClaimState, Role
from tests import build

pytestmark = pytest.mark.django_db


class Plain(HTMLParser):
    def __init__(self):
        super().__init__()
        self.words = []

    def handle_data(self, data):
        self.words.append(data)


def text(answer):
    assert answer.status_code == 200, answer.status_code
    return plain(answer.content.decode())


def plain(markup):
    parser = Plain()
    parser.feed(markup)
    return " ".join(unescape("".join(parser.words)).split())


@pytest.fixture
def chained(panel):
    """Three published claims in a row, the paper of the first listed as retracted."""
    made = build.chain(panel, state=ClaimState.PUBLISHED)
    build.notice(made[0].source.paper, Reason="+Made up;")
    return made


def titles(chained):
    return [claim.source.paper.title for claim in chained]


def test_the_desk_draws_the_path_as_a_list_of_links(client, panel, ann, chained):
    t, r, g = chained
    client.force_login(ann)
    answer = client.get(g.get_absolute_url())
    page = text(answer)
    assert "Rests on a paper listed as retracted" in page
    way = answer.content.decode().split('<ol class="way">')[1].split("</ol>")[0]
    places = [f'href="{thing.get_absolute_url()}"' for thing in (r.source.paper, r, t.source.paper)]
    assert [way.count(place) for place in places] == [1, 1, 1]
    assert sorted(places, key=way.index) == places
    assert "Listed as retracted: “" in page
    assert "Its paper is listed as retracted" in text(client.get(t.get_absolute_url()))


def test_who_appraises_the_claim_sees_the_exposure_and_still_no_flags(client, panel, ann, chained):
    g = chained[2]
    round = build.open_round(g, appraisers=0)
    rounds.assign(round, ann, by=build.chair(panel))
    client.force_login(ann)
    page = text(client.get(g.get_absolute_url()))
    assert "You appraise this claim in an open round." in page
    assert "Rests on a paper listed as retracted" in page
    assert "Worded above the certainty" not in page


def test_the_page_of_the_listed_paper_names_what_rests_on_it(client, ann, chained):
    t, r, g = chained
    client.force_login(ann)
    page = text(client.get(t.source.paper.get_absolute_url()))
    assert "Claims that rest on this paper" in page
    assert "cites it" in page
    assert f"by way of {r.source.paper.short}" in page
    between = text(client.get(r.source.paper.get_absolute_url()))
    assert "Claims of this paper rest on listed papers." in between


def test_tasks_wait_in_order_of_urgency(client, panel, cleo, ann, chained):
    t, r, g = chained
    other = build.claim(ClaimState.PUBLISHED, build.panel())
    build.notice(other.source.paper)
    mild = build.paper(panel)
    build.notice(mild, nature="Correction")
    build.cite(g, mild)
    client.force_login(cleo)
    for address in (reverse("desk"), reverse("desk-panel", args=[panel.slug])):
        tasks = client.get(address).context["tasks"]
        assert [task.claim_id for task in tasks] == [t.pk, r.pk, g.pk]
    client.force_login(ann)
    assert list(client.get(reverse("desk")).context["tasks"]) == []


def close(client, claim, reason):
    task = Reevaluation.objects.get(claim=claim)
    address = reverse("desk-reevaluation-close", args=[claim.pk, task.pk])
    return client.post(address, {"reason": reason})


def test_a_chair_closes_the_task_on_the_page_of_the_claim(client, panel, cleo, ann, dan, chained):
    g = chained[2]
    client.force_login(dan)
    assert close(client, g, "x").status_code == 404
    client.force_login(ann)
    assert close(client, g, "x").status_code == 403
    client.force_login(cleo)
    assert close(client, g, "").status_code == 400
    assert close(client, g, "Its data stand.").status_code == 302
    assert close(client, g, "Again.").status_code == 409
    page = text(client.get(g.get_absolute_url()))
    assert "Its data stand." in page
    assert "Rests on a paper listed as retracted" in page
    other = Reevaluation.objects.get(claim=chained[0])
    address = reverse("desk-reevaluation-close", args=[g.pk, other.pk])
    assert client.post(address, {"reason": "x"}).status_code == 404


def test_the_public_page_tells_the_path_in_neutral_words(client, chained):
    first, second, _ = titles(chained)
    page = text(client.get(reverse("claim", args=[chained[2].pk])))
    assert "This claim is under re-evaluation." in page
    assert (
        f"This claim cites as support “{second}”, of which a claim cites as support “{first}”."
        " Retraction, listed by Retraction Watch (undated extract), matched by DOI."
    ) in page


def test_what_is_not_public_of_the_claims_in_between_stays_so(client, panel):
    t, r = build.chain(panel, length=2)
    g = build.claim(ClaimState.PUBLISHED, panel)
    build.cite(g, r.source.paper)
    build.notice(t.source.paper)
    markup = client.get(reverse("claim", args=[g.pk])).content.decode()
    assert r.source.paper.title in markup
    assert str(r.pk) not in markup
    assert str(t.pk) not in markup


def test_the_etag_changes_at_once_and_nothing_looks_at_who_asks(client, panel):
    chained = build.chain(panel, state=ClaimState.PUBLISHED)
    g, release = chained[2], Release.objects.get(number=3)
    addresses = [
        reverse("claim", args=[g.pk]),
        reverse("paper", args=[g.source.paper_id]),
        reverse("panel", args=[panel.slug]),
        reverse("release", args=[panel.slug, release.number]),
        reverse("release-report-html", args=[panel.slug, release.number]),
        reverse("release-report-file", args=[panel.slug, release.number, "pdf"]),
        reverse("api-claim", args=[g.pk]),
        reverse("api-claims"),
        reverse("api-paper", args=[g.source.paper_id]),
        reverse("api-release", args=[panel.slug, release.number]),
    ]
    before = {address: client.get(address)["ETag"] for address in addresses}
    build.notice(chained[0].source.paper)
    for address in addresses:
        answer = client.get(address, headers={"If-None-Match": before[address]})
        assert answer.status_code == 200, address
        assert {"Vary", "Set-Cookie"} & set(answer.headers) <= {"Vary"}
        again = client.get(address, headers={"If-None-Match": answer["ETag"]})
        assert again.status_code == 304


def test_editions_and_panels_say_how_many_claims_are_concerned(client, panel, chained):
    says = "Claims concerned: 3; under re-evaluation: 3."
    for address in (
        reverse("release", args=[panel.slug, 3]),
        reverse("panel", args=[panel.slug]),
        reverse("release-report-html", args=[panel.slug, 3]),
    ):
        assert says in text(client.get(address))
    assert "Claims concerned: 1;" in text(client.get(reverse("release", args=[panel.slug, 1])))


def test_the_report_tells_the_path(panel, chained):
    first, second, _ = titles(chained)
    way = f"This claim cites as support “{second}”, of which a claim cites as support “{first}”."
    made = report.of_release(Release.objects.get(number=3))
    assert way in plain(html.render(made))
    document = reading_report.document(made)
    said = [
        sentence for each in document["texts"] for c in each["claims"] for sentence in c["since"]
    ]
    assert sum(way in sentence for sentence in said) == 1
    assert document["doubts"].endswith("Claims concerned: 3; under re-evaluation: 3.")
    assert pdf.render(made).startswith(b"%PDF")


def test_the_api_tells_status_banner_and_path(client, panel, chained):
    t, r, g = chained

    def get(name, *args):
        return json.loads(client.get(reverse(name, args=args)).content)

    claim = get("api-claim", str(g.pk))
    assert claim["banner"] == "re_evaluation"
    [told] = claim["notices_since"]
    assert [step["title"] for step in told["path"]] == [titles(chained)[1], titles(chained)[0]]
    paper = get("api-paper", str(t.source.paper_id))
    assert (paper["status"], len(paper["notices_since"])) == ("retracted", 1)
    assert get("api-paper", str(g.source.paper_id))["notices_since"] == []
    assert sorted(get("api-release", panel.slug, 3)["under_re_evaluation"]) == sorted(
        str(claim.pk) for claim in chained
    )


def test_an_edition_that_knows_shows_what_it_rests_on(client, panel):
    t, r = build.chain(panel, length=2)
    build.notice(t.source.paper)
    build.acknowledge(Match.objects.get())
    build.grade(r)
    build.confirm_flags(r)
    build.publish(r)
    page = text(client.get(reverse("claim", args=[r.pk])))
    title, short = t.source.paper.title, t.source.paper.short
    assert f"This claim cites as support “{title}”. {short} is listed as retracted." in page
    assert "under re-evaluation" not in page
    made = report.of_release(Release.objects.get())
    assert f"{short} is listed as retracted." in plain(html.render(made))
    assert pdf.render(made).startswith(b"%PDF")


def test_the_question_of_a_body_that_holds_a_retracted_paper_is_open_again(client, panel, ann):
    paper = build.paper(panel)
    build.body(panel, papers=[paper])
    client.force_login(ann)
    address = reverse("desk-questions", args=[panel.slug])
    assert "the question is open again" not in text(client.get(address))
    build.notice(paper)
    assert "Listed as retracted since: the question is open again." in text(client.get(address))


def test_the_grading_queue_finds_what_waits_and_what_rests_on_a_notice(client, panel, chained):
    staff = build.member(panel, Role.CHAIR, is_staff=True)
    client.force_login(staff)
    address = reverse("admin:reviews_claim_changelist")
    for queue, count in (("again", 3), ("notice", 3)):
        found = client.get(address, {"queue": queue}).context["cl"].result_list
        assert len(found) == count
    cascade.close_reevaluation(
        Reevaluation.objects.get(claim=chained[1]), reason="Seen.", by=build.chair(panel)
    )
    found = client.get(address, {"queue": "again"}).context["cl"].result_list
    assert {claim.pk for claim in found} == {chained[0].pk, chained[2].pk}


@pytest.mark.parametrize("count", [1, 3])
def test_a_page_asks_the_same_few_questions_however_many_ways(
    client, panel, ann, count, django_assert_num_queries
):
    claim = build.claim(ClaimState.ACCEPTED, panel)
    for _ in range(count):
        cited = build.paper(panel)
        build.notice(cited)
        build.cite(claim, cited)
    assert Exposure.objects.current().count() == count
    assert not Standing.objects.exists()
    client.force_login(ann)
    with django_assert_num_queries(33):
        client.get(claim.get_absolute_url())

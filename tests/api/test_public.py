"""What anyone may read through the API: published editions, and nothing else."""

import json

import pytest

from reviews.actions import claims, papers, releases
from reviews.models import FrozenClaim, Release
from reviews.vocabulary import ClaimState
from tests import build

pytestmark = pytest.mark.django_db


@pytest.fixture
def published():
    return build.claim(ClaimState.PUBLISHED)


def results(client, path):
    answer = client.get(path)
    assert answer.status_code == 200, answer.content
    return answer.json()["results"]


def publish_all(panel, count):
    """So many published claims, each of its own paper, in one edition."""
    graded = [build.claim(ClaimState.GRADED, panel) for _ in range(count)]
    return releases.publish(panel, graded, by=build.chair(panel))


@pytest.mark.parametrize("state", [state for state in ClaimState if state != "published"])
def test_a_claim_that_is_in_no_edition_is_as_good_as_none(client, state):
    claim = build.claim(state)
    missing = client.get("/api/v1/claims/00000000-0000-4000-8000-00000000abcd/")
    hidden = client.get(f"/api/v1/claims/{claim.pk}/")
    assert (hidden.status_code, hidden.content) == (404, missing.content)
    assert results(client, "/api/v1/claims/") == []
    assert results(client, "/api/v1/papers/") == []
    assert results(client, "/api/v1/panels/") == []
    assert client.get(f"/api/v1/papers/{claim.source.paper_id}/").status_code == 404
    slug = claim.source.paper.panel.slug
    assert client.get(f"/api/v1/panels/{slug}/").status_code == 404
    assert client.get(f"/api/v1/panels/{slug}/releases/").status_code == 404


def test_a_published_claim_is_its_frozen_content_and_its_standing(client, published):
    answer = client.get(f"/api/v1/claims/{published.pk}/").json()
    frozen = FrozenClaim.objects.get(claim=published)
    assert answer["content"] == json.loads(frozen.content)
    assert answer["digest"] == frozen.digest
    assert answer["exact"] == build.STRONG
    assert (answer["label"], answer["certainty"]) == ("weakly_supported", "very_low")
    assert (answer["edition"], answer["banner"], answer["notices_since"]) == (1, "none", [])


def test_the_list_is_what_each_claim_says_of_itself(client, published):
    [listed] = results(client, "/api/v1/claims/")
    whole = client.get(listed["url"]).json()
    assert listed == {name: whole[name] for name in listed}


def test_an_edition_stays_when_the_claim_is_withdrawn(client, published):
    address = f"/api/v1/claims/{published.pk}/1/"
    before = client.get(address).json()
    claims.withdraw(published, reason="For the test.", by=build.chair(published.source.paper.panel))
    after = client.get(address).json()
    told = {"banner": "withdrawn", "reason": "For the test."}
    assert (before["banner"], before["reason"], before["notices_since"]) == ("none", "", [])
    assert after == before | told
    now = client.get(before["current"]).json()
    assert (now["banner"], now["reason"]) == ("withdrawn", "For the test.")
    assert client.get(f"/api/v1/claims/{published.pk}/2/").status_code == 404


@pytest.mark.parametrize(
    ("fitting", "other"),
    [
        ("label=weakly_supported", "label=in_line"),
        ("kind=recommendation", "kind=result"),
        ("certainty=very_low", "certainty=high"),
        ("status=not_listed", "status=retracted"),
        ("design=not_stated", "design=cohort"),
        ("year=2003", "year=2004"),
        ("flag=STRONG_REC_WEAK_EVIDENCE", "flag=CONTRADICTED"),
        ("q=recommended+condition", "q=vaccine"),
        ("q=", "q=%22OR+vaccine"),
    ],
)
def test_claims_can_be_narrowed_down(client, fitting, other):
    panel = build.panel()
    graded = build.claim(ClaimState.GRADED, source=build.source(panel, year=2003))
    releases.publish(panel, [graded], by=build.chair(panel))
    found = results(client, f"/api/v1/claims/?{fitting}")
    assert [row["id"] for row in found] == [str(graded.pk)]
    assert results(client, f"/api/v1/claims/?{other}") == []


def test_claims_can_be_narrowed_to_a_panel_or_a_paper(client, published):
    other = build.claim(ClaimState.PUBLISHED)
    panel, paper = other.source.paper.panel.slug, other.source.paper_id
    for address in (f"/api/v1/claims/?panel={panel}", f"/api/v1/claims/?paper={paper}"):
        assert [row["id"] for row in results(client, address)] == [str(other.pk)]


@pytest.mark.parametrize(
    ("fitting", "other"),
    [
        ("status=not_listed", "status=retracted"),
        ("design=not_stated", "design=cohort"),
        ("year=2003", "year=2004"),
        ("identifier=10.5555/Constructed.A", "identifier=10.5555/constructed.b"),
        ("identifier=https://doi.org/10.5555/constructed.a", "identifier=none such"),
        ("panel={panel}", "panel=another"),
    ],
)
def test_papers_can_be_narrowed_down(client, fitting, other):
    panel = build.panel()
    graded = build.claim(ClaimState.GRADED, source=build.source(panel, year=2003))
    papers.add_identifier(
        graded.source.paper, scheme="doi", value="10.5555/constructed.a", basis="So.",
        by=build.chair(panel),
    )  # fmt: skip
    releases.publish(panel, [graded], by=build.chair(panel))
    [found] = results(client, f"/api/v1/papers/?{fitting.format(panel=panel.slug)}")
    assert found["id"] == str(graded.source.paper_id)
    assert results(client, f"/api/v1/papers/?{other}") == []


@pytest.mark.parametrize(
    "address",
    ["claims/", "claims/{claim}/", "claims/{claim}/1/", "papers/", "papers/{paper}/", "panels/",
     "panels/{panel}/", "panels/{panel}/releases/", "panels/{panel}/releases/1/"],
)  # fmt: skip
def test_some_members_alone_are_as_in_the_whole(client, published, address):
    paper = published.source.paper
    address = "/api/v1/" + address.format(
        claim=published.pk, paper=paper.pk, panel=paper.panel.slug
    )
    whole = client.get(address).json()
    row = whole["results"][0] if "results" in whole else whole
    for wanted in ([*row][:1], [*row][1:3], [*row]):
        some = client.get(address, {"fields": ",".join(wanted)}).json()
        found = some["results"][0] if "results" in some else some
        assert found == {name: row[name] for name in wanted}
    for wrong in ("fields=none_such", "fields=", "fields=id,", "filds=id", "fields=id&x=1"):
        answer = client.get(f"{address}?{wrong}")
        assert (answer.status_code, answer.json()["title"]) == (400, "Bad Request")


def test_some_members_are_of_plain_json_alone(client, published):
    address = f"/api/v1/claims/{published.pk}/?fields=id"
    assert client.get(address, headers={"Accept": "application/ld+json"}).status_code == 400
    assert client.get(f"{address}&format=json").json() == {"id": str(published.pk)}


@pytest.mark.parametrize(
    "query",
    [
        "label=good",
        "year=last",
        "flag=x",
        "paper=7",
        "q=%00",
        "limit=0",
        "limit=١",
        "limit=201",
        "label=",
        "cursor=",
    ],
)
def test_what_cannot_be_asked_is_a_problem(client, query):
    answer = client.get(f"/api/v1/claims/?{query}")
    assert answer.status_code == 400
    assert answer["Content-Type"] == "application/problem+json"
    assert answer.json()["title"] == "Bad Request"


def test_papers_panels_and_releases_lead_to_one_another(client, published):
    [paper] = results(client, "/api/v1/papers/")
    whole = client.get(paper["url"]).json()
    assert paper["content"]["title"] == published.source.paper.title
    assert [row["id"] for row in whole["claims"]] == [str(published.pk)]
    [panel] = results(client, "/api/v1/panels/")
    assert client.get(panel["url"]).json() == panel
    assert panel["edition"] == 1
    [listed] = results(client, panel["releases"])
    release = client.get(listed["url"]).json()
    frozen = FrozenClaim.objects.get(claim=published)
    assert release["content"]["claims"] == [[str(published.pk), frozen.digest]]
    assert release["digest"] == Release.objects.get().digest


def test_a_paper_is_listed_once_as_its_latest_edition_has_it(client, published):
    panel, source = published.source.paper.panel, published.source
    first = "Some studies suggest that treatment A may be useful in adults with condition B."
    second = build.claim(ClaimState.GRADED, source=source, exact=first)
    releases.publish(panel, [second], by=build.chair(panel))
    [paper] = results(client, "/api/v1/papers/")
    whole = client.get(paper["url"]).json()
    assert [row["id"] for row in whole["claims"]] == [str(second.pk), str(published.pk)]


def test_pages_join_without_a_gap_or_a_repeat(client):
    publish_all(build.panel(), 3)
    publish_all(build.panel(), 2)
    everything = [row["id"] for row in results(client, "/api/v1/claims/")]
    found, address = [], "/api/v1/claims/?limit=2"
    while address:
        page = client.get(address).json()
        assert len(page["results"]) <= 2
        found += [row["id"] for row in page["results"]]
        address = page["next"]
    assert found == everything
    assert len(set(found)) == 5


def test_a_cursor_of_another_list_or_of_nobody_is_refused(client):
    publish_all(build.panel(), 2)
    cursor = client.get("/api/v1/claims/?limit=1").json()["next"].partition("cursor=")[2]
    assert client.get(f"/api/v1/claims/?limit=1&cursor={cursor}").status_code == 200
    for address in (f"papers/?cursor={cursor}", "claims/?cursor=bm90aGluZw", "claims/?cursor=%00"):
        assert client.get(f"/api/v1/{address}").status_code == 400


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(
    ("address", "queries"),
    [("claims/", 1), ("papers/", 1), ("panels/", 1), ("papers/{paper}/", 1)],
)
def test_a_list_takes_the_same_queries_however_long(
    client, django_assert_num_queries, count, address, queries
):
    release = publish_all(build.panel(), count)
    paper = release.frozen_claims.first().claim.source.paper_id
    with django_assert_num_queries(queries):
        client.get(f"/api/v1/{address.format(paper=paper)}")


@pytest.mark.parametrize(
    "address",
    [
        "claims/",
        "claims/{claim}/",
        "claims/{claim}/1/",
        "papers/",
        "papers/{paper}/",
        "panels/",
        "panels/{panel}/",
        "panels/{panel}/releases/",
        "panels/{panel}/releases/1/",
        "openapi.json",
    ],
)
def test_public_reads_know_no_session_and_can_be_cached(client, published, address):
    paper = published.source.paper
    address = "/api/v1/" + address.format(
        claim=published.pk, paper=paper.pk, panel=paper.panel.slug
    )
    anonymous = client.get(address)
    client.force_login(build.chair(paper.panel))
    member = client.get(address)
    assert anonymous.status_code == 200
    assert member.content == anonymous.content
    for answer in (anonymous, member):
        assert not answer.cookies
        assert "Cookie" not in answer.get("Vary", "")
        assert answer.get("Cache-Control") != "no-store"
    assert client.head(address).status_code == 200
    assert client.post(address).status_code == 405


def test_what_did_not_change_is_not_sent_again(client, published):
    address = f"/api/v1/claims/{published.pk}/"
    tag = client.get(address)["ETag"]
    assert client.get(address, headers={"If-None-Match": tag}).status_code == 304
    claims.withdraw(published, reason="For the test.", by=build.chair(published.source.paper.panel))
    assert client.get(address, headers={"If-None-Match": tag}).status_code == 200

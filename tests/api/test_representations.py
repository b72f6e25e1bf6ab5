"""A claim as linked data or as FHIR: by Accept, with types, ETags and what stands now."""

import json

import pytest
from fhir.resources.bundle import Bundle

from reviews.actions import claims
from reviews.models import FrozenClaim
from reviews.vocabulary import ClaimState
from tests import build
from tests.exports.linked import expanded

pytestmark = pytest.mark.django_db

JSON, LINKED, FHIR = "application/json", "application/ld+json", "application/fhir+json"


@pytest.fixture
def published():
    return build.claim(ClaimState.PUBLISHED)


@pytest.fixture(params=["claims/{}/", "claims/{}/1/"])
def address(request, published):
    return "/api/v1/" + request.param.format(published.pk)


def get(client, address, accept, **headers):
    return client.get(address, headers={"accept": accept, **headers})


@pytest.mark.parametrize(
    ("accept", "media"),
    [
        ("*/*", JSON),
        (JSON, JSON),
        (LINKED, LINKED),
        (FHIR, FHIR),
        (f"{FHIR}; fhirVersion=5.0", FHIR),
        (f'{LINKED};profile="http://www.w3.org/ns/anno.jsonld"', LINKED),
        (f"{FHIR};q=0.9, {LINKED}", LINKED),
        (f"text/html, {FHIR};q=0.5", FHIR),
    ],
)
def test_the_form_that_is_asked_for_is_answered(client, address, accept, media):
    answer = get(client, address, accept)
    assert (answer.status_code, answer["Content-Type"]) == (200, media)
    assert answer["Vary"] == "Accept"
    assert not answer.cookies


def test_without_accept_it_is_plain_json_and_an_address_can_ask(client, address):
    assert client.get(address)["Content-Type"] == JSON
    assert client.get(f"{address}?format=fhir")["Content-Type"] == FHIR
    assert client.get(f"{address}?format=jsonld")["Content-Type"] == LINKED
    assert client.get(f"{address}?format=none").status_code == 404


def test_another_form_is_refused_as_a_problem(client, address):
    answer = get(client, address, "text/turtle")
    assert (answer.status_code, answer["Content-Type"]) == (406, "application/problem+json")


@pytest.mark.parametrize("accept", [LINKED, FHIR])
def test_what_was_never_published_is_a_problem_whatever_is_asked_for(client, accept):
    answer = get(client, f"/api/v1/claims/{build.claim().pk}/", accept)
    assert (answer.status_code, answer["Content-Type"]) == (404, "application/problem+json")
    assert answer.json()["status"] == 404


def test_each_form_has_a_tag_of_its_own(client, address):
    tags = {accept: get(client, address, accept)["ETag"] for accept in (JSON, LINKED, FHIR)}
    assert len(set(tags.values())) == 3
    for accept, tag in tags.items():
        again = client.get(address, headers={"accept": accept, "if-none-match": tag})
        assert (again.status_code, again["Vary"]) == (304, "Accept")
        other = FHIR if accept != FHIR else LINKED
        assert (
            client.get(address, headers={"accept": other, "if-none-match": tag}).status_code == 200
        )


def test_linked_data_is_the_review_and_the_annotations(client, address, published):
    documents = get(client, address, LINKED).json()
    review, *annotations = documents
    permalink = f"http://testserver/claims/{published.pk}/1/"
    assert (review["@type"], review["url"]) == ("ClaimReview", permalink)
    motivations = [each["motivation"] for each in annotations]
    assert motivations == ["highlighting", "classifying", *["assessing"] * 3]
    assert {each["@id"] for each in expanded(documents)} == {
        permalink, *(each["id"] for each in annotations)
    }  # fmt: skip


def test_the_page_of_the_claim_carries_the_same(client, published):
    page = client.get(f"/claims/{published.pk}/1/").text
    told = page.partition('<script type="application/ld+json">')[2].partition("</script>")[0]
    address = f"/api/v1/claims/{published.pk}/1/"
    assert json.loads(told) == get(client, address, LINKED).json()
    for form, media in (("jsonld", LINKED), ("fhir", FHIR)):
        assert f'<link rel="alternate" type="{media}" href="{address}?format={form}">' in page
        assert page.count(f"{address}?format={form}") == 2


def test_fhir_is_a_bundle_of_the_claim(client, address, published):
    answer = get(client, address, FHIR)
    assert json.loads(Bundle.model_validate_json(answer.content).model_dump_json()) == answer.json()
    found = [entry["resource"] for entry in answer.json()["entry"]]
    kinds = [each["resourceType"] for each in found]
    assert kinds == ["ArtifactAssessment", "Citation", "Evidence"]
    assert found[0]["id"] == str(published.pk)
    frozen = json.loads(FrozenClaim.objects.get(claim=published).content)
    assert found[2]["id"] == frozen["outcomes"][0]["round"]


def test_what_stands_now_is_told_and_changes_the_tag(client, address, published):
    before = {accept: get(client, address, accept)["ETag"] for accept in (LINKED, FHIR)}
    claims.withdraw(published, reason="For the test.", by=build.chair(published.source.paper.panel))
    for accept, tag in before.items():
        answer = get(client, address, accept, **{"if-none-match": tag})
        assert answer.status_code == 200
        assert "The panel has withdrawn this claim. For the test." in answer.text


@pytest.mark.parametrize(
    ("address", "accept", "queries"),
    [
        ("claims/{}/", JSON, 1),
        ("claims/{}/", LINKED, 1),
        ("claims/{}/", FHIR, 1),
        ("claims/{}/1/", JSON, 1),
        ("claims/{}/1/", LINKED, 2),
        ("claims/{}/1/", FHIR, 2),
    ],
)
def test_a_claim_takes_so_many_queries(
    client, django_assert_num_queries, published, address, accept, queries
):
    with django_assert_num_queries(queries):
        get(client, f"/api/v1/{address.format(published.pk)}", accept)

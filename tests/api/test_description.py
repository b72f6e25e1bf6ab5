"""The OpenAPI description: complete, valid, and true of the doors."""

import json
import re

import jsonschema
import pytest
import schemathesis
from django.conf import settings
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.validation import validate_schema

from reviews.api.description import content
from reviews.api.sent import Sent
from reviews.vocabulary import TokenScope
from tests.access import ACCESS, ANYONE
from tests.routes import routes

OVER_A_VERSION = {"save_draft", "save_settlement_draft", "save_protocol_draft"}
PARAMETER = re.compile(r"<(?:(\w+):)?(\w+)>")


@pytest.fixture(scope="module")
def description():
    return json.loads(json.dumps(content()))


def acts(description):
    """(method, path, operation) of everything that is described."""
    for path, found in description["paths"].items():
        for method, act in found.items():
            yield method.upper(), path, act


def test_it_is_openapi_3_1_and_valid_by_two_validators(description):
    assert description["openapi"] == "3.1.0"
    validate_schema(description)
    schemathesis.openapi.from_dict(description).validate()


def test_it_can_be_written_without_a_warning(capfd):
    SchemaGenerator().get_schema(request=None, public=True)
    assert capfd.readouterr().err == ""


def test_it_lists_every_door_and_nothing_else(description):
    """Against the resolver and the table of who may use what, which the doors themselves hold."""
    doors = {}
    for route in routes():
        if route.name.startswith("api-") and route.name != "api-missing":
            path = "/" + PARAMETER.sub(lambda part: _named(part[2]), route.path)
            methods, who = ACCESS[route.name]
            doors |= {(method, path): who for method in methods}
    told = {(method, path): act for method, path, act in acts(description)}
    assert told.keys() == doors.keys()
    for door, act in told.items():
        assert ("security" in act) == (doors[door] != ANYONE), door


def _named(parameter):
    return "{id}" if parameter == "pk" else f"{{{parameter}}}"


def test_a_door_of_the_desk_tells_its_scope_and_no_other_way_in(description):
    schemes = description["components"]["securitySchemes"]
    assert schemes.keys() == {"token", "session"}
    for _, path, act in acts(description):
        if "security" in act:
            [scope] = act["security"][0].pop("token")
            assert act["security"] == [{}, {"session": []}], path
            assert scope in list(TokenScope)


def test_every_door_has_a_name_of_its_own_and_says_what_it_does(description):
    names = [act["operationId"] for _, _, act in acts(description)]
    assert len(set(names)) == len(names)
    assert [act["operationId"] for _, _, act in acts(description) if not act["description"]] == []


def test_every_door_may_answer_with_a_problem(description):
    for _, path, act in acts(description):
        for status in ("4XX", "429", "503"):
            assert list(act["responses"][status]["content"]) == ["application/problem+json"], path
        for status in ("429", "503"):
            assert "Retry-After" in act["responses"][status]["headers"]


def test_reads_of_anyone_tell_of_their_etag_and_drafts_of_if_match(description):
    tagged = {act["operationId"] for _, _, act in acts(description)
              if "ETag" in act["responses"].get("200", {}).get("headers", {})}  # fmt: skip
    public = {act["operationId"] for _, _, act in acts(description) if "security" not in act}
    assert tagged == public | OVER_A_VERSION | {"draft", "settlement_draft", "protocol_draft"}
    for _, _, act in acts(description):
        headers = {row["name"] for row in act.get("parameters", ()) if row["in"] == "header"}
        assert ("If-Match" in headers) == (act["operationId"] in OVER_A_VERSION)
        assert (
            ("If-None-Match" in headers)
            == ("304" in act["responses"])
            == (act["operationId"] in public)
        )


def test_every_list_is_read_by_pages(description):
    """But for the two whose length a panel bounds: the appraisers of one round, and what a request
    itself has named."""
    lists = set()
    for _, _, act in acts(description):
        for status in ("200", "201"):
            if answer := act["responses"].get(status):
                shape = answer["content"]["application/json"]["schema"]
                if shape.get("type") == "array":
                    lists.add(act["operationId"])
    assert lists == {"progress", "assign_many"}


def examples(description):
    """(name, schema, value) of every body and answer in JSON."""
    for _, _, act in acts(description):
        bodies = [act.get("requestBody", {}).get("content", {}).get("application/json")]
        for status, answer in act["responses"].items():
            if status.startswith("2"):
                bodies.append(answer["content"]["application/json"])
        for body in filter(None, bodies):
            found = body.get("examples", {"nothing": {"value": "no example"}})
            for example in found.values():
                yield act["operationId"], body["schema"], example["value"]


def test_every_body_and_every_answer_has_an_example_that_fits(description):
    checked = 0
    for name, schema, value in examples(description):
        whole = schema | {"components": description["components"]}
        validator = jsonschema.Draft202012Validator(
            whole, format_checker=jsonschema.Draft202012Validator.FORMAT_CHECKER
        )
        assert [error.message for error in validator.iter_errors(value)] == [], name
        checked += 1
    assert checked >= len(list(acts(description)))


def test_what_is_sent_has_no_members_that_nobody_knows(description):
    """In the description and at the doors alike, or a slip would be lost in silence."""
    shapes = description["components"]["schemas"]
    for _, _, act in acts(description):
        if "requestBody" in act:
            schema = act["requestBody"]["content"]["application/json"]["schema"]
            named = shapes[schema["$ref"].rpartition("/")[2]]
            assert named["additionalProperties"] is False, act["operationId"]
    assert not Sent(data={"slip": 1}).is_valid()


def test_anyone_may_read_it(client):
    answer = client.get("/api/v1/openapi.json")
    assert answer.status_code == 200
    assert answer.json() == json.loads(json.dumps(content()))


@pytest.mark.parametrize("method", ["get", "post", "put", "delete", "patch"])
@pytest.mark.parametrize("place", ["", "nothing/", "claims", "panels/x/nothing/"])
def test_what_is_no_door_is_a_problem(client, method, place):
    answer = getattr(client, method)(f"/api/v1/{place}")
    assert answer.status_code == 404
    assert answer["Content-Type"] == "application/problem+json"
    assert not answer.cookies


def test_the_page_of_the_api_lists_every_door(description):
    page = (settings.BASE_DIR / "docs/api.md").read_text()
    told = {tuple(match) for match in re.findall(r"^\| `(\w+) (\S+)`", page, re.MULTILINE)}
    assert told == {(method, path) for method, path, _ in acts(description)}

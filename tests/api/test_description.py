"""The OpenAPI description: complete, valid, and true of the addresses."""

import re

import pytest
from django.conf import settings
from drf_spectacular.drainage import GENERATOR_STATS
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.validation import validate_schema

from reviews.api.urls import urlpatterns


@pytest.fixture(scope="module")
def description():
    with GENERATOR_STATS.silence():
        return SchemaGenerator(api_version="1").get_schema(request=None, public=True)


def test_it_is_openapi_3_1_and_valid(description):
    assert description["openapi"] == "3.1.0"
    validate_schema(description)


def test_it_can_be_written_without_a_warning(capfd):
    SchemaGenerator(api_version="1").get_schema(request=None, public=True)
    assert capfd.readouterr().err == ""


def test_it_describes_every_door(description):
    assert len(description["paths"]) == len(urlpatterns) - 1  # all but the description itself


def test_every_door_may_answer_with_a_problem(description):
    for path in description["paths"].values():
        for operation in path.values():
            problem = operation["responses"]["4XX"]["content"]
            assert list(problem) == ["application/problem+json"]


def test_anyone_may_read_it(client):
    answer = client.get("/api/v1/openapi.json")
    assert answer.status_code == 200
    assert answer.json()["openapi"] == "3.1.0"


def test_the_page_of_the_api_lists_every_door(description):
    page = (settings.BASE_DIR / "docs/api.md").read_text()
    told = {tuple(match) for match in re.findall(r"^\| `(\w+) (\S+)`", page, re.MULTILINE)}
    described = {
        (method.upper(), path) for path, doors in description["paths"].items() for method in doors
    }
    assert told == described | {("GET", "/api/v1/openapi.json")}

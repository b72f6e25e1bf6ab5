"""Every public page and every public read of the API: how many queries it takes, literally, and
no more of them with three claims than with one."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from reviews.exports import interchange
from reviews.models import Instrument
from reviews.views.public import FILES
from tests import build
from tests.access import ACCESS, ANYONE, PUBLIC
from tests.routes import routes
from tests.views.test_public_judgements import judged

pytestmark = pytest.mark.django_db
MOST = 3
# Of pages the first query asks how the public side stands; of files, which have their own ETag,
# two ask for the edition and what became of its claims.
QUERIES = {
    "health": 1,
    "health-desk": 1,
    "index": 3,
    "claim": 3,
    "claim-edition": 3,
    "claim-badge": 2,
    "paper": 3,
    "paper-citation": 3,
    "panel": 3,
    "release": 3,
    "release-report-html": 3,
    "release-report-file": 3,
    "release-file": 3,
    "release-changes": 3,
    "release-picture": 3,
    "check": 0,
    "check-references": 0,
    "method": 0,
    "data": 0,
    "data-file": 2,
    "opensearch": 0,
    "feed": 2,
    "sitemap": 3,
    "api-description": 0,
    "api-panels": 1,
    "api-panel": 1,
    "api-releases": 2,
    "api-release": 2,
    "api-papers": 1,
    "api-paper": 1,
    "api-claims": 1,
    "api-claim": 1,
    "api-claim-edition": 1,
    "api-missing": 0,
}
# What is asked for in other ways, and takes another number.
IN_LINKED_DATA = {"api-claim-edition": 2}


@pytest.fixture(params=[1, 3])
def edition(request, settings, tmp_path):
    """The second edition of a panel: claims on judged papers, which rest on another paper, and
    of each of which a notice was listed since; and one that is new."""
    settings.VAR = tmp_path
    panel = build.panel(instruments={"grade": {}, "jbi-cohort": {}})
    made, cited = [judged(panel) for _ in range(request.param)], build.paper(panel)
    for claim in made:
        build.cite(claim, cited)
    build.publish(*made)
    found = build.publish(judged(panel))
    for number, claim in enumerate(made):
        paper = claim.source.paper
        build.papers.add_identifier(
            paper, scheme="doi", value=f"10.1000/{number}", basis="For the test.",
            by=build.chair(panel),
        )  # fmt: skip
        build.notice(paper)
    return found


def places(release):
    """{route: its addresses}"""
    claim = release.frozen_claims.first().claim
    first = {
        "slug": release.panel.slug, "number": 2, "edition": 2, "style": "bibtex", "kind": "csv",
        "form": "fhir", "media": "svg",
        "picture": f"summary-of-{Instrument.objects.get(key='jbi-cohort').sha256}",
    }  # fmt: skip
    of_noun = {"claims": claim.pk, "papers": claim.source.paper_id}
    names = [name for name in ACCESS if f"    {name} " in PUBLIC or _is_read(name)]
    found = {
        route.name: [route.address(lambda noun, name: first.get(name) or of_noun[noun])]
        for route in routes()
        if route.name in names
    }
    assert found.keys() == set(names)
    file, form = found["release-report-file"][0], found["release-file"][0]
    found["release-report-file"] = [file.replace(".csv", f".{kind}") for kind in FILES]
    kinds = [kind for kind in interchange.FORMATS if not kind.startswith("robvis")]
    found["release-file"] = [form.replace("/fhir/", f"/{kind}/") for kind in kinds]
    return found


def _is_read(name):
    return name.startswith("api-") and ACCESS[name][1] == ANYONE


def asked(client, address):
    """How many queries it takes until the last byte is there."""
    with CaptureQueriesContext(connection) as queries:
        answer = client.get(address)
        if answer.streaming:
            b"".join(answer)
    assert answer.status_code == (404 if address == "/api/v1/" else 200), address
    return len(queries)


def test_a_public_page_takes_as_many_queries_as_is_written_here(client, edition):
    found = places(edition)
    assert found.keys() == QUERIES.keys()  # a new page comes with its number
    for kind in ("pdf", "docx", "xlsx"):  # made once, and kept
        client.get(next(at for at in found["release-report-file"] if at.endswith(kind)))
    counts = {
        name: {asked(client, address) for address in addresses} for name, addresses in found.items()
    }
    assert counts == {name: {count} for name, count in QUERIES.items()}
    assert max(QUERIES.values()) <= MOST
    for name in ("api-claim", "api-claim-edition"):
        for form in ("jsonld", "fhir"):
            count = asked(client, f"{found[name][0]}?format={form}")
            assert count == IN_LINKED_DATA.get(name, QUERIES[name])

    _is_asked_in_one(client, found)
    _a_list_is_checked_in_three(client)


def _is_asked_in_one(client, found):
    """What the browser has, and what the server kept: both cost the question alone."""
    stand = {name for name, count in QUERIES.items() if count and not name.startswith("api-")}
    stand -= {"health", "health-desk", "release-report-file", "release-file"}  # have their own
    for name in stand:
        etag = client.get(found[name][0])["ETag"]
        assert asked(client, found[name][0]) == (2 if name == "data-file" else 1), name
        with CaptureQueriesContext(connection) as queries:
            again = client.get(found[name][0], headers={"if-none-match": etag})
        assert (again.status_code, len(queries)) == (304, 1), name


def _a_list_is_checked_in_three(client):
    listed = "\n".join(f"10.1000/{number}" for number in range(3))
    with CaptureQueriesContext(connection) as queries:
        answer = client.post("/check/references/", {"text": listed})
    assert answer.status_code == 200
    assert "weakly supported" in answer.text.lower()
    assert len(queries) == 3

"""What leaves the public side for other pages and programs: badge, quote, search, open data."""

import csv
import io
import re
from html import unescape
from xml.etree import ElementTree

import pytest
from django.urls import reverse

from reviews.actions import claims, releases
from reviews.models import Standing
from reviews.vocabulary import Banner, ClaimState, Label
from tests import build

pytestmark = pytest.mark.django_db
OPENSEARCH = "{http://a9.com/-/spec/opensearch/1.1/}"


@pytest.fixture
def claim(panel):
    return build.claim(ClaimState.PUBLISHED, panel)


def rows(client):
    answer = client.get(reverse("data-file"))
    assert answer["Content-Type"].startswith("text/csv")
    return list(csv.DictReader(io.StringIO(b"".join(answer).decode())))


def badge(client, claim):
    answer = client.get(reverse("claim-badge", args=[claim.pk]))
    assert answer["Content-Type"] == "image/svg+xml"
    return ElementTree.fromstring(answer.content)  # noqa: S314 - our own answer


@pytest.mark.parametrize("label", Label)
def test_a_badge_says_the_label_as_it_stands(client, claim, label):
    Standing.objects.filter(claim=claim).update(label=label)
    said = badge(client, claim).attrib["aria-label"]
    assert said.startswith("evidence: ")
    assert said.endswith(f" {label.label.lower()}")


def test_a_badge_says_what_became_of_the_claim(client, claim):
    label = Label(Standing.objects.get().label).label.lower()
    Standing.objects.update(banner=Banner.RE_EVALUATION)
    assert badge(client, claim).attrib["aria-label"].endswith(f"{label}, under re-evaluation")
    claims.withdraw(claim, reason="An error.", by=build.chair(claim.source.paper.panel))
    assert badge(client, claim).attrib["aria-label"] == "evidence: withdrawn"


def test_a_badge_of_what_is_not_public_is_not_found(client, panel):
    graded = build.claim(ClaimState.GRADED, panel)
    assert client.get(reverse("claim-badge", args=[graded.pk])).status_code == 404


def test_a_claim_can_be_quoted_with_the_address_of_its_edition(client, claim):
    page = client.get(reverse("claim", args=[claim.pk])).content.decode()
    [quoted] = re.findall(r'aria-label="Quote with link">([^<]*)<', page)
    label = Label(Standing.objects.get().label).label
    address = reverse("claim-edition", args=[claim.pk, 1])
    assert unescape(quoted).startswith(f"“{build.STRONG}” (")
    assert unescape(quoted).endswith(f"). {label}: http://testserver{address}")
    Standing.objects.update(banner=Banner.WITHDRAWN)
    page = client.get(reverse("claim", args=[claim.pk])).content.decode()
    [quoted] = re.findall(r'aria-label="Quote with link">([^<]*)<', page)
    assert f"). {label} (since then withdrawn): http" in unescape(quoted)
    [markup] = re.findall(r'aria-label="HTML of the badge">([^<]*)<', page)
    assert re.findall(r'(?:href|src)="http://testserver([^"]*)"', unescape(markup)) == [
        reverse("claim", args=[claim.pk]), reverse("claim-badge", args=[claim.pk]),
    ]  # fmt: skip


def test_a_browser_is_told_how_to_search(client, claim):
    page = client.get(reverse("index")).content.decode()
    [named] = re.findall(r'<link rel="search" [^>]*href="([^"]*)"', page)
    assert named == reverse("opensearch")
    description = ElementTree.fromstring(client.get(reverse("opensearch")).content)  # noqa: S314
    templates = [url.attrib["template"] for url in description.iter(f"{OPENSEARCH}Url")]
    for template in templates:
        address = template.removeprefix("http://testserver").replace("{searchTerms}", "recommended")
        found = client.get(address).content.decode()
        assert build.STRONG in re.sub("</?mark>", "", found), template


def test_open_data_is_one_row_for_each_claim_that_stands(client, claim):
    [row] = rows(client)
    standing = Standing.objects.select_related("panel").get()
    assert (row["Claim id"], row["Quote"], row["Panel"], row["Edition"]) == (
        str(claim.pk), build.STRONG, standing.panel.name, "1",
    )  # fmt: skip
    assert (row["Label"], row["Kind"]) == (Label(standing.label).label, "Recommendation")
    claims.withdraw(claim, reason="An error.", by=build.chair(claim.source.paper.panel))
    assert rows(client) == []


@pytest.mark.parametrize("many", [1, 3])
def test_open_data_takes_two_queries(client, panel, django_assert_num_queries, many):
    """How the public side stands, and the claims."""
    source = build.source(text=" ".join(f"Treatment A{n} should be given." for n in range(many)))
    made = [
        build.claim(ClaimState.GRADED, source=source, exact=f"Treatment A{n} should be given.")
        for n in range(many)
    ]
    for each in made:
        build.confirm_flags(each)
    releases.publish(source.paper.panel, made, by=build.chair(source.paper.panel))
    with django_assert_num_queries(2):
        assert len(rows(client)) == many


def test_no_cell_of_the_open_data_is_a_formula(client):
    exact = "=HYPERLINK(1) should be given."
    claim = build.claim(ClaimState.PUBLISHED, source=build.source(text=f"So {exact}"), exact=exact)
    [row] = rows(client)
    assert row["Quote"] == f"'{claim.revision.exact}"
    assert not any(cell.lstrip().startswith(tuple("=+-@")) for cell in row.values())


def test_the_page_of_the_open_data_names_its_columns_and_terms(client, claim):
    page = unescape(client.get(reverse("data")).content.decode())
    [row] = rows(client)
    assert all(f"<li>{heading}</li>" in page for heading in row)
    assert 'href="https://creativecommons.org/licenses/by/4.0/" rel="license"' in page

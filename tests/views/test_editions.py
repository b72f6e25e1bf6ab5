"""What changed from one edition to the next, as anyone reads it."""

import re
from html import unescape
from uuid import uuid4

import pytest
from django.urls import reverse

from reviews.actions import claim_exceptions, claims, releases
from reviews.exports import edition_timeline
from reviews.views import editions
from reviews.vocabulary import ClaimState
from tests import build

pytestmark = pytest.mark.django_db


@pytest.fixture
def panel():
    return build.panel()


def graded(panel):
    claim = build.claim(ClaimState.GRADED, source=build.source(panel))
    build.confirm_flags(claim)
    return claim


def address(panel, number, name="release-changes"):
    return reverse(name, args=[panel.slug, number])


def lines(client, panel, number):
    """[(what happened, the claim's address, what is said of it)]"""
    page = client.get(address(panel, number)).content.decode()
    found = re.findall(
        r'<li><strong>(\w+):</strong> <a href="([^"]*)">.*?<span class="meta">(.*?)</span>', page
    )
    return [(kind, where, unescape(said)) for kind, where, said in found]


def except_(claim):
    claim_exceptions.record_exception(
        claim, situation=1, direction="for", reason="Life is at stake.", benefit_certainty=1,
        by=build.chair(claim.source.paper.panel),
    )  # fmt: skip


def test_each_claim_that_was_added_changed_or_withdrawn_has_its_sentence(client, panel):
    stays, changes, goes = made = [graded(panel) for _ in range(3)]
    by = build.chair(panel)
    build.publish(*made)
    except_(changes)
    claims.withdraw(goes, reason="The wrong sentence.", by=by)
    comes = graded(panel)
    build.publish(comes)
    found = lines(client, panel, 2)
    short = {claim: claim.source.paper.short for claim in (comes, changes, goes)}
    what = (
        "its label, from “weakly supported” to “strong despite low certainty, justified”;"
        " its flags; an exception, which was recorded"
    )
    assert found == [
        (
            "Added",
            reverse("claim-edition", args=[comes.pk, 2]),
            f"{short[comes]}. Weakly supported.",
        ),
        (
            "Changed",
            reverse("claim-edition", args=[changes.pk, 2]),
            f"{short[changes]}. Changed: {what}.",
        ),
        ("Withdrawn", reverse("claim-edition", args=[goes.pk, 1]), f"{short[goes]}."),
    ]
    assert all(client.get(where).status_code == 200 for _, where, _ in found)
    said = "1 claim added, 1 claim shown otherwise than before, 1 claim withdrawn; 3 claims in all."
    for name in ("release-changes", "release"):
        assert said in client.get(address(panel, 2, name)).content.decode()
    assert said in client.get(reverse("panel", args=[panel.slug])).content.decode()
    assert stays.pk not in [where for _, where, _ in found]


def test_of_the_first_edition_everything_is_new(client, panel):
    build.publish(graded(panel))
    page = client.get(address(panel, 1)).content.decode()
    assert "The first edition. 1 claim added; 1 claim in all." in page
    assert [kind for kind, *_ in lines(client, panel, 1)] == ["Added"]


def test_an_amended_protocol_and_a_new_instrument_are_told(client):
    panel = build.panel(instruments={"grade": {}})
    build.publish(graded(panel))
    build.lock(panel, appraisers_per_round=3, instruments={"grade": {}})
    build.publish(graded(panel))
    page = client.get(address(panel, 2)).content.decode()
    assert "<strong>Version 2</strong>" in page
    assert "Appraisers in a round: 2 before, 3 now." in page
    assert "<h2>Instruments</h2>" not in page


@pytest.mark.parametrize("count", [1, 3])
def test_pages_take_the_same_queries_however_much_changed(
    client, panel, count, django_assert_num_queries
):
    made = [graded(panel) for _ in range(count)]
    build.publish(*made)
    for claim in made:
        except_(claim)
    build.publish(*[graded(panel) for _ in range(count)])
    with django_assert_num_queries(3):
        assert len(lines(client, panel, 2)) == 2 * count
    with django_assert_num_queries(3):
        client.get(address(panel, 2, "release"))
    with django_assert_num_queries(3):
        client.get(reverse("panel", args=[panel.slug]))


def test_a_long_list_is_told_page_by_page_and_nothing_is_left_out(client, panel, monkeypatch):
    monkeypatch.setattr(editions, "SIZE", 2)
    made = [graded(panel) for _ in range(5)]
    build.publish(*made)
    found, where = [], address(panel, 1)
    while where:
        page = client.get(where).content.decode()
        assert "5 claims added; 5 claims in all." in page
        found.append(re.findall(r'<li><strong>Added:</strong> <a href="/claims/([^/]*)/1/"', page))
        following = re.findall(r'rel="next" href="([^"]*)"', page)
        where = address(panel, 1) + following[0] if following else None
    assert [len(each) for each in found] == [2, 2, 1]
    assert sorted(sum(found, [])) == sorted(str(claim.pk) for claim in made)


def test_a_place_that_is_none_and_an_edition_that_is_none_are_not_found(client, panel):
    build.publish(graded(panel))
    for place in ("x", str(uuid4()), ""):
        assert client.get(address(panel, 1), {"after": place}).status_code == 404
    assert client.get(address(panel, 2)).status_code == 404
    assert client.get(address(panel, 0)).status_code == 404


def test_the_timeline_draws_the_newest_and_lists_the_others(client, panel, monkeypatch):
    monkeypatch.setattr(edition_timeline, "MOST", 2)
    claim = graded(panel)
    build.publish(claim)
    for _ in range(2):
        build.publish(graded(panel))
    page = client.get(reverse("panel", args=[panel.slug])).content.decode()
    section = page.split('id="editions"')[1]
    assert len(re.findall(r'<rect class="added"', section)) == 2
    assert len(re.findall(r'<rect class="kept"', section)) == 2
    for number in (1, 2, 3):
        assert section.count(f'href="{address(panel, number)}"') == 1
    assert section.count("1 claim added; ") == 2


def test_withdrawals_alone_are_an_edition_of_their_own(client, panel):
    made = [graded(panel) for _ in range(2)]
    build.publish(*made)
    claims.withdraw(made[0], reason="Wrong.", by=build.chair(panel))
    except_(made[1])
    releases.publish(panel, [], by=build.chair(panel))
    assert [kind for kind, *_ in lines(client, panel, 2)] == ["Changed", "Withdrawn"]

"""Publishing: what blocks is listed and linked, and asked once."""

import pytest
from django.urls import reverse

from reviews.models import Match, Release
from reviews.vocabulary import ClaimState
from tests import build

pytestmark = pytest.mark.django_db


def address(panel, verb=""):
    return reverse(f"desk-releases{verb}", args=[panel.slug])


def test_graded_claims_are_chosen_previewed_and_published(client, panel, cleo):
    graded = build.claim(ClaimState.GRADED, panel=panel)
    build.claim(ClaimState.ACCEPTED, panel=panel)
    client.force_login(cleo)
    lines = client.get(address(panel)).context["lines"]
    assert [line.claim for line in lines] == [graded]
    preview = client.get(address(panel, "-preview"), {"claim": graded.pk}).context["preview"]
    assert (preview.number, preview.claims, preview.blockers) == (1, [graded], [])
    answer = client.post(address(panel, "-publish"), {"claim": graded.pk})
    assert answer["Location"] == address(panel)
    assert Release.objects.get(panel=panel).number == 1
    graded.refresh_from_db()
    assert graded.state == ClaimState.PUBLISHED
    again = client.post(address(panel, "-publish"), {"claim": graded.pk})
    assert again.status_code == 409
    assert "Edition 1" in client.get(reverse("desk-reports", args=[panel.slug])).text


def test_what_blocks_is_listed_with_a_link_to_where_it_is_mended(client, panel, cleo):
    source = build.source(panel, design="narrative_review")
    graded = build.claim(ClaimState.GRADED, source=source)
    build.notice(source.paper)
    client.force_login(cleo)
    page = client.get(address(panel, "-preview"), {"claim": graded.pk})
    links = [url for _, url in page.context["preview"].blockers]
    assert source.paper.get_absolute_url() in links
    assert all(f'href="{url}"' in page.text for url in links)
    assert "Publish edition" not in page.text
    refused = client.post(address(panel, "-publish"), {"claim": graded.pk})
    assert refused.status_code == 409
    assert not Release.objects.exists()
    assert Match.objects.unacknowledged().exists()


def test_claims_of_another_panel_and_nonsense_are_not_found(client, panel, cleo):
    other = build.claim(ClaimState.GRADED)
    client.force_login(cleo)
    for wanted in (other.pk, "x"):
        assert client.get(address(panel, "-preview"), {"claim": wanted}).status_code == 404
        assert client.post(address(panel, "-publish"), {"claim": wanted}).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_the_choice_asks_the_same_few_questions_however_many_are_graded(
    client, panel, ann, count, django_assert_num_queries
):
    for _ in range(count):
        build.claim(ClaimState.GRADED, panel=panel)
    client.force_login(ann)
    with django_assert_num_queries(11):
        client.get(address(panel))


def test_the_preview_says_what_is_changed_of_a_standing_claim(client, panel, cleo):
    claim = build.claim(ClaimState.ACCEPTED, panel=panel)
    found = build.grade_outcomes(claim, death="moderate", harms={"pain": "low"})
    build.confirm_flags(claim)
    build.publish(claim)
    client.force_login(cleo)
    assert "changed since" not in client.get(address(panel, "-preview")).text
    build.choose(claim, found["death"])
    page = client.get(address(panel, "-preview")).text
    assert "Standing, and changed since" in page
    assert "its overall certainty, from low to moderate" in page

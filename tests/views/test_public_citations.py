"""What published claims rest on, as readers and programs meet it: from editions only."""

import json
import re
from html import unescape

import pytest
from django.db import connection
from django.urls import reverse

from reviews.actions import citations, claims, releases
from reviews.exceptions import Conflict
from reviews.models import FrozenClaim, Match
from reviews.models.digests import canonical, sha256
from reviews.models.promises import remove_promises
from reviews.vocabulary import ClaimState
from tests import build

pytestmark = pytest.mark.django_db
QUOTE = "treatment A may be useful in adults"


@pytest.fixture
def cited(panel):
    return build.paper(panel, title="A constructed trial", design="randomised_trial", year=1999)


@pytest.fixture
def claim(panel):
    return build.claim(ClaimState.GRADED, panel=panel)


def publish(*published):
    panel = published[0].source.paper.panel
    for claim in published:
        build.confirm_flags(claim)
    return releases.publish(panel, published, by=build.chair(panel))


def text(response):
    body = re.sub(r"<(script|head)\b.*?</\1>", " ", response.content.decode(), flags=re.S)
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", body)).split())


def page(client, name, *args):
    response = client.get(reverse(name, args=args))
    assert response.status_code == 200
    assert not response.cookies
    return text(response)


def test_a_published_claim_says_what_it_rests_on_everywhere(client, panel, claim, cited):
    build.notice(cited)
    build.acknowledge(Match.objects.get(paper=cited))
    build.cite(claim, cited, "contradicts", population="indirect", quote=QUOTE)
    publish(claim)
    told = (
        "What this claim rests on × Contradicts",
        "A constructed trial",
        "Study design: randomised trial. Population: indirect. Not judged:",
        QUOTE,
        "The cited paper is listed as retracted.",
        "Retraction, listed by Retraction Watch (undated extract), matched by DOI.",
    )
    for name, args in (
        ("claim", [claim.pk]),
        ("claim-edition", [claim.pk, 1]),
        ("release-report-html", [panel.slug, 1]),
    ):
        shown = page(client, name, *args)
        assert [words for words in told if words not in shown] == []
    [row] = client.get(f"/api/v1/claims/{claim.pk}/").json()["content"]["citations"]
    assert row["stance"] == {"value": "contradicts", "label": "Contradicts"}
    assert row["paper"]["id"] == str(cited.pk)
    assert row["paper"]["status"]["value"] == "retracted"


def test_a_paper_says_which_published_claims_cite_it_even_without_claims_of_its_own(
    client, panel, claim, cited
):
    made = build.cite(claim, cited)
    address = reverse("paper", args=[cited.pk])
    assert client.get(address).status_code == 404
    publish(claim)
    shown = page(client, "paper", cited.pk)
    assert f"Claims that cite this paper + Supports “{build.STRONG}”" in shown
    assert "A constructed trial" in shown
    assert address in client.get(claim.standing.get_absolute_url()).text
    citations.remove(made, by=build.chair(panel))
    assert build.STRONG in page(client, "paper", cited.pk)
    releases.publish(panel, [], by=build.chair(panel))
    assert client.get(address).status_code == 404


def test_a_withdrawn_claim_is_not_among_them(client, claim, cited):
    build.cite(claim, cited)
    publish(claim)
    claims.withdraw(claim, reason="For the test.", by=build.chair(claim.source.paper.panel))
    assert client.get(reverse("paper", args=[cited.pk])).status_code == 404
    withdrawn = client.get(reverse("claim", args=[claim.pk])).text
    assert "A constructed trial" in withdrawn
    assert reverse("paper", args=[cited.pk]) not in withdrawn


def test_a_chain_is_walked_by_links(client, panel):
    trial = build.paper(panel, title="A trial")
    review = build.claim(ClaimState.GRADED, panel=panel)
    build.cite(review, trial)
    guideline = build.claim(ClaimState.GRADED, panel=panel)
    build.cite(guideline, review.source.paper)
    publish(review, guideline)
    top = client.get(reverse("claim", args=[guideline.pk])).text
    between = reverse("paper", args=[review.source.paper_id])
    assert between in top
    middle = client.get(between).text
    assert reverse("claim", args=[guideline.pk]) in middle
    below = client.get(reverse("claim", args=[review.pk])).text
    assert reverse("paper", args=[trial.pk]) in below


def test_what_is_cited_anew_is_in_the_next_edition_and_not_in_the_last(client, panel, claim):
    publish(claim)
    first = FrozenClaim.objects.get(claim=claim)
    build.cite(claim, build.paper(panel, title="A later paper"))
    releases.publish(panel, [], by=build.chair(panel))
    assert "A later paper" not in page(client, "claim-edition", claim.pk, 1)
    assert "A later paper" in page(client, "claim-edition", claim.pk, 2)
    assert first.content == FrozenClaim.objects.get(pk=first.pk).content


def test_an_edition_made_before_citations_were_kept_still_stands(client, panel, claim):
    """Its claims have no such key; they cite nothing, and are not frozen anew for that."""
    publish(claim)
    content = json.loads(FrozenClaim.objects.get(claim=claim).content)
    del content["citations"]
    old = canonical(content)
    remove_promises(connection)
    FrozenClaim.objects.update(content=old, digest=sha256(old))
    for name, args in (
        ("claim", [claim.pk]),
        ("claim-edition", [claim.pk, 1]),
        ("paper", [claim.source.paper_id]),
        ("release-report-html", [panel.slug, 1]),
    ):
        assert "What this claim rests on" not in page(client, name, *args)
    with pytest.raises(Conflict, match="Nothing has changed"):
        releases.publish(panel, [], by=build.chair(panel))


@pytest.mark.parametrize("count", [1, 3])
def test_a_paper_takes_the_same_queries_however_often_it_is_cited(
    client, panel, cited, count, django_assert_num_queries
):
    citing = [build.claim(ClaimState.GRADED, panel=panel) for _ in range(count)]
    for claim in citing:
        build.cite(claim, cited)
        build.cite(claim)
    publish(*citing)
    with django_assert_num_queries(3):
        assert page(client, "paper", cited.pk).count(build.STRONG) == count
    with django_assert_num_queries(3):
        page(client, "claim", citing[0].pk)

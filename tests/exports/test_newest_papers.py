"""A paper that claims of one edition know in two states is told in the newest, everywhere."""

import pytest
from django.urls import reverse

from reviews.actions import notices
from reviews.exports import fhir, published, reading_report, reference_lists, report
from reviews.models import Match
from reviews.vocabulary import ClaimState
from tests import build
from tests.actions.chains import retract

pytestmark = pytest.mark.django_db
HEDGED = "Some studies suggest that treatment A may be useful in adults with condition B."


@pytest.fixture(params=[build.STRONG, HEDGED], ids=["the first is older", "the last is older"])
def release(request, panel):
    """Of two claims of a paper, one was frozen before it was retracted, the other after."""
    source = build.source(panel)
    made = {
        exact: build.claim(ClaimState.GRADED, source=source, exact=exact)
        for exact in (build.STRONG, HEDGED)
    }
    older = made.pop(request.param)
    [newer] = made.values()
    for claim in (older, newer):
        build.confirm_flags(claim)
    build.publish(older)
    build.open_round(older)  # the edition stands while it is appraised again
    retract(source.paper)
    notices.acknowledge(Match.objects.get(), by=build.chair(panel))
    return build.publish(newer)


def test_every_rendering_takes_the_newest(client, panel, release):
    shown = [text.paper for text in report.of_release(release).texts]
    assert [paper["status"]["value"] for paper in shown] == ["retracted"]
    [text] = reading_report.document(report.of_release(release))["texts"]
    assert text["status"] == "This paper is listed as retracted."
    edition = published.of_release(release, "https://evidence.example")
    entries = [entry["resource"] for entry in fhir.collection(edition)["entry"]]
    [citation] = [each for each in entries if each["resourceType"] == "Citation"]
    assert "Listed as retracted" in str(citation["citedArtifact"]["currentState"])
    assert "listed as retracted" in reference_lists.ris(edition)
    page = client.get(reverse("release", args=[panel.slug, release.number])).text
    assert "<strong>Listed as retracted</strong>" in page
    page = client.get(reverse("paper", args=[shown[0]["id"]])).text
    assert "This paper is listed as retracted." in page

"""Judgements of papers on the pages of editions, drawn and as files."""

from xml.etree import ElementTree

import pytest
from django.urls import reverse

from reviews.actions import rounds, verdicts
from reviews.models import Instrument
from reviews.vocabulary import ClaimState
from tests import build

pytestmark = pytest.mark.django_db
JBI = {str(number): "Yes" for number in range(1, 12)}


@pytest.fixture
def panel():
    return build.panel(instruments={"grade": {}, "jbi-cohort": {}})


def judged(panel, result="Include", **answers):
    """A graded claim whose paper was judged with the checklist of cohort studies."""
    claim = build.claim(ClaimState.GRADED, source=build.source(panel, design="cohort"))
    build.confirm_flags(claim)
    by = build.chair(panel)
    made = rounds.open_round(
        instrument="jbi-cohort", paper=claim.source.paper, result="All of it", by=by
    )
    for _ in range(made.minimum):
        rounds.assign(made, build.member(panel), by=by)
    said = {
        item: {"answer": answer, "basis": "reasoned", "note": "A reason."}
        for item, answer in (JBI | answers).items()
    }
    content = {"judgements": said, "result": result, "rationale": "A reason."}
    build.submit_all(made, content)
    verdicts.settle(made, content=content, settled_by="agreement", by=by)
    return claim


def address(panel, kind, sha256=None, number=1):
    sha256 = sha256 or Instrument.objects.get(key="jbi-cohort").sha256
    return reverse("release-picture", args=[panel.slug, number, f"{kind}-of-{sha256}", "svg"])


@pytest.mark.parametrize("count", [1, 3])
def test_an_edition_draws_what_its_papers_were_judged_to_be(
    client, panel, count, django_assert_num_queries
):
    made = [judged(panel, **{"2": "No", "3": "Unclear"}) for _ in range(count)]
    build.publish(*made)
    # How all stands, the edition, its claims with the definition that they were judged with.
    with django_assert_num_queries(3):
        page = client.get(reverse("release", args=[panel.slug, 1])).content.decode()
    section = page.split('id="judgements"')[1].split('id="agreement"')[0]
    assert section.count("<svg") == 2
    for kind in ("traffic-light", "summary"):
        assert f'href="{address(panel, kind)}"' in section
    for claim in made:
        assert section.count(f'<th scope="row">{claim.source.paper.short}') == 1
    assert section.count("<td>Unclear</td>") == count + 11


def test_an_edition_without_judged_papers_draws_and_asks_nothing(client, django_assert_num_queries):
    where = build.claim(ClaimState.PUBLISHED).standing.release.get_absolute_url()
    with django_assert_num_queries(3):
        page = client.get(where)
    assert b'id="judgements"' not in page.content


@pytest.mark.parametrize("kind", ["traffic-light", "summary"])
@pytest.mark.parametrize("count", [1, 3])
def test_a_drawing_is_a_file_of_its_own(client, panel, kind, count, django_assert_num_queries):
    build.publish(*(judged(panel) for _ in range(count)))
    where = address(panel, kind)
    with django_assert_num_queries(3):
        answer = client.get(where)
    assert answer["Content-Type"] == "image/svg+xml; charset=utf-8"
    assert answer["Content-Disposition"].startswith(f'attachment; filename="{panel.slug}-1-{kind}')
    drawing = ElementTree.fromstring(answer.content)
    words = {element.text for element in drawing.iter("{http://www.w3.org/2000/svg}text")}
    # The whole scale, though nothing but "Yes" occurs.
    assert {"Yes", "No", "Unclear", "Not applicable", "Include", "Exclude"} <= words
    again = client.get(where, headers={"if-none-match": answer["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_what_was_not_drawn_is_not_found(client, panel):
    build.publish(judged(panel))
    other = Instrument.objects.get(key="grade").sha256
    for where in (
        address(panel, "pie"),
        address(panel, "summary", other),
        address(panel, "summary", "0" * 64),
        address(panel, "summary", number=2),
    ):
        assert client.get(where).status_code == 404


def test_what_xml_forbids_is_shown_as_replaced(client, panel):
    claim = judged(panel)
    paper = claim.source.paper
    build.papers.edit(paper, by=build.chair(panel), authors=[{"family": "<M\x02ller> & Söhne"}])
    build.publish(claim)
    drawing = ElementTree.fromstring(client.get(address(panel, "traffic-light")).content)
    assert "\ufffd" in "".join(drawing.itertext())

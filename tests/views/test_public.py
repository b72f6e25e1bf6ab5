"""What anyone may read."""

import json
import re
from html import escape, unescape
from uuid import uuid4
from xml.etree import ElementTree

import pytest
from django.core.handlers.wsgi import get_script_name
from django.urls import reverse

from reviews.actions import claims, notices, papers, releases, rounds
from reviews.exports import rendering
from reviews.instruments.loading import shipped
from reviews.models import FrozenClaim, Match, Release, Standing
from reviews.views import keyset
from reviews.views.public import FILES
from reviews.vocabulary import Banner, ClaimState, FlagCode, Label
from tests import build

pytestmark = pytest.mark.django_db
HEDGED = "Some studies suggest that treatment A may be useful in adults with condition B."


@pytest.fixture
def claim():
    return build.claim(ClaimState.PUBLISHED)


def text(response):
    """What a reader reads, white space run together."""
    body = re.sub(r"<(script|head)\b.*?</\1>", " ", response.content.decode(), flags=re.S)
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", body)).split())


def body(response):
    return b"".join(response) if response.streaming else response.content


def addresses(claim):
    panel = claim.source.paper.panel.slug
    return [
        reverse("index"),
        reverse("claim", args=[claim.pk]),
        reverse("claim-edition", args=[claim.pk, 1]),
        reverse("paper", args=[claim.source.paper_id]),
        reverse("panel", args=[panel]),
        reverse("release", args=[panel, 1]),
        reverse("release-report-html", args=[panel, 1]),
        *(reverse("release-report-file", args=[panel, 1, kind]) for kind in FILES),
        reverse("method"),
        reverse("feed"),
        reverse("sitemap"),
        reverse("claim-badge", args=[claim.pk]),
        reverse("opensearch"),
        reverse("data"),
    ]


def test_pages_know_no_session_and_no_user_and_caches_may_keep_them(
    client, claim, settings, tmp_path
):
    settings.VAR = tmp_path
    for address in addresses(claim):
        response = client.get(address)
        assert response.status_code == 200, address
        assert not response.cookies
        assert "Cookie" not in response.get("Vary", "")
        assert response["Cache-Control"] == "public, max-age=0, must-revalidate"
        again = client.get(address, headers={"if-none-match": response["ETag"]})
        assert (again.status_code, again.content) == (304, b"")


def test_pages_are_the_same_for_whoever_is_signed_in(client, claim, settings, tmp_path):
    settings.VAR = tmp_path
    before = {address: body(client.get(address)) for address in addresses(claim)}
    client.force_login(build.chair(claim.source.paper.panel))
    for address, content in before.items():
        response = client.get(address)
        assert body(response) == content
        assert not response.cookies


def test_pages_refuse_to_be_posted_to(client, claim):
    for address in addresses(claim):
        assert client.post(address).status_code == 405


def test_hidden_and_missing_answer_alike(client):
    hidden = build.claim(ClaimState.GRADED)
    panel = hidden.source.paper.panel.slug
    pairs = [
        (reverse("claim", args=[hidden.pk]), reverse("claim", args=[uuid4()])),
        (
            reverse("claim-edition", args=[hidden.pk, 1]),
            reverse("claim-edition", args=[uuid4(), 1]),
        ),
        (reverse("paper", args=[hidden.source.paper_id]), reverse("paper", args=[uuid4()])),
        (reverse("panel", args=[panel]), reverse("panel", args=["nowhere"])),
        (reverse("release", args=[panel, 1]), reverse("release", args=["nowhere", 1])),
    ]
    for there, nowhere in pairs:
        one, other = client.get(there), client.get(nowhere)
        assert (one.status_code, other.status_code) == (404, 404)
        assert one.content == other.content
        assert dict(one.headers) == dict(other.headers)
        assert not one.cookies


def test_the_claim_page_has_label_certainty_flags_and_every_appraisal(client, claim):
    page = text(client.get(reverse("claim", args=[claim.pk])))
    for expected in (
        build.STRONG,
        "Weakly supported",
        "Strong recommendation, for",
        "Certainty of the evidence cited in this paper, GRADE domains applied, for outcome C",
        "Very low",
        "As cited in the paper, as of 1 January 2026",
        "2 appraisers, settled by agreement",
        "Strong recommendation on weak evidence (red)",
        "What this does not mean",
        "Holds for 2 of 2 appraisers.",
        "Not endorsed by the GRADE Working Group.",
        "Harms not graded.",
        "How to cite this edition",
        "How to report an error",
        claim.source.sha256,
        FrozenClaim.objects.get().digest,
    ):
        assert expected in page


def test_no_person_is_named(client, claim):
    page = client.get(reverse("claim", args=[claim.pk])).content.decode()
    for assignment in claim.rounds.get().assignments.all():
        assert assignment.user.name not in page
        assert str(assignment.user.pk) not in page


def test_linked_data_is_in_the_page_and_cannot_be_left(client):
    exact = "Treatment A </script><b> should be recommended & chosen."
    source = build.source(text=exact)
    claim = build.claim(ClaimState.PUBLISHED, source=source, exact=exact)
    body = client.get(reverse("claim", args=[claim.pk])).content.decode()
    [data] = re.findall(r'<script type="application/ld\+json">(.*?)</script>', body, re.S)
    review, annotation, *_ = json.loads(data)
    assert review["@type"] == "ClaimReview"
    assert review["claimReviewed"] == exact
    assert review["reviewRating"]["ratingValue"] == 1
    assert annotation["target"]["selector"][0]["exact"] == exact
    assert "<b>" not in body


def test_the_publishers_act_and_the_panels_label_stand_apart(client):
    claim = build.claim(ClaimState.GRADED)
    build.confirm_flags(claim)
    paper, by = claim.source.paper, build.chair(claim.source.paper.panel)
    papers.add_identifier(paper, scheme="doi", value="10.1000/a", basis="Constructed.", by=by)
    build.notice(paper)
    notices.acknowledge(Match.objects.get(), by=by)
    releases.publish(paper.panel, [claim], by=by)
    body = client.get(reverse("claim", args=[claim.pk])).content.decode()
    [notice] = re.findall(r'<aside class="notice stack".*?</aside>', body, re.S)
    assert "This paper is listed as retracted." in notice
    assert "not known here" in notice
    assert "Weakly supported" not in notice
    assert text(client.get(reverse("index"))).count("Paper listed as retracted.") == 1


def test_a_notice_since_is_shown_over_the_edition(client, claim):
    paper, by = claim.source.paper, build.chair(claim.source.paper.panel)
    papers.add_identifier(paper, scheme="doi", value="10.1000/a", basis="Constructed.", by=by)
    build.notice(paper)
    page = text(client.get(reverse("claim", args=[claim.pk])))
    assert "Listed since this edition was published:" in page
    assert "This claim is under re-evaluation." in page


def test_an_edition_stays_as_it_was_under_a_later_one(client, claim):
    panel, by = claim.source.paper.panel, build.chair(claim.source.paper.panel)
    again = build.open_round(claim, body=claim.rounds.get().body)
    build.submit_all(again, build.worksheet("moderate"))
    build.verdicts.settle(again, content=build.worksheet("moderate"), settled_by="agreement", by=by)
    build.confirm_flags(claim)
    claim.refresh_from_db()
    releases.publish(panel, [claim], by=by)
    first = text(client.get(reverse("claim-edition", args=[claim.pk, 1])))
    now = text(client.get(reverse("claim", args=[claim.pk])))
    assert "Weakly supported" in first
    assert "This is edition 1, kept as it was." in first
    assert "Wording in line with certainty" in now
    assert "kept as it was" not in now


def test_a_withdrawn_claim_keeps_its_page_with_the_reason_and_leaves_the_lists(client, claim):
    claims.withdraw(claim, reason="The wrong <sentence>.", by=build.chair(claim.source.paper.panel))
    for address in (
        reverse("claim", args=[claim.pk]),
        reverse("claim-edition", args=[claim.pk, 1]),
    ):
        page = text(client.get(address))
        assert "The panel has withdrawn this claim. The wrong <sentence>." in page
    for name in ("index", "feed", "sitemap"):
        assert str(claim.pk) not in client.get(reverse(name)).content.decode()
    assert client.get(reverse("paper", args=[claim.source.paper_id])).status_code == 404


def test_an_edition_tells_what_became_of_its_claims(client, claim):
    panel = claim.source.paper.panel
    places = [
        reverse("panel", args=[panel.slug]),
        reverse("release", args=[panel.slug, 1]),
        reverse("release-report-html", args=[panel.slug, 1]),
    ]
    paper, by = claim.source.paper, build.chair(panel)
    papers.add_identifier(paper, scheme="doi", value="10.1000/a", basis="Constructed.", by=by)
    build.notice(paper)
    for place in places:
        assert "A notice (retraction, Retraction Watch) about the paper was listed since." in text(
            client.get(place)
        )
    claims.withdraw(claim, reason="The wrong sentence.", by=by)
    for place in places:
        assert "Withdrawn since. The wrong sentence." in text(client.get(place))


def test_a_round_since_is_told_and_nothing_in_it(client, claim):
    again = build.open_round(claim)
    before = client.get(reverse("claim", args=[claim.pk])).content
    assert b"This claim is under re-evaluation." in before
    assignment = again.assignments.first()
    build.appraisals.submit(assignment, content=build.worksheet("high"), by=assignment.user)
    assert client.get(reverse("claim", args=[claim.pk])).content == before


def listed(client, **query):
    body = re.sub("</?mark>", "", client.get(reverse("index"), query).content.decode())
    return [unescape(quote) for quote in re.findall(r"“([^<]*)”</a>", body)]


QUERIES = [
    ({}, True),
    ({"q": "recommend treatments"}, True),
    ({"q": "condition B"}, True),
    ({"q": "outcome"}, True),
    ({"q": "zebra"}, False),
    ({"q": "treatment zebra"}, False),
    ({"q": "\"' OR 1=1; NEAR( * -- \x00"}, False),
    ({"q": "()"}, True),
    ({"label": Label.WEAKLY_SUPPORTED}, True),
    ({"label": Label.IN_LINE}, False),
    ({"certainty": "very_low"}, True),
    ({"certainty": "none"}, False),
    ({"flag": FlagCode.STRONG_REC_WEAK_EVIDENCE}, True),
    ({"flag": FlagCode.CLASS_EXTRAPOLATION}, False),
    ({"kind": "recommendation"}, True),
    ({"kind": "result"}, False),
    ({"design": "not_stated"}, True),
    ({"design": "cohort"}, False),
    ({"status": "not_listed"}, True),
    ({"status": "retracted"}, False),
    ({"year": "1999"}, False),
    ({"year": "not a year"}, False),
    ({"panel": "nowhere"}, False),
    ({"flag": "NO_SUCH"}, False),
]


def test_words_and_facets_narrow_the_list(client, claim):
    for query, is_found in QUERIES:
        assert listed(client, **query) == ([build.STRONG] if is_found else []), query


def test_pages_of_the_list_hold_every_claim_once_in_constant_queries(
    client, monkeypatch, django_assert_num_queries
):
    monkeypatch.setattr(keyset, "SIZE", 2)
    source = build.source(text=" ".join(f"Treatment A{n} should be given." for n in range(5)))
    made = [
        build.claim(ClaimState.GRADED, source=source, exact=f"Treatment A{n} should be given.")
        for n in range(5)
    ]
    for claim in made:
        build.confirm_flags(claim)
    by = build.chair(source.paper.panel)
    releases.publish(source.paper.panel, made[:3], by=by)
    releases.publish(source.paper.panel, made[3:], by=by)
    found, address = [], reverse("index") + "?kind=recommendation"
    while address:
        with django_assert_num_queries(3):  # the form, what is found, its rows
            body = client.get(address).content.decode()
        found.append(re.findall(r"“([^<]*)”</a>", body))
        following = re.findall(r'rel="next" href="([^"]*)"', body)
        address = reverse("index") + unescape(following[0]) if following else None
    assert [len(page) for page in found] == [2, 2, 1]
    assert sorted(sum(found, [])) == sorted(claim.revision.exact for claim in made)
    assert {found[0][0], found[0][1]} == {claim.revision.exact for claim in made[3:]}


def test_a_place_that_is_none_is_not_found(client):
    for place in ("x", "~", "2026-01-01~x", f"2026-01-01T00:00:00~{uuid4()}", "\x00"):
        assert client.get(reverse("index"), {"after": place}).status_code == 404, place


@pytest.mark.parametrize("at", ["0001-01-01T00:00:00+23:59", "9999-12-31T23:59:59-23:59"])
def test_a_place_outside_the_calendar_is_not_found(client, at):
    answer = client.get(reverse("index"), {"after": f"{at}~{uuid4()}"})
    assert answer.status_code == 404


@pytest.mark.parametrize("kind", ["csv", "ndjson"])
@pytest.mark.parametrize("count", [1, 3])
def test_rows_of_an_edition_stream_in_constant_queries(
    client, kind, count, django_assert_num_queries
):
    sentences = [f"Treatment A{n} should be given." for n in range(count)]
    source = build.source(text=" ".join(sentences))
    made = [build.claim(ClaimState.GRADED, source=source, exact=each) for each in sentences]
    for claim in made:
        build.confirm_flags(claim)
    address = reverse(
        "release-report-file", args=[source.paper.panel.slug, build.publish(*made).number, kind]
    )
    # The name of the state, the edition, its claims.
    with django_assert_num_queries(3):
        response = client.get(address)
        assert response.streaming
        found = body(response).decode()
    assert all(sentence in found for sentence in sentences)
    with django_assert_num_queries(1):
        client.get(address, headers={"if-none-match": response["ETag"]})


def test_a_file_of_an_edition_is_told_by_what_became_of_it(client, claim):
    panel = claim.source.paper.panel
    address = reverse("release-report-file", args=[panel.slug, 1, "csv"])
    response = client.get(address)
    assert response["Content-Disposition"] == f'attachment; filename="{panel.slug}-1.csv"'
    claims.withdraw(claim, reason="The wrong sentence.", by=build.chair(panel))
    again = client.get(address, headers={"if-none-match": response["ETag"]})
    assert again.status_code == 200
    assert "Withdrawn since. The wrong sentence." in body(again).decode()


def test_a_file_that_cannot_be_made_is_refused_with_what_there_is_instead(
    client, claim, settings, tmp_path, monkeypatch
):
    settings.VAR = tmp_path
    slug = claim.source.paper.panel.slug
    address = reverse("release-report-file", args=[slug, 1, "docx"])
    monkeypatch.setattr(rendering, "_CHILD", "raise SystemExit(1)")
    for _ in range(2):
        answer = client.get(address)
        assert (answer.status_code, answer["Retry-After"]) == (503, str(rendering.PATIENCE))
        assert "Edition 1 could not be made as DOCX." in text(answer)
        assert reverse("release-report-html", args=[slug, 1]) in answer.content.decode()


def test_no_request_says_what_addresses_begin_with():
    """A server in front may pass on what a stranger wrote, and lines of lists are kept."""
    assert get_script_name({"SCRIPT_NAME": "/elsewhere", "PATH_INFO": "/"}) == ""


def test_what_is_no_file_of_an_edition_is_not_found(client, claim):
    slug = claim.source.paper.panel.slug
    for number, kind in ((1, "exe"), (1, "json"), (2, "csv"), (2, "exe")):
        address = reverse("release-report-file", args=[slug, number, kind])
        assert client.get(address).status_code == 404


def test_an_empty_site_says_what_to_do(client):
    assert "No claim has been published yet." in text(client.get(reverse("index")))


def test_the_feed_is_atom_with_the_claim(client, claim):
    feed = ElementTree.fromstring(client.get(reverse("feed")).content)
    atom = {"a": "http://www.w3.org/2005/Atom"}
    [entry] = feed.findall("a:entry", atom)
    assert entry.find("a:title", atom).text == f"Weakly supported: “{build.STRONG}”"
    assert entry.find("a:link", atom).get("href").endswith(reverse("claim", args=[claim.pk]))


def test_the_feed_shows_what_xml_forbids_as_replaced(client):
    exact = "Treatment\x02 A should be given 😀."
    build.claim(ClaimState.PUBLISHED, source=build.source(text=exact), exact=exact)
    feed = ElementTree.fromstring(client.get(reverse("feed")).content)
    [title] = feed.findall("{*}entry/{*}title")
    assert title.text.endswith("“Treatment\ufffd A should be given 😀.”")


def test_the_sitemap_names_the_pages(client, claim):
    tree = ElementTree.fromstring(client.get(reverse("sitemap")).content)
    places = [loc.text for loc in tree.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")]
    found = [place.removeprefix("http://testserver") for place in places]
    assert found == [
        reverse("index"),
        reverse("method"),
        reverse("check"),
        reverse("check-references"),
        reverse("panel", args=[claim.source.paper.panel.slug]),
        reverse("claim", args=[claim.pk]),
    ]


def test_the_method_page_explains_every_label_and_flag(client):
    page = text(client.get(reverse("method")))
    assert not [label for label in Label if label.label not in page]
    assert not [code for code in FlagCode if code.label not in page]


def test_the_method_page_lists_every_instrument_with_its_source_and_terms(client):
    page = client.get(reverse("method")).text
    for instrument in shipped().values():
        row = page.split(f'<tr id="instrument-{instrument.key}">')[1].split("</tr>")[0]
        for told in (instrument.source_url, instrument.name, instrument.licence):
            assert escape(told) in row


def test_panel_and_release_pages_show_what_is_hashed(client, claim):
    release = Release.objects.get()
    for address in (
        reverse("panel", args=[release.panel.slug]),
        reverse("release", args=[release.panel.slug, 1]),
    ):
        page = text(client.get(address))
        assert release.digest in page
        assert release.audit_head in page
        assert build.STRONG in page


def test_an_edited_panel_shows_its_new_name_only_with_its_next_edition(client, claim):
    panel = claim.source.paper.panel
    build.panels.edit(panel, name="Renamed", about="", by=build.chair(panel))
    assert "Renamed" not in text(client.get(reverse("panel", args=[panel.slug])))
    assert "Renamed" not in text(client.get(reverse("claim", args=[claim.pk])))


def test_a_claim_beside_that_was_withdrawn_is_not_marked(client):
    source = build.source()
    made = [
        build.claim(ClaimState.GRADED, source=source, exact=exact)
        for exact in (build.STRONG, HEDGED)
    ]
    for claim in made:
        build.confirm_flags(claim)
    by = build.chair(source.paper.panel)
    releases.publish(source.paper.panel, made, by=by)
    strong, hedged = made
    address = reverse("claim", args=[strong.pk])
    assert f"claim-{hedged.pk}" in client.get(address).content.decode()
    claims.withdraw(hedged, reason="For the test.", by=by)
    assert f"claim-{hedged.pk}" not in client.get(address).content.decode()


def test_banners_are_those_of_the_standing(client, claim):
    again = build.open_round(claim)
    assert Standing.objects.get().banner == Banner.RE_EVALUATION
    rounds.void(again, reason="For the test.", by=build.chair(again.panel))
    page = text(client.get(reverse("claim", args=[claim.pk])))
    assert "under re-evaluation" not in page

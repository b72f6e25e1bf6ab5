"""How far the appraisers of an edition agreed: frozen with it, from what it shows alone."""

import io
import json
import zipfile
from copy import deepcopy

import pytest
from django.db import connection
from django.urls import reverse

from reviews.actions import rounds
from reviews.agreement.ratings import Ratings
from reviews.agreement.summary import summary
from reviews.exports import docx, pdf, reading_report, report
from reviews.exports.reading_agreement import agreement
from reviews.exports.release_agreement import content
from reviews.exports.verify import problems
from reviews.instruments.loading import shipped
from reviews.models import FrozenClaim, Release
from reviews.models.digests import canonical, sha256
from reviews.models.promises import install_promises, remove_promises
from reviews.vocabulary import ClaimState, Purpose, Scale
from tests import build
from tests.appraised import appraised, on_paper, opened, published, reasoned, submit, sums

pytestmark = pytest.mark.django_db
GRADES = ["very_low", "low", "moderate", "high"]
SAID = [("low", "low", "moderate"), ("very_low", "low", "low"), ("high", "high", "high")]


@pytest.fixture
def edition(panel, ann, bob, cy):
    release, _ = published(panel, *(dict(zip((ann, bob, cy), row, strict=True)) for row in SAID))
    return release


def frozen(release):
    return json.loads(release.content)["agreement"]


def contents(release):
    rows = FrozenClaim.objects.filter(releases=release).values_list("content", flat=True)
    return [json.loads(text) for text in rows]


def with_sums(panel, *points):
    """An edition whose papers were judged with SANRA; `points` is {person: a sheet} for each."""
    claims = []
    for sheet in points:
        source = build.source(panel, design="narrative_review")
        round = on_paper(source, "sanra", sheet)
        said = {"judgements": reasoned(next(iter(sheet.values()))), "rationale": "As we see it."}
        build.settle(round, said, settled_by="adjudication")
        claim = build.claim(ClaimState.GRADED, source=source)
        build.confirm_flags(claim)
        claims.append(claim)
    return build.publish(*claims)


def sums_of(release):
    [found] = [each for each in frozen(release) if each["instrument"]["key"] == "sanra"]
    return found["measures"][0]


def test_the_headline_is_what_the_statistics_give_for_these_answers(edition):
    [found] = frozen(edition)
    rated = [
        (str(number), str(place), GRADES.index(result))
        for number, row in enumerate(SAID)
        for place, result in enumerate(row)
    ]
    expected = summary(Ratings.of(rated, GRADES), Scale.ORDINAL)
    headline = found["measures"][0]
    assert (headline["key"], headline["compared"], headline["is_short"]) == ("result", 3, True)
    alpha, gwet = headline["krippendorff_alpha"], headline["gwet"]
    assert (alpha["metric"], alpha["value"]) == (
        "ordinal", expected["krippendorff_alpha"]["ordinal"]
    )  # fmt: skip
    assert alpha["interval"] == expected["intervals"]["krippendorff_alpha"]["ordinal"]
    assert (gwet["coefficient"], gwet["weights"]) == ("AC2", "quadratic")
    assert gwet["value"] == expected["gwet"]["ac2_quadratic"]
    assert headline["percent_agreement"]["value"] == expected["percent_agreement"]
    assert headline["icc"] is None


def test_where_no_sums_exist_no_question_stands_for_the_instrument(client, panel, ann, bob):
    release = with_sums(
        panel,
        {ann: sums("not assessable", 2, 1, 2, 1, 2), bob: sums("not assessable", 1, 1, 2, 1, 2)},
    )
    [shown] = [
        each for each in agreement(json.loads(release.content)) if each.instrument["key"] == "sanra"
    ]
    assert (shown.headline, shown.title, shown.is_short) == (None, "SANRA, version 2019", True)
    said = "No two appraisers of one round have results that can be compared"
    page = client.get(reverse("release", args=[panel.slug, 1])).text
    told = page.split("<h3>SANRA, version 2019</h3>")[1].split("<h4>")[0]
    assert said in told
    assert "alpha" not in told
    made = report.of_release(release)
    [document] = [
        each
        for each in reading_report.document(made)["agreement"]
        if each["title"] == "SANRA, version 2019"
    ]
    assert (document["headline"], document["without"].startswith(said)) == ([], True)
    assert said in docx_text(docx.render(made))
    assert pdf.render(made).startswith(b"%PDF")


def docx_text(file):
    return zipfile.ZipFile(io.BytesIO(file)).read("word/document.xml").decode()


def test_it_says_what_it_rests_on_and_where_appraisers_differ(edition):
    [found] = frozen(edition)
    assert (found["rounds"], found["claims"], found["papers"], found["appraisals"]) == (3, 3, 0, 9)
    [shown] = agreement(json.loads(edition.content))
    assert shown.rests_on == "Rests on 3 rounds: 3 claims, 9 appraisals."
    assert shown.columns[:3] == ["Result", "Start", "Risk of bias"]
    told = [
        {name: share for name, share in zip(shown.columns, shares, strict=True) if share < 100}
        for _, shares in shown.lines
    ]
    assert sorted(told, key=str) == sorted(
        [{"Result": 33, "Indirectness": 33}, {"Result": 33, "Imprecision": 33}, {}], key=str
    )
    assert told[-1] == {}
    squares = iter(square.percent for square in shown.grid.squares)
    assert [[next(squares) for _ in shown.columns] for _ in shown.lines] == [
        shares for _, shares in shown.lines
    ]
    by_claim = {(line["round"], line["claim"]) for line, _ in shown.lines}
    assert by_claim == {
        (round["id"], each["claim"]) for each in contents(edition) for round in each["rounds"]
    }


def mixed(contents):
    """The same claims, the letters of each drawn otherwise: in half of the rounds appraisers
    change places."""
    other = deepcopy(contents)
    for number, round in enumerate(round for each in other for round in each["rounds"]):
        if number % 2:
            round["appraisals"].reverse()
    return other


def test_under_letters_nothing_depends_on_who_is_who(panel, ann, bob):
    release = with_sums(
        panel,
        {ann: sums(2, 2, 1, 2, 1, 2), bob: sums(1, 2, 1, 2, 1, 2)},
        {ann: sums(1, 1, 0, 1, 0, 1), bob: sums(0, 1, 0, 1, 0, 1)},
        {ann: sums(2, 1, 1, 1, 1, 1), bob: sums(1, 1, 1, 1, 1, 1)},
    )
    fixed = json.loads(release.content)["protocols"]
    definitions = {
        each["instrument"]["sha256"]: shipped()[each["instrument"]["key"]]
        for each in frozen(release)
    }
    assert content(contents(release), fixed, definitions) == frozen(release)
    assert content(mixed(contents(release)), fixed, definitions) == frozen(release)
    assert sums_of(release)["icc"].keys() == {"1,1", "1,k"}


def test_the_two_way_correlation_would_tell_letters_of_several_papers_together():
    """Why it is not published under letters: in which way they are joined shows in it."""
    points = [(10, 9), (4, 3), (7, 6)]
    total = [str(number) for number in range(13)]
    joined, crossed = (
        Ratings.of(
            [
                (str(number), str(place), value)
                for number, row in enumerate(points)
                for place, value in enumerate(row[::-1] if number in turned else row)
            ],
            total,
            [*map(float, total)],
        )
        for turned in ((), (1,))
    )
    told = [summary(each, Scale.INTERVAL)["icc"]["2,1"] for each in (joined, crossed)]
    assert told[0] != told[1]


def test_panels_that_publish_names_have_the_two_way_correlation(panel, ann, bob):
    build.lock(panel, is_naming_appraisers=True)
    points = [(2, 2, 1, 2, 1, 2), (1, 1, 0, 1, 0, 1), (2, 1, 1, 1, 1, 1)]
    release = with_sums(
        panel, *({ann: sums(*row), bob: sums(row[0] - 1, *row[1:])} for row in points)
    )
    totals = [str(number) for number in range(13)]
    rated = [
        (str(number), person, sum(row) - less)
        for number, row in enumerate(points)
        for person, less in (("ann", 0), ("bob", 1))
    ]
    expected = summary(Ratings.of(rated, totals, [*map(float, totals)]), Scale.INTERVAL)["icc"]
    found = sums_of(release)["icc"]
    assert {form: each["value"] for form, each in found.items()} == expected
    assert found["2,k"]["interval"]["method"] == "Shrout and Fleiss 1979, F distribution"


def test_nobody_is_named_in_it_and_there_are_no_pairs(edition, ann, bob, cy):
    text = canonical(frozen(edition))
    for person in (ann, bob, cy):
        assert person.name not in text
        assert str(person.pk) not in text
        assert person.email not in text
    assert "letter" not in text
    assert "raters" not in text


def test_only_rounds_that_the_edition_shows_enter(panel, edition, ann, bob, cleo):
    before = frozen(edition)
    void = appraised(panel, {ann: "high", bob: "low"})
    rounds.void(void, reason="The wrong paper.", by=cleo)
    appraised(panel, {ann: "high", bob: "low"})
    calibrated = opened(panel, ann, bob, purpose=Purpose.CALIBRATION)
    for person, result in ((ann, "high"), (bob, "low")):
        submit(calibrated, person, build.worksheet(result))
    release, _ = published(panel, {ann: "moderate", bob: "moderate"})
    [after] = frozen(release)
    assert (before[0]["rounds"], after["rounds"], after["claims"]) == (3, 4, 4)
    assert frozen(Release.objects.get(pk=edition.pk)) == before


def test_a_claim_appraised_anew_counts_as_its_frozen_content_has_it(panel, edition, ann, bob):
    claim = FrozenClaim.objects.filter(releases=edition).first().claim
    build.open_round(claim)
    release, _ = published(panel, {ann: "moderate", bob: "moderate"})
    assert frozen(release)[0]["rounds"] == 4


def as_before(release):
    """The edition as the program made it before agreement was frozen."""
    remove_promises(connection)
    old = json.loads(release.content)
    del old["agreement"]
    Release.objects.filter(pk=release.pk).update(
        content=canonical(old), digest=sha256(canonical(old))
    )
    install_promises(connection)
    release.refresh_from_db()


def test_editions_made_before_still_render(client, edition, panel):
    as_before(edition)
    page = client.get(reverse("release", args=[panel.slug, 1]))
    assert (page.status_code, "Agreement of appraisers" in page.text) == (200, False)
    page = client.get(reverse("release-report-html", args=[panel.slug, 1]))
    assert (page.status_code, "Agreement of appraisers" in page.text) == (200, False)
    assert pdf.document(report.of_release(edition))["agreement"] == []


def test_editions_agree_with_their_events(edition):
    assert [*problems()] == []


def test_the_page_of_an_edition_and_its_report_tell_it(client, edition, panel):
    for route in ("release", "release-report-html"):
        page = client.get(reverse(route, args=[panel.slug, 1])).text
        section = page[page.index('id="agreement"') :].partition("How this is computed")[0]
        assert "Rests on 3 rounds: 3 claims, 9 appraisals." in section
        assert "Krippendorff’s alpha, ordinal metric" in section
        assert "Fewer than ten rounds can be compared." in section
        assert section.count("<svg") == 1
        for line in frozen(edition)[0]["by_round"]:
            assert f"#round-{line['round']}" in section
    answer = client.get(f"/api/v1/panels/{panel.slug}/releases/1/").json()
    assert answer["content"]["agreement"] == frozen(edition)


def test_a_claim_says_how_far_its_own_appraisers_agreed(client, edition):
    found = {}
    for each in contents(edition):
        [round] = each["rounds"]
        told = round["agreement"]
        found[told["same_result"]] = told
        page = client.get(reverse("claim-edition", args=[each["claim"], 1])).text
        assert f"{told['same_result']} of 3 appraisers reached the same result." in page
    assert found[3] == {"appraisers": 3, "same_result": 3, "items": 13, "differing": []}
    assert len(found[2]["differing"]) == 1

"""The demonstration's edition in every format, by the command and by the pages."""

import csv
import json
import re
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from django.test import override_settings
from django.urls import reverse
from fhir.resources.bundle import Bundle

from reviews.actions import claims, rounds
from reviews.exports import csv as judgements
from reviews.exports import ndjson, report, tables, tables_rounds
from reviews.exports.interchange import FORMATS
from reviews.models import FrozenClaim, Release
from reviews.vocabulary import ClaimState
from tests import build
from tests.exports.golden import assert_golden
from tests.exports.linked import ANNOTATION, expanded, names_of
from tests.views.test_domains import LOW, opened

pytestmark = pytest.mark.django_db

UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
DAY = re.compile(r"\d{4}-\d\d-\d\d")
# Papers that an edition tells of in these words alone, so that nothing in them is drawn by lot.
STEADY = ["claimreview", "ris", "bibtex", "csl"]


@pytest.fixture(scope="module")
def demonstration(django_db_setup, django_db_blocker):
    """One for all tests here, as it takes seconds to make; nothing of it stays."""
    with django_db_blocker.unblock(), transaction.atomic():
        with override_settings(DEBUG=True):
            call_command("load_demo", stdout=StringIO())
        yield
        transaction.set_rollback(True)


@pytest.fixture
def demo(demonstration):
    return Release.objects.select_related("panel").get(panel__slug="bone-health")


@pytest.fixture
def published():
    return build.claim(ClaimState.PUBLISHED)


@pytest.fixture
def release(published):
    return published.frozen.get().releases.select_related("panel").get()


@pytest.fixture
def export(settings, tmp_path):
    settings.SITE_URL = "https://evidence.example"

    def run(release, form):
        path = tmp_path / FORMATS[form].suffix
        call_command("export_report", release.panel.slug, format=form, output=str(path))
        return path

    return run


@pytest.mark.parametrize("form", STEADY)
def test_the_demonstration_is_as_kept(demo, export, form):
    """With ids and the day of publication masked, which differ every time."""
    text = export(demo, form).read_text()
    today = demo.published_at.date().isoformat()
    names = {}
    text = UUID.sub(lambda found: f"uuid-{names.setdefault(found[0], len(names) + 1)}", text)
    assert_golden(f"demo.{FORMATS[form].suffix}", text.replace(today, "today"))


def test_the_demonstration_as_fhir_is_read_by_another(demo, export):
    text = export(demo, "fhir").read_text()
    bundle = json.loads(text)
    assert json.loads(Bundle.model_validate_json(text).model_dump_json()) == bundle
    kinds = [entry["resource"]["resourceType"] for entry in bundle["entry"]]
    contents = [json.loads(row.content) for row in FrozenClaim.objects.filter(releases=demo)]
    sanra = {r["id"] for c in contents for r in c["rounds"] if r["about"] == "paper"}
    assert kinds.count("ArtifactAssessment") == len(contents) + len(sanra)
    assert kinds.count("Evidence") == sum(len(content["outcomes"]) for content in contents)
    assert kinds.count("Citation") == 1


def test_the_demonstration_as_annotations_expands(demo, export):
    made = json.loads(export(demo, "annotations").read_text())
    assert names_of(made) <= ANNOTATION.keys()
    [found] = expanded(made)
    contents = [json.loads(row.content) for row in FrozenClaim.objects.filter(releases=demo)]
    rounds = {round["id"]: round for content in contents for round in content["rounds"]}
    items = made["first"]["items"]
    ids = [each["id"] for each in items]
    assert len(set(ids)) == len(ids)
    assessing = [each for each in items if each["motivation"] == "assessing"]
    assert len(assessing) == sum(1 + len(round["appraisals"]) for round in rounds.values())
    for each in items:
        if each["motivation"] == "highlighting":
            quote, position = each["target"]["selector"]
            text = contents[0]["source"]["text"]
            assert text[position["start"] : position["end"]] == quote["exact"]
    people = ["Demo Chair", "Demo Adjudicator", "Demo Reviewer", "@demo.example"]
    assert [name for name in people if name in json.dumps(made)] == []


@pytest.mark.parametrize("form", ["ris", "bibtex", "csl"])
def test_its_papers_go_back_in_unchanged(demo, export, form):
    empty = build.panel()
    call_command("import_papers", str(export(demo, form)), panel=empty.slug, stdout=StringIO())
    first, again = demo.panel.papers.get(), empty.papers.get()
    for field in ("title", "authors", "journal", "year", "volume", "issue", "pages"):
        assert getattr(again, field) == getattr(first, field), field
    found = [sorted(p.identifiers.values_list("scheme", "value")) for p in (first, again)]
    assert found[0] == found[1] != []


def test_the_same_edition_gives_the_same_file(demo, export):
    for form in ("annotations", "claimreview", "fhir", *STEADY):
        assert export(demo, form).read_bytes() == export(demo, form).read_bytes()


def test_a_table_that_the_edition_cannot_fill_is_refused_in_a_sentence(demo, export):
    with pytest.raises(CommandError, match="^In this edition no paper was judged with an instr"):
        export(demo, "robvis")
    with pytest.raises(CommandError, match="^In this edition no paper was judged with QUADAS-2.$"):
        export(demo, "robvis-quadas-2")


def test_a_result_that_was_judged_with_rob_2_is_a_row_of_its_table(client, export, panel, cleo):
    round = opened(panel, cleo, instrument="rob-2-assignment", design="randomised_trial")
    for person in (build.member(panel), build.member(panel)):
        rounds.assign(round, person, by=cleo)
    given = {item: {"answer": answer, "basis": "reasoned"} for item, answer in LOW.items()}
    build.settle(build.submit_all(round, {"judgements": given}), {"judgements": given})
    build.lock(panel, instruments={"grade": {}, "rob-2-assignment": {}})
    release = build.publish(build.claim(ClaimState.GRADED, source=round.paper.sources.get()))
    text = export(release, "robvis").read_text()
    assert [*csv.reader(StringIO(text))] == [
        ["Study", "D1", "D2", "D3", "D4", "D5", "Overall"],
        [round.paper.short, *["Low"] * 6],
    ]
    assert export(release, "robvis-rob-2-assignment").read_text() == text
    address = reverse("release-file", args=[panel.slug, 1, "robvis-rob-2-assignment"])
    assert [*csv.reader(StringIO(client.get(address).text))] == [*csv.reader(StringIO(text))]
    page = client.get(reverse("release", args=[panel.slug, 1])).text
    assert f'<a href="{address}" download>' in page


def test_what_became_of_a_claim_is_in_every_file_of_an_older_edition(export, published, release):
    claims.withdraw(published, reason="For the test.", by=build.chair(release.panel))
    for form in ("annotations", "claimreview", "fhir"):
        assert (
            "The panel has withdrawn this claim. For the test." in export(release, form).read_text()
        )
    for form in ("ris", "bibtex", "csl"):
        assert "Withdrawn or called into question since" in export(release, form).read_text()


@pytest.mark.parametrize("form", [form for form in FORMATS if not form.startswith("robvis")])
def test_a_page_serves_what_the_command_writes(client, settings, export, release, form):
    settings.SITE_URL = "http://testserver"
    address = reverse("release-file", args=[release.panel.slug, 1, form])
    answer = client.get(address)
    assert answer.status_code == 200
    assert answer.content == export(release, form).read_bytes()
    assert answer["Content-Type"].partition(";")[0] == FORMATS[form].media
    name = f"{release.panel.slug}-1.{FORMATS[form].suffix}"
    assert answer["Content-Disposition"] == f'attachment; filename="{name}"'
    assert not answer.cookies
    assert "Cookie" not in answer.get("Vary", "")
    again = client.get(address, headers={"if-none-match": answer["ETag"]})
    assert again.status_code == 304


@pytest.mark.parametrize(
    ("number", "form"), [(1, "none"), (1, "robvis"), (1, "robvis-quadas-2"), (2, "fhir")]
)
def test_what_an_edition_does_not_have_is_missing(client, release, number, form):
    missing = client.get(reverse("release-file", args=["nowhere", 1, "fhir"]))
    found = client.get(reverse("release-file", args=[release.panel.slug, number, form]))
    assert (missing.status_code, found.status_code) == (404, 404)
    assert found.content == missing.content


def test_the_page_of_an_edition_links_what_it_has(client, demo):
    page = client.get(reverse("release", args=[demo.panel.slug, 1])).text
    linked = re.findall(rf'/panels/{demo.panel.slug}/releases/1/files/([\w-]+)/"', page)
    assert linked == ["annotations", "claimreview", "fhir", "ris", "bibtex", "csl"]


def test_every_place_that_an_annotation_names_is_in_the_page_of_its_claim(client, demo, export):
    items = json.loads(export(demo, "annotations").read_text())["first"]["items"]
    sources = [each["target"] for each in items if each["motivation"] == "highlighting"]
    places = [each["id"] for each in items if "#since-" not in each["id"]]
    for place in (*places, *(target["state"]["cached"] for target in sources)):
        page, _, part = place.removeprefix("https://evidence.example").partition("#")
        assert f'id="{part}"' in client.get(page).text, place


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize("form", ["annotations", "claimreview", "fhir", "ris", "bibtex", "csl"])
def test_an_edition_takes_the_same_queries_however_long(
    client, django_assert_num_queries, form, count
):
    panel = build.panel()
    build.publish(*(build.claim(ClaimState.GRADED, panel) for _ in range(count)))
    address = reverse("release-file", args=[panel.slug, 1, form])
    # The edition, what became of its claims; and all of it, to write.
    with django_assert_num_queries(3):
        answer = client.get(address)
    with django_assert_num_queries(2):
        assert client.get(address, headers={"If-None-Match": answer["ETag"]}).status_code == 304


@pytest.mark.parametrize("form", ["annotations", "claimreview", "fhir", "ris"])
def test_a_file_is_told_by_the_site_and_by_what_became_of_its_claims(client, settings, panel, form):
    settings.ALLOWED_HOSTS = ["one.example", "other.example"]
    claim = build.claim(ClaimState.PUBLISHED, panel)
    address = reverse("release-file", args=[panel.slug, 1, form])
    before, other = (
        client.get(address, headers={"Host": host})["ETag"] for host in settings.ALLOWED_HOSTS
    )
    assert before != other
    claims.withdraw(claim, reason="For the test.", by=build.chair(panel))
    again = client.get(address, headers={"Host": "one.example", "If-None-Match": before})
    assert again.status_code == 200
    assert again["ETag"] != before


def test_a_round_that_was_asked_again_stands_in_no_file_beside_the_one_that_followed(client, panel):
    claim = build.claim(ClaimState.GRADED, panel)
    first = claim.rounds.get()
    again = build.open_round(claim, body=first.body)
    build.settle(build.submit_all(again, build.worksheet("low")), build.worksheet("low"))
    build.confirm_flags(claim)
    release = build.publish(claim)
    files = [
        client.get(reverse("release-file", args=[panel.slug, 1, form])).text
        for form in ("annotations", "fhir")
    ]
    files += ["".join(judgements.lines(release))]
    files += [str([*tables_rounds.RESULTS.rows(tables.entries(report.of_release(release)))])]
    assert [str(again.pk) in file for file in files] == [True] * 4
    assert [str(first.pk) in file for file in files] == [False] * 4
    # The whole record has both.
    assert str(first.pk) in client.get(reverse("claim", args=[claim.pk])).text
    assert str(first.pk) in "".join(ndjson.lines(release))

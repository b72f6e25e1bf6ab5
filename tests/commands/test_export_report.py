"""export_report: the published edition, to a file."""

import json

import pytest
from django.core.management import CommandError, call_command

from reviews.models import Release
from reviews.vocabulary import ClaimState
from tests import build

pytestmark = pytest.mark.django_db


def export(release, tmp_path, **options):
    path = tmp_path / "report"
    call_command("export_report", release.panel.slug, output=str(path), **options)
    return path.read_bytes()


@pytest.fixture
def release():
    build.claim(ClaimState.PUBLISHED)
    return Release.objects.select_related("panel").get()


def test_json_is_the_release_as_it_was_frozen(release, tmp_path):
    made = json.loads(export(release, tmp_path, format="json"))
    assert made["release"] == json.loads(release.content)
    assert (made["digest"], made["audit_head"]) == (release.digest, release.audit_head)
    [claim] = made["claims"]
    row = release.frozen_claims.get()
    standing = {"banner": "none", "reason": "", "notices_since": []}
    content = json.loads(row.content)
    assert claim == {"digest": row.digest, "standing": standing, "content": content}


@pytest.mark.parametrize(
    ("kind", "start"),
    [
        ("html", b"<!doctype html>"),
        ("pdf", b"%PDF-"),
        ("docx", b"PK"),
        ("xlsx", b"PK"),
        ("csv", b"Edition,Claim id,Permalink,Quote"),
        ("ndjson", b'{"claim":'),
    ],
)
def test_the_same_edition_gives_the_same_file(release, tmp_path, kind, start):
    made = export(release, tmp_path, format=kind, edition=1)
    assert made.startswith(start)
    assert made == export(release, tmp_path, format=kind)


@pytest.mark.parametrize(
    ("panel", "edition", "sentence"),
    [
        ("nowhere", None, "The panel 'nowhere' has no edition."),
        (None, 7, "The panel '{slug}' has no edition 7."),
    ],
)
def test_what_is_not_published_cannot_be_exported(release, tmp_path, panel, edition, sentence):
    slug = panel or release.panel.slug
    with pytest.raises(CommandError) as refusal:
        call_command(
            "export_report", slug, format="json", output=str(tmp_path / "x"), edition=edition
        )
    assert str(refusal.value) == sentence.format(slug=release.panel.slug)
    assert not (tmp_path / "x").exists()


def test_a_file_that_cannot_be_written_is_told(release, tmp_path):
    with pytest.raises(CommandError, match="cannot be written: No such file or directory."):
        export(release, tmp_path / "nowhere", format="json")


def test_the_working_state_in_sections_and_in_order(release, tmp_path):
    graded = build.claim(ClaimState.GRADED, release.panel)
    options = {"format": "json", "working": True, "order": "certainty"}
    made = json.loads(export(release, tmp_path, **options))
    assert made["working_state"]["number"] is None
    assert "published_on" not in made
    assert [claim["content"]["claim"] for claim in made["claims"]].count(str(graded.pk)) == 1
    assert len(made["claims"]) == 2
    page = export(release, tmp_path, format="html", working=True, section=["claims"]).decode()
    assert "working state, not published</h1>" in page
    assert "verdict by domain" not in page
    [line] = export(release, tmp_path, format="ndjson", working=True, claim=[str(graded.pk)]
                    ).splitlines()  # fmt: skip
    assert json.loads(line)["claim"] == str(graded.pk)


def test_a_report_in_german_by_the_same_command(release, tmp_path):
    graded = build.claim(ClaimState.GRADED, release.panel)
    page = export(release, tmp_path, format="html", language="de").decode()
    assert page.startswith('<!doctype html>\n<html lang="de">')
    assert ", Ausgabe 1</h1>" in page
    options = {"working": True, "order": "certainty", "claim": [str(graded.pk)]}
    page = export(release, tmp_path, format="html", language="de", **options).decode()
    assert "Arbeitsstand, nicht veröffentlicht</h1>" in page
    assert "Für diesen Bericht ausgewählte Aussagen: 1 von 2." in page


def test_a_language_that_is_not_there_is_refused(release, tmp_path):
    words = ["--format", "html", "-o", str(tmp_path / "report"), "--language", "tlh"]
    with pytest.raises(CommandError, match="argument --language: invalid choice: 'tlh'"):
        call_command("export_report", release.panel.slug, *words)
    assert not (tmp_path / "report").exists()


@pytest.mark.parametrize("kind", ["json", "ndjson", "csv"])
def test_what_programs_read_is_the_same_in_every_language(release, tmp_path, kind):
    build.claim(ClaimState.GRADED, release.panel)
    options = {"format": kind, "working": True, "order": "certainty"}
    told = export(release, tmp_path, **options)
    assert export(release, tmp_path, **options, language="de") == told


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        ({"section": ["appraisals"]}, "Verdicts and appraisals stand with their claims"),
        ({"claim": ["nothing"]}, "It has no claim nothing."),
        ({"format": "ris", "working": True}, "The format ris is of whole editions only"),
        ({"format": "ris", "order": "label"}, "The format ris is of whole editions only"),
        ({"format": "ris", "language": "de"}, "The format ris is of whole editions only"),
    ],
)
def test_what_cannot_be_chosen_is_told(release, tmp_path, options, sentence):
    with pytest.raises(CommandError, match=sentence):
        export(release, tmp_path, **{"format": "json"} | options)
    assert not (tmp_path / "report").exists()

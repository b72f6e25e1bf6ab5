"""`manage.py import_papers`: its JSON, its refusals, and for whom it acts."""

import io
import json

import pytest
from django.core.management import CommandError, call_command

from reviews.models import Event, Paper
from reviews.models.people import SYSTEM
from reviews.vocabulary import Role
from tests import build
from tests.extracts import pubmed, pubmed_list

pytestmark = pytest.mark.django_db
RETRACTED = "Retraction in\n    J Constr Res. 2021 Feb 3;14(2):7. doi: 10.1000/notice."


@pytest.fixture
def run(panel, tmp_path, capsys):
    def run(text, *options):
        file = tmp_path / "records.txt"
        file.write_text(text, encoding="utf-8")
        call_command("import_papers", str(file), "--panel", panel.slug, *options)
        return capsys.readouterr().out

    return run


def test_the_json_accounts_for_every_record(run, panel):
    text = "\n\n\n".join(
        [
            pubmed(1, title="A first record.", pmid="1001", doi="10.1000/a", notice=RETRACTED),
            pubmed(2, title="A second record.", pmid="1001"),
            "3. J Constr Res. 2019.\n\nPMID: 1003",
        ]
    )
    document = json.loads(run(text, "--json"))
    paper = str(Paper.objects.get(panel=panel).pk)
    reason = document["records"][2]["reason"]
    notice = {
        "nature": "retraction",
        "heading": "Retraction in",
        "reference": "J Constr Res. 2021 Feb 3;14(2):7. doi: 10.1000/notice.",
        "date": "2021 Feb 3",
        "doi": "10.1000/notice",
        "pmid": None,
    }
    assert document == {
        "format": "pubmed",
        "seen": 3,
        "imported": 1,
        "duplicates": 1,
        "rejected": 1,
        "records": [
            {
                "index": 1,
                "line": 1,
                "outcome": "imported",
                "reason": None,
                "paper": paper,
                "duplicate_of": None,
                "title": "A first record.",
                "doi": "10.1000/a",
                "pmid": "1001",
                "notices": [notice],
            },
            {
                "index": 2,
                "line": 16,
                "outcome": "duplicate",
                "reason": "Record 1 of this file has the PMID 1001.",
                "paper": None,
                "duplicate_of": paper,
                "title": "A second record.",
                "doi": None,
                "pmid": "1001",
                "notices": [],
            },
            {
                "index": 3,
                "line": 27,
                "outcome": "rejected",
                "reason": reason,
                "paper": None,
                "duplicate_of": None,
                "title": None,
                "doi": None,
                "pmid": None,
                "notices": [],
            },
        ],
    }
    assert reason.endswith(".")


def test_people_read_the_counts_and_what_needs_attention(run):
    text = pubmed_list({"pmid": "1001", "notice": RETRACTED}, {"pmid": "1001"})
    assert run(text).splitlines() == [
        "Seen 2, imported 1, duplicates 1, rejected 0.",
        "Record 1, line 1: Retraction (Retraction in)",
        "Record 2, line 15, duplicate: Record 1 of this file has the PMID 1001.",
    ]


def test_records_come_from_standard_input(panel, monkeypatch):
    data = io.TextIOWrapper(io.BytesIO(pubmed_list({"pmid": "1001"}).encode()))
    monkeypatch.setattr("sys.stdin", data)
    call_command("import_papers", "-", "--panel", panel.slug, stdout=io.StringIO())
    assert panel.papers.count() == 1


def test_without_a_name_the_system_acts(run):
    run(pubmed_list({"pmid": "1001"}))
    assert Event.objects.get(verb="import").actor_id == SYSTEM


def test_as_somebody_that_persons_permits_bind(run, panel, ann):
    run(pubmed_list({"pmid": "1001"}), "--as", ann.email.upper())
    assert Event.objects.get(verb="import").actor_id == ann.pk
    observer = build.member(panel, Role.OBSERVER)
    with pytest.raises(CommandError, match="In this panel, only a"):
        run(pubmed_list({"pmid": "1002"}), "--as", observer.email)
    assert panel.papers.count() == 1


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["records.txt", "--panel", "nowhere"], "There is no panel nowhere."),
        (["nowhere.txt", "--panel", "{panel}"], "nowhere.txt: No such file or directory."),
        (["{file}", "--panel", "{panel}"], "The file is empty"),
        (["{file}", "--panel", "{panel}", "--as", "x@y.org"], "No active account has the address"),
    ],
)
def test_a_refusal_is_one_sentence(panel, tmp_path, arguments, sentence):
    empty = tmp_path / "empty.txt"
    empty.write_text("")
    given = [argument.format(panel=panel.slug, file=empty) for argument in arguments]
    with pytest.raises(CommandError) as refusal:
        call_command("import_papers", *given)
    assert str(refusal.value).startswith(sentence)
    assert "\n" not in str(refusal.value)

"""`manage.py check_integrity`: its JSON, its refusals, and what each may see."""

import hashlib
import io
import json

import pytest
from django.core.management import CommandError, call_command

from reviews.actions import panels, papers
from reviews.models import Notice
from reviews.vocabulary import ClaimState, Role
from tests import build
from tests.extracts import notice, retraction_watch

pytestmark = pytest.mark.django_db
DOI = "10.1000/abc"


@pytest.fixture
def paper(panel):
    paper = build.paper(panel)
    by = build.chair(panel)
    papers.add_identifier(paper, scheme="doi", value=DOI, basis="Known.", by=by)
    return paper


@pytest.fixture
def run(tmp_path, capsys):
    def run(data, *options):
        file = tmp_path / "notices.csv"
        file.write_bytes(data)
        call_command("check_integrity", str(file), *options)
        return capsys.readouterr().out

    return run


def test_the_json_tells_of_file_and_papers(run, panel, paper):
    build.paper(panel)
    data = retraction_watch(notice("7", doi=DOI, Reason="+One;"), notice("8", nature="Golf"))
    document = json.loads(run(data, "--json", "--extract-date", "2026-03-01"))
    [rejection] = document.pop("rejections")
    assert rejection["line"] == 3
    assert document == {
        "source": "retraction_watch",
        "sha256": hashlib.sha256(data).hexdigest(),
        "extract_date": "2026-03-01",
        "seen": 2,
        "added": 1,
        "known": 0,
        "rejected": 1,
        "checked": 1,
        "unchecked": 1,
        "listed": [
            {
                "paper": str(paper.pk),
                "panel": panel.slug,
                "title": paper.title,
                "identifiers": [{"scheme": "doi", "value": DOI}],
                "status": "retracted",
                "is_new": True,
                "notices": [
                    {
                        "id": str(Notice.objects.get().pk),
                        "nature": {"value": "retraction", "label": "Retraction"},
                        "source": {"value": "retraction_watch", "label": "Retraction Watch"},
                        "record": "7",
                        "dated": "2024-03-09",
                        "reasons": "One",
                        "reference": None,
                        "as_of": "2026-03-01",
                        "matched_by": "doi",
                    }
                ],
            }
        ],
        "affected": [],
        "re_evaluations": {"opened": [], "closed": []},
    }
    again = json.loads(run(data, "--json"))
    assert (again["added"], again["known"], again["extract_date"]) == (0, 1, None)
    assert [listed["is_new"] for listed in again["listed"]] == [False]


def test_people_read_what_is_listed(run, panel, paper):
    text = run(retraction_watch(notice("7", doi=DOI), notice("8", nature="Golf")))
    lines = text.splitlines()
    assert lines[0] == "Rows: 2 seen = 1 new + 0 known + 1 rejected."
    assert lines[1] == "Papers: 1 looked up; 0 without DOI or PMID."
    assert lines[2].startswith("Line 3, rejected: “Golf” is not a nature of notice")
    assert lines[3] == f"{panel.slug}: {paper.title}: Listed as retracted (new)."
    assert lines[4] == "Claims that stand in listed papers or rest on them: 0."
    assert lines[5] == "Re-evaluations: 0 opened, 0 closed."


def test_a_chain_is_named_with_its_path(run, panel, paper, eve):
    t, r = build.claim(source=paper.sources.get()), build.claim(ClaimState.PUBLISHED, panel)
    build.cite(r, paper)
    data = retraction_watch(notice("7", doi=DOI))
    document = json.loads(run(data, "--json"))
    assert [(row["steps"], row["path"], row["is_new"]) for row in document["affected"]] == [
        (0, [str(t.pk), str(paper.pk)], True),
        (1, [str(r.pk), str(paper.pk)], True),
    ]
    affected = document["affected"][1]
    assert (affected["claim"], affected["state"], affected["status"], affected["panel"]) == (
        str(r.pk),
        "published",
        "retracted",
        panel.slug,
    )
    assert document["re_evaluations"] == {"opened": [str(r.pk)], "closed": []}
    again = json.loads(run(data, "--json"))
    assert [row["is_new"] for row in again["affected"]] == [False, False]
    assert again["re_evaluations"] == {"opened": [], "closed": []}
    stranger = json.loads(run(data, "--json", "--as", eve.email))
    assert stranger["affected"] == []


def test_people_read_what_is_to_be_looked_at_again(run, panel, paper):
    claim = build.claim(ClaimState.PUBLISHED, panel)
    build.cite(claim, paper)
    lines = run(retraction_watch(notice("7", doi=DOI))).splitlines()
    assert lines[-3:] == [
        "Claims that stand in listed papers or rest on them: 1.",
        "Re-evaluations: 1 opened, 0 closed.",
        f"{panel.slug}: “{claim.revision.exact}”: cited or graded with it, listed as retracted.",
    ]


def test_the_file_may_come_from_standard_input(paper, monkeypatch):
    data = io.TextIOWrapper(io.BytesIO(retraction_watch(notice("7", doi=DOI))))
    monkeypatch.setattr("sys.stdin", data)
    call_command("check_integrity", "-", stdout=io.StringIO())
    assert Notice.objects.count() == 1


def test_as_staff_only_papers_of_ones_panels_are_named(run, panel, paper, eve):
    data = retraction_watch(notice("7", doi=DOI))
    assert json.loads(run(data, "--json", "--as", eve.email))["listed"] == []
    panels.seat(panel, eve, Role.OBSERVER, by=build.chair(panel))
    [listed] = json.loads(run(data, "--json", "--as", eve.email))["listed"]
    assert listed["paper"] == str(paper.pk)


def test_as_somebody_who_is_not_staff_it_is_refused(run, cleo):
    with pytest.raises(CommandError, match="Only staff may do this"):
        run(retraction_watch(notice("7")), "--as", cleo.email)
    assert not Notice.objects.exists()


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["nowhere.csv"], "nowhere.csv: No such file or directory."),
        (["{file}"], "The first line lacks"),
        (["{file}", "--extract-date", "soon"], "Error: argument --extract-date"),
    ],
)
def test_a_refusal_is_one_sentence(tmp_path, arguments, sentence):
    file = tmp_path / "other.csv"
    file.write_text("a,b\n1,2\n")
    with pytest.raises(CommandError) as refusal:
        call_command("check_integrity", *[argument.format(file=file) for argument in arguments])
    assert str(refusal.value).startswith(sentence)

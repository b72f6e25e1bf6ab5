"""docs/commands.md names every command and shows the JSON that they print."""

import json
import re
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from reviews.actions import papers
from reviews.models import Event
from reviews.models.promises import remove_promises
from reviews.vocabulary import ClaimState
from tests import build
from tests.extracts import notice, pubmed_list, retraction_watch

DOCUMENT = Path("docs/commands.md").read_text(encoding="utf-8")
COMMANDS = [
    path.stem
    for path in Path("reviews/management/commands").glob("*.py")
    if path.stem != "__init__"
]
RETRACTED = "Retraction in\n    J Constr Res. 2021 Feb 3;14(2):7. doi: 10.1000/notice."


def documented(command):
    return json.loads(re.search(rf"```json {command}\n(.*?)```", DOCUMENT, re.S)[1])


def shape(value):
    """The names in it, at any depth; of a list, those of its first item."""
    if isinstance(value, dict):
        return {name: shape(inner) for name, inner in value.items()}
    return [shape(inner) for inner in value[:1]] if isinstance(value, list) else None


def printed(capsys, *arguments):
    call_command(*map(str, arguments), "--json")
    return json.loads(capsys.readouterr().out)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_is_in_the_table(command):
    assert re.search(rf"^\| `{command}\b", DOCUMENT, re.M)


def test_agreement_prints_what_is_documented(tmp_path, capsys):
    file = tmp_path / "ratings.csv"
    file.write_text("item,rater,rating\nA,x,low\nA,y,low\n", encoding="utf-8")
    call_command("agreement", str(file))
    told, expected = json.loads(capsys.readouterr().out), documented("agreement")
    assert shape(told) == shape(expected)


@pytest.mark.django_db
def test_import_and_look_up_print_what_is_documented(panel, tmp_path, capsys):
    records, notices = tmp_path / "records.txt", tmp_path / "notices.csv"
    records.write_text(pubmed_list({"pmid": "1001", "notice": RETRACTED}), encoding="utf-8")
    imported = printed(capsys, "import_papers", records, "--panel", panel.slug)
    assert shape(imported) == shape(documented("import_papers"))
    claim = build.claim(ClaimState.PUBLISHED, panel)
    other = build.paper(panel)
    by = build.chair(panel)
    papers.add_identifier(other, scheme="doi", value="10.1000/other", basis="Known.", by=by)
    build.cite(claim, other)
    notices.write_bytes(retraction_watch(notice("7", pmid="1001"), notice("8", nature="Golf"),
                                         notice("9", doi="10.1000/other")))  # fmt: skip
    loaded = printed(capsys, "check_integrity", notices)
    assert shape(loaded) == shape(documented("check_integrity"))


@pytest.mark.django_db
def test_the_audit_prints_what_is_documented(capsys):
    remove_promises(connection)
    build.panel()
    Event.objects.filter(sequence=1).update(verb="other")
    with pytest.raises(CommandError):
        call_command("verify_audit", "--json")
    told = json.loads(capsys.readouterr().out)
    assert told.keys() == documented("verify_audit").keys()

"""`manage.py verify_audit`: silent agreement, named problems, exit codes."""

import json

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from reviews.models import Event
from reviews.models.promises import remove_promises

pytestmark = pytest.mark.django_db


def run(capsys, *options):
    """(what it printed, the refusal it ended with or None)"""
    try:
        call_command("verify_audit", *options)
        refusal = None
    except CommandError as error:
        refusal = str(error)
    return capsys.readouterr().out, refusal


def test_it_prints_the_hashes_to_keep(panel, capsys):
    newest = Event.objects.filter(chain__panel=panel).latest("sequence").hash
    out, refusal = run(capsys)
    assert refusal is None
    assert f"{newest}  panel {panel.slug}\n" in out
    document = json.loads(run(capsys, "--json", "--head", newest)[0])
    assert document["problems"] == []
    assert document["heads"][f"panel {panel.slug}"] == newest


def test_it_names_each_problem_and_fails(panel, capsys):
    remove_promises(connection)
    edited = Event.objects.filter(chain__panel=panel).earliest("sequence")
    Event.objects.filter(pk=edited.pk).update(verb="other")
    out, refusal = run(capsys)
    assert out.splitlines()[0].startswith(f"Event 1 of panel {panel.slug} ({edited.pk}) was")
    assert refusal == "The history is not as it was written: 1 problem."
    document = json.loads(run(capsys, "--json")[0])
    assert len(document["problems"]) == 1


def test_hashes_kept_outside_must_be_there(panel, capsys):
    out, refusal = run(capsys, "--head", "0" * 64, "1" * 64, "--head", "2" * 64)
    assert out.count("No event has the hash") == 3
    assert refusal == "The history is not as it was written: 3 problems."

"""Every table and every column is archived or left out by name, with a reason."""

import pytest
from django.apps import apps
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from reviews.models.archived import ARCHIVED, LEFT_OUT, LEFT_OUT_TABLES

MODELS = {model._meta.label: model for model in apps.get_models(include_auto_created=True)}


def test_every_model_is_archived_or_left_out_with_a_reason():
    archived = [part.label for part in ARCHIVED]
    assert len(archived) == len(set(archived))
    assert sorted([*archived, *LEFT_OUT]) == sorted(MODELS)
    assert [label for label, reason in LEFT_OUT.items() if not reason.endswith(".")] == []


@pytest.mark.parametrize("part", ARCHIVED, ids=lambda part: part.label)
def test_every_column_is_archived_or_left_out_with_a_reason(part):
    columns = [field.attname for field in part.model._meta.concrete_fields]
    assert sorted([*part.names, *part.without]) == sorted(columns)
    assert [name for name, reason in part.without.items() if not reason.endswith(".")] == []
    assert part.names[0] == part.model._meta.pk.attname


def test_what_must_not_travel_is_left_out_by_name():
    without = {(part.label, name) for part in ARCHIVED for name in part.without}
    assert without == {
        ("reviews.User", "password"),
        ("reviews.User", "last_login"),
        ("reviews.Invitation", "digest"),
        ("reviews.Notice", "record"),
    }
    drafts = {"reviews.Draft", "reviews.DraftVersion", "reviews.VerdictDraft"}
    secrets = {"sessions.Session", "account.EmailConfirmation", "reviews.Token"}
    assert drafts | secrets <= LEFT_OUT.keys()


@pytest.mark.django_db
def test_every_table_is_a_models_or_left_out_with_a_reason():
    known = {model._meta.db_table for model in MODELS.values()}
    others = set(connection.introspection.table_names()) - known
    assert MigrationRecorder.Migration._meta.db_table in others
    named = {name: begin for name in others for begin in LEFT_OUT_TABLES if name.startswith(begin)}
    assert named.keys() == others
    assert set(named.values()) == LEFT_OUT_TABLES.keys()

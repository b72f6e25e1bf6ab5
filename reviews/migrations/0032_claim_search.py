import json
from itertools import islice

from django.db import migrations

from reviews.actions.standings import document
from reviews.search import claims

BATCH = 200


def create(apps, schema_editor):
    """The index of claims anew: places, facets, the order of publication, words that are near."""
    connection = schema_editor.connection
    claims.drop(connection)
    claims.create(connection)
    standings = apps.get_model("reviews", "Standing").objects.exclude(banner="withdrawn")
    rows = (
        standings.order_by("published_at", "-pk")
        .values_list("pk", "status", "frozen__content")
        .iterator(BATCH)
    )
    while batch := list(islice(rows, BATCH)):
        claims.index({pk: document(json.loads(content)) for pk, _, content in batch})
        claims.restate({pk: status for pk, status, _ in batch})


class Migration(migrations.Migration):
    dependencies = [("reviews", "0031_asked_reports")]
    operations = [migrations.RunPython(create, migrations.RunPython.noop)]

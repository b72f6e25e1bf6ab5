import json

from django.db import migrations

from reviews import search
from reviews.actions.standings import document

BEFORE = "reviews_search"  # how the index of claims was called, in another shape


def create(apps, schema_editor):
    connection = schema_editor.connection
    search.create(connection, search.PAPERS)
    search.index_papers(apps.get_model("reviews", "Paper").objects.all())
    if BEFORE in connection.introspection.table_names():
        search.create(connection, search.CLAIMS)
        contents = apps.get_model("reviews", "Standing").objects.values_list(
            "pk", "frozen__content"
        )
        search.index({pk: document(json.loads(content)) for pk, content in contents})
        schema_editor.execute(f"DROP TABLE {BEFORE}")


def drop(apps, schema_editor):
    search.drop(schema_editor.connection, search.PAPERS)


class Migration(migrations.Migration):
    dependencies = [("reviews", "0004_citations_and_imports")]
    operations = [migrations.RunPython(create, drop)]

from django.db import migrations

from reviews.search import claims, papers

BEFORE = "reviews_search"  # how the index of claims was called, in another shape


def create(apps, schema_editor):
    connection = schema_editor.connection
    papers.create(connection)
    papers.index(apps.get_model("reviews", "Paper").objects.all())
    if BEFORE in connection.introspection.table_names():
        claims.create(connection)  # and 0031 writes it
        schema_editor.execute(f"DROP TABLE {BEFORE}")


def drop(apps, schema_editor):
    papers.drop(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [("reviews", "0004_citations_and_imports")]
    operations = [migrations.RunPython(create, drop)]

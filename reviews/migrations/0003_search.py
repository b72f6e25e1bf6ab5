from django.db import migrations

from reviews import search


def create(apps, schema_editor):
    search.create(schema_editor.connection)


def drop(apps, schema_editor):
    search.drop(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [("reviews", "0002_promises")]
    operations = [migrations.RunPython(create, drop)]

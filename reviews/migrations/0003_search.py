from django.db import migrations

from reviews import search


def create(apps, schema_editor):
    search.create(schema_editor.connection, search.CLAIMS)


def drop(apps, schema_editor):
    search.drop(schema_editor.connection, search.CLAIMS)


class Migration(migrations.Migration):
    dependencies = [("reviews", "0002_promises")]
    operations = [migrations.RunPython(create, drop)]

from django.db import migrations

from reviews.search import claims


def create(apps, schema_editor):
    claims.create(schema_editor.connection)


def drop(apps, schema_editor):
    claims.drop(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [("reviews", "0002_promises")]
    operations = [migrations.RunPython(create, drop)]

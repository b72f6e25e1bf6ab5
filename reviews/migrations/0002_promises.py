from django.db import migrations

from reviews.models.promises import install_promises, remove_promises


def install(apps, schema_editor):
    install_promises(schema_editor.connection)


def remove(apps, schema_editor):
    remove_promises(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [("reviews", "0001_initial")]
    operations = [migrations.RunPython(install, remove)]

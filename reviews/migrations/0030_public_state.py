import uuid

from django.db import migrations, models

from reviews.models.promises import install_promises


def begin(apps, schema_editor):
    state = apps.get_model("reviews", "PublicState")
    state.objects.using(schema_editor.connection.alias).create(token=uuid.uuid4())
    install_promises(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [
        ("reviews", "0029_frozen_papers"),
    ]

    operations = [
        migrations.CreateModel(
            name="PublicState",
            fields=[
                (
                    "token",
                    models.UUIDField(editable=False, primary_key=True, serialize=False),
                ),
            ],
        ),
        migrations.RunPython(begin, migrations.RunPython.noop),
    ]

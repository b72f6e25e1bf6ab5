"""Each notice tells of which record of its source it is a state; the database derives it."""

from django.db import migrations, models
from django.db.models import Case, F, Value, When
from django.db.models.functions import Left, StrIndex

from reviews.models.promises import install_promises


def install(apps, schema_editor):
    install_promises(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [
        ("reviews", "0025_public_identifiers"),
    ]

    operations = [
        migrations.AddField(
            model_name="notice",
            name="record",
            field=models.GeneratedField(
                db_persist=True,
                expression=Case(
                    When(key__contains="#", then=Left("key", StrIndex("key", Value("#")) - 1)),
                    default=F("key"),
                ),
                output_field=models.CharField(max_length=80),
            ),
        ),
        migrations.AddIndex(
            model_name="notice",
            index=models.Index(
                fields=["record", "origin", "loaded_at"], name="reviews_notice_record"
            ),
        ),
        migrations.RunPython(install, migrations.RunPython.noop),
    ]

from collections import Counter

from django.db import migrations, models

from reviews.models.promises import install_promises, remove_promises


def remove(apps, schema_editor):
    remove_promises(schema_editor.connection)


def install(apps, schema_editor):
    install_promises(schema_editor.connection)


def count_what_is_closed(apps, schema_editor):
    """Until now every vote that was cast counted. Verdicts older than motions have no votes to
    count, and go on saying nothing of them."""
    Motion, Vote = (apps.get_model("reviews", name) for name in ("Motion", "Vote"))
    closed = Motion.objects.filter(settled_by="vote", end__in=["carried", "failed"])
    for motion in closed.exclude(content={}):
        cast = Counter(Vote._base_manager.filter(motion=motion).values_list("choice", flat=True))
        Motion.objects.filter(pk=motion.pk).update(
            votes_for=cast["for"],
            votes_against=cast["against"],
            votes_abstain=cast["abstain"],
            votes_not_counted=0,
        )


class Migration(migrations.Migration):
    dependencies = [
        ("reviews", "0001_squashed_0021_event_order"),
    ]

    operations = [
        # SQLite makes the table of motions anew, of which triggers of other tables speak.
        migrations.RunPython(remove, install),
        *(
            migrations.AddField(
                model_name="motion",
                name=name,
                field=models.PositiveSmallIntegerField(editable=False, null=True),
            )
            for name in ("votes_abstain", "votes_against", "votes_for", "votes_not_counted")
        ),
        migrations.RunPython(count_what_is_closed, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name="motion",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("votes_abstain", None),
                        ("votes_against", None),
                        ("votes_for", None),
                        ("votes_not_counted", None),
                    ),
                    models.Q(
                        ("settled_by", "vote"),
                        ("votes_abstain__isnull", False),
                        ("votes_against__isnull", False),
                        ("votes_for__isnull", False),
                        ("votes_not_counted__isnull", False),
                        models.Q(
                            models.Q(
                                ("end", "carried"), ("votes_for__gt", models.F("votes_against"))
                            ),
                            models.Q(
                                ("end", "failed"), ("votes_for__lte", models.F("votes_against"))
                            ),
                            _connector="OR",
                        ),
                    ),
                    _connector="OR",
                ),
                name="reviews_motion_is_carried_by_a_majority",
                violation_error_message="A vote is carried if more are for it than against.",
            ),
        ),
        migrations.RunPython(install, migrations.RunPython.noop),
    ]

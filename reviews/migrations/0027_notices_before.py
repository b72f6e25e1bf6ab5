"""What was told of earlier editions stays told of them."""

import json
from itertools import pairwise

from django.db import migrations, models
from django.db.models import Count, Max

from reviews.models.promises import install_promises

BATCH = 500


def tell_again(apps, schema_editor):
    """Editions of claims of which newer ones hold notices were told of them no longer."""
    standings = apps.get_model("reviews", "Standing").objects
    several = standings.annotate(states=Count("claim__frozen")).filter(states__gt=1)
    for standing in several.order_by("pk").iterator(BATCH):
        frozen = standing.claim.frozen.order_by("frozen_at", "pk")
        frozen = frozen.annotate(last=Max("releases__number"))
        states = [(row.last, json.loads(row.content)) for row in frozen]
        since = {told["id"] for told in standing.notices_since}
        found = {}
        for (last, earlier), (_, later) in pairwise(states):
            known = _held(earlier) | since
            new = [one for one in _notices(later) if one["id"] not in known]
            found |= {one["id"]: one | {"until": last} for one in new if last}
        if found:
            standing.notices_before = list(found.values())
            standing.save(update_fields=["notices_before"])


def _held(content):
    told = [one["id"] for one in _notices(content)]
    for citation in content.get("citations", ()):
        told += [one["id"] for one in citation["paper"]["notices"]]
    return set(told)


def _notices(content):
    for notice in content["paper"]["notices"]:
        yield notice | {"path": None}
    for exposure in content.get("exposures", ()):
        for notice in exposure["notices"]:
            yield notice | {"path": exposure["path"]}


def install(apps, schema_editor):
    install_promises(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [
        ("reviews", "0026_notice_records"),
    ]

    operations = [
        migrations.AddField(
            model_name="standing",
            name="notices_before",
            field=models.JSONField(default=list),
        ),
        migrations.RunPython(tell_again, migrations.RunPython.noop),
        migrations.RunPython(install, migrations.RunPython.noop),
    ]

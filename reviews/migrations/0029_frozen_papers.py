"""On which papers each frozen claim rests, every notice about them that it does not hold, and
labels as the rule gives them now."""

import json
import uuid
from collections import defaultdict
from dataclasses import replace

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import Exists, OuterRef

from reviews.exports.notices_since import held, rests_on
from reviews.exports.papers import notice
from reviews.models.facts import GradedOutcome, gathered
from reviews.models.promises import install_promises
from reviews.vocabulary import Certainty, EvidenceSide, FlagCode
from reviews.wording import rules
from reviews.wording.labels import label

BATCH = 500


def name_papers(apps, schema_editor):
    """What was merged into a paper when it was frozen is told by the identifiers that the claim
    shows: they went with the record if it stands for itself again."""
    made = apps.get_model("reviews", "FrozenPaper")
    kept = _kept(apps)
    records = defaultdict(list)
    for record, paper in kept.items():
        records[str(paper)].append(str(record))
    frozen = apps.get_model("reviews", "FrozenClaim").objects.order_by("pk")
    rows = frozen.values_list("pk", "content", "claim__source__paper__panel")
    for batch in _batches(rows.iterator(BATCH)):
        contents = [(pk, json.loads(content), panel) for pk, content, panel in batch]
        owners = _owners(apps, contents)
        made.objects.bulk_create(
            (
                made(frozen_id=pk, paper_id=paper, shown_id=shown)
                for pk, content, panel in contents
                for paper, shown in _papers(content, panel, records, kept, owners).items()
            ),
            batch_size=BATCH,
        )


def _papers(content, panel, records, kept, owners):
    shown = {pk: pk for pk in rests_on(content)}
    found = {record: pk for pk in shown for record in records[pk]}
    for paper in _described(content):
        for key in _identifiers(paper):
            owner = owners.get((panel, *key))
            # If it was merged meanwhile, another has its identifiers.
            if owner and owner != kept.get(uuid.UUID(paper["id"]), uuid.UUID(paper["id"])):
                found.setdefault(str(owner), paper["id"])
    return found | shown


def _described(content):
    return [content["paper"], *(row["paper"] for row in content.get("citations", ()))]


def _identifiers(paper):
    return [(row["scheme"]["value"], row["value"]) for row in paper["identifiers"]]


def _owners(apps, contents):
    """{(panel, scheme, value): paper} of the identifiers that these claims show."""
    shown = (paper for _, content, _ in contents for paper in _described(content))
    values = {value for paper in shown for _, value in _identifiers(paper)}
    rows = apps.get_model("reviews", "Identifier").objects.filter(value__in=values)
    columns = rows.values_list("panel", "scheme", "value", "paper")
    return {key: paper for *key, paper in columns for key in [tuple(key)]}


def tell(apps, schema_editor):
    """What was told of earlier editions up to a number is told of what they show; and of each
    is told what was listed of its papers when nobody told it."""
    model, kept = apps.get_model("reviews", "Standing"), _kept(apps)
    for batch in _batches(model.objects.order_by("pk").iterator(BATCH)):
        for standing, states in _states(apps, batch, kept):
            before = {}
            for state in states:
                if state["pk"] == standing.frozen_id:
                    current = _told(state, standing.notices_since)
                elif found := _told(state, _before(standing, state)):
                    before[str(state["pk"])] = found
            standing.notices_since, standing.notices_before = current, before
        model.objects.bulk_update(batch, ["notices_since", "notices_before"])


def _before(standing, state):
    """What was told so far of the last edition of an earlier state."""
    told = [one for one in standing.notices_before if one["until"] >= state["last"]]
    told = [{key: one[key] for key in one if key != "until"} for one in told]
    return [*standing.notices_since, *told]


def _told(state, told):
    """What was told and is about what the state rests on, and what is listed of its papers."""
    found = {}
    for one in told:
        path = one["path"]
        is_own = state["is_current"] or not path or bool(_ends(path) & state["papers"])
        if is_own and one["id"] not in state["held"]:
            found[one["id"]] = one
    for path, match, is_graded in state["matches"]:
        pk = str(match.notice_id)
        is_known = is_graded and match.matched_at <= state["at"]
        if pk not in state["held"] and not is_known:
            found.setdefault(pk, notice(match) | {"path": path})
    return list(found.values())


def _ends(path):
    return {path[0]["paper"], path[-1]["paper"]}


def _states(apps, standings, kept):
    """(standing, [what each of its frozen claims says, the oldest first])"""
    claims = [row.pk for row in standings]
    papers = defaultdict(dict)
    rows = apps.get_model("reviews", "FrozenPaper").objects.filter(frozen__claim__in=claims)
    for frozen, paper, shown in rows.values_list("frozen", "paper", "shown"):
        papers[frozen][kept.get(paper, paper)] = str(shown)
    matches = _matches(apps, {pk for each in papers.values() for pk in each}, kept)
    frozen = apps.get_model("reviews", "FrozenClaim").objects.filter(claim__in=claims)
    frozen = frozen.annotate(last=models.Max("releases__number")).order_by("frozen_at", "pk")
    by_claim = defaultdict(list)
    for row in frozen:
        by_claim[row.claim_id].append(row)
    for standing in standings:
        states = []
        for row in by_claim[standing.pk]:
            content = json.loads(row.content)
            paths = rests_on(content)
            exposures = [each["path"] for each in content.get("exposures", ()) if each["path"]]
            graded = {pk for pk, path in paths.items() if path and path[0]["how"] is None}
            states.append({
                "pk": row.pk, "at": row.frozen_at, "last": row.last, "held": held(content),
                "is_current": row.pk == standing.frozen_id,
                "papers": {*paths, *map(str, papers[row.pk]), *(p[-1]["paper"] for p in exposures)},
                "matches": [(paths[shown], match, shown in graded)
                            for paper, shown in papers[row.pk].items() for match in matches[paper]],
            })  # fmt: skip
        yield standing, states


def _matches(apps, papers, kept):
    """{paper kept: matches of it and its records whose notices stand}"""
    notices = apps.get_model("reviews", "Notice").objects.filter(
        origin=OuterRef("notice__origin"),
        record=OuterRef("notice__record"),
        loaded_at__gt=OuterRef("notice__loaded_at"),
    )
    asked = [*papers, *(record for record, paper in kept.items() if paper in papers)]
    rows = apps.get_model("reviews", "Match").objects.filter(~Exists(notices), paper__in=asked)
    found = defaultdict(list)
    for match in rows.select_related("notice").order_by("pk"):
        found[kept.get(match.paper_id, match.paper_id)].append(match)
    return found


def relabel(apps, schema_editor):
    """Labels and flags of claims whose certainty was chosen are those of the rule as it is now:
    what was kept before it became stricter stood until the next act on the claim."""
    claims = apps.get_model("reviews", "Claim").objects.filter(overall_choice__branch="highest")
    claims = claims.select_related("wording", "overall_choice", "source").order_by("pk")
    for batch in _batches(claims.iterator(BATCH)):
        outcomes, exceptions = _outcomes(apps, batch), _exceptions(apps, batch)
        for claim in batch:
            rows = apps.get_model("reviews", "Flag").objects.filter(claim=claim)
            confirmed = rows.filter(state="confirmed", is_computed=False)
            codes = frozenset(map(FlagCode, confirmed.values_list("code", flat=True)))
            known = gathered(claim, outcomes[claim.pk], exceptions.get(claim.pk), codes)
            claim.label = label(known)
            claim.save(update_fields=["label"])
            _flag(claim, rows, known)


def _flag(claim, rows, known):
    structural = [FlagCode(row.code) for row in rows if not row.is_computed]
    supposed = rules.flags(replace(known, confirmed=frozenset(structural)))
    for flag in supposed:
        rows.filter(code=flag.code, is_computed=False).update(severity=flag.severity)
    computed = {rule.code for rule in rules.RULES if rule.is_computed}
    standing = {flag.code: flag for flag in rules.flags(known) if flag.code in computed}
    rows.filter(is_computed=True).exclude(code__in=list(standing)).delete()
    for code, flag in standing.items():
        said = {"severity": flag.severity, "explanation": flag.reason}
        if not rows.filter(code=code).update(**said):
            rows.create(claim=claim, code=code, state="confirmed", is_computed=True, **said)


def _outcomes(apps, claims):
    """{claim id: [GradedOutcome, ...]} as models.facts has them"""
    rounds = apps.get_model("reviews", "Round").objects.filter(
        claim__in=claims, purpose="panel", state="decided", instrument__key="grade"
    )
    rounds = rounds.select_related("verdict", "body__outcome").order_by("verdict__decided_at")
    latest = {(row.claim_id, row.body.outcome_id): row for row in rounds}
    settled = apps.get_model("reviews", "Settlement").objects.filter(
        verdict__round__in=list(latest.values()), item="evidence_side"
    )
    sides = dict(settled.values_list("verdict__round", "answer"))
    found = defaultdict(list)
    for (claim, _), row in latest.items():
        result = row.verdict.result
        certainty = Certainty.from_word(result) if result else None
        found[claim].append(GradedOutcome(row, certainty, EvidenceSide(sides[row.pk])))
    return found


def _exceptions(apps, claims):
    rows = apps.get_model("reviews", "ClaimException").objects.filter(withdrawn_at=None)
    return {row.claim_id: row for row in rows.filter(claim__in=claims)}


def _kept(apps):
    """{id of a merged record: id of the paper into which it went in the end}"""
    rows = apps.get_model("reviews", "Paper").objects.exclude(merged_into=None)
    into = dict(rows.values_list("pk", "merged_into"))
    ends = dict(into)
    while further := {pk: into[end] for pk, end in ends.items() if end in into}:
        ends |= further
    return ends


def _batches(rows):
    batch = []
    for row in rows:
        batch.append(row)
        if len(batch) == BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


def install(apps, schema_editor):
    install_promises(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [
        ("reviews", "0028_api_tokens"),
    ]

    operations = [
        migrations.AlterField(
            model_name="standing",
            name="notices_before",
            field=models.JSONField(default=dict),
        ),
        migrations.CreateModel(
            name="FrozenPaper",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "frozen",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="papers",
                        to="reviews.frozenclaim",
                    ),
                ),
                (
                    "paper",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="reviews.paper",
                    ),
                ),
                (
                    "shown",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="reviews.paper",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("frozen", "paper"), name="reviews_frozenpaper_is_named_once"
                    )
                ],
            },
        ),
        migrations.RunPython(name_papers, migrations.RunPython.noop),
        migrations.RunPython(tell, migrations.RunPython.noop),
        migrations.RunPython(relabel, migrations.RunPython.noop),
        migrations.RunPython(install, migrations.RunPython.noop),
    ]

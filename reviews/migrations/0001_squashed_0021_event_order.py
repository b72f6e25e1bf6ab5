"""The tables as they are after all the migrations that this one replaces, made at once: a new
database is ready in a third of the time. One that has some of those already goes on with them.
"""

import django.db.models.deletion
import django.db.models.functions.datetime
import django.db.models.functions.text
import uuid
from importlib import import_module

from django.conf import settings
from django.db import migrations, models

from reviews.models.promises import install_promises, remove_promises
from reviews.search import claims, papers

_CONTENTS = import_module("reviews.migrations.0009_import_contents")


def create_indexes(apps, schema_editor):
    for index in (claims, papers):
        index.create(schema_editor.connection)


def drop_indexes(apps, schema_editor):
    for index in (claims, papers):
        index.drop(schema_editor.connection)


def install(apps, schema_editor):
    install_promises(schema_editor.connection)


def remove(apps, schema_editor):
    remove_promises(schema_editor.connection)


class Migration(migrations.Migration):
    initial = True

    replaces = [
        ("reviews", "0001_initial"),
        ("reviews", "0002_promises"),
        ("reviews", "0003_search"),
        ("reviews", "0004_citations_and_imports"),
        ("reviews", "0005_paper_search"),
        ("reviews", "0006_standing_cites"),
        ("reviews", "0007_invitations"),
        ("reviews", "0008_more_study_designs"),
        ("reviews", "0009_import_contents"),
        ("reviews", "0010_settling"),
        ("reviews", "0011_import_heading"),
        ("reviews", "0012_protocols"),
        ("reviews", "0013_interests"),
        ("reviews", "0014_namesakes"),
        ("reviews", "0015_results"),
        ("reviews", "0016_own_instruments"),
        ("reviews", "0017_mailings"),
        ("reviews", "0018_motions"),
        ("reviews", "0019_discussions"),
        ("reviews", "0020_labels"),
        ("reviews", "0021_event_order"),
    ]

    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
    ]

    operations = [
        migrations.CreateModel(
            name="User",
            fields=[
                ("password", models.CharField(max_length=128, verbose_name="password")),
                (
                    "last_login",
                    models.DateTimeField(blank=True, null=True, verbose_name="last login"),
                ),
                (
                    "is_superuser",
                    models.BooleanField(
                        default=False,
                        help_text="Designates that this user has all permissions without explicitly assigning them.",
                        verbose_name="superuser status",
                    ),
                ),
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("email", models.EmailField(max_length=254, unique=True)),
                ("name", models.CharField(max_length=200)),
                (
                    "other_names",
                    models.TextField(blank=True, verbose_name="other names, one a line"),
                ),
                ("orcid", models.CharField(blank=True, max_length=19, verbose_name="ORCID")),
                (
                    "wants_reminders",
                    models.BooleanField(default=True, verbose_name="is reminded by mail"),
                ),
                (
                    "wants_digest",
                    models.BooleanField(default=True, verbose_name="gets a weekly digest by mail"),
                ),
                ("is_active", models.BooleanField(default=True)),
                ("is_staff", models.BooleanField(default=False, verbose_name="opens the admin")),
                (
                    "joined_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
                (
                    "groups",
                    models.ManyToManyField(
                        blank=True,
                        help_text="The groups this user belongs to. A user will get all permissions granted to each of their groups.",
                        related_name="user_set",
                        related_query_name="user",
                        to="auth.group",
                        verbose_name="groups",
                    ),
                ),
                (
                    "user_permissions",
                    models.ManyToManyField(
                        blank=True,
                        help_text="Specific permissions for this user.",
                        related_name="user_set",
                        related_query_name="user",
                        to="auth.permission",
                        verbose_name="user permissions",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        django.db.models.functions.text.Lower("email"),
                        name="reviews_user_email_is_unique_in_any_case",
                        violation_error_message="Someone has this e-mail address already.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("orcid", ""), _negated=True),
                        fields=("orcid",),
                        name="reviews_user_orcid_is_unique",
                        violation_error_message="Someone has this ORCID already.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Panel",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("slug", models.SlugField(unique=True)),
                ("name", models.CharField(max_length=200)),
                ("about", models.TextField(blank=True)),
                ("created_at", models.DateTimeField(editable=False)),
                (
                    "created_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Paper",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "panel",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="papers",
                        to="reviews.panel",
                    ),
                ),
                ("title", models.TextField()),
                ("authors", models.JSONField(blank=True, default=list)),
                ("affiliation", models.TextField(blank=True)),
                ("journal", models.TextField(blank=True)),
                ("year", models.PositiveSmallIntegerField(blank=True, null=True)),
                (
                    "published",
                    models.CharField(blank=True, max_length=60, verbose_name="published"),
                ),
                ("volume", models.CharField(blank=True, max_length=40)),
                ("issue", models.CharField(blank=True, max_length=40)),
                ("pages", models.CharField(blank=True, max_length=60)),
                (
                    "design",
                    models.CharField(
                        choices=[
                            ("not_stated", "Not stated"),
                            ("narrative_review", "Narrative review"),
                            ("systematic_review", "Systematic review"),
                            ("randomised_trial", "Randomised trial"),
                            ("non_randomised_trial", "Non randomised trial"),
                            ("cohort", "Cohort"),
                            ("case_control", "Case control"),
                            ("cross_sectional", "Cross sectional"),
                            ("case_series", "Case series"),
                            ("before_after", "Before and after, without controls"),
                            ("diagnostic_accuracy", "Diagnostic accuracy"),
                            ("qualitative", "Qualitative"),
                            ("animal_experiment", "Animal experiment"),
                            ("in_vitro", "In vitro"),
                            ("opinion", "Opinion"),
                        ],
                        default="not_stated",
                        max_length=30,
                        verbose_name="study design",
                    ),
                ),
                (
                    "record",
                    models.TextField(blank=True, editable=False, verbose_name="imported record"),
                ),
                ("same_key", models.CharField(blank=True, editable=False, max_length=64)),
                ("added_at", models.DateTimeField(editable=False)),
                (
                    "added_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "merged_into",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="merged",
                        to="reviews.paper",
                    ),
                ),
                ("merged_at", models.DateTimeField(editable=False, null=True)),
                (
                    "merged_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["panel", "same_key"], name="reviews_paper_same_key")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "design__in",
                                [
                                    "not_stated",
                                    "narrative_review",
                                    "systematic_review",
                                    "randomised_trial",
                                    "non_randomised_trial",
                                    "cohort",
                                    "case_control",
                                    "cross_sectional",
                                    "case_series",
                                    "before_after",
                                    "diagnostic_accuracy",
                                    "qualitative",
                                    "animal_experiment",
                                    "in_vitro",
                                    "opinion",
                                ],
                            )
                        ),
                        name="reviews_paper_design_is_known",
                        violation_error_message="Choose one of the listed words for design.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("merged_at", None), ("merged_by", None)),
                            models.Q(("merged_at__isnull", False), ("merged_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="reviews_paper_merged_at_and_by",
                        violation_error_message="When and by whom belong together.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("merged_at", None), ("merged_into", None)),
                            models.Q(("merged_at__isnull", False), ("merged_into__isnull", False)),
                            _connector="OR",
                        ),
                        name="reviews_paper_merge_has_both",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("title", ""), _negated=True),
                        name="reviews_paper_has_a_title",
                        violation_error_message="Give the paper a title.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Protocol",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "panel",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="protocols",
                        to="reviews.panel",
                    ),
                ),
                ("number", models.PositiveIntegerField(verbose_name="version")),
                (
                    "eligibility",
                    models.TextField(blank=True, verbose_name="which claims are taken"),
                ),
                ("kinds", models.JSONField(blank=True, default=list)),
                ("scopes", models.JSONField(blank=True, default=list)),
                ("appraisers_per_round", models.PositiveSmallIntegerField(default=2)),
                (
                    "is_naming_appraisers",
                    models.BooleanField(default=False, verbose_name="publishes appraisers' names"),
                ),
                ("settling", models.JSONField(blank=True, default=list)),
                ("saves", models.PositiveIntegerField(default=0)),
                ("written_at", models.DateTimeField(editable=False)),
                (
                    "written_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("reason", models.TextField(blank=True, verbose_name="why it was amended")),
                ("locked_at", models.DateTimeField(editable=False, null=True)),
                (
                    "locked_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("locked_at", None), ("locked_by", None)),
                            models.Q(("locked_at__isnull", False), ("locked_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="reviews_protocol_locked_at_and_by",
                        violation_error_message="When and by whom belong together.",
                    ),
                    models.UniqueConstraint(
                        fields=("panel", "number"),
                        name="reviews_protocol_is_numbered_once",
                        violation_error_message="The protocol has a version of this number.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("locked_at", None)),
                        fields=("panel",),
                        name="reviews_protocol_has_one_draft",
                        violation_error_message="A draft of the protocol is there already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("appraisers_per_round__gte", 2)),
                        name="reviews_protocol_asks_two_appraisers_or_more",
                        violation_error_message="A round needs two appraisers or more.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("locked_at", None),
                            models.Q(("eligibility", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="reviews_protocol_says_which_claims_are_taken",
                        violation_error_message="Say in words which claims the panel takes.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("locked_at", None),
                            ("number", 1),
                            models.Q(("reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="reviews_protocol_amendment_has_a_reason",
                        violation_error_message="Say why the protocol is amended.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Result",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "paper",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="results",
                        to="reviews.paper",
                    ),
                ),
                ("comparison", models.CharField(max_length=200)),
                ("outcome", models.CharField(max_length=120)),
                (
                    "time_point",
                    models.CharField(blank=True, max_length=60, verbose_name="time point"),
                ),
                ("analysis", models.CharField(blank=True, max_length=100)),
                ("written_at", models.DateTimeField(editable=False)),
                (
                    "written_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("comparison", ""), _negated=True),
                            models.Q(("outcome", ""), _negated=True),
                        ),
                        name="reviews_result_names_comparison_and_outcome",
                        violation_error_message="Name the comparison and the outcome.",
                    ),
                    models.UniqueConstraint(
                        fields=("paper", "comparison", "outcome", "time_point", "analysis"),
                        name="reviews_result_is_written_once",
                        violation_error_message="This result of the paper is written already.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Import",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "panel",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="imports",
                        to="reviews.panel",
                    ),
                ),
                ("name", models.CharField(blank=True, max_length=200, verbose_name="file name")),
                ("sha256", models.CharField(max_length=64)),
                ("size", models.PositiveBigIntegerField(verbose_name="size in bytes")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "Waiting"),
                            ("reading", "Being read"),
                            ("preview", "Read, to be looked at"),
                            ("storing", "Being stored"),
                            ("stored", "Stored"),
                            ("cancelled", "Cancelled"),
                            ("failed", "Failed"),
                        ],
                        default="waiting",
                        max_length=20,
                    ),
                ),
                ("problem", models.TextField(blank=True)),
                ("attempt", models.PositiveIntegerField(default=0)),
                ("progress", models.PositiveBigIntegerField(default=0)),
                ("format", models.CharField(blank=True, max_length=20)),
                ("encoding", models.CharField(blank=True, max_length=40)),
                ("heading", models.TextField(blank=True)),
                ("seen", models.PositiveIntegerField(null=True)),
                ("counted", models.PositiveIntegerField(null=True)),
                ("imported", models.PositiveIntegerField(null=True)),
                ("duplicates", models.PositiveIntegerField(null=True)),
                ("rejected", models.PositiveIntegerField(null=True)),
                ("added_at", models.DateTimeField(editable=False)),
                (
                    "added_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("ended_at", models.DateTimeField(editable=False, null=True)),
                (
                    "ended_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["panel", "-added_at"], name="reviews_import_newest")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "state__in",
                                [
                                    "waiting",
                                    "reading",
                                    "preview",
                                    "storing",
                                    "stored",
                                    "cancelled",
                                    "failed",
                                ],
                            )
                        ),
                        name="reviews_import_state_is_known",
                        violation_error_message="Choose one of the listed words for state.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ended_at", None), ("ended_by", None)),
                            models.Q(("ended_at__isnull", False), ("ended_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="reviews_import_ended_at_and_by",
                        violation_error_message="When and by whom belong together.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ImportContent",
            fields=[
                ("id", models.UUIDField(editable=False, primary_key=True, serialize=False)),
                (
                    "upload",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="contents",
                        to="reviews.import",
                    ),
                ),
                ("authors", models.JSONField(default=list)),
                ("affiliation", models.TextField(blank=True)),
                ("journal", models.TextField(blank=True)),
                ("published", models.TextField(blank=True)),
                ("volume", models.TextField(blank=True)),
                ("issue", models.TextField(blank=True)),
                ("pages", models.TextField(blank=True)),
                ("abstract", models.TextField(blank=True)),
                ("raw", models.TextField()),
                ("references", models.JSONField(default=list)),
            ],
        ),
        migrations.CreateModel(
            name="ImportPiece",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "upload",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="pieces",
                        to="reviews.import",
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                ("data", models.BinaryField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("upload", "number"), name="reviews_importpiece_has_one_place"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ImportRecord",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "upload",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="records",
                        to="reviews.import",
                    ),
                ),
                ("index", models.PositiveIntegerField()),
                ("line", models.PositiveIntegerField()),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("imported", "Imported"),
                            ("duplicate", "Duplicate"),
                            ("rejected", "Rejected"),
                        ],
                        max_length=20,
                    ),
                ),
                ("reason", models.TextField(blank=True)),
                ("title", models.TextField(blank=True)),
                ("first_author", models.TextField(blank=True)),
                ("year", models.PositiveSmallIntegerField(null=True)),
                ("doi", models.CharField(blank=True, max_length=500, verbose_name="DOI")),
                ("pmid", models.CharField(blank=True, max_length=20, verbose_name="PMID")),
                ("pmcid", models.CharField(blank=True, max_length=20, verbose_name="PMCID")),
                ("same_key", models.CharField(blank=True, max_length=64)),
                ("notices", models.JSONField(default=list)),
                ("paper_id", models.UUIDField(null=True)),
                ("repeats", models.PositiveIntegerField(null=True)),
                ("text_sha256", models.CharField(blank=True, max_length=64)),
                ("raw", models.TextField(blank=True)),
            ],
            options={
                "indexes": [models.Index(fields=["paper_id"], name="reviews_importrecord_paper")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("outcome__in", ["imported", "duplicate", "rejected"])),
                        name="reviews_importrecord_outcome_is_known",
                        violation_error_message="Choose one of the listed words for outcome.",
                    ),
                    models.UniqueConstraint(
                        fields=("upload", "index"), name="reviews_importrecord_has_one_place"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Instrument",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "panel",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="instruments",
                        to="reviews.panel",
                    ),
                ),
                ("is_own", models.BooleanField(default=False, verbose_name="made here")),
                ("key", models.SlugField()),
                ("version", models.CharField(max_length=40)),
                ("name", models.CharField(max_length=200)),
                ("definition", models.TextField()),
                ("sha256", models.CharField(max_length=64)),
                ("adopted_at", models.DateTimeField(editable=False)),
                (
                    "adopted_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("retired_at", models.DateTimeField(editable=False, null=True)),
                (
                    "retired_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("panel", None)),
                        fields=("key", "version"),
                        name="reviews_instrument_version_is_unique",
                        violation_error_message="This version of the instrument is there already.",
                    ),
                    models.UniqueConstraint(
                        fields=("panel", "key", "version"),
                        name="reviews_instrument_version_is_unique_in_its_panel",
                        violation_error_message="This version is there already: give the changed file a version of its own.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("panel", None), ("is_own", True), _connector="OR"),
                        name="reviews_instrument_of_a_panel_is_its_own",
                        violation_error_message="What came with the program belongs to no panel.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("is_own", False), ("adopted_by__isnull", False), _connector="OR"
                        ),
                        name="reviews_instrument_own_has_a_maker",
                        violation_error_message="Say who made the instrument.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("retired_at", None), ("retired_by", None)),
                            models.Q(("retired_at__isnull", False), ("retired_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="reviews_instrument_retired_at_and_by",
                        violation_error_message="When and by whom belong together.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Mailing",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[("reminder", "Reminder"), ("digest", "Digest")], max_length=20
                    ),
                ),
                ("dated", models.DateField()),
                ("sent_at", models.DateTimeField()),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["reminder", "digest"])),
                        name="reviews_mailing_kind_is_known",
                        violation_error_message="Choose one of the listed words for kind.",
                    ),
                    models.UniqueConstraint(
                        fields=("user", "kind", "dated"), name="reviews_mailing_is_sent_once"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Notice",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("origin", models.CharField(max_length=40, verbose_name="source")),
                ("key", models.CharField(max_length=80)),
                (
                    "nature",
                    models.CharField(
                        choices=[
                            ("retraction", "Retraction"),
                            ("expression_of_concern", "Expression of concern"),
                            ("correction", "Correction"),
                            ("reinstatement", "Reinstatement"),
                        ],
                        max_length=30,
                    ),
                ),
                ("doi", models.CharField(blank=True, max_length=500, verbose_name="DOI")),
                ("pmid", models.CharField(blank=True, max_length=20, verbose_name="PMID")),
                ("dated", models.DateField(null=True)),
                ("reasons", models.TextField(blank=True)),
                ("reference", models.TextField(blank=True, verbose_name="the notice itself")),
                ("row", models.JSONField(default=dict, verbose_name="as listed")),
                ("extract_on", models.DateField(null=True, verbose_name="extract of")),
                ("loaded_at", models.DateTimeField()),
            ],
            options={
                "indexes": [
                    models.Index(fields=["doi"], name="reviews_notice_doi"),
                    models.Index(fields=["pmid"], name="reviews_notice_pmid"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "nature__in",
                                [
                                    "retraction",
                                    "expression_of_concern",
                                    "correction",
                                    "reinstatement",
                                ],
                            )
                        ),
                        name="reviews_notice_nature_is_known",
                        violation_error_message="Choose one of the listed words for nature.",
                    ),
                    models.UniqueConstraint(
                        fields=("origin", "key"), name="reviews_notice_is_kept_once_a_source"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Match",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "notice",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="matches",
                        to="reviews.notice",
                    ),
                ),
                (
                    "paper",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="matches",
                        to="reviews.paper",
                    ),
                ),
                ("matched_by", models.CharField(max_length=10)),
                ("matched_at", models.DateTimeField()),
            ],
            options={
                "verbose_name_plural": "matches",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("notice", "paper"), name="reviews_match_is_made_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Acknowledgement",
            fields=[
                (
                    "match",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="acknowledgement",
                        serialize=False,
                        to="reviews.match",
                    ),
                ),
                ("note", models.TextField(blank=True)),
                ("acknowledged_at", models.DateTimeField()),
                (
                    "acknowledged_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="OfficialTexts",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "panel",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="official_texts",
                        to="reviews.panel",
                    ),
                ),
                ("key", models.SlugField()),
                ("version", models.CharField(max_length=40)),
                ("texts", models.JSONField(blank=True, default=dict)),
                ("ground", models.TextField(verbose_name="ground of the right")),
                ("written_at", models.DateTimeField(editable=False)),
                (
                    "written_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("ground", ""), _negated=True),
                        name="reviews_officialtexts_has_a_ground",
                        violation_error_message="Say on what ground the panel may use this wording.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Membership",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "panel",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="memberships",
                        to="reviews.panel",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="memberships",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("chair", "Chair"),
                            ("adjudicator", "Adjudicator"),
                            ("reviewer", "Reviewer"),
                            ("observer", "Observer"),
                        ],
                        max_length=20,
                    ),
                ),
                ("joined_at", models.DateTimeField(editable=False)),
                (
                    "joined_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("left_at", models.DateTimeField(editable=False, null=True)),
                (
                    "left_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("role__in", ["chair", "adjudicator", "reviewer", "observer"])
                        ),
                        name="reviews_membership_role_is_known",
                        violation_error_message="Choose one of the listed words for role.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("left_at", None), ("left_by", None)),
                            models.Q(("left_at__isnull", False), ("left_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="reviews_membership_left_at_and_by",
                        violation_error_message="When and by whom belong together.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("left_at", None)),
                        fields=("panel", "user"),
                        name="reviews_membership_has_one_seat_a_person",
                        violation_error_message="This person has a seat in the panel already.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Invitation",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "panel",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="invitations",
                        to="reviews.panel",
                    ),
                ),
                (
                    "email",
                    models.EmailField(blank=True, max_length=254, verbose_name="e-mail address"),
                ),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("chair", "Chair"),
                            ("adjudicator", "Adjudicator"),
                            ("reviewer", "Reviewer"),
                            ("observer", "Observer"),
                        ],
                        max_length=20,
                    ),
                ),
                ("digest", models.CharField(editable=False, max_length=64, unique=True)),
                (
                    "replaces",
                    models.OneToOneField(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="replacement",
                        to="reviews.invitation",
                    ),
                ),
                ("invited_at", models.DateTimeField(editable=False)),
                (
                    "invited_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("expires_at", models.DateTimeField(editable=False)),
                ("accepted_at", models.DateTimeField(editable=False, null=True)),
                (
                    "accepted_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("revoked_at", models.DateTimeField(editable=False, null=True)),
                (
                    "revoked_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("role__in", ["chair", "adjudicator", "reviewer", "observer"])
                        ),
                        name="reviews_invitation_role_is_known",
                        violation_error_message="Choose one of the listed words for role.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("accepted_at", None), ("accepted_by", None)),
                            models.Q(
                                ("accepted_at__isnull", False), ("accepted_by__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="reviews_invitation_accepted_at_and_by",
                        violation_error_message="When and by whom belong together.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("revoked_at", None), ("revoked_by", None)),
                            models.Q(("revoked_at__isnull", False), ("revoked_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="reviews_invitation_revoked_at_and_by",
                        violation_error_message="When and by whom belong together.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("accepted_at", None), ("revoked_at", None), _connector="OR"
                        ),
                        name="reviews_invitation_ends_once",
                        violation_error_message="An invitation is accepted or revoked, never both.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("accepted_at__isnull", False),
                            ("revoked_at__isnull", False),
                            models.Q(("email", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="reviews_invitation_has_an_address_while_it_stands",
                        violation_error_message="Give the e-mail address to invite.",
                    ),
                    models.UniqueConstraint(
                        models.F("panel"),
                        django.db.models.functions.text.Lower("email"),
                        condition=models.Q(("accepted_at", None), ("revoked_at", None)),
                        name="reviews_invitation_stands_once_an_address",
                        violation_error_message="This address is invited already: send that one again.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Pair",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "panel",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="pairs",
                        to="reviews.panel",
                    ),
                ),
                (
                    "first",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="reviews.paper",
                    ),
                ),
                (
                    "second",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="reviews.paper",
                    ),
                ),
                ("likeness", models.PositiveSmallIntegerField(verbose_name="likeness in per cent")),
                ("explanation", models.TextField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "Waiting"),
                            ("same", "The same paper"),
                            ("different", "Different papers"),
                            ("linked", "Two papers that belong together"),
                        ],
                        default="waiting",
                        max_length=20,
                    ),
                ),
                (
                    "relation",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("preprint", "Preprint and article"),
                            ("version", "Versions of one work"),
                            ("correction", "Paper and its correction"),
                            ("series", "Parts of a series"),
                        ],
                        max_length=20,
                    ),
                ),
                ("found_at", models.DateTimeField(editable=False)),
                ("decided_at", models.DateTimeField(editable=False, null=True)),
                (
                    "decided_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["panel", "state", "id"], name="reviews_pair_waiting")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["waiting", "same", "different", "linked"])
                        ),
                        name="reviews_pair_state_is_known",
                        violation_error_message="Choose one of the listed words for state.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("decided_at", None), ("decided_by", None)),
                            models.Q(("decided_at__isnull", False), ("decided_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="reviews_pair_decided_at_and_by",
                        violation_error_message="When and by whom belong together.",
                    ),
                    models.UniqueConstraint(
                        fields=("first", "second"), name="reviews_pair_is_found_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("first", models.F("second")), _negated=True),
                        name="reviews_pair_is_of_two",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "linked"), _negated=True),
                            models.Q(("relation", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="reviews_pair_link_says_how",
                        violation_error_message="Say how the two papers belong together.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Namesake",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "paper",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="namesakes",
                        to="reviews.paper",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("author", models.TextField()),
                ("is_same", models.BooleanField(verbose_name="they are one person")),
                ("reason", models.TextField(blank=True)),
                ("said_at", models.DateTimeField(editable=False)),
                (
                    "said_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("paper", "user", "author"),
                        name="reviews_namesake_is_answered_once",
                        violation_error_message="This was answered already: load the page again.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("user", models.F("said_by")), _negated=True),
                        name="reviews_namesake_is_told_by_someone_else",
                        violation_error_message="Someone else must say whether they are one person.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("is_same", True),
                            models.Q(("reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="reviews_namesake_two_people_have_a_reason",
                        violation_error_message="Say how you know that they are two people.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Interest",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "panel",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="interests",
                        to="reviews.panel",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="interests",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "paper",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="interests",
                        to="reviews.paper",
                    ),
                ),
                (
                    "intervention",
                    models.CharField(blank=True, max_length=300, verbose_name="only about"),
                ),
                (
                    "renews",
                    models.OneToOneField(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="renewal",
                        to="reviews.interest",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("nothing", "Nothing to declare"),
                            ("financial", "Financial"),
                            ("intellectual", "Intellectual"),
                            ("institutional", "Institutional"),
                            ("personal", "Personal"),
                        ],
                        max_length=20,
                    ),
                ),
                ("statement", models.TextField(blank=True, verbose_name="public statement")),
                ("internal", models.TextField(blank=True, verbose_name="internal statement")),
                ("begins_on", models.DateField(blank=True, null=True)),
                ("ends_on", models.DateField(blank=True, null=True)),
                (
                    "consequence",
                    models.CharField(
                        choices=[
                            ("none", "Nothing follows"),
                            ("disclose", "Disclose"),
                            ("no_vote", "No vote"),
                            ("excluded", "Excluded"),
                        ],
                        max_length=20,
                    ),
                ),
                ("expires_on", models.DateField(editable=False)),
                ("declared_at", models.DateTimeField(editable=False)),
                (
                    "declared_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("withdrawn_at", models.DateTimeField(editable=False, null=True)),
                (
                    "withdrawn_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                [
                                    "nothing",
                                    "financial",
                                    "intellectual",
                                    "institutional",
                                    "personal",
                                ],
                            )
                        ),
                        name="reviews_interest_kind_is_known",
                        violation_error_message="Choose one of the listed words for kind.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("consequence__in", ["none", "disclose", "no_vote", "excluded"])
                        ),
                        name="reviews_interest_consequence_is_known",
                        violation_error_message="Choose one of the listed words for consequence.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("withdrawn_at", None), ("withdrawn_by", None)),
                            models.Q(
                                ("withdrawn_at__isnull", False), ("withdrawn_by__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="reviews_interest_withdrawn_at_and_by",
                        violation_error_message="When and by whom belong together.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("kind", "nothing"),
                            models.Q(("statement", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="reviews_interest_is_stated",
                        violation_error_message="Say in the public statement what the interest is.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "nothing"), _negated=True),
                            ("consequence", "none"),
                            _connector="OR",
                        ),
                        name="reviews_interest_nothing_has_no_consequence",
                        violation_error_message="Nothing to declare has no consequence.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("paper", None), ("intervention", ""), _connector="OR"),
                        name="reviews_interest_has_one_scope",
                        violation_error_message="An interest is about an intervention or about a paper.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("begins_on", None),
                            ("ends_on", None),
                            ("begins_on__lte", models.F("ends_on")),
                            _connector="OR",
                        ),
                        name="reviews_interest_period_is_in_order",
                        violation_error_message="The period ends before it begins.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="IntegrityCheck",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "paper",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="integrity_checks",
                        to="reviews.paper",
                    ),
                ),
                ("origin", models.CharField(max_length=40, verbose_name="source")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("not_listed", "Not listed"),
                            ("retracted", "Listed as retracted"),
                            ("concern", "Listed with an expression of concern"),
                            ("corrected", "Listed as corrected"),
                            ("reinstated", "Listed as reinstated"),
                        ],
                        max_length=20,
                    ),
                ),
                ("extract_on", models.DateField(null=True)),
                ("sha256", models.CharField(max_length=64)),
                ("checked_at", models.DateTimeField()),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "status__in",
                                ["not_listed", "retracted", "concern", "corrected", "reinstated"],
                            )
                        ),
                        name="reviews_integritycheck_status_is_known",
                        violation_error_message="Choose one of the listed words for status.",
                    ),
                    models.UniqueConstraint(
                        fields=("paper", "origin", "sha256"),
                        name="reviews_integritycheck_is_one_a_file",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Identifier",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "paper",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="identifiers",
                        to="reviews.paper",
                    ),
                ),
                (
                    "panel",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="reviews.panel",
                    ),
                ),
                (
                    "scheme",
                    models.CharField(
                        choices=[("doi", "DOI"), ("pmid", "PMID"), ("pmcid", "PMCID")],
                        max_length=10,
                    ),
                ),
                ("value", models.CharField(max_length=500)),
                ("basis", models.TextField(verbose_name="how we know")),
                (
                    "came_with",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="reviews.paper",
                    ),
                ),
                ("added_at", models.DateTimeField(editable=False)),
                (
                    "added_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["scheme", "value"], name="reviews_identifier_lookup")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("scheme__in", ["doi", "pmid", "pmcid"])),
                        name="reviews_identifier_scheme_is_known",
                        violation_error_message="Choose one of the listed words for scheme.",
                    ),
                    models.UniqueConstraint(
                        fields=("panel", "scheme", "value"),
                        name="reviews_identifier_names_one_paper_of_a_panel",
                        violation_error_message="Another paper of this panel has this identifier.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("basis", ""), _negated=True),
                        name="reviews_identifier_has_a_basis",
                        violation_error_message="Say how we know this identifier.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ProtocolInstrument",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "protocol",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="instruments",
                        to="reviews.protocol",
                    ),
                ),
                (
                    "instrument",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="reviews.instrument",
                    ),
                ),
                ("chosen", models.JSONField(blank=True, default=dict)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("protocol", "instrument"),
                        name="reviews_protocolinstrument_is_listed_once",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Question",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "panel",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="questions",
                        to="reviews.panel",
                    ),
                ),
                ("population", models.TextField()),
                ("intervention", models.TextField()),
                ("comparator", models.TextField()),
                (
                    "target",
                    models.CharField(
                        choices=[
                            ("any_effect", "Any effect"),
                            ("important_benefit", "Important benefit"),
                            ("important_harm", "Important harm"),
                            ("little_or_no_difference", "Little or no difference"),
                        ],
                        max_length=30,
                    ),
                ),
                ("threshold", models.TextField(blank=True)),
                ("as_of", models.DateField()),
                ("written_at", models.DateTimeField(editable=False)),
                (
                    "written_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "target__in",
                                [
                                    "any_effect",
                                    "important_benefit",
                                    "important_harm",
                                    "little_or_no_difference",
                                ],
                            )
                        ),
                        name="reviews_question_target_is_known",
                        violation_error_message="Choose one of the listed words for target.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("population", ""), _negated=True),
                            models.Q(("intervention", ""), _negated=True),
                            models.Q(("comparator", ""), _negated=True),
                        ),
                        name="reviews_question_names_its_parts",
                        violation_error_message="Name population, intervention and comparator.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Outcome",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "question",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="outcomes",
                        to="reviews.question",
                    ),
                ),
                ("name", models.TextField()),
                (
                    "importance",
                    models.CharField(
                        choices=[
                            ("critical", "Critical"),
                            ("important", "Important"),
                            ("not_important", "Not important"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "effect",
                    models.CharField(
                        choices=[("benefit", "Benefit"), ("harm", "Harm")],
                        max_length=10,
                        verbose_name="benefit or harm",
                    ),
                ),
                ("surrogate_of", models.TextField(blank=True)),
                ("written_at", models.DateTimeField(editable=False)),
                (
                    "written_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("importance__in", ["critical", "important", "not_important"])
                        ),
                        name="reviews_outcome_importance_is_known",
                        violation_error_message="Choose one of the listed words for importance.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("effect__in", ["benefit", "harm"])),
                        name="reviews_outcome_effect_is_known",
                        violation_error_message="Choose one of the listed words for effect.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("name", ""), _negated=True),
                        name="reviews_outcome_has_a_name",
                        violation_error_message="Name the outcome.",
                    ),
                    models.UniqueConstraint(
                        fields=("question", "name"),
                        name="reviews_outcome_is_named_once",
                        violation_error_message="The question has an outcome of this name.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ProtocolOutcome",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "protocol",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="outcomes",
                        to="reviews.protocol",
                    ),
                ),
                (
                    "outcome",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="reviews.outcome",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("protocol", "outcome"),
                        name="reviews_protocoloutcome_is_listed_once",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Reference",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "paper",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="references",
                        to="reviews.paper",
                    ),
                ),
                ("position", models.PositiveIntegerField()),
                ("text", models.TextField()),
                ("doi", models.CharField(blank=True, max_length=500, verbose_name="DOI")),
                ("pmid", models.CharField(blank=True, max_length=20, verbose_name="PMID")),
                ("title", models.TextField(blank=True)),
                ("year", models.PositiveSmallIntegerField(null=True)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("paper", "position"), name="reviews_reference_has_one_place"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Release",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "panel",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="releases",
                        to="reviews.panel",
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                ("content", models.TextField()),
                ("digest", models.CharField(max_length=64)),
                ("audit_head", models.CharField(max_length=64)),
                ("published_at", models.DateTimeField()),
                (
                    "published_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("panel", "number"), name="reviews_release_is_numbered_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Source",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "paper",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sources",
                        to="reviews.paper",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[("abstract", "Abstract"), ("full_text", "Full text")],
                        max_length=20,
                    ),
                ),
                ("text", models.TextField()),
                ("sha256", models.CharField(max_length=64)),
                (
                    "replaces",
                    models.OneToOneField(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="replaced_by",
                        to="reviews.source",
                    ),
                ),
                ("added_at", models.DateTimeField(editable=False)),
                (
                    "added_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["abstract", "full_text"])),
                        name="reviews_source_kind_is_known",
                        violation_error_message="Choose one of the listed words for kind.",
                    ),
                    models.UniqueConstraint(
                        fields=("paper", "sha256"),
                        name="reviews_source_is_kept_once_a_paper",
                        violation_error_message="The paper has this very text already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("text", ""), _negated=True),
                        name="reviews_source_has_text",
                        violation_error_message="The text is empty.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Assignment",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="assignments",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("assigned_at", models.DateTimeField(editable=False)),
                (
                    "assigned_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("ended_at", models.DateTimeField(editable=False, null=True)),
                (
                    "ended_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("ended_reason", models.TextField(blank=True)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ended_at", None), ("ended_by", None)),
                            models.Q(("ended_at__isnull", False), ("ended_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="reviews_assignment_ended_at_and_by",
                        violation_error_message="When and by whom belong together.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Draft",
            fields=[
                (
                    "assignment",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="reviews.assignment",
                    ),
                ),
                ("version", models.PositiveIntegerField(default=0)),
                ("content", models.JSONField(default=dict)),
                ("saved_at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="DraftVersion",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "draft",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="reviews.draft",
                    ),
                ),
                ("version", models.PositiveIntegerField()),
                ("content", models.JSONField()),
                ("saved_at", models.DateTimeField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("draft", "version"), name="reviews_draftversion_is_numbered_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Chain",
            fields=[
                ("id", models.UUIDField(editable=False, primary_key=True, serialize=False)),
                (
                    "panel",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="reviews.panel",
                    ),
                ),
                ("length", models.PositiveIntegerField(default=0)),
                ("head", models.CharField(blank=True, max_length=64)),
            ],
        ),
        migrations.CreateModel(
            name="Event",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "chain",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="events",
                        to="reviews.chain",
                    ),
                ),
                ("sequence", models.PositiveIntegerField()),
                ("verb", models.CharField(max_length=40)),
                ("subject_type", models.CharField(max_length=40)),
                ("subject_id", models.UUIDField(null=True)),
                ("actor_id", models.UUIDField(null=True)),
                ("happened_at", models.DateTimeField()),
                ("body", models.TextField()),
                ("previous", models.CharField(blank=True, max_length=64)),
                ("hash", models.CharField(max_length=64)),
            ],
            options={
                "indexes": [
                    models.Index(
                        fields=["subject_id", "happened_at"], name="reviews_event_subject"
                    ),
                    models.Index(fields=["-happened_at", "id"], name="reviews_event_newest"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("chain", "sequence"), name="reviews_event_has_one_place"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Revision",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("number", models.PositiveSmallIntegerField()),
                ("start", models.PositiveIntegerField()),
                ("end", models.PositiveIntegerField()),
                ("exact", models.TextField()),
                ("prefix", models.TextField(blank=True)),
                ("suffix", models.TextField(blank=True)),
                ("reads_as", models.TextField(blank=True)),
                ("reason", models.TextField(blank=True)),
                ("made_at", models.DateTimeField(editable=False)),
                (
                    "made_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("start__lt", models.F("end"))),
                        name="reviews_revision_is_a_span",
                        violation_error_message="A claim needs at least one character.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Claim",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="claims",
                        to="reviews.source",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("proposed", "Proposed"),
                            ("accepted", "Accepted"),
                            ("rejected", "Rejected"),
                            ("graded", "Graded"),
                            ("published", "Published"),
                            ("withdrawn", "Withdrawn"),
                        ],
                        default="proposed",
                        max_length=20,
                    ),
                ),
                (
                    "revision",
                    models.OneToOneField(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="current_of",
                        to="reviews.revision",
                    ),
                ),
                (
                    "label",
                    models.CharField(
                        choices=[
                            ("not_graded", "Not graded"),
                            ("contradicted", "Contradicted"),
                            ("weakly_supported", "Weakly supported"),
                            ("above_support", "Worded above its support"),
                            ("strong_justified", "Strong despite low certainty, justified"),
                            ("in_line", "Wording in line with certainty"),
                        ],
                        db_default="not_graded",
                        default="not_graded",
                        editable=False,
                        max_length=20,
                    ),
                ),
                (
                    "split_from",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="parts",
                        to="reviews.claim",
                    ),
                ),
                ("proposed_at", models.DateTimeField(editable=False)),
                (
                    "proposed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["state"], name="reviews_claim_state"),
                    models.Index(fields=["label"], name="reviews_claim_label"),
                    models.Index(fields=["-proposed_at", "id"], name="reviews_claim_newest"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "state__in",
                                [
                                    "proposed",
                                    "accepted",
                                    "rejected",
                                    "graded",
                                    "published",
                                    "withdrawn",
                                ],
                            )
                        ),
                        name="reviews_claim_state_is_known",
                        violation_error_message="Choose one of the listed words for state.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "label__in",
                                [
                                    "not_graded",
                                    "contradicted",
                                    "weakly_supported",
                                    "above_support",
                                    "strong_justified",
                                    "in_line",
                                ],
                            )
                        ),
                        name="reviews_claim_label_is_known",
                        violation_error_message="Choose one of the listed words for label.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ClaimException",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "claim",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="exceptions",
                        to="reviews.claim",
                    ),
                ),
                ("situation", models.PositiveSmallIntegerField()),
                (
                    "direction",
                    models.CharField(
                        choices=[("for", "For"), ("against", "Against")], max_length=10
                    ),
                ),
                ("reason", models.TextField()),
                ("benefit_certainty", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("harm_certainty", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("recorded_at", models.DateTimeField(editable=False)),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("withdrawn_at", models.DateTimeField(editable=False, null=True)),
                (
                    "withdrawn_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "exception",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("direction__in", ["for", "against"])),
                        name="reviews_claimexception_direction_is_known",
                        violation_error_message="Choose one of the listed words for direction.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("withdrawn_at", None), ("withdrawn_by", None)),
                            models.Q(
                                ("withdrawn_at__isnull", False), ("withdrawn_by__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="reviews_claimexception_withdrawn_at_and_by",
                        violation_error_message="When and by whom belong together.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True),
                        name="reviews_claimexception_has_a_reason",
                        violation_error_message="Say why the exception holds here.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("direction", "for"), ("situation", 1)),
                            models.Q(("direction", "against"), ("situation__in", [2, 5])),
                            ("situation__in", [3, 4]),
                            _connector="OR",
                        ),
                        name="reviews_claimexception_situation_fits_direction",
                        violation_error_message="This situation does not fit advice in this direction.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("withdrawn_at", None)),
                        fields=("claim",),
                        name="reviews_claimexception_stands_alone",
                        violation_error_message="The claim has an exception already; withdraw it first.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Flag",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "claim",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="flags",
                        to="reviews.claim",
                    ),
                ),
                (
                    "code",
                    models.CharField(
                        choices=[
                            ("LANGUAGE_ABOVE_CERTAINTY", "Worded above the certainty"),
                            ("STRONG_REC_WEAK_EVIDENCE", "Strong recommendation on weak evidence"),
                            ("CONTRADICTED", "Contradicted by the evidence"),
                            ("HEDGE_DROPPED", "Hedge dropped"),
                            ("SPECIES_EXTRAPOLATION", "From animals to humans"),
                            ("CLASS_EXTRAPOLATION", "From one drug to its class"),
                            ("UNSUPPORTED_SUBGROUP", "Subgroup without evidence of its own"),
                            ("RATIONALE_INDIRECT", "Reason is indirect"),
                            ("DESIGN_NARRATIVE_REVIEW", "Rests on a narrative review"),
                            ("CAUSAL_FROM_OBSERVATIONAL", "Cause from observation"),
                            ("SURROGATE_OUTCOME", "Surrogate outcome"),
                            ("ANIMAL_EVIDENCE", "Evidence from animals"),
                            ("COMPOUND_CLAIM", "Several claims in one"),
                            ("VAGUE_SOURCE", "Source not named"),
                            ("POPULATION_NOT_STATED", "Population not stated"),
                            ("NO_MAGNITUDE", "Size of effect not given"),
                            ("NO_HARMS", "Harms not mentioned"),
                            ("MISREPORTED", "Differs from its source"),
                            ("SIZE_NOT_SUPPORTED", "Worded size not supported"),
                        ],
                        max_length=40,
                    ),
                ),
                (
                    "severity",
                    models.CharField(
                        choices=[("red", "Red"), ("amber", "Amber"), ("info", "Info")],
                        max_length=10,
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("proposed", "Proposed"),
                            ("confirmed", "Confirmed"),
                            ("dismissed", "Dismissed"),
                        ],
                        default="proposed",
                        max_length=20,
                    ),
                ),
                ("is_computed", models.BooleanField(default=False)),
                ("cues", models.JSONField(blank=True, default=list)),
                ("explanation", models.TextField(blank=True)),
                ("reason", models.TextField(blank=True)),
                ("decided_at", models.DateTimeField(editable=False, null=True)),
                (
                    "decided_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "code__in",
                                [
                                    "LANGUAGE_ABOVE_CERTAINTY",
                                    "STRONG_REC_WEAK_EVIDENCE",
                                    "CONTRADICTED",
                                    "HEDGE_DROPPED",
                                    "SPECIES_EXTRAPOLATION",
                                    "CLASS_EXTRAPOLATION",
                                    "UNSUPPORTED_SUBGROUP",
                                    "RATIONALE_INDIRECT",
                                    "DESIGN_NARRATIVE_REVIEW",
                                    "CAUSAL_FROM_OBSERVATIONAL",
                                    "SURROGATE_OUTCOME",
                                    "ANIMAL_EVIDENCE",
                                    "COMPOUND_CLAIM",
                                    "VAGUE_SOURCE",
                                    "POPULATION_NOT_STATED",
                                    "NO_MAGNITUDE",
                                    "NO_HARMS",
                                    "MISREPORTED",
                                    "SIZE_NOT_SUPPORTED",
                                ],
                            )
                        ),
                        name="reviews_flag_code_is_known",
                        violation_error_message="Choose one of the listed words for code.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("severity__in", ["red", "amber", "info"])),
                        name="reviews_flag_severity_is_known",
                        violation_error_message="Choose one of the listed words for severity.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["proposed", "confirmed", "dismissed"])),
                        name="reviews_flag_state_is_known",
                        violation_error_message="Choose one of the listed words for state.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("decided_at", None), ("decided_by", None)),
                            models.Q(("decided_at__isnull", False), ("decided_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="reviews_flag_decided_at_and_by",
                        violation_error_message="When and by whom belong together.",
                    ),
                    models.UniqueConstraint(
                        fields=("claim", "code"), name="reviews_flag_stands_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "dismissed"), _negated=True),
                            models.Q(("reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="reviews_flag_dismissal_has_a_reason",
                        violation_error_message="Say why the flag is dismissed.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Exposure",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "claim",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="exposures",
                        to="reviews.claim",
                    ),
                ),
                (
                    "paper",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="exposures",
                        to="reviews.paper",
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("not_listed", "Not listed"),
                            ("retracted", "Listed as retracted"),
                            ("concern", "Listed with an expression of concern"),
                            ("corrected", "Listed as corrected"),
                            ("reinstated", "Listed as reinstated"),
                        ],
                        max_length=20,
                    ),
                ),
                ("steps", models.PositiveSmallIntegerField()),
                ("path", models.JSONField()),
                ("found_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "status__in",
                                ["not_listed", "retracted", "concern", "corrected", "reinstated"],
                            )
                        ),
                        name="reviews_exposure_status_is_known",
                        violation_error_message="Choose one of the listed words for status.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at", None)),
                        fields=("claim", "paper"),
                        name="reviews_exposure_stands_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Citation",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "claim",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="citations",
                        to="reviews.claim",
                    ),
                ),
                (
                    "paper",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="citations",
                        to="reviews.paper",
                    ),
                ),
                (
                    "stance",
                    models.CharField(
                        choices=[
                            ("supports", "Supports"),
                            ("contradicts", "Contradicts"),
                            ("mentions", "Mentions"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "population",
                    models.CharField(
                        choices=[
                            ("direct", "Direct"),
                            ("indirect", "Indirect"),
                            ("not_judged", "Not judged"),
                        ],
                        default="not_judged",
                        max_length=20,
                    ),
                ),
                (
                    "intervention",
                    models.CharField(
                        choices=[
                            ("direct", "Direct"),
                            ("indirect", "Indirect"),
                            ("not_judged", "Not judged"),
                        ],
                        default="not_judged",
                        max_length=20,
                    ),
                ),
                (
                    "comparator",
                    models.CharField(
                        choices=[
                            ("direct", "Direct"),
                            ("indirect", "Indirect"),
                            ("not_judged", "Not judged"),
                        ],
                        default="not_judged",
                        max_length=20,
                    ),
                ),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("direct", "Direct"),
                            ("indirect", "Indirect"),
                            ("not_judged", "Not judged"),
                        ],
                        default="not_judged",
                        max_length=20,
                    ),
                ),
                ("quote", models.TextField(blank=True, verbose_name="quote from the cited paper")),
                ("cited_at", models.DateTimeField(editable=False)),
                (
                    "cited_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("removed_at", models.DateTimeField(editable=False, null=True)),
                (
                    "removed_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("stance__in", ["supports", "contradicts", "mentions"])),
                        name="reviews_citation_stance_is_known",
                        violation_error_message="Choose one of the listed words for stance.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("population__in", ["direct", "indirect", "not_judged"])
                        ),
                        name="reviews_citation_population_is_known",
                        violation_error_message="Choose one of the listed words for population.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("intervention__in", ["direct", "indirect", "not_judged"])
                        ),
                        name="reviews_citation_intervention_is_known",
                        violation_error_message="Choose one of the listed words for intervention.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("comparator__in", ["direct", "indirect", "not_judged"])
                        ),
                        name="reviews_citation_comparator_is_known",
                        violation_error_message="Choose one of the listed words for comparator.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("outcome__in", ["direct", "indirect", "not_judged"])),
                        name="reviews_citation_outcome_is_known",
                        violation_error_message="Choose one of the listed words for outcome.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("removed_at", None), ("removed_by", None)),
                            models.Q(("removed_at__isnull", False), ("removed_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="reviews_citation_removed_at_and_by",
                        violation_error_message="When and by whom belong together.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("removed_at", None)),
                        fields=("claim", "paper"),
                        name="reviews_citation_stands_once",
                        violation_error_message="The claim cites this paper already.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Premise",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "claim",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="premises",
                        to="reviews.claim",
                    ),
                ),
                ("start", models.PositiveIntegerField()),
                ("end", models.PositiveIntegerField()),
                ("exact", models.TextField()),
                (
                    "advice",
                    models.CharField(
                        choices=[
                            ("none", "No advice"),
                            ("weak", "Weak recommendation"),
                            ("strong", "Strong recommendation"),
                        ],
                        max_length=10,
                    ),
                ),
                ("language_level", models.PositiveSmallIntegerField(null=True)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("proposed", "Proposed"),
                            ("confirmed", "Confirmed"),
                            ("dismissed", "Dismissed"),
                        ],
                        default="proposed",
                        max_length=20,
                    ),
                ),
                ("decided_at", models.DateTimeField(editable=False, null=True)),
                (
                    "decided_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["proposed", "confirmed", "dismissed"])),
                        name="reviews_premise_state_is_known",
                        violation_error_message="Choose one of the listed words for state.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("advice__in", ["none", "weak", "strong"])),
                        name="reviews_premise_advice_is_known",
                        violation_error_message="Choose one of the listed words for advice.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("decided_at", None), ("decided_by", None)),
                            models.Q(("decided_at__isnull", False), ("decided_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="reviews_premise_decided_at_and_by",
                        violation_error_message="When and by whom belong together.",
                    ),
                    models.UniqueConstraint(
                        fields=("claim", "start", "end"), name="reviews_premise_is_kept_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("start__lt", models.F("end"))),
                        name="reviews_premise_is_a_span",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Reevaluation",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "claim",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="reevaluations",
                        to="reviews.claim",
                    ),
                ),
                ("reason", models.TextField()),
                ("opened_at", models.DateTimeField()),
                ("closed_at", models.DateTimeField(editable=False, null=True)),
                (
                    "closed_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("decision", models.TextField(blank=True, verbose_name="why it was closed")),
            ],
            options={
                "verbose_name": "re-evaluation",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("closed_at", None), ("closed_by", None)),
                            models.Q(("closed_at__isnull", False), ("closed_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="reviews_reevaluation_closed_at_and_by",
                        violation_error_message="When and by whom belong together.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("closed_at", None)),
                        fields=("claim",),
                        name="reviews_reevaluation_is_open_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("closed_at", None),
                            models.Q(("decision", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="reviews_reevaluation_closing_has_a_reason",
                        violation_error_message="Say why the task is closed.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="FrozenClaim",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "claim",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="frozen",
                        to="reviews.claim",
                    ),
                ),
                ("content", models.TextField()),
                ("digest", models.CharField(max_length=64)),
                ("frozen_at", models.DateTimeField()),
                (
                    "releases",
                    models.ManyToManyField(related_name="frozen_claims", to="reviews.release"),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("claim", "digest"), name="reviews_frozenclaim_is_kept_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Standing",
            fields=[
                (
                    "claim",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="standing",
                        serialize=False,
                        to="reviews.claim",
                    ),
                ),
                (
                    "release",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="standings",
                        to="reviews.release",
                    ),
                ),
                (
                    "frozen",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="standings",
                        to="reviews.frozenclaim",
                    ),
                ),
                (
                    "banner",
                    models.CharField(
                        choices=[
                            ("none", "None"),
                            ("re_evaluation", "Under re-evaluation"),
                            ("withdrawn", "Withdrawn"),
                        ],
                        default="none",
                        max_length=20,
                    ),
                ),
                ("reason", models.TextField(blank=True)),
                ("notices_since", models.JSONField(default=list)),
                (
                    "panel",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="standings",
                        to="reviews.panel",
                    ),
                ),
                ("paper_id", models.UUIDField()),
                ("exact", models.TextField()),
                ("label", models.CharField(max_length=20)),
                ("kind", models.CharField(max_length=20)),
                ("certainty", models.CharField(blank=True, max_length=20)),
                ("design", models.CharField(max_length=30)),
                ("year", models.PositiveSmallIntegerField(null=True)),
                ("status", models.CharField(max_length=20)),
                ("flags", models.JSONField(default=list)),
                ("cites", models.JSONField(default=list)),
                ("published_at", models.DateTimeField()),
            ],
            options={
                "indexes": [
                    models.Index(fields=["-published_at", "claim"], name="reviews_standing_newest"),
                    models.Index(fields=["paper_id"], name="reviews_standing_paper"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("banner__in", ["none", "re_evaluation", "withdrawn"])),
                        name="reviews_standing_banner_is_known",
                        violation_error_message="Choose one of the listed words for banner.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Wording",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "claim",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="wordings",
                        to="reviews.claim",
                    ),
                ),
                ("number", models.PositiveSmallIntegerField()),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("background", "Background"),
                            ("result", "Result"),
                            ("conclusion", "Conclusion"),
                            ("recommendation", "Recommendation"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "scope",
                    models.CharField(
                        choices=[
                            ("reported_result", "Reported result"),
                            ("general_claim", "General claim"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "advice",
                    models.CharField(
                        choices=[
                            ("none", "No advice"),
                            ("weak", "Weak recommendation"),
                            ("strong", "Strong recommendation"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "direction",
                    models.CharField(
                        blank=True, choices=[("for", "For"), ("against", "Against")], max_length=10
                    ),
                ),
                ("language_level", models.PositiveSmallIntegerField(blank=True, null=True)),
                (
                    "causal",
                    models.CharField(
                        choices=[
                            ("none", "No causal language"),
                            ("correlational", "Correlational"),
                            ("conditional", "Conditional"),
                            ("comparative", "Comparative"),
                            ("direct", "Direct"),
                        ],
                        max_length=20,
                        verbose_name="causal language",
                    ),
                ),
                (
                    "population",
                    models.CharField(
                        choices=[
                            ("human", "Human"),
                            ("human_implied", "Human, implied"),
                            ("human_subgroup", "Human, a subgroup"),
                            ("animal", "Animal"),
                            ("in_vitro", "In vitro"),
                            ("none", "Not stated"),
                        ],
                        max_length=20,
                    ),
                ),
                ("cues", models.JSONField(blank=True, default=list, editable=False)),
                ("reason", models.TextField(blank=True)),
                ("settled_at", models.DateTimeField(editable=False, null=True)),
                (
                    "settled_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("kind__in", ["background", "result", "conclusion", "recommendation"])
                        ),
                        name="reviews_wording_kind_is_known",
                        violation_error_message="Choose one of the listed words for kind.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("scope__in", ["reported_result", "general_claim"])),
                        name="reviews_wording_scope_is_known",
                        violation_error_message="Choose one of the listed words for scope.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("advice__in", ["none", "weak", "strong"])),
                        name="reviews_wording_advice_is_known",
                        violation_error_message="Choose one of the listed words for advice.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "causal__in",
                                ["none", "correlational", "conditional", "comparative", "direct"],
                            )
                        ),
                        name="reviews_wording_causal_is_known",
                        violation_error_message="Choose one of the listed words for causal.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "population__in",
                                [
                                    "human",
                                    "human_implied",
                                    "human_subgroup",
                                    "animal",
                                    "in_vitro",
                                    "none",
                                ],
                            )
                        ),
                        name="reviews_wording_population_is_known",
                        violation_error_message="Choose one of the listed words for population.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("settled_at", None), ("settled_by", None)),
                            models.Q(("settled_at__isnull", False), ("settled_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="reviews_wording_settled_at_and_by",
                        violation_error_message="When and by whom belong together.",
                    ),
                    models.UniqueConstraint(
                        fields=("claim", "number"), name="reviews_wording_is_numbered_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("language_level", None),
                            ("language_level__range", (1, 4)),
                            _connector="OR",
                        ),
                        name="reviews_wording_language_level_is_1_to_4",
                        violation_error_message="The language level is 1, 2, 3 or 4.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("advice", "none"), ("direction", "")),
                            models.Q(
                                models.Q(("advice", "none"), _negated=True),
                                ("direction__in", ["for", "against"]),
                            ),
                            _connector="OR",
                        ),
                        name="reviews_wording_advice_has_a_direction",
                        violation_error_message="Advice is for or against; no advice is neither.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Round",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "panel",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="rounds",
                        to="reviews.panel",
                    ),
                ),
                (
                    "protocol",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="rounds",
                        to="reviews.protocol",
                    ),
                ),
                (
                    "purpose",
                    models.CharField(
                        choices=[("panel", "For the panel"), ("calibration", "For calibration")],
                        default="panel",
                        max_length=20,
                    ),
                ),
                (
                    "instrument",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="rounds",
                        to="reviews.instrument",
                    ),
                ),
                (
                    "chosen",
                    models.JSONField(
                        default=dict, verbose_name="what the panel chose for the instrument"
                    ),
                ),
                (
                    "claim",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="rounds",
                        to="reviews.claim",
                    ),
                ),
                (
                    "revision",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="rounds",
                        to="reviews.revision",
                    ),
                ),
                (
                    "paper",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="rounds",
                        to="reviews.paper",
                    ),
                ),
                (
                    "paper_result",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="rounds",
                        to="reviews.result",
                    ),
                ),
                (
                    "result",
                    models.CharField(blank=True, max_length=500, verbose_name="what of the paper"),
                ),
                (
                    "minimum",
                    models.PositiveSmallIntegerField(default=2, verbose_name="appraisals needed"),
                ),
                (
                    "is_naming_appraisers",
                    models.BooleanField(default=False, verbose_name="publishes appraisers' names"),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "Open"),
                            ("revealed", "Revealed"),
                            ("decided", "Decided"),
                            ("void", "Void"),
                        ],
                        default="open",
                        max_length=20,
                    ),
                ),
                (
                    "reopens",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reopenings",
                        to="reviews.round",
                    ),
                ),
                ("reason", models.TextField(blank=True, verbose_name="why it was reopened")),
                ("opened_at", models.DateTimeField(editable=False)),
                (
                    "opened_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("revealed_at", models.DateTimeField(editable=False, null=True)),
                (
                    "revealed_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("revealed_reason", models.TextField(blank=True)),
                ("voided_at", models.DateTimeField(editable=False, null=True)),
                (
                    "voided_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("voided_reason", models.TextField(blank=True)),
            ],
            options={
                "indexes": [models.Index(fields=["state", "panel"], name="reviews_round_state")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["open", "revealed", "decided", "void"])),
                        name="reviews_round_state_is_known",
                        violation_error_message="Choose one of the listed words for state.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("purpose__in", ["panel", "calibration"])),
                        name="reviews_round_purpose_is_known",
                        violation_error_message="Choose one of the listed words for purpose.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("revealed_at", None), ("revealed_by", None)),
                            models.Q(
                                ("revealed_at__isnull", False), ("revealed_by__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="reviews_round_revealed_at_and_by",
                        violation_error_message="When and by whom belong together.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("voided_at", None), ("voided_by", None)),
                            models.Q(("voided_at__isnull", False), ("voided_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="reviews_round_voided_at_and_by",
                        violation_error_message="When and by whom belong together.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("minimum__gte", 2)),
                        name="reviews_round_needs_two_appraisals_or_more",
                        violation_error_message="A round needs two appraisals or more.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("voided_at", None),
                            models.Q(("voided_reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="reviews_round_void_has_a_reason",
                        violation_error_message="Say why the round is void.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("reopens", None),
                            models.Q(("reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="reviews_round_reopening_has_a_reason",
                        violation_error_message="Say why the question is opened again.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state__in", ["open", "revealed"])),
                        fields=("paper", "result", "instrument"),
                        name="reviews_round_runs_once_a_paper",
                        violation_error_message="This paper has a running round of this kind.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Lease",
            fields=[
                (
                    "round",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="lease",
                        serialize=False,
                        to="reviews.round",
                    ),
                ),
                ("taken_at", models.DateTimeField()),
                (
                    "taken_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("until", models.DateTimeField()),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("until__gt", models.F("taken_at"))),
                        name="reviews_lease_ends_after_it_begins",
                        violation_error_message="A lease ends after it begins.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Comment",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "round",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="comments",
                        to="reviews.round",
                    ),
                ),
                ("text", models.TextField()),
                ("written_at", models.DateTimeField(editable=False)),
                (
                    "written_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("withdrawn_at", models.DateTimeField(editable=False, null=True)),
                (
                    "withdrawn_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("withdrawn_at", None), ("withdrawn_by", None)),
                            models.Q(
                                ("withdrawn_at__isnull", False), ("withdrawn_by__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="reviews_comment_withdrawn_at_and_by",
                        violation_error_message="When and by whom belong together.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("text", ""), _negated=True),
                        name="reviews_comment_says_something",
                        violation_error_message="Write the comment.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("withdrawn_by", None),
                            ("withdrawn_by", models.F("written_by")),
                            _connector="OR",
                        ),
                        name="reviews_comment_is_withdrawn_by_its_writer",
                        violation_error_message="Only who wrote a comment may withdraw it.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Appraisal",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "assignment",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="reviews.assignment",
                    ),
                ),
                (
                    "round",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="reviews.round",
                    ),
                ),
                (
                    "appraiser",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("proposed", models.CharField(blank=True, max_length=60)),
                ("result", models.CharField(blank=True, max_length=60)),
                ("trace", models.JSONField(default=list)),
                ("rationale", models.TextField(blank=True)),
                ("submitted_at", models.DateTimeField()),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("result", models.F("proposed")),
                            models.Q(("rationale", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="reviews_appraisal_departure_has_a_rationale",
                        violation_error_message="Say why the result departs from the instrument's.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Motion",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "round",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="motions",
                        to="reviews.round",
                    ),
                ),
                (
                    "settled_by",
                    models.CharField(
                        choices=[
                            ("agreement", "Agreement"),
                            ("consensus", "Consensus"),
                            ("vote", "Vote"),
                            ("adjudication", "Adjudication"),
                        ],
                        max_length=20,
                    ),
                ),
                ("content", models.JSONField()),
                ("result", models.CharField(blank=True, max_length=60)),
                ("discussed_on", models.DateField(blank=True, null=True)),
                ("open_until", models.DateTimeField()),
                ("moved_at", models.DateTimeField()),
                (
                    "moved_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "end",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("carried", "Carried"),
                            ("failed", "Failed"),
                            ("withdrawn", "Withdrawn"),
                        ],
                        max_length=20,
                    ),
                ),
                ("end_reason", models.TextField(blank=True)),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                (
                    "ended_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "participants",
                    models.ManyToManyField(related_name="+", to=settings.AUTH_USER_MODEL),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("settled_by__in", ["agreement", "consensus", "vote", "adjudication"])
                        ),
                        name="reviews_motion_settled_by_is_known",
                        violation_error_message="Choose one of the listed words for settled by.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ended_at", None), ("ended_by", None)),
                            models.Q(("ended_at__isnull", False), ("ended_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="reviews_motion_ended_at_and_by",
                        violation_error_message="When and by whom belong together.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("end", ""), ("ended_at", None)),
                            models.Q(
                                ("end__in", ["carried", "failed", "withdrawn"]),
                                ("ended_at__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="reviews_motion_end_is_known",
                        violation_error_message="A motion that has ended says how.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("end", "withdrawn"), _negated=True),
                            models.Q(("end_reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="reviews_motion_withdrawal_has_a_reason",
                        violation_error_message="Say why the proposed verdict is withdrawn.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("discussed_on__isnull", False), ("settled_by", "consensus")),
                            models.Q(
                                models.Q(("settled_by", "consensus"), _negated=True),
                                ("discussed_on", None),
                            ),
                            _connector="OR",
                        ),
                        name="reviews_motion_consensus_was_discussed",
                        violation_error_message="Say when the consensus was discussed.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("open_until__gt", models.F("moved_at"))),
                        name="reviews_motion_can_be_answered",
                        violation_error_message="A proposed verdict can be answered for some time.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at", None)),
                        fields=("round",),
                        name="reviews_motion_stands_once_a_round",
                        violation_error_message="A proposed verdict stands in this round already.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("end", "carried")),
                        fields=("round",),
                        name="reviews_motion_is_carried_once_a_round",
                        violation_error_message="This round is settled already.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Dissent",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "motion",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="reviews.motion",
                    ),
                ),
                ("statement", models.TextField()),
                ("stated_at", models.DateTimeField()),
                (
                    "stated_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("motion", "stated_by"), name="reviews_dissent_is_one_a_person"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("statement", ""), _negated=True),
                        name="reviews_dissent_says_something",
                        violation_error_message="Write the minority statement.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Assent",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "motion",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="reviews.motion",
                    ),
                ),
                ("given_at", models.DateTimeField()),
                (
                    "given_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("motion", "given_by"), name="reviews_assent_is_one_a_person"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Override",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "round",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="overrides",
                        to="reviews.round",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("refusal", models.TextField()),
                ("reason", models.TextField()),
                ("recorded_at", models.DateTimeField(editable=False)),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("round", "user", "refusal"),
                        name="reviews_override_is_one_a_refusal",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("user", models.F("recorded_by")), _negated=True),
                        name="reviews_override_is_someone_elses",
                        violation_error_message="Someone else must record the override.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True),
                        name="reviews_override_has_a_reason",
                        violation_error_message="Say why this person may take part.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SettlerNote",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "round",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="reviews.round",
                    ),
                ),
                ("text", models.TextField()),
                ("written_at", models.DateTimeField()),
                (
                    "written_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("text", ""), _negated=True),
                        name="reviews_settlernote_says_something",
                        violation_error_message="Write the note.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Judgement",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "appraisal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="reviews.appraisal",
                    ),
                ),
                ("item", models.CharField(max_length=60)),
                ("answer", models.CharField(max_length=60)),
                (
                    "basis",
                    models.CharField(
                        choices=[
                            ("quote", "Quote"),
                            ("figure", "Figure"),
                            ("reasoned", "Reasoned judgement"),
                            ("not_reported", "Not reported in what we read"),
                        ],
                        max_length=20,
                    ),
                ),
                ("note", models.TextField(blank=True)),
                (
                    "source",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="reviews.source",
                    ),
                ),
                ("start", models.PositiveIntegerField(null=True)),
                ("end", models.PositiveIntegerField(null=True)),
                ("exact", models.TextField(blank=True)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("basis__in", ["quote", "figure", "reasoned", "not_reported"])
                        ),
                        name="reviews_judgement_basis_is_known",
                        violation_error_message="Choose one of the listed words for basis.",
                    ),
                    models.UniqueConstraint(
                        fields=("appraisal", "item"), name="reviews_judgement_is_one_an_item"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("basis", "quote"), _negated=True),
                            models.Q(
                                ("end__isnull", False),
                                ("source__isnull", False),
                                ("start__isnull", False),
                                models.Q(("exact", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="reviews_judgement_quote_has_a_place",
                        violation_error_message="A quote needs its place in a text.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Verdict",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "round",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="verdict",
                        to="reviews.round",
                    ),
                ),
                (
                    "settled_by",
                    models.CharField(
                        choices=[
                            ("agreement", "Agreement"),
                            ("consensus", "Consensus"),
                            ("vote", "Vote"),
                            ("adjudication", "Adjudication"),
                        ],
                        max_length=20,
                        verbose_name="settled by",
                    ),
                ),
                ("proposed", models.CharField(blank=True, max_length=60)),
                ("result", models.CharField(blank=True, max_length=60)),
                ("trace", models.JSONField(default=list)),
                ("rationale", models.TextField(blank=True)),
                ("decided_at", models.DateTimeField()),
                (
                    "decided_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("settled_by__in", ["agreement", "consensus", "vote", "adjudication"])
                        ),
                        name="reviews_verdict_settled_by_is_known",
                        violation_error_message="Choose one of the listed words for settled by.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("result", models.F("proposed")),
                            models.Q(("rationale", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="reviews_verdict_departure_has_a_rationale",
                        violation_error_message="Say why the verdict departs from the instrument's.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Settlement",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "verdict",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="settlements",
                        to="reviews.verdict",
                    ),
                ),
                ("item", models.CharField(max_length=60)),
                ("answer", models.CharField(max_length=60)),
                (
                    "basis",
                    models.CharField(
                        choices=[
                            ("quote", "Quote"),
                            ("figure", "Figure"),
                            ("reasoned", "Reasoned judgement"),
                            ("not_reported", "Not reported in what we read"),
                        ],
                        max_length=20,
                    ),
                ),
                ("note", models.TextField(blank=True)),
                (
                    "source",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="reviews.source",
                    ),
                ),
                ("start", models.PositiveIntegerField(null=True)),
                ("end", models.PositiveIntegerField(null=True)),
                ("exact", models.TextField(blank=True)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("basis__in", ["quote", "figure", "reasoned", "not_reported"])
                        ),
                        name="reviews_settlement_basis_is_known",
                        violation_error_message="Choose one of the listed words for basis.",
                    ),
                    models.UniqueConstraint(
                        fields=("verdict", "item"), name="reviews_settlement_is_one_an_item"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("basis", "quote"), _negated=True),
                            models.Q(
                                ("end__isnull", False),
                                ("source__isnull", False),
                                ("start__isnull", False),
                                models.Q(("exact", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="reviews_settlement_quote_has_a_place",
                        violation_error_message="A quote needs its place in a text.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="VerdictDraft",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "round",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="verdict_drafts",
                        to="reviews.round",
                    ),
                ),
                ("version", models.PositiveIntegerField()),
                ("content", models.JSONField()),
                ("saved_at", models.DateTimeField()),
                (
                    "saved_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("round", "version"), name="reviews_verdictdraft_is_numbered_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Vote",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "motion",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="reviews.motion",
                    ),
                ),
                (
                    "choice",
                    models.CharField(
                        choices=[("for", "For"), ("against", "Against"), ("abstain", "Abstain")],
                        max_length=10,
                    ),
                ),
                ("cast_at", models.DateTimeField()),
                (
                    "cast_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("choice__in", ["for", "against", "abstain"])),
                        name="reviews_vote_choice_is_known",
                        violation_error_message="Choose one of the listed words for choice.",
                    ),
                    models.UniqueConstraint(
                        fields=("motion", "cast_by"),
                        name="reviews_vote_is_cast_once",
                        violation_error_message="You have voted already.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Watch",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "round",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="watches",
                        to="reviews.round",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("watched_at", models.DateTimeField(editable=False)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("round", "user"), name="reviews_watch_is_kept_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Body",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "outcome",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="bodies",
                        to="reviews.outcome",
                    ),
                ),
                (
                    "basis",
                    models.CharField(
                        choices=[
                            ("systematic_review", "Systematic review"),
                            ("panel_search", "Search by the panel"),
                            ("as_cited", "As cited in the paper"),
                        ],
                        max_length=20,
                    ),
                ),
                ("description", models.TextField(verbose_name="what was read")),
                ("searched_on", models.DateField(blank=True, null=True)),
                (
                    "is_randomised",
                    models.BooleanField(default=False, verbose_name="holds randomised evidence"),
                ),
                ("frozen_at", models.DateTimeField(editable=False)),
                (
                    "frozen_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "bodies",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("basis__in", ["systematic_review", "panel_search", "as_cited"])
                        ),
                        name="reviews_body_basis_is_known",
                        violation_error_message="Choose one of the listed words for basis.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("description", ""), _negated=True),
                        name="reviews_body_says_what_was_read",
                        violation_error_message="Say what was read.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("basis", "as_cited"), ("searched_on__isnull", False), _connector="OR"
                        ),
                        name="reviews_body_search_has_a_date",
                        violation_error_message="Give the date of the search.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="BodyPaper",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "body",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="members",
                        to="reviews.body",
                    ),
                ),
                (
                    "paper",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="memberships_in_bodies",
                        to="reviews.paper",
                    ),
                ),
                (
                    "reason",
                    models.TextField(blank=True, verbose_name="why a retracted paper is kept"),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("body", "paper"), name="reviews_bodypaper_is_listed_once"
                    )
                ],
            },
        ),
        migrations.AddField(
            model_name="assignment",
            name="round",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="assignments",
                to="reviews.round",
            ),
        ),
        migrations.AddField(
            model_name="chain",
            name="round",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="reviews.round",
            ),
        ),
        migrations.AddField(
            model_name="revision",
            name="claim",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="revisions",
                to="reviews.claim",
            ),
        ),
        migrations.AddField(
            model_name="claim",
            name="wording",
            field=models.OneToOneField(
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="current_of",
                to="reviews.wording",
            ),
        ),
        migrations.AddField(
            model_name="round",
            name="body",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="rounds",
                to="reviews.body",
            ),
        ),
        migrations.AddField(
            model_name="body",
            name="papers",
            field=models.ManyToManyField(
                related_name="bodies", through="reviews.BodyPaper", to="reviews.paper"
            ),
        ),
        migrations.AddConstraint(
            model_name="assignment",
            constraint=models.UniqueConstraint(
                fields=("round", "user"),
                name="reviews_assignment_is_one_a_person",
                violation_error_message="This person is assigned in the round already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="chain",
            constraint=models.CheckConstraint(
                condition=models.Q(("panel", None), ("round", None), _connector="OR"),
                name="reviews_chain_is_of_one_thing",
            ),
        ),
        migrations.AddConstraint(
            model_name="round",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("body__isnull", False),
                        ("claim__isnull", False),
                        ("revision__isnull", False),
                        ("paper", None),
                    ),
                    models.Q(
                        ("body", None),
                        ("claim", None),
                        ("paper__isnull", False),
                        ("revision", None),
                    ),
                    _connector="OR",
                ),
                name="reviews_round_has_one_subject",
                violation_error_message="A round is about one claim with its body, or one paper.",
            ),
        ),
        migrations.AddConstraint(
            model_name="round",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state__in", ["open", "revealed"])),
                fields=("claim", "body", "instrument"),
                name="reviews_round_runs_once_a_claim",
                violation_error_message="This claim has a running round of this kind.",
            ),
        ),
        migrations.AddConstraint(
            model_name="revision",
            constraint=models.UniqueConstraint(
                fields=("claim", "number"), name="reviews_revision_is_numbered_once"
            ),
        ),
        migrations.RunPython(create_indexes, drop_indexes),
        migrations.RunPython(_CONTENTS.store_texts_quickly, migrations.RunPython.noop),
        migrations.RunPython(install, remove),
    ]

"""What an archive holds of the whole installation, and what it leaves out, by name.

A row of any table is here or under LEFT_OUT, and so is every column; a test holds both against
the models. The order is that in which rows are restored: what the promises of the database look
up comes first.
"""

from dataclasses import dataclass, field

from django.apps import apps
from django.db.models import Q

from reviews.models import sealed
from reviews.models.events import ARCHIVES

BATCH = 200  # rows that are in memory at a time


@dataclass(frozen=True)
class Archived:
    """The rows of one model: `columns` by name, those `without` by name and reason.

    `apart` are rows that stay where they are; `batch` is smaller where one row may be large.
    """

    label: str
    columns: str
    without: dict[str, str] = field(default_factory=dict)
    apart: Q | None = None
    batch: int = BATCH

    @property
    def model(self):
        return apps.get_model(self.label)

    @property
    def name(self):
        """Of its member in the archive, and in what is told of it."""
        return self.label.lower()

    @property
    def names(self):
        return self.columns.split()

    @property
    def rows(self):
        rows = sealed.rows(self.model).order_by("pk")
        return rows if self.apart is None else rows.exclude(self.apart)


ARCHIVED = (
    Archived(
        "reviews.User",
        "id email name other_names orcid wants_reminders wants_digest is_active is_staff "
        "is_superuser joined_at",
        {
            "password": "A secret: whoever is restored sets a new one through a link.",
            "last_login": "It tells of a session, not of work.",
        },
    ),
    Archived("account.EmailAddress", "id user_id email verified primary"),
    Archived("reviews.Panel", "id slug name about created_at created_by_id"),
    Archived(
        "reviews.Membership", "id panel_id user_id role joined_at joined_by_id left_at left_by_id"
    ),
    Archived(
        "reviews.Invitation",
        "id panel_id email role replaces_id invited_at invited_by_id expires_at accepted_at "
        "accepted_by_id revoked_at revoked_by_id",
        {"digest": "A token's: links that are on their way lead nowhere, and are sent again."},
    ),
    Archived(
        "reviews.Paper",
        "id panel_id title authors affiliation journal year published volume issue pages design "
        "record same_key added_at added_by_id merged_into_id merged_at merged_by_id",
    ),
    Archived(
        "reviews.Identifier",
        "id paper_id panel_id scheme value basis came_with_id added_at added_by_id",
    ),
    Archived(
        "reviews.Source", "id paper_id kind text sha256 replaces_id added_at added_by_id", batch=20
    ),
    Archived("reviews.Reference", "id paper_id position text doi pmid title year"),
    Archived(
        "reviews.Pair",
        "id panel_id first_id second_id likeness explanation state relation found_at decided_at "
        "decided_by_id",
    ),
    Archived("reviews.Namesake", "id paper_id user_id author is_same reason said_at said_by_id"),
    Archived(
        "reviews.Interest",
        "id panel_id user_id paper_id intervention renews_id kind statement internal begins_on "
        "ends_on consequence expires_on declared_at declared_by_id withdrawn_at withdrawn_by_id",
    ),
    Archived(
        "reviews.Import",
        "id panel_id name sha256 size state problem attempt progress format encoding heading seen "
        "counted imported duplicates rejected added_at added_by_id ended_at ended_by_id",
    ),
    Archived("reviews.ImportPiece", "id upload_id number data", batch=2),
    Archived(
        "reviews.ImportRecord",
        "id upload_id index line outcome reason title first_author year doi pmid pmcid same_key "
        "notices paper_id repeats text_sha256 raw",
    ),
    Archived(
        "reviews.ImportContent",
        "id upload_id authors affiliation journal published volume issue pages abstract raw "
        "references",
    ),
    Archived(
        "reviews.Instrument",
        "id panel_id is_own key version name definition sha256 adopted_at adopted_by_id "
        "retired_at retired_by_id",
        batch=20,
    ),
    Archived(
        "reviews.OfficialTexts", "id panel_id key version texts ground written_at written_by_id"
    ),
    Archived(
        "reviews.Question",
        "id panel_id population intervention comparator target threshold as_of written_at "
        "written_by_id",
    ),
    Archived(
        "reviews.Outcome",
        "id question_id name importance effect surrogate_of written_at written_by_id",
    ),
    Archived(
        "reviews.Body",
        "id outcome_id basis description searched_on is_randomised frozen_at frozen_by_id",
    ),
    Archived("reviews.BodyPaper", "id body_id paper_id reason"),
    Archived(
        "reviews.Protocol",
        "id panel_id number eligibility kinds scopes appraisers_per_round is_naming_appraisers "
        "settling saves written_at written_by_id reason locked_at locked_by_id",
    ),
    Archived("reviews.ProtocolInstrument", "id protocol_id instrument_id chosen"),
    Archived("reviews.ProtocolOutcome", "id protocol_id outcome_id"),
    Archived(
        "reviews.Result",
        "id paper_id comparison outcome time_point analysis written_at written_by_id",
    ),
    Archived(
        "reviews.Claim",
        "id source_id state revision_id wording_id overall_choice_id label split_from_id "
        "proposed_at proposed_by_id",
    ),
    Archived(
        "reviews.Revision",
        "id claim_id number start end exact prefix suffix reads_as reason made_at made_by_id",
    ),
    Archived(
        "reviews.Wording",
        "id claim_id number kind scope advice direction language_level causal population cues "
        "reason settled_at settled_by_id",
    ),
    Archived(
        "reviews.Premise",
        "id claim_id start end exact advice language_level state decided_at decided_by_id",
    ),
    Archived(
        "reviews.Citation",
        "id claim_id paper_id stance population intervention comparator outcome quote cited_at "
        "cited_by_id removed_at removed_by_id",
    ),
    Archived(
        "reviews.Flag",
        "id claim_id code severity state is_computed cues explanation reason decided_at "
        "decided_by_id",
    ),
    Archived(
        "reviews.ClaimException",
        "id claim_id situation direction reason benefit_certainty harm_certainty recorded_at "
        "recorded_by_id withdrawn_at withdrawn_by_id",
    ),
    Archived(
        "reviews.Round",
        "id panel_id protocol_id purpose instrument_id chosen claim_id revision_id body_id "
        "paper_id paper_result_id result minimum is_naming_appraisers state reopens_id reason "
        "opened_at opened_by_id revealed_at revealed_by_id revealed_reason voided_at voided_by_id "
        "voided_reason",
    ),
    Archived(
        "reviews.Assignment",
        "id round_id user_id assigned_at assigned_by_id ended_at ended_by_id ended_reason",
    ),
    Archived("reviews.Override", "id round_id user_id refusal reason recorded_at recorded_by_id"),
    Archived("reviews.Watch", "id round_id user_id watched_at"),
    Archived(
        "reviews.Appraisal",
        "id assignment_id round_id appraiser_id proposed result trace rationale submitted_at",
    ),
    Archived(
        "reviews.Judgement", "id appraisal_id item answer basis note source_id start end exact"
    ),
    Archived("reviews.SettlerNote", "id round_id text written_at written_by_id"),
    Archived(
        "reviews.Comment",
        "id round_id text written_at written_by_id withdrawn_at withdrawn_by_id",
    ),
    Archived(
        "reviews.Motion",
        "id round_id settled_by content result discussed_on open_until moved_at moved_by_id end "
        "end_reason ended_at ended_by_id votes_for votes_against votes_abstain votes_not_counted",
    ),
    Archived("reviews.Motion_participants", "id motion_id user_id"),
    Archived("reviews.Vote", "id motion_id choice cast_at cast_by_id"),
    Archived("reviews.Dissent", "id motion_id statement stated_at stated_by_id"),
    Archived("reviews.Assent", "id motion_id given_at given_by_id"),
    Archived(
        "reviews.Verdict",
        "id round_id settled_by proposed result trace rationale decided_at decided_by_id",
    ),
    Archived(
        "reviews.Settlement", "id verdict_id item answer basis note source_id start end exact"
    ),
    Archived(
        "reviews.OverallChoice",
        "id claim_id number branch outcome_id round_id reason chosen_at chosen_by_id",
    ),
    Archived(
        "reviews.Notice",
        "id origin key nature doi pmid dated reasons reference row extract_on loaded_at",
        {"record": "The database derives it from the key."},
    ),
    Archived("reviews.Match", "id notice_id paper_id matched_by matched_at"),
    Archived("reviews.Acknowledgement", "match_id note acknowledged_at acknowledged_by_id"),
    Archived("reviews.IntegrityCheck", "id paper_id origin status extract_on sha256 checked_at"),
    Archived("reviews.Exposure", "id claim_id paper_id status steps path found_at ended_at"),
    Archived(
        "reviews.Reevaluation", "id claim_id reason opened_at closed_at closed_by_id decision"
    ),
    Archived(
        "reviews.Release",
        "id panel_id number content digest audit_head published_at published_by_id",
        batch=2,
    ),
    Archived("reviews.FrozenClaim", "id claim_id content digest frozen_at", batch=20),
    Archived("reviews.FrozenClaim_releases", "id frozenclaim_id release_id"),
    Archived("reviews.FrozenPaper", "id frozen_id paper_id shown_id"),
    Archived(
        "reviews.Standing",
        "claim_id release_id frozen_id banner reason notices_since notices_before panel_id "
        "paper_id exact label kind certainty design year status flags published_at",
    ),
    Archived("reviews.PublicIdentifier", "id standing_id scheme value"),
    Archived("reviews.Chain", "id panel_id round_id length head", apart=Q(pk=ARCHIVES)),
    Archived(
        "reviews.Event",
        "id chain_id sequence verb subject_type subject_id actor_id happened_at body previous hash",
        apart=Q(chain=ARCHIVES),
    ),
)

# Models of which an archive holds nothing, and why.
LEFT_OUT = {
    "reviews.PublicState": "A name for what stands here; elsewhere that has another.",
    "reviews.Token": "A secret: programs are given new ones.",
    "reviews.Draft": "A draft: it is its writer's alone.",
    "reviews.DraftVersion": "A draft: it is its writer's alone.",
    "reviews.VerdictDraft": "A draft: what is typed of a verdict so far.",
    "reviews.Lease": "It tells who is at work this hour.",
    "reviews.AskedReport": "Its asker's alone, for a week: what was asked for is asked for again.",
    "reviews.ReportPiece": "A file that is made of what the archive holds.",
    "reviews.Mailing": "It tells that somebody had something to do; no export reads it.",
    "reviews.User_groups": "Nothing here asks for groups.",
    "reviews.User_user_permissions": "Nothing here asks for them: seats and staff say who may.",
    "auth.Group": "Nothing here asks for groups.",
    "auth.Group_permissions": "Nothing here asks for groups.",
    "auth.Permission": "Made by migrate.",
    "contenttypes.ContentType": "Made by migrate.",
    "admin.LogEntry": "Nothing writes it: our events tell what was done.",
    "sessions.Session": "A session.",
    "account.EmailConfirmation": "A token.",
    "django_tasks_database.DBTaskResult": "Work that waits; what imports wait for is asked anew.",
}
# Tables without a model, by their beginnings.
LEFT_OUT_TABLES = {
    "django_migrations": "The manifest names the state.",
    "reviews_claimwords": "An index for search, written anew from what is restored.",
    "reviews_paperwords": "An index for search, written anew from what is restored.",
}

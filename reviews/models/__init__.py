"""Rows, constraints and querysets; no side effects."""

from reviews.models.appraisals import Appraisal, Draft, DraftVersion, Judgement
from reviews.models.asked_reports import AskedReport, ReportPiece
from reviews.models.citations import Citation, Reference
from reviews.models.claims import Claim, Premise, Revision, Wording
from reviews.models.discussions import Comment, SettlerNote
from reviews.models.duplicates import Pair
from reviews.models.events import Chain, Event
from reviews.models.exposures import Exposure, Reevaluation
from reviews.models.flags import ClaimException, Flag
from reviews.models.imports import Import, ImportContent, ImportPiece, ImportRecord
from reviews.models.instruments import Instrument
from reviews.models.invitations import Invitation
from reviews.models.leases import Lease, VerdictDraft
from reviews.models.mailings import Mailing
from reviews.models.motions import Assent, Dissent, Motion, Vote
from reviews.models.namesakes import Namesake
from reviews.models.notices import Acknowledgement, IntegrityCheck, Match, Notice
from reviews.models.official_texts import OfficialTexts
from reviews.models.overall_choices import OverallChoice
from reviews.models.panels import Interest, Membership, Panel
from reviews.models.papers import Identifier, Paper, Source
from reviews.models.people import User
from reviews.models.protocols import Protocol, ProtocolInstrument, ProtocolOutcome
from reviews.models.public_state import PublicState
from reviews.models.questions import Body, BodyPaper, Outcome, Question
from reviews.models.releases import FrozenClaim, FrozenPaper, PublicIdentifier, Release, Standing
from reviews.models.results import Result
from reviews.models.rounds import Assignment, Override, Round, Watch
from reviews.models.tokens import Token
from reviews.models.verdicts import Settlement, Verdict

__all__ = [
    "Acknowledgement",
    "Appraisal",
    "AskedReport",
    "Assent",
    "Assignment",
    "Body",
    "BodyPaper",
    "Chain",
    "Citation",
    "Claim",
    "ClaimException",
    "Comment",
    "Dissent",
    "Draft",
    "DraftVersion",
    "Event",
    "Exposure",
    "Flag",
    "FrozenClaim",
    "FrozenPaper",
    "Identifier",
    "Import",
    "ImportContent",
    "ImportPiece",
    "ImportRecord",
    "Instrument",
    "IntegrityCheck",
    "Interest",
    "Invitation",
    "Judgement",
    "Lease",
    "Mailing",
    "Match",
    "Membership",
    "Motion",
    "Namesake",
    "Notice",
    "OfficialTexts",
    "Outcome",
    "OverallChoice",
    "Override",
    "Pair",
    "Panel",
    "Paper",
    "Premise",
    "Protocol",
    "ProtocolInstrument",
    "ProtocolOutcome",
    "PublicIdentifier",
    "PublicState",
    "Question",
    "Reevaluation",
    "Reference",
    "Release",
    "ReportPiece",
    "Result",
    "Revision",
    "Round",
    "Settlement",
    "SettlerNote",
    "Source",
    "Standing",
    "Token",
    "User",
    "Verdict",
    "VerdictDraft",
    "Vote",
    "Watch",
    "Wording",
]

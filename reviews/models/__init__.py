"""Rows, constraints and querysets; no side effects."""

from reviews.models.appraisals import Appraisal, Draft, DraftVersion, Judgement
from reviews.models.claims import Claim, Premise, Revision, Wording
from reviews.models.events import Chain, Event
from reviews.models.flags import ClaimException, Flag
from reviews.models.instruments import Instrument
from reviews.models.notices import Acknowledgement, IntegrityCheck, Match, Notice
from reviews.models.panels import Interest, Membership, Panel
from reviews.models.papers import Identifier, Paper, Source
from reviews.models.people import User
from reviews.models.questions import Body, BodyPaper, Outcome, Question
from reviews.models.releases import FrozenClaim, Release, Standing
from reviews.models.rounds import Assignment, Override, Round, Watch
from reviews.models.verdicts import Dissent, Settlement, Verdict

__all__ = [
    "Acknowledgement",
    "Appraisal",
    "Assignment",
    "Body",
    "BodyPaper",
    "Chain",
    "Claim",
    "ClaimException",
    "Dissent",
    "Draft",
    "DraftVersion",
    "Event",
    "Flag",
    "FrozenClaim",
    "Identifier",
    "Instrument",
    "IntegrityCheck",
    "Interest",
    "Judgement",
    "Match",
    "Membership",
    "Notice",
    "Outcome",
    "Override",
    "Panel",
    "Paper",
    "Premise",
    "Question",
    "Release",
    "Revision",
    "Round",
    "Settlement",
    "Source",
    "Standing",
    "User",
    "Verdict",
    "Watch",
    "Wording",
]

"""The field's words, once. A member's value is what the database, the API and exports carry.

Nothing here knows of Django or a database, so the pure packages can use it.
"""

from collections.abc import Iterable
from enum import IntEnum, StrEnum
from typing import Self


class Word(StrEnum):
    """A word with the text that pages show for it; the text defaults to the value."""

    label: str

    def __new__(cls, value: str, label: str = "") -> Self:
        member = str.__new__(cls, value)
        member._value_ = value
        member.label = label or value.replace("_", " ").capitalize()
        return member


def choices(words: Iterable[Word]) -> list[tuple[str, str]]:
    """(value, label) pairs of an enumeration, as model and form fields want them."""
    return [(word.value, word.label) for word in words]


class Role(Word):
    """What a member may do in one panel."""

    CHAIR = "chair"
    ADJUDICATOR = "adjudicator"
    REVIEWER = "reviewer"
    OBSERVER = "observer"


class TokenScope(Word):
    """What a token may be used for, as far as whoever made it may do that themselves."""

    READ = "read", "Read what I can read"
    PREPARE = "prepare", "Work with papers and claims: propose, accept, cite"
    APPRAISE = "appraise", "Appraise, comment, dissent and vote in my name"
    SETTLE = "settle", "Propose, settle and close verdicts"
    MANAGE = "manage", "Run panels: members, assignments, publishing"


class ClaimState(Word):
    """How far a claim has come; whether it is being appraised is its round's state."""

    PROPOSED = "proposed"
    ACCEPTED = "accepted"
    REJECTED = "rejected"
    GRADED = "graded"
    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"


class RoundState(Word):
    """How far one blinded pass has come."""

    OPEN = "open"
    REVEALED = "revealed"
    DECIDED = "decided"
    VOID = "void"


class Purpose(Word):
    """What a round is for. What is appraised for calibration enters nothing that a panel says."""

    PANEL = "panel", "For the panel"
    CALIBRATION = "calibration", "For calibration"


class Certainty(IntEnum):
    """Certainty of the evidence for one outcome; numbers because GRADE adds steps."""

    VERY_LOW = 1
    LOW = 2
    MODERATE = 3
    HIGH = 4

    @property
    def word(self) -> str:
        """The machine value: high, moderate, low or very_low."""
        return self.name.lower()

    @property
    def label(self) -> str:
        return self.name.replace("_", " ").capitalize()

    @classmethod
    def from_word(cls, word: str) -> Self:
        """Raises ValueError for a word that is no certainty."""
        try:
            return cls[word.upper()]
        except KeyError:
            raise ValueError(f"{word!r} is not a certainty.") from None


class Kind(Word):
    """What a claim is in its paper."""

    BACKGROUND = "background"
    RESULT = "result"
    CONCLUSION = "conclusion"
    RECOMMENDATION = "recommendation"


class Scope(Word):
    """Whether a claim reports what one study found or speaks in general."""

    REPORTED_RESULT = "reported_result"
    GENERAL_CLAIM = "general_claim"


class Advice(Word):
    """How strongly a claim advises."""

    NONE = "none", "No advice"
    WEAK = "weak", "Weak recommendation"
    STRONG = "strong", "Strong recommendation"


class Direction(Word):
    """Whether advice is for or against what it names."""

    FOR = "for"
    AGAINST = "against"


class Causal(Word):
    """Causal language, after Yu, Li & Wang 2019, with comparison told apart."""

    NONE = "none", "No causal language"
    CORRELATIONAL = "correlational"
    CONDITIONAL = "conditional"
    COMPARATIVE = "comparative"
    DIRECT = "direct"


class Population(Word):
    """In whom or what a claim says something."""

    HUMAN = "human"
    HUMAN_IMPLIED = "human_implied", "Human, implied"
    HUMAN_SUBGROUP = "human_subgroup", "Human, a subgroup"
    ANIMAL = "animal"
    IN_VITRO = "in_vitro", "In vitro"
    NONE = "none", "Not stated"


class EvidenceSide(Word):
    """On which side of a claim the evidence stands; certainty does not say."""

    WITH = "with", "With the claim"
    AGAINST = "against", "Against the claim"
    UNCLEAR = "unclear"
    NONE_FOUND = "none_found", "No evidence found"


class Branch(Word):
    """Which critical outcome sets the overall certainty; the lowest unless a panel says why."""

    LOWEST = "lowest", "The lowest of the critical outcomes"
    HIGHEST = "highest", "The highest that alone would justify the advice"


class BodyBasis(Word):
    """How the papers of a body of evidence were found."""

    SYSTEMATIC_REVIEW = "systematic_review"
    PANEL_SEARCH = "panel_search", "Search by the panel"
    AS_CITED = "as_cited", "As cited in the paper"


class JudgementBasis(Word):
    """What one judgement rests on."""

    QUOTE = "quote"
    FIGURE = "figure"
    REASONED = "reasoned", "Reasoned judgement"
    NOT_REPORTED = "not_reported", "Not reported in what we read"


class Importance(Word):
    """How much an outcome matters to the question."""

    CRITICAL = "critical"
    IMPORTANT = "important"
    NOT_IMPORTANT = "not_important"


class Effect(Word):
    """Whether an outcome is hoped for or feared."""

    BENEFIT = "benefit"
    HARM = "harm"


class Target(Word):
    """What the rated certainty is certainty of."""

    ANY_EFFECT = "any_effect"
    IMPORTANT_BENEFIT = "important_benefit"
    IMPORTANT_HARM = "important_harm"
    LITTLE_OR_NO_DIFFERENCE = "little_or_no_difference"


class Severity(Word):
    """How grave a flag is; red is never softened except by a named exception."""

    RED = "red"
    AMBER = "amber"
    INFO = "info"


class FlagState(Word):
    """Structural flags are proposed; a person confirms or dismisses them."""

    PROPOSED = "proposed"
    CONFIRMED = "confirmed"
    DISMISSED = "dismissed"


class Label(Word):
    """The public label of a claim (method B.2), first match first."""

    NOT_GRADED = "not_graded"
    CONTRADICTED = "contradicted"
    WEAKLY_SUPPORTED = "weakly_supported"
    ABOVE_SUPPORT = "above_support", "Worded above its support"
    STRONG_JUSTIFIED = "strong_justified", "Strong despite low certainty, justified"
    IN_LINE = "in_line", "Wording in line with certainty"


class FlagCode(Word):
    """What a flag finds; the table in wording.rules says when and how grave."""

    LANGUAGE_ABOVE_CERTAINTY = "LANGUAGE_ABOVE_CERTAINTY", "Worded above the certainty"
    STRONG_REC_WEAK_EVIDENCE = (
        "STRONG_REC_WEAK_EVIDENCE",
        "Strong recommendation on weak evidence",
    )
    CONTRADICTED = "CONTRADICTED", "Contradicted by the evidence"
    HEDGE_DROPPED = "HEDGE_DROPPED", "Hedge dropped"
    SPECIES_EXTRAPOLATION = "SPECIES_EXTRAPOLATION", "From animals to humans"
    CLASS_EXTRAPOLATION = "CLASS_EXTRAPOLATION", "From one drug to its class"
    UNSUPPORTED_SUBGROUP = "UNSUPPORTED_SUBGROUP", "Subgroup without evidence of its own"
    RATIONALE_INDIRECT = "RATIONALE_INDIRECT", "Reason is indirect"
    DESIGN_NARRATIVE_REVIEW = "DESIGN_NARRATIVE_REVIEW", "Rests on a narrative review"
    CAUSAL_FROM_OBSERVATIONAL = "CAUSAL_FROM_OBSERVATIONAL", "Cause from observation"
    SURROGATE_OUTCOME = "SURROGATE_OUTCOME", "Surrogate outcome"
    ANIMAL_EVIDENCE = "ANIMAL_EVIDENCE", "Evidence from animals"
    COMPOUND_CLAIM = "COMPOUND_CLAIM", "Several claims in one"
    VAGUE_SOURCE = "VAGUE_SOURCE", "Source not named"
    POPULATION_NOT_STATED = "POPULATION_NOT_STATED", "Population not stated"
    NO_MAGNITUDE = "NO_MAGNITUDE", "Size of effect not given"
    NO_HARMS = "NO_HARMS", "Harms not mentioned"
    MISREPORTED = "MISREPORTED", "Differs from its source"
    SIZE_NOT_SUPPORTED = "SIZE_NOT_SUPPORTED", "Worded size not supported"


class Nature(Word):
    """What a publisher did to a paper; values as in standards 5.7, folded."""

    RETRACTION = "retraction"
    EXPRESSION_OF_CONCERN = "expression_of_concern"
    CORRECTION = "correction"
    REINSTATEMENT = "reinstatement"


class Origin(Word):
    """Which source lists a notice."""

    PUBMED = "pubmed", "PubMed"
    RETRACTION_WATCH = "retraction_watch", "Retraction Watch"
    CROSSREF = "crossref"
    RECORD = "record", "The imported record"


class PublicationStatus(Word):
    """What is known of a paper from all its notices."""

    NOT_LISTED = "not_listed"
    RETRACTED = "retracted", "Listed as retracted"
    CONCERN = "concern", "Listed with an expression of concern"
    CORRECTED = "corrected", "Listed as corrected"
    REINSTATED = "reinstated", "Listed as reinstated"


class Scheme(Word):
    """Whose identifier it is."""

    DOI = "doi", "DOI"
    PMID = "pmid", "PMID"
    PMCID = "pmcid", "PMCID"


class StudyDesign(Word):
    """What kind of study a paper reports; instruments are offered by it."""

    NOT_STATED = "not_stated"
    NARRATIVE_REVIEW = "narrative_review"
    SYSTEMATIC_REVIEW = "systematic_review"
    RANDOMISED_TRIAL = "randomised_trial"
    NON_RANDOMISED_TRIAL = "non_randomised_trial"
    COHORT = "cohort"
    CASE_CONTROL = "case_control"
    CROSS_SECTIONAL = "cross_sectional"
    CASE_SERIES = "case_series"
    BEFORE_AFTER = "before_after", "Before and after, without controls"
    DIAGNOSTIC_ACCURACY = "diagnostic_accuracy"
    QUALITATIVE = "qualitative"
    ANIMAL_EXPERIMENT = "animal_experiment"
    IN_VITRO = "in_vitro", "In vitro"
    OPINION = "opinion"


class SourceKind(Word):
    """How much of a paper a source holds."""

    ABSTRACT = "abstract"
    FULL_TEXT = "full_text"


class InterestKind(Word):
    """What a member declares; "nothing to declare" is a declaration too."""

    NOTHING = "nothing", "Nothing to declare"
    FINANCIAL = "financial"
    INTELLECTUAL = "intellectual"
    INSTITUTIONAL = "institutional"
    PERSONAL = "personal"


class Consequence(Word):
    """What follows from an interest."""

    NONE = "none", "Nothing follows"
    DISCLOSE = "disclose"
    NO_VOTE = "no_vote", "No vote"
    EXCLUDED = "excluded"


class MailKind(Word):
    """What the system writes to a person about their own work."""

    REMINDER = "reminder"
    DIGEST = "digest"


class SettledBy(Word):
    """How a panel reached its verdict."""

    AGREEMENT = "agreement"
    CONSENSUS = "consensus"
    VOTE = "vote"
    ADJUDICATION = "adjudication"


class MotionEnd(Word):
    """What became of a proposed verdict."""

    CARRIED = "carried"
    FAILED = "failed"
    WITHDRAWN = "withdrawn"


class VoteChoice(Word):
    """How a member votes on a proposed verdict."""

    FOR = "for"
    AGAINST = "against"
    ABSTAIN = "abstain"


class Banner(Word):
    """What stands over a public claim whose edition is no longer the whole story."""

    NONE = "none"
    RE_EVALUATION = "re_evaluation", "Under re-evaluation"
    WITHDRAWN = "withdrawn"


class Stance(Word):
    """What a cited paper does to the claim that cites it."""

    SUPPORTS = "supports"
    CONTRADICTS = "contradicts"
    MENTIONS = "mentions"


class Directness(Word):
    """How directly a cited paper speaks to one part of a claim's question."""

    DIRECT = "direct"
    INDIRECT = "indirect"
    NOT_JUDGED = "not_judged"


class ImportState(Word):
    """How far a file of records has come."""

    WAITING = "waiting"
    READING = "reading", "Being read"
    PREVIEW = "preview", "Read, to be looked at"
    STORING = "storing", "Being stored"
    STORED = "stored"
    CANCELLED = "cancelled"
    FAILED = "failed"


class ReportState(Word):
    """How far a report that somebody asked for has come."""

    WAITING = "waiting"
    MAKING = "making", "Being made"
    READY = "ready"
    FAILED = "failed"
    DISCARDED = "discarded"
    EXPIRED = "expired"


class ReportSection(Word):
    """What a report may have. Papers and what their publishers did are in every one."""

    FLOW = "flow", "Flow of claims"
    PROTOCOL = "protocol"
    DRAWINGS = "drawings", "Judgements of papers, drawn"
    AGREEMENT = "agreement", "Agreement of appraisers"
    TEXTS = "texts", "Texts with their claims marked"
    CLAIMS = "claims", "Claims: wording, label, certainty, flags"
    APPRAISALS = "appraisals", "Verdicts and appraisals"
    INSTRUMENTS = "instruments"


class ReportOrder(Word):
    """How the claims of a report follow each other."""

    TEXT = "text", "As in their texts"
    CERTAINTY = "certainty", "By certainty, the highest first"
    LABEL = "label", "By label"
    DATE = "date", "By the day of their verdict, the newest first"


class ReportLanguage(Word):
    """In which language a report speaks; each goes by its own name."""

    ENGLISH = "en", "English"
    GERMAN = "de", "Deutsch"

    @property
    def tag(self) -> str:
        """What documents in it are told to be in (BCP 47)."""
        return "en-GB" if self is ReportLanguage.ENGLISH else self.value


class RecordOutcome(Word):
    """What becomes of one record of a file."""

    IMPORTED = "imported"
    DUPLICATE = "duplicate"
    REJECTED = "rejected"


class PairState(Word):
    """What a person decided about two papers that look alike."""

    WAITING = "waiting"
    SAME = "same", "The same paper"
    DIFFERENT = "different", "Different papers"
    LINKED = "linked", "Two papers that belong together"


class Relation(Word):
    """How two papers of a pair belong together."""

    PREPRINT = "preprint", "Preprint and article"
    VERSION = "version", "Versions of one work"
    CORRECTION = "correction", "Paper and its correction"
    SERIES = "series", "Parts of a series"


class Scale(Word):
    """What may be done with ratings: each allows what the ones before it allow, and more."""

    NOMINAL = "nominal"  # told apart
    ORDINAL = "ordinal"  # put in order
    INTERVAL = "interval"  # differences compared
    RATIO = "ratio"  # proportions compared, from a true zero

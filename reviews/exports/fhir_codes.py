"""Our words as codes of FHIR R5 and of HL7's guide on evidence-based medicine.

Source: the code systems of FHIR 5.0.0 and of the guide's commit 246f7bb6. What has no code there
gets one of our own, whose system is the page on the method.
"""

from reviews.exports.fhir_parts import concept
from reviews.vocabulary import Nature, PublicationStatus, Scheme, Stance

_CERTAINTY = "http://hl7.org/fhir/certainty-type"
_RATING = "http://hl7.org/fhir/certainty-rating"
_ROLE = "http://hl7.org/fhir/variable-role"
_STATE = "http://hl7.org/fhir/cited-artifact-status-type"
_GUIDE = "https://fevir.net/resources/CodeSystem/179423"
_SYSTEMS = "http://hl7.org/fhir/uv/ebm/CodeSystem/evidence-rating-system-classifier-codesystem"
SCHEMES = {
    Scheme.DOI: "https://doi.org",
    Scheme.PMID: "https://pubmed.ncbi.nlm.nih.gov",
    Scheme.PMCID: "https://www.ncbi.nlm.nih.gov/pmc",
}
# The domains of GRADE as types of certainty.
DOMAINS = {
    "risk_of_bias": "RiskOfBias",
    "inconsistency": "Inconsistency",
    "indirectness": "Indirectness",
    "imprecision": "Imprecision",
    "publication_bias": "PublicationBias",
    "large_effect": "LargeEffect",
    "dose_response": "DoseResponseGradient",
    "confounding": "PlausibleConfounding",
}
_RAISING = {"large_effect", "dose_response", "confounding"}
_STEPS = {
    -3: ("extremely-serious-concern", "downcode3"),
    -2: ("very-serious-concern", "downcode2"),
    -1: ("serious-concern", "downcode1"),
    1: ("present", "upcode1"),
    2: ("present", "upcode2"),
}
_INSTRUMENTS = {
    "grade": "GRADE",
    "ocebm-2011": "OCEBM2011",
    "amstar-2": "AMSTAR2",
    "rob-2-assignment": "CochraneRoB2",
    "rob-2-adherence": "CochraneRoB2",
    "robins-i-2016": "ROBINSI",
    "quadas-2": "QUADAS2",
    "nos-cohort": "NewcastleOttawa",
    "nos-case-control": "NewcastleOttawa",
    "casp-case-control": "CASP",
    "casp-cohort": "CASP",
    "casp-diagnostic": "CASP",
    "casp-qualitative": "CASP",
    "casp-rct": "CASP",
    "casp-systematic-review": "CASP",
}
# R5 has no relation for a cited paper that contradicts, nor for an expression of concern.
STANCES = {Stance.SUPPORTS: "supported-with"}
NOTICES = {Nature.RETRACTION: "retracted-by", Nature.CORRECTION: "correction-in"}


def certainty(code, text=None):
    """A type of certainty: Overall, or one of DOMAINS."""
    return concept(text, (_CERTAINTY, code))


def overall(word):
    """A certainty, given as value and label, as a rating."""
    return concept(word["label"], (_RATING, word["value"].replace("_", "-")))


def step(answer):
    """What was settled for a domain of GRADE, as a rating: the finding and its step."""
    none = ("absent",) if answer["item"] in _RAISING else ("no-concern",)
    codes = _STEPS.get(answer["step"], none)
    return concept(answer["answer_label"], *((_RATING, code) for code in codes))


def role(code):
    """What a variable is to the evidence."""
    return concept(None, (_ROLE, code))


def states(status):
    """The states of a paper that R5 has a code for, of what sources list of it."""
    is_retracted = status["value"] == PublicationStatus.RETRACTED
    return [concept(status["label"], (_STATE, "retracted"))] if is_retracted else []


def guide(code, text):
    """A type of content that the guide names."""
    return concept(text, (_GUIDE, code))


def instrument(used, own_system):
    """The guide's code of the instrument, or ours."""
    code = _INSTRUMENTS.get(used["key"])
    coding = (_SYSTEMS, code) if code else (own_system, f"instrument-{used['key']}")
    return concept(f"{used['name']}, version {used['version']}", coding)


def own(system, group, word):
    """A word of our vocabulary, given as value and label."""
    return concept(word["label"], (system, f"{group}-{word['value']}"))

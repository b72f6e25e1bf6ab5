"""The field's closed words in the language of a report: whatever was frozen with its value.

Sentences that were frozen are quoted as they stand. Where the site's own language is spoken,
frozen words are shown as they were frozen.
"""

from functools import lru_cache

from reviews.exports.language import gettext as _
from reviews.exports.language import is_translated, language, pgettext
from reviews.exports.marked_terms import (
    FLOW,
    FLOW_OF_WORKING_STATE,
    GRADE_ANSWERS,
    GRADE_ITEMS,
    GRADE_NAME,
    HEADINGS,
    NO_RESULT,
    WORDS,
)
from reviews.vocabulary import (
    Advice,
    BodyBasis,
    Branch,
    Causal,
    Certainty,
    Direction,
    Directness,
    Effect,
    EvidenceSide,
    FlagCode,
    Importance,
    JudgementBasis,
    Kind,
    Label,
    Nature,
    Origin,
    Population,
    PublicationStatus,
    Scope,
    SettledBy,
    Severity,
    SourceKind,
    Stance,
    StudyDesign,
    Target,
)

# By the name under which content keeps a word; the values of two that share it differ.
KEPT_AS = {
    "advice": (Advice,),
    "basis": (BodyBasis, JudgementBasis),
    "branch": (Branch,),
    "causal": (Causal,),
    "certainty": (Certainty,),
    "comparator": (Directness,),
    "design": (StudyDesign,),
    "direction": (Direction,),
    "effect": (Effect,),
    "how": (Stance,),
    "importance": (Importance,),
    "intervention": (Directness,),
    "kind": (Kind, SourceKind),
    "kinds": (Kind,),
    "label": (Label,),
    "nature": (Nature,),
    "outcome": (Directness,),
    "overall": (Certainty,),
    "population": (Population, Directness),
    "scope": (Scope,),
    "scopes": (Scope,),
    "settled_by": (SettledBy,),
    "settling": (SettledBy,),
    "severity": (Severity,),
    "side": (EvidenceSide,),
    "source": (Origin,),
    "stance": (Stance,),
    "status": (PublicationStatus,),
    "target": (Target,),
}
# What a claim's round asks beside the items of its instrument, by item.
READINGS = {
    "evidence_side": EvidenceSide,
    "kind": Kind,
    "advice": Advice,
    "direction": Direction,
}


def _labels(kind):
    """{value: label} of a kind of words."""
    return {str(getattr(word, "word", word.value)): word.label for word in kind}


_KEPT = {
    name: {value: label for kind in kinds for value, label in _labels(kind).items()}
    for name, kinds in KEPT_AS.items()
}
_FLAGS = _labels(FlagCode)
_READ = {item: _labels(kind) for item, kind in READINGS.items()}
_RESULTS = _labels(Certainty)


def term(label: str) -> str:
    """A label of the vocabulary as it stands alone."""
    said = pgettext("term", label)
    return f"{said[0].upper()}{said[1:]}"


def within(label: str) -> str:
    """A label inside a sentence: English takes its capitals away, the catalogues of other
    languages have terms as they stand there."""
    return _within(language()).get(label, label) if is_translated() else label.lower()


@lru_cache
def _within(spoken):
    """{term as it stands alone: as it stands in a sentence}"""
    return {term(label): pgettext("term", label) for label in WORDS}


def inside(label: str) -> str:
    """A label inside a sentence that goes on with it."""
    return f"{label[0].lower()}{label[1:]}"


def quoted(text: str) -> str:
    return _("“{text}”").format(text=text)


def versioned(instrument) -> str:
    return _("{name}, version {version}").format_map(instrument)


def compared(question) -> str:
    """What a frozen question compares, and in whom."""
    return _("{intervention} against {comparator} in {population}").format(
        intervention=question["intervention"],
        comparator=question["comparator"],
        population=question["population"],
    )


def translated(content, kept_as=""):
    """Frozen content, which stays as it is, again with its closed words in the language that is
    spoken. Instruments have words of their own, which are quoted; those of GRADE's domains are
    ours."""
    if isinstance(content, list):
        return [translated(each, kept_as) for each in content]
    if not isinstance(content, dict):
        return content
    found = {name: translated(each, name) for name, each in content.items()}
    found |= dict(_known(content, kept_as))
    if (content.get("instrument") or {}).get("key") == "grade":
        return found | _of_grade(found)
    return found


def _known(content, kept_as):
    """(name, translation) of what has one among what a dict holds."""
    said = {name: text for name, text in content.items() if isinstance(text, str)}
    if label := _KEPT.get(kept_as, {}).get(said.get("value")):
        yield "label", term(label)
    if kept_as == "result" and said.get("value") == "":
        yield "label", term(NO_RESULT)
    if label := _FLAGS.get(said.get("code")):
        yield "label", term(label)
    if label := _of_flow(said):
        yield "label", _(label)
    if said.get("heading") in HEADINGS:
        yield "heading", _(content["heading"])
    if content.get("key") == "grade" and "name" in content:
        yield "name", _(GRADE_NAME)


def _of_flow(said):
    """The label of a step, or of why claims were left out there."""
    if said.get("label") in FLOW_OF_WORKING_STATE:
        return said["label"]
    return FLOW.get(said.get("step") or said.get("why"))


def certainty(value: str) -> str:
    """One of Certainty by its value, as it stands alone; another value as it is."""
    label = _RESULTS.get(value)
    return term(label) if label else value


def _of_grade(found):
    """What a round, or the agreement of all of them, has in GRADE's words."""
    if "measures" in found:
        # A measure's key is its kind and its item, or "result".
        measures = [
            each | _item({"item": each["key"].partition("-")[2] or each["key"]})
            for each in found["measures"]
        ]
        return {"measures": measures}
    agreement = found.get("agreement")
    return {
        "verdict": _judged(found["verdict"]),
        "appraisals": [_judged(each) for each in found["appraisals"]],
        "agreement": agreement
        and agreement | {"differing": [each | _item(each) for each in agreement["differing"]]},
    }


def _judged(made):
    """A verdict or an appraisal."""
    result = made["result"]
    label = _RESULTS.get(result["value"])
    return made | {
        "answers": [each | _item(each) | _answer(each) for each in made["answers"]],
        "result": result | ({"label": term(label)} if label else {}),
    }


def _item(row):
    label = GRADE_ITEMS.get(row["item"])
    return {"label": term(label)} if label else {}


def _answer(row):
    answers = _READ.get(row["item"]) or GRADE_ANSWERS.get(row["item"], {})
    label = answers.get(str(row["answer"]))
    return {"answer_label": term(label)} if label else {}

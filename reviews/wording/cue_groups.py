"""What each group of the cue lexicon shows a reader, and which of four things it speaks of."""

from dataclasses import dataclass

ADVICE, CAUSE, SURENESS, SUBJECT = "advice", "cause", "sureness", "subject"

FAMILIES = {
    ADVICE: "What is advised, and how strongly",
    CAUSE: "What is said to bring what about",
    SURENESS: "How surely it is put, and from what",
    SUBJECT: "In whom or in what, and measured how",
}


@dataclass(frozen=True)
class Group:
    """`family` is a key of FAMILIES; `shows` says in a few words what such a cue is."""

    family: str
    shows: str


GROUPS = {
    "registration": Group(ADVICE, "registration or funding"),
    "research": Group(ADVICE, "a call for more research"),
    "recommendation_modal": Group(ADVICE, "a word that obliges"),
    "recommendation_verb": Group(ADVICE, "a recommendation"),
    "necessity": Group(ADVICE, "a necessity"),
    "caution": Group(ADVICE, "a warning"),
    "possible_use": Group(ADVICE, "advice with a word of possibility"),
    "option": Group(ADVICE, "one choice among several"),
    "usefulness": Group(ADVICE, "praise of a treatment or tool"),
    "support_use": Group(ADVICE, "support or importance"),
    "causal_verb": Group(CAUSE, "a verb of cause"),
    "causal_phrase": Group(CAUSE, "words of cause"),
    "strong_effect": Group(CAUSE, "an effect named as such"),
    "comparative": Group(CAUSE, "one treatment against another"),
    "association": Group(CAUSE, "an association without direction"),
    "possible_effect": Group(CAUSE, "a guarded effect"),
    "hedge": Group(SURENESS, "a hedge"),
    "evidential": Group(SURENESS, "a reporting verb"),
    "inference": Group(SURENESS, "a conclusion being drawn"),
    "rationale": Group(SURENESS, "a reason being given"),
    "vague_source": Group(SURENESS, "studies that nobody can look up"),
    "usage": Group(SUBJECT, "use, which is no effect"),
    "population": Group(SUBJECT, "the people meant"),
    "subgroup": Group(SUBJECT, "a part of the people meant"),
    "indication": Group(SUBJECT, "treatment of a disease"),
    "species": Group(SUBJECT, "animals"),
    "in_vitro": Group(SUBJECT, "cells"),
    "surrogate": Group(SUBJECT, "an outcome that stands for another"),
}

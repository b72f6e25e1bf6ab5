"""Examples of what is done with claims beside taking them up; see examples.py."""

from reviews.api.examples import (
    ACCEPTED,
    ANN,
    AT,
    CITATION,
    CLAIM_ID,
    EXACT,
    PAPER_ID,
    ROUND,
    SOURCE,
    SPAN,
)

PART = "b1a2c3d4-e5f6-4708-8192-a3b4c5d6e7f8"
OF_PANEL = {
    **ACCEPTED, "source": SOURCE, "paper": PAPER_ID, **SPAN, "reads_as": "", "proposed_at": AT,
}  # fmt: skip
READING = {
    "kind": "recommendation", "scope": "general_claim", "advice": "strong", "direction": "for",
    "language_level": None, "causal": "none", "population": "human", "reason": "It says should.",
}  # fmt: skip
WORDING = {
    "id": "c4b3a291-8f7e-4d6c-b5a4-938271605f4e", "claim": CLAIM_ID, "number": 2, **READING,
    "cues": [{"start": 98, "end": 104, "text": "should", "group": "advice"}], "settled_at": AT,
    "settled_by": ANN["user"],
}  # fmt: skip
FLAG = {
    "id": "d5c4b3a2-9180-4f7e-a6d5-c4b3a2918070", "claim": CLAIM_ID, "code": "HEDGE_DROPPED",
    "severity": "amber", "state": "confirmed", "is_computed": False, "cues": [], "explanation": "",
    "reason": "The abstract hedged before.", "decided_at": AT,
}  # fmt: skip
HEDGED = {"start": 0, "end": 53, "exact": "Some studies suggest that treatment A may be useful. "}
PREMISE = {
    "id": "e6d5c4b3-a291-4807-b7e6-d5c4b3a29181", "claim": CLAIM_ID, **HEDGED,
    "state": "confirmed", "decided_at": AT,
}  # fmt: skip
SITUATION = {
    "situation": 1, "direction": "for", "benefit_certainty": "very_low", "harm_certainty": None,
    "reason": "Life is at stake.",
}  # fmt: skip
EXCEPTION = {
    "id": "f7e6d5c4-b3a2-4918-8f7e-6d5c4b3a2912", "claim": CLAIM_ID, **SITUATION,
    "recorded_at": AT, "withdrawn_at": None,
}  # fmt: skip
TASK = {
    "id": "a8f7e6d5-c4b3-4a29-9187-f6e5d4c3b2a1", "claim": CLAIM_ID, "reason":
    "Retraction: the paper of the claim.", "opened_at": AT, "closed_at": None, "decision": "",
}  # fmt: skip

EXAMPLES = {
    "desk_claim": (
        None,
        OF_PANEL | {
            "split_from": None, "parts": [], "citations": [CITATION], "reevaluations": [TASK],
            "rounds": [{"id": ROUND, "state": "decided"}],
            "reading": {
                "label": "weakly_supported", "why":
                "Worded far above the certainty of the evidence.", "certainty": "very_low",
                "wording": WORDING, "wordings": [WORDING], "flags": [FLAG],
                "premises": [PREMISE], "exceptions": [],
            },
        },
    ),
    "correct_extent": ({**SPAN, "reason": "A word was left out."}, OF_PANEL),
    "correct_wording": (READING, WORDING),
    "split_claim": (
        {"parts": [{"start": 80, "end": 113, "exact": EXACT[:33]},
                   {"start": 114, "end": 153, "exact": EXACT[34:],
                    "reads_as": "[Treatment A should be used] for the treatment of condition B."}]},
        {"claims": [OF_PANEL | {"id": PART, "state": "proposed"}]},
    ),
    "set_flag": (
        {"code": "HEDGE_DROPPED", "reason": "The abstract hedged before."}, FLAG,
    ),
    "decide_flag": (
        {"state": "dismissed", "reason": "The hedge stands in the next sentence."},
        FLAG | {"state": "dismissed", "reason": "The hedge stands in the next sentence."},
    ),
    "name_premise": (HEDGED, PREMISE),
    "decide_premise": ({"state": "confirmed"}, PREMISE),
    "record_exception": (SITUATION, EXCEPTION),
    "withdraw_exception": (None, EXCEPTION | {"withdrawn_at": "2026-03-09T09:00:00Z"}),
    "close_reevaluation": (
        {"reason": "The claim rests on two other trials."},
        TASK | {"closed_at": "2026-03-09T09:00:00Z", "decision":
                "The claim rests on two other trials."},
    ),
}  # fmt: skip

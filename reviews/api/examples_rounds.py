"""Examples of what is done with rounds beside appraising; see examples.py."""

from reviews.api.examples import (
    ANN,
    ASSIGNED,
    AT,
    BY,
    CLAIM_ID,
    EXACT,
    OVERRIDE,
    PAPER_ID,
    RESULT,
    ROUND,
    SHEET,
    SOURCE,
)

BODY = "6a1f0e9d-8c7b-4a56-b3e2-d1c0b9a8f711"
OPENED = {"round": {"id": ROUND, "state": "open"}, "not_assigned": []}
SAME = BY | {"author": "Appraiser, A.", "is_same": False, "reason": "Works at another place."}
LEASE = {
    "round": ROUND, **ANN, "taken_at": AT, "until": "2026-03-02T09:30:00Z",
}  # fmt: skip
JUDGED = {
    "item": "risk_of_bias", "answer": "-1", "basis": "quote", "note": "Open and small.",
    "quote": {"source": SOURCE, "start": 80, "end": 153, "exact": EXACT},
}  # fmt: skip
READ = {
    "id": ROUND, "state": "decided", "panel": "condition-b", "claim": CLAIM_ID, "body": BODY,
    "paper": None, "paper_result": None, "result": "", "instrument": "grade",
    "instrument_version": "2013", "purpose": "panel", "minimum": 2, "reopens": None, "reason": "",
    "opened_at": AT, "revealed_at": AT, "revealed_reason": "", "voided_at": None,
    "voided_reason": "", "assignments": [ASSIGNED], "overrides":
    [{"id": "1c9d7f6a-2b5e-4d3c-8f10-6a7b8c9d0e55", **OVERRIDE,
      "refusal": "Ann Appraiser is an author of this paper."}],
    "own": None, "appraisals": [{"who": "A", "proposed": "very_low", "result": "very_low",
                                 "rationale": "", "judgements": [JUDGED]}],
    "notes": [{"who": "A", "text": "I read the trial twice."}],
    "comments": [{"id": "84c0b1d9-7f2e-4e63-a5b8-0d1c2e3f4a07", "who": "A", "text":
                  "The second trial was stopped early.", "written_at": AT, "withdrawn_at": None}],
    "lease": None, "motion": None,
    "verdict": RESULT | {"settled_by": "agreement", "decided_at": AT}, "settled": [JUDGED],
}  # fmt: skip

EXAMPLES = {
    "round": (None, READ),
    "open_claim_round": ({"body": BODY}, OPENED),
    "open_paper_round": ({"instrument": "sanra", "result": "The review"}, OPENED),
    "ask_again": (
        {"reason": "One took death for the outcome, the other pain.", "body": BODY}, OPENED,
    ),
    "tell_namesakes": (
        SAME,
        {"id": "0d9c8b7a-6f5e-4d3c-a2b1-90817263540c", "paper": PAPER_ID, **SAME, "said_at": AT},
    ),
    "take_round": ({}, LEASE),
    "release_round": (None, {"id": ROUND, "state": "revealed"}),
    "settlement_draft": (None, {"version": 1, "content": SHEET, "saved_at": AT}),
    "save_settlement_draft": (
        {"version": 1, "content": SHEET}, {"version": 2, "content": SHEET, "saved_at": AT},
    ),
}  # fmt: skip

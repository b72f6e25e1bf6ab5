"""Examples of what a panel fixes beforehand, measures and plans; see examples.py."""

from reviews.api.examples import (
    AT,
    CLAIM_ID,
    DIGEST,
    MOTION,
    OUTCOME,
    PAPER_ID,
    ROUND,
    page,
)
from reviews.api.examples_claims import TASK
from reviews.api.examples_papers import MATCH
from reviews.api.examples_rounds import BODY

QUESTION_ID = "7f0efedc-dbca-4b9a-88f7-e6d5c4b3a291"
WRITTEN = {
    "population": "Adults with condition B", "intervention": "treatment A", "comparator": "none",
    "target": "important_benefit", "threshold": "", "as_of": "2026-01-31",
}  # fmt: skip
NAMED = {"name": "Death", "importance": "critical", "effect": "harm", "surrogate_of": ""}
FROZEN = {
    "basis": "panel_search", "description": "Two trials.", "searched_on": "2026-01-31",
    "is_randomised": True,
}  # fmt: skip
FROZEN_BODY = {
    "id": BODY, "outcome": OUTCOME, **FROZEN, "papers": [PAPER_ID], "frozen_at": AT,
}  # fmt: skip
OUTCOME_ROW = {
    "id": OUTCOME, "question": QUESTION_ID, **NAMED, "bodies": [FROZEN_BODY], "written_at": AT,
}  # fmt: skip
QUESTION = {"id": QUESTION_ID, **WRITTEN, "outcomes": [OUTCOME_ROW], "written_at": AT}
PROTOCOL = {
    "eligibility": "Every advice in narrative reviews.", "kinds": ["recommendation"],
    "scopes": ["general_claim"], "outcomes": [OUTCOME], "instruments": {"grade": {}},
    "appraisers_per_round": 3, "settling": ["consensus"], "is_naming_appraisers": False,
}  # fmt: skip
SHOWN = {"number": 2, "eligibility": "Every advice in narrative reviews."}
AMENDED = {"number": 2, "locked_at": AT, "reason": "Cohorts are taken, too."}
INTEREST = {
    "id": "80f1efed-cdba-4c8b-99a8-f7e6d5c4b3a2", "kind": "financial", "consequence": "disclose",
    "statement": "Shares in a maker of treatment A.", "internal": "", "intervention":
    "treatment A", "paper": None, "begins_on": None, "ends_on": None, "expires_on": "2027-03-02",
    "renews": None, "declared_at": AT, "withdrawn_at": None,
}  # fmt: skip
DECLARED = {
    name: INTEREST[name] for name in ("kind", "consequence", "statement", "intervention")
}  # fmt: skip
INSTRUMENT = {
    "id": "91a2f1ef-edcb-4d7a-8ab9-a8f7e6d5c4b3", "panel": ROUND, "key": "our-checklist",
    "version": "1", "name": "Our checklist", "is_own": True, "sha256": DIGEST, "adopted_at": AT,
    "retired_at": None,
}  # fmt: skip
FILE = "key: our-checklist\nversion: 1\n..."
SHIPPED = {
    "key": "sanra", "version": "2019", "name": "SANRA", "subject": "paper", "licence": "CC BY 4.0",
}  # fmt: skip
SETTINGS = {"name": "Condition B", "about": "Appraises what is said of condition B."}
DUTY = {
    "round": ROUND, "panel": "condition-b", "instrument": "grade", "claim": CLAIM_ID,
    "paper": None,
}  # fmt: skip

EXAMPLES = {
    "edit_panel": (SETTINGS, {"slug": "condition-b", **SETTINGS}),
    "questions": (None, page(QUESTION)),
    "write_question": (WRITTEN, QUESTION | {"outcomes": []}),
    "write_outcome": (NAMED, OUTCOME_ROW | {"bodies": []}),
    "freeze_body": (FROZEN | {"papers": [{"paper": PAPER_ID}]}, FROZEN_BODY),
    "protocol": (
        None, {"in_force": SHOWN, "draft": None, "missing": [], "versions": [AMENDED]},
    ),
    "protocol_version": (None, AMENDED | {"content": SHOWN}),
    "begin_protocol": ({}, {"number": 3}),
    "protocol_draft": (None, {"version": 1, "content": PROTOCOL, "saved_at": AT}),
    "save_protocol_draft": (
        {"version": 1, "content": PROTOCOL},
        {"version": 2, "content": PROTOCOL, "saved_at": AT},
    ),
    "discard_protocol": (None, {"number": 3}),
    "lock_protocol": ({"version": 2, "reason": "Cohorts are taken, too."}, AMENDED),
    "interests": (None, page(INTEREST)),
    "declare": (DECLARED, INTEREST),
    "renew_interests": (None, {"interests": [INTEREST]}),
    "withdraw_interest": (None, INTEREST | {"withdrawn_at": "2026-03-09T09:00:00Z"}),
    "instruments": (None, page(INSTRUMENT)),
    "instrument": (None, INSTRUMENT | {"definition": FILE}),
    "shipped_instruments": (None, {"instruments": [SHIPPED]}),
    "shipped_instrument": (None, SHIPPED | {"definition": FILE, "texts": {}}),
    "make_instrument": ({"definition": FILE}, INSTRUMENT | {"definition": FILE}),
    "retire_instrument": (None, INSTRUMENT | {"retired_at": "2026-03-09T09:00:00Z"}),
    "paste_wording": (
        {"texts": {"1": "As it is published."}, "ground": "A licence of the publisher."},
        {"key": "sanra", "version": "2019", "texts": {"1": "As it is published."},
         "ground": "A licence of the publisher.", "written_at": AT},
    ),
    "agreement": (
        None,
        page({"id": INSTRUMENT["id"], "key": "grade", "version": "2013", "name": "GRADE",
              "rounds": 12}),
    ),
    "agreement_on": (
        None,
        {"instrument": INSTRUMENT["id"], "rounds": 12, "measures":
         [{"key": "result", "label": "Result", "percent_agreement": {"value": 0.75}}]},
    ),
    "calibration": (
        None,
        {"rounds": [{"round": ROUND, "state": "decided", "is_mine": True, "own": "Low", "settled":
                     "Very low", "differing": 1, "items": 12}]},
    ),
    "preview": (
        None,
        {"number": 3, "claims": [CLAIM_ID], "standing": [], "changed": [], "flow":
         [{"step": "marked", "label": "Marked", "count": 9, "left_out": []}], "blockers":
         [{"sentence": "A notice waits to be acknowledged.",
           "link": f"/desk/papers/{PAPER_ID}/"}]},
    ),
    "work": (
        None,
        {"seats": [{"panel": "condition-b", "name": "Condition B", "role": "chair"}],
         "to_appraise": [DUTY | {"version": 2}], "handed_in": [], "to_declare":
         [{"panel": "condition-b", "until": None, "is_over": False}], "to_answer": [MOTION],
         "to_settle": [DUTY], "wanting": [DUTY | {"advice": "Assign another member."}],
         "reevaluations": [TASK], "notices":
         [{"match": MATCH, "paper": PAPER_ID, "panel": "condition-b"}], "proposals":
         [{"paper": PAPER_ID, "panel": "condition-b", "proposed": 4}], "ready":
         [{"claim": CLAIM_ID, "panel": "condition-b"}]},
    ),
}  # fmt: skip

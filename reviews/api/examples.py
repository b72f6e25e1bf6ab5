"""What each door is sent and answers, for the description: one constructed panel's story.

`content` of an edition is cut short here; docs/editions.md tells all of it. Tests hold every
example against the shape of its door.
"""

SITE = "https://evidence.example"
CLAIM_ID = "7a1e5f0c-4b7d-4a55-9a0e-2f6c1d9b8e01"
PAPER_ID = "c0d2f9a4-91f3-4c1b-8a59-60c1d0b5e702"
SOURCE = "f4e3d2c1-b0a9-4877-9655-44332211ee03"
ROUND = "3c1d7d2e-8a51-4b61-9c0a-7f6f5b1d2c33"
CITATION_ID = "e1f7a2b6-5d3c-4e88-b1a9-94c2f6d3a804"
OUTCOME = "58d0c4b2-6e1a-4f27-9d35-1b8a7c6e5f05"
EXACT = "Thus, treatment A should be recommended for the treatment of condition B."
DIGEST = "9f2c6d1be4a07835c1f0d9e8b7a65443322110ffeeddccbbaa99887766554433"
AT = "2026-03-02T09:00:00Z"
ANN = {"user": "b2a0f0a4-6a55-4a2f-8f8e-3a1b0d5c7e22", "name": "Ann Appraiser"}
BY = {"user": ANN["user"]}
WHY = {"reason": "Is ill."}


def page(row):
    return {"next": None, "results": [row]}


PANEL = {
    "slug": "condition-b", "url": f"{SITE}/api/v1/panels/condition-b/",
    "releases": f"{SITE}/api/v1/panels/condition-b/releases/", "name": "Condition B",
    "about": "Appraises what is said of treatments of condition B.", "edition": 2,
}  # fmt: skip
CLAIM = {
    "id": CLAIM_ID, "url": f"{SITE}/api/v1/claims/{CLAIM_ID}/",
    "page": f"{SITE}/claims/{CLAIM_ID}/", "panel": "condition-b", "paper": PAPER_ID,
    "edition": 2, "exact": EXACT, "kind": "recommendation", "label": "weakly_supported",
    "certainty": "very_low", "design": "narrative_review", "year": 2019, "status": "retracted",
    "flags": ["STRONG_REC_WEAK_EVIDENCE"], "banner": "none", "published_at": AT,
}  # fmt: skip
NOTICE = {
    "id": "d4c3b2a1-6f5e-4908-b7a6-1c2d3e4f5a0b", "nature": {"value": "retraction", "label":
    "Retraction"}, "source": {"value": "retraction_watch", "label": "Retraction Watch"},
    "record": "12345", "dated": "2026-02-11", "reasons": None, "reference": None,
    "as_of": "2026-03-01", "matched_by": "doi", "path": None,
}  # fmt: skip
CONTENT = {
    "format": "evidence-claim-1", "claim": CLAIM_ID,
    "extent": {"number": 1, "start": 80, "end": 153, "exact": EXACT, "reads_as": None},
    "label": {"value": "weakly_supported", "label": "Weakly supported"},
    "certainty": {"overall": {"value": "very_low", "label": "Very low", "step": 1}},
}  # fmt: skip
PAPER = {
    "id": PAPER_ID, "url": f"{SITE}/api/v1/papers/{PAPER_ID}/", "panel": "condition-b",
    "status": "retracted", "notices_since": [NOTICE],
    "content": {"title": "Treatment A in condition B", "journal": "A journal", "year": 2019},
}  # fmt: skip
RELEASE = {
    "panel": "condition-b", "number": 2, "url": f"{SITE}/api/v1/panels/condition-b/releases/2/",
    "digest": DIGEST, "audit_head": DIGEST[::-1], "published_at": AT,
}  # fmt: skip
FULL_RELEASE = RELEASE | {
    "under_re_evaluation": [],
    "content": {
        "format": "evidence-release-1", "number": 2, "claims": [[CLAIM_ID, DIGEST]],
    },
}  # fmt: skip
SEAT = {
    "id": "5f0c4a0e-6f0e-4f53-9a53-0d6a4f1c1b11", **ANN, "role": "reviewer", "joined_at": AT,
    "left_at": None,
}  # fmt: skip
OFFER = {"email": "newcomer@example.org", "role": "reviewer"}
OFFERED = {
    "id": "0f3b5c1e-9d2a-4a67-8a2e-51c3e7d0aa01", **OFFER, "invited_at": AT,
    "expires_at": "2026-03-16T09:00:00Z", "revoked_at": None,
}  # fmt: skip
PAIR = {"round": ROUND, **BY}
ASSIGNED = {
    "id": "9a4f2c58-0f3c-4c0e-b7e5-0c8d1e2f3a44", **PAIR, "name": ANN["name"],
    "assigned_at": AT, "ended_at": None,
}  # fmt: skip
PROPOSED = {
    "lines": [
        {"round": ROUND, "assigned": [], "proposed": [ANN], "missing": 1,
         "refusals": ["Cy Appraiser has declared no interests."]}
    ],
    "loads": [ANN | {"now": 2, "then": 3}],
}  # fmt: skip
OVERRIDE = BY | {"reason": "Nobody else reads Finnish."}
SPAN = {"start": 80, "end": 153, "exact": EXACT}
ACCEPTED = {"id": CLAIM_ID, "state": "accepted"}
SAID = {
    "paper": PAPER_ID, "stance": "supports", "population": "indirect", "intervention": "direct",
    "comparator": "not_judged", "outcome": "direct", "quote": "",
}  # fmt: skip
CITATION = {
    "id": CITATION_ID, "claim": CLAIM_ID, **SAID, "cited_at": AT, "removed_at": None,
}  # fmt: skip
CHOICE = {
    "branch": "highest", "outcome": OUTCOME, "reason": "Death alone decides this advice.",
}  # fmt: skip
SHEET = {
    "judgements": {
        "risk_of_bias": {"answer": "-1", "basis": "reasoned", "note": "Open and small."},
        "evidence_side": {"answer": "with"},
    },
    "result": "",
    "rationale": "",
}
RESULT = {
    "id": "2d6b9e17-3c84-4a5f-b0d2-7e9f1a3c5b06", "proposed": "very_low", "result": "very_low",
    "trace": ["Starts high.", "Risk of bias: down by one."], "rationale": "",
}  # fmt: skip
REMARK = {"text": "The second trial was stopped early."}
WRITTEN = {"id": "84c0b1d9-7f2e-4e63-a5b8-0d1c2e3f4a07", **REMARK, "written_at": AT}
MOTION = {
    "id": "b7e3d2c1-0a9f-4b86-95d4-c3e2f1a0b908", "round": ROUND, "settled_by": "vote",
    "result": "very_low", "open_until": "2026-03-09T09:00:00Z", "end": "", "votes": None,
}  # fmt: skip
VOTES = {"for": 3, "against": 1, "abstain": 0, "not_counted": 0}

# By the name of the operation: what is sent, None where there is no body, and what is answered.
EXAMPLES = {
    "describe": (None, {"openapi": "3.1.0", "info": {"title": "evidence", "version": "1"}}),
    "panels": (None, page(PANEL)),
    "panel": (None, PANEL),
    "releases": (None, page(RELEASE)),
    "release": (None, FULL_RELEASE),
    "papers": (None, page(PAPER)),
    "paper": (None, PAPER | {"claims": [CLAIM]}),
    "claims": (None, page(CLAIM)),
    "claim": (
        None,
        CLAIM | {"reason": "", "notices_since": [NOTICE], "digest": DIGEST, "content": CONTENT},
    ),
    "claim_edition": (
        None,
        {"id": CLAIM_ID, "current": CLAIM["url"], "banner": "none", "reason": "",
         "notices_since": [NOTICE], "digest": DIGEST, "content": CONTENT},
    ),
    "panel_papers": (
        None,
        page({
            "id": PAPER_ID, "title": "Treatment A in condition B", "journal": "A journal",
            "year": 2019, "design": "narrative_review", "identifiers":
            [{"scheme": "doi", "value": "10.5555/constructed"}], "sources":
            [{"id": SOURCE, "kind": "abstract"}], "merged_into": None, "added_at": AT,
        }),
    ),
    "panel_claims": (
        None,
        page({
            "id": CLAIM_ID, "source": SOURCE, "paper": PAPER_ID, "state": "accepted", **SPAN,
            "reads_as": "", "proposed_at": AT,
        }),
    ),
    "panel_rounds": (
        None,
        page({
            "id": ROUND, "claim": CLAIM_ID, "paper": None, "instrument": "grade", "purpose":
            "panel", "state": "open", "minimum": 2, "is_mine": True, "opened_at": AT,
        }),
    ),
    "source": (
        None,
        {"id": SOURCE, "paper": PAPER_ID, "kind": "abstract", "sha256": DIGEST,
         "text": f"Some studies suggest that treatment A may be useful. {EXACT}"},
    ),
    "members": (None, page(SEAT)),
    "change_role": ({"role": "adjudicator"}, SEAT | {"role": "adjudicator"}),
    "end_membership": (
        {"reason": "Moves to another panel."}, SEAT | {"left_at": "2026-04-01T12:00:00Z"},
    ),
    "invitations": (None, page(OFFERED)),
    "invite": (OFFER, OFFERED),
    "resend_invitation": ({"id": OFFERED["id"]}, OFFERED),
    "revoke_invitation": (None, OFFERED | {"email": "", "revoked_at": "2026-03-03T08:00:00Z"}),
    "propose_assignments": (None, PROPOSED),
    "assign_many": ({"pairs": [PAIR]}, ASSIGNED),
    "remind": (None, {"asked": True}),
    "assign": (BY, ASSIGNED),
    "unassign": (BY | WHY, ASSIGNED | {"ended_at": "2026-03-09T09:00:00Z"}),
    "override": (
        OVERRIDE,
        {"id": "1c9d7f6a-2b5e-4d3c-8f10-6a7b8c9d0e55", **OVERRIDE,
         "refusal": "Ann Appraiser is an author of this paper."},
    ),
    "watch": (
        {"id": "6f5e4d3c-2b1a-4908-8765-43210fedcb09"}, {"round": ROUND, "watched_at": AT},
    ),
    "progress": (None, {"assignment": ASSIGNED["id"], **ANN, "submitted": True}),
    "propose": ({"id": CLAIM_ID, **SPAN}, {"id": CLAIM_ID, "state": "proposed"}),
    "accept": (None, ACCEPTED),
    "reject": (None, {"id": CLAIM_ID, "state": "rejected"}),
    "undo": (None, {"id": CLAIM_ID, "state": "proposed"}),
    "withdraw_claim": (
        {"reason": "The trial was misread."}, {"id": CLAIM_ID, "state": "withdrawn"},
    ),
    "restore_claim": (
        {"reason": "It was read rightly."}, {"id": CLAIM_ID, "state": "graded"},
    ),
    "choose_overall": (
        CHOICE | {"replaces": 0},
        {"id": "a9b8c7d6-e5f4-4a3b-9c2d-1e0f9a8b7c0a", "claim": CLAIM_ID, "number": 1, **CHOICE,
         "chosen_at": AT, "certainty": "low"},
    ),
    "cite": (SAID, CITATION),
    "amend_citation": ({"stance": "mentions"}, CITATION | {"stance": "mentions"}),
    "remove_citation": (None, CITATION | {"removed_at": "2026-03-03T08:00:00Z"}),
    "draft": (None, {"version": 3, "content": SHEET, "saved_at": AT}),
    "save_draft": (
        {"version": 3, "content": SHEET}, {"version": 4, "content": SHEET, "saved_at": AT},
    ),
    "submit": ({"id": RESULT["id"], "content": SHEET}, RESULT),
    "note": (REMARK, WRITTEN),
    "comment": (REMARK, WRITTEN),
    "withdraw_comment": (None, {"id": WRITTEN["id"], "withdrawn_at": "2026-03-03T08:00:00Z"}),
    "reveal": ({"reason": "Nobody is missing but Cy, who is ill."},
               {"id": ROUND, "state": "revealed"}),
    "void": ({"reason": "The wrong body was named."}, {"id": ROUND, "state": "void"}),
    "settle": ({"content": SHEET}, RESULT),
    "move": ({"content": SHEET, "settled_by": "vote", "open_for": 7}, MOTION),
    "dissent": ({"statement": "I would not mark it down for imprecision."}, MOTION),
    "assent": (None, MOTION),
    "vote": ({"choice": "for"}, MOTION),
    "withdraw_motion": ({"reason": "A study came in."}, MOTION | {"end": "withdrawn"}),
    "close": (None, {"motion": MOTION | {"end": "carried", "votes": VOTES}, "verdict": RESULT}),
    "publish": ({"claims": [CLAIM_ID]}, FULL_RELEASE),
}  # fmt: skip

"""What each door is sent and answers, for the description: one constructed panel's story.

`content` of an edition is cut short here; docs/editions.md tells all of it. Tests hold every
example against the shape of its door.
"""

_SITE = "https://evidence.example"
_CLAIM_ID = "7a1e5f0c-4b7d-4a55-9a0e-2f6c1d9b8e01"
_PAPER_ID = "c0d2f9a4-91f3-4c1b-8a59-60c1d0b5e702"
_SOURCE = "f4e3d2c1-b0a9-4877-9655-44332211ee03"
_ROUND = "3c1d7d2e-8a51-4b61-9c0a-7f6f5b1d2c33"
_CITATION_ID = "e1f7a2b6-5d3c-4e88-b1a9-94c2f6d3a804"
_OUTCOME = "58d0c4b2-6e1a-4f27-9d35-1b8a7c6e5f05"
_EXACT = "Thus, treatment A should be recommended for the treatment of condition B."
_DIGEST = "9f2c6d1be4a07835c1f0d9e8b7a65443322110ffeeddccbbaa99887766554433"
_AT = "2026-03-02T09:00:00Z"
_ANN = {"user": "b2a0f0a4-6a55-4a2f-8f8e-3a1b0d5c7e22", "name": "Ann Appraiser"}
_BY = {"user": _ANN["user"]}
_WHY = {"reason": "Is ill."}


def _page(row):
    return {"next": None, "results": [row]}


_PANEL = {
    "slug": "condition-b", "url": f"{_SITE}/api/v1/panels/condition-b/",
    "releases": f"{_SITE}/api/v1/panels/condition-b/releases/", "name": "Condition B",
    "about": "Appraises what is said of treatments of condition B.", "edition": 2,
}  # fmt: skip
_CLAIM = {
    "id": _CLAIM_ID, "url": f"{_SITE}/api/v1/claims/{_CLAIM_ID}/",
    "page": f"{_SITE}/claims/{_CLAIM_ID}/", "panel": "condition-b", "paper": _PAPER_ID,
    "edition": 2, "exact": _EXACT, "kind": "recommendation", "label": "weakly_supported",
    "certainty": "very_low", "design": "narrative_review", "year": 2019, "status": "retracted",
    "flags": ["STRONG_REC_WEAK_EVIDENCE"], "banner": "none", "published_at": _AT,
}  # fmt: skip
_NOTICE = {
    "id": "d4c3b2a1-6f5e-4908-b7a6-1c2d3e4f5a0b", "nature": {"value": "retraction", "label":
    "Retraction"}, "source": {"value": "retraction_watch", "label": "Retraction Watch"},
    "record": "12345", "dated": "2026-02-11", "reasons": None, "reference": None,
    "as_of": "2026-03-01", "matched_by": "doi", "path": None,
}  # fmt: skip
_CONTENT = {
    "format": "evidence-claim-1", "claim": _CLAIM_ID,
    "extent": {"number": 1, "start": 80, "end": 153, "exact": _EXACT, "reads_as": None},
    "label": {"value": "weakly_supported", "label": "Weakly supported"},
    "certainty": {"overall": {"value": "very_low", "label": "Very low", "step": 1}},
}  # fmt: skip
_PAPER = {
    "id": _PAPER_ID, "url": f"{_SITE}/api/v1/papers/{_PAPER_ID}/", "panel": "condition-b",
    "status": "retracted", "notices_since": [_NOTICE],
    "content": {"title": "Treatment A in condition B", "journal": "A journal", "year": 2019},
}  # fmt: skip
_RELEASE = {
    "panel": "condition-b", "number": 2, "url": f"{_SITE}/api/v1/panels/condition-b/releases/2/",
    "digest": _DIGEST, "audit_head": _DIGEST[::-1], "published_at": _AT,
}  # fmt: skip
_FULL_RELEASE = _RELEASE | {
    "under_re_evaluation": [],
    "content": {
        "format": "evidence-release-1", "number": 2, "claims": [[_CLAIM_ID, _DIGEST]],
    },
}  # fmt: skip
_SEAT = {
    "id": "5f0c4a0e-6f0e-4f53-9a53-0d6a4f1c1b11", **_ANN, "role": "reviewer", "joined_at": _AT,
    "left_at": None,
}  # fmt: skip
_OFFER = {"email": "newcomer@example.org", "role": "reviewer"}
_OFFERED = {
    "id": "0f3b5c1e-9d2a-4a67-8a2e-51c3e7d0aa01", **_OFFER, "invited_at": _AT,
    "expires_at": "2026-03-16T09:00:00Z", "revoked_at": None,
}  # fmt: skip
_PAIR = {"round": _ROUND, **_BY}
_ASSIGNED = {
    "id": "9a4f2c58-0f3c-4c0e-b7e5-0c8d1e2f3a44", **_PAIR, "name": _ANN["name"],
    "assigned_at": _AT, "ended_at": None,
}  # fmt: skip
_PROPOSED = {
    "lines": [
        {"round": _ROUND, "assigned": [], "proposed": [_ANN], "missing": 1,
         "refusals": ["Cy Appraiser has declared no interests."]}
    ],
    "loads": [_ANN | {"now": 2, "then": 3}],
}  # fmt: skip
_OVERRIDE = _BY | {"reason": "Nobody else reads Finnish."}
_SPAN = {"start": 80, "end": 153, "exact": _EXACT}
_ACCEPTED = {"id": _CLAIM_ID, "state": "accepted"}
_SAID = {
    "paper": _PAPER_ID, "stance": "supports", "population": "indirect", "intervention": "direct",
    "comparator": "not_judged", "outcome": "direct", "quote": "",
}  # fmt: skip
_CITATION = {
    "id": _CITATION_ID, "claim": _CLAIM_ID, **_SAID, "cited_at": _AT, "removed_at": None,
}  # fmt: skip
_CHOICE = {
    "branch": "highest", "outcome": _OUTCOME, "reason": "Death alone decides this advice.",
}  # fmt: skip
_SHEET = {
    "judgements": {
        "risk_of_bias": {"answer": "-1", "basis": "reasoned", "note": "Open and small."},
        "evidence_side": {"answer": "with"},
    },
    "result": "",
    "rationale": "",
}
_RESULT = {
    "id": "2d6b9e17-3c84-4a5f-b0d2-7e9f1a3c5b06", "proposed": "very_low", "result": "very_low",
    "trace": ["Starts high.", "Risk of bias: down by one."], "rationale": "",
}  # fmt: skip
_REMARK = {"text": "The second trial was stopped early."}
_WRITTEN = {"id": "84c0b1d9-7f2e-4e63-a5b8-0d1c2e3f4a07", **_REMARK, "written_at": _AT}
_MOTION = {
    "id": "b7e3d2c1-0a9f-4b86-95d4-c3e2f1a0b908", "round": _ROUND, "settled_by": "vote",
    "result": "very_low", "open_until": "2026-03-09T09:00:00Z", "end": "", "votes": None,
}  # fmt: skip
_VOTES = {"for": 3, "against": 1, "abstain": 0, "not_counted": 0}

# By the name of the operation: what is sent, None where there is no body, and what is answered.
EXAMPLES = {
    "describe": (None, {"openapi": "3.1.0", "info": {"title": "evidence", "version": "1"}}),
    "panels": (None, _page(_PANEL)),
    "panel": (None, _PANEL),
    "releases": (None, _page(_RELEASE)),
    "release": (None, _FULL_RELEASE),
    "papers": (None, _page(_PAPER)),
    "paper": (None, _PAPER | {"claims": [_CLAIM]}),
    "claims": (None, _page(_CLAIM)),
    "claim": (
        None,
        _CLAIM | {"reason": "", "notices_since": [_NOTICE], "digest": _DIGEST, "content": _CONTENT},
    ),
    "claim_edition": (
        None,
        {"id": _CLAIM_ID, "current": _CLAIM["url"], "banner": "none", "reason": "",
         "notices_since": [_NOTICE], "digest": _DIGEST, "content": _CONTENT},
    ),
    "panel_papers": (
        None,
        _page({
            "id": _PAPER_ID, "title": "Treatment A in condition B", "journal": "A journal",
            "year": 2019, "design": "narrative_review", "identifiers":
            [{"scheme": "doi", "value": "10.5555/constructed"}], "sources":
            [{"id": _SOURCE, "kind": "abstract"}], "merged_into": None, "added_at": _AT,
        }),
    ),
    "panel_claims": (
        None,
        _page({
            "id": _CLAIM_ID, "source": _SOURCE, "paper": _PAPER_ID, "state": "accepted", **_SPAN,
            "reads_as": "", "proposed_at": _AT,
        }),
    ),
    "panel_rounds": (
        None,
        _page({
            "id": _ROUND, "claim": _CLAIM_ID, "paper": None, "instrument": "grade", "purpose":
            "panel", "state": "open", "minimum": 2, "is_mine": True, "opened_at": _AT,
        }),
    ),
    "source": (
        None,
        {"id": _SOURCE, "paper": _PAPER_ID, "kind": "abstract", "sha256": _DIGEST,
         "text": f"Some studies suggest that treatment A may be useful. {_EXACT}"},
    ),
    "members": (None, _page(_SEAT)),
    "change_role": ({"role": "adjudicator"}, _SEAT | {"role": "adjudicator"}),
    "end_membership": (
        {"reason": "Moves to another panel."}, _SEAT | {"left_at": "2026-04-01T12:00:00Z"},
    ),
    "invitations": (None, _page(_OFFERED)),
    "invite": (_OFFER, _OFFERED),
    "resend_invitation": ({"id": _OFFERED["id"]}, _OFFERED),
    "revoke_invitation": (None, _OFFERED | {"email": "", "revoked_at": "2026-03-03T08:00:00Z"}),
    "propose_assignments": (None, _PROPOSED),
    "assign_many": ({"pairs": [_PAIR]}, _ASSIGNED),
    "remind": (None, {"asked": True}),
    "assign": (_BY, _ASSIGNED),
    "unassign": (_BY | _WHY, _ASSIGNED | {"ended_at": "2026-03-09T09:00:00Z"}),
    "override": (
        _OVERRIDE,
        {"id": "1c9d7f6a-2b5e-4d3c-8f10-6a7b8c9d0e55", **_OVERRIDE,
         "refusal": "Ann Appraiser is an author of this paper."},
    ),
    "watch": (
        {"id": "6f5e4d3c-2b1a-4908-8765-43210fedcb09"}, {"round": _ROUND, "watched_at": _AT},
    ),
    "progress": (None, {"assignment": _ASSIGNED["id"], **_ANN, "submitted": True}),
    "propose": ({"id": _CLAIM_ID, **_SPAN}, {"id": _CLAIM_ID, "state": "proposed"}),
    "accept": (None, _ACCEPTED),
    "reject": (None, {"id": _CLAIM_ID, "state": "rejected"}),
    "undo": (None, {"id": _CLAIM_ID, "state": "proposed"}),
    "withdraw_claim": (
        {"reason": "The trial was misread."}, {"id": _CLAIM_ID, "state": "withdrawn"},
    ),
    "restore_claim": (
        {"reason": "It was read rightly."}, {"id": _CLAIM_ID, "state": "graded"},
    ),
    "choose_overall": (
        _CHOICE | {"replaces": 0},
        {"id": "a9b8c7d6-e5f4-4a3b-9c2d-1e0f9a8b7c0a", "claim": _CLAIM_ID, "number": 1, **_CHOICE,
         "chosen_at": _AT, "certainty": "low"},
    ),
    "cite": (_SAID, _CITATION),
    "amend_citation": ({"stance": "mentions"}, _CITATION | {"stance": "mentions"}),
    "remove_citation": (None, _CITATION | {"removed_at": "2026-03-03T08:00:00Z"}),
    "draft": (None, {"version": 3, "content": _SHEET, "saved_at": _AT}),
    "save_draft": (
        {"version": 3, "content": _SHEET}, {"version": 4, "content": _SHEET, "saved_at": _AT},
    ),
    "submit": ({"id": _RESULT["id"], "content": _SHEET}, _RESULT),
    "note": (_REMARK, _WRITTEN),
    "comment": (_REMARK, _WRITTEN),
    "withdraw_comment": (None, {"id": _WRITTEN["id"], "withdrawn_at": "2026-03-03T08:00:00Z"}),
    "reveal": ({"reason": "Nobody is missing but Cy, who is ill."},
               {"id": _ROUND, "state": "revealed"}),
    "void": ({"reason": "The wrong body was named."}, {"id": _ROUND, "state": "void"}),
    "settle": ({"content": _SHEET}, _RESULT),
    "move": ({"content": _SHEET, "settled_by": "vote", "open_for": 7}, _MOTION),
    "dissent": ({"statement": "I would not mark it down for imprecision."}, _MOTION),
    "assent": (None, _MOTION),
    "vote": ({"choice": "for"}, _MOTION),
    "withdraw_motion": ({"reason": "A study came in."}, _MOTION | {"end": "withdrawn"}),
    "close": (None, {"motion": _MOTION | {"end": "carried", "votes": _VOTES}, "verdict": _RESULT}),
    "publish": ({"claims": [_CLAIM_ID]}, _FULL_RELEASE),
}  # fmt: skip

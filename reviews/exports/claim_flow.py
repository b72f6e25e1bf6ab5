"""The flow of a panel's claims: how many were marked, taken, appraised and published, and why
the others were left out. Each step's count is the next step's and all that it left out."""

from collections import Counter, defaultdict
from collections.abc import Collection

from reviews.models import Claim, Round
from reviews.vocabulary import ClaimState, Kind, RoundState, Scope

PROPOSED = "proposed"
REJECTED = "rejected"
SPLIT = "split"
BACKGROUND = "background"
RUNNING = "running"
WAITING = "waiting"
WITHDRAWN = "withdrawn"
NOT_CHOSEN = "not_chosen"
PUBLISHED = "published"

# What is left out at each step, in the order in which it is told.
STEPS = (
    (
        "marked",
        "Claims marked in papers",
        {
            PROPOSED: "proposed, not accepted or rejected yet",
            REJECTED: "rejected",
            SPLIT: "split into parts, which count themselves",
            BACKGROUND: "background, which is never graded alone",
            **{
                f"kind-{kind}": f"{kind.label.lower()}, a kind that the protocol does not take"
                for kind in Kind
                if kind != Kind.BACKGROUND
            },
            **{
                f"scope-{scope}": f"{scope.label.lower()}, which the protocol does not take"
                for scope in Scope
            },
        },
    ),
    (
        "eligible",
        "Eligible under the protocol",
        {RUNNING: "being appraised", WAITING: "waiting for a round"},
    ),
    (
        "appraised",
        "Appraised and settled",
        {WITHDRAWN: "withdrawn by the panel", NOT_CHOSEN: "graded, not in this edition"},
    ),
    ("published", "In this edition", {}),
)


def flow(panel, protocol, published: Collection, appraised: Collection = ()):
    """[{"step", "label", "count", "left_out": [{"why", "label", "count"}]}] over all claims of
    the panel; `published` are the ids of those in the edition, `protocol` the one in force or
    None; how those `appraised` (ids) are read is kept from whoever is told. Three queries."""
    ends = Counter(_end(claim, protocol, published) for claim in _claims(panel, appraised))
    steps, count = [], ends[PUBLISHED]
    for step, label, reasons in reversed(STEPS):
        left_out = [
            {"why": why, "label": reason, "count": ends[why]}
            for why, reason in reasons.items()
            if ends[why]
        ]
        count += sum(each["count"] for each in left_out)
        steps.append({"step": step, "label": label, "count": count, "left_out": left_out})
    return steps[::-1]


def _claims(panel, appraised):
    """Rows with id, state, kind, scope, and whether split, decided or being appraised."""
    rounds = Round.objects.for_panel().filter(panel=panel).exclude(claim=None)
    stages = defaultdict(set)
    for claim, state in rounds.values_list("claim_id", "state"):
        stages[state].add(claim)
    decided = stages[RoundState.DECIDED]
    running = stages[RoundState.OPEN] | stages[RoundState.REVEALED] | {*appraised}
    claims = Claim.objects.filter(source__paper__panel=panel)
    split = set(claims.exclude(split_from=None).values_list("split_from_id", flat=True))
    rows = claims.values("pk", "state", "wording__kind", "wording__scope")
    for row in rows.iterator():
        pk = row["pk"]
        yield row | {
            "is_split": pk in split, "is_decided": pk in decided, "is_running": pk in running
        }  # fmt: skip


def _end(claim, protocol, published):
    """Where the claim's way ends, one of the words of STEPS or PUBLISHED."""
    if claim["pk"] in published:
        return PUBLISHED
    if claim["state"] == ClaimState.PROPOSED:
        return PROPOSED
    if claim["state"] == ClaimState.REJECTED:
        return SPLIT if claim["is_split"] else REJECTED
    if claim["state"] == ClaimState.WITHDRAWN:
        return WITHDRAWN
    if claim["is_decided"]:
        return NOT_CHOSEN
    return RUNNING if claim["is_running"] else _left_out(claim, protocol) or WAITING


def _left_out(claim, protocol):
    kind, scope = claim["wording__kind"], claim["wording__scope"]
    if kind == Kind.BACKGROUND:
        return BACKGROUND
    if protocol and kind not in protocol.kinds:
        return f"kind-{kind}"
    if protocol and scope not in protocol.scopes:
        return f"scope-{scope}"
    return ""

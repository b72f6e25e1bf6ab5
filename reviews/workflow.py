"""The life of a claim and of a round as data, read by actions, buttons, tests and docs."""

from dataclasses import dataclass

from reviews.vocabulary import ClaimState, Role, RoundState, TokenScope


@dataclass(frozen=True)
class Move:
    """From any of `sources` to `target`; `reasoned` moves need a written reason."""

    sources: frozenset[str]
    target: str
    reasoned: bool = False


def _move(sources: str, target: str, *, reasoned: bool = False) -> Move:
    return Move(frozenset(sources.split()), target, reasoned)


CLAIM_MOVES = {
    "accept": _move("proposed", ClaimState.ACCEPTED),
    "reject": _move("proposed", ClaimState.REJECTED),
    "undo": _move("accepted rejected", ClaimState.PROPOSED),
    "split": _move("proposed accepted", ClaimState.REJECTED),
    "grade": _move("accepted graded published", ClaimState.GRADED),
    "publish": _move("graded", ClaimState.PUBLISHED),
    "withdraw": _move("graded published", ClaimState.WITHDRAWN, reasoned=True),
    "restore": _move("withdrawn", ClaimState.GRADED, reasoned=True),
}

ROUND_MOVES = {
    "submit": _move("open", RoundState.OPEN),
    "reveal": _move("open", RoundState.REVEALED),
    "settle": _move("revealed", RoundState.DECIDED),
    "void": _move("open revealed", RoundState.VOID, reasoned=True),
}

_EVERYONE = frozenset(Role)
_HANDS = frozenset({Role.CHAIR, Role.ADJUDICATOR, Role.REVIEWER})
_SETTLERS = frozenset({Role.CHAIR, Role.ADJUDICATOR})
_CHAIR = frozenset({Role.CHAIR})

# Who may do what by their role; permissions.py adds what depends on the thing itself.
ROLES = {
    "read": _EVERYONE,
    "declare": _EVERYONE,
    "import": _HANDS,
    "add_source": _HANDS,
    "edit_paper": _HANDS,
    "add_identifier": _HANDS,
    "propose": _HANDS,
    "correct": _HANDS,
    "split": _HANDS,
    "accept": _HANDS,
    "reject": _HANDS,
    "undo": _HANDS,
    "decide_pair": _HANDS,
    "decide_premise": _HANDS,
    "decide_flag": _HANDS,
    "cite": _HANDS,
    "write_question": _HANDS,
    "write_result": _HANDS,
    "save_draft": _HANDS,
    "submit": _HANDS,
    "note": _HANDS,
    "comment": _HANDS,
    "dissent": _HANDS,
    "vote": _HANDS,
    "settle": _SETTLERS,
    "grade": _SETTLERS,
    "record_exception": _SETTLERS,
    "choose_overall": _SETTLERS,
    "write_protocol": _CHAIR,
    "lock_protocol": _CHAIR,
    "open": _CHAIR,
    "void": _CHAIR,
    "assign": _CHAIR,
    "unassign": _CHAIR,
    "override": _CHAIR,
    "watch": _CHAIR,
    "reveal": _CHAIR,
    "close_vote": _CHAIR,
    "manage_members": _CHAIR,
    "write_instrument": _CHAIR,
    "acknowledge": _CHAIR,
    "publish": _CHAIR,
    "withdraw": _CHAIR,
    "restore": _CHAIR,
    "close_reevaluation": _CHAIR,
}

# What a token may be used for: each verb stands in one scope.
_VERBS = {
    TokenScope.READ: "read",
    TokenScope.PREPARE: "import add_source edit_paper add_identifier propose correct split accept"
    " reject undo decide_pair decide_premise decide_flag cite write_question write_result",
    TokenScope.APPRAISE: "declare save_draft submit note comment dissent vote",
    TokenScope.SETTLE: "settle grade record_exception choose_overall close_vote",
    TokenScope.MANAGE: "write_protocol lock_protocol open void assign unassign override watch"
    " reveal manage_members write_instrument acknowledge publish withdraw restore"
    " close_reevaluation",
}
SCOPES = {verb: scope for scope, verbs in _VERBS.items() for verb in verbs.split()}

# What a command may do in a panel when it acts for nobody in particular.
SYSTEM_VERBS = frozenset({"import"})

"""Re-evaluations: a chair closes one with what came of it."""

from reviews.actions import cascade
from reviews.api.sent import Reason
from reviews.api.verbs import door, on, shape, verb
from reviews.models import Reevaluation

ReevaluationOfClaim = shape(
    "ReevaluationOfClaim", Reevaluation,
    "Why a published claim is to be looked at again, and what came of it.",
    "id claim reason opened_at closed_at decision",
)  # fmt: skip

close = door(
    POST=verb(
        "close_reevaluation", "close_reevaluation", ReevaluationOfClaim,
        "Close a re-evaluation with what came of it.",
        on=on(Reevaluation, "claim__source__paper__panel"), act=cascade.close_reevaluation,
        sent=Reason,
    )
)  # fmt: skip

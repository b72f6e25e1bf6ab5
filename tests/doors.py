"""What is met at a door, held against its row of the access table.

Everything is told by answers alone: `knock(name, method, viewer)` gives that of a door to one of
the cast. A row that says too much or too little has faults, whichever way it is wrong.
"""

from reviews.vocabulary import Role
from reviews.workflow import ROLES
from tests.access import ANYONE, OWN, OWN_ALONE, SIGNED_IN, STAFF

MEMBERS = {Role.CHAIR: "cleo", Role.ADJUDICATOR: "ada", Role.REVIEWER: "ann", Role.OBSERVER: "otto"}
STRANGERS = ("dan", "eve")
STAFF_OF_THE_CAST = ("eve", "cleo", "ann")
OTHERS = ("dan", "ada", "otto")
OWNERS = {
    "desk-membership-end": "otto",
    "desk-interest-withdraw": "ann",
    "desk-report": "ann",
    "desk-report-progress": "ann",
    "desk-report-file": "ann",
    "desk-report-discard": "ann",
    "desk-comment-withdraw": "ann",
    "desk-round-appraise": "ann",
    "desk-round-draft": "ann",
    "desk-round-submit": "ann",
    "api-membership-end": "otto",
    "api-interest-withdraw": "ann",
    "api-comment-withdraw": "ann",
    "api-draft": "ann",
    "api-submit": "ann",
}
WHO_MAY = dict(ROLES)  # as the workflow has it, whatever a test makes of that
_ROLE = "In this panel, only"


def faults(knock, name, methods, who):
    """Sentences on what a row says otherwise than its door does, one after another."""
    insider = None if who == ANYONE else "cleo"
    for method in ("GET", "POST", "PUT") if name.startswith("api-") else ("GET", "POST"):
        if (knock(name, method, insider).status_code == 405) == (method in methods):
            yield f"{method} is listed" if method in methods else f"{method} is not listed"
    check = _CHECKS.get(who, _by_role)
    for method in methods:
        answers = _Answers(knock, name, method)
        if who != ANYONE and not answers.asks_to_sign_in(None):
            yield f"{method} by nobody in particular is not asked to sign in"
        yield from (f"{method} {fault}" for fault in check(answers, name, who))


class _Answers:
    """What one method of a door answers to each of the cast, asked for as it is needed."""

    def __init__(self, knock, name, method):
        self._knock, self._is_json = lambda viewer: knock(name, method, viewer), "api-" in name

    def status(self, viewer):
        return self._knock(viewer).status_code

    def asks_to_sign_in(self, viewer):
        answer = self._knock(viewer)
        if self._is_json:
            return answer.status_code in (401, 403)
        return answer.status_code == 302 and "/login/" in answer["Location"]

    def is_for_the_role(self, viewer):
        """Other refusals, as of those who are not assigned, are about more than the role."""
        return self.status(viewer) == 403 and _ROLE in self._knock(viewer).text


def _anyone(answers, name, who):
    if answers.status(None) not in (200, 302, 304, 400, 404) or answers.asks_to_sign_in(None):
        yield "is refused to nobody in particular"


def _signed_in(answers, name, who):
    expected = (404,) if name == "desk/" else (200, 302, 400)
    if answers.status("dan") not in expected or answers.asks_to_sign_in("dan"):
        yield "is refused to an account without a seat"


def _staff(answers, name, who):
    for viewer in OTHERS:
        if not answers.asks_to_sign_in(viewer) and answers.status(viewer) != 403:
            yield f"is open to {viewer}, who is no staff"
    for viewer in STAFF_OF_THE_CAST:
        if answers.asks_to_sign_in(viewer) or answers.status(viewer) >= 500:
            yield f"is closed to {viewer}, who is staff"


def _strangers(answers):
    for viewer in STRANGERS:
        if answers.status(viewer) != 404:
            yield f"tells {viewer}, a stranger, that it is there"


def _own(answers, name, who):
    yield from _strangers(answers)
    owner = OWNERS.get(name)
    if not owner:
        yield "has no owner here"
        return
    if answers.status("ada") != 403:
        yield "is open to ada, whose own it is not"
    if answers.status(owner) in (403, 404, 500):
        yield f"is closed to {owner}, whose own it is"


def _own_alone(answers, name, who):
    yield from _strangers(answers)
    owner = OWNERS.get(name)
    if not owner:
        yield "has no owner here"
        return
    for viewer in {*MEMBERS.values()} - {owner}:
        if answers.status(viewer) != 404:
            yield f"tells {viewer}, whose own it is not, that it is there"
    if answers.status(owner) in (403, 404, 500):
        yield f"is closed to {owner}, whose own it is"


def _by_role(answers, name, who):
    yield from _strangers(answers)
    for role, viewer in MEMBERS.items():
        if role not in WHO_MAY[who]:
            if not answers.is_for_the_role(viewer):
                yield f"does not refuse {viewer} for the role"
        elif answers.status(viewer) in (404, 500) or answers.is_for_the_role(viewer):
            yield f"refuses {viewer}, who has the role"
        elif len(WHO_MAY[who]) == len(Role) and answers.status(viewer) == 403:
            yield f"refuses {viewer}, though every member may"


_CHECKS = {
    ANYONE: _anyone, SIGNED_IN: _signed_in, STAFF: _staff, OWN: _own, OWN_ALONE: _own_alone,
}  # fmt: skip

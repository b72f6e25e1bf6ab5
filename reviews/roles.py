"""What the role table says: who may do what by their seat in a panel, and why not."""

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied

from reviews.models import Membership
from reviews.models.people import SYSTEM
from reviews.vocabulary import Role
from reviews.workflow import ROLES, SYSTEM_VERBS


@dataclass(frozen=True)
class Permit:
    """May they? Falsy when not, and then it says why."""

    reason: str = ""

    def __bool__(self):
        return not self.reason

    def enforce(self):
        """Raises PermissionDenied with the reason."""
        if self.reason:
            raise PermissionDenied(self.reason)


ALLOWED = Permit()


def role_in(panel, user):
    """The person's role in the panel now, or None."""
    seat = Membership.objects.current().filter(panel=panel, user_id=user.pk)
    return seat.values_list("role", flat=True).first()


def can(user, verb, panel):
    """What the role table says, for any verb of the workflow."""
    if user.pk == SYSTEM and verb in SYSTEM_VERBS:
        return ALLOWED
    return _by_role(role_in(panel, user), verb)


def can_each(user, verbs, panel):
    """{verb: Permit} of a person by the role table, in one query for any number."""
    role = role_in(panel, user)
    return {verb: _by_role(role, verb) for verb in verbs}


def _by_role(role, verb):
    if role is None:
        return Permit("You have no seat in this panel.")
    if role in ROLES[verb]:
        return ALLOWED
    those = " or ".join(sorted(Role(role).label.lower() for role in ROLES[verb]))
    article = "an" if those.startswith("a") else "a"
    return Permit(f"In this panel, only {article} {those} may do this.")

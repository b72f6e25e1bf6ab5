"""Refusals that a user can read. Django's PermissionDenied says "you may not"; these say why not
now, and why not this."""


class Conflict(Exception):
    """Too late, or not in this state: answered with 409 and the sentence."""


class Unreadable(Exception):
    """What was given cannot be read; the sentence says where and why."""


class Unknown(Exception):
    """Another service was asked and has nothing under this identifier."""


class Unreachable(Exception):
    """Another service could not be asked; the sentence says why, and what to do instead."""

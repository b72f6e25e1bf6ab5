"""The back office: accounts, panels, instruments, and the grading queue, all by actions."""

from reviews.admin import (
    claims,
    events,
    instruments,
    interests,
    memberships,
    notices,
    panels,
    people,
)
from reviews.admin.site import site

__all__ = [
    "claims",
    "events",
    "instruments",
    "interests",
    "memberships",
    "notices",
    "panels",
    "people",
    "site",
]

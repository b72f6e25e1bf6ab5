"""Answering whether a member and an author of the same name are one person."""

from django.db import transaction
from django.utils import timezone

from reviews.actions.events import record
from reviews.actions.refusals import insert
from reviews.exceptions import Conflict
from reviews.models import Namesake
from reviews.permissions import can_override
from reviews.recusal import likenesses


@transaction.atomic
def tell(round, user, *, author, is_same, by, reason=""):
    """For the paper that the round is about, and so for all its rounds. Two people need a
    reason; whoever is one with an author is barred as if the ORCID said so."""
    can_override(by, round, user).enforce()
    paper = round.subject_paper
    if author not in likenesses(user, paper):
        raise Conflict(f"No author of the paper is called {author} any more: load the page again.")
    said = insert(
        Namesake(
            paper=paper, user=user, author=author, is_same=is_same, reason=reason.strip(),
            said_at=timezone.now(), said_by=by,
        )
    )  # fmt: skip
    record("tell_namesakes", said, by=by, panel=round.panel, user=user.pk, is_same=is_same)
    return said

"""What an event says, if its text is ours: that it was changed is told once, by its chain."""

import json

from reviews.models.digests import canonical, sha256

BATCH = 500


def told(event):
    """The text of an event as its columns tell it, or "" if its text is none of ours."""
    try:
        body = json.loads(event.body)
        return canonical(
            {
                "actor": event.actor_id,
                "at": event.happened_at,
                "chain": event.chain_id,
                "detail": body["detail"],
                "made": body["made"],
                "previous": event.previous,
                "sequence": event.sequence,
                "subject": [event.subject_type, event.subject_id],
                "verb": event.verb,
            }
        )
    except (ValueError, KeyError, TypeError):
        return ""


def part(event, name):
    """A part of the text of an event; empty if that text was changed, which is told already."""
    is_ours = sha256(event.body) == event.hash and told(event) == event.body
    return json.loads(event.body)[name] if is_ours else {}

"""The claims of an edition as JSON, one a line, read from the database piece by piece."""

import json
from collections.abc import Iterator

from reviews.exports.notices_since import seen
from reviews.models import FrozenClaim, Standing
from reviews.models.digests import canonical

PIECE = 100  # claims that are in memory at a time
SINCE = ("banner", "reason", "notices_since")  # of a claim's standing, as its edition shows it
KEPT = (*SINCE, "notices_before")  # the columns that it is told from


def lines(release) -> Iterator[str]:
    """Each claim as it was frozen, with the edition and what became of it since; in the order of
    their ids, as the JSON has them."""
    # From where the release was read, also when the view that asked has long returned.
    frozen = FrozenClaim.objects.using(release._state.db).filter(releases=release)
    columns = (
        "claim_id",
        "digest",
        "content",
        "frozen_at",
        *(f"claim__standing__{c}" for c in KEPT),
    )
    edition = {
        "panel": release.panel.slug,
        "edition": release.number,
        "published_on": release.published_at.date(),
        "release": release.digest,
    }
    for claim, digest, content, frozen_at, *kept in (
        frozen.order_by("claim_id").values_list(*columns).iterator(PIECE)
    ):
        told = edition | {
            "claim": claim,
            "digest": digest,
            "frozen_at": frozen_at,
            "standing": _since(kept, content, release.number),
        }
        # The text that was hashed, character for character.
        yield f'{canonical(told)[:-1]},"content":{content}}}\n'


def _since(kept, content, number):
    row = Standing(**dict(zip(KEPT, kept, strict=True)))
    if row.notices_since or row.notices_before:
        seen(row, json.loads(content), number)
    return {name: getattr(row, name) for name in SINCE}

"""The claims of an edition as JSON, one a line, read from the database piece by piece."""

from collections.abc import Iterator

from reviews.models import FrozenClaim
from reviews.models.digests import canonical

PIECE = 100  # claims that are in memory at a time
SINCE = ("banner", "reason", "notices_since")  # columns of a claim's standing


def lines(release) -> Iterator[str]:
    """Each claim as it was frozen, with the edition and what became of it since; in the order of
    their ids, as the JSON has them."""
    # From where the release was read, also when the view that asked has long returned.
    frozen = FrozenClaim.objects.using(release._state.db).filter(releases=release)
    columns = ("claim_id", "digest", "content", *(f"claim__standing__{c}" for c in SINCE))
    edition = {
        "panel": release.panel.slug,
        "edition": release.number,
        "published_on": release.published_at.date(),
        "release": release.digest,
    }
    for claim, digest, content, *since in (
        frozen.order_by("claim_id").values_list(*columns).iterator(PIECE)
    ):
        told = edition | {
            "claim": claim,
            "digest": digest,
            "standing": dict(zip(SINCE, since, strict=True)),
        }
        # The text that was hashed, character for character.
        yield f'{canonical(told)[:-1]},"content":{content}}}\n'

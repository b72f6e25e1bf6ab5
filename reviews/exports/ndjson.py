"""The claims of an edition as JSON, one a line, read from the database piece by piece."""

from collections.abc import Iterator

from reviews.exports import pieces
from reviews.exports.notices_since import seen
from reviews.models import FrozenClaim, Standing
from reviews.models.digests import canonical

PIECE = 100  # claims that are in memory at a time
SINCE = ("banner", "reason", "notices_since")  # of a claim's standing, as its edition shows it
_KEPT = (*SINCE, "notices_before", "frozen_id")  # the columns that it is told from
_COLUMNS = [f"claim__standing__{name}" for name in _KEPT]


def lines(release) -> Iterator[str]:
    """Each claim as it was frozen, with the edition and what became of it since; in the order of
    their ids, as the JSON has them."""
    columns = ("claim_id", "digest", "content", "frozen_at", "pk", *_COLUMNS)
    edition = {
        "panel": release.panel.slug,
        "edition": release.number,
        "published_on": release.published_at.date(),
        "release": release.digest,
    }
    rows = pieces.by_ids(_frozen(release).values_list(*columns, named=True), PIECE)
    for claim, digest, content, frozen_at, pk, *kept in rows:
        row = FrozenClaim(claim_id=claim, digest=digest, content=content, frozen_at=frozen_at)
        yield line(edition, row, _since(kept, pk))


def line(edition, frozen, standing) -> str:
    """A frozen claim with what `edition` says of where it is, and what became of it since."""
    told = edition | {
        "claim": frozen.claim_id,
        "digest": frozen.digest,
        "frozen_at": frozen.frozen_at,
        "standing": standing,
    }
    # The text that was hashed, character for character.
    return f'{canonical(told)[:-1]},"content":{frozen.content}}}\n'


def written(line) -> str:
    """A line that was read, again."""
    told = {name: value for name, value in line.items() if name != "content"}
    return f'{canonical(told)[:-1]},"content":{canonical(line["content"])}}}\n'


def became(release) -> Iterator[tuple]:
    """(claim id, what became of it since) of each claim, in the same order."""
    rows = _frozen(release).values_list("claim_id", "pk", *_COLUMNS)
    return ((claim, _since(kept, pk)) for claim, pk, *kept in rows)


def _frozen(release):
    # From where the release was read, also when the view that asked has long returned.
    frozen = FrozenClaim.objects.using(release._state.db).filter(releases=release)
    return frozen.order_by("claim_id")


def _since(kept, frozen):
    return since(seen(Standing(**dict(zip(_KEPT, kept, strict=True))), frozen))


def since(standing) -> dict:
    """What became of a claim, by a standing that is as its edition shows it."""
    return {name: getattr(standing, name) for name in SINCE}

"""What changed between an edition and the one before it, from frozen contents alone.

An edition lists its claims with their digests, so which of them differ is known before any claim
is read.
"""

from dataclasses import dataclass

from reviews.exports.claim_changes import changes
from reviews.exports.reading_protocols import amendments, protocols

ADDED, CHANGED, WITHDRAWN = "added", "changed", "withdrawn"


@dataclass(frozen=True)
class Compared:
    """Ids of claims, in order: those new in an edition, those it shows otherwise than the one
    before, those it leaves out; and how many it has in all. `digests` are of what differs."""

    added: list[str]
    changed: list[str]
    withdrawn: list[str]
    total: int
    digests: dict[str, list[str]]

    @property
    def kept(self) -> int:
        return self.total - len(self.added) - len(self.changed)

    @property
    def all(self) -> list[tuple[str, str]]:
        """[(claim id, what happened)]"""
        kinds = ((ADDED, self.added), (CHANGED, self.changed), (WITHDRAWN, self.withdrawn))
        return [(claim, kind) for kind, claims in kinds for claim in claims]

    @property
    def sentence(self) -> str:
        counts = (
            (len(self.added), "added"),
            (len(self.changed), "shown otherwise than before"),
            (len(self.withdrawn), "withdrawn"),
        )
        said = [f"{_claims(number)} {how}" for number, how in counts if number]
        return f"{', '.join(said) or 'No claim changed'}; {_claims(self.total)} in all."


def _claims(number):
    return f"{number} claim{'' if number == 1 else 's'}"


def compared(before, after) -> Compared:
    """Two contents of releases; `before` is None for the first edition."""
    old, new = dict(before["claims"] if before else ()), dict(after["claims"])
    changed = sorted(claim for claim in old.keys() & new.keys() if old[claim] != new[claim])
    added, withdrawn = sorted(new.keys() - old.keys()), sorted(old.keys() - new.keys())
    digests = {
        claim: [found[claim] for found in (old, new) if claim in found]
        for claim in (*added, *changed, *withdrawn)
    }
    return Compared(added, changed, withdrawn, len(new), digests)


@dataclass(frozen=True)
class Line:
    """A claim that differs: as the edition has it, or, withdrawn, as the one before had it;
    `parts` say what of it changed."""

    kind: str
    content: dict
    number: int
    parts: list[str]


def lines(found, contents, number) -> list[Line]:
    """`found` is [(what happened, its digests)], `contents` {digest: content}, `number` that of
    the edition. A claim that was withdrawn is shown by the edition before."""
    made = []
    for kind, digests in found:
        read = [contents[digest] for digest in digests]
        parts = changes(*read) if kind == CHANGED else []
        made.append(Line(kind, read[-1], number - (kind == WITHDRAWN), parts))
    return made


def amended(before, after) -> list[dict]:
    """Versions of the protocol that are new since, newest first, as `amendments` has them."""
    old = [version["number"] for version in protocols(before)]
    return [
        each for each in amendments(protocols(after)) if each["version"]["number"] not in old
    ]  # fmt: skip


def instruments(before, after) -> list[str]:
    """Sentences on instruments that rounds of one edition used and rounds of the other did not."""
    old, new = _instruments(before), _instruments(after)
    return [
        *(f"Used for the first time: {name}." for name in sorted(new - old)),
        *(f"No longer used: {name}." for name in sorted(old - new)),
    ]


def _instruments(content):
    used = (each["instrument"] for each in content.get("agreement", ()))
    return {f"{instrument['name']}, version {instrument['version']}" for instrument in used}

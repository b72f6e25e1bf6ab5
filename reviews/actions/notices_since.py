"""What public rows tell of notices that their editions do not hold yet."""

import json
import uuid
from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from reviews.exports.exposures import Ways, public_path
from reviews.exports.notices_since import held, rests_on, since
from reviews.exports.papers import notice
from reviews.integrity.cascade import is_travelling
from reviews.integrity.matches import matches_of, status_of
from reviews.models import Exposure, FrozenClaim, FrozenPaper, Standing
from reviews.models.papers import merged
from reviews.search.claims import restate

BATCH = 500
WRITTEN = ["status", "notices_since", "notices_before"]
PIECE = 50  # frozen claims that are read at a time


def tell(claims, listed=()):
    """Write afresh what is told of all editions of these claims (ids), and of those that rest on
    the papers `listed` (ids). Returns the pairs (claim id, paper id) of which something new is
    told of the current edition. Call it where nothing is published meanwhile."""
    kept = merged()
    named = [*listed, *(record for record, paper in kept.items() if paper in listed)]
    resting = FrozenPaper.objects.filter(paper__in=named)
    concerned = sorted({*claims, *resting.values_list("frozen__claim", flat=True)})
    told = set()
    for start in range(0, len(concerned), BATCH):
        told |= _tell(concerned[start : start + BATCH], kept)
    return told


def _tell(claims, kept):
    standings = Standing.objects.filter(pk__in=claims).order_by("pk")
    # What an edition tells meanwhile would be written over.
    standings = list(standings.select_for_update(of=("self",)))
    if not standings:
        return set()
    before = {standing.pk: _written(standing) for standing in standings}
    teller = _Teller(standings, kept)
    told = {pair for standing in standings for pair in teller.tell(standing)}
    # A row that says the same is let be: the public side is not to move with what the desk does.
    changed = [standing for standing in standings if _written(standing) != before[standing.pk]]
    Standing.objects.bulk_update(changed, WRITTEN)
    restate({standing.pk: standing.status for standing in changed})
    return told


def _written(standing):
    return [getattr(standing, column) for column in WRITTEN]


@dataclass(frozen=True)
class _Frozen:
    """What a frozen claim says, as far as notices are concerned: `held` are ids of notices,
    `named` is {paper id: path} of the papers that it itself rests on, and `found` are the paths
    to whatever else it was found to rest on. `graded` are those of `named` of which it tells a
    notice only if that travels."""

    pk: uuid.UUID
    at: datetime
    held: set[str]
    named: dict[uuid.UUID, list | None]
    graded: set[uuid.UUID]
    found: list[list[dict]]


class _Teller:
    """Ways and notices of everything that some public rows rest on, in a constant number of
    queries."""

    def __init__(self, standings, kept):
        self.kept = kept
        claims = [row.pk for row in standings]
        self.ways = defaultdict(dict)
        current = Exposure.objects.current().filter(claim__in=claims)
        for way in Ways(current.order_by("steps", "pk")):
            self.ways[way.exposure.claim_id][way.exposure.paper_id] = public_path(way)
        self.frozen = _frozen(claims)
        self.resting = defaultdict(dict)
        rows = FrozenPaper.objects.filter(frozen__claim__in=claims)
        for frozen, paper, shown in rows.values_list("frozen", "paper", "shown"):
            self.resting[frozen][paper] = shown
        self.matches = self._matches(self._papers(standings))

    def _papers(self, standings):
        found = {paper for resting in self.resting.values() for paper in resting}
        for row in standings:
            told = [row.notices_since, *row.notices_before.values()]
            paths = [one["path"] for notices in told for one in notices]
            paths += [path for frozen in self.frozen[row.pk] for path in frozen.found]
            found |= {row.paper_id, *self.ways[row.pk], *map(_target, filter(None, paths))}
        return {self._keeper(paper) for paper in found}

    def _matches(self, papers):
        """{paper kept: all matches of it and of the records merged into it}"""
        records = [record for record, keeper in self.kept.items() if keeper in papers]
        found = defaultdict(list)
        for pk, matches in matches_of([*papers, *records]).items():
            found[self._keeper(pk)] += matches
        return found

    def _keeper(self, paper):
        return self.kept.get(paper, paper)

    def tell(self, standing):
        """Sets the columns; returns the pairs of which something is told that was not."""
        known = {told["id"] for told in standing.notices_since}
        current, before, new = [], {}, set()
        for frozen in self.frozen[standing.pk]:
            is_current = frozen.pk == standing.frozen_id
            found = self._of(frozen, standing, is_current=is_current)
            if is_current:
                current = [row for _, row in found]
                new = {(standing.pk, paper) for paper, row in found if row["id"] not in known}
            elif found:
                before[str(frozen.pk)] = [row for _, row in found]
        standing.status = status_of(self.matches[self._keeper(standing.paper_id)])
        standing.notices_since, standing.notices_before = current, before
        return new

    def _of(self, frozen, standing, *, is_current):
        """[(paper kept, notice)] that the editions do not hold which show this."""
        earlier, paths = since(standing, frozen.pk), self._named(frozen)
        for paper, path in self._further(frozen, standing.pk, earlier, is_current=is_current):
            paths.setdefault(paper, path)
        return [row for paper, path in paths.items() for row in self._told(frozen, paper, path)]

    def _named(self, frozen):
        """{paper kept: path} of what the edition itself names, in its order."""
        places, found = {pk: place for place, pk in enumerate(frozen.named)}, {}
        for paper, shown in sorted(self.resting[frozen.pk].items(), key=lambda row: places[row[1]]):
            found.setdefault(self._keeper(paper), frozen.named[shown])
        return found

    def _further(self, frozen, claim, earlier, *, is_current):
        """(paper kept, path) of what it rests on through others. What is shown on the desk holds
        for the current edition; an earlier one shares of it what begins with a paper that it
        names, and keeps what was told of it. What was reinstated stays told, and of the current
        one what still is listed no longer if the way is gone."""
        named = {self._keeper(paper) for paper in self.resting[frozen.pk]}
        found = {_target(path) for path in frozen.found}
        for paper, path in self.ways[claim].items():
            if is_current or self._begins_in(path, named):
                yield paper, path
        for path in [*(told["path"] for told in earlier if told["path"]), *frozen.found]:
            target = _target(path)
            is_own = is_current or target in found or self._begins_in(path, named)
            is_gone = is_current and is_travelling(status_of(self.matches[self._keeper(target)]))
            if is_own and not is_gone:
                yield self._keeper(target), path

    def _begins_in(self, path, papers):
        return path is not None and self._keeper(uuid.UUID(path[0]["paper"])) in papers

    def _told(self, frozen, paper, path):
        """(paper, notice) of those about the paper that the edition does not hold."""
        matches = self.matches[paper]
        # It was told of these papers only what travelled then; what was known is not new.
        is_known = paper in frozen.graded and not is_travelling(status_of(matches))
        # A notice may match several records of one paper.
        for pk, match in {str(match.notice_id): match for match in matches}.items():
            if pk not in frozen.held and not (is_known and match.matched_at <= frozen.at):
                yield paper, notice(match) | {"path": path}


def _target(path):
    return uuid.UUID(path[-1]["paper"])


def _frozen(claims):
    """{claim id: what it says in each of its editions}; one content is in memory at a time."""
    found = defaultdict(list)
    rows = FrozenClaim.objects.filter(claim__in=claims).order_by("frozen_at", "pk")
    columns = rows.values_list("claim", "pk", "frozen_at", "content")
    for claim, pk, at, text in columns.iterator(PIECE):
        content = json.loads(text)
        exposures = content.get("exposures", ())
        named = {uuid.UUID(paper): path for paper, path in rests_on(content).items()}
        graded = {paper for paper, path in named.items() if path and path[0]["how"] is None}
        found[claim].append(
            _Frozen(
                pk=pk,
                at=at,
                held=held(content),
                named=named,
                graded=graded,
                found=[exposure["path"] for exposure in exposures if exposure["path"]],
            )
        )
    return found

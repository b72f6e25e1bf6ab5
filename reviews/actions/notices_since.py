"""What public rows tell of notices that their editions do not hold yet."""

import json
import uuid
from collections import defaultdict

from django.db.models import Q

from reviews.exports.exposures import Ways, public_path
from reviews.exports.notices_since import held
from reviews.exports.papers import notice
from reviews.exports.reading_citations import citations
from reviews.integrity.cascade import is_travelling, keepers
from reviews.integrity.matches import matches_of, status_of
from reviews.models import Exposure, Standing

BATCH = 500


def tell(claims, listed):
    """Write afresh what the public rows of these claims (ids) tell, and those of the papers
    `listed` (ids). Returns the pairs (claim id, paper id) of which something new is told."""
    kept = keepers()
    merged = [member for member, keeper in kept.items() if keeper in listed]
    concerned = Q(pk__in=claims) | Q(paper_id__in=[*listed, *merged])
    standings = Standing.objects.filter(concerned).select_related("frozen").order_by("pk")
    # What an edition tells meanwhile would be written over.
    standings = list(standings.select_for_update(of=("self",)))
    if not standings:
        return set()
    teller = _Teller(standings, kept)
    told = {pair for standing in standings for pair in teller.tell(standing)}
    written = ["status", "notices_since", "notices_before"]
    Standing.objects.bulk_update(standings, written, batch_size=BATCH)
    return told


class _Teller:
    """Ways and notices of everything that some public rows rest on, in six queries."""

    def __init__(self, standings, kept):
        self.kept = kept
        self.ways = defaultdict(dict)
        current = Exposure.objects.current().filter(claim__in=[row.pk for row in standings])
        for way in Ways(current.order_by("steps", "pk")):
            self.ways[way.exposure.claim_id][way.exposure.paper_id] = way
        self.contents = {row.pk: json.loads(row.frozen.content) for row in standings}
        papers = {kept.get(row.paper_id, row.paper_id) for row in standings}
        for row in standings:
            papers |= {*self.ways[row.pk], *_earlier(row, self.contents[row.pk])}
            papers |= {self._paper(row, told) for told in row.notices_before}
            papers |= self._resting(row).keys()
        self.matches = defaultdict(list)
        members = [member for member, keeper in kept.items() if keeper in papers]
        for pk, matches in matches_of([*papers, *members]).items():
            self.matches[kept.get(pk, pk)] += matches

    def tell(self, standing):
        """Sets the columns; returns the pairs of which something is told that was not."""
        content = self.contents[standing.pk]
        own = self.kept.get(standing.paper_id, standing.paper_id)
        known = held(content)
        before = {told["id"] for told in standing.notices_since}
        paths = {own: None}
        for paper, path in _earlier(standing, content).items():
            if not is_travelling(status_of(self.matches[paper])):
                paths[paper] = path
        for paper, way in self.ways[standing.pk].items():
            paths.setdefault(paper, public_path(way))
        for paper, path in self._resting(standing).items():
            if is_travelling(status_of(self.matches[paper])):
                paths.setdefault(paper, path)
        since, new = [], set()
        for paper, path in paths.items():
            # A notice may match several records of one paper.
            for pk, match in {str(m.notice_id): m for m in self.matches[paper]}.items():
                if pk not in known:
                    since.append(notice(match) | {"path": path})
                    if pk not in before:
                        new.add((standing.pk, paper))
        standing.status = status_of(self.matches[own])
        standing.notices_since = since
        standing.notices_before = self._before(standing, paths)
        return new

    def _resting(self, standing):
        """{paper id: path} of what the edition itself cites and was graded with: it stays so
        whatever the panel takes back of that afterwards."""
        content = self.contents[standing.pk]
        rows = [(row["paper"], row["stance"]) for row in citations(content)]
        # A verdict that was superseded stays in the edition, which does not rest on it any more.
        counting = {outcome["round"] for outcome in content["outcomes"]}
        rounds = [round for round in content["rounds"] if round["id"] in counting]
        bodies = [round["body"] for round in rounds if round["body"]]
        rows += [(paper, None) for body in bodies for paper in body["papers"]]
        return {
            self.kept.get(pk, pk): [
                {"paper": str(pk), "short": row["short"], "title": row["title"], "how": how}
            ]
            for row, how in reversed(rows)
            for pk in [uuid.UUID(row["id"])]
        }

    def _before(self, standing, paths):
        """What is told of earlier editions only: all that still is listed of what was told of
        them, with what came since about papers on which the current edition does not rest."""
        told = {(self._paper(standing, one), one["id"]): one for one in standing.notices_before}
        last = {}
        for (paper, _), one in told.items():
            last[paper] = max(one, last.get(paper, one), key=lambda each: each["until"])
        found = {}
        for paper, one in last.items():
            for match in self.matches[paper]:
                key = (paper, str(match.notice_id))
                if key in told or paper not in paths:
                    way = {"path": one["path"], "until": told.get(key, one)["until"]}
                    found[key] = notice(match) | way
        since = {one["id"] for one in standing.notices_since}
        return [one for (_, pk), one in found.items() if pk not in since]

    def _paper(self, standing, told):
        """The paper that a notice is about, or the one into which it was merged."""
        path = told["path"]
        paper = uuid.UUID(path[-1]["paper"]) if path else standing.paper_id
        return self.kept.get(paper, paper)


def _earlier(standing, content):
    """{paper id: path} of what the claim was said to rest on: it stays told if the paper was
    reinstated since, and no longer if the way is gone."""
    paths = [told["path"] for told in standing.notices_since]
    paths += [exposure["path"] for exposure in content.get("exposures", ())]
    return {uuid.UUID(path[-1]["paper"]): path for path in paths if path}

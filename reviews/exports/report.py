"""A release as a report: one value that every rendering of an edition is made from."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from operator import itemgetter

from reviews.exports import (
    editions,
    ndjson,
    paper_judgements,
    reading_agreement,
    reading_protocols,
    traffic_light,
)
from reviews.exports.reading_claims import doubts
from reviews.models import Instrument, Standing
from reviews.models.digests import canonical


@dataclass(frozen=True)
class Report:
    """Everything of one edition, texts in order of their papers. `standings`, by claim id, tell
    what became of its claims since."""

    panel: dict
    number: int
    published_on: date
    digest: str
    audit_head: str
    texts: list[editions.TextShown]
    standings: dict[str, Standing] = field(default_factory=dict)
    protocols: list[dict] = field(default_factory=list)
    flow: list[dict] = field(default_factory=list)
    agreement: list[reading_agreement.Shown] = field(default_factory=list)
    judgements: list[traffic_light.Drawing] = field(default_factory=list)

    @property
    def contents(self):
        return [content for text in self.texts for content in text.contents]

    @property
    def doubts(self):
        return doubts(self.standings.values())

    @property
    def instruments(self):
        """Each instrument version used, once."""
        used = {
            (round["instrument"]["key"], round["instrument"]["version"]): round["instrument"]
            for content in self.contents
            for round in content["rounds"]
        }
        return [used[key] for key in sorted(used)]


def of_release(release) -> Report:
    found = editions.whole(release)
    return _report(_edition(release), found.contents, found.standings, found.definitions)


def lines(release) -> Iterator[str]:
    """All that a report is made from: the lines of its claims, then one of the edition as a whole,
    with the definitions of the instruments with which its papers were judged."""
    used = set()
    for line in ndjson.lines(release):
        used |= paper_judgements.used([json.loads(line)["content"]])
        yield line
    yield canonical(_edition(release) | {"definitions": paper_judgements.texts(used, {})})


def _edition(release):
    return {
        "content": release.content,
        "digest": release.digest,
        "audit_head": release.audit_head,
        "published_on": release.published_at.date().isoformat(),
    }


def read(claims, edition) -> Report:
    """The report from the lines of its claims and that of the edition; needs no database."""
    edition = json.loads(edition)
    claims = sorted(map(json.loads, claims), key=itemgetter("frozen_at", "claim"))
    standings = {
        claim["claim"]: Standing(pk=claim["claim"], **claim["standing"]) for claim in claims
    }
    definitions = {
        sha256: Instrument(definition=text).parsed
        for sha256, text in edition["definitions"].items()
    }
    return _report(edition, [claim["content"] for claim in claims], standings, definitions)


def _report(edition, contents, standings, definitions):
    content = json.loads(edition["content"])
    return Report(
        panel=content["panel"],
        number=content["number"],
        published_on=date.fromisoformat(edition["published_on"]),
        digest=edition["digest"],
        audit_head=edition["audit_head"],
        texts=editions.texts(contents),
        standings=standings,
        protocols=reading_protocols.protocols(content),
        flow=reading_protocols.flow(content),
        agreement=reading_agreement.agreement(content),
        judgements=traffic_light.drawings(contents, definitions),
    )


def as_json(release) -> str:
    """The release as it was frozen, every claim's content with its digest and with what became
    of it since."""
    claims = map(json.loads, ndjson.lines(release))
    document = {
        "release": json.loads(release.content),
        "digest": release.digest,
        "audit_head": release.audit_head,
        "published_on": release.published_at.date().isoformat(),
        "claims": [
            {part: line[part] for part in ("digest", "standing", "content")} for line in claims
        ],
    }
    return json.dumps(document, ensure_ascii=False, indent=2, sort_keys=True) + "\n"

"""A release as a report: one value that every rendering of an edition is made from."""

import json
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
    return read(head(release), ndjson.lines(release))


def head(release) -> str:
    """What a report has of the edition as a whole, as JSON, with the definitions of the
    instruments with which its papers were judged."""
    contents = (json.loads(line)["content"] for line in ndjson.lines(release))
    used = paper_judgements.rows(contents)
    return canonical(
        {
            "content": release.content,
            "digest": release.digest,
            "audit_head": release.audit_head,
            "published_on": release.published_at.date(),
            "definitions": {sha256: row.definition for sha256, row in used.items()},
        }
    )


def read(head, lines) -> Report:
    """The report from its head and the lines of its claims; needs no database."""
    edition = json.loads(head)
    content = json.loads(edition["content"])
    claims = sorted(map(json.loads, lines), key=itemgetter("frozen_at", "claim"))
    contents = [claim["content"] for claim in claims]
    definitions = {
        sha256: Instrument(definition=text).parsed
        for sha256, text in edition["definitions"].items()
    }
    return Report(
        panel=content["panel"],
        number=content["number"],
        published_on=date.fromisoformat(edition["published_on"]),
        digest=edition["digest"],
        audit_head=edition["audit_head"],
        texts=editions.texts(contents),
        standings={
            claim["claim"]: Standing(pk=claim["claim"], **claim["standing"]) for claim in claims
        },
        protocols=reading_protocols.protocols(content),
        flow=reading_protocols.flow(content),
        agreement=reading_agreement.agreement(content),
        judgements=traffic_light.drawings(contents, definitions),
    )


def as_json(release) -> str:
    """The release as it was frozen, every claim's content with its digest and with what became
    of it since."""
    lines = map(json.loads, ndjson.lines(release))
    document = {
        "release": json.loads(release.content),
        "digest": release.digest,
        "audit_head": release.audit_head,
        "published_on": release.published_at.date().isoformat(),
        "claims": [
            {part: line[part] for part in ("digest", "standing", "content")} for line in lines
        ],
    }
    return json.dumps(document, ensure_ascii=False, indent=2, sort_keys=True) + "\n"

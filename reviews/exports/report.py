"""A release, or the working state, as a report: one value that every rendering is made from."""

import json
from collections.abc import Iterator
from copy import copy
from dataclasses import dataclass, field, replace
from datetime import date

from reviews.exports import (
    editions,
    ndjson,
    paper_judgements,
    reading_agreement,
    reading_protocols,
    terms,
    traffic_light,
)
from reviews.exports.choices import Choices, of_content
from reviews.exports.language import gettext as _
from reviews.exports.reading_claims import doubts
from reviews.models import Instrument, Standing
from reviews.models.digests import canonical
from reviews.vocabulary import ReportSection

WORKING = "Working state, not published"  # in tables, which are the same in every language


@dataclass(frozen=True)
class Report:
    """Everything of one edition, texts in order of their papers; of the working state where there
    is no `number`. `standings`, by claim id, tell what became of its claims since. `claims` are
    the lines that it was read from, of those that were chosen among `held`; `left_out` are graded
    claims that a working state has not, because they are being appraised."""

    panel: dict
    number: int | None
    published_on: date
    digest: str
    audit_head: str
    texts: list[editions.TextShown]
    standings: dict[str, Standing] = field(default_factory=dict)
    protocols: list[dict] = field(default_factory=list)
    flow: list[dict] = field(default_factory=list)
    agreement: list[reading_agreement.Shown] = field(default_factory=list)
    judgements: list[traffic_light.Drawing] = field(default_factory=list)
    choices: Choices = field(default_factory=Choices)
    content: dict = field(default_factory=dict)
    claims: list[dict] = field(default_factory=list)
    held: int = 0
    left_out: int = 0

    @property
    def title(self):
        if self.number:
            said = _("{panel}, edition {number}")
        else:
            said = _("{panel}, working state, not published")
        return said.format(panel=self.panel["name"], number=self.number)

    @property
    def dated_as(self):
        """What happened on the day that the report bears."""
        return _("Published") if self.number else _("Working state, not published")

    @property
    def contents(self):
        found = [content for text in self.texts for content in text.contents]
        return self.choices.ordered(found)

    @property
    def has_every_round(self):
        """Whether each round that its agreement tells of stands in it."""
        has = self.choices.__contains__
        return (
            not self.choices.claims and has(ReportSection.CLAIMS) and has(ReportSection.APPRAISALS)
        )

    @property
    def doubts(self):
        return doubts(self.standings.values())

    @property
    def partly(self) -> list[str]:
        """What of the whole is not here, in sentences."""
        told = []
        if self.choices.claims:
            told.append(
                _("Claims chosen for this report: {chosen} of {held}.").format(
                    chosen=len(self.claims), held=self.held
                )
            )
        missing = [section.label for section in ReportSection if section not in self.choices]
        if missing:
            names = "; ".join(terms.within(terms.term(label)) for label in missing)
            told.append(_("Left out of this report: {sections}.").format(sections=names))
        if self.left_out:
            told.append(
                _("Graded claims that are being appraised, and so left out: {count}.").format(
                    count=self.left_out
                )
            )
        return told

    @property
    def quoting(self) -> str:
        """What a report in another language says of what stands in none of its words."""
        return _(
            "Headings and fixed words of this report are translated. What people wrote, what is"
            " quoted and the sentences that the panel froze stand in the language in which they"
            " were written."
        )

    @property
    def instruments(self):
        """Each instrument version used, once."""
        if ReportSection.INSTRUMENTS not in self.choices:
            return []
        used = {
            (round["instrument"]["key"], round["instrument"]["version"]): round["instrument"]
            for content in self.contents
            for round in content["rounds"]
        }
        return [used[key] for key in sorted(used)]


def of_release(release) -> Report:
    """To be shown whole; in one query, and one more for rounds older than protocols."""
    found = editions.whole(release)
    edition = {"content": release.content, **_facts(release)}
    return _report(edition, found.contents, found.standings, found.definitions, Choices())


def from_lines(release) -> Report:
    """The same with its claims as lines, to be written again."""
    return read(head(release), lines(release))


def _facts(release):
    return {
        "digest": release.digest,
        "audit_head": release.audit_head,
        "published_on": release.published_at.date().isoformat(),
    }


def head(release) -> str:
    """What a report has of the edition as a whole, as JSON."""
    return head_of(release.content, **_facts(release))


def head_of(content, **facts) -> str:
    """The same from its content, as text."""
    return canonical({"content": content, **facts})


def lines(release) -> Iterator[str]:
    """What a report is read from beside its head."""
    return defined(ndjson.lines(release))


def defined(lines) -> Iterator[str]:
    """The lines of claims, and after them one with the definitions, by SHA-256, of the instruments
    with which their papers were judged: so each is gone through once."""
    used = set()
    for line in lines:
        used |= paper_judgements.used([json.loads(line)["content"]])
        yield line
    yield canonical(paper_judgements.texts(used, {})) + "\n"


def choosing(head, choices) -> str:
    """The head of a report of what was chosen."""
    return canonical(json.loads(head) | {"choices": choices.as_content})


def held(head) -> set[str]:
    """Ids of the claims that there are to choose from."""
    return {claim for claim, _ in json.loads(json.loads(head)["content"])["claims"]}


def choices_in(head) -> Choices:
    return of_content(json.loads(head).get("choices"))


def read(head, lines) -> Report:
    """The report from its head and its `lines`; needs no database."""
    edition = json.loads(head)
    choices = of_content(edition.get("choices"))
    *told, definitions = map(json.loads, lines)
    all_claims = sorted(told, key=_frozen_first)
    claims = choices.chosen(all_claims)
    definitions = {
        sha256: Instrument(definition=text).parsed for sha256, text in definitions.items()
    }
    standings = {
        claim["claim"]: Standing(pk=claim["claim"], **claim["standing"]) for claim in claims
    }
    contents = [claim["content"] for claim in claims]
    made = _report(edition, contents, standings, definitions, choices)
    return replace(made, claims=claims, held=len(all_claims))


def in_its_words(report) -> Report:
    """The same as people read it, with the closed words of what was frozen in its language."""
    if not report.choices.is_translated:
        return report
    texts = [
        replace(text, contents=terms.translated(text.contents), paper=terms.translated(text.paper))
        for text in report.texts
    ]
    agreement = [
        reading_agreement.Shown(terms.translated(shown.content)) for shown in report.agreement
    ]
    return replace(
        report,
        texts=texts,
        standings={claim: _in_its_words(row) for claim, row in report.standings.items()},
        agreement=agreement,
        protocols=terms.translated(report.protocols),
        flow=terms.translated(report.flow),
    )


def _in_its_words(standing):
    shown = copy(standing)
    shown.notices_since = terms.translated(standing.notices_since)
    return shown


def _report(edition, contents, standings, definitions, choices):
    content = json.loads(edition["content"])

    def section(name, read, *what):
        return read(*what) if name in choices else []

    return Report(
        panel=content["panel"],
        number=content["number"],
        published_on=date.fromisoformat(edition["published_on"]),
        digest=edition["digest"],
        audit_head=edition["audit_head"],
        texts=editions.texts(contents, choices),
        standings=standings,
        protocols=section(ReportSection.PROTOCOL, reading_protocols.protocols, content),
        flow=section(ReportSection.FLOW, reading_protocols.flow, content),
        agreement=section(ReportSection.AGREEMENT, reading_agreement.agreement, content),
        judgements=section(ReportSection.DRAWINGS, traffic_light.drawings, contents, definitions),
        choices=choices,
        content=content,
        left_out=edition.get("left_out", 0),
    )


def _frozen_first(claim):
    """What is not frozen yet comes last."""
    return claim["frozen_at"] is None, claim["frozen_at"] or "", claim["claim"]


def as_json(report) -> str:
    """The release as it was frozen, every claim's content with its digest and with what became
    of it since. Of a working state, what the release would be."""
    document = {
        "release" if report.number else "working_state": report.content,
        "digest": report.digest,
        "audit_head": report.audit_head,
        "published_on" if report.number else "as_of": report.published_on.isoformat(),
        "claims": [
            {part: line[part] for part in ("digest", "standing", "content")}
            for line in _in_order(report)
        ],
    }
    if report.choices.claims:
        document["claims_chosen"] = f"{len(report.claims)} of {report.held}"
    return json.dumps(document, ensure_ascii=False, indent=2, sort_keys=True) + "\n"


def as_ndjson(report) -> str:
    """The claims, one a line."""
    return "".join(map(ndjson.written, _in_order(report)))


def _in_order(report):
    """The lines in the report's order."""
    lines = {line["claim"]: line for line in report.claims}
    return [lines[content["claim"]] for content in report.contents]

"""A claim frozen into the content that editions carry: everything a reader may see, no more.

Nothing here tells when an edition was published, so that the same data has the same digest.
"""

from reviews.exports import release_stability as stability
from reviews.exports.citations import Citations
from reviews.exports.exposures import Ways, exposure
from reviews.exports.overall_choices import overall
from reviews.exports.papers import Papers
from reviews.exports.reading_citations import citations
from reviews.exports.release_rounds import Rounds
from reviews.exports.words import certain, dated, grouped, pair, unknown, word
from reviews.models import ClaimException, Exposure, Flag, Premise, Wording
from reviews.models.facts import facts_of, graded_outcomes
from reviews.vocabulary import BodyBasis, FlagCode, FlagState
from reviews.wording import explanations, labels, rules
from reviews.wording.exceptions import SITUATIONS

FORMAT = "evidence-claim-1"


class Freezer:
    """Contents of claims of one panel, from a constant number of queries.

    `published` is {appraisal id: letter} as earlier editions of the claims have it. Others get
    a letter by chance, or by `randoms(subject)`, which is repeatable, where nothing is kept.
    """

    def __init__(self, panel, claims, published, randoms=None):
        self.panel = panel
        self.claims = list(claims)
        self.published = published
        self.randoms = randoms or (lambda subject: None)
        self.letters = {}
        self.rounds = Rounds(self.claims)
        self.facts = facts_of(self.claims)
        self.outcomes = graded_outcomes(self.claims)
        papers = {claim.source.paper_id for claim in self.claims}
        self.citations = Citations(self.claims)
        exposures = Exposure.objects.current().filter(claim__in=self.claims)
        ways = list(Ways(exposures.order_by("claim_id", "steps", "paper_id")))
        self.ways = {}
        for way in ways:
            self.ways.setdefault(way.exposure.claim_id, []).append(way)
        listed = {way.exposure.paper_id for way in ways}
        self.papers = Papers(papers | self.citations.cited | listed)
        self.wordings = _of_claims(Wording.objects.order_by("number"), self.claims)
        self.premises = _of_claims(
            Premise.objects.filter(state=FlagState.CONFIRMED).order_by("start", "end"), self.claims
        )
        self.flags = _of_claims(Flag.objects.confirmed(), self.claims)
        self.exceptions = _of_claims(ClaimException.objects.current(), self.claims)

    def content(self, claim):
        """Of one of the claims, ready for `canonical`."""
        known = self.facts[claim.pk]
        outcomes = self.outcomes.get(claim.pk, [])
        rounds = self._rounds(self.rounds.of_claim.get(claim.pk, []), claim.pk)
        return {
            "format": FORMAT,
            "claim": str(claim.pk),
            "panel": {"slug": self.panel.slug, "name": self.panel.name},
            "paper": self.papers.content(claim.source.paper),
            "source": {
                "id": str(claim.source_id),
                "kind": pair(claim.source, "kind"),
                "text": claim.source.text,
                "sha256": claim.source.sha256,
            },
            "extent": _extent(claim.revision),
            "wording": _wording(claim.wording),
            "proposed_wording": self._proposed(claim),
            "citations": self.citations.of_claim(claim.pk, self.papers),
            "premises": [_premise(premise) for premise in self.premises.get(claim.pk, [])],
            "label": _label(known),
            "certainty": self._certainty(claim, known),
            "outcomes": [self._outcome(outcome) for outcome in outcomes],
            "stability": stability.sentences(known, outcomes, self.rounds),
            "stability_of_appraisals": stability.content(
                stability.held(known, outcomes, self.rounds),
                self.letters[claim.pk],
                self.rounds.dissenting(claim.pk),
            ),
            "flags": self._flags(claim, known),
            "exception": self._exception(claim),
            "exposures": [
                exposure(way, self.papers.notices(way.exposure.paper_id))
                for way in self.ways.get(claim.pk, [])
                if way.steps
            ],
            "notes": [note.text for note in rules.notes(known) if note.is_public],
            "rounds": [
                *rounds,
                *self._rounds(
                    self.rounds.of_paper.get(claim.source.paper_id, []), claim.source.paper_id
                ),
            ],
        }

    def _rounds(self, rounds, subject):
        if subject not in self.letters:
            random = self.randoms(subject)
            self.letters[subject] = self.rounds.letters(rounds, self.published, random)
        return [self.rounds.content(round, self.letters[subject]) for round in rounds]

    def _proposed(self, claim):
        """What the detector read at this extent, kept beside what people settled."""
        read = [row for row in self.wordings[claim.pk] if row.settled_at is None]
        return _wording(read[-1]) if read else None

    def _certainty(self, claim, known):
        """The overall one over the critical outcomes; null while nothing was graded."""
        graded = self.outcomes.get(claim.pk, [])
        if not graded:
            return None
        bases = {outcome.round.body.basis for outcome in graded}
        return {**overall(claim, known), "heading": heading(bases)}

    def _outcome(self, graded):
        body = graded.round.body
        return {
            "round": str(graded.round.pk),
            "name": graded.outcome.name,
            "importance": pair(graded.outcome, "importance"),
            "effect": pair(graded.outcome, "effect"),
            "basis": pair(body, "basis"),
            "as_of": dated(body.outcome.question.as_of),
            "searched_on": dated(body.searched_on),
            "certainty": certain(graded.certainty),
            "side": word(graded.side),
            "heading": heading({body.basis}),
        }

    def _flags(self, claim, known):
        """Confirmed flags that stand, in the order of the table, with the reason for each."""
        rows = {FlagCode(row.code): row for row in self.flags.get(claim.pk, [])}
        return [
            {
                "code": flag.code,
                "label": flag.code.label,
                "severity": word(flag.severity),
                "because": (flag.code in rows and rows[flag.code].reason) or flag.reason,
                "means": explanations.FLAGS[flag.code].means,
                "does_not_mean": explanations.FLAGS[flag.code].does_not_mean,
                "cues": rows[flag.code].cues if flag.code in rows else [],
            }
            for flag in rules.flags(known)
        ]

    def _exception(self, claim):
        recorded = self.exceptions.get(claim.pk)
        return recorded and {
            "situation": recorded[0].situation,
            "summary": SITUATIONS[recorded[0].situation].summary,
            "direction": pair(recorded[0], "direction"),
            "reason": recorded[0].reason,
            "recorded_on": dated(recorded[0].recorded_at),
        }


def heading(bases):
    """What the certainty may be called: only an identified body earns GRADE's own name."""
    if BodyBasis.AS_CITED in bases:
        return "Certainty of the evidence cited in this paper, GRADE domains applied"
    return "GRADE certainty"


def letters_of(content):
    """{appraisal id: letter} of one frozen content."""
    return {
        appraisal["id"]: appraisal["letter"]
        for round in content["rounds"]
        for appraisal in round["appraisals"]
    }


def substance(content):
    """The content without the days of look-ups, and without what follows from the rest of it:
    these alone make no new frozen claim."""
    cited = [row | {"paper": _unchecked(row["paper"])} for row in citations(content)]
    rounds = [round | {"agreement": None} for round in content["rounds"]]
    return content | {
        "paper": _unchecked(content["paper"]), "citations": cited, "rounds": rounds
    }  # fmt: skip


def _unchecked(paper):
    return paper | {"checks": []}


def _label(known):
    read = labels.read(known)
    explained = explanations.LABELS[read.label]
    return {
        **word(read.label),
        "why": read.why,
        "means": explained.means,
        "does_not_mean": explained.does_not_mean,
    }


def _extent(revision):
    return {
        "number": revision.number,
        "start": revision.start,
        "end": revision.end,
        "exact": revision.exact,
        "prefix": revision.prefix,
        "suffix": revision.suffix,
        "reads_as": unknown(revision.reads_as),
    }


def _wording(wording):
    return {
        "kind": pair(wording, "kind"),
        "scope": pair(wording, "scope"),
        "advice": pair(wording, "advice"),
        "direction": pair(wording, "direction"),
        "language_level": wording.language_level,
        "causal": pair(wording, "causal"),
        "population": pair(wording, "population"),
        "cues": wording.cues,
        "is_settled": wording.settled_at is not None,
        "reason": unknown(wording.reason),
    }


def _premise(premise):
    return {"start": premise.start, "end": premise.end, "exact": premise.exact}


def _of_claims(rows, claims):
    return grouped(rows.filter(claim__in=claims), "claim_id")

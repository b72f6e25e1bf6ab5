"""A version of a protocol as content: what pages show, what editions freeze, what is compared."""

from reviews.exports.words import dated, pair, unknown, word
from reviews.vocabulary import Kind, Scope, SettledBy


def content(protocol):
    """Of a version loaded `with_parts`; asks no database."""
    return {
        "id": str(protocol.pk),
        "number": protocol.number,
        "locked_on": dated(protocol.locked_at),
        "reason": unknown(protocol.reason),
        "eligibility": protocol.eligibility,
        "kinds": [word(Kind(value)) for value in protocol.kinds],
        "scopes": [word(Scope(value)) for value in protocol.scopes],
        "appraisers_per_round": protocol.appraisers_per_round,
        "is_naming_appraisers": protocol.is_naming_appraisers,
        "settling": [word(SettledBy(value)) for value in protocol.settling],
        "instruments": [_instrument(row) for row in protocol.instruments.all()],
        "outcomes": [_outcome(row.outcome) for row in protocol.outcomes.all()],
    }


def _instrument(row):
    """With every setting in words, the instrument's own where the panel chose nothing."""
    instrument, definition = row.instrument, row.instrument.parsed
    return {
        "key": instrument.key,
        "name": instrument.name,
        "version": instrument.version,
        "sha256": instrument.sha256,
        "settings": [
            {
                "id": setting.id,
                "label": setting.label,
                "words": row.chosen.get(setting.id, list(setting.default)),
                "is_default": setting.id not in row.chosen,
            }
            for setting in definition.settings
        ],
    }


def _outcome(outcome):
    question = outcome.question
    return {
        "id": str(outcome.pk),
        "question": {
            "id": str(question.pk),
            "population": question.population,
            "intervention": question.intervention,
            "comparator": question.comparator,
            "target": pair(question, "target"),
            "threshold": unknown(question.threshold),
            "as_of": dated(question.as_of),
        },
        "name": outcome.name,
        "importance": pair(outcome, "importance"),
        "effect": pair(outcome, "effect"),
        "surrogate_of": unknown(outcome.surrogate_of),
    }

"""How far the appraisers of an edition agreed, from what it shows of their rounds and nothing else.

Letters are drawn for each claim and each paper anew, so that nobody can tell whether A here is A
there. Nothing in here may undo that. Under letters the appraisers of a round are known by their
places alone, and every number stays the same when they change places: there is no table of pairs
of people, no count of people over rounds, and sums have the one-way correlation. The two-way one
would tell: whoever joins the letters of two papers in every possible way finds the one that gives
the number. Where every round of an instrument publishes names, these say who is who, and sums
have the two-way one.
"""

from reviews.agreement.summary import interval_of, value_of
from reviews.exports.agreement import Sheet, Sheets, measures
from reviews.exports.agreement_map import lines
from reviews.exports.reading_claims import in_text_order
from reviews.exports.words import unknown
from reviews.vocabulary import Scale

_DIGITS = 6


def content(contents, protocols, definitions):
    """For each instrument in each version, the most used first: what it rests on, its measures,
    the headline first, and each round with the share of pairs that said the same.

    `contents` are the frozen claims of the edition, `protocols` its versions of the protocol,
    `definitions` is {sha256: definition}.
    """
    of_instrument = {}
    for claim, round in _rounds(contents):
        of_instrument.setdefault(round["instrument"]["sha256"], []).append((claim, round))
    found = [
        _of_instrument(used, definitions[sha256], _chosen(protocols))
        for sha256, used in of_instrument.items()
    ]
    return sorted(found, key=_most_used_first)


def measure(found):
    """A measure with its coefficients: proportions, and metric and weights by name."""
    is_ordered = found.scale != Scale.NOMINAL
    return {
        "key": found.key,
        "kind": found.kind,
        "label": found.label,
        "scale": found.scale.value,
        "compared": found.compared,
        "is_short": found.is_short,
        "krippendorff_alpha": {"metric": found.scale.value, **_estimate(found.alpha)},
        "gwet": {
            "coefficient": "AC2" if is_ordered else "AC1",
            "weights": "quadratic" if is_ordered else None,
            **_estimate(found.ac),
        },
        "percent_agreement": _estimate(found.percent),
        "icc": {form: _estimate(each) for form, each in found.icc.items()} or None,
    }


def _most_used_first(found):
    used = found["instrument"]
    return -found["rounds"], used["name"], used["version"], used["sha256"]


def _estimate(found):
    return {"value": value_of(found), "interval": interval_of(found), "why": unknown(found.why)}


def _rounds(contents):
    """(the claim that shows it, round), each round once, in the order of the texts."""
    seen = {}
    for claim in in_text_order(contents):
        for round in claim["rounds"]:
            seen.setdefault(round["id"], (claim, round))
    return seen.values()


def _chosen(protocols):
    """{(number of the version, instrument's digest): {setting: words}} where they are not the
    instrument's own."""
    return {
        (version["number"], instrument["sha256"]): {
            setting["id"]: setting["words"]
            for setting in instrument["settings"]
            if not setting["is_default"]
        }
        for version in protocols
        for instrument in version["instruments"]
    }


def _of_instrument(used, definition, chosen):
    rounds = [round for _, round in used]
    knowing = all(map(_has_names, rounds))
    sheets = [sheet for round in rounds for sheet in _sheets(round, chosen, knowing)]
    found = measures(Sheets(definition, sheets, knowing=knowing))
    wide = [each for each in found if each.kind in ("result", "domain")]
    shown = {round["id"]: (claim, round) for claim, round in used}
    about = [(round["about"], claim) for claim, round in used]
    return {
        "instrument": rounds[0]["instrument"],
        "rounds": len(rounds),
        "claims": len({claim["claim"] for subject, claim in about if subject == "claim"}),
        "papers": len({claim["paper"]["id"] for subject, claim in about if subject == "paper"}),
        "appraisals": len(sheets),
        "measures": [measure(each) for each in found],
        "by_round": [
            _line(*line.round, zip(wide, line.shares, strict=True))
            for line in lines(shown, [each.ratings for each in wide])
        ],
    }


def _has_names(round):
    """Whether it publishes the names of its appraisers, and these tell them apart."""
    names = {appraisal["name"] for appraisal in round["appraisals"]}
    return None not in names and len(names) == len(round["appraisals"])


def _sheets(round, chosen, knowing):
    under = round.get("protocol")  # rounds older than protocols have none
    settings = chosen.get((under["number"], round["instrument"]["sha256"]), {}) if under else {}
    for place, appraisal in enumerate(round["appraisals"]):
        yield Sheet(
            round["id"],
            appraisal["name"] if knowing else str(place),
            appraisal["result"]["value"],
            {answer["item"]: answer["answer"] for answer in appraisal["answers"]},
            settings,
        )


def _line(claim, round, shares):
    """`claim` is that on whose page the round stands."""
    of_paper = f"{claim['paper']['short']}: {round['result_of_paper']}"
    return {
        "round": round["id"],
        "about": round["about"],
        "claim": claim["claim"],
        "name": claim["extent"]["exact"] if round["about"] == "claim" else of_paper,
        "shares": {each.key: None if share is None else _rounded(share) for each, share in shares},
    }


def _rounded(share):
    return round(share, _DIGITS)

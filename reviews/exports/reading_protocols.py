"""What pages and reports say of protocols and of the flow of claims, from frozen content."""

from reviews.exports.protocol_changes import changes
from reviews.exports.reading_papers import day


def protocols(release_content) -> list[dict]:
    """Every locked version at the time of the edition, oldest first; none in editions made
    before protocols were kept."""
    return release_content.get("protocols", [])


def flow(release_content) -> list[dict]:
    """The steps of exports.claim_flow; none in editions made before it was counted."""
    return release_content.get("flow", [])


def amendments(versions) -> list[dict]:
    """Each version after the first with what it changed in the one before, newest first."""
    pairs = zip(versions, versions[1:], strict=False)
    return [{"version": new, "changes": changes(old, new)} for old, new in pairs][::-1]


def round_under(round) -> str:
    """Under which version a round was opened, and whether that named the outcome; "" for
    rounds older than protocols."""
    under = round.get("protocol")
    if not under:
        return ""
    version = f"version {under['number']} of the protocol"
    if under["names_outcome"] is None:
        return f"Opened under {version}."
    if under["names_outcome"]:
        return f"Opened under {version}, which names this outcome."
    return f"Opened under {version}, which does not name this outcome: it was added later."


def facts(protocol) -> list[tuple[str, str]]:
    """What one version fixes, as (heading, sentence) pairs."""
    return [
        ("Which claims are taken", protocol["eligibility"]),
        ("Kinds of claims", _labels(protocol["kinds"])),
        ("Scope", _labels(protocol["scopes"])),
        *(("Outcome", _outcome(outcome)) for outcome in protocol["outcomes"]),
        *(("Instrument", _instrument(instrument)) for instrument in protocol["instruments"]),
        ("Appraisers in a round", f"{protocol['appraisers_per_round']} or more"),
        ("Settled by", _labels(protocol["settling"])),
        (
            "Appraisers in public",
            "by name" if protocol["is_naming_appraisers"] else "under letters",
        ),
    ]


def _labels(words):
    return ", ".join(word["label"].lower() for word in words)


def _outcome(outcome):
    question = outcome["question"]
    return (
        f"{outcome['name']} ({outcome['importance']['label'].lower()}, "
        f"{outcome['effect']['label'].lower()}): {question['intervention']} against "
        f"{question['comparator']} in {question['population']}, as of {day(question['as_of'])}"
    )


def _instrument(instrument):
    chosen = "".join(
        f"; {setting['label'].lower()}: {', '.join(setting['words']) or 'none'}"
        for setting in instrument["settings"]
    )
    return f"{instrument['name']}, version {instrument['version']}{chosen}"

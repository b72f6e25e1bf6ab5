"""What pages and reports say of protocols and of the flow of claims, from frozen content."""

from reviews.exports.language import gettext as _
from reviews.exports.protocol_changes import changes
from reviews.exports.reading_papers import day
from reviews.exports.terms import compared, versioned, within


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
    said = {
        None: _("Opened under version {number} of the protocol."),
        True: _("Opened under version {number} of the protocol, which names this outcome."),
        False: _(
            "Opened under version {number} of the protocol, which does not name this outcome: it"
            " was added later."
        ),
    }
    return said[under["names_outcome"]].format(number=under["number"])


def locked(protocol) -> str:
    return _("Locked on {day}.").format(day=day(protocol["locked_on"]))


def facts(protocol) -> list[tuple[str, str]]:
    """What one version fixes, as (heading, sentence) pairs."""
    return [
        (_("Which claims are taken"), protocol["eligibility"]),
        (_("Kinds of claims"), _labels(protocol["kinds"])),
        (_("Scope"), _labels(protocol["scopes"])),
        *((_("Outcome"), _outcome(outcome)) for outcome in protocol["outcomes"]),
        *((_("Instrument"), _instrument(instrument)) for instrument in protocol["instruments"]),
        (_("Appraisers in a round"), _("{appraisers_per_round} or more").format_map(protocol)),
        (_("Settled by"), _labels(protocol["settling"])),
        (
            _("Appraisers in public"),
            _("by name") if protocol["is_naming_appraisers"] else _("under letters"),
        ),
    ]


def _labels(words):
    return ", ".join(within(word["label"]) for word in words)


def _outcome(outcome):
    rated = f"{within(outcome['importance']['label'])}, {within(outcome['effect']['label'])}"
    return f"{outcome['name']} ({rated}): {asked_of(outcome['question'])}"


def asked_of(question) -> str:
    """The comparison, and the day from which it is."""
    return _("{comparison}, as of {day}").format(
        comparison=compared(question), day=day(question["as_of"])
    )


def _instrument(instrument):
    none = _("none")
    chosen = "".join(
        f"; {within(setting['label'])}: {', '.join(setting['words']) or none}"
        for setting in instrument["settings"]
    )
    return versioned(instrument) + chosen

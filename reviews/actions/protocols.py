"""The panel's protocol: drafted, locked by a chair, and from then on only amended by the next
version."""

import uuid

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from reviews.actions.events import record
from reviews.actions.instruments import available, frozen
from reviews.actions.moves import needed_reason
from reviews.actions.panels import hold_panel
from reviews.actions.refusals import insert, misfits, refused
from reviews.exceptions import Conflict
from reviews.instruments.counts import choose
from reviews.models import Outcome, Protocol, ProtocolInstrument, ProtocolOutcome
from reviews.permissions import can
from reviews.vocabulary import Kind, Scope, SettledBy

# Background is never graded alone, so no protocol takes it.
KINDS = tuple(kind for kind in Kind if kind != Kind.BACKGROUND)
# How differences are settled; where there are none, agreement settles.
SETTLING = tuple(way for way in SettledBy if way != SettledBy.AGREEMENT)
FIRST = {
    "kinds": KINDS,
    "scopes": tuple(Scope),
    "settling": (SettledBy.CONSENSUS, SettledBy.ADJUDICATION),
}


@transaction.atomic
def draft(panel, *, by, id=None, **content):
    """The panel's next version, as the one in force unless `content` says otherwise (see
    `write`). Conflict if a draft is there already."""
    can(by, "write_protocol", panel).enforce()
    if id and (known := Protocol.objects.filter(pk=id, panel=panel).first()):
        return known
    hold_panel(panel)
    if Protocol.objects.drafts().filter(panel=panel).exists():
        raise Conflict("A draft of the protocol is there already: edit it, or discard it first.")
    before = Protocol.objects.with_parts().in_force(panel)
    content = _as_before(panel, before) | content
    made = insert(
        Protocol(
            id=id or uuid.uuid4(),
            panel=panel,
            number=before.number + 1 if before else 1,
            written_at=timezone.now(),
            written_by=by,
            **_columns(content),
        )
    )
    adopted = _list_parts(made, content, by)
    record("draft_protocol", made, by=by, panel=panel, made=adopted, number=made.number)
    return made


@transaction.atomic
def write(protocol, *, saves, by, **content):
    """Write over the draft as it was saved `saves` times; Conflict if it was saved since.

    `content` holds any of eligibility, kinds, scopes, appraisers_per_round,
    is_naming_appraisers, settling, `outcomes`, and `instruments`: {key: {setting: [words]}}.
    A draft may be incomplete.
    """
    panel = protocol.panel
    can(by, "write_protocol", panel).enforce()
    columns = _columns(content)
    if sentences := misfits(Protocol(number=protocol.number, written_at=timezone.now(), **columns)):
        raise ValidationError(sentences)
    saved = Protocol.objects.drafts().filter(pk=protocol.pk, saves=saves)
    with refused():
        is_saved = saved.update(
            saves=F("saves") + 1, written_at=timezone.now(), written_by=by, **columns
        )
    if not is_saved:
        raise Conflict(
            "This draft was saved, locked or discarded by someone else since you opened it. "
            "What you typed is below: compare it with the protocol as it stands, and save again."
        )
    protocol.refresh_from_db()
    adopted = _list_parts(protocol, content, by)
    record("write_protocol", protocol, by=by, panel=panel, made=adopted, number=protocol.number)
    return protocol


@transaction.atomic
def discard(protocol, *, by):
    """Take back a draft; what is locked stands."""
    panel = protocol.panel
    can(by, "write_protocol", panel).enforce()
    found = Protocol.objects.drafts().filter(pk=protocol.pk)
    if not found.update(saves=F("saves") + 1):
        raise Conflict("This version is locked: it is never taken back, only amended.")
    record("discard_protocol", protocol, by=by, panel=panel, number=protocol.number)
    found.delete()


@transaction.atomic
def lock(protocol, *, by, reason="", saves=None):
    """Put the version into force: rounds opened from now on name it. All after the first need
    a reason. Raises ValidationError while something that a protocol has to fix is missing, and
    Conflict if it was not saved `saves` times, as whoever locks it has read it."""
    panel = protocol.panel
    can(by, "lock_protocol", panel).enforce()
    hold_panel(panel)
    if protocol.number > 1:
        reason = needed_reason(reason, "Say why the protocol is amended.")
    locked = Protocol.objects.drafts().filter(pk=protocol.pk)
    read = locked if saves is None else locked.filter(saves=saves)
    if not read.update(saves=F("saves")):
        raise Conflict(
            "This version was saved, locked or discarded since you looked: read it again."
        )
    protocol.refresh_from_db()
    if sentences := missing(protocol):
        raise ValidationError(sentences)
    with refused():
        locked.update(reason=reason.strip(), locked_at=timezone.now(), locked_by=by)
    protocol.refresh_from_db()
    record("lock_protocol", protocol, by=by, panel=panel, made=[protocol],
           number=protocol.number, reason=reason)  # fmt: skip
    return protocol


def missing(protocol):
    """A sentence for everything that keeps a draft from being locked."""
    needed = {
        "Say in words which claims the panel takes.": protocol.eligibility,
        "Choose at least one kind of claim.": protocol.kinds,
        "Choose reported results, general claims, or both.": protocol.scopes,
        "Choose at least one instrument.": protocol.instruments.exists(),
        "Choose at least one way to settle differences.": set(protocol.settling) & set(SETTLING),
    }
    return [sentence for sentence, is_there in needed.items() if not is_there]


def _as_before(panel, before):
    if before is None:
        return FIRST | {
            "instruments": {"grade": {}},
            "outcomes": list(Outcome.objects.filter(question__panel=panel)),
        }
    return {
        "eligibility": before.eligibility,
        "kinds": before.kinds,
        "scopes": before.scopes,
        "appraisers_per_round": before.appraisers_per_round,
        "is_naming_appraisers": before.is_naming_appraisers,
        "settling": before.settling,
        "instruments": _still_there(panel, before),
        "outcomes": [row.outcome for row in before.outcomes.all()],
    }


def _still_there(panel, before):
    """{key: settings} of what the version before lists, without what was retired since;
    another version of an instrument begins with its own defaults."""
    known = available(panel)
    return {
        row.instrument.key: row.chosen
        if known[row.instrument.key].version == row.instrument.version
        else {}
        for row in before.instruments.all()
        if row.instrument.key in known
    }


def _columns(content):
    """What of it stands in the row itself. Raises ValidationError for a word that is unknown."""
    columns = {name: content[name] for name in content if name not in ("instruments", "outcomes")}
    for name, words in (("kinds", KINDS), ("scopes", Scope), ("settling", SettledBy)):
        if name in columns:
            columns[name] = _words(name, columns[name], words)
    if "settling" in columns:
        columns["settling"] = [SettledBy.AGREEMENT.value, *columns["settling"]]
    if "eligibility" in columns:
        columns["eligibility"] = columns["eligibility"].strip()
    return columns


def _list_parts(protocol, content, by):
    """The shipped definitions that were frozen for it."""
    if "outcomes" in content:
        _list_outcomes(protocol, content["outcomes"])
    if "instruments" not in content:
        return []
    return _list_instruments(protocol, content["instruments"], by)


def _words(name, given, words):
    """In the order of the vocabulary, each once; agreement needs no choice."""
    if strange := set(given) - set(words):
        raise ValidationError(f"Not one of the listed {name}: {', '.join(sorted(strange))}.")
    return [word.value for word in words if word in given and word != SettledBy.AGREEMENT]


def _list_instruments(protocol, instruments, by):
    ProtocolInstrument.objects.filter(protocol=protocol).delete()
    listed = {key: frozen(key, panel=protocol.panel, by=by) for key in instruments}
    ProtocolInstrument.objects.bulk_create(
        ProtocolInstrument(protocol=protocol, instrument=row, chosen=_chosen(row, instruments[key]))
        for key, (row, _) in listed.items()
    )
    return [row for row, is_new in listed.values() if is_new]


def _chosen(instrument, settings):
    """Only what differs from the instrument's defaults. Raises ValidationError for a word that
    the instrument does not have."""
    definition = instrument.parsed
    if strange := set(settings) - {setting.id for setting in definition.settings}:
        raise ValidationError(f"{instrument.name} has no setting “{min(strange)}”.")
    chosen, refusals = choose(definition, settings)
    if refusals:
        raise ValidationError(list(refusals))
    return {
        setting.id: [word for word in setting.allowed if word in chosen[setting.id]]
        for setting in definition.settings
        if set(chosen[setting.id]) != set(setting.default)
    }


def _list_outcomes(protocol, outcomes):
    for outcome in outcomes:
        if outcome.question.panel_id != protocol.panel_id:
            raise ValidationError(f"The outcome “{outcome}” belongs to another panel.")
    ProtocolOutcome.objects.filter(protocol=protocol).delete()
    ProtocolOutcome.objects.bulk_create(
        ProtocolOutcome(protocol=protocol, outcome=outcome) for outcome in outcomes
    )

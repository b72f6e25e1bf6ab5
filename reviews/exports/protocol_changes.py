"""What one version of a protocol changed in the one before, in words."""

from reviews.exports.language import gettext as _
from reviews.exports.terms import compared, within


def changes(before, after):
    """Sentences, in the order in which a protocol is read; none if nothing differs. Both are
    contents as `exports.protocols` makes them."""
    return [
        *_texts(before, after),
        *_listed(before, after, "kinds", _("Claims taken")),
        *_listed(before, after, "scopes", _("Scope of the claims taken")),
        *_outcomes(before, after),
        *_instruments(before, after),
        *_numbers(before, after),
        *_listed(before, after, "settling", _("Ways to settle differences")),
        *_naming(before, after),
    ]


def _texts(before, after):
    if before["eligibility"] != after["eligibility"]:
        yield _("Which claims are taken read “{before}” and now reads “{after}”.").format(
            before=before["eligibility"], after=after["eligibility"]
        )


def _listed(before, after, name, heading):
    old = [word["label"] for word in before[name]]
    new = [word["label"] for word in after[name]]
    yield from _difference(heading, old, new)


def _difference(heading, old, new):
    added, removed = [w for w in new if w not in old], [w for w in old if w not in new]
    parts = []
    if added:
        parts.append(_("added {words}").format(words=", ".join(map(within, added))))
    if removed:
        parts.append(_("removed {words}").format(words=", ".join(map(within, removed))))
    if parts:
        yield f"{heading}: {'; '.join(parts)}."


def _outcomes(before, after):
    old = {each["id"]: each for each in before["outcomes"]}
    new = {each["id"]: each for each in after["outcomes"]}
    added = [_told(new[pk]) for pk in new if pk not in old]
    removed = [_told(old[pk]) for pk in old if pk not in new]
    yield from (_("Added the outcome {outcome}.").format(outcome=told) for told in added)
    yield from (_("Removed the outcome {outcome}.").format(outcome=told) for told in removed)


def _told(outcome):
    return _("“{outcome}” ({importance}, {effect}) of {comparison}").format(
        outcome=outcome["name"],
        importance=within(outcome["importance"]["label"]),
        effect=within(outcome["effect"]["label"]),
        comparison=compared(outcome["question"]),
    )


def _instruments(before, after):
    old = {each["key"]: each for each in before["instruments"]}
    new = {each["key"]: each for each in after["instruments"]}
    for key in sorted(old.keys() | new.keys()):
        if key not in old:
            yield _("Added {name} ({version}).").format_map(new[key])
        elif key not in new:
            yield _("Removed {name} ({version}).").format_map(old[key])
        else:
            yield from _settings(old[key], new[key])


def _settings(old, new):
    name = new["name"]
    if old["version"] != new["version"]:
        yield _("{name} was used in version {before} and now is in version {after}.").format(
            name=name, before=old["version"], after=new["version"]
        )
    known = {setting["id"]: setting["words"] for setting in old["settings"]}
    for setting in new["settings"]:
        words = known.get(setting["id"], [])
        yield from _difference(f"{name}, {within(setting['label'])}", words, setting["words"])


def _numbers(before, after):
    old, new = before["appraisers_per_round"], after["appraisers_per_round"]
    if old != new:
        yield _("Appraisers in a round: {before} before, {after} now.").format(
            before=old, after=new
        )


def _naming(before, after):
    if before["is_naming_appraisers"] != after["is_naming_appraisers"]:
        if after["is_naming_appraisers"]:
            yield _("Appraisers are published by name from now on.")
        else:
            yield _("Appraisers are published under letters from now on.")

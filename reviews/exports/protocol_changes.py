"""What one version of a protocol changed in the one before, in words."""


def changes(before, after):
    """Sentences, in the order in which a protocol is read; none if nothing differs. Both are
    contents as `exports.protocols` makes them."""
    return [
        *_texts(before, after),
        *_listed(before, after, "kinds", "Claims taken"),
        *_listed(before, after, "scopes", "Scope of the claims taken"),
        *_outcomes(before, after),
        *_instruments(before, after),
        *_numbers(before, after),
        *_listed(before, after, "settling", "Ways to settle differences"),
        *_naming(before, after),
    ]


def _texts(before, after):
    if before["eligibility"] != after["eligibility"]:
        yield (
            f"Which claims are taken read “{before['eligibility']}” and now reads "
            f"“{after['eligibility']}”."
        )


def _listed(before, after, name, heading):
    old = [word["label"] for word in before[name]]
    new = [word["label"] for word in after[name]]
    yield from _difference(heading, old, new)


def _difference(heading, old, new):
    added, removed = [w for w in new if w not in old], [w for w in old if w not in new]
    parts = []
    if added:
        parts.append(f"added {', '.join(added).lower()}")
    if removed:
        parts.append(f"removed {', '.join(removed).lower()}")
    if parts:
        yield f"{heading}: {'; '.join(parts)}."


def _outcomes(before, after):
    old = {each["id"]: each for each in before["outcomes"]}
    new = {each["id"]: each for each in after["outcomes"]}
    yield from (f"Added the outcome {_told(new[pk])}." for pk in new if pk not in old)
    yield from (f"Removed the outcome {_told(old[pk])}." for pk in old if pk not in new)


def _told(outcome):
    question = outcome["question"]
    return (
        f"“{outcome['name']}” ({outcome['importance']['label'].lower()}, "
        f"{outcome['effect']['label'].lower()}) of {question['intervention']} against "
        f"{question['comparator']} in {question['population']}"
    )


def _instruments(before, after):
    old = {each["key"]: each for each in before["instruments"]}
    new = {each["key"]: each for each in after["instruments"]}
    for key in sorted(old.keys() | new.keys()):
        if key not in old:
            yield f"Added {new[key]['name']} ({new[key]['version']})."
        elif key not in new:
            yield f"Removed {old[key]['name']} ({old[key]['version']})."
        else:
            yield from _settings(old[key], new[key])


def _settings(old, new):
    name = new["name"]
    if old["version"] != new["version"]:
        yield f"{name} was used in version {old['version']} and now is in version {new['version']}."
    known = {setting["id"]: setting["words"] for setting in old["settings"]}
    for setting in new["settings"]:
        words = known.get(setting["id"], [])
        yield from _difference(f"{name}, {setting['label'].lower()}", words, setting["words"])


def _numbers(before, after):
    old, new = before["appraisers_per_round"], after["appraisers_per_round"]
    if old != new:
        yield f"Appraisers in a round: {old} before, {new} now."


def _naming(before, after):
    if before["is_naming_appraisers"] != after["is_naming_appraisers"]:
        named = after["is_naming_appraisers"]
        yield f"Appraisers are published {'by name' if named else 'under letters'} from now on."

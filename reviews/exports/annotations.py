"""Published claims as W3C Web Annotations: where each stands, its label, every judgement of it.

Terms are those of the Web Annotation Data Model and its context; offsets count code points, end
exclusive, as the model does. Appraisers appear under their letters, even where a panel names them.
"""

from reviews.exports.reading_claims import anchor
from reviews.exports.reading_rounds import agreement_sentence, departure, rests_on, round_title

CONTEXT = "http://www.w3.org/ns/anno.jsonld"


def collection(published) -> dict:
    """The annotations of all claims in one document; what several claims share, as the verdicts
    on their paper, stands once."""
    told = set()
    items = [
        each for content in published.contents for each in _annotations(content, published, told)
    ]
    return {
        "@context": CONTEXT,
        "id": f"{published.url}#annotations",
        "type": "AnnotationCollection",
        "label": f"Edition {published.number}, {published.slug}",
        "total": len(items),
        "first": {
            "id": f"{published.url}#annotations-1",
            "type": "AnnotationPage",
            "startIndex": 0,
            "items": items,
        },
    }


def annotations(content, published) -> list[dict]:
    """Those of one claim, each a document of its own."""
    return [{"@context": CONTEXT} | each for each in _annotations(content, published, set())]


def _annotations(content, published, told):
    """Ids are places in the page of the claim; first comes the claim itself, which all others
    that are not about its paper have as their target. Rounds in `told` are left out, and those
    that are not are added to it."""
    url = published.claim(content)
    panel = {"type": "Organization", "name": content["panel"]["name"]}
    claim = f"{url}#{anchor(content['claim'])}"
    place = _annotation(claim, "highlighting", _described(content), _place(content, url), panel)
    made = [
        place | {"canonical": f"urn:uuid:{content['claim']}"},
        _annotation(f"{url}#label", "classifying", _classes(content), claim, panel),
    ]
    for round in [*published.rounds(content, "claim"), *published.rounds(content, "paper")]:
        if round["id"] in told:
            continue
        told.add(round["id"])
        about = claim if round["about"] == "claim" else published.paper(content["paper"])
        made += _judgements(round, url, about, panel)
    created = {"created": published.moment}
    return [each | created for each in made] + [
        # When this became known is not told here, so it has no date.
        _annotation(f"{url}#since-{number}", "commenting", [_text(sentence)], claim, panel)
        for number, sentence in enumerate(published.since.get(content["claim"], []), start=1)
    ]


def _annotation(name, motivation, body, target, creator):
    made = {"id": name, "type": "Annotation", "motivation": motivation, "creator": creator}
    return made | ({"body": body} if body else {}) | {"target": target}


def _place(content, url):
    extent = content["extent"]
    return {
        "source": {
            "id": f"urn:uuid:{content['source']['id']}",
            "type": "Text",
            "format": "text/plain",
        },
        "selector": [
            {
                "type": "TextQuoteSelector",
                "exact": extent["exact"],
                "prefix": extent["prefix"],
                "suffix": extent["suffix"],
            },
            {"type": "TextPositionSelector", "start": extent["start"], "end": extent["end"]},
        ],
        "state": {"type": "TimeState", "cached": f"{url}#source"},
    }


def _described(content):
    reads_as = content["extent"]["reads_as"]
    return [_text(reads_as, "describing")] if reads_as else []


def _classes(content):
    """The label, the certainty it rests on, and the flags; texts of our own, so in English."""
    certainty = content["certainty"]
    graded = certainty and certainty["overall"]
    words = [(content["label"]["label"], "classifying")]
    if graded:
        words.append((f"{certainty['heading']}: {graded['label']}", "classifying"))
    words += [(flag["label"], "tagging") for flag in content["flags"]]
    bodies = [_text(value, purpose) | {"language": "en"} for value, purpose in words]
    if exception := content["exception"]:
        bodies.append(_text(f"{exception['summary']} {exception['reason']}", "commenting"))
    return bodies


def _judgements(round, url, about, panel):
    verdict = f"{url}#round-{round['id']}"
    settled = [
        f"Settled by {round['verdict']['settled_by']['value']}.",
        agreement_sentence(round),
        departure(round),
    ]
    yield _annotation(
        verdict, "assessing", [_judgement(round, round["verdict"], settled)], about, panel
    )
    for appraisal in round["appraisals"]:
        name = f"{url}#appraisal-{appraisal['id']}"
        body = [_judgement(round, appraisal, [])]
        yield _annotation(name, "assessing", body, about, _appraiser(appraisal))
    for dissent in round["dissents"]:
        name = f"{url}#dissent-{round['id']}-{dissent['letter']}"
        body = [_text(dissent["statement"])]
        yield _annotation(name, "commenting", body, verdict, _appraiser(dissent))


def _appraiser(lettered):
    return {"type": "Person", "name": f"Appraiser {lettered['letter']}"}


def _judgement(round, made, more):
    """An appraisal or a verdict in words, a line each."""
    instrument = round["instrument"]
    lines = [
        f"{round_title(round)}. {instrument['name']}, version {instrument['version']}.",
        f"Result: {made['result']['label']}.",
        *(f"{each['label']}: {_answer(each)}" for each in made["answers"]),
        made["rationale"],
        *more,
    ]
    return _text("\n".join(filter(None, lines)), "assessing")


def _answer(answer):
    return " ".join(filter(None, [f"{answer['answer_label']}.", rests_on(answer)]))


def _text(value, purpose="commenting"):
    return {"type": "TextualBody", "purpose": purpose, "format": "text/plain", "value": value}

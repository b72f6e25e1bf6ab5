"""Published claims as FHIR R5: the papers (Citation), what was graded for each outcome (Evidence)
and what a panel says of each claim and of its paper (ArtifactAssessment), in one Bundle.

Codes are those of R5 and of HL7's guide on evidence-based medicine. What neither has is told in
codes of our own, the ids of the page on the method. Appraisers appear under their letters.
"""

from itertools import chain

from reviews.exports import fhir_codes as codes
from reviews.exports.citing_parts import names
from reviews.exports.fhir_parts import bundle, concept, content, quoted, reference, related
from reviews.exports.reading_citations import citations
from reviews.exports.reading_claims import citation, worded
from reviews.exports.reading_papers import author_names, notice_sentence
from reviews.exports.reading_rounds import asked, body_papers, departure, round_title
from reviews.vocabulary import Advice


def collection(published) -> dict:
    """The Bundle of all claims with the papers they stand in, rest on and were graded with."""
    resources = chain.from_iterable(_resources(each, published) for each in published.contents)
    return bundle(resources, url=published.url, moment=published.moment)


def claim(frozen, published) -> dict:
    """The Bundle of one of its claims."""
    url = published.claim(frozen)
    return bundle(_resources(frozen, published), url=url, moment=published.moment)


def _resources(frozen, published):
    yield _assessment(frozen, published)
    yield _citation(published.papers[frozen["paper"]["id"]], published)
    rounds = {round["id"]: round for round in frozen["rounds"]}
    for outcome in frozen["outcomes"]:
        yield _evidence(outcome, rounds[outcome["round"]], frozen, published)
    for round in published.rounds(frozen, "paper"):
        yield _assessment_of_paper(round, frozen["paper"], published)
    for row in citations(frozen):
        yield _citation(published.papers[row["paper"]["id"]], published)


def _citation(paper, published):
    return {
        "resourceType": "Citation",
        "id": paper["id"],
        "url": published.paper(paper),
        "title": paper["short"],
        "status": "active",
        "citedArtifact": {
            "identifier": [
                {"system": codes.SCHEMES[row["scheme"]["value"]], "value": row["value"]}
                for row in paper["identifiers"]
            ],
            "currentState": codes.states(paper["status"]),
            "title": [{"text": paper["title"]}],
            "publicationForm": [
                {
                    "publishedIn": {"title": paper["journal"]},
                    "volume": paper["volume"],
                    "issue": paper["issue"],
                    "publicationDateText": paper["published"] or str(paper["year"] or ""),
                    "pageString": paper["pages"],
                }
            ],
            "contributorship": {
                "entry": [{"contributor": {"display": name.whole}} for name in names(paper)],
                "summary": [{"value": author_names(paper)}],
            },
            "relatesTo": [
                related(codes.NOTICES[notice["nature"]["value"]], citation=notice_sentence(notice))
                for notice in paper["notices"]
                if notice["nature"]["value"] in codes.NOTICES
            ],
            "note": [{"text": notice_sentence(notice)} for notice in paper["notices"]],
        },
    }


def _evidence(outcome, round, frozen, published):
    body, verdict = round["body"], round["verdict"]
    question, measured = body["question"], body["outcome"]["name"]
    return {
        "resourceType": "Evidence",
        "id": round["id"],
        "url": f"{published.claim(frozen)}#round-{round['id']}",
        "title": f"{outcome['heading']}, for {measured}",
        "status": "retired" if frozen["claim"] in published.withdrawn else "active",
        "date": verdict["decided_on"],
        "publisher": frozen["panel"]["name"],
        "relatedArtifact": [related("derived-from", citation=line) for line in body_papers(round)],
        "description": body["description"],
        "note": [{"text": sentence} for sentence in asked(round)],
        "variableDefinition": [
            {"description": told, "variableRole": codes.role(role)}
            for role, told in (
                ("population", question["population"]),
                ("exposure", question["intervention"]),
                ("referenceExposure", question["comparator"]),
                ("measuredVariable", measured),
            )
        ],
        "certainty": [_certainty(outcome, round, frozen["panel"]["name"])],
    }


def _certainty(outcome, round, rater):
    verdict = round["verdict"]
    rated = [answer for answer in verdict["answers"] if answer["item"] in codes.DOMAINS]
    notes = [*verdict["trace"], departure(round), verdict["rationale"]]
    return {
        "description": outcome["heading"] if outcome["certainty"] else outcome["side"]["label"],
        "note": [{"text": note} for note in notes],
        "type": codes.certainty("Overall"),
        "rating": outcome["certainty"] and codes.overall(outcome["certainty"]),
        "rater": rater,
        "subcomponent": [
            {
                "note": [{"text": answer["note"]}],
                "type": codes.certainty(codes.DOMAINS[answer["item"]], answer["label"]),
                "rating": codes.step(answer),
                "rater": rater,
            }
            for answer in rated
        ],
    }


def _assessment(frozen, published):
    url, own = published.claim(frozen), published.method
    moment = published.at.date()
    return {
        "resourceType": "ArtifactAssessment",
        "id": frozen["claim"],
        "identifier": [{"system": "urn:ietf:rfc:3986", "value": url}],
        "title": f"{frozen['label']['label']}: a claim in {frozen['paper']['short']}",
        "citeAsMarkdown": citation(frozen, published.number, moment, url),
        "date": published.moment,
        "artifactReference": reference(frozen["paper"]["id"]),
        # R5 has no state for what a panel has taken down.
        "workflowStatus": None if frozen["claim"] in published.withdrawn else "published",
        "content": [
            *(
                content("comment", concept("Since this edition"), summary=sentence)
                for sentence in published.since.get(frozen["claim"], [])
            ),
            _quoted_claim(frozen, own),
            *_labels(frozen, own),
            *_rating(frozen),
            *(_round(round, own) for round in published.rounds(frozen, "claim")),
            *(content("comment", summary=note) for note in frozen["notes"]),
        ],
    }


def _quoted_claim(frozen, own):
    extent, wording = frozen["extent"], frozen["wording"]
    artifact = related("comments-on", resourceReference=reference(frozen["paper"]["id"]))
    return content(
        "container",
        concept("The claim and how it is worded", (own, "claim")),
        [codes.own(own, "kind", wording["kind"])],
        worded(frozen),
        path=[_place(frozen["source"]["id"], extent)],
        relatedArtifact=[
            quoted(artifact, extent["exact"]),
            *(_cited(row) for row in citations(frozen)),
        ],
        component=[*_wording(wording, extent["reads_as"], own)],
    )


def _wording(wording, reads_as, own):
    """Strength and direction are those of the sentence, not of the evidence."""
    if wording["advice"]["value"] != Advice.NONE:
        type_ = codes.guide("strength-of-recommendation", "Strength of recommendation")
        yield content("classifier", type_, [codes.own(own, "advice", wording["advice"])])
    if wording["direction"]:
        type_ = codes.guide("direction-of-recommendation", "Direction of recommendation")
        yield content("classifier", type_, [codes.own(own, "direction", wording["direction"])])
    if reads_as:
        yield content("comment", concept("Reads as", (own, "reads-as")), summary=reads_as)


def _cited(row):
    """R5 has no relation for a paper that contradicts; the stance is told in words, too."""
    artifact = related(
        codes.STANCES.get(row["stance"]["value"], "cites"),
        classifier=[concept(row["stance"]["label"])],
        resourceReference=reference(row["paper"]["id"]),
    )
    return quoted(artifact, row["quote"]) if row["quote"] else artifact


def _labels(frozen, own):
    label, exception = frozen["label"], frozen["exception"]
    found = [("label", label, f"{label['means']} {label['why']}")]
    found += [
        ("flag", {"value": flag["code"], "label": flag["label"]}, flag["because"])
        for flag in frozen["flags"]
    ]
    for group, word, summary in found:
        type_ = concept(group.capitalize(), (own, group))
        yield content("classifier", type_, [codes.own(own, group, word)], summary)
    if exception:
        told = f"{exception['summary']} {exception['reason']}"
        yield content("comment", concept("Exception", (own, "exception")), summary=told)


def _rating(frozen):
    certainty = frozen["certainty"]
    if not certainty or not certainty["overall"]:
        return []
    type_ = codes.certainty("Overall", certainty["heading"])
    rests = [
        related("derived-from", resourceReference=reference(outcome["round"]))
        for outcome in frozen["outcomes"]
    ]
    rated = [codes.overall(certainty["overall"])]
    return [content("rating", type_, rated, certainty["heading"], relatedArtifact=rests)]


def _assessment_of_paper(round, paper, published):
    """Of the paper itself, or of one result of it; claims of the paper share it."""
    return {
        "resourceType": "ArtifactAssessment",
        "id": round["id"],
        "title": f"{round_title(round)}: {paper['short']}",
        "date": round["verdict"]["decided_on"],
        "artifactReference": reference(paper["id"]),
        "workflowStatus": "published",
        "content": [_round(round, published.method)],
    }


def _round(round, own):
    """What was settled, then each appraisal by letter, then dissents."""
    verdict = round["verdict"]
    reached = f"Settled by {verdict['settled_by']['value']} on {verdict['decided_on']}."
    return content(
        "container",
        concept(round_title(round), (own, f"round-{round['about']}")),
        summary=" ".join(filter(None, [reached, departure(round)])),
        component=[
            content(
                "classifier",
                codes.guide("rating-system", "Rating system"),
                [codes.instrument(round["instrument"], own)],
            ),
            *_judged(round, verdict, own),
            *(_appraisal(round, each, own) for each in round["appraisals"]),
            *(
                content(
                    "comment",
                    concept("Dissent", (own, "dissent")),
                    summary=dissent["statement"],
                    author=_author(dissent),
                )
                for dissent in round["dissents"]
            ),
        ],
    )


def _appraisal(round, appraisal, own):
    type_ = concept("Appraisal", (own, "appraisal"))
    parts = [*_judged(round, appraisal, own)]
    return content("container", type_, author=_author(appraisal), component=parts)


def _judged(round, made, own):
    key, result = f"instrument-{round['instrument']['key']}", made["result"]
    if round["about"] == "claim" and key == "instrument-grade" and result["value"]:
        type_, rated = codes.certainty("Overall", "Result"), codes.overall(result)
    else:
        type_, rated = concept("Result", (own, f"{key}.result")), concept(result["label"])
    yield content("rating", type_, [rated], made["rationale"])
    for answer in made["answers"]:
        yield content(
            "rating" if answer["domain"] else "classifier",
            concept(answer["label"], (own, f"{key}.{answer['item']}")),
            [concept(answer["answer_label"], (own, f"{key}.{answer['item']}.{answer['answer']}"))],
            answer["note"],
            relatedArtifact=[_quote(answer["quote"])] if answer["quote"] else [],
        )


def _quote(quote):
    artifact = related("supported-with", resource=_place(quote["source"], quote))
    return quoted(artifact, quote["exact"])


def _place(source, span):
    """A span of a text: RFC 5147 counts characters, end exclusive, as we do."""
    return f"urn:uuid:{source}#char={span['start']},{span['end']}"


def _author(lettered):
    return {"display": f"Appraiser {lettered['letter']}"}

"""A frozen claim as linked data: schema.org's ClaimReview and a W3C Web Annotation.

Certainty is told by GRADE's word and step, never as true or false.
"""

import json

from reviews.exports.overall_choices import choice_sentences
from reviews.exports.reading_citations import citations
from reviews.exports.reading_claims import worded
from reviews.exports.reading_papers import author_names
from reviews.vocabulary import Certainty, Scheme

_RESOLVERS = {
    Scheme.DOI: "https://doi.org/",
    Scheme.PMID: "https://pubmed.ncbi.nlm.nih.gov/",
    Scheme.PMCID: "https://www.ncbi.nlm.nih.gov/pmc/articles/",
}
# Signs with which text could leave the script element that holds it.
_ESCAPES = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}


def documents(content, *, url, published_on) -> list[dict]:
    """Both; `url` is the edition's permalink, `published_on` a date."""
    review = claim_review(content, url=url, published_on=published_on)
    return [review, annotation(content, url=url)]


def script(document) -> str:
    """JSON that is safe inside a script element of HTML."""
    return json.dumps(document, ensure_ascii=False, sort_keys=True).translate(_ESCAPES)


def claim_review(content, *, url, published_on) -> dict:
    panel, paper = content["panel"], content["paper"]
    review = {
        "@context": "https://schema.org/",
        "@type": "ClaimReview",
        "@id": url,
        "url": url,
        "datePublished": published_on.isoformat(),
        "author": {"@type": "Organization", "name": panel["name"]},
        "claimReviewed": content["extent"]["reads_as"] or content["extent"]["exact"],
        "reviewBody": f"{content['label']['label']}: {content['label']['means']}",
        "itemReviewed": {
            "@type": "Claim",
            "text": content["extent"]["exact"],
            "appearance": _article(paper),
        },
    }
    if found := citations(content):
        review["itemReviewed"]["citation"] = [_article(row["paper"]) for row in found]
    overall = (content["certainty"] or {}).get("overall")
    if overall:
        review["reviewRating"] = {
            "@type": "Rating",
            "name": content["certainty"]["heading"],
            "ratingValue": overall["step"],
            "worstRating": int(Certainty.VERY_LOW),
            "bestRating": int(Certainty.HIGH),
            "alternateName": overall["label"],
            "ratingExplanation": " ".join(
                [
                    f"Worded as: {worded(content)}.",
                    content["label"]["why"],
                    *choice_sentences(content["certainty"]),
                ]
            ),
        }
    return review


def annotation(content, *, url) -> dict:
    """Where the claim stands: quote and position in code points, end exclusive."""
    extent, source = content["extent"], content["source"]
    bodies = [
        {
            "type": "TextualBody",
            "purpose": "classifying",
            "format": "text/plain",
            "language": "en",
            "value": content["label"]["label"],
        },
        *(
            {
                "type": "TextualBody",
                "purpose": "tagging",
                "format": "text/plain",
                "language": "en",
                "value": flag["label"],
            }
            for flag in content["flags"]
        ),
    ]
    return {
        "@context": "http://www.w3.org/ns/anno.jsonld",
        "id": f"{url}#annotation",
        "type": "Annotation",
        "motivation": "classifying",
        "creator": {"type": "Organization", "name": content["panel"]["name"]},
        "canonical": f"urn:uuid:{content['claim']}",
        "body": bodies,
        "target": {
            "source": f"urn:uuid:{source['id']}",
            "selector": [
                {
                    "type": "TextQuoteSelector",
                    "exact": extent["exact"],
                    "prefix": extent["prefix"],
                    "suffix": extent["suffix"],
                },
                {
                    "type": "TextPositionSelector",
                    "start": extent["start"],
                    "end": extent["end"],
                },
            ],
        },
    }


def _article(paper):
    article = {"@type": "ScholarlyArticle", "name": paper["title"]}
    if authors := author_names(paper):
        article["author"] = authors
    if paper["year"]:
        article["datePublished"] = str(paper["year"])
    if paper["journal"]:
        article["isPartOf"] = {"@type": "Periodical", "name": paper["journal"]}
    if paper["identifiers"]:
        article["identifier"] = [
            {
                "@type": "PropertyValue",
                "propertyID": row["scheme"]["label"],
                "value": row["value"],
            }
            for row in paper["identifiers"]
        ]
        article["sameAs"] = [
            _RESOLVERS[row["scheme"]["value"]] + row["value"] for row in paper["identifiers"]
        ]
    return article

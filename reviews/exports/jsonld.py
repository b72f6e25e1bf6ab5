"""A published claim as linked data: schema.org's ClaimReview, with its W3C Web Annotations.

Certainty is told by GRADE's word and step, never as true or false.
"""

import json
from urllib.parse import quote

from reviews.exports.annotations import annotations
from reviews.exports.citing_parts import names
from reviews.exports.overall_choices import choice_sentences
from reviews.exports.reading_citations import citations
from reviews.exports.reading_claims import worded
from reviews.vocabulary import Certainty, Scheme

CONTEXT = "https://schema.org/"
_RESOLVERS = {
    Scheme.DOI: "https://doi.org/",
    Scheme.PMID: "https://pubmed.ncbi.nlm.nih.gov/",
    Scheme.PMCID: "https://www.ncbi.nlm.nih.gov/pmc/articles/",
}
_OF_PATHS = "/!$&'()*+,;=:@"  # with letters, digits and -._~, what a path may hold (RFC 3986, 3.3)
# Signs with which text could leave the script element that holds it.
_ESCAPES = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}


def documents(content, published) -> list[dict]:
    """The review of one published claim, and its annotations."""
    return [claim_review(content, published), *annotations(content, published)]


def reviews(published) -> dict:
    """The reviews of all claims in one document."""
    graph = [_review(content, published) for content in published.contents]
    return {"@context": CONTEXT, "@graph": graph}


def script(document) -> str:
    """JSON that is safe inside a script element of HTML."""
    return json.dumps(document, ensure_ascii=False, sort_keys=True).translate(_ESCAPES)


def claim_review(content, published) -> dict:
    return {"@context": CONTEXT} | _review(content, published)


def _review(content, published):
    url, article = published.claim(content), _article(content["paper"])
    since = published.since.get(content["claim"], [])
    review = {
        "@type": "ClaimReview",
        "@id": url,
        "url": url,
        "datePublished": published.at.date().isoformat(),
        "author": {"@type": "Organization", "name": content["panel"]["name"]},
        "claimReviewed": content["extent"]["reads_as"] or content["extent"]["exact"],
        "reviewBody": " ".join(
            [f"{content['label']['label']}: {content['label']['means']}", *since]
        ),
        "itemReviewed": {
            "@type": "Claim",
            "text": content["extent"]["exact"],
            **{part: article[part] for part in ("author", "datePublished") if part in article},
            "appearance": article,
        },
    }
    if found := citations(content):
        review["itemReviewed"]["citation"] = [_article(row["paper"]) for row in found]
    overall = (content["certainty"] or {}).get("overall")
    # Whoever shows a rating alone must not find one that the panel has taken down.
    if overall and content["claim"] not in published.withdrawn:
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


def _article(paper):
    article = {"@type": "ScholarlyArticle", "name": paper["title"]}
    if authors := names(paper):
        article["author"] = [_author(name) for name in authors]
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
            _RESOLVERS[row["scheme"]["value"]] + quote(row["value"], safe=_OF_PATHS)
            for row in paper["identifiers"]
        ]
    return article


def _author(name):
    if name.collective:
        return {"@type": "Organization", "name": name.whole}
    parts = {"familyName": name.family, "givenName": name.given, "honorificSuffix": name.suffix}
    known = {part: value for part, value in parts.items() if value}
    return {"@type": "Person", "name": name.whole} | known

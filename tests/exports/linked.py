"""JSON-LD read by another's processor, with contexts that are at hand: nothing is fetched."""

from pyld import jsonld

OA = "http://www.w3.org/ns/oa#"
DCTERMS = "http://purl.org/dc/terms/"
AS = "http://www.w3.org/ns/activitystreams#"
XSD = "http://www.w3.org/2001/XMLSchema#"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_MOTIVATIONS = ("assessing", "classifying", "commenting", "describing", "highlighting", "tagging")


def _link(name):
    return {"@id": name, "@type": "@id"}


# The terms that we use of http://www.w3.org/ns/anno.jsonld, each with the meaning that the Web
# Annotation Vocabulary gives it (W3C Recommendation of 23 February 2017, appendix A). A term that
# is missing here is dropped in expansion, and the tests see that something is.
ANNOTATION = {
    "id": "@id",
    "type": "@type",
    **{word: f"{OA}{word}" for word in _MOTIVATIONS},
    **{
        name: f"{OA}{name}"
        for name in (
            "Annotation", "SpecificResource", "TextualBody", "TextQuoteSelector",
            "TextPositionSelector", "TimeState",
            "exact", "prefix", "suffix",
        )
    },
    "AnnotationCollection": f"{AS}OrderedCollection",
    "AnnotationPage": f"{AS}OrderedCollectionPage",
    "Organization": "http://xmlns.com/foaf/0.1/Organization",
    "Person": "http://xmlns.com/foaf/0.1/Person",
    "Text": "http://purl.org/dc/dcmitype/Text",
    "body": _link(f"{OA}hasBody"),
    "cached": _link(f"{OA}cachedSource"),
    "canonical": _link(f"{OA}canonical"),
    "creator": _link(f"{DCTERMS}creator"),
    "selector": _link(f"{OA}hasSelector"),
    "source": _link(f"{OA}hasSource"),
    "state": _link(f"{OA}hasState"),
    "target": _link(f"{OA}hasTarget"),
    "first": _link(f"{AS}first"),
    "items": {"@id": f"{AS}items", "@type": "@id", "@container": "@list"},
    "motivation": {"@id": f"{OA}motivatedBy", "@type": "@vocab"},
    "purpose": {"@id": f"{OA}hasPurpose", "@type": "@vocab"},
    "created": {"@id": f"{DCTERMS}created", "@type": f"{XSD}dateTime"},
    "start": {"@id": f"{OA}start", "@type": f"{XSD}nonNegativeInteger"},
    "end": {"@id": f"{OA}end", "@type": f"{XSD}nonNegativeInteger"},
    "startIndex": {"@id": f"{AS}startIndex", "@type": f"{XSD}nonNegativeInteger"},
    "total": {"@id": f"{AS}totalItems", "@type": f"{XSD}nonNegativeInteger"},
    "format": "http://purl.org/dc/elements/1.1/format",
    "language": "http://purl.org/dc/elements/1.1/language",
    "label": "http://www.w3.org/2000/01/rdf-schema#label",
    "name": "http://xmlns.com/foaf/0.1/name",
    "value": f"{RDF}value",
}  # fmt: skip
_CONTEXTS = {
    "http://www.w3.org/ns/anno.jsonld": ANNOTATION,
    "https://schema.org/": {
        "@vocab": "https://schema.org/",
        "url": _link("https://schema.org/url"),
        "sameAs": _link("https://schema.org/sameAs"),
    },
}


def expanded(document):
    """The document without its context; raises KeyError for a context that is not at hand."""
    return jsonld.expand(document, {"documentLoader": _at_hand})


def _at_hand(url, options):
    document = {"@context": _CONTEXTS[url]}
    return {"contextUrl": None, "documentUrl": url, "document": document}


def names_of(value):
    """Every name that a document uses for a member, at any depth, but for its context."""
    if isinstance(value, list):
        return {name for each in value for name in names_of(each)}
    if not isinstance(value, dict):
        return set()
    return {*value, *(name for each in value.values() for name in names_of(each))} - {"@context"}

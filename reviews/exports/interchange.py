"""The formats in which other programs take a whole edition, for every door alike."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from reviews.exports import annotations, fhir, jsonld, reference_lists, robvis
from reviews.exports.citing import STYLES
from reviews.exports.published import Published

LINKED_DATA = "application/ld+json"
FHIR = "application/fhir+json"


@dataclass(frozen=True)
class Format:
    """`write` takes a Published edition and raises Unreadable, with the reason, where the
    edition has nothing that the format can hold."""

    slug: str
    name: str
    media: str
    suffix: str
    write: Callable[[Published], str]

    @property
    def content_type(self):
        """JSON is UTF-8 and its types have no charset; the others are told theirs."""
        return self.media if self.media.endswith("+json") else f"{self.media}; charset=utf-8"


def as_json(document) -> str:
    return json.dumps(document, ensure_ascii=False, indent=2, sort_keys=True) + "\n"


def _documented(make):
    return lambda published: as_json(make(published))


def _listed(slug, style, suffix, write):
    return Format(slug, STYLES[style].name, STYLES[style].media, suffix, write)


FORMATS = {
    each.slug: each
    for each in (
        Format(
            "annotations",
            "Web Annotations",
            LINKED_DATA,
            "annotations.jsonld",
            _documented(annotations.collection),
        ),
        Format("claimreview", "ClaimReview", LINKED_DATA, "jsonld", _documented(jsonld.reviews)),
        Format("fhir", "FHIR R5", FHIR, "fhir.json", _documented(fhir.collection)),
        _listed("ris", "ris", "ris", reference_lists.ris),
        _listed("bibtex", "bibtex", "bib", reference_lists.bibtex),
        _listed("csl", "csl-json", "csl.json", reference_lists.csl_json),
        Format("robvis", "Table for robvis", "text/csv", "robvis.csv", robvis.only),
        *(
            Format(
                f"robvis-{key}",
                f"Table for robvis, {template.name}",
                "text/csv",
                f"{key}.csv",
                partial(robvis.table, key=key),
            )
            for key, template in robvis.TEMPLATES.items()
        ),
    )
}


def offered(texts) -> list[Format]:
    """The formats that hold something of an edition's texts, each once."""
    contents = [content for text in texts for content in text.contents]
    tables = {f"robvis-{key}" for key in robvis.instruments(contents)}
    return [
        each for slug, each in FORMATS.items() if not slug.startswith("robvis") or slug in tables
    ]


def written(published, slug) -> bytes:
    """The edition in one of FORMATS."""
    return FORMATS[slug].write(published).encode()


def filename(published, slug) -> str:
    return f"{published.slug}-{published.number}.{FORMATS[slug].suffix}"

"""What the columns of a table are, told from the names that exporters give them.

The names are those of ASReview, Covidence, Dimensions, Embase, EndNote, Europe PMC, Lens,
OpenAlex, ProQuest, PubMed, Rayyan, Scopus, Springer, Web of Science and Zotero, in the order in
which one is preferred to the next where a file has several.
"""

from collections.abc import Iterable
from dataclasses import dataclass

_NAMES = {
    "title": (
        "title articletitle itemtitle primarytitle documenttitle papertitle publicationtitletext "
        "displayname titleofpaper titleofarticle studytitle referencetitle ti t1 dctitle "
        "translatedtitle originaltitle titre titel titulo título"
    ),
    "authors": (
        "authors author authornames au authorlist authorsfull fullauthors firstauthors "
        "primaryauthors authorships authorstring authorships a1 creators creator "
        "authorfullnames af bookauthors auteurs autores autoren authorshipsauthordisplayname "
        "authorshipsrawauthorname studyauthors firstauthor"
    ),
    "journal": (
        "journal journalname journaltitle sourcetitle publicationtitle journalbook "
        "publicationname secondarytitle fulljournalname containertitle so jo jf t2 jt "
        "primarylocationsourcedisplayname hostvenuedisplayname journalabbreviation "
        "journalisoabbreviation venue publishedin pubtitle booktitle anthologytitle source revue "
        "zeitschrift"
    ),
    "year": (
        "year publicationyear pubyear py yearpublished yearofpublication publishedyear "
        "y1 datepublished publicationdate pubdate firstpublicationdate published date dp da "
        "electronicpublicationdate année annee jahr año"
    ),
    "published": (
        "publicationdate datepublished pubdate firstpublicationdate dateofpublication coverdate "
        "published date dp"
    ),
    "month": "month publicationmonth publishedmonth pubmonth pd",
    "day": "day publicationday pubday",
    "volume": "volume vol vl vi journalvolume bibliovolume",
    "issue": "issue number issuenumber journalissue issueno ip is biblioissue",
    "pages": "pages pagination page pagerange pg pageinfo pagenumbers",
    "first_page": "pagestart startpage firstpage beginningpage bp sp bibliofirstpage spage",
    "last_page": "pageend endpage lastpage endingpage ep bibliolastpage epage",
    "article_number": "artno articlenumber articleno elocationid ar",
    "abstract": (
        "abstract abstractnote notesabstract abstracttext ab n2 primaryabstract summary "
        "description dcdescription résumé resume zusammenfassung resumen"
    ),
    "doi": (
        "doi itemdoi di do doilink doiurl digitalobjectidentifier articledoi paperdoi doinumber "
        "idsdoi"
    ),
    "pmid": "pmid pubmedid pubmed pm medlineid medlinepmid idspmid pubmedpmid ui",
    "pmcid": "pmcid pmc pubmedcentralid idspmcid",
    "affiliation": "affiliations affiliation authoraffiliations authorsaffiliations c1 ad",
    "link": (
        "url urls link links doilink externalurl sourceurl sourceurls ur openurllink articleurl "
        "fulltextlink fulltexturl documenturl landingpageurl extra id ids uid "
        "accessionnumber note notes citation"
    ),
    "citation": "citation source so",
    "kind": "documenttype publicationtype dt pt itemtype typeofreference type articletype pubtype",
}  # fmt: skip
_WANTED = {field: tuple(names.split()) for field, names in _NAMES.items()}
_OTHERS = (
    "decision included isbn issn key keywords label labelincluded language publisher recordid "
    "reviewer screening status tags"
)
_KNOWN = {name for names in _WANTED.values() for name in names}.union(_OTHERS.split())
_SEVERAL = {"link", "kind"}


@dataclass(frozen=True)
class Columns:
    """The places of each field's columns, the preferred first."""

    places: dict[str, tuple[int, ...]]

    def of(self, cells: list[str]) -> dict[str, str]:
        """The fields of a row: the first that is not empty, and of some all, by lines."""
        fields = {}
        for field, places in self.places.items():
            given = [cell for place in places if (cell := cells[place]).strip()]
            if given:
                fields[field] = "\n".join(given) if field in _SEVERAL else given[0]
        return fields


def columns_of(header: Iterable[str]) -> Columns | None:
    """The columns that a header names; None if no title and another known one is among them."""
    names = [_bare(name) for name in header]
    first = {name: place for place, name in reversed(list(enumerate(names)))}
    places = {
        field: tuple(first[name] for name in wanted if name in first)
        for field, wanted in _WANTED.items()
    }
    is_table = places["title"] and len(_KNOWN.intersection(names)) > 1
    return Columns({field: at for field, at in places.items() if at}) if is_table else None


def _bare(name: str) -> str:
    """The name without the signs, spaces and capitals in which exporters differ."""
    return "".join(filter(str.isalnum, name[:200].lower()))

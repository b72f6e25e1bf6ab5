"""Examples of how papers come in and what is said of them; see examples.py."""

from reviews.api.examples import AT, DIGEST, EXACT, NOTICE, PAPER_ID, ROUND, SOURCE, page
from reviews.api.examples_claims import OF_PANEL

TITLE = "Treatment A in condition B"
TEXT = f"Some studies suggest that treatment A may be useful. {EXACT}"
DETAILS = {
    "title": TITLE, "authors": [{"family": "Example", "given": "Ann", "orcid": ""}],
    "affiliation": "", "journal": "A journal", "year": 2019, "published": "2019 Mar",
    "volume": "12", "issue": "4", "pages": "751-756", "design": "narrative_review",
}  # fmt: skip
DESCRIBED = {"id": PAPER_ID, **DETAILS, "merged_into": None, "added_at": AT}
NAMED = {"scheme": "doi", "value": "10.5555/constructed", "basis": "Printed on its first page."}
WRITTEN = {
    "outcome": "Death", "comparison": "Treatment A against none", "time_point": "at one year",
    "analysis": "",
}  # fmt: skip
RESULT_OF_PAPER = {
    "id": "19a8f7e6-d5c4-4b3a-8291-87f6e5d4c3b2", "paper": PAPER_ID, **WRITTEN, "written_at": AT,
}  # fmt: skip
MATCH = "2ab9a8f7-e6d5-4c4b-93a2-9187f6e5d4c3"
PAIR_OF_PAPERS = {
    "id": "3bcab9a8-f7e6-4d5c-a4b3-a29187f6e5d4", "first": PAPER_ID,
    "second": "4cdbcab9-a8f7-4e6d-b5c4-b3a29187f6e5", "likeness": 96,
    "explanation": "Title and first author are alike; only one has a DOI.", "state": "waiting",
    "relation": "", "found_at": AT, "decided_at": None,
}  # fmt: skip
DECIDED = {"decided_at": "2026-03-03T08:00:00Z"}
IMPORTED = {
    "id": "5decdbca-b9a8-4f7e-86d5-c4b3a29187f6", "name": "records.ris", "size": 41,
    "state": "preview", "problem": "", "progress": 41, "format": "ris", "encoding": "utf-8",
    "heading": "", "seen": 1, "counted": 1, "imported": 1, "duplicates": 0, "rejected": 0,
    "added_at": AT, "ended_at": None,
}  # fmt: skip
RECORD = {
    "id": PAPER_ID, "index": 1, "line": 1, "outcome": "imported", "reason": "", "title": TITLE,
    "first_author": "Example", "year": 2019, "doi": "10.5555/constructed", "pmid": "",
    "notices": [], "paper": PAPER_ID, "repeats": None, "raw": "",
}  # fmt: skip
DOI = {"identifier": "10.5555/constructed"}

EXAMPLES = {
    "desk_paper": (
        None,
        {"id": PAPER_ID, "title": TITLE, "journal": "A journal", "year": 2019,
         "design": "narrative_review", "identifiers":
         [{"scheme": "doi", "value": "10.5555/constructed"}], "sources":
         [{"id": SOURCE, "kind": "abstract"}], "merged_into": None, "added_at": AT,
         "content": {"title": TITLE, "status": {"value": "retracted", "label": "Retracted"}},
         "matches": [{"id": MATCH, "nature": "retraction", "source": "retraction_watch",
                      "record": NOTICE["record"], "dated": "2026-02-11", "matched_by": "doi"}],
         "results": [RESULT_OF_PAPER], "rounds": [{"id": ROUND, "state": "open"}]},
    ),
    "add_paper": ({"title": TITLE, "year": 2019, "text": TEXT}, DESCRIBED),
    "edit_paper": ({"design": "narrative_review"}, DESCRIBED),
    "add_identifier": (
        NAMED,
        {"id": "6efdecdb-cab9-4a8f-97e6-d5c4b3a29187", "paper": PAPER_ID, **NAMED, "added_at": AT},
    ),
    "add_source": (
        {"kind": "abstract", "text": TEXT},
        {"id": SOURCE, "paper": PAPER_ID, "kind": "abstract", "sha256": DIGEST, "text": TEXT},
    ),
    "write_result": (WRITTEN, RESULT_OF_PAPER),
    "suggest": (None, {"claims": [OF_PANEL | {"state": "proposed"}]}),
    "acknowledge": (
        {"note": "We read the notice."},
        {"match": MATCH, "note": "We read the notice.", "acknowledged_at": AT},
    ),
    "pairs": (None, page(PAIR_OF_PAPERS)),
    "merge": ({"keep": "first"}, PAIR_OF_PAPERS | {"state": "same", **DECIDED}),
    "tell_apart": (None, PAIR_OF_PAPERS | {"state": "different", **DECIDED}),
    "link": (
        {"relation": "preprint"},
        PAIR_OF_PAPERS | {"state": "linked", "relation": "preprint", **DECIDED},
    ),
    "undo_pair": (None, PAIR_OF_PAPERS),
    "unmerge": (None, {"id": PAPER_ID, "title": TITLE, "merged_into": None}),
    "imports": (None, page(IMPORTED)),
    "import": ({"text": f"TY  - JOUR\nTI  - {TITLE}\nER  - \n", "name": "records.ris"}, IMPORTED),
    "one_import": (None, IMPORTED),
    "import_records": (None, page(RECORD)),
    "store_import": (None, IMPORTED | {"state": "stored", "ended_at": AT}),
    "cancel_import": (None, IMPORTED | {"state": "cancelled", "ended_at": AT}),
    "look_up": (
        DOI,
        {"service": "Crossref", "title": TITLE, "journal": "A journal", "year": 2019,
         "doi": "10.5555/constructed", "pmid": "", "abstract": TEXT, "authors": ["Example, Ann"],
         "notices": [], "paper": None},
    ),
    "add_looked_up": (DOI, {"paper": PAPER_ID, "outcome": "imported", "reason": ""}),
}  # fmt: skip

"""Whatever stands in a column of text is shown as text: on every page and in every file."""

import json
import re
import zipfile
from contextlib import suppress
from io import BytesIO
from itertools import cycle
from xml.etree import ElementTree

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, models, transaction
from django.urls import reverse

from reviews.actions import (
    discussions,
    import_reading,
    motions,
    namesakes,
    official_texts,
    papers,
    results,
    rounds,
    tokens,
)
from reviews.importers.records import Cited
from reviews.models import FrozenClaim, Round, Source
from reviews.models.promises import install_promises
from tests import build
from tests.browser import tour
from tests.exports.payloads import PAYLOADS
from tests.routes import routes
from tests.world import placed, world

pytestmark = pytest.mark.browser
ATTACKS = (
    '"><img src=x onerror=alert(1)>',
    "</script><script>alert(1)</script>",
    "</textarea></title><script>alert(1)</script>",
    "' onmouseover=alert(1) x='",
    "<svg/onload=alert(1)>",
    "javascript:alert(1)",
    "<iframe srcdoc='<script>alert(1)</script>'>",
    "<!--",
    "]]><script>alert(1)</script>",
    "{{ 7|add:7 }}{% now 'Y' %}",
)
EVERYTHING = "\n".join((*ATTACKS, *PAYLOADS))
# Text that programs read and no person writes: addresses, digests, words of the vocabulary.
MACHINE = {
    "slug", "key", "sha256", "digest", "head", "hash", "previous", "audit_head", "password",
    "email", "orcid", "verb", "subject_type", "same_key", "text_sha256", "origin", "matched_by",
    "format", "encoding", "item", "doi", "pmid", "pmcid", "label", "kind", "certainty", "design",
    "status", "version", "definition", "event.body", "answer", "proposed", "appraisal.result",
    "verdict.result", "motion.result", "judgement.exact", "settlement.exact",
    "publicidentifier.value",
}  # fmt: skip
# Of what was frozen as JSON: whatever is not one of these words of ours.
FROZEN_MACHINE = {
    "value", "id", "claim", "claims", "slug", "sha256", "digest", "format", "key", "version",
    "item", "date", "checked_on", "decided_on", "doi", "pmid", "number", "letter", "path",
    "answer", "result", "proposed", "step", "metric", "weights", "orcid", "domain", "on",
    "kind",
}  # fmt: skip

NAMED = re.compile(r"[0-9a-f]{8}-|[0-9a-f]{64}$|\d{4}-\d\d")  # an id, a digest, a day


def poison():
    """Something hostile after every text that people wrote."""
    with transaction.atomic(), connection.cursor() as cursor:
        _without_promises(cursor)
        short = cycle((*ATTACKS, *PAYLOADS))
        columns = [
            (model, field)
            for model in apps.get_app_config("reviews").get_models()
            for field in model._meta.concrete_fields
            if isinstance(field, models.CharField | models.TextField)
            and not field.choices
            and not {field.name, f"{model._meta.model_name}.{field.name}"} & MACHINE
        ]
        written = [_column(model, field, short) for model, field in columns]
        install_promises(connection)
    missed = [
        f"{m._meta.model_name}.{f.name}"
        for (m, f), n in zip(columns, written, strict=True)
        if not n
    ]
    assert " ".join(missed) == ""


def _without_promises(cursor):
    if connection.vendor == "postgresql":
        cursor.execute("SET LOCAL session_replication_role = replica")
        return
    cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'promise%'")
    for (name,) in cursor.fetchall():
        cursor.execute(f"DROP TRIGGER {name}")


def _column(model, field, short):
    """How many of its rows were written; some must stay empty beside what else the row says."""
    written = 0
    for pk, value in model._base_manager.order_by("pk").values_list("pk", field.name):
        if value is None:
            continue
        if field.name == "content":
            new = json.dumps(_leaves(json.loads(value)), ensure_ascii=False)
        elif field.max_length:
            payload = next(each for each in short if len(each) < field.max_length)
            new = value[: field.max_length - len(payload)] + payload
        else:
            new = value + EVERYTHING
        with suppress(IntegrityError), transaction.atomic():
            written += model._base_manager.filter(pk=pk).update(**{field.name: new})
    return written


def _leaves(value, key=""):
    if isinstance(value, dict):
        return {name: _leaves(each, name) for name, each in value.items()}
    if isinstance(value, list):
        return [_leaves(each, key) for each in value]
    is_text = isinstance(value, str) and value and key not in FROZEN_MACHINE
    return value + EVERYTHING if is_text and not NAMED.match(value) else value


@pytest.fixture
def hostile(committed_db):
    """A panel with something behind every door, all its texts poisoned."""
    made = world()
    furnish(made)
    poison()
    return made


def furnish(made):
    """What else people write that the walk of the doors does not need."""
    panel, by = made.panel, made.cleo
    results.write_result(
        made.paper, comparison="A", outcome="B", time_point="C", analysis="D", by=by
    )
    build.references(made.paper, Cited("Alpha A. A study. 2001.", title="A study"))
    build.body(panel, papers=[build.paper(panel)])
    motions.dissent(made.motion, statement="Not so.", by=made.ann)
    discussions.note(made.round, text="Look at the trials again.", by=made.ann)
    tokens.make(name="Laptop", scopes=["read"], good_for=30, by=by)
    official_texts.write(panel, "sanra", texts={"1": "A"}, ground="Licence 7.", by=by)
    import_reading.read(made.upload, by=made.chair)
    papers.edit(made.paper, by=by, authors=[{"family": "Alpha", "given": "A.", "orcid": ""}])
    open_round = Round.objects.get(pk=made.round.pk)  # with its paper as it is by now
    for is_same in (False, True):
        alpha = build.member(panel, name="Ann Alpha")
        told = {"author": "Alpha, A.", "is_same": is_same, "reason": "We asked."}
        namesakes.tell(open_round, alpha, **told, by=by)
    rounds.override(open_round, alpha, reason="The only one who knows the method.", by=by)
    build.acknowledge(made.match)


def addresses(made, beginning):
    """{name: address} of the pages whose route begins so."""
    pages = [route for route in routes() if route.name in tour.pages()]
    return {
        route.name: route.address(lambda before, name: placed(made, before, name))
        for route in pages
        if route.name.startswith(beginning)
    }


PUBLIC = ("index", "claim", "paper", "panel", "release", "check", "method", "data")
LOOK = """() => {
  const found = [];
  for (const script of document.scripts) {
    if (script.type === "application/ld+json") JSON.parse(script.text);
    else if (!script.src.startsWith(location.origin)) found.push(script.outerHTML);
  }
  for (const element of document.querySelectorAll("*"))
    for (const { name, value } of element.attributes)
      if (name.startsWith("on") || /^\\s*javascript:/i.test(value) && name !== "value")
        found.push(`${name}=${value}`.slice(0, 80));
  for (const element of document.querySelectorAll("iframe, img[src=x], main b"))
    found.push(element.outerHTML.slice(0, 80));
  return found;
}"""


def test_no_page_runs_what_people_wrote(hostile, at_desk):
    page, faults, name = at_desk(hostile.cleo), [], ""
    page.on("dialog", lambda dialog: (faults.append(f"{name}: a dialog"), dialog.dismiss()))
    page.on(
        "console",
        lambda said: (
            "Content Security Policy" in said.text and faults.append(f"{name}: {said.text}")
        ),
    )
    for name, address in addresses(hostile, (*PUBLIC, "desk", "admin")).items():
        answer = page.goto(address)
        faults += [] if answer.status < 500 else [f"{name}: {answer.status}"]
        faults += [f"{name}: {found}" for found in page.evaluate(LOOK)]
    assert faults == []


def test_nothing_of_a_text_is_lost_and_files_hold_nothing_that_runs(hostile, at_desk, client):
    source = Source.objects.get(pk=hostile.source.pk)
    page = at_desk(hostile.cleo)
    page.goto(f"/desk/papers/{source.paper_id}/")
    page.locator("#text [data-outside]").evaluate_all("all => all.forEach(each => each.remove())")
    assert page.locator("#text").text_content().strip() == source.text.strip()
    frozen = FrozenClaim.objects.get(claim=hostile.claim)
    page.goto(f"/claims/{frozen.claim_id}/")
    told = json.loads(frozen.content)["source"]["text"]
    assert page.locator("#source").text_content().strip() == told.strip()
    _files_are_still(hostile, client)


def _files_are_still(hostile, client):
    slug, edition = hostile.panel.slug, [hostile.panel.slug, 1]
    for name, address in (
        ("panel", [slug]),
        ("release", edition),
        ("release-report-html", edition),
    ):
        assert client.get(reverse(name, args=address)).status_code == 200
    for name in ("flow", "timeline"):
        _is_still(client.get(reverse("release-picture", args=[*edition, name, "svg"])))
    for name in ("feed", "sitemap", "opensearch"):
        _is_still(client.get(reverse(name)))
    for form in ("fhir", "annotations", "claimreview", "csl"):
        json.loads(client.get(reverse("release-file", args=[*edition, form])).content)
    book = client.get(reverse("release-report-file", args=[*edition, "xlsx"]))
    with zipfile.ZipFile(BytesIO(book.content)) as parts:
        sheets = [name for name in parts.namelist() if name.startswith("xl/worksheets/")]
        assert sheets
        for sheet in sheets:
            tree = ElementTree.fromstring(parts.read(sheet))
            assert not [each for each in tree.iter() if each.tag.endswith(("}f", "}hyperlink"))]


def _is_still(answer):
    assert answer.status_code == 200
    for element in ElementTree.fromstring(answer.content).iter():
        assert not element.tag.endswith(("}script", "}foreignObject"))
        assert not [name for name in element.attrib if name.startswith("on")]

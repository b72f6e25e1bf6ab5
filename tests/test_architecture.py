"""The shape of the source: arrows, sizes, doors, and who may see through the blinding."""

import ast
import re
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent

# A module may import its own row and the rows above it.
ROOMS = [
    {"exceptions", "glossary", "vocabulary"},
    {"agreement", "importers", "instruments", "staffing", "wording", "workflow"},
    {"databases", "models"},
    {"recusal", "roles"},
    {"permissions"},
    {"actions", "exports", "integrity", "lookups", "search"},
    {"forms"},
    {"admin", "api", "checks", "management", "middleware", "templatetags", "views"},
    {"apps", "urls"},
]
RANK = {name: rank for rank, row in enumerate(ROOMS) for name in row}
PURE = ROOMS[0] | ROOMS[1]
DOORS = {"admin", "api", "checks", "forms", "management", "middleware", "templatetags", "views"}
SEES_THROUGH_BLINDING = {
    "actions",
    "exports/release",
    "exports/verify",
    "management/commands/verify_audit",
    "models/archived",
    "models/digests",
    "models/promises",
}
WRITES = {
    "save",
    "create",
    "update",
    "delete",
    "bulk_create",
    "bulk_update",
    "get_or_create",
    "update_or_create",
}

SOURCES = sorted(
    path.relative_to(ROOT / "reviews")
    for path in (ROOT / "reviews").rglob("*.py")
    if "migrations" not in path.parts and path != ROOT / "reviews/__init__.py"
)
# The report as a file to keep has to carry its own style; no page is made from it.
KEPT = ROOT / "templates/reports/standalone.html"
TEMPLATES = sorted(set((ROOT / "templates").rglob("*.html")) - {KEPT})


def room(path):
    return path.with_suffix("").parts[0]


def tree(path):
    return ast.parse((ROOT / "reviews" / path).read_text())


@cache
def imported():
    """(path, dotted name) of everything that a module imports."""
    found = []
    for path in SOURCES:
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.ImportFrom):
                found += [(path, f"{node.module}.{alias.name}") for alias in node.names]
            elif isinstance(node, ast.Import):
                found += [(path, alias.name) for alias in node.names]
    return found


def test_imports_point_towards_the_words():
    """Settings come from django.conf, and nothing from a room below."""
    wrong = []
    for path, name in imported():
        package, *rest = name.split(".")
        if package == "evidence" or (package == "reviews" and RANK[rest[0]] > RANK[room(path)]):
            wrong.append((str(path), name))
    assert wrong == []


def test_the_pure_packages_know_nothing_of_django():
    outside = ("django", "psycopg", "rest_framework", "sqlite3", "socket", "http", "urllib.request")
    assert [
        (str(path), name)
        for path, name in imported()
        if room(path) in PURE and name.startswith(outside)
    ] == []


def test_few_modules_see_through_the_blinding():
    names = {path: path.with_suffix("").as_posix() for path in SOURCES}
    assert [
        name for path, name in names.items()
        if "_base_manager" in (ROOT / "reviews" / path).read_text()
    ] == ["models/sealed"]  # fmt: skip
    assert [
        names[path]
        for path, name in imported()
        if name.startswith("reviews.models.sealed")
        and not any(names[path].startswith(allowed) for allowed in SEES_THROUGH_BLINDING)
    ] == []


def test_only_archives_read_every_table():
    assert {
        path.with_suffix("").as_posix()
        for path, name in imported()
        if name.startswith("reviews.models.archived")
    } == {"actions/archive_rows", "actions/archives", "exports/archives"}


def test_doors_write_through_actions():
    assert [
        f"{path}, line {call.lineno}: {ast.unparse(call.func)}"
        for path in SOURCES
        if room(path) in DOORS
        for call in _writes(tree(path))
    ] == []


def _writes(door):
    """Calls of what writes, but for `noun.verb(...)` of the modules of actions it imports."""
    actions = {
        alias.asname or alias.name
        for node in ast.walk(door)
        if isinstance(node, ast.ImportFrom) and node.module == "reviews.actions"
        for alias in node.names
    }
    for node in ast.walk(door):
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and node.func.attr in WRITES
            and not (isinstance(node.func.value, ast.Name) and node.func.value.id in actions)
        ):
            yield node


def test_a_module_is_one_noun_long():
    lengths = {
        str(path): len((ROOT / "reviews" / path).read_text().splitlines())
        for path in SOURCES
        if path != Path("vocabulary.py")  # a list of words
    }
    assert {path: length for path, length in lengths.items() if length > 300} == {}


def test_nothing_is_put_off():
    marks = re.compile(r"\b(TODO|FIXME|XXX)\b")
    everywhere = [
        path
        for folder in ("reviews", "evidence", "tests", "templates", "bench", "docs")
        for path in (ROOT / folder).rglob("*")
        if path.suffix in {".py", ".html", ".js", ".css", ".md", ".yaml"}
        and path != Path(__file__).resolve()
    ]
    assert [str(path) for path in everywhere if marks.search(path.read_text())] == []


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT)))
def test_templates_hold_no_script_or_style_of_their_own(path):
    text = path.read_text()
    scripts = re.findall(r"<script\b([^>]*)>", text)
    assert [tag for tag in scripts if "src=" not in tag and "ld+json" not in tag] == []
    assert re.findall(r"<style\b|\sstyle\s*=|\son[a-z]+\s*=\s*[\"']|javascript:", text) == []

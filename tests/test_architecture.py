"""The shape of the source: arrows, sizes, doors, and who may see through the blinding."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent

# A module may import its own row and the rows above it.
ROOMS = [
    {"exceptions", "glossary", "vocabulary"},
    {"agreement", "importers", "instruments", "staffing", "wording", "workflow"},
    {"models"},
    {"recusal"},
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


def imported(path):
    """Dotted names of everything a module imports."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.ImportFrom):
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)


@pytest.mark.parametrize("path", SOURCES, ids=str)
def test_imports_point_towards_the_words(path):
    for name in imported(path):
        package, *rest = name.split(".")
        assert package != "evidence", "settings come from django.conf"
        if package == "reviews":
            assert RANK[rest[0]] <= RANK[room(path)], f"{name} is in a room below this one"


@pytest.mark.parametrize("path", [path for path in SOURCES if room(path) in PURE], ids=str)
def test_the_pure_packages_know_nothing_of_django(path):
    outside = ("django", "psycopg", "rest_framework", "sqlite3", "socket", "http", "urllib.request")
    assert [name for name in imported(path) if name.startswith(outside)] == []


@pytest.mark.parametrize("path", SOURCES, ids=str)
def test_few_modules_see_through_the_blinding(path):
    name = path.with_suffix("").as_posix()
    if name == "models/sealed":
        return
    assert "_base_manager" not in (ROOT / "reviews" / path).read_text()
    if not any(name.startswith(allowed) for allowed in SEES_THROUGH_BLINDING):
        assert not [used for used in imported(path) if used.startswith("reviews.models.sealed")]


@pytest.mark.parametrize("path", [path for path in SOURCES if room(path) in DOORS], ids=str)
def test_doors_write_through_actions(path):
    written = [
        f"line {node.lineno}: {ast.unparse(node.func)}"
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in WRITES
        and not _is_action(node.func, path)
    ]
    assert written == []


def _is_action(function, path):
    """Whether `noun.verb(...)` names a module of actions that this door imports."""
    modules = {
        alias.asname or alias.name
        for node in ast.walk(tree(path))
        if isinstance(node, ast.ImportFrom) and node.module == "reviews.actions"
        for alias in node.names
    }
    return isinstance(function.value, ast.Name) and function.value.id in modules


@pytest.mark.parametrize("path", SOURCES, ids=str)
def test_a_module_is_one_noun_long(path):
    is_list_of_words = path == Path("vocabulary.py")
    assert is_list_of_words or len((ROOT / "reviews" / path).read_text().splitlines()) <= 300


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

"""The catalogues of languages: complete, compiled, and what the program and its templates say."""

import ast
import gettext
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

from reviews.exports import claim_flow, marked_terms, releases, terms, working_state
from reviews.exports.release_rounds import CLAIM_ITEMS
from reviews.instruments.loading import shipped
from reviews.models import citations
from reviews.vocabulary import BodyBasis, FlagCode, ReportLanguage, ReportSection, Scale

ROOT = Path(__file__).resolve().parent.parent
LANGUAGES = [word.value for word in ReportLanguage if word != ReportLanguage.ENGLISH]
SAYING = {"_", "gettext", "ngettext", "pgettext", "gettext_noop"}


def catalogue(language):
    """(its source, what it was compiled to)"""
    place = Path(settings.LOCALE_PATHS[0]) / language / "LC_MESSAGES"
    return place / "django.po", place / "django.mo"


def compiled(path):
    """{what the program says: what the language says}, without what changes with the day."""
    with path.open("rb") as file:
        told = gettext.GNUTranslations(file)._catalog
    return {said: text for said, text in told.items() if said}


def undated(path):
    return re.sub(r'"POT-Creation-Date: .*\n', "", path.read_text())


@pytest.fixture
def tool():
    """Runs one of GNU gettext's programs and answers what it prints."""
    if shutil.which("msgfmt") is None:
        stop = pytest.fail if os.environ.get("CI") == "true" else pytest.skip
        stop("GNU gettext is not here.")
    return lambda *words: subprocess.run(words, check=True, capture_output=True, text=True).stdout


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("wanted", ["--untranslated", "--only-fuzzy", "--only-obsolete"])
def test_everything_is_translated_and_nothing_is_left_over(tool, language, wanted):
    assert tool("msgattrib", wanted, "--no-wrap", str(catalogue(language)[0])) == ""


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_used_is_what_the_catalogue_compiles_to(tool, language, tmp_path):
    source, kept = catalogue(language)
    tool("msgfmt", "--check", "-o", str(tmp_path / "made.mo"), str(source))
    assert compiled(tmp_path / "made.mo") == compiled(kept)


def test_the_catalogues_have_what_the_program_says_and_nothing_else(tool, tmp_path):
    for name in ("evidence", "reviews", "templates", "locale"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("fonts"))
    shutil.copy(ROOT / "manage.py", tmp_path)
    recipe = (ROOT / "Makefile").read_text().replace("\\\n", " ")
    words = re.search(r"\$\(DEVELOP\) (makemessages .+)", recipe)[1].split()
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "evidence.settings",
        "EVIDENCE_DEBUG": "1",
        "EVIDENCE_VAR": str(tmp_path / "var"),
    }
    subprocess.run(
        [sys.executable, "manage.py", *words], cwd=tmp_path, env=environment, check=True,
        capture_output=True,
    )  # fmt: skip
    for language in LANGUAGES:
        source, _ = catalogue(language)
        made = tmp_path / source.relative_to(ROOT)
        assert undated(made) == undated(source), "`make messages` renews it."


def test_what_is_said_stands_where_the_catalogue_finds_it():
    """xgettext passes over what stands inside an f-string."""
    hidden = [
        f"{path.name}:{node.lineno}"
        for path in (ROOT / "reviews").rglob("*.py")
        for text in ast.walk(ast.parse(path.read_text()))
        if isinstance(text, ast.JoinedStr)
        for node in ast.walk(text)
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in SAYING
        if isinstance(node.args[0], ast.Constant)
    ]
    assert hidden == []


def test_the_words_that_are_marked_are_those_of_the_vocabulary():
    kinds = {kind for kinds in terms.KEPT_AS.values() for kind in kinds}
    kinds |= {*terms.READINGS.values(), FlagCode, ReportSection, Scale}
    assert sorted(marked_terms.WORDS) == sorted({word.label for kind in kinds for word in kind})
    assert marked_terms.PARTS == citations.PARTS
    for name, kinds in terms.KEPT_AS.items():
        values = [word for kind in kinds for word in kind]
        assert len(values) == len({str(word) for word in values}), name


def test_the_words_of_grade_that_are_marked_are_those_of_its_definition():
    grade = shipped()["grade"]
    asked = {item: label for item, (label, _) in CLAIM_ITEMS.items()}
    items = {domain.id: domain.label for domain in grade.domains} | asked
    assert {"result": "Result"} | items == marked_terms.GRADE_ITEMS
    assert {domain.id for domain in grade.domains} == {*marked_terms.GRADE_ANSWERS}
    for domain in grade.domains:
        answers = {str(option.value): option.label for option in domain.procedure.results}
        assert answers.items() <= marked_terms.GRADE_ANSWERS[domain.id].items()
    assert grade.name == marked_terms.GRADE_NAME
    assert {releases.heading({basis}) for basis in BodyBasis} == marked_terms.HEADINGS


def test_the_steps_of_claims_that_are_marked_are_those_that_are_counted():
    steps = {step: label for step, label, _ in claim_flow.STEPS}
    reasons = {why: label for _, _, reasons in claim_flow.STEPS for why, label in reasons.items()}
    assert steps | reasons == marked_terms.FLOW
    working = {working_state._named(label) for label in marked_terms.FLOW.values()}
    assert working - {*marked_terms.FLOW.values()} == {*marked_terms.FLOW_OF_WORKING_STATE}

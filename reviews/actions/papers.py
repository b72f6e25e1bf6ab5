"""Papers: importing or adding them, describing them, their texts and identifiers."""

import uuid

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from reviews.actions import import_reading, import_storing, imports
from reviews.actions.duplicates import find_in_background
from reviews.actions.events import hold_installation, record
from reviews.actions.flags import propose_flags
from reviews.actions.matches import check_again, match
from reviews.actions.moves import hold_unmerged
from reviews.actions.refusals import insert, legible, misfits, refused, same
from reviews.exceptions import Conflict
from reviews.importers import identifiers
from reviews.importers.likeness import same_key
from reviews.importers.text import normalise
from reviews.models import Claim, Flag, Identifier, Paper, Source
from reviews.models.digests import sha256
from reviews.permissions import can
from reviews.search import papers as paper_index
from reviews.vocabulary import (
    FlagCode,
    FlagState,
    ImportState,
    Kind,
    Scheme,
    SourceKind,
    StudyDesign,
)

DETAILS = (
    "title", "authors", "affiliation", "journal", "year", "published", "volume", "issue",
    "pages", "design",
)  # fmt: skip
_AUTHOR_KEYS = ({"family", "given", "orcid"}, {"collective"})


def import_papers(panel, file, *, by, name=""):
    """A whole file (bytes, text, or an open binary file) of any format that is known, at once;
    returns the Import, in which every record seen is accounted for.

    What an earlier call left when it was killed is taken up. Raises ValidationError if the whole
    cannot be read.
    """
    upload = imports.upload(panel, file, by=by, name=name)
    if upload.state != ImportState.PREVIEW:
        import_reading.read(upload, by=by)
    if upload.state == ImportState.FAILED:
        raise ValidationError(upload.problem)
    return import_storing.store(upload, by=by)


@transaction.atomic
def add(panel, *, title, by, id=None, text="", kind=SourceKind.ABSTRACT, **details):
    """A paper by hand, with its text if there is one. `details` are those of DETAILS."""
    can(by, "import", panel).enforce()
    details = _details({"title": title} | details)
    if known := same(Paper, id, panel_id=panel.pk, **details):
        return known
    paper = Paper(
        id=id or uuid.uuid4(), panel=panel, added_at=timezone.now(), added_by=by, **details
    )
    paper.same_key = same_key(paper.title, paper.year, paper.first_author)
    insert(paper)
    made = [_source(paper, kind, text, by=by)] if text.strip() else []
    _index(paper)
    find_in_background.enqueue(str(panel.pk), [str(paper.pk)])
    record("add", paper, by=by, panel=panel, made=made)
    return paper


@transaction.atomic
def edit(paper, *, by, **details):
    """Change some of DETAILS; what the study design says of the claims follows it."""
    can(by, "edit_paper", paper.panel).enforce()
    details = _details(details)
    if sentences := misfits(Paper(**({"title": paper.title} | details))):
        raise ValidationError(sentences)
    saved = Paper.objects.filter(pk=paper.pk)
    before = saved.values(*details).get()
    with refused():
        saved.update(**details)
    now = saved.get()
    saved.update(same_key=same_key(now.title, now.year, now.first_author))
    changed = {name: [before[name], new] for name, new in details.items() if before[name] != new}
    if "design" in changed:
        _flag_by_design(paper, details["design"])
    _index(paper)
    record("edit", paper, by=by, panel=paper.panel, changed=changed)
    paper.refresh_from_db()
    return paper


@transaction.atomic
def add_source(paper, *, text, by, kind=SourceKind.ABSTRACT, id=None, replaces=None):
    """One more immutable text. `replaces` is the text of the same paper that it corrects."""
    can(by, "add_source", paper.panel).enforce()
    if known := same(Source, id, paper_id=paper.pk, kind=kind, text=_plain(text)):
        return known
    if replaces and replaces.paper_id != paper.pk:
        raise ValidationError("A text corrects another text of the same paper.")
    if replaces and Source.objects.filter(replaces=replaces).exists():
        raise Conflict("This text was corrected already: correct the newer one.")
    hold_unmerged(paper)
    source = _source(paper, kind, text, by=by, id=id, replaces=replaces)
    _index(paper)
    record("add_source", source, by=by, panel=paper.panel, made=[source])
    return source


@transaction.atomic
def add_identifier(paper, *, scheme, value, basis, by):
    """Say how we know it. Notices are matched again at once."""
    can(by, "add_identifier", paper.panel).enforce()
    if scheme not in list(Scheme):
        raise ValidationError("Choose one of the listed kinds of identifier.")
    with legible():
        value = identifiers.normalise(Scheme(scheme), value)
    # Notices that are being loaded are all there, or find the identifier afterwards.
    hold_installation()
    hold_unmerged(paper)
    identifier = insert(
        Identifier(
            paper=paper,
            panel=paper.panel,
            scheme=scheme,
            value=value,
            basis=basis.strip(),
            added_at=timezone.now(),
            added_by=by,
        )
    )
    matches = match(Identifier.objects.filter(paper=paper))
    check_again(Paper.objects.filter(pk=paper.pk))
    _index(paper)
    record(
        "add_identifier", paper, by=by, panel=paper.panel,
        scheme=str(scheme), value=value, matched=[row.notice_id for row in matches],
    )  # fmt: skip
    return identifier


def _index(paper):
    paper_index.index(Paper.objects.filter(pk=paper.pk))


def _flag_by_design(paper, design):
    """Advice in a narrative review is pointed at, for a person to confirm or dismiss."""
    code = FlagCode.DESIGN_NARRATIVE_REVIEW
    if design != StudyDesign.NARRATIVE_REVIEW:
        Flag.objects.filter(
            claim__source__paper=paper, code=code, state=FlagState.PROPOSED
        ).delete()
        return
    advising = Claim.objects.standing().filter(
        source__paper=paper, wording__kind=Kind.RECOMMENDATION
    )
    propose_flags([(claim, code, []) for claim in advising])


def _source(paper, kind, text, *, by, id=None, replaces=None):
    text = _plain(text)
    if not text.strip():
        raise ValidationError("The text is empty.")
    return insert(
        Source(
            id=id or uuid.uuid4(),
            paper=paper,
            kind=kind,
            text=text,
            sha256=sha256(text),
            replaces=replaces,
            added_at=timezone.now(),
            added_by=by,
        )
    )


def _plain(text):
    with legible():
        return normalise(text)


def _details(given):
    """Known details, texts normalised and trimmed, authors in the shape of Paper.authors."""
    if unknown := given.keys() - set(DETAILS):
        raise TypeError(f"A paper has no {', '.join(sorted(unknown))}.")
    details = {
        name: _plain(value).strip() if isinstance(value, str) else value
        for name, value in given.items()
    }
    if "authors" in details:
        details["authors"] = [_author(author) for author in details["authors"]]
    return details


def _author(author):
    """{"family", "given", "orcid"} or {"collective"}, with a family name or a group's name."""
    given = {key: _plain(str(value)).strip() for key, value in author.items()}
    person, group = _AUTHOR_KEYS
    if given.keys() == group and given["collective"]:
        return given
    if given.get("family") and given.keys() <= person:
        return {key: given.get(key, "") for key in ("family", "given", "orcid")}
    raise ValidationError("An author has a family name, or is a group with a name.")

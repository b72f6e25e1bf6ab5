"""Pairs of papers that look alike: finding them, and what people decide about them.

A merge keeps both records: the one that is merged away says into which, and its identifiers
move, so that notices and later imports find the paper that is kept.
"""

from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django_tasks import task

from reviews.actions.cascade import follow
from reviews.actions.events import hold_installation, record
from reviews.actions.matches import BATCH, check_again, inherit, match, take_back
from reviews.actions.panels import hold_panel
from reviews.actions.people import system
from reviews.actions.refusals import refused
from reviews.exceptions import Conflict
from reviews.importers.likeness import Card, near
from reviews.models import Citation, Identifier, Pair, Panel, Paper
from reviews.permissions import can
from reviews.vocabulary import PairState, Relation, Scheme

_LOOK_UP = 10_000
_RECORD = ("pk", "title", "year", "authors", "journal", "volume", "pages")
# What hangs on a record and would be out of sight if it were merged away.
_USES = {
    "has claims": Q(sources__claims__isnull=False),
    "is appraised in a round": Q(rounds__isnull=False),
    "stands in a body of evidence": Q(memberships_in_bodies__isnull=False),
    "is cited by a claim": Q(pk__in=Citation.objects.current().values("paper_id")),
    "has an interest declared in it": Q(interests__withdrawn_at=None, interests__isnull=False),
    "has results written for it": Q(results__isnull=False),
    "has another record merged into it": Q(merged__isnull=False),
}


@transaction.atomic
def find(panel, papers, *, by):
    """Compare papers of a panel, a queryset or a list of ids, with each other and with all the
    rest of it, and keep the pairs that look alike; those that are there stay as they are.

    Four statements and a batch of insertions, whatever the number. Returns the new pairs.
    """
    can(by, "import", panel).enforce()
    new = set(papers if isinstance(papers, list) else papers.values_list("pk", flat=True))
    places, cards = {}, {True: [], False: []}
    for card in _cards(panel):
        places[card.key] = len(places)
        cards[card.key in new].append(card)
    likely = list(near(cards[True], cards[False]))
    # Of two comparisons at once, the second sees what the first kept and keeps the rest.
    hold_panel(panel)
    known = {frozenset(two) for two in panel.pairs.values_list("first_id", "second_id")}
    now = timezone.now()
    pairs = [
        _pair(panel, like, places, now)
        for like in likely
        if frozenset((like.first, like.second)) not in known
    ]
    with refused():
        Pair.objects.bulk_create(pairs, batch_size=BATCH)
    if pairs:
        record("find_pairs", panel, by=by, panel=panel, compared=len(new), found=len(pairs))
    return pairs


@task()
def find_in_background(panel, papers):
    """Run again, it finds nothing new."""
    find(Panel.objects.get(pk=panel), [UUID(pk) for pk in papers], by=system())


@transaction.atomic
def merge(pair, *, keep, by):
    """They are one paper: the other record is merged into `keep`. Notices are matched at once.

    Raises Conflict if the other record is in use, for then it is the one to be kept.
    """
    can(by, "decide_pair", pair.panel).enforce()
    if keep.pk not in (pair.first_id, pair.second_id):
        raise ValidationError("Keep one of the two records of the pair.")
    gone = pair.second if keep.pk == pair.first_id else pair.first
    # Notices that are being loaded are all there, or find the moved identifiers afterwards.
    hold_installation()
    hold_panel(pair.panel)
    _decide(pair, PairState.SAME, by)
    other_uses = _uses(keep)
    _mark(gone, keep, by)
    # Only now is the row ours: whoever makes a claim of it meanwhile waits for us.
    _refuse(gone, _uses(gone), other_uses)
    moving = Identifier.objects.filter(paper=gone)
    moved = [f"{row.scheme} {row.value}" for row in moving.order_by("scheme", "value")]
    moving.update(paper=keep, came_with=gone)
    _hand_on(pair, gone, keep)
    matches = match(Identifier.objects.filter(paper=keep)) + inherit(keep)
    check_again(Paper.objects.filter(pk=keep.pk))
    follow([keep.pk, gone.pk])
    record(
        "merge", pair, by=by, panel=pair.panel, kept=keep.pk, merged=gone.pk,
        identifiers=moved, matched=[row.notice_id for row in matches],
    )  # fmt: skip
    return pair


@transaction.atomic
def unmerge(paper, *, by):
    """The record stands for itself again, with the identifiers that it came with, and the pair
    waits again. What notices the kept paper had through them alone goes from it."""
    panel = paper.panel
    can(by, "decide_pair", panel).enforce()
    hold_installation()
    hold_panel(panel)
    merged = Paper.objects.filter(pk=paper.pk).exclude(merged_into=None)
    kept = Paper.objects.filter(merged=paper).first()
    if not merged.update(merged_into=None, merged_at=None, merged_by=None):
        raise Conflict("This record is not merged into another.")
    Identifier.objects.filter(came_with=paper).update(paper=paper, came_with=None)
    take_back(kept, paper)
    both = [kept.pk, paper.pk]
    match(Identifier.objects.filter(paper__in=both))
    check_again(Paper.objects.filter(pk__in=both))
    follow(both)
    Pair.objects.filter(first__in=both, second__in=both).update(
        state=PairState.WAITING, decided_at=None, decided_by=None
    )
    record("unmerge", paper, by=by, panel=panel, kept=kept.pk)
    paper.refresh_from_db()
    return paper


@transaction.atomic
def tell_apart(pair, *, by):
    """They are different papers."""
    can(by, "decide_pair", pair.panel).enforce()
    _decide(pair, PairState.DIFFERENT, by)
    record("tell_apart", pair, by=by, panel=pair.panel)
    return pair


@transaction.atomic
def link(pair, *, relation, by):
    """They are two papers that belong together, and how."""
    can(by, "decide_pair", pair.panel).enforce()
    if relation not in list(Relation):
        raise ValidationError("Say how the two papers belong together.")
    _decide(pair, PairState.LINKED, by, relation=relation)
    record("link", pair, by=by, panel=pair.panel, relation=str(relation))
    return pair


@transaction.atomic
def undo(pair, *, by):
    """The pair waits again; a merge is undone with it."""
    can(by, "decide_pair", pair.panel).enforce()
    if pair.state == PairState.SAME:
        gone = pair.second if pair.second.merged_into_id == pair.first_id else pair.first
        unmerge(gone, by=by)
        pair.refresh_from_db()
        return pair
    decided = Pair.objects.filter(pk=pair.pk, state__in=[PairState.DIFFERENT, PairState.LINKED])
    if not decided.update(state=PairState.WAITING, decided_at=None, decided_by=None):
        raise Conflict("This pair waits already: there is nothing to undo.")
    record("undo_pair", pair, by=by, panel=pair.panel)
    pair.refresh_from_db()
    return pair


def _decide(pair, state, by, **fields):
    """Of two people who decide at once, one succeeds."""
    waiting = Pair.objects.filter(pk=pair.pk, state=PairState.WAITING)
    fields |= {"decided_at": timezone.now(), "decided_by": by}
    if not waiting.update(state=state, **fields):
        raise Conflict("Someone has decided this pair already.")
    pair.refresh_from_db()


def _mark(gone, keep, by):
    if Paper.objects.filter(pk=keep.pk).exclude(merged_into=None).exists():
        raise Conflict("The record to be kept was itself merged into another.")
    standing = Paper.objects.filter(pk=gone.pk, merged_into=None)
    if not standing.update(merged_into=keep, merged_at=timezone.now(), merged_by=by):
        raise Conflict("This record was merged into another already.")


def _refuse(gone, uses, other_uses):
    if uses and other_uses:
        raise Conflict(
            f"Both records are in use: one {uses[0]}, the other {other_uses[0]}. Say that they "
            "belong together instead."
        )
    if uses:
        raise Conflict(
            f"“{gone.short}” {uses[0]}, so keep that record and merge the other into it."
        )


def _uses(paper):
    return [use for use, hold in _USES.items() if Paper.objects.filter(hold, pk=paper.pk).exists()]


def _hand_on(pair, gone, keep):
    """What the merged record was like to, the kept one may be like to as well."""
    waiting = Pair.objects.filter(Q(first=gone) | Q(second=gone), state=PairState.WAITING)
    others = {p.first_id if p.second_id == gone.pk else p.second_id: p for p in waiting}
    about_keep = Pair.objects.filter(Q(first=keep) | Q(second=keep))
    for ids in about_keep.values_list("first_id", "second_id"):
        for pk in ids:
            others.pop(pk, None)
    Pair.objects.bulk_create(
        Pair(
            panel=pair.panel, first=keep, second_id=pk, found_at=pair.decided_at,
            likeness=like.likeness, explanation=like.explanation, relation=like.relation,
        )
        for pk, like in others.items()
    )  # fmt: skip


def _pair(panel, like, places, now):
    first, second = sorted((like.first, like.second), key=places.get)
    return Pair(
        panel=panel,
        first_id=first,
        second_id=second,
        likeness=like.percent,
        explanation=like.explanation,
        relation=like.relation or "",
        found_at=now,
    )


def _cards(panel):
    """What is compared of every record of the panel that is not merged, the oldest first."""
    named = {Scheme.DOI: {}, Scheme.PMID: {}}
    identifiers = Identifier.objects.filter(panel=panel, scheme__in=named)
    for pk, scheme, value in identifiers.values_list("paper_id", "scheme", "value").iterator():
        named[scheme].setdefault(pk, []).append(value)
    papers = panel.papers.unmerged().order_by("added_at", "pk")
    for pk, title, year, authors, *place in papers.values_list(*_RECORD).iterator(_LOOK_UP):
        yield Card(
            pk, title, year, _first(authors), *place,
            dois=tuple(named[Scheme.DOI].get(pk, ())), pmids=tuple(named[Scheme.PMID].get(pk, ())),
        )  # fmt: skip


def _first(authors):
    if not authors:
        return ""
    author = authors[0]
    if "collective" in author:
        return author["collective"].replace(",", " ")
    return f"{author.get('family', '')}, {author.get('given', '')}"

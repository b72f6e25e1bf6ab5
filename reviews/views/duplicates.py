"""Papers of a panel that look alike: one pair at a time side by side, and what was decided."""

from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from reviews.actions import duplicates as actions
from reviews.exports.papers import Papers
from reviews.forms.duplicates import LinkForm, MergeForm
from reviews.models import Pair, Paper
from reviews.permissions import can
from reviews.views.attempts import attempt
from reviews.views.panels import panel_of
from reviews.vocabulary import Scheme

MOST = 50  # pairs of a kind on one page
_PARTS = (
    ("Title", "title"),
    ("Journal", "journal"),
    ("Year", "year"),
    ("Published", "published"),
    ("Volume", "volume"),
    ("Issue", "issue"),
    ("Pages", "pages"),
)


@dataclass(frozen=True)
class Row:
    """One part of two records."""

    label: str
    first: str
    second: str

    @property
    def differs(self):
        return self.first != self.second


@require_safe
def duplicates(request, slug):
    """`?pair=<id>` shows that pair, whatever was decided; else the likest that waits."""
    panel = panel_of(request, slug)
    pairs = panel.pairs.select_related("first", "second", "decided_by")
    wanted = request.GET.get("pair")
    return _page(request, panel, _wanted(pairs, wanted) if wanted else None)


def _wanted(pairs, pk):
    try:
        return get_object_or_404(pairs, pk=UUID(pk))
    except ValueError:
        raise Http404 from None


def _page(request, panel, pair=None, refused=None):
    """The page, with a decision that was refused as it was sent."""
    pairs = panel.pairs.select_related("first", "second", "decided_by")
    waiting = list(pairs.waiting().order_by("-likeness", "pk")[:MOST])
    pair = pair or next(iter(waiting), None)
    suggested = LinkForm(initial={"relation": pair and pair.relation}, auto_id="link-%s")
    context = {
        "panel": panel,
        "pair": pair,
        "rows": _rows(pair) if pair else [],
        "waiting": waiting,
        "decided": pairs.decided().order_by("-decided_at", "pk")[:MOST],
        "form": refused if isinstance(refused, LinkForm) else suggested,
        "refused": refused,
        "permit": can(request.user, "decide_pair", panel),
    }
    status = getattr(refused, "status", 200)
    return render(request, "duplicates/duplicates.html", context, status=status)


def _rows(pair):
    first, second = pair.first, pair.second
    known = Papers([first, second])
    contents = [known.content(paper) for paper in (first, second)]
    rows = [(label, getattr(first, name), getattr(second, name)) for label, name in _PARTS]
    rows.insert(1, ("Authors", *(_authors(paper) for paper in (first, second))))
    for scheme in Scheme:
        rows.append((scheme.label, *(_values(content, scheme) for content in contents)))
    rows.append(("Notices", *(content["status"]["label"] for content in contents)))
    shown = [Row(label, _shown(one), _shown(two)) for label, one, two in rows]
    return [row for row in shown if row.first or row.second]


def _authors(paper):
    names = (
        author.get("collective") or f"{author.get('family', '')}, {author.get('given', '')}"
        for author in paper.authors
    )
    return "; ".join(name.rstrip(", ") for name in names)


def _values(content, scheme):
    found = content["identifiers"]
    return ", ".join(row["value"] for row in found if row["scheme"]["value"] == scheme)


def _shown(value):
    return "" if value is None else str(value)


def _pair(request, pk):
    rows = Pair.objects.visible_to(request.user).select_related("panel", "first", "second")
    return get_object_or_404(rows, pk=pk)


def _answer(request, pair, form, act, done):
    """On to the next pair, or the same one again with what was refused."""
    if attempt(form, act):
        messages.success(request, done)
        return redirect("desk-duplicates", slug=pair.panel.slug)
    return _page(request, panel_of(request, pair.panel.slug), _pair(request, pair.pk), form)


@require_POST
def merge(request, pk):
    pair = _pair(request, pk)
    can(request.user, "decide_pair", pair.panel).enforce()
    form = MergeForm(request.POST)

    def act():
        keep = getattr(pair, form.cleaned_data["keep"])
        return actions.merge(pair, keep=keep, by=request.user)

    return _answer(request, pair, form, act, "The two records are one paper now.")


@require_POST
def tell_apart(request, pk):
    pair = _pair(request, pk)
    can(request.user, "decide_pair", pair.panel).enforce()
    actions.tell_apart(pair, by=request.user)
    messages.success(request, "They are different papers.")
    return redirect("desk-duplicates", slug=pair.panel.slug)


@require_POST
def link(request, pk):
    pair = _pair(request, pk)
    can(request.user, "decide_pair", pair.panel).enforce()
    form = LinkForm(request.POST, auto_id="link-%s")

    def act():
        return actions.link(pair, **form.cleaned_data, by=request.user)

    return _answer(request, pair, form, act, "The two papers belong together.")


@require_POST
def undo(request, pk):
    pair = _pair(request, pk)
    can(request.user, "decide_pair", pair.panel).enforce()
    actions.undo(pair, by=request.user)
    messages.success(request, "The decision is undone, and the pair waits again.")
    return redirect("desk-duplicates", slug=pair.panel.slug)


@require_POST
def unmerge(request, pk):
    """From the page of the record that was merged into another."""
    papers = Paper.objects.visible_to(request.user).select_related("panel")
    paper = get_object_or_404(papers, pk=pk)
    can(request.user, "decide_pair", paper.panel).enforce()
    actions.unmerge(paper, by=request.user)
    messages.success(request, "This record stands for itself again.")
    return redirect(paper)

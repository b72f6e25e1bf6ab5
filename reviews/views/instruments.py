"""The instruments that a panel may choose: those that ship, and those that were made here."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.text import slugify
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from reviews.actions import instruments, official_texts
from reviews.forms.instruments import DefinitionForm, InstrumentForm, OfficialTextsForm
from reviews.instruments.definition import Instrument as Definition
from reviews.instruments.loading import DEFINITIONS, shipped
from reviews.models import Instrument, OfficialTexts
from reviews.permissions import can
from reviews.views.attempts import attempt
from reviews.views.panels import panel_of


@dataclass(frozen=True)
class Line:
    """One instrument in the list; `row` is None for what ships."""

    definition: Definition
    row: Instrument | None = None


@require_safe
def listed(request, slug):
    panel = panel_of(request, slug)
    made = Instrument.objects.made_for(panel).select_related("adopted_by")
    rows = [Line(row.parsed, row) for row in made.order_by("name", "-adopted_at", "pk")]
    context = {
        "panel": panel,
        "permit": can(request.user, "write_instrument", panel),
        "own": [line for line in rows if line.row.panel_id],
        "everywhere": [line for line in rows if not line.row.panel_id],
        "shipped": [Line(found) for found in shipped().values()],
    }
    return render(request, "instruments/list.html", context)


def _row(request, slug, pk):
    """(the panel, an instrument that was made or adopted and that its members see)."""
    panel = panel_of(request, slug)
    rows = Instrument.objects.filter(panel=None) | Instrument.objects.filter(panel=panel)
    return panel, get_object_or_404(rows.select_related("adopted_by", "retired_by"), pk=pk)


@require_safe
def one(request, slug, pk):
    """A definition as it stood when it was adopted or made."""
    panel, row = _row(request, slug, pk)
    return _definition(request, panel, row.parsed, row)


@require_safe
def one_shipped(request, slug, instrument):
    panel = panel_of(request, slug)
    return _definition(request, panel, _shipped(instrument))


def _shipped(key):
    if key not in shipped():
        raise Http404
    return shipped()[key]


def _definition(request, panel, definition, row=None):
    is_shipped = definition.key in shipped() and not (row and row.is_own)
    texts = is_shipped and OfficialTexts.objects.newest(panel, definition.key, definition.version)
    context = questions_of(definition, texts.texts if texts else {}) | {
        "panel": panel,
        "row": row,
        "is_shipped": is_shipped,
        "texts": texts,
        "permit": can(request.user, "write_instrument", panel),
    }
    return render(request, "instruments/instrument.html", context)


def questions_of(definition, texts=None):
    """What the template of a definition needs; `texts` is {item: official wording}."""
    texts = texts or {}
    questions = [
        (domain, item, texts.get(item.id, ""))
        for domain in definition.domains
        for item in domain.items
    ]
    return {"instrument": definition, "questions": questions}


@require_safe
def download(request, slug, pk):
    _, row = _row(request, slug, pk)
    return _file(row.definition, row.key, row.version)


@require_safe
def download_shipped(request, slug, instrument):
    panel_of(request, slug)
    found = _shipped(instrument)
    text = (DEFINITIONS / f"{found.key}.yaml").read_text(encoding="utf-8")
    return _file(text, found.key, found.version)


def _file(text, key, version):
    answer = HttpResponse(text, content_type="application/yaml; charset=utf-8")
    name = slugify(f"{key} {version}")
    answer["Content-Disposition"] = f'attachment; filename="{name}.yaml"'
    return answer


@require_http_methods(["GET", "POST"])
def new(request, slug):
    """By a form, for instruments whose result needs no rules of their own."""
    panel = panel_of(request, slug)
    form = InstrumentForm(request.POST or None, initial={"publisher": panel.name})
    return _making(request, panel, form, "instruments/new.html")


@require_http_methods(["GET", "POST"])
def upload(request, slug):
    """By its file; a refused one is shown with the line, to be mended in place."""
    panel = panel_of(request, slug)
    form = DefinitionForm(request.POST or None, request.FILES or None)
    return _making(request, panel, form, "instruments/upload.html")


def _making(request, panel, form, template):
    """`preview` among what is posted shows the instrument and keeps nothing."""
    can(request.user, "write_instrument", panel).enforce()
    preview = None
    if request.method == "POST":
        is_preview = "preview" in request.POST

        def act():
            definition = form.cleaned_data["definition"]
            if is_preview:
                return instruments.checked(definition, panel=panel)
            return instruments.make(definition, panel=panel, by=request.user)

        if attempt(form, act):
            if not is_preview:
                messages.success(request, f"{form.made.name}, {form.made.version}, is kept.")
                return redirect("desk-instrument", slug=panel.slug, pk=form.made.pk)
            preview, form.status = form.made, 200
    context = {"panel": panel, "form": form}
    if preview:
        context |= questions_of(preview) | {"definition": form.cleaned_data["definition"]}
    return render(request, template, context, status=getattr(form, "status", 200))


@require_POST
def retire(request, slug, pk):
    panel, row = _row(request, slug, pk)
    can(request.user, "write_instrument", panel).enforce()
    instruments.retire(row, by=request.user)
    messages.success(request, "The instrument is retired; rounds that use it go on.")
    return redirect("desk-instruments", slug=slug)


@require_http_methods(["GET", "POST"])
def texts(request, slug, instrument):
    """The published wording of the questions, for panels with a right to it."""
    panel = panel_of(request, slug)
    can(request.user, "write_instrument", panel).enforce()
    found = _shipped(instrument)
    newest = OfficialTexts.objects.newest(panel, found.key, found.version)
    initial = {f"item-{item}": text for item, text in newest.texts.items()} if newest else {}
    form = OfficialTextsForm(request.POST or None, instrument=found, initial=initial)

    def write():
        return official_texts.write(
            panel,
            found.key,
            texts=form.texts(),
            ground=form.cleaned_data["ground"],
            by=request.user,
        )

    if request.method == "POST" and attempt(form, write):
        messages.success(request, "This panel's pages show the wording from now on.")
        return redirect(reverse("desk-instrument-shipped", args=[slug, found.key]))
    context = {"panel": panel, "instrument": found, "form": form, "newest": newest}
    return render(request, "instruments/texts.html", context, status=getattr(form, "status", 200))

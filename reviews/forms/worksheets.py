"""A worksheet as a form, made from whatever instrument the round uses."""

from contextlib import suppress
from dataclasses import dataclass
from itertools import groupby

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.forms.boundfield import BoundField

from reviews.actions.motions import LONGEST, OPEN_FOR
from reviews.actions.verdicts import ways_to_settle
from reviews.actions.worksheets import CLAIM_ITEMS
from reviews.forms.fields import day, text
from reviews.forms.spans import VerbatimField, placed
from reviews.instruments.phrases import asked_if
from reviews.vocabulary import JudgementBasis, choices

LABELS = {
    "evidence_side": ("The evidence stands", "Certainty does not say on which side."),
    "kind": ("The claim is a", "What the claim is in its paper, by your own reading."),
    "advice": ("It gives", "How strongly it advises, by your own reading."),
    "direction": ("The advice is", "Only for advice."),
    "language_level": ("Language level", "How surely it is put. Only for a result or conclusion."),
}
BASES = [("", "Choose"), *choices(JudgementBasis)]


@dataclass(frozen=True)
class Row:
    """One item: its fields, and whether the instrument asks for what it rests on."""

    item: str
    label: str
    help: str
    answer: BoundField
    basis: BoundField | None = None
    note: BoundField | None = None
    quote: tuple[BoundField, ...] = ()
    footnoted: str = ""  # the answers that may not stand without a footnote
    number: str = ""  # as published, where the question has one
    asked_if: str = ""  # in words, where it is not always asked
    official: str = ""  # the published wording, where the panel has a right to it

    @property
    def rests_on(self):
        """What is written so far of what the answer rests on, in one line."""
        basis = dict(BASES).get(self.basis.value()) if self.basis.value() else ""
        return ": ".join(filter(None, [basis, self.note.value()]))


class WorksheetForm(forms.Form):
    """Answers with what they rest on, the result and the rationale.

    `content` is a draft's or settlement's (see actions.worksheets); whatever is typed can be
    read back as such, complete or not. `sources` are the texts that may be quoted, `official`
    the published wording by item, for panels that have a right to it.
    """

    result = forms.ChoiceField(label="The result is", required=False)
    rationale = text(
        "Rationale", help_text="Needed where the result departs, or where a warning asks why."
    )

    def __init__(self, data=None, *, round, sources, official=None, content=None, **options):
        super().__init__(data, initial=_initial(content or {}), **options)
        self.official = official or {}
        self.instrument = round.instrument.parsed
        self.sources = {str(source.pk): source for source in sources}
        self.own_items = list(CLAIM_ITEMS) if round.claim_id else []
        results = [(str(r.value), r.label) for r in self.instrument.overall.results]
        unchosen = "Choose" if self.instrument.is_judged_by_people else "As the instrument proposes"
        self.fields["result"].choices = [("", unchosen), *results]
        proposing = {domain.id for domain in self.instrument.domains if domain.is_proposed}
        for item in self.instrument.entries:
            answers = [(str(a.value), a.label) for a in item.answers]
            if item.id in proposing:
                answers.insert(0, ("", "As the answers propose"))
            self.fields[f"{item.id}-answer"] = _radios(item.label, answers)
            self._add_basis(item.id)
        for item in self.own_items:
            self.fields[f"{item}-answer"] = _radios(LABELS[item][0], CLAIM_ITEMS[item])

    def _add_basis(self, item):
        sources = [("", "Which text"), *((pk, _name(s)) for pk, s in self.sources.items())]
        self.fields |= {
            f"{item}-basis": forms.ChoiceField(label="Rests on", choices=BASES, required=False),
            f"{item}-note": text("Footnote", rows=2),
            f"{item}-source": forms.ChoiceField(label="Text", choices=sources, required=False),
            f"{item}-exact": VerbatimField(label="Quote", rows=2, required=False),
            f"{item}-start": forms.IntegerField(label="Start", min_value=0, required=False),
            f"{item}-end": forms.IntegerField(label="End", min_value=0, required=False),
        }

    def sections(self):
        """(heading, rows) in the order of the instrument."""
        domains = {domain.id: domain for domain in self.instrument.domains}
        rows = [(domains[item.domain].heading, self._row(item)) for item in self.instrument.entries]
        return [
            (heading, [row for _, row in found])
            for heading, found in groupby(rows, key=lambda pair: pair[0])
        ]

    def own_rows(self):
        """The side of the evidence and the appraiser's own reading of the wording."""
        return [Row(item, *LABELS[item], self[f"{item}-answer"]) for item in self.own_items]

    def _row(self, item):
        field = {name: self[f"{item.id}-{name}"] for name in ("answer", "basis", "note")}
        quote = tuple(self[f"{item.id}-{name}"] for name in ("source", "exact", "start", "end"))
        footnoted = " ".join(str(a.value) for a in item.answers if a.needs_footnote)
        return Row(
            item.id, item.label, item.help, **field, quote=quote, footnoted=footnoted,
            number=item.number, asked_if=asked_if(self.instrument, item),
            official=self.official.get(item.id, ""),
        )  # fmt: skip

    def content(self):
        """What was typed, in the shape of a draft."""
        given = self.cleaned_data
        items = [*(item.id for item in self.instrument.entries), *self.own_items]
        judgements = {item: self._judgement(item) for item in items}
        return {
            "judgements": {name: row for name, row in judgements.items() if any(row.values())},
            "result": given.get("result", ""),
            "rationale": given.get("rationale", ""),
        }

    def differences(self, saved, sent):
        """[(label, saved, sent)] in words, of the items in which two contents differ."""
        found = []
        for name, field in self.fields.items():
            values = [_initial(content).get(name, "") for content in (saved, sent)]
            if values[0] != values[1]:
                item = name.rpartition("-")[0]
                label = self.fields[f"{item}-answer"].label if item else ""
                words = [dict(getattr(field, "choices", ())).get(v, v) for v in values]
                found.append((", ".join(filter(None, [label, field.label])), *words))
        return found

    def _judgement(self, item):
        given = self.cleaned_data
        found = {name: given.get(f"{item}-{name}", "") for name in ("answer", "basis", "note")}
        exact, source = given.get(f"{item}-exact"), self.sources.get(given.get(f"{item}-source"))
        if exact and source:
            start, end = given.get(f"{item}-start"), given.get(f"{item}-end")
            with suppress(ValidationError):  # kept as typed; the submit will say what is wrong
                start, end = placed(source.text, exact=exact, start=start, end=end)
            found["quote"] = {
                "source": str(source.pk), "start": start, "end": end, "exact": exact
            }  # fmt: skip
        return found

    def add_problems(self, error):
        """Put the sentences of a refused submit beside the items that they are about."""
        by_item = error.message_dict if hasattr(error, "error_dict") else {
            NON_FIELD_ERRORS: error.messages
        }  # fmt: skip
        for item, sentences in by_item.items():
            name = next((n for n in (f"{item}-answer", item) if n in self.fields), None)
            self.add_error(name, sentences)


class SettlementForm(WorksheetForm):
    """The panel's answers; `content` may be a draft, or what the appraisers agree on."""

    same_question = forms.ChoiceField(
        label="Did they answer the same question?",
        choices=[("yes", "Yes"), ("no", "No")],
        widget=forms.RadioSelect,
    )
    settled_by = forms.ChoiceField(label="How it was settled", widget=forms.RadioSelect)
    participants = forms.MultipleChoiceField(
        label="Who took part in the discussion",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    discussed_on = day("Discussed on", required=False)
    open_for = forms.IntegerField(
        label="Days to answer",
        required=False,
        min_value=1,
        max_value=LONGEST,
        help_text=f"How long appraisers may dissent, and members vote; {OPEN_FOR} if left empty.",
    )
    own_fields = ("same_question", "settled_by", "discussed_on", "open_for")

    def __init__(self, data=None, *, round, content=None, members=(), **options):
        super().__init__(data, round=round, content=content, **options)
        self.fields["settled_by"].choices = choices(ways_to_settle(round))
        self.fields["participants"].choices = [(str(who.pk), who.name) for who in members]
        self.initial["participants"] = (content or {}).get("participants", [])
        self.fields["same_question"].help_text = (
            "The same population, comparison, outcome and body of evidence."
            if self.own_items
            else "About the same result of the paper."
        )
        self.initial |= {name: (content or {}).get(name, "") for name in self.own_fields}

    def clean_same_question(self):
        given = self.cleaned_data["same_question"]
        if given == "no":
            raise ValidationError(
                "Then there is nothing to settle: ask again, with the corrected question."
            )
        return given

    def content(self):
        """As a draft keeps it, with what is asked beside the worksheet as it was typed."""
        given = {name: self.data.get(name, "") for name in self.own_fields}
        given["participants"] = self.data.getlist("participants")
        return super().content() | given

    @property
    def motion(self):
        """What is moved, where the verdict does not stand at once."""
        given = self.cleaned_data
        return {
            "content": super().content(),
            "settled_by": given["settled_by"],
            "participants": given["participants"],
            "discussed_on": given["discussed_on"],
            "open_for": given["open_for"] or OPEN_FOR,
        }


def _radios(label, answers):
    return forms.ChoiceField(label=label, choices=answers, required=False, widget=forms.RadioSelect)


def _name(source):
    return f"{source.paper.short}, {source.get_kind_display().lower()}"


def _initial(content):
    """Field values from a draft's content."""
    values = {name: content.get(name, "") for name in ("result", "rationale")}
    for item, judgement in content.get("judgements", {}).items():
        flat = {**judgement, **judgement.get("quote", {})}
        values |= {f"{item}-{name}": value for name, value in flat.items() if name != "quote"}
    return values

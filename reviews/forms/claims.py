"""Claims: their extent, wording, parts, premises, flags and exceptions."""

from django import forms

from reviews.forms.fields import own_id, text, word
from reviews.forms.spans import SpanForm, VerbatimField, parts_in
from reviews.models import Wording
from reviews.vocabulary import (
    Advice,
    Branch,
    Causal,
    Certainty,
    Direction,
    FlagState,
    Kind,
    Population,
    Scope,
    choices,
)
from reviews.wording.exceptions import SITUATIONS
from reviews.wording.rules import RULES

LEVELS = [
    ("", "None"),
    (4, "4 · assertive"),
    (3, "3 · probably, likely"),
    (2, "2 · may, suggests, appears"),
    (1, "1 · said to be unknown"),
]
CERTAINTIES = [("", "Not graded"), *((step.value, step.label) for step in Certainty)]
DECISIONS = choices([FlagState.CONFIRMED, FlagState.DISMISSED])
RAISABLE = choices([rule.code for rule in RULES if not rule.is_computed])


def reads_as(**options):
    return text(
        "Reads as",
        rows=2,
        help_text="Where words are missing: the claim with those words in [brackets].",
        **options,
    )


def certainty(label):
    return forms.TypedChoiceField(
        label=label, choices=CERTAINTIES, coerce=int, empty_value=None, required=False
    )


class ProposeForm(SpanForm):
    """A claim made from a text; a client may choose its id, and then may send it twice."""

    reads_as = reads_as()
    id = own_id()


class ExtentForm(SpanForm):
    reads_as = reads_as()
    reason = text("Why", rows=2)


class WordingForm(forms.ModelForm):
    """A person's reading of how the claim is put."""

    kind = word(Kind)
    scope = word(Scope)
    advice = forms.ChoiceField(choices=choices(Advice))
    direction = word(Direction, "Advice is", required=False)
    language_level = forms.TypedChoiceField(
        choices=LEVELS, coerce=int, empty_value=None, required=False
    )
    causal = word(Causal, "Causal language")
    population = word(Population)
    reason = text("Why", rows=2)

    class Meta:
        model = Wording
        fields = [
            "kind",
            "scope",
            "advice",
            "direction",
            "language_level",
            "causal",
            "population",
            "reason",
        ]


class SplitForm(forms.Form):
    """The parts of a compound claim, one a line, and how each reads with words added."""

    parts = VerbatimField(
        rows=4,
        label="Parts, one a line",
        help_text="Break the line where a part ends; delete what belongs to no part.",
    )
    reads_as = forms.CharField(
        label="Reads as, one a line",
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="In the order of the parts; leave a line empty where nothing is missing.",
    )

    def __init__(self, *args, claim, **options):
        super().__init__(*args, **options)
        self.claim = claim

    def clean(self):
        given = super().clean()
        lines = [line for line in given.get("parts", "").split("\n") if line.strip()]
        readings = [line.strip() for line in given.get("reads_as", "").splitlines()]
        if len(lines) < 2:
            raise forms.ValidationError("A split needs two parts or more, each on its own line.")
        if len(readings) > len(lines):
            raise forms.ValidationError("There are more readings than parts.")
        revision = self.claim.revision
        spans = parts_in(lines, self.claim.source.text, revision.start, revision.end)
        readings += [""] * (len(lines) - len(readings))
        given["extents"] = [
            {"start": start, "end": end, "exact": exact, "reads_as": reading}
            for (start, end, exact), reading in zip(spans, readings, strict=True)
        ]
        return given


class PremiseDecisionForm(forms.Form):
    state = forms.ChoiceField(choices=DECISIONS)


class FlagDecisionForm(forms.Form):
    """Confirm or dismiss; the action asks why for a dismissal."""

    state = forms.ChoiceField(choices=DECISIONS, widget=forms.HiddenInput)
    reason = text("Why", rows=2)


class FlagForm(forms.Form):
    """A flag that a person sets by their own reading."""

    code = forms.ChoiceField(label="Flag", choices=[("", "Choose"), *RAISABLE])
    reason = text("Why", rows=2, required=True)


class ExceptionForm(forms.Form):
    """One of the five situations in which strong advice on low certainty is defensible."""

    situation = forms.TypedChoiceField(
        choices=[(s.number, f"{s.number}. {s.summary}") for s in SITUATIONS.values()],
        coerce=int,
        widget=forms.RadioSelect,
    )
    direction = word(Direction, "The advice is")
    benefit_certainty = certainty("Certainty of the benefit")
    harm_certainty = certainty("Certainty of the harm or cost")
    reason = text("Why it holds here", required=True)


class OverallForm(forms.Form):
    """Which critical outcome sets the overall certainty; `outcomes` are those to choose from,
    and none of them is the lowest."""

    outcome = forms.UUIDField(
        label="The overall certainty is",
        required=False,
        widget=forms.RadioSelect,
        error_messages={"invalid": "Choose one of the outcomes, or the lowest."},
    )
    reason = text("Why", rows=2, required=True)
    replaces = forms.IntegerField(min_value=0, max_value=2**15, widget=forms.HiddenInput)

    def __init__(self, *args, outcomes=(), **options):
        super().__init__(*args, **options)
        self.fields["outcome"].widget.choices = [
            ("", "the lowest of them"),
            *(
                (each.outcome.pk, f"{each.certainty.label.lower()}, that of “{each.outcome.name}”")
                for each in outcomes
            ),
        ]

    def clean(self):
        given = super().clean()
        return given | {"branch": Branch.HIGHEST if given.get("outcome") else Branch.LOWEST}


class ReasonForm(forms.Form):
    reason = text("Why", rows=2, required=True)

"""Citations: finding a paper, and what it does to the claim."""

from django import forms

from reviews.forms.fields import own_id, word
from reviews.forms.spans import VerbatimField
from reviews.models import Paper
from reviews.vocabulary import Directness, Stance, StudyDesign, choices

DESIGNS = [design for design in StudyDesign if design != StudyDesign.NOT_STATED]


class FindForm(forms.Form):
    """One box for all: words, or an identifier as it is printed."""

    q = forms.CharField(
        label="Words of it, or its DOI or PMID",
        required=False,
        max_length=600,
        widget=forms.TextInput(attrs={"type": "search"}),
    )


def _directness(label):
    return forms.TypedChoiceField(
        label=label,
        choices=choices(Directness),
        initial=Directness.NOT_JUDGED,
        required=False,
        empty_value=Directness.NOT_JUDGED,
    )


class SayForm(forms.Form):
    """What a cited paper does to a claim, and how directly it speaks to each part of it."""

    stance = word(Stance)
    population = _directness("Directness: population")
    intervention = _directness("Directness: intervention")
    comparator = _directness("Directness: comparator")
    outcome = _directness("Directness: outcome")
    quote = VerbatimField(
        required=False,
        help_text="Word for word from the cited paper; found again in its text, if it is here.",
    )


class CiteForm(SayForm):
    """A citation of one paper. Its `design` is asked only while it is not stated; a client
    chooses the `id`, and then may send the form twice."""

    paper = forms.ModelChoiceField(
        None,
        widget=forms.HiddenInput,
        error_messages={
            "required": "Choose the paper first.",
            "invalid_choice": "Choose a paper of this panel.",
        },
    )
    id = own_id()
    design = word(DESIGNS, "Its study design", required=False)

    field_order = ("paper", "id", "stance", "design")

    def __init__(self, *args, panel, paper=None, **options):
        super().__init__(*args, **options)
        self.fields["paper"].queryset = Paper.objects.filter(panel=panel)
        if paper is None or paper.design != StudyDesign.NOT_STATED:
            del self.fields["design"]

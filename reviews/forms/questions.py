"""Questions, outcomes and bodies of evidence."""

from django import forms

from reviews.forms.fields import day, text, word
from reviews.models import Body, Outcome, Paper, Question
from reviews.vocabulary import BodyBasis, Effect, Importance, Target


class QuestionForm(forms.ModelForm):
    population = text(rows=2, required=True)
    intervention = text(rows=2, required=True)
    comparator = text(rows=2, required=True)
    target = word(Target, "Certainty of what")
    threshold = forms.CharField(
        required=False, help_text="The size from which an effect matters, if the panel fixes one."
    )
    as_of = day("As of", help_text="Evidence is judged as it stood on this day.")

    class Meta:
        model = Question
        fields = ["population", "intervention", "comparator", "target", "threshold", "as_of"]


class OutcomeForm(forms.ModelForm):
    name = forms.CharField(label="Outcome")
    importance = word(Importance)
    effect = word(Effect, "Benefit or harm")
    surrogate_of = forms.CharField(
        label="Stands for", required=False, help_text="If it stands for another outcome: which."
    )

    class Meta:
        model = Outcome
        fields = ["name", "importance", "effect", "surrogate_of"]


class PapersField(forms.CharField):
    """Papers of a panel, one a line: DOI or PMID, then after a bar why it is kept although
    its publisher retracted it. Gives {"papers": [Paper], "reasons": {paper id: reason}}."""

    widget = forms.Textarea(attrs={"rows": 4})
    panel = None

    def clean(self, value):
        lines = [line.strip() for line in super().clean(value).splitlines() if line.strip()]
        papers, reasons = [], {}
        for line in lines:
            name, _, reason = (part.strip() for part in line.partition("|"))
            paper = self._find(name)
            papers.append(paper)
            if reason:
                reasons[paper.pk] = reason
        return {"papers": papers, "reasons": reasons}

    def _find(self, name):
        value = name.split()[-1].removeprefix("https://doi.org/")
        found = Paper.objects.filter(panel=self.panel, identifiers__value__iexact=value).first()
        if found is None:
            raise forms.ValidationError(f"No paper of this panel has the identifier “{name}”.")
        return found


class BodyForm(forms.ModelForm):
    """What is graded for one outcome; a different list is a new body."""

    basis = word(BodyBasis, "How the papers were found")
    description = text("What was read", required=True)
    searched_on = day("Searched on", required=False)
    papers = PapersField(
        required=False,
        help_text="One a line, DOI or PMID, of papers in this panel. After a bar: why a"
        " retracted paper is kept. As in: 14584089 | the only trial",
    )

    class Meta:
        model = Body
        fields = ["basis", "description", "searched_on", "is_randomised"]

    field_order = ["basis", "description", "papers", "searched_on", "is_randomised"]

    def __init__(self, *args, panel, **options):
        super().__init__(*args, **options)
        self.fields["papers"].panel = panel

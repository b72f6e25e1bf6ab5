"""Rounds: opening them, who appraises, and how they end."""

from django import forms

from reviews.forms.fields import text
from reviews.vocabulary import Purpose, VoteChoice, choices


def _purpose():
    return forms.ChoiceField(
        label="What for",
        choices=choices(Purpose),
        initial=Purpose.PANEL.value,
        required=False,
        widget=forms.RadioSelect,
        help_text="For calibration every reviewer is assigned, and nothing of it counts.",
    )


class ClaimRoundForm(forms.Form):
    """Open a round on a claim: against which body of evidence."""

    body = forms.ModelChoiceField(None, label="Body of evidence", empty_label="Choose")
    purpose = _purpose()
    reason = text("Why the question is opened again", rows=2)

    def __init__(self, *args, bodies, is_reopening, **options):
        super().__init__(*args, **options)
        self.fields["body"].queryset = bodies
        self.fields["body"].label_from_instance = body_line
        if not is_reopening:
            del self.fields["reason"]


def body_line(body):
    return f"{body.outcome.name} · {body.get_basis_display().lower()} · {body.description}"


class AskAgainForm(forms.Form):
    """The corrected question of a round whose appraisers did not answer the same one."""

    body = forms.ModelChoiceField(
        None, label="Body of evidence of the corrected question", empty_label="Choose"
    )
    paper_result = forms.ModelChoiceField(
        None, label="The result that should be judged", empty_label="Choose"
    )
    result = forms.CharField(label="What is judged, corrected")
    reason = text("In what their questions differed", rows=2, required=True)

    def __init__(self, *args, round, bodies, **options):
        super().__init__(*args, **options)
        asked = next(name for name in ("body", "paper_result", "result") if getattr(round, name))
        for name in {"body", "paper_result", "result"} - {asked}:
            del self.fields[name]
        if asked == "body":
            self.fields["body"].queryset = bodies.exclude(pk=round.body_id)
            self.fields["body"].label_from_instance = body_line
        if asked == "paper_result":
            others = round.paper.results.exclude(pk=round.paper_result_id)
            self.fields["paper_result"].queryset = others.order_by("written_at", "pk")


class PaperRoundForm(forms.Form):
    """Open a round on a paper or one of its results, with an instrument made for its design."""

    instrument = forms.ChoiceField()
    paper_result = forms.ModelChoiceField(
        None,
        label="Result",
        required=False,
        empty_label="The paper as a whole",
        help_text="Only for an instrument that judges one result.",
    )
    result = forms.CharField(
        label="What is judged",
        required=False,
        initial="The paper as a whole",
        help_text="Only for an instrument that judges the paper as a whole.",
    )
    purpose = _purpose()
    reason = text("Why it is opened again", rows=2, help_text="Only if it was decided before.")

    def __init__(self, *args, offered, results, **options):
        super().__init__(*args, **options)
        self.fields["instrument"].choices = offered
        self.fields["paper_result"].queryset = results


class AssignForm(forms.Form):
    user = forms.UUIDField(widget=forms.HiddenInput)


class OverrideForm(forms.Form):
    """Why a barred person may take part all the same."""

    user = forms.UUIDField(widget=forms.HiddenInput)
    reason = forms.CharField(label="Why")


class NamesakeForm(forms.Form):
    """Whether a member and an author are one person."""

    author = forms.CharField(widget=forms.HiddenInput)
    is_same = forms.TypedChoiceField(
        choices=[("yes", "One person"), ("no", "Two people")], coerce=lambda word: word == "yes"
    )
    reason = forms.CharField(label="How you know", required=False, max_length=500)


class DissentForm(forms.Form):
    statement = text("Minority statement", required=True)


class VoteForm(forms.Form):
    choice = forms.ChoiceField(
        label="My vote", choices=choices(VoteChoice), widget=forms.RadioSelect
    )

"""Assigning many at once: which rounds, whom, and how."""

from django import forms
from django.utils.text import Truncator

EVENLY, EACH = "evenly", "each"


class StaffingForm(forms.Form):
    """Chosen are rows of `rounds`, each with `assigned`, how many are, and of `people`, each
    with `role` and `load`, the open assignments; in the order in which they are offered."""

    rounds = forms.MultipleChoiceField(widget=forms.CheckboxSelectMultiple)
    people = forms.MultipleChoiceField(label="Members", widget=forms.CheckboxSelectMultiple)
    how = forms.ChoiceField(
        choices=[
            (EVENLY, "Fill what is missing, with the work spread evenly"),
            (EACH, "Everyone chosen, in every round chosen"),
        ],
        initial=EVENLY,
        widget=forms.RadioSelect,
    )

    def __init__(self, *args, rounds, people, **options):
        super().__init__(*args, **options)
        self.offered = {"rounds": rounds, "people": people}
        self.fields["rounds"].choices = [(str(row.pk), _round_line(row)) for row in rounds]
        self.fields["people"].choices = [(str(row.pk), _person_line(row)) for row in people]

    def clean_rounds(self):
        return self._chosen("rounds")

    def clean_people(self):
        return self._chosen("people")

    def _chosen(self, name):
        return [row for row in self.offered[name] if str(row.pk) in self.cleaned_data[name]]


class PairsForm(forms.Form):
    """What was proposed and is to be done: "round:person" for each."""

    pair = forms.MultipleChoiceField(
        label="Assignments",
        error_messages={
            "required": "Nobody is proposed for any round: choose others, or open more rounds.",
            "invalid_choice": "A round or a member is not there any more: preview again.",
        },
    )

    def __init__(self, *args, rounds, people, **options):
        super().__init__(*args, **options)
        self.rows = {
            f"{round.pk}:{person.pk}": (round, person) for round in rounds for person in people
        }
        self.fields["pair"].choices = [(name, name) for name in self.rows]

    def clean_pair(self):
        return [self.rows[name] for name in dict.fromkeys(self.cleaned_data["pair"])]


def _round_line(round):
    subject = Truncator(str(round.subject)).chars(120)
    return f"{subject} · {round.instrument.name} · {round.assigned} of {round.minimum} assigned"


def _person_line(person):
    return f"{person.name} · {person.role} · {person.load} open"

"""The draft of a protocol."""

from django import forms

from reviews.actions.protocols import KINDS, SETTLING
from reviews.forms.fields import text
from reviews.models import Outcome
from reviews.vocabulary import Scope, choices


def _boxes(label, words=(), **options):
    """Any of several; none while a draft is unfinished."""
    return forms.MultipleChoiceField(
        label=label, choices=words, required=False, widget=forms.CheckboxSelectMultiple, **options
    )


class OutcomesField(forms.ModelMultipleChoiceField):
    def label_from_instance(self, outcome):
        return (
            f"{outcome.name} ({outcome.get_importance_display().lower()}, "
            f"{outcome.get_effect_display().lower()}): {outcome.question}"
        )


class ProtocolForm(forms.Form):
    """`instruments` are the definitions that may be listed; those with settings get a field for
    each, in which the panel's critical items are chosen."""

    saves = forms.IntegerField(min_value=0, max_value=2**31 - 1, widget=forms.HiddenInput)
    eligibility = text(
        "Which claims are taken",
        rows=4,
        help_text="In words: which papers and which statements, and what is left out.",
    )
    kinds = _boxes("Kinds of claims", choices(KINDS), help_text="Background is never graded alone.")
    scopes = _boxes("Scope", choices(Scope))
    outcomes = OutcomesField(
        None,
        label="Questions and outcomes",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Those fixed beforehand. Rounds on others are possible, and editions say so.",
    )
    instruments = _boxes("Instruments")
    appraisers_per_round = forms.IntegerField(
        label="Appraisers in a round", min_value=2, max_value=100
    )
    settling = _boxes(
        "How differences are settled",
        choices(SETTLING),
        help_text="Where there are none, agreement settles.",
    )
    is_naming_appraisers = forms.TypedChoiceField(
        label="Appraisers in public",
        choices=[("", "Under letters"), ("names", "By name")],
        coerce=bool,
        empty_value=False,
        required=False,
        widget=forms.RadioSelect,
    )

    def __init__(self, *args, panel, instruments, **options):
        super().__init__(*args, **options)
        outcomes = Outcome.objects.filter(question__panel=panel).select_related("question")
        self.fields["outcomes"].queryset = outcomes.order_by(
            "question__written_at", "written_at", "pk"
        )
        self.fields["instruments"].choices = [
            (i.key, f"{i.name} ({i.version})") for i in instruments
        ]
        self.settings = {}
        after = list(self.fields)
        for each in instruments:
            for setting in each.settings:
                name = f"{each.key}-{setting.id}"
                self.settings[name] = each.key, setting.id
                self.fields[name] = _boxes(
                    f"{each.name}: {setting.label.lower()}",
                    [(word, _named(each, word)) for word in setting.allowed],
                    initial=list(setting.default),
                    help_text=f"Only if {each.name} is chosen above.",
                )
        place = after.index("instruments") + 1
        self.order_fields([*after[:place], *self.settings, *after[place:]])

    def content(self):
        """What was chosen, in the shape that the action wants."""
        given = dict(self.cleaned_data)
        chosen = {key: {} for key in given["instruments"]}
        for name, (key, setting) in self.settings.items():
            words = given.pop(name)
            if key in chosen:
                chosen[key][setting] = words
        return given | {"instruments": chosen}


def _named(instrument, word):
    """A domain by its number and label; an answer as it is."""
    domain = next((each for each in instrument.domains if each.id == word), None)
    return f"{word}. {domain.label}" if domain else word


def typed(protocol):
    """The draft's content as the form's first values."""
    settings = {
        f"{row.instrument.key}-{setting}": words
        for row in protocol.instruments.all()
        for setting, words in row.chosen.items()
    }
    return settings | {
        "saves": protocol.saves,
        "eligibility": protocol.eligibility,
        "kinds": protocol.kinds,
        "scopes": protocol.scopes,
        "outcomes": [row.outcome_id for row in protocol.outcomes.all()],
        "instruments": [row.instrument.key for row in protocol.instruments.all()],
        "appraisers_per_round": protocol.appraisers_per_round,
        "settling": protocol.settling,
        "is_naming_appraisers": "names" if protocol.is_naming_appraisers else "",
    }

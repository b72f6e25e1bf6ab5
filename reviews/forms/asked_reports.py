"""What a report is to be of, have, and look like."""

from django import forms

from reviews.exports.choices import SECTIONS
from reviews.exports.formats import FORMATS
from reviews.vocabulary import ReportLanguage, ReportOrder, ReportSection, choices

ALL, SOME = "all", "some"
WORKING = "working"


class AskForm(forms.Form):
    """`claims` are those that the report may have; `of` says of what, an edition's number or
    WORKING."""

    id = forms.UUIDField(widget=forms.HiddenInput)
    of = forms.CharField(widget=forms.HiddenInput)
    kind = forms.ChoiceField(
        label="Format", choices=[(key, form.label) for key, form in FORMATS.items()]
    )
    sections = forms.MultipleChoiceField(
        label="Sections",
        choices=choices(ReportSection),
        initial=SECTIONS,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose at least one section."},
        help_text="For the page, the PDF, the Word document and the spreadsheet. Papers and what "
        "their publishers did are in every report.",
    )
    order = forms.ChoiceField(label="Order of the claims", choices=choices(ReportOrder))
    language = forms.ChoiceField(
        label="Language",
        choices=choices(ReportLanguage),
        error_messages={"invalid_choice": "Choose one of the listed languages."},
        help_text="Of headings and fixed words in the page, the PDF, the Word document and the "
        "first sheet of the spreadsheet. What people wrote and what an edition froze is quoted as "
        "it stands; other sheets, CSV, NDJSON and JSON are the same in every language.",
    )
    which = forms.ChoiceField(
        label="Claims",
        choices=[(ALL, "All of them"), (SOME, "Only those chosen below")],
        initial=ALL,
        widget=forms.RadioSelect,
    )
    claims = forms.MultipleChoiceField(
        label="Which claims",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "invalid_choice": "A claim that was chosen is not there any more: look again."
        },
    )

    def __init__(self, *args, claims, **kwargs):
        super().__init__(*args, auto_id="ask-%s", **kwargs)
        self.fields["claims"].choices = [(str(claim.pk), _named(claim)) for claim in claims]

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("which") == ALL:
            cleaned["claims"] = []
            self.errors.pop("claims", None)
        elif not cleaned.get("claims") and "claims" not in self.errors:
            self.add_error("claims", "Choose at least one claim, or all of them.")
        return cleaned


def _named(claim):
    return f"{claim.source.paper.short}: “{claim.revision.exact}”"

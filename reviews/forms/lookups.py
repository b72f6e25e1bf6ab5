"""Looking one paper up."""

from django import forms


class LookUpForm(forms.Form):
    identifier = forms.CharField(
        label="DOI or PMID",
        max_length=600,
        help_text="A DOI such as 10.1000/182 is looked up at Crossref, a PMID at PubMed.",
    )

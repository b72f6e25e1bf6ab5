"""One's own account: the names by which authors are compared, and the ORCID."""

from django import forms

from reviews.forms.fields import text


class ProfileForm(forms.Form):
    """The address stays. The action reads the ORCID and holds its check digit."""

    name = forms.CharField(
        max_length=200, help_text="As you sign your papers: it is compared with their authors."
    )
    other_names = text(
        "Other names",
        help_text="One a line: names under which you have published, such as an earlier one.",
    )
    orcid = forms.CharField(
        label="ORCID",
        required=False,
        max_length=60,
        help_text="Such as 0000-0002-1825-0097. Who has the ORCID of an author does not judge"
        " the paper; who only has the name is asked about.",
    )
    wants_reminders = forms.BooleanField(
        label="Remind me by mail when I owe an appraisal", required=False
    )
    wants_digest = forms.BooleanField(
        label="Send me my work by mail once a week, if there is any", required=False
    )

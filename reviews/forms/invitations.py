"""Invitations: whom to invite, and what a newcomer says to make an account."""

from django import forms
from django.contrib.auth.password_validation import password_validators_help_text_html

from reviews.vocabulary import Role, choices


class InviteForm(forms.Form):
    """To whom a link goes; whether the address has an account is nobody's business here."""

    email = forms.EmailField(label="E-mail address")
    role = forms.ChoiceField(choices=choices(Role), initial=Role.REVIEWER.value)


class JoinForm(forms.Form):
    """A newcomer's account. The action holds the password against the rules."""

    name = forms.CharField(
        max_length=200,
        help_text="As you sign your papers: it is compared with the authors of what you judge.",
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    password = forms.CharField(
        strip=False,
        help_text=password_validators_help_text_html(),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

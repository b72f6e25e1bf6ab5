"""How allauth changes an account: by our action, and in no other way."""

from allauth.account.adapter import DefaultAccountAdapter

from reviews.actions import people


class Accounts(DefaultAccountAdapter):
    def set_password(self, user, password):
        """Whether somebody who is signed in changes it, or sets it through a link."""
        people.change_password(user, password)

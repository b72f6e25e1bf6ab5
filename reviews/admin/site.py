"""The admin's own site, with nothing registered by others."""

from allauth.account.decorators import secure_admin_login
from django.contrib import admin
from django.contrib.auth.decorators import login_not_required
from django.utils.decorators import method_decorator

# Passwords are changed where the rate limits are. The two look-ups find rows by id and
# content type, past every `visible_to`.
_CLOSED = {"password_change", "password_change_done", "autocomplete", "view_on_site"}


class Site(admin.AdminSite):
    """Staff only; what else they may do, the permits say. It has no sign-in of its own, which
    would escape the rate limits."""

    site_title = site_header = "evidence"
    index_title = "Administration"
    enable_nav_sidebar = False

    @method_decorator([login_not_required, secure_admin_login])
    def login(self, request, extra_context=None):
        return super().login(request, extra_context)

    def get_urls(self):
        return [
            pattern
            for pattern in super().get_urls()
            if getattr(pattern, "name", None) not in _CLOSED
        ]


site = Site()

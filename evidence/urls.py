"""Where everything is mounted."""

from allauth.account import views as account
from django.contrib.auth.decorators import login_not_required
from django.db import DEFAULT_DB_ALIAS, connections, router
from django.http import Http404, HttpResponse
from django.urls import include, path, re_path
from django.views.decorators.http import require_safe

from reviews.admin import site as admin
from reviews.databases import reads_replica
from reviews.models import Release
from reviews.views import failures, invitations


@login_not_required
@require_safe
@reads_replica
def healthz(request):
    """200 while public pages are answered, from the replica where there is one: whoever has only
    that to go by goes on sending readers here while the primary is away."""
    return _answering(router.db_for_read(Release))


@login_not_required
@require_safe
def healthz_desk(request):
    """200 while the primary answers, without which nobody signs in and nothing is written."""
    return _answering(DEFAULT_DB_ALIAS)


def _answering(database):
    """Touches neither session nor user."""
    with connections[database].cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse("ok\n", content_type="text/plain")


def missing(request):
    """Unknown addresses of the desk are known to be unknown only to those signed in."""
    raise Http404


# Not all of allauth: no sign-up, and nothing that changes an account without an action of ours.
account_urls = [
    path("invitation/<str:key>/", invitations.invitation, name="account_invitation"),
    path("login/", account.login, name="account_login"),
    path("logout/", account.logout, name="account_logout"),
    path("inactive/", account.account_inactive, name="account_inactive"),
    path("password/change/", account.password_change, name="account_change_password"),
    path("password/set/", account.password_set, name="account_set_password"),
    path("password/reset/", account.password_reset, name="account_reset_password"),
    path(
        "password/reset/done/",
        account.password_reset_done,
        name="account_reset_password_done",
    ),
    re_path(
        r"^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        account.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path(
        "password/reset/key/done/",
        account.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
]

handler500 = failures.failed

urlpatterns = [
    path("healthz", healthz, name="health"),
    path("healthz/desk", healthz_desk, name="health-desk"),
    path("admin/", admin.urls),
    path("api/v1/", include("reviews.api.urls")),
    path("accounts/", include(account_urls)),
    path("", include("reviews.urls")),
    re_path(r"^desk/", missing),
]

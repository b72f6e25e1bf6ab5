"""What all our pages of the admin have in common."""

from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.paginator import Paginator
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils.functional import cached_property

from reviews.exceptions import Conflict
from reviews.views.attempts import REFUSALS, each, sentence
from reviews.views.histories import history


class Bounded(Paginator):
    """Pages of what matches, up to MOST rows: counting on would read whole tables, and nobody
    turns so many pages. What lies beyond is found by filters and search."""

    MOST = 1000

    @cached_property
    def _found(self):
        return self.object_list.order_by()[: self.MOST + 1].count()

    @property
    def count(self):
        return min(self._found, self.MOST)

    @property
    def is_cut(self):
        return self._found > self.MOST


class ByActions(admin.ModelAdmin):
    """Reads what its user may see, writes by actions, and keeps no log beside the events.

    A refused act changes nothing and is a message with the sentence of the refusal. Nothing
    is added, changed or deleted unless a class says so.
    """

    actions_on_top = True
    paginator = Bounded
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER
    view_on_site = False
    list_per_page = 50
    each = staticmethod(each)

    def get_urls(self):
        """Without the page that deletes, and without the addresses of older versions."""
        named = [pattern for pattern in super().get_urls() if pattern.name]
        return [pattern for pattern in named if not pattern.name.endswith("_delete")]

    def get_queryset(self, request):
        """Everything, for models without `visible_to`: accounts, instruments, notices."""
        rows = super().get_queryset(request)
        return rows.visible_to(request.user) if hasattr(rows, "visible_to") else rows

    def has_module_permission(self, request):
        return True

    def has_view_permission(self, request, obj=None):
        return True

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def lookup_allowed(self, lookup, value, request):
        """Only by the filters on the page, so that no address asks about hidden rows."""
        known = {getattr(found, "parameter_name", found) for found in self.list_filter}
        return lookup in known or lookup.rpartition("__")[0] in known

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)
        except REFUSALS as refusal:
            if not sentence(refusal):
                raise
            return self.refused(request, refusal)

    def response_action(self, request, queryset):
        """For rows that the page shows, and no others."""
        if request.POST.get("select_across", "0") != "0":
            return self.refused(request, Conflict("Choose the rows on the page, one by one."))
        try:
            return super().response_action(request, queryset)
        except REFUSALS as refusal:
            return self.refused(request, refusal)

    def refused(self, request, refusal):
        self.message_user(request, sentence(refusal), messages.ERROR)
        return HttpResponseRedirect(request.get_full_path())

    def history_view(self, request, object_id, extra_context=None):
        """The events that the user may see; of a blinded round, none."""
        row = self.get_object(request, unquote(object_id))
        if row is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        lines = history(self.told_by(row), request.user)
        return self.page(request, "admin/history.html", f"History of {row}", row=row, lines=lines)

    def page(self, request, template, title, **more):
        """A page of our own, with what every page of the admin needs."""
        context = {"title": title, "opts": self.opts, "action": request.POST.get("action"), **more}
        return TemplateResponse(
            request, template, {**self.admin_site.each_context(request), **context}
        )

    def told_by(self, row):
        """The ids of the rows whose events tell the history of this one."""
        return [row.pk]

    def log_addition(self, request, obj, message):
        """The action has written its event."""

    def log_change(self, request, obj, message):
        """The action has written its event."""

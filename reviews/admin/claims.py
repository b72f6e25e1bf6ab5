"""The grading queue: claims of one's panels, moved by actions and by nothing else."""

from collections import defaultdict
from functools import partial

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils.html import format_html_join
from django.utils.text import Truncator

from reviews.actions import releases, rounds, verdicts
from reviews.admin.by_actions import ByActions
from reviews.admin.claim_page import shown
from reviews.admin.queue import Queue, QueueFilter, looked_up
from reviews.admin.site import site
from reviews.admin.verdicts import DOOR
from reviews.admin.verdicts import urls as settling
from reviews.models import Claim, Round, User
from reviews.vocabulary import RoundState

HIDDEN = "Not shown while you appraise it"


class AssignForm(forms.Form):
    """Whom to assign: any member of the panels concerned; interests are asked on assigning."""

    member = forms.ModelChoiceField(None, label="Member")

    def __init__(self, *args, claims, **options):
        super().__init__(*args, **options)
        panels = claims.values("source__paper__panel")
        seated = User.objects.filter(memberships__panel__in=panels, memberships__left_at=None)
        self.fields["member"].queryset = seated.distinct().order_by("name", "pk")


@admin.register(Claim, site=site)
class ClaimAdmin(ByActions):
    list_display = ["text", "paper", "panel", "state", "label", "certainty", "round"]
    list_filter = [QueueFilter, "state"]
    search_fields = ["revision__exact", "source__paper__title"]
    ordering = ["-proposed_at", "pk"]
    actions = ["assign", "settle_agreed", "publish"]

    def get_urls(self):
        return [*settling, *super().get_urls()]

    def get_queryset(self, request):
        """Lists come without the texts, which may be long; a claim's own page needs its."""
        rows = super().get_queryset(request).with_text()
        return rows if "object_id" in request.resolver_match.kwargs else rows.defer("source__text")

    def get_changelist(self, request, **options):
        return Queue

    def get_object(self, request, object_id, from_field=None):
        claim = super().get_object(request, object_id, from_field)
        return claim and looked_up([claim], request.user)[0]

    def change_view(self, request, object_id, form_url="", extra_context=None):
        """A page to read: what is changed, is changed by verbs."""
        if request.method == "POST":
            raise PermissionDenied
        claim = self.get_object(request, unquote(object_id))
        if claim is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        return self.page(request, "admin/claim.html", str(claim), **shown(claim, request.user))

    def told_by(self, row):
        """Nothing to whoever appraises the claim: its history tells of flags and wording."""
        return [row.pk, *row.rounds.values_list("pk", flat=True)] if row.known else []

    @admin.display(description="claim", ordering="revision__exact")
    def text(self, claim):
        return Truncator(claim.revision.exact).words(24)

    @admin.display(ordering="source__paper__title")
    def paper(self, claim):
        return claim.source.paper.short

    @admin.display(ordering="source__paper__panel__name")
    def panel(self, claim):
        return claim.source.paper.panel

    @admin.display
    def label(self, claim):
        return claim.get_label_display() if claim.known else HIDDEN

    @admin.display
    def certainty(self, claim):
        if claim.known is None:
            return HIDDEN
        return claim.known.certainty.label if claim.known.certainty else None

    @admin.display(description="running round")
    def round(self, claim):
        return format_html_join(
            ", ", '<a href="{}">{}</a>', (self._step(round) for round in claim.running)
        )

    def _step(self, round):
        """Where to go on with a round: a revealed one is settled beside its claim's text."""
        if round.state == RoundState.REVEALED:
            return reverse(DOOR.settle, args=[round.pk]), "Revealed: settle"
        return reverse("desk-round", args=[round.pk]), "Open"

    @admin.action(description="Assign a member to the open rounds")
    def assign(self, request, queryset):
        form = AssignForm(request.POST if "member" in request.POST else None, claims=queryset)
        if form.is_valid():
            act = partial(rounds.assign, user=form.cleaned_data["member"], by=request.user)
            self.each(
                request, self._rounds(request, queryset, RoundState.OPEN), act, done="Assigned"
            )
            return None
        return self.page(request, "admin/assign.html", "Assign", rows=queryset, form=form)

    @admin.action(description="Settle rounds whose appraisals agree on every item")
    def settle_agreed(self, request, queryset):
        act = partial(verdicts.settle_agreed, by=request.user)
        self.each(
            request, self._rounds(request, queryset, RoundState.REVEALED), act, done="Settled"
        )

    @admin.action(description="Publish")
    def publish(self, request, queryset):
        """One release for each panel among the chosen; shows what blocks it, and asks once."""
        chosen = defaultdict(list)
        for claim in queryset:
            chosen[claim.source.paper.panel].append(claim)
        if "confirmed" in request.POST:
            self.each(
                request,
                chosen,
                lambda panel: releases.publish(panel, chosen[panel], by=request.user),
                done="Published",
            )
            return None
        previews = [
            (panel, releases.preview(panel, claims, by=request.user))
            for panel, claims in chosen.items()
        ]
        more = {"previews": previews, "is_blocked": any(p.blockers for _, p in previews)}
        return self.page(request, "admin/publish.html", "Publish", rows=queryset, **more)

    def _rounds(self, request, claims, state):
        """The chosen claims' rounds in this state; a message for each claim without one."""
        rounds = Round.objects.for_panel().filter(claim__in=claims, state=state)
        found = rounds.with_subject()
        there = {round.claim_id for round in found}
        for claim in claims:
            if claim.pk not in there:
                says = f"{claim}: no {RoundState(state).label.lower()} round."
                self.message_user(request, says, messages.ERROR)
        return found

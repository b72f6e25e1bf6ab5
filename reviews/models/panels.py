"""Panels, who sits on them, and what members declare."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Count, F, Q
from django.utils import timezone

from reviews.models.constraints import one_of, paired
from reviews.vocabulary import Consequence, InterestKind, PairState, Role, choices


class PanelQuerySet(models.QuerySet):
    def visible_to(self, user):
        """The panels in which this person has a seat now."""
        seats = Membership.objects.filter(user_id=user.pk, left_at=None)
        return self.filter(pk__in=seats.values("panel_id"))

    def with_waiting_pairs(self):
        """Each with `waiting_pairs`, how many pairs of its papers wait to be decided."""
        waiting = Q(
            pairs__state=PairState.WAITING,
            pairs__first__merged_into=None,
            pairs__second__merged_into=None,
        )
        return self.annotate(waiting_pairs=Count("pairs", filter=waiting))


class Panel(models.Model):
    """Experts with one field of work; what they fix beforehand is in their protocol."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    slug = models.SlugField(unique=True)
    name = models.CharField(max_length=200)
    about = models.TextField(blank=True)
    created_at = models.DateTimeField(editable=False)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    objects = PanelQuerySet.as_manager()

    def __str__(self):
        return self.name


class MembershipQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(panel__in=Panel.objects.visible_to(user))

    def current(self):
        return self.filter(left_at=None)


class Membership(models.Model):
    """One seat in one panel; who leaves keeps the row, with the day."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    panel = models.ForeignKey(Panel, models.PROTECT, related_name="memberships")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="memberships")
    role = models.CharField(max_length=20, choices=choices(Role))
    joined_at = models.DateTimeField(editable=False)
    joined_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    left_at = models.DateTimeField(null=True, editable=False)
    left_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, editable=False
    )

    objects = MembershipQuerySet.as_manager()

    class Meta:
        constraints = [
            one_of("role", Role),
            paired("left"),
            models.UniqueConstraint(
                fields=["panel", "user"],
                condition=Q(left_at=None),
                name="%(app_label)s_%(class)s_has_one_seat_a_person",
                violation_error_message="This person has a seat in the panel already.",
            ),
        ]

    def __str__(self):
        return f"{self.user}, {self.get_role_display().lower()}"


class InterestQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Declarations of one's panels; the internal text is for the chair and the declarer."""
        return self.filter(panel__in=Panel.objects.visible_to(user))

    def standing(self):
        """Neither withdrawn nor renewed; some may have run out."""
        return self.filter(withdrawn_at=None, renewal=None)

    def current(self, on=None):
        return self.standing().filter(expires_on__gte=on or timezone.localdate())


class Interest(models.Model):
    """What a member declares, for a panel's whole work, for what concerns one intervention, or
    for one paper; good for a year. Renewing it makes a new row that says which it `renews`."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    panel = models.ForeignKey(Panel, models.PROTECT, related_name="interests")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="interests")
    paper = models.ForeignKey(
        "Paper", models.PROTECT, related_name="interests", null=True, blank=True
    )
    intervention = models.CharField("only about", max_length=300, blank=True)
    renews = models.OneToOneField(
        "self", models.PROTECT, related_name="renewal", null=True, editable=False
    )
    kind = models.CharField(max_length=20, choices=choices(InterestKind))
    statement = models.TextField("public statement", blank=True)
    internal = models.TextField("internal statement", blank=True)
    begins_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    consequence = models.CharField(max_length=20, choices=choices(Consequence))
    expires_on = models.DateField(editable=False)
    declared_at = models.DateTimeField(editable=False)
    declared_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, editable=False)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, editable=False
    )

    objects = InterestQuerySet.as_manager()

    class Meta:
        constraints = [
            one_of("kind", InterestKind),
            one_of("consequence", Consequence),
            paired("withdrawn"),
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_is_stated",
                condition=Q(kind=InterestKind.NOTHING.value) | ~Q(statement=""),
                violation_error_message="Say in the public statement what the interest is.",
            ),
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_nothing_has_no_consequence",
                condition=~Q(kind=InterestKind.NOTHING.value)
                | Q(consequence=Consequence.NONE.value),
                violation_error_message="Nothing to declare has no consequence.",
            ),
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_has_one_scope",
                condition=Q(paper=None) | Q(intervention=""),
                violation_error_message="An interest is about an intervention or about a paper.",
            ),
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_period_is_in_order",
                condition=Q(begins_on=None) | Q(ends_on=None) | Q(begins_on__lte=F("ends_on")),
                violation_error_message="The period ends before it begins.",
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()}: {self.statement}" if self.statement else "Nothing"

    @property
    def scope(self):
        """What it is about, to be read after its kind; "" for the panel's whole work."""
        if self.paper_id:
            return f"for {self.paper.short}"
        return f"about {self.intervention}" if self.intervention else ""

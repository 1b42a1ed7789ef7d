"""What stands against a firm: accidents and violations, and the public lists it is on."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from crm.enterprises.history import keeps_history
from crm.enterprises.models.fact import Fact


@keeps_history
class Incident(Fact):
    """A safety or quality accident, an environmental violation, or research misconduct."""

    class Kind(models.TextChoices):
        SAFETY = "safety", _("safety accident")
        QUALITY = "quality", _("quality accident")
        ENVIRONMENT = "environment", _("environmental violation")
        MISCONDUCT = "misconduct", _("research misconduct")

    enterprise = models.ForeignKey("enterprises.Enterprise", models.PROTECT, related_name="incidents")
    kind = models.CharField(_("kind"), max_length=12, choices=Kind)
    is_major = models.BooleanField(_("major or serious"), help_text=_("only these count in the rulebooks"))
    occurred_on = models.DateField(_("occurred on"))
    description = models.CharField(_("description"), max_length=300, blank=True)

    class Meta:
        ordering = ["enterprise", "-occurred_on", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["enterprise", "kind", "occurred_on"], name="incident_once_a_day"),
            models.CheckConstraint(
                condition=Q(known_on__gte=F("occurred_on")), name="incident_known_after_it_happened"
            ),
        ]


class ListEntryQuerySet(models.QuerySet["ListEntry"]):
    def in_force(self, on: date) -> Self:
        """Entries that stood on `on`, as far as was known then."""
        standing = Q(removed_on=None) | Q(removed_on__gt=on) | Q(removed_known_on__gt=on)
        return self.filter(standing, listed_on__lte=on)


@keeps_history
class ListEntry(Fact):
    """A stay on a public list of the market regulator or the courts."""

    class Kind(models.TextChoices):
        ABNORMAL = "abnormal", _("abnormal operation list")
        DISHONEST = "dishonest", _("seriously illegal and dishonest list")

    enterprise = models.ForeignKey("enterprises.Enterprise", models.PROTECT, related_name="list_entries")
    kind = models.CharField(_("list"), max_length=12, choices=Kind)
    listed_on = models.DateField(_("listed on"))
    removed_on = models.DateField(_("removed on"), null=True, blank=True)
    removed_known_on = models.DateField(
        _("removal known since"), null=True, blank=True, help_text=_("empty: since the fact itself")
    )
    reason = models.CharField(_("reason"), max_length=200, blank=True)

    objects = ListEntryQuerySet.as_manager()

    class Meta:
        ordering = ["enterprise", "-listed_on", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["enterprise", "kind", "listed_on"], name="list_entry_once_a_day"),
            models.CheckConstraint(
                condition=Q(removed_on=None) | Q(removed_on__gte=F("listed_on")), name="list_entry_term_runs_forward"
            ),
        ]

"""Which lists are complete: only then does 'no row' mean 'none' and not 'nobody looked'."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class CoverageQuerySet(models.QuerySet["Coverage"]):
    def known_on(self, day: date) -> Self:
        """What was known to be complete on `day`."""
        return self.filter(known_on__lte=day)


class Coverage(models.Model):
    """The statement that, from a day on, all facts of one kind about a region, or about one firm, are on record.

    A list of incidents that was loaded for the whole city makes the absence of a row a fact; before that,
    the measure counted from those rows is unknown.
    """

    class Kind(models.TextChoices):
        IP_RIGHT = "ip_right", _("IP rights")
        CONVERSION = "conversion", _("conversions of results")
        RECOGNITION = "recognition", _("recognitions")
        INCIDENT = "incident", _("incidents")
        LIST_ENTRY = "list_entry", _("entries on public lists")
        FINANCING_ROUND = "financing_round", _("financing rounds")
        RND_INSTITUTION = "rnd_institution", _("R&D institutions")

    kind = models.CharField(_("kind of facts"), max_length=20, choices=Kind)
    region = models.ForeignKey("directory.Region", models.PROTECT, null=True, blank=True, related_name="+")
    enterprise = models.ForeignKey(
        "enterprises.Enterprise", models.CASCADE, null=True, blank=True, related_name="coverage"
    )
    known_on = models.DateField(_("complete and known since"))
    source = models.CharField(_("source"), max_length=64)

    objects = CoverageQuerySet.as_manager()

    class Meta:
        ordering = ["kind", "known_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(region=None, enterprise__isnull=False) | Q(region__isnull=False, enterprise=None),
                name="coverage_of_a_region_or_a_firm",
            ),
            models.UniqueConstraint(
                fields=["kind", "region"], name="coverage_once_a_region", condition=Q(enterprise=None)
            ),
            models.UniqueConstraint(
                fields=["kind", "enterprise"], name="coverage_once_a_firm", condition=Q(region=None)
            ),
        ]

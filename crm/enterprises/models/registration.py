"""Who a firm is, as one source described it on a day; what is shown of the firm is chosen from these."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from crm.enterprises.history import keeps_history
from crm.enterprises.models.enterprise import Enterprise
from crm.enterprises.models.fact import Fact


class RegistrationQuerySet(models.QuerySet["Registration"]):
    def known_on(self, day: date) -> Self:
        """What sources had said by `day`."""
        return self.filter(known_on__lte=day)


@keeps_history
class Registration(Fact):
    """What one source says of who a firm is and where it lies (登记信息). A field that it does not speak of is empty.

    `Enterprise` shows, field by field, the statement that ranks first (`crm.enterprises.choosing`).
    """

    enterprise = models.ForeignKey("enterprises.Enterprise", models.PROTECT, related_name="registrations")
    name = models.CharField(_("name"), max_length=200, null=True, blank=True)
    registration_no = models.CharField(_("old registration number"), max_length=15, null=True, blank=True)
    legal_form = models.CharField(_("legal form"), max_length=64, null=True, blank=True)
    registered_on = models.DateField(_("registered on"), null=True, blank=True)
    registered_capital = models.DecimalField(
        _("registered capital (yuan)"), max_digits=18, decimal_places=2, null=True, blank=True
    )
    registered_region = models.ForeignKey(
        "directory.Region", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("registered region")
    )
    operating_region = models.ForeignKey(
        "directory.Region", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("operating region")
    )
    address = models.CharField(_("address"), max_length=300, null=True, blank=True)
    business_scope = models.TextField(_("business scope"), null=True, blank=True)
    industry = models.ForeignKey(
        "directory.Industry", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("industry")
    )
    technology_field = models.ForeignKey(
        "directory.TechnologyField",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("technology field"),
    )
    status = models.CharField(_("status"), max_length=12, choices=Enterprise.Status, null=True, blank=True)
    ended_on = models.DateField(_("dissolved, revoked or moved out on"), null=True, blank=True)
    note = models.CharField(_("why it was stated"), max_length=300, blank=True, default="", db_default="")

    objects = RegistrationQuerySet.as_manager()

    STATED = (
        "name",
        "registration_no",
        "legal_form",
        "registered_on",
        "registered_capital",
        "registered_region",
        "operating_region",
        "address",
        "business_scope",
        "industry",
        "technology_field",
        "status",
        "ended_on",
    )
    """The fields of a firm that a source may state."""

    class Meta:
        ordering = ["enterprise", "-known_on", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["enterprise", "source", "known_on"], name="registration_stated_once"),
            models.CheckConstraint(condition=Q(name=None) | ~Q(name=""), name="registration_name_not_blank"),
        ]

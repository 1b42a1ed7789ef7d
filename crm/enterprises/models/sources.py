"""Which source counts where several speak of the same: ranks for all firms, and choices for one."""

from datetime import date
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from crm.enterprises.history import keeps_history

MOST_RANK = 999


@keeps_history
class SourceRank(models.Model):
    """Where statements of a source, or on a basis, stand among those about one field; a lower rank comes first.

    The most specific row decides: (field, source) before (field, basis) before (every field, source) before
    (every field, basis). What no row speaks of ranks last; among equals the statement known last comes first.
    """

    class Table(models.TextChoices):
        REGISTRATION = "registration", _("registration")
        FINANCIAL_YEAR = "financial_year", _("financial year")

    table = models.CharField(_("kind of facts"), max_length=16, choices=Table)
    field = models.CharField(_("field"), max_length=32, blank=True, help_text=_("blank: every field"))
    source = models.CharField(_("source"), max_length=64, blank=True, help_text=_("blank: every source"))
    basis = models.CharField(_("basis"), max_length=12, blank=True, help_text=_("blank: every basis"))
    rank = models.PositiveSmallIntegerField(_("rank"))

    class Meta:
        ordering = ["table", "field", "rank", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["table", "field", "source", "basis"], name="source_rank_once"),
            models.CheckConstraint(condition=Q(rank__range=(1, MOST_RANK)), name="source_rank_in_range"),
            models.CheckConstraint(condition=~Q(source="") | ~Q(basis=""), name="source_rank_of_a_source_or_a_basis"),
        ]


class SourceChoiceQuerySet(models.QuerySet["SourceChoice"]):
    def standing_on(self, day: date) -> Self:
        """Choices that were made by `day` and not yet taken back then."""
        return self.filter(Q(revoked_on=None) | Q(revoked_on__gt=day), chosen_on__lte=day)


@keeps_history
class SourceChoice(models.Model):
    """A person's decision that for one field of one firm (and year) one source counts, against the ranks."""

    enterprise = models.ForeignKey("enterprises.Enterprise", models.PROTECT, related_name="source_choices")
    table = models.CharField(_("kind of facts"), max_length=16, choices=SourceRank.Table)
    field = models.CharField(_("field"), max_length=32)
    year = models.PositiveSmallIntegerField(_("year"), null=True, blank=True)
    source = models.CharField(_("source"), max_length=64)
    basis = models.CharField(_("basis"), max_length=12, blank=True)
    reason = models.CharField(_("reason"), max_length=300)
    chosen_on = models.DateField(_("chosen on"))
    chosen_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    revoked_on = models.DateField(_("taken back on"), null=True, blank=True)

    objects = SourceChoiceQuerySet.as_manager()

    class Meta:
        ordering = ["enterprise", "table", "field", "-year", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["enterprise", "table", "field", "year"],
                name="source_choice_once",
                condition=Q(revoked_on=None),
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                condition=Q(table="registration", year=None) | Q(table="financial_year", year__isnull=False),
                name="source_choice_year_of_figures",
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="source_choice_has_a_reason"),
        ]

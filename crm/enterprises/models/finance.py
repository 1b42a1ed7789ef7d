"""Money and people: the financial years of a firm, and the equity that others put into it."""

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from crm.enterprises.history import keeps_history
from crm.enterprises.models.fact import Fact

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise  # what gettext_lazy gives, as the stubs call it

Given = Decimal | float | str | None


def yuan(label: "str | _StrPromise") -> "models.DecimalField[Given, Decimal | None]":
    """A nullable amount in yuan, to the fen."""
    return models.DecimalField(label, max_digits=18, decimal_places=2, null=True, blank=True)


def people(label: "str | _StrPromise") -> "models.DecimalField[Given, Decimal | None]":
    """A nullable number of people; a yearly mean may be a fraction (国科发火〔2016〕195号)."""
    return models.DecimalField(label, max_digits=10, decimal_places=2, null=True, blank=True)


FIGURES = (
    "revenue", "main_revenue", "total_income", "hightech_income", "costs", "rnd_expense", "rnd_domestic",
    "total_assets", "net_assets", "total_liabilities", "net_profit", "tax_paid", "headcount", "st_staff", "rnd_staff",
)  # fmt: skip
MAY_BE_NEGATIVE = frozenset({"net_assets", "net_profit", "tax_paid"})


def not_negative(figure: str) -> models.CheckConstraint:
    """The figure, where there is one, is not below zero."""
    condition = Q((figure, None)) | Q((f"{figure}__gte", 0))
    return models.CheckConstraint(condition=condition, name=f"financial_year_{figure}_not_negative")


class FinancialYearQuerySet(models.QuerySet["FinancialYear"]):
    def known_on(self, day: date) -> Self:
        """What was known on `day`."""
        return self.filter(known_on__lte=day)


@keeps_history
class FinancialYear(Fact):
    """One calendar year of a firm as one source reported it; every figure may be missing. Amounts in yuan."""

    class Basis(models.TextChoices):
        """What the figures were measured for: rulebooks measure the same word differently."""

        AUDIT = "audit", _("audited accounts")
        TAX = "tax", _("tax return")
        STATISTICS = "statistics", _("statistical report")
        DECLARED = "declared", _("declared by the firm")

    enterprise = models.ForeignKey("enterprises.Enterprise", models.PROTECT, related_name="financial_years")
    year = models.PositiveSmallIntegerField(_("year"))
    basis = models.CharField(_("basis"), max_length=12, choices=Basis)
    revenue = yuan(_("revenue"))
    main_revenue = yuan(_("main revenue"))
    total_income = yuan(_("total income"))
    hightech_income = yuan(_("high-tech income"))
    costs = yuan(_("costs and expenses"))
    rnd_expense = yuan(_("R&D expense"))
    rnd_domestic = yuan(_("of it spent in mainland China"))
    total_assets = yuan(_("total assets"))
    net_assets = yuan(_("net assets"))
    total_liabilities = yuan(_("total liabilities"))
    net_profit = yuan(_("net profit"))
    tax_paid = yuan(_("tax paid"))
    headcount = people(_("headcount"))
    st_staff = people(_("S&T staff"))
    rnd_staff = people(_("R&D staff"))

    objects = FinancialYearQuerySet.as_manager()

    FIGURES = FIGURES
    MAY_BE_NEGATIVE = MAY_BE_NEGATIVE

    class Meta:
        ordering = ["enterprise", "-year", "-known_on", "pk"]
        indexes = [models.Index(fields=["year", "enterprise"], name="financial_year_by_year")]
        constraints = [
            models.UniqueConstraint(
                fields=["enterprise", "year", "basis", "source", "known_on"], name="financial_year_reported_once"
            ),
            models.CheckConstraint(condition=Q(year__range=(1949, 2100)), name="financial_year_in_range"),
            *(not_negative(figure) for figure in FIGURES if figure not in MAY_BE_NEGATIVE),
        ]


@keeps_history
class FinancingRound(Fact):
    """Paid-in equity from a qualified institutional investor (新增股权融资, 工信部企业〔2022〕63号)."""

    enterprise = models.ForeignKey("enterprises.Enterprise", models.PROTECT, related_name="financing_rounds")
    closed_on = models.DateField(_("paid in on"))
    amount = models.DecimalField(_("amount (yuan)"), max_digits=18, decimal_places=2)
    stage = models.CharField(_("stage"), max_length=32, blank=True)
    investor = models.CharField(_("investor"), max_length=100, blank=True)

    class Meta:
        ordering = ["enterprise", "-closed_on", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="financing_round_amount_positive"),
            models.CheckConstraint(
                condition=Q(known_on__gte=F("closed_on")), name="financing_round_known_after_it_happened"
            ),
        ]

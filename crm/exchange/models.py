"""Technology demands of firms, achievements that may answer them, and technology contracts."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from crm.enterprises.history import keeps_history
from crm.enterprises.models import Fact


@keeps_history
class Demand(Fact):
    """A technology that a firm looks for (技术需求)."""

    class State(models.TextChoices):
        OPEN = "open", _("open")
        MATCHED = "matched", _("matched")
        CLOSED = "closed", _("closed")

    enterprise = models.ForeignKey("enterprises.Enterprise", models.PROTECT, related_name="demands")
    title = models.CharField(_("title"), max_length=200)
    description = models.TextField(_("description"), blank=True)
    technology_field = models.ForeignKey(
        "directory.TechnologyField",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("technology field"),
    )
    budget = models.DecimalField(_("budget (yuan)"), max_digits=18, decimal_places=2, null=True, blank=True)
    posted_on = models.DateField(_("posted on"))
    needed_by = models.DateField(_("needed by"), null=True, blank=True)
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.OPEN)

    class Meta:
        ordering = ["-posted_on", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["enterprise", "title", "posted_on"], name="demand_posted_once"),
            models.CheckConstraint(condition=Q(budget=None) | Q(budget__gte=0), name="demand_budget_not_negative"),
        ]

    def __str__(self) -> str:
        return self.title


@keeps_history
class Achievement(Fact):
    """A scientific or technical result that its holder offers (科技成果); the holder need not be a firm."""

    class Maturity(models.TextChoices):
        LABORATORY = "laboratory", _("laboratory result")
        PILOT = "pilot", _("pilot test")
        READY = "ready", _("ready for industry")

    title = models.CharField(_("title"), max_length=200)
    description = models.TextField(_("description"), blank=True)
    holder = models.CharField(_("holder"), max_length=200)
    enterprise = models.ForeignKey(
        "enterprises.Enterprise", models.PROTECT, null=True, blank=True, related_name="achievements"
    )
    technology_field = models.ForeignKey(
        "directory.TechnologyField",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("technology field"),
    )
    maturity = models.CharField(_("maturity"), max_length=12, choices=Maturity, blank=True)
    completed_on = models.DateField(_("completed on"), null=True, blank=True)

    class Meta:
        ordering = ["title", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["title", "holder"], name="achievement_once_a_holder"),
            models.CheckConstraint(condition=~Q(title="") & ~Q(holder=""), name="achievement_has_title_and_holder"),
        ]

    def __str__(self) -> str:
        return self.title


@keeps_history
class TechnologyContract(Fact):
    """A registered technology contract (技术合同) of which the firm is the seller, or the buyer."""

    class Kind(models.TextChoices):
        DEVELOPMENT = "development", _("development")
        TRANSFER = "transfer", _("transfer")
        LICENCE = "licence", _("licence")
        CONSULTING = "consulting", _("consulting")
        SERVICE = "service", _("service")

    class Side(models.TextChoices):
        SELLER = "seller", _("seller")
        BUYER = "buyer", _("buyer")

    enterprise = models.ForeignKey("enterprises.Enterprise", models.PROTECT, related_name="technology_contracts")
    number = models.CharField(_("registration number"), max_length=40)
    title = models.CharField(_("title"), max_length=200)
    kind = models.CharField(_("kind"), max_length=12, choices=Kind)
    side = models.CharField(_("side"), max_length=8, choices=Side, default=Side.SELLER)
    counterparty = models.CharField(_("other party"), max_length=200, blank=True)
    amount = models.DecimalField(_("amount (yuan)"), max_digits=18, decimal_places=2)
    technology_amount = models.DecimalField(
        _("of it for technology (yuan)"), max_digits=18, decimal_places=2, null=True, blank=True
    )
    signed_on = models.DateField(_("signed on"))
    registered_on = models.DateField(_("registered on"), null=True, blank=True)

    class Meta:
        ordering = ["-signed_on", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["number", "side"], name="technology_contract_once_a_side"),
            models.CheckConstraint(condition=Q(amount__gte=0), name="technology_contract_amount_not_negative"),
            models.CheckConstraint(
                condition=Q(technology_amount=None) | Q(technology_amount__gte=0, technology_amount__lte=F("amount")),
                name="technology_contract_technology_within_amount",
            ),
        ]

    def __str__(self) -> str:
        return self.title

"""Who looks after which firm, and what was done for it."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from crm.enterprises.history import keeps_history
from crm.enterprises.models import Fact


class Portfolio(models.Model):
    """One firm in one caseworker's portfolio, from a day on, until it is handed over."""

    enterprise = models.ForeignKey("enterprises.Enterprise", models.PROTECT, related_name="portfolios")
    caseworker = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="portfolios")
    since = models.DateField(_("since"))
    until = models.DateField(_("until"), null=True, blank=True)

    class Meta:
        ordering = ["enterprise", "-since"]
        constraints = [
            models.UniqueConstraint(
                fields=["enterprise"], condition=Q(until=None), name="portfolio_one_caseworker_a_firm"
            ),
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=F("since")), name="portfolio_term_runs_forward"
            ),
        ]


@keeps_history
class Engagement(Fact):
    """A visit, call, training or policy push, and what came of it (走访服务)."""

    class Kind(models.TextChoices):
        VISIT = "visit", _("visit")
        CALL = "call", _("call")
        TRAINING = "training", _("training")
        POLICY_PUSH = "policy_push", _("policy push")

    enterprise = models.ForeignKey("enterprises.Enterprise", models.PROTECT, related_name="engagements")
    kind = models.CharField(_("kind"), max_length=12, choices=Kind)
    happened_on = models.DateField(_("happened on"))
    purpose = models.CharField(_("purpose"), max_length=200)
    attendees = models.CharField(_("who took part"), max_length=200, blank=True)
    outcome = models.TextField(_("outcome"), blank=True)
    next_step = models.CharField(_("next step"), max_length=200, blank=True)
    next_step_on = models.DateField(_("next step due on"), null=True, blank=True)
    caseworker = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="engagements"
    )

    class Meta:
        ordering = ["enterprise", "-happened_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["enterprise", "kind", "happened_on", "purpose"], name="engagement_recorded_once"
            ),
            models.CheckConstraint(
                condition=Q(known_on__gte=F("happened_on")), name="engagement_known_after_it_happened"
            ),
        ]

"""Who looks after which firm."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


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

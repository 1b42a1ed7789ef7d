"""What would have to change for a firm to meet a rulebook, and what it costs in effort."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from crm.enterprises.history import keeps_history
from scoring.models.rulebooks import RulebookVersion
from scoring.models.runs import ScoringRun


@keeps_history
class Lever(models.Model):
    """Something that a firm can do, and its effort as the bureau weighs it; seeds/levers.yaml says what it moves."""

    code = models.SlugField(_("code"), primary_key=True, max_length=40)
    effort = models.DecimalField(_("effort of one step"), max_digits=9, decimal_places=3)
    lead_days = models.PositiveSmallIntegerField(_("days until it counts"), default=0)
    max_steps = models.PositiveIntegerField(_("steps at most"))
    is_offered = models.BooleanField(_("offered in plans"), default=True)
    updated_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    updated_at = models.DateTimeField(_("updated at"), auto_now=True)

    class Meta:
        ordering = ["code"]
        constraints = [models.CheckConstraint(condition=Q(effort__gt=0), name="lever_costs_effort")]

    def __str__(self) -> str:
        return self.code


class Gap(models.Model):
    """The cheapest plan by which a firm would meet the rulebook in force; kept for the current run only."""

    class Outcome(models.TextChoices):
        MET = "met", _("meets it already")
        CERTAIN = "certain", _("a plan makes it certain")
        POSSIBLE = "possible", _("a plan makes it possible")
        OUT_OF_REACH = "out_of_reach", _("no plan within reach")

    run = models.ForeignKey(ScoringRun, models.CASCADE, related_name="gaps")
    enterprise = models.ForeignKey("enterprises.Enterprise", models.CASCADE, related_name="gaps")
    rulebook = models.ForeignKey(RulebookVersion, models.PROTECT, related_name="gaps")
    outcome = models.CharField(_("outcome"), max_length=12, choices=Outcome)
    effort = models.FloatField(_("effort"), null=True, blank=True)
    ready_on = models.DateField(_("earliest day on which it can be true"), null=True, blank=True)
    steps = models.JSONField(_("steps"), default=list)

    class Meta:
        ordering = ["effort", "enterprise"]
        indexes = [models.Index(fields=["run", "rulebook", "outcome", "effort"], name="gap_by_effort")]
        constraints = [
            models.UniqueConstraint(fields=["run", "enterprise", "rulebook"], name="gap_once_a_run"),
            models.CheckConstraint(
                condition=Q(outcome__in=["met", "out_of_reach"], effort=None)
                | Q(outcome__in=["certain", "possible"], effort__gte=0, ready_on__isnull=False),
                name="gap_plan_has_effort_and_day",
            ),
        ]

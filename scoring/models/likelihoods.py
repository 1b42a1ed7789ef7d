"""How likely firms reach a target, and what is to be done with them next."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from scoring.models.runs import ModelVersion, ScoringRun


class Likelihood(models.Model):
    """A calibrated probability that a firm reaches a target, or the reason why none is given."""

    run = models.ForeignKey(ScoringRun, models.CASCADE, related_name="likelihoods")
    enterprise = models.ForeignKey("enterprises.Enterprise", models.CASCADE, related_name="likelihoods")
    model_version = models.ForeignKey(ModelVersion, models.PROTECT, related_name="likelihoods")
    target = models.CharField(_("target"), max_length=32)
    probability = models.FloatField(_("probability"), null=True, blank=True)
    abstained_because = models.JSONField(_("why no probability is given"), null=True, blank=True)

    class Meta:
        ordering = ["enterprise", "target"]
        indexes = [models.Index(fields=["run", "target", "probability"], name="likelihood_by_probability")]
        constraints = [
            models.UniqueConstraint(fields=["run", "enterprise", "target"], name="likelihood_once_a_run"),
            models.CheckConstraint(
                condition=Q(probability=None, abstained_because__isnull=False)
                | Q(probability__range=(0, 1), abstained_because=None),
                name="likelihood_or_a_reason",
            ),
        ]


class Priority(models.Model):
    """A firm's place on the worklist: what to do with it next, why, and until when."""

    class Action(models.TextChoices):
        RENEW = "renew", _("prepare the renewal")
        APPLY = "apply", _("prepare the application")
        CLOSE_GAP = "close_gap", _("close the gap")
        FIND_FACTS = "find_facts", _("find the missing facts")

    run = models.ForeignKey(ScoringRun, models.CASCADE, related_name="priorities")
    enterprise = models.ForeignKey("enterprises.Enterprise", models.CASCADE, related_name="priorities")
    programme = models.ForeignKey("programmes.Programme", models.PROTECT, related_name="+")
    action = models.CharField(_("action"), max_length=12, choices=Action)
    value = models.FloatField(_("priority"), help_text=_("0 to 100, higher first"))
    due_on = models.DateField(_("due on"), null=True, blank=True)
    reasons = models.JSONField(_("reasons"), default=list)

    class Meta:
        ordering = ["-value", "enterprise"]
        indexes = [models.Index(fields=["run", "-value", "enterprise"], name="priority_worklist_order")]
        constraints = [
            models.UniqueConstraint(fields=["run", "enterprise"], name="priority_once_a_run"),
            models.CheckConstraint(condition=Q(value__range=(0, 100)), name="priority_value_in_range"),
        ]

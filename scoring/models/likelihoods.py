"""How likely firms reach a target, and what is to be done with them next."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from crm.enterprises.history import keeps_history
from scoring.models.model_versions import ModelVersion
from scoring.models.runs import ScoringRun


class Likelihood(models.Model):
    """A calibrated probability that a firm reaches a target, or the reason why none is given."""

    run = models.ForeignKey(ScoringRun, models.CASCADE, related_name="likelihoods")
    enterprise = models.ForeignKey("enterprises.Enterprise", models.CASCADE, related_name="likelihoods")
    model_version = models.ForeignKey(ModelVersion, models.PROTECT, related_name="likelihoods")
    target = models.CharField(_("target"), max_length=32)
    probability = models.FloatField(_("probability"), null=True, blank=True)
    low = models.FloatField(_("at least"), null=True, blank=True, help_text=_("90 % interval of the probability"))
    high = models.FloatField(_("at most"), null=True, blank=True)
    abstained_because = models.JSONField(_("why no probability is given"), null=True, blank=True)

    class Meta:
        ordering = ["enterprise", "target"]
        indexes = [models.Index(fields=["run", "target", "probability"], name="likelihood_by_probability")]
        constraints = [
            models.UniqueConstraint(fields=["run", "enterprise", "target"], name="likelihood_once_a_run"),
            models.CheckConstraint(
                condition=Q(probability=None, low=None, high=None, abstained_because__isnull=False)
                | Q(probability__range=(0, 1), abstained_because=None),
                name="likelihood_or_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(low=None, high=None)
                | Q(low__gte=0, low__lte=F("probability"), high__gte=F("probability"), high__lte=1),
                name="likelihood_inside_its_interval",
            ),
        ]


class LikelihoodRecord(models.Model):
    """The history of a firm's likelihood: a row whenever it moved, another model spoke, or the model fell silent.

    Runs go, records stay; they are what a likelihood is held against once its horizon has run out.
    """

    enterprise = models.ForeignKey("enterprises.Enterprise", models.CASCADE, related_name="likelihood_records")
    target = models.CharField(_("target"), max_length=32)
    as_of = models.DateField(_("as of"))
    model_version = models.ForeignKey(ModelVersion, models.PROTECT, related_name="likelihood_records")
    probability = models.FloatField(_("probability"), null=True, blank=True)
    low = models.FloatField(_("at least"), null=True, blank=True)
    high = models.FloatField(_("at most"), null=True, blank=True)
    abstained = models.CharField(_("code of why no probability is given"), max_length=24, blank=True)
    recorded_at = models.DateTimeField(_("recorded at"))

    class Meta:
        ordering = ["enterprise", "target", "-as_of", "-pk"]
        indexes = [models.Index(fields=["enterprise", "target", "-id"], name="likelihood_record_newest")]
        constraints = [
            models.CheckConstraint(
                condition=Q(probability=None) ^ Q(abstained=""), name="likelihood_record_or_a_reason"
            ),
        ]
        triggers = [pgtrigger.ReadOnly(name="likelihood_record_stays")]


@keeps_history
class LikelihoodOverride(models.Model):
    """What a person who knows the firm thinks instead, beside the model's likelihood and never in its place."""

    enterprise = models.ForeignKey("enterprises.Enterprise", models.CASCADE, related_name="likelihood_overrides")
    target = models.CharField(_("target"), max_length=32)
    probability = models.FloatField(_("probability by judgement"))
    model_probability = models.FloatField(_("what the model said then"), null=True, blank=True)
    reason = models.CharField(_("reason"), max_length=400)
    until = models.DateField(_("until"))
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(_("made at"), auto_now_add=True)
    confirmed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    confirmed_at = models.DateTimeField(_("confirmed at"), null=True, blank=True)
    ended_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    ended_at = models.DateTimeField(_("ended at"), null=True, blank=True)
    end_note = models.CharField(_("why it was ended"), max_length=400, blank=True)

    class Meta:
        ordering = ["enterprise", "target", "-made_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(probability__range=(0, 1)), name="override_is_a_probability"),
            models.UniqueConstraint(
                fields=["enterprise", "target"], name="override_one_that_stands", condition=Q(ended_at=None)
            ),
            models.CheckConstraint(
                condition=Q(confirmed_by=None) | ~Q(confirmed_by=F("made_by")), name="override_confirmed_by_another"
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

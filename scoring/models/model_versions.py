"""Models, how they came to be, who put them in use, and what is watched of them."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from crm.enterprises.history import keeps_history


class ModelVersion(models.Model):
    """One trained model of a target; its files lie in `ml_models/<target>/<version>/`."""

    target = models.CharField(_("target"), max_length=32)
    version = models.CharField(_("version"), max_length=40)
    sha256 = models.CharField(_("SHA-256 of the model file"), max_length=64)
    card = models.JSONField(_("model card"))
    trained_at = models.DateTimeField(_("trained at"), auto_now_add=True)
    trained_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("trained by")
    )
    is_promoted = models.BooleanField(_("in use"), default=False)

    class Meta:
        ordering = ["target", "-trained_at"]
        constraints = [
            models.UniqueConstraint(fields=["target", "version"], name="model_version_once"),
            models.UniqueConstraint(
                fields=["target"], name="model_one_promoted_a_target", condition=Q(is_promoted=True)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.target}@{self.version}"


class ModelDecision(models.Model):
    """A model put in use, put back in use, or taken out of it: by whom, why, and which findings were signed for."""

    class Kind(models.TextChoices):
        PROMOTE = "promote", _("put in use")
        ROLL_BACK = "roll_back", _("put back in use")
        RETIRE = "retire", _("taken out of use")

    model_version = models.ForeignKey(ModelVersion, models.PROTECT, related_name="decisions")
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    replaced = models.ForeignKey(
        ModelVersion, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("was in use before")
    )
    signed_for = models.JSONField(
        _("conditions that did not hold and were signed for"), default=list, help_text=_("rules of the findings")
    )
    note = models.CharField(_("why"), max_length=400)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(_("decided at"), auto_now_add=True)

    class Meta:
        ordering = ["-decided_at", "-pk"]
        triggers = [pgtrigger.Protect(name="model_decision_stays", operation=pgtrigger.Update | pgtrigger.Delete)]


class TrainingRun(models.Model):
    """One attempt to train a model of a target: on the way, done, refused for want of outcomes, or failed."""

    class State(models.TextChoices):
        QUEUED = "queued", _("waiting")
        RUNNING = "running", _("running")
        DONE = "done", _("done")
        REFUSED = "refused", _("too few outcomes")
        FAILED = "failed", _("failed")

    OPEN = (State.QUEUED, State.RUNNING)

    target = models.CharField(_("target"), max_length=32)
    as_of = models.DateField(_("as of"))
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.QUEUED)
    step = models.CharField(_("what is being done"), max_length=40, blank=True)
    done = models.PositiveIntegerField(_("steps done"), default=0)
    total = models.PositiveIntegerField(_("steps in all"), default=0)
    outcomes = models.JSONField(
        _("outcomes by year"), default=list, help_text=_("as_of, rows, positives of each snapshot")
    )
    refusal = models.JSONField(
        _("why there is no model"), null=True, blank=True, help_text=_("code, zh, en, found, needed")
    )
    model_version = models.ForeignKey(
        ModelVersion, models.SET_NULL, null=True, blank=True, related_name="training_runs"
    )
    requested_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    requested_at = models.DateTimeField(_("requested at"), auto_now_add=True)
    started_at = models.DateTimeField(_("started at"), null=True, blank=True)
    finished_at = models.DateTimeField(_("finished at"), null=True, blank=True)

    class Meta:
        ordering = ["-requested_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["target"], name="training_run_one_open_a_target", condition=Q(state__in=["queued", "running"])
            ),
            models.CheckConstraint(
                condition=Q(state__in=["queued", "running"], finished_at=None)
                | (~Q(state__in=["queued", "running"]) & Q(finished_at__isnull=False)),
                name="training_run_ended_has_an_instant",
            ),
        ]


@keeps_history
class TrainingLabel(models.Model):
    """What somebody states of an outcome that the official lists do not tell, or tell wrongly.

    It counts in training only once somebody else has approved it.
    """

    class Outcome(models.TextChoices):
        REACHED = "reached", _("reached the target")
        NOT_REACHED = "not_reached", _("did not reach the target")
        LEAVE_OUT = "leave_out", _("not to be learnt from")

    class State(models.TextChoices):
        PROPOSED = "proposed", _("waits for approval")
        APPROVED = "approved", _("approved")
        REFUSED = "refused", _("refused")
        WITHDRAWN = "withdrawn", _("withdrawn")

    enterprise = models.ForeignKey("enterprises.Enterprise", models.PROTECT, related_name="training_labels")
    target = models.CharField(_("target"), max_length=32)
    year = models.PositiveSmallIntegerField(_("year in which the horizon begins"))
    outcome = models.CharField(_("outcome"), max_length=12, choices=Outcome)
    basis = models.CharField(_("on what this rests"), max_length=400)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.PROPOSED)
    stated_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    stated_at = models.DateTimeField(_("stated at"), auto_now_add=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)
    note = models.CharField(_("what was said to it"), max_length=400, blank=True)

    class Meta:
        ordering = ["-stated_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["enterprise", "target", "year"],
                name="training_label_one_that_stands",
                condition=Q(state__in=["proposed", "approved"]),
            ),
            models.CheckConstraint(
                condition=Q(state__in=["proposed", "withdrawn"])
                | (Q(decided_by__isnull=False, decided_at__isnull=False) & ~Q(decided_by=F("stated_by"))),
                name="training_label_decided_by_another",
            ),
        ]


class ModelWatch(models.Model):
    """What was seen of a model in use on a day: drift of what it reads and says, and how its foretellings came true."""

    model_version = models.ForeignKey(ModelVersion, models.CASCADE, related_name="watches")
    as_of = models.DateField(_("as of"))
    firms = models.PositiveIntegerField(_("firms scored"))
    drift = models.JSONField(_("drift"), help_text=_("PSI of the scores and of each feature, with their bins"))
    matured = models.JSONField(
        _("foretold and happened"), null=True, blank=True, help_text=_("of likelihoods whose horizon has run out")
    )
    alerts = models.JSONField(_("alerts"), default=list, help_text=_("code, level, zh, en of each"))
    watched_at = models.DateTimeField(_("watched at"), auto_now=True)

    class Meta:
        ordering = ["model_version", "-as_of"]
        constraints = [models.UniqueConstraint(fields=["model_version", "as_of"], name="model_watch_once_a_day")]

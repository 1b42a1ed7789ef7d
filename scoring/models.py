"""What is stored of rules and models: versions, runs, and each firm's assessment, likelihood and priority."""

from datetime import date
from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class RulebookVersionQuerySet(models.QuerySet["RulebookVersion"]):
    def in_force(self, on: date) -> Self:
        """The version of each programme that decides on `on`: the newest active one whose term covers the day."""
        covers = Q(effective_until=None) | Q(effective_until__gte=on)
        covering = RulebookVersion.objects.filter(covers, status="active", effective_from__lte=on)
        newest = covering.order_by("programme_id", "-effective_from", "-pk").distinct("programme_id")
        return self.filter(pk__in=newest.values("pk"))


class RulebookVersion(models.Model):
    """One version of a programme's criteria, as loaded from its YAML file."""

    class Status(models.TextChoices):
        ACTIVE = "active", _("active")
        REFERENCE = "reference", _("reference standard")
        DRAFT = "draft", _("draft")

    programme = models.ForeignKey("programmes.Programme", models.PROTECT, related_name="rulebook_versions")
    version = models.CharField(_("version"), max_length=40)
    status = models.CharField(_("status"), max_length=12, choices=Status)
    effective_from = models.DateField(_("effective from"))
    effective_until = models.DateField(_("effective until"), null=True, blank=True)
    source = models.TextField(_("YAML"))
    sha256 = models.CharField(_("SHA-256 of the YAML"), max_length=64)
    loaded_at = models.DateTimeField(_("loaded at"), auto_now_add=True)

    objects = RulebookVersionQuerySet.as_manager()

    class Meta:
        ordering = ["programme", "-effective_from"]
        constraints = [
            models.UniqueConstraint(fields=["programme", "version"], name="rulebook_version_once"),
            models.CheckConstraint(
                condition=Q(effective_until=None) | Q(effective_until__gte=F("effective_from")),
                name="rulebook_term_runs_forward",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.programme_id}@{self.version}"


class ModelVersion(models.Model):
    """One trained model of a target; its files lie in `ml_models/<target>/<version>/`."""

    target = models.CharField(_("target"), max_length=32)
    version = models.CharField(_("version"), max_length=40)
    sha256 = models.CharField(_("SHA-256 of the model file"), max_length=64)
    card = models.JSONField(_("model card"))
    trained_at = models.DateTimeField(_("trained at"), auto_now_add=True)
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


class ScoringRunQuerySet(models.QuerySet["ScoringRun"]):
    def current(self, kind: str) -> "ScoringRun | None":
        """The newest finished run of a kind: the one whose results are shown."""
        return self.filter(kind=kind, state=ScoringRun.State.DONE).order_by("-as_of", "-pk").first()


class ScoringRun(models.Model):
    """One pass over all firms, in chunks by key; a run that was cut off goes on after `last_enterprise_id`."""

    class Kind(models.TextChoices):
        ASSESS = "assess", _("assessment")
        SCORE = "score", _("likelihood and worklist")

    class State(models.TextChoices):
        RUNNING = "running", _("running")
        DONE = "done", _("done")

    kind = models.CharField(_("kind"), max_length=8, choices=Kind)
    as_of = models.DateField(_("as of"))
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.RUNNING)
    total = models.PositiveIntegerField(_("firms"), default=0)
    done = models.PositiveIntegerField(_("firms done"), default=0)
    last_enterprise_id = models.BigIntegerField(_("last firm done"), default=0)
    rulebooks = models.ManyToManyField(RulebookVersion, blank=True, related_name="runs")
    model_versions = models.ManyToManyField(ModelVersion, blank=True, related_name="runs")
    started_at = models.DateTimeField(_("started at"), auto_now_add=True)
    finished_at = models.DateTimeField(_("finished at"), null=True, blank=True)

    objects = ScoringRunQuerySet.as_manager()

    class Meta:
        ordering = ["-started_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="done", finished_at__isnull=False) | Q(state="running", finished_at=None),
                name="run_done_has_an_instant",
            ),
        ]


class Assessment(models.Model):
    """A rulebook held against a firm as of the run's day."""

    class Verdict(models.TextChoices):
        MET = "met", _("met")
        UNMET = "unmet", _("unmet")
        UNDETERMINED = "undetermined", _("undetermined")

    run = models.ForeignKey(ScoringRun, models.CASCADE, related_name="assessments")
    enterprise = models.ForeignKey("enterprises.Enterprise", models.CASCADE, related_name="assessments")
    rulebook = models.ForeignKey(RulebookVersion, models.PROTECT, related_name="assessments")
    verdict = models.CharField(_("verdict"), max_length=12, choices=Verdict)
    points_low = models.FloatField(_("points, at least"), null=True, blank=True)
    points_high = models.FloatField(_("points, at most"), null=True, blank=True)
    unmet = ArrayField(models.CharField(max_length=40), verbose_name=_("criteria not met"), default=list)
    unknown = ArrayField(models.CharField(max_length=40), verbose_name=_("criteria unknown"), default=list)

    class Meta:
        ordering = ["enterprise", "rulebook"]
        indexes = [models.Index(fields=["run", "rulebook", "verdict"], name="assessment_by_verdict")]
        constraints = [
            models.UniqueConstraint(fields=["run", "enterprise", "rulebook"], name="assessment_once_a_run"),
            models.CheckConstraint(
                condition=Q(points_low=None) | Q(points_low__lte=F("points_high")),
                name="assessment_points_are_an_interval",
            ),
        ]


class Completeness(models.Model):
    """What is missing of a firm, or old, and which verdicts wait for it; kept for the current run only."""

    run = models.ForeignKey(ScoringRun, models.CASCADE, related_name="completeness")
    enterprise = models.ForeignKey("enterprises.Enterprise", models.CASCADE, related_name="completeness")
    missing = ArrayField(models.CharField(max_length=40), verbose_name=_("facts missing"), default=list)
    stale = ArrayField(models.CharField(max_length=40), verbose_name=_("facts out of date"), default=list)
    programmes = ArrayField(
        models.CharField(max_length=40), verbose_name=_("programmes whose verdict waits for facts"), default=list
    )
    blocks = models.JSONField(_("programmes that wait, by fact"), default=dict)
    since = models.JSONField(_("when a fact out of date was last known, by fact"), default=dict)
    unblocks = models.PositiveSmallIntegerField(_("place on the list"), help_text=_("higher first"))

    class Meta:
        ordering = ["-unblocks", "enterprise"]
        indexes = [models.Index(fields=["run", "-unblocks", "enterprise"], name="completeness_worklist_order")]
        constraints = [
            models.UniqueConstraint(fields=["run", "enterprise"], name="completeness_once_a_run"),
        ]


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

"""Runs over all firms."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from scoring.models.model_versions import ModelVersion
from scoring.models.rulebooks import RulebookVersion


class ScoringRunQuerySet(models.QuerySet["ScoringRun"]):
    def current(self, kind: str) -> "ScoringRun | None":
        """The newest finished run of a kind: the one whose results are shown."""
        return self.filter(kind=kind, state=ScoringRun.State.DONE).order_by("-as_of", "-pk").first()


class ScoringRun(models.Model):
    """One pass over all firms, in chunks by key; a run that was cut off goes on after `last_enterprise_id`."""

    class Kind(models.TextChoices):
        ASSESS = "assess", _("assessment")
        SCORE = "score", _("likelihood and worklist")
        GAPS = "gaps", _("gap plans")

    class State(models.TextChoices):
        RUNNING = "running", _("running")
        DONE = "done", _("done")

    kind = models.CharField(_("kind"), max_length=8, choices=Kind)
    as_of = models.DateField(_("as of"))
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.RUNNING)
    total = models.PositiveIntegerField(_("firms"), default=0)
    done = models.PositiveIntegerField(_("firms done"), default=0)
    left_out = models.PositiveIntegerField(_("left out because they could not be computed"), default=0)
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

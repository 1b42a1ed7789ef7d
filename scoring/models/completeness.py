"""What is missing of firms."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from scoring.models.runs import ScoringRun


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

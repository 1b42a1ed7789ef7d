"""What rulebooks say of firms: the current verdicts, their changes over time, and the records that are issued."""

import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from scoring.models.rulebooks import RulebookVersion
from scoring.models.runs import ScoringRun


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
    unmet = ArrayField(models.CharField(max_length=60), verbose_name=_("criteria not met"), default=list)
    unknown = ArrayField(models.CharField(max_length=60), verbose_name=_("criteria unknown"), default=list)

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


class MeasureSnapshot(models.Model):
    """All that rulebooks could read of a firm on a day; kept once however often it is asked for. Never changes."""

    enterprise = models.ForeignKey("enterprises.Enterprise", models.CASCADE, related_name="measure_snapshots")
    as_of = models.DateField(_("as of"))
    measures = models.JSONField(_("measures"), help_text=_("by name; what is not known is left out"))
    sha256 = models.CharField(_("SHA-256 of the measures"), max_length=64)
    taken_at = models.DateTimeField(_("taken at"), auto_now_add=True)

    class Meta:
        ordering = ["enterprise", "-as_of", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["enterprise", "as_of", "sha256"], name="measure_snapshot_once"),
        ]
        triggers = [pgtrigger.ReadOnly(name="measure_snapshot_stays")]


class VerdictChange(models.Model):
    """A verdict that came out otherwise than the run before it: the history of a firm under a programme. Immutable."""

    class Cause(models.TextChoices):
        FIRST = "first", _("first assessment")
        FACTS = "facts", _("other facts")
        RULEBOOK = "rulebook", _("another version of the rulebook")

    enterprise = models.ForeignKey("enterprises.Enterprise", models.CASCADE, related_name="verdict_changes")
    programme = models.ForeignKey("programmes.Programme", models.PROTECT, related_name="+")
    rulebook = models.ForeignKey(RulebookVersion, models.PROTECT, related_name="verdict_changes")
    as_of = models.DateField(_("as of"))
    before = models.CharField(_("verdict before"), max_length=12, choices=Assessment.Verdict, blank=True)
    verdict = models.CharField(_("verdict"), max_length=12, choices=Assessment.Verdict)
    cause = models.CharField(_("cause"), max_length=8, choices=Cause)
    points_low = models.FloatField(_("points, at least"), null=True, blank=True)
    points_high = models.FloatField(_("points, at most"), null=True, blank=True)
    turned = ArrayField(models.CharField(max_length=60), verbose_name=_("criteria that turned"), default=list)
    unmet = ArrayField(models.CharField(max_length=60), verbose_name=_("criteria not met"), default=list)
    unknown = ArrayField(models.CharField(max_length=60), verbose_name=_("criteria unknown"), default=list)
    snapshot = models.ForeignKey(MeasureSnapshot, models.RESTRICT, related_name="verdict_changes")
    recorded_at = models.DateTimeField(_("recorded at"), auto_now_add=True)

    class Meta:
        ordering = ["enterprise", "-as_of", "-pk"]
        indexes = [models.Index(fields=["enterprise", "programme", "-id"], name="verdict_change_newest")]
        triggers = [pgtrigger.ReadOnly(name="verdict_change_stays")]


class AssessmentRecord(models.Model):
    """An assessment as it was issued: what was read, by which version, what came out, when and by whom. Immutable."""

    number = models.CharField(_("number"), max_length=24, unique=True)
    enterprise = models.ForeignKey("enterprises.Enterprise", models.PROTECT, related_name="assessment_records")
    enterprise_name = models.CharField(_("name of the firm then"), max_length=200)
    uscc = models.CharField(_("code of the firm then"), max_length=18)
    rulebook = models.ForeignKey(RulebookVersion, models.PROTECT, related_name="assessment_records")
    as_of = models.DateField(_("as of"))
    verdict = models.CharField(_("verdict"), max_length=12, choices=Assessment.Verdict)
    snapshot = models.ForeignKey(MeasureSnapshot, models.PROTECT, related_name="assessment_records")
    explanation = models.TextField(_("explanation"), help_text=_("canonical JSON, byte for byte as it was issued"))
    sha256 = models.CharField(_("SHA-256 of the explanation"), max_length=64)
    facts = models.JSONField(_("facts behind each measure, with their sources"), default=dict)
    purpose = models.CharField(_("issued for"), max_length=200, blank=True)
    issued_at = models.DateTimeField(_("issued at"), auto_now_add=True)
    issued_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-issued_at", "-pk"]
        triggers = [
            pgtrigger.Protect(name="assessment_record_stays", operation=pgtrigger.Update | pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return self.number

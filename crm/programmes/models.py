"""Programmes, the applications for them and the recognitions they give; the tier follows from recognitions."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from crm.enterprises.history import keeps_history
from crm.enterprises.models import Fact


class Programme(models.Model):
    """Anything an enterprise can apply for (项目/资质); recognitions that carry a tier make the path."""

    class Kind(models.TextChoices):
        RECOGNITION = "recognition", _("recognition")
        LOAN = "loan", _("loan")
        SUBSIDY = "subsidy", _("subsidy")
        PROJECT = "project", _("project call")
        PLATFORM = "platform", _("platform")
        STANDARD = "standard", _("reference standard")
        STATISTICS = "statistics", _("statistical class")
        TAX = "tax", _("tax relief")

    code = models.SlugField(_("code"), primary_key=True, max_length=40)
    kind = models.CharField(_("kind"), max_length=16, choices=Kind)
    zh = models.CharField(_("Chinese name"), max_length=64)
    en = models.CharField(_("English name"), max_length=128)
    tier = models.PositiveSmallIntegerField(
        _("tier"), null=True, blank=True, help_text=_("the tier that a recognition gives")
    )
    issuer = models.CharField(_("issuer"), max_length=128, blank=True)
    term_months = models.PositiveSmallIntegerField(
        _("term of a recognition in months"), null=True, blank=True, help_text=_("empty: each recognition says its own")
    )
    is_draft = models.BooleanField(_("conditions not known yet"), default=False)

    class Meta:
        ordering = ["tier", "code"]
        constraints = [
            models.CheckConstraint(
                condition=Q(tier=None) | Q(tier__range=(1, 4), kind="recognition"), name="programme_tier_one_to_four"
            ),
            models.UniqueConstraint(fields=["tier"], name="programme_tier_once", condition=Q(tier__isnull=False)),
        ]

    def __str__(self) -> str:
        return self.zh


class ApplicationQuerySet(models.QuerySet["Application"]):
    def known_on(self, day: date) -> Self:
        """Applications that were known of on `day`."""
        return self.filter(known_on__lte=day)

    def open_on(self, day: date) -> Self:
        """Submitted and not yet decided on `day`."""
        return self.filter(Q(decided_on=None) | Q(decided_on__gt=day), submitted_on__lte=day)


@keeps_history
class Application(Fact):
    """An enterprise's application for a programme, and how it was decided."""

    class Outcome(models.TextChoices):
        PENDING = "pending", _("pending")
        GRANTED = "granted", _("granted")
        REFUSED = "refused", _("refused")
        WITHDRAWN = "withdrawn", _("withdrawn")

    enterprise = models.ForeignKey("enterprises.Enterprise", models.PROTECT, related_name="applications")
    programme = models.ForeignKey(Programme, models.PROTECT, related_name="applications", verbose_name=_("programme"))
    submitted_on = models.DateField(_("submitted on"))
    decided_on = models.DateField(_("decided on"), null=True, blank=True)
    outcome = models.CharField(_("outcome"), max_length=12, choices=Outcome, default=Outcome.PENDING)
    reason = models.CharField(_("reason"), max_length=200, blank=True)

    objects = ApplicationQuerySet.as_manager()

    class Meta:
        ordering = ["-submitted_on", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["enterprise", "programme", "submitted_on"], name="application_once_a_day"),
            models.CheckConstraint(
                condition=Q(outcome="pending", decided_on=None) | (~Q(outcome="pending") & Q(decided_on__isnull=False)),
                name="application_decided_has_a_day",
            ),
            models.CheckConstraint(
                condition=Q(decided_on=None) | Q(decided_on__gte=F("submitted_on")),
                name="application_decided_after_submission",
            ),
        ]


class RecognitionQuerySet(models.QuerySet["Recognition"]):
    def in_force(self, on: date) -> Self:
        """Recognitions whose term covers the day `on` and that were not known then to be withdrawn."""
        standing = Q(withdrawn_on=None) | Q(withdrawn_on__gt=on) | Q(withdrawn_known_on__gt=on)
        return self.filter(standing, valid_from__lte=on, valid_until__gte=on)

    def known_on(self, day: date) -> Self:
        """Recognitions that were known of on `day`."""
        return self.filter(known_on__lte=day)

    def overlapping(self, start: date, end: date) -> Self:
        """Recognitions whose term shares a day with start … end."""
        return self.filter(valid_from__lte=end, valid_until__gte=start, withdrawn_on=None)


@keeps_history
class Recognition(Fact):
    """A programme granted to an enterprise for a term (认定), both days included."""

    enterprise = models.ForeignKey("enterprises.Enterprise", models.PROTECT, related_name="recognitions")
    programme = models.ForeignKey(Programme, models.PROTECT, related_name="recognitions", verbose_name=_("programme"))
    certificate_no = models.CharField(
        _("certificate number"), max_length=40, blank=True, help_text=_("announcements often lack it")
    )
    batch = models.CharField(_("batch"), max_length=40, blank=True)
    valid_from = models.DateField(_("valid from"))
    valid_until = models.DateField(_("valid until"))
    withdrawn_on = models.DateField(_("withdrawn on"), null=True, blank=True)
    withdrawn_known_on = models.DateField(
        _("withdrawal known since"), null=True, blank=True, help_text=_("empty: since the fact itself")
    )

    objects = RecognitionQuerySet.as_manager()

    class Meta:
        ordering = ["-valid_from", "pk"]
        indexes = [models.Index(fields=["enterprise", "valid_until"], name="recognition_by_firm_and_term")]
        constraints = [
            models.CheckConstraint(condition=Q(valid_from__lte=F("valid_until")), name="recognition_term_runs_forward"),
            models.UniqueConstraint(
                fields=["programme", "certificate_no"],
                name="recognition_certificate_once",
                condition=~Q(certificate_no=""),
            ),
            models.UniqueConstraint(fields=["enterprise", "programme", "valid_from"], name="recognition_once_a_term"),
        ]

"""Rulebooks in versions, the drafts of new ones, and what a draft would change."""

from datetime import date
from typing import Self

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from crm.enterprises.history import keeps_history


class RulebookVersionQuerySet(models.QuerySet["RulebookVersion"]):
    def in_force(self, on: date) -> Self:
        """The version of each programme that speaks on `on`: the newest one not withdrawn whose term covers the day.

        Reference standards are among them, drafts never.
        """
        covers = Q(effective_until=None) | Q(effective_until__gte=on)
        published = RulebookVersion.objects.exclude(status=RulebookVersion.Status.DRAFT).filter(withdrawn_at=None)
        covering = published.filter(covers, effective_from__lte=on)
        newest = covering.order_by("programme_id", "-effective_from", "-pk").distinct("programme_id")
        return self.filter(pk__in=newest.values("pk"))


@keeps_history
class RulebookVersion(models.Model):
    """One version of a programme's criteria, as its YAML says them: shipped, or drafted and published here.

    Its text never changes. A version that was published by mistake is withdrawn: then the one before decides again,
    until this one is reinstated. Who withdrew and who reinstated it is kept, however often that happens.
    """

    class Status(models.TextChoices):
        ACTIVE = "active", _("active")
        REFERENCE = "reference", _("reference standard")
        DRAFT = "draft", _("draft")
        HISTORICAL = "historical", _("historical")

    programme = models.ForeignKey("programmes.Programme", models.PROTECT, related_name="rulebook_versions")
    version = models.CharField(_("version"), max_length=40)
    status = models.CharField(_("status"), max_length=12, choices=Status)
    effective_from = models.DateField(_("effective from"))
    effective_until = models.DateField(_("effective until"), null=True, blank=True)
    source = models.TextField(_("YAML"))
    sha256 = models.CharField(_("SHA-256 of the YAML"), max_length=64)
    cases = models.TextField(_("YAML of its cases"), blank=True)
    loaded_at = models.DateTimeField(_("loaded at"), auto_now_add=True)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("author")
    )
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("published by"),
    )
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("withdrawn by"),
    )
    withdrawn_because = models.CharField(_("withdrawn because"), max_length=400, blank=True)
    reinstated_at = models.DateTimeField(_("reinstated at"), null=True, blank=True)
    reinstated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("reinstated by"),
    )
    reinstated_because = models.CharField(_("reinstated because"), max_length=400, blank=True)

    objects = RulebookVersionQuerySet.as_manager()

    class Meta:
        ordering = ["programme", "-effective_from"]
        constraints = [
            models.UniqueConstraint(fields=["programme", "version"], name="rulebook_version_once"),
            models.CheckConstraint(
                condition=Q(effective_until=None) | Q(effective_until__gte=F("effective_from")),
                name="rulebook_term_runs_forward",
            ),
            models.CheckConstraint(
                condition=Q(author=None) | ~Q(author=F("published_by")), name="rulebook_published_by_another"
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None, withdrawn_because="")
                | (Q(withdrawn_at__isnull=False) & ~Q(withdrawn_because="")),
                name="rulebook_withdrawn_for_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(reinstated_at=None, reinstated_because="")
                | Q(reinstated_at__isnull=False, withdrawn_at=None) & ~Q(reinstated_because=""),
                name="rulebook_reinstated_for_a_reason",
            ),
        ]
        triggers = [
            pgtrigger.ReadOnly(
                name="rulebook_text_stays",
                fields=[
                    "programme",
                    "version",
                    "status",
                    "effective_from",
                    "effective_until",
                    "source",
                    "sha256",
                    "cases",
                ],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.programme_id}@{self.version}"


@keeps_history
class RulebookDraft(models.Model):
    """A version in the making: written by one person, published or returned by another."""

    class State(models.TextChoices):
        OPEN = "open", _("being written")
        SUBMITTED = "submitted", _("waiting for approval")
        PUBLISHED = "published", _("published")
        DISCARDED = "discarded", _("discarded")

    programme = models.ForeignKey("programmes.Programme", models.PROTECT, related_name="rulebook_drafts")
    based_on = models.ForeignKey(
        RulebookVersion, models.PROTECT, null=True, blank=True, related_name="drafts", verbose_name=_("based on")
    )
    source = models.TextField(_("YAML"))
    cases = models.TextField(_("YAML of its cases"), blank=True)
    revision = models.PositiveIntegerField(_("revision"), default=1)
    state = models.CharField(_("state"), max_length=12, choices=State, default=State.OPEN)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="rulebook_drafts", verbose_name=_("author")
    )
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)
    updated_at = models.DateTimeField(_("updated at"), auto_now=True)
    submitted_at = models.DateTimeField(_("submitted at"), null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("decided by")
    )
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)
    note = models.CharField(_("what the approver says"), max_length=400, blank=True)
    published_as = models.OneToOneField(
        RulebookVersion, models.PROTECT, null=True, blank=True, related_name="draft", verbose_name=_("published as")
    )

    class Meta:
        ordering = ["-updated_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(decided_by=None) | ~Q(decided_by=F("author")), name="rulebook_draft_decided_by_another"
            ),
            models.CheckConstraint(
                condition=Q(state="published", published_as__isnull=False, decided_by__isnull=False)
                | (~Q(state="published") & Q(published_as=None)),
                name="rulebook_draft_published_as_a_version",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.programme_id}#{self.pk}"


class ImpactPreview(models.Model):
    """What a draft would change: it and the version in force held against all firms, by a job, before it counts.

    A preview stays when another is made: what was known when a draft was decided on can be looked up.
    """

    class State(models.TextChoices):
        RUNNING = "running", _("running")
        DONE = "done", _("done")
        FAILED = "failed", _("failed")

    draft = models.ForeignKey(RulebookDraft, models.CASCADE, related_name="impacts")
    revision = models.PositiveIntegerField(_("revision of the draft"))
    against = models.ForeignKey(
        RulebookVersion, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("compared with")
    )
    as_of = models.DateField(_("as of"))
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.RUNNING)
    problem = models.CharField(_("why it failed"), max_length=400, blank=True)
    total = models.PositiveIntegerField(_("firms"), default=0)
    done = models.PositiveIntegerField(_("firms done"), default=0)
    last_enterprise_id = models.BigIntegerField(_("last firm done"), default=0)
    counts = models.JSONField(
        _("firms by county, tier, verdict before and after"), default=list, help_text=_("a row a cell, with its number")
    )
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)
    finished_at = models.DateTimeField(_("finished at"), null=True, blank=True)

    class Meta:
        ordering = ["-created_at", "-pk"]
        triggers = [pgtrigger.Protect(name="impact_preview_stays", operation=pgtrigger.Delete)]


class ImpactFlip(models.Model):
    """A firm whose verdict the draft would change."""

    preview = models.ForeignKey(ImpactPreview, models.CASCADE, related_name="flips")
    enterprise = models.ForeignKey("enterprises.Enterprise", models.CASCADE, related_name="+")
    region = models.CharField(_("region"), max_length=16, blank=True)
    tier = models.PositiveSmallIntegerField(_("tier"), null=True, blank=True)
    before = models.CharField(_("verdict before"), max_length=12)
    after = models.CharField(_("verdict after"), max_length=12)
    criteria = models.JSONField(_("criteria that turned"), default=list)

    class Meta:
        ordering = ["preview", "enterprise"]
        constraints = [models.UniqueConstraint(fields=["preview", "enterprise"], name="impact_flip_once")]

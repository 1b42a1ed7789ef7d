"""Two records that may be one firm, and records that were merged into one."""

from typing import Self

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from crm.accounts.models import User
from crm.enterprises.history import keeps_history
from crm.enterprises.models.enterprise import Enterprise


class DuplicatePairQuerySet(models.QuerySet["DuplicatePair"]):
    def open(self) -> Self:
        """Pairs that nobody has decided on."""
        return self.filter(state=DuplicatePair.State.OPEN)

    def visible_to(self, user: User) -> Self:
        """Pairs of which `user` may see both firms: one of them alone would tell about the other."""
        seen = Enterprise.objects.within_scope_of(user).values("pk")
        still_two = Q(one__merged_into=None, other__merged_into=None)
        return self.filter(still_two | ~Q(state=DuplicatePair.State.OPEN), one__in=seen, other__in=seen)


@keeps_history
class DuplicatePair(models.Model):
    """Two firms on record that may be one; a person decides, never a score."""

    class State(models.TextChoices):
        OPEN = "open", _("to be decided")
        DIFFERENT = "different", _("different firms")
        MERGED = "merged", _("merged")

    one = models.ForeignKey("enterprises.Enterprise", models.CASCADE, related_name="+")
    other = models.ForeignKey("enterprises.Enterprise", models.CASCADE, related_name="+")
    reasons = ArrayField(models.CharField(max_length=32), verbose_name=_("why they may be one"))
    similarity = models.FloatField(_("similarity of the names"))
    state = models.CharField(_("state"), max_length=12, choices=State, default=State.OPEN)
    found_on = models.DateField(_("found on"))
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)
    note = models.CharField(_("note"), max_length=300, blank=True)

    objects = DuplicatePairQuerySet.as_manager()

    class Meta:
        ordering = ["-similarity", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["one", "other"], name="duplicate_pair_once"),
            models.CheckConstraint(condition=Q(one__lt=F("other")), name="duplicate_pair_in_order"),
            models.CheckConstraint(condition=Q(similarity__range=(0, 1)), name="duplicate_pair_similarity_is_a_share"),
            models.CheckConstraint(
                condition=Q(state="open", decided_at=None) | (~Q(state="open") & Q(decided_at__isnull=False)),
                name="duplicate_pair_decided_has_an_instant",
            ),
        ]


class MergeQuerySet(models.QuerySet["Merge"]):
    def visible_to(self, user: User) -> Self:
        """Merges of two records that are both in the scope of `user`."""
        seen = Enterprise.objects.within_scope_of(user).values("pk")
        return self.filter(kept__in=seen, merged__in=seen)

    def standing(self) -> Self:
        """Merges that were not undone."""
        return self.filter(undone_at=None)


@keeps_history
class Merge(models.Model):
    """A record merged into another: what moved and what was set aside, so that it can be undone exactly."""

    kept = models.ForeignKey("enterprises.Enterprise", models.PROTECT, related_name="merges")
    merged = models.ForeignKey("enterprises.Enterprise", models.PROTECT, related_name="+")
    reason = models.CharField(_("reason"), max_length=300)
    moves = models.JSONField(_("rows moved and set aside, by relation"))
    merged_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    merged_at = models.DateTimeField(_("merged at"))
    undone_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    undone_at = models.DateTimeField(_("undone at"), null=True, blank=True)

    objects = MergeQuerySet.as_manager()

    class Meta:
        ordering = ["-merged_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(kept=F("merged")), name="merge_of_two_records"),
            models.CheckConstraint(condition=~Q(reason=""), name="merge_has_a_reason"),
            models.UniqueConstraint(fields=["merged"], name="merge_once", condition=Q(undone_at=None)),
        ]

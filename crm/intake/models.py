"""An import: the file that came, what was made of each row, and what it became."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Import(models.Model):
    """One uploaded table: previewed first, committed or dropped afterwards."""

    class Kind(models.TextChoices):
        ENTERPRISES = "enterprises", _("enterprises")
        FINANCIAL_YEARS = "financial_years", _("financial years")

    class State(models.TextChoices):
        PREVIEWED = "previewed", _("previewed")
        COMMITTED = "committed", _("committed")
        DISCARDED = "discarded", _("discarded")

    kind = models.CharField(_("kind of facts"), max_length=20, choices=Kind)
    state = models.CharField(_("state"), max_length=12, choices=State, default=State.PREVIEWED)
    file_name = models.CharField(_("file name"), max_length=255)
    file_sha256 = models.CharField(_("SHA-256 of the file"), max_length=64)
    source = models.CharField(_("source"), max_length=64, help_text=_("who published or reported the table"))
    known_on = models.DateField(_("known on"), help_text=_("the day the table became known"))
    mapping = models.JSONField(_("columns read"), default=dict)
    counts = models.JSONField(_("rows by outcome"), default=dict)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="imports"
    )
    uploaded_at = models.DateTimeField(_("uploaded at"), auto_now_add=True)
    committed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="committed_imports"
    )
    committed_at = models.DateTimeField(_("committed at"), null=True, blank=True)

    class Meta:
        ordering = ["-uploaded_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="committed", committed_at__isnull=False)
                | (~Q(state="committed") & Q(committed_at=None, committed_by=None)),
                name="import_committed_has_an_instant",
            ),
        ]


class ImportRow(models.Model):
    """One row of an imported table, as it was read, with its place in the file and what is wrong with it."""

    class Outcome(models.TextChoices):
        CREATE = "create", _("creates")
        UPDATE = "update", _("updates")
        REPEAT = "repeat", _("repeats what is known")
        REFUSE = "refuse", _("refused")

    table = models.ForeignKey(Import, models.CASCADE, related_name="rows")
    sheet = models.CharField(_("sheet"), max_length=64, blank=True)
    number = models.PositiveIntegerField(_("row"), help_text=_("as the spreadsheet counts, the header included"))
    cells = models.JSONField(_("cells as read"))
    values = models.JSONField(_("values understood"), default=dict)
    outcome = models.CharField(_("outcome"), max_length=8, choices=Outcome)
    findings = models.JSONField(
        _("findings"), default=list, help_text=_("column, code, message, whether it refuses the row")
    )

    class Meta:
        ordering = ["table", "sheet", "number"]
        constraints = [models.UniqueConstraint(fields=["table", "sheet", "number"], name="import_row_once")]

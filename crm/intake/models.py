"""An import: the file that came, how it was read, what was made of each row, and what it became."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Case, Exists, OuterRef, Q, QuerySet, Value, When
from django.db.models.functions import Cast
from django.utils.translation import gettext_lazy as _

from crm.accounts.matrix import MATRIX
from crm.accounts.models import User
from crm.directory.models import Region
from crm.enterprises.history import keeps_history


class Kind(models.TextChoices):
    """What a table may be about."""

    ENTERPRISES = "enterprises", _("enterprises")
    FINANCIAL_YEARS = "financial_years", _("financial years")
    IP_RIGHTS = "ip_rights", _("IP rights")
    RECOGNITIONS = "recognitions", _("recognitions")
    INCIDENTS = "incidents", _("incidents")
    LIST_ENTRIES = "list_entries", _("entries on public lists")
    CONVERSIONS = "conversions", _("conversions of results")
    FINANCING_ROUNDS = "financing_rounds", _("financing rounds")
    JUDGEMENTS = "judgements", _("judgements")
    CONTROLS = "controls", _("controls")
    CONTACTS = "contacts", _("contacts")
    ENGAGEMENTS = "engagements", _("engagements")
    DEMANDS = "demands", _("technology demands")
    ACHIEVEMENTS = "achievements", _("achievements")
    TECHNOLOGY_CONTRACTS = "technology_contracts", _("technology contracts")


@keeps_history
class SavedMapping(models.Model):
    """How the tables of one source are to be read: which header means which field, in which unit, what holds for all.

    `columns` maps a header, as it stands in the file, to {"field": name or null, "unit": unit or null}; `fixed` maps a
    field to the value that every row has ("programme": "hnte").
    """

    name = models.CharField(_("name"), max_length=64)
    kind = models.CharField(_("kind of facts"), max_length=24, choices=Kind)
    source = models.CharField(_("source"), max_length=64)
    columns = models.JSONField(_("columns by header"), default=dict, blank=True)
    fixed = models.JSONField(_("values of every row"), default=dict, blank=True)
    is_shipped = models.BooleanField(_("came with the product"), default=False)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    updated_at = models.DateTimeField(_("updated at"), auto_now=True)

    class Meta:
        ordering = ["kind", "name"]
        constraints = [
            models.UniqueConstraint(fields=["kind", "name"], name="saved_mapping_once"),
            models.CheckConstraint(condition=~Q(name="") & ~Q(source=""), name="saved_mapping_named_for_a_source"),
        ]

    def __str__(self) -> str:
        return self.name


class ImportQuerySet(models.QuerySet["Import"]):
    def visible_to(self, user: User) -> Self:
        """The imports that `user` may see: all, those of who answers for one of their regions or below, or their own.

        That they exist and how many rows they have. `rows_open` says of each whether its rows may be read, too;
        `has_file` whether its file was kept.
        """
        right = user.right("view", "import_job")
        every = self.annotate(has_file=Exists(ImportFile.objects.filter(table=OuterRef("pk"))))
        match right.scope if right else None:
            case "*":
                return every.annotate(rows_open=Value(True))
            case "team":
                team = User.objects.filter(regions__in=_regions_of(user))
                seen = every.filter(Q(uploaded_by=user) | Q(uploaded_by__in=team.values("pk")))
                return seen.annotate(rows_open=Case(When(_by_equals_of(user), then=True), default=False))
            case "own":
                return every.filter(uploaded_by=user).annotate(rows_open=Value(True))
            case _:
                return self.none()

    def read_by(self, user: User) -> Self:
        """Of the imports that `user` may see those that can name no firm which is closed to them.

        In a team these are their own and those of who answers for nothing but regions of theirs, or below.
        """
        return self.visible_to(user).filter(Q(rows_open=True))


def _by_equals_of(user: User) -> Q:
    beyond = User.objects.filter(regions__in=Region.objects.exclude(pk__in=_regions_of(user)))
    bound = [code for code, role in MATRIX.roles.items() if role.enterprise_scope == "regions"]
    within = User.objects.filter(role__in=bound).exclude(pk__in=beyond.values("pk"))
    return Q(uploaded_by=user) | Q(uploaded_by__in=within.values("pk"))


def _regions_of(user: User) -> QuerySet[Region]:
    return Region.objects.within(user.regions.all())


class Import(models.Model):
    """One uploaded table on its way: received, read and previewed; then committed or discarded; perhaps undone."""

    Kind = Kind

    class State(models.TextChoices):
        RECEIVED = "received", _("waiting to be read")
        READING = "reading", _("being read")
        UNCLEAR = "unclear", _("columns to be mapped")
        PREVIEWED = "previewed", _("previewed")
        COMMITTING = "committing", _("being committed")
        COMMITTED = "committed", _("committed")
        UNDOING = "undoing", _("being undone")
        UNDONE = "undone", _("undone")
        DISCARDED = "discarded", _("discarded")
        FAILED = "failed", _("cannot be read")

    DONE = (State.COMMITTED, State.UNDOING, State.UNDONE)
    """States in which facts were written."""

    kind = models.CharField(_("kind of facts"), max_length=24, choices=Kind)
    state = models.CharField(_("state"), max_length=12, choices=State, default=State.RECEIVED)
    problem = models.JSONField(
        _("why it cannot be read or carried out"), null=True, blank=True, help_text=_("code and message")
    )
    file_name = models.CharField(_("file name"), max_length=255)
    file_sha256 = models.CharField(_("SHA-256 of the file"), max_length=64, blank=True)
    source = models.CharField(_("source"), max_length=64, help_text=_("who published or reported the table"))
    known_on = models.DateField(_("known on"), help_text=_("the day the table became known"))
    saved_mapping = models.ForeignKey(SavedMapping, models.SET_NULL, null=True, blank=True, related_name="imports")
    asked = models.JSONField(
        _("mapping asked for"), default=dict, blank=True, help_text=_("header rows, columns and units set by hand")
    )
    fixed = models.JSONField(_("values of every row"), default=dict, blank=True)
    mapping = models.JSONField(_("columns read"), default=dict, blank=True)
    counts = models.JSONField(_("rows by outcome"), default=dict, blank=True)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="imports"
    )
    uploaded_at = models.DateTimeField(_("uploaded at"), auto_now_add=True)
    good_rows_only = models.BooleanField(_("rows with problems were left out on purpose"), default=False)
    committed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="committed_imports"
    )
    committed_at = models.DateTimeField(_("committed at"), null=True, blank=True)
    undone_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    undone_at = models.DateTimeField(_("undone at"), null=True, blank=True)
    kept = models.JSONField(
        _("what the undoing left"), default=list, blank=True, help_text=_("edited since: which fact, and why")
    )

    objects = ImportQuerySet.as_manager()

    rows_open: bool
    """Where `ImportQuerySet.visible_to` gave it: whether its rows may be read."""
    has_file: bool
    """Where `ImportQuerySet.visible_to` gave it: whether its file was kept; imports of earlier versions have none."""

    class Meta:
        ordering = ["-uploaded_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["committed", "undoing", "undone"], committed_at__isnull=False)
                | (~Q(state__in=["committed", "undoing", "undone"]) & Q(committed_at=None)),
                name="import_committed_has_an_instant",
            ),
            models.CheckConstraint(
                condition=Q(state="undone", undone_at__isnull=False)
                | (~Q(state="undone") & Q(undone_at=None, undone_by=None)),
                name="import_undone_has_an_instant",
            ),
        ]


class ImportFile(models.Model):
    """The file as it came, byte for byte: read again when a mapping changes, given back when somebody asks."""

    table = models.OneToOneField(Import, models.CASCADE, primary_key=True, related_name="file")
    content = models.BinaryField(_("content"))


class ImportProgress(models.Model):
    """How far the job of an import is, written beside its transaction; and whether somebody wants it to stop."""

    table = models.OneToOneField(Import, models.CASCADE, primary_key=True, related_name="progress")
    stage = models.CharField(_("stage"), max_length=16, blank=True)
    done = models.PositiveIntegerField(_("rows done"), default=0)
    total = models.PositiveIntegerField(_("rows in all"), default=0)
    stop_asked = models.BooleanField(_("somebody asked to stop"), default=False)


class ImportRowQuerySet(models.QuerySet["ImportRow"]):
    def saying(self, text: str) -> Self:
        """Rows with `text` in a cell, or in the name or code of their firm; of people only the firm is searched."""
        firm = Q(enterprise__name__icontains=text) | Q(enterprise__uscc__startswith=text.upper())
        cell = Q(written__icontains=text) & ~Q(table__kind=Kind.CONTACTS)
        return self.alias(written=Cast("cells", models.TextField())).filter(firm | cell)


class ImportRow(models.Model):
    """One row of an imported table, as it was read, with its place in the file and what is wrong with it."""

    class Outcome(models.TextChoices):
        CREATE = "create", _("creates")
        UPDATE = "update", _("updates")
        REPEAT = "repeat", _("repeats what is known")
        CONFLICT = "conflict", _("waits for a decision")
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
    enterprise = models.ForeignKey(
        "enterprises.Enterprise", models.SET_NULL, null=True, blank=True, related_name="+", db_index=False
    )
    edits = models.JSONField(_("cells as they were before they were mended, by column"), null=True, blank=True)
    decision = models.JSONField(_("what somebody decided on the row"), null=True, blank=True)

    objects = ImportRowQuerySet.as_manager()

    class Meta:
        ordering = ["table", "sheet", "number"]
        constraints = [models.UniqueConstraint(fields=["table", "sheet", "number"], name="import_row_once")]

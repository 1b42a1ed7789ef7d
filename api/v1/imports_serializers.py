"""Imports: what is sent, and what is told of them."""

from typing import Any, get_args

from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from api.serializers import IsoDateField, Out, StrictSerializer
from api.v1.enterprises_serializers import CaseworkerOut
from api.v1.import_values import CellsField, FixedField
from api.v1.reference_serializers import TextOut
from crm.intake.batch import MOST_ROWS
from crm.intake.models import Import, SavedMapping
from crm.intake.reading.columns import By
from crm.intake.reports import (
    columns_of,
    counts_of,
    findings_by_code,
    needs_of,
    problem_of,
    progress_of,
    sheets_of,
    table_findings,
)
from crm.intake.rights import Words, open_to
from crm.intake.told_undo import told_kept

COMMIT_CHOICES = (("no", "only preview"), ("all", "commit if every row is good"), ("good", "commit the good rows"))


class ImportIn(StrictSerializer):
    """A table to be imported."""

    file = serializers.FileField(allow_empty_file=True, max_length=255, help_text="CSV or XLSX.")
    kind = serializers.ChoiceField(choices=Import.Kind.choices)
    known_on = IsoDateField(help_text="The day on which the table became known.")
    reserved = {"source": serializers.CharField(max_length=64, help_text="Who published or reported the table.")}
    saved_mapping = serializers.PrimaryKeyRelatedField(
        queryset=SavedMapping.objects.all(), required=False, help_text="How the tables of this source are read."
    )
    fixed = FixedField(required=False, help_text="Values that every row has, by field, for what has no column.")


class ColumnAskedIn(StrictSerializer):
    """What one column is to be read as."""

    letter = serializers.RegexField("^[A-Z]{1,3}$")
    field = serializers.CharField(max_length=32, allow_null=True, help_text="Null: the column is not read.")
    unit = serializers.CharField(max_length=8, allow_null=True, required=False, default=None)


class SheetAskedIn(StrictSerializer):
    """How one sheet is to be read."""

    name = serializers.CharField(allow_blank=True, max_length=64)
    read = serializers.BooleanField(default=True)
    header_row = serializers.IntegerField(min_value=1, max_value=1_048_576, allow_null=True, default=None)
    columns = ColumnAskedIn(many=True, required=False, help_text="Left out: recognised by their headers.")


class MappingIn(StrictSerializer):
    """The header rows, columns and units that somebody set by hand."""

    sheets = SheetAskedIn(many=True)
    fixed = FixedField(required=False)


class MappingNameIn(StrictSerializer):
    """What the mapping of an import is to be called."""

    name = serializers.CharField(max_length=64)


class CommitIn(StrictSerializer):
    """How to carry an import out."""

    good_rows_only = serializers.BooleanField(
        default=False, help_text="Leave out on purpose what is refused or waits for a decision."
    )


class DecisionIn(StrictSerializer):
    """A decision for every row that waits for the same reason."""

    code = serializers.CharField(max_length=64)
    confirm = serializers.BooleanField(default=True)


@extend_schema_field({"type": "array", "items": {"type": "object", "additionalProperties": True}})
class BatchRowsField(serializers.JSONField):
    """Rows as objects: field → value. What each may hold, intake says."""

    default_error_messages = {"not_rows": _("Give a list of objects.")}

    def to_internal_value(self, data: Any) -> list[Any]:
        """The rows.

        :raises ValidationError: it is no list.
        """
        given = super().to_internal_value(data)
        if not isinstance(given, list):
            self.fail("not_rows")
        return list(given)


class BatchIn(StrictSerializer):
    """Rows without a file. Fields are named as /import-kinds names them; money is in yuan."""

    kind = serializers.ChoiceField(choices=Import.Kind.choices)
    known_on = IsoDateField()
    reserved = {"source": serializers.CharField(max_length=64)}
    fixed = FixedField(required=False)
    rows = BatchRowsField(help_text=f"1 to {MOST_ROWS} objects: field → value.")
    commit = serializers.ChoiceField(choices=COMMIT_CHOICES, default="no")


class FindingOut(Out):
    """What is wrong or worth knowing, in the language of the request."""

    column = serializers.CharField(allow_null=True)
    letter = serializers.CharField(allow_null=True)
    code = serializers.CharField()
    message = serializers.CharField()
    refuses = serializers.BooleanField(help_text="Whether the row is refused for it.")
    holds = serializers.BooleanField(help_text="Whether the row waits for somebody to decide on it.")


class FindingCountOut(Out):
    """How many rows have a finding."""

    code = serializers.CharField()
    message = serializers.CharField()
    refuses = serializers.BooleanField()
    holds = serializers.BooleanField()
    count = serializers.IntegerField()


class SuggestionOut(Out):
    """A field that a column may mean."""

    reserved = {"field": serializers.CharField()}
    zh = serializers.CharField()
    en = serializers.CharField()
    similarity = serializers.FloatField(min_value=0, max_value=1)


class ColumnOut(Out):
    """A column of the file and the field that it fills; null: it is not read."""

    sheet = serializers.CharField(allow_blank=True)
    column = serializers.CharField(allow_blank=True)
    letter = serializers.CharField()
    field = serializers.CharField(allow_null=True)
    reserved = {"field_name": TextOut(allow_null=True)}
    unit = serializers.CharField(allow_null=True)
    by = serializers.ChoiceField(
        choices=get_args(By), allow_null=True, help_text="Who says so: its own words, a saved mapping, a person."
    )
    suggestions = SuggestionOut(many=True)


class SampleRowOut(Out):
    """A row as it stands in the file."""

    number = serializers.IntegerField(help_text="As the spreadsheet counts.")
    cells = CellsField()


class SheetOfImportOut(Out):
    """A sheet of the file."""

    name = serializers.CharField(allow_blank=True)
    header_row = serializers.IntegerField(allow_null=True)
    rows = serializers.IntegerField()
    hidden = serializers.BooleanField()
    hidden_rows = serializers.IntegerField()
    hidden_columns = serializers.IntegerField()
    read = serializers.BooleanField()
    sample = SampleRowOut(many=True, help_text="The first rows, whatever they are.")


class NeedOut(Out):
    """What has to be told about the columns before the table can be read."""

    sheet = serializers.CharField(allow_blank=True)
    column = serializers.CharField(allow_null=True)
    letter = serializers.CharField(allow_null=True)
    reserved = {"field": serializers.CharField(allow_null=True)}
    code = serializers.CharField()
    message = serializers.CharField()


class CountsOut(Out):
    """Rows by what becomes of them."""

    reserved = {"create": serializers.IntegerField(), "update": serializers.IntegerField()}
    repeat = serializers.IntegerField()
    conflict = serializers.IntegerField()
    refuse = serializers.IntegerField()


class ImportProblemOut(Out):
    """Why an import cannot be read or carried out."""

    code = serializers.CharField()
    message = serializers.CharField()


class ImportProgressOut(Out):
    """How far the job of an import is."""

    stage = serializers.CharField()
    done = serializers.IntegerField()
    total = serializers.IntegerField()
    stopping = serializers.BooleanField(source="stop_asked")


class ImportCanOut(Out):
    """What who asks may do with an import now."""

    reserved = {"map": serializers.BooleanField()}
    edit = serializers.BooleanField()
    commit = serializers.BooleanField()
    undo = serializers.BooleanField()
    cancel = serializers.BooleanField()
    discard = serializers.BooleanField()


class SavedMappingRefOut(Out):
    """A saved mapping, in another answer."""

    id = serializers.IntegerField()
    name = serializers.CharField()


class KeptOut(Out):
    """A fact that undoing leaves, and why."""

    table = serializers.CharField()
    zh = serializers.CharField()
    en = serializers.CharField()
    what = serializers.CharField(allow_blank=True)
    uscc = serializers.CharField(allow_null=True)
    code = serializers.CharField()
    why = serializers.CharField(help_text="In the language of the request.")


class DeletesOut(Out):
    """Facts of one kind that undoing takes away."""

    table = serializers.CharField()
    zh = serializers.CharField()
    en = serializers.CharField()
    count = serializers.IntegerField()


class UndoPlanOut(Out):
    """What undoing an import would do."""

    deletes = DeletesOut(many=True)
    restores = serializers.IntegerField(help_text="Facts that get back what they said before.")
    kept = KeptOut(many=True)


class ImportRowOut(Out):
    """An import in the list."""

    id = serializers.IntegerField()
    kind = serializers.ChoiceField(choices=Import.Kind.choices)
    state = serializers.ChoiceField(choices=Import.State.choices)
    file_name = serializers.CharField()
    reserved = {"source": serializers.CharField()}
    known_on = serializers.DateField()
    counts = serializers.SerializerMethodField()
    progress = serializers.SerializerMethodField(help_text="Only while a job works on it.")
    uploaded_by = CaseworkerOut(allow_null=True)
    uploaded_at = serializers.DateTimeField()
    committed_at = serializers.DateTimeField(allow_null=True)
    undone_at = serializers.DateTimeField(allow_null=True)
    can = serializers.SerializerMethodField()

    @extend_schema_field(CountsOut)
    def get_counts(self, table: Import) -> dict[str, int]:
        """Rows by what becomes of them; zero until the table was read."""
        return counts_of(table)

    @extend_schema_field(ImportProgressOut(allow_null=True))
    def get_progress(self, table: Import) -> dict[str, Any] | None:
        """How far the job is."""
        progress = progress_of(table)
        return dict(ImportProgressOut(progress).data) if progress else None

    @extend_schema_field(ImportCanOut)
    def get_can(self, table: Import) -> dict[str, bool]:
        """What who asks may do with it now."""
        return open_to(self.context["user"], table)


class ImportOut(ImportRowOut):
    """An import in full."""

    problem = serializers.SerializerMethodField()
    needs = serializers.SerializerMethodField(help_text="What has to be told before the table can be read.")
    format = serializers.CharField(source="mapping.format", default=None, allow_null=True)
    encoding = serializers.CharField(source="mapping.encoding", default=None, allow_null=True)
    mapping = serializers.SerializerMethodField()
    sheets = serializers.SerializerMethodField()
    fixed = FixedField()
    saved_mapping = SavedMappingRefOut(allow_null=True)
    findings = serializers.SerializerMethodField(help_text="About the table as a whole.")
    findings_by_code = serializers.SerializerMethodField()
    good_rows_only = serializers.BooleanField()
    committed_by = CaseworkerOut(allow_null=True)
    undone_by = CaseworkerOut(allow_null=True)
    kept = serializers.SerializerMethodField(help_text="What undoing left, and why.")

    @property
    def words(self) -> Words:
        """Which words of the file who asks may read."""
        words: Words = self.context.get("words", "none")
        return words

    @extend_schema_field(KeptOut(many=True))
    def get_kept(self, table: Import) -> list[dict[str, Any]]:
        """What undoing left."""
        return told_kept(table.kept) if self.words != "none" else []

    @extend_schema_field(ImportProblemOut(allow_null=True))
    def get_problem(self, table: Import) -> dict[str, str] | None:
        """Why it cannot be read or carried out."""
        return problem_of(table)

    @extend_schema_field(NeedOut(many=True))
    def get_needs(self, table: Import) -> list[dict[str, object]]:
        """What has to be told about the columns."""
        return needs_of(table, self.words)

    @extend_schema_field(ColumnOut(many=True))
    def get_mapping(self, table: Import) -> list[dict[str, Any]]:
        """The columns of all sheets."""
        return [dict(ColumnOut(column).data) for column in columns_of(table, self.words)]

    @extend_schema_field(SheetOfImportOut(many=True))
    def get_sheets(self, table: Import) -> list[dict[str, Any]]:
        """The sheets of the file."""
        return [dict(SheetOfImportOut(sheet).data) for sheet in sheets_of(table, self.words)]

    @extend_schema_field(FindingOut(many=True))
    def get_findings(self, table: Import) -> list[dict[str, object]]:
        """About the table as a whole."""
        return table_findings(table, self.words)

    @extend_schema_field(FindingCountOut(many=True))
    def get_findings_by_code(self, table: Import) -> list[dict[str, object]]:
        """The most frequent first."""
        return findings_by_code(table)

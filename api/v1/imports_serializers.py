"""Imports: what is sent, and what is told of them."""

from collections.abc import Iterator, Mapping
from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from api.serializers import IsoDateField, Out, StrictSerializer
from api.v1.enterprises_serializers import CaseworkerOut
from api.v1.reference_serializers import TextOut
from crm.intake.models import Import, ImportRow
from crm.intake.reports import findings_by_code, row_findings, table_findings

CELL = {"oneOf": [{"type": "null"}, {"type": "boolean"}, {"type": "number"}, {"type": "string"}]}


class ImportIn(StrictSerializer):
    """A table to be imported."""

    file = serializers.FileField(allow_empty_file=True, max_length=255, help_text="CSV or XLSX.")
    kind = serializers.ChoiceField(choices=Import.Kind.choices)
    known_on = IsoDateField(help_text="The day on which the table became known.")
    reserved = {"source": serializers.CharField(max_length=64, help_text="Who published or reported the table.")}
    confirm_suspicions = serializers.BooleanField(
        default=False, help_text="Take figures that look like a slip of the unit; they are held otherwise."
    )


class FindingOut(Out):
    """What is wrong or worth knowing, in the language of the request."""

    column = serializers.CharField(allow_null=True)
    code = serializers.CharField()
    message = serializers.CharField()
    refuses = serializers.BooleanField(help_text="Whether the row is refused for it.")


class FindingCountOut(Out):
    """How many rows have a finding."""

    code = serializers.CharField()
    message = serializers.CharField()
    refuses = serializers.BooleanField()
    count = serializers.IntegerField()


class ColumnOut(Out):
    """A column of the file and the field that it fills; null: it is not read."""

    sheet = serializers.CharField(allow_blank=True)
    column = serializers.CharField(allow_blank=True)
    letter = serializers.CharField()
    field = serializers.CharField(allow_null=True)
    reserved = {"field_name": TextOut(allow_null=True)}
    unit = serializers.CharField(allow_null=True)


class SheetOfImportOut(Out):
    """A sheet of the file."""

    name = serializers.CharField(allow_blank=True)
    header_row = serializers.IntegerField(allow_null=True)
    rows = serializers.IntegerField()
    hidden = serializers.BooleanField()
    hidden_rows = serializers.IntegerField()
    hidden_columns = serializers.IntegerField()
    read = serializers.BooleanField()


class CountsOut(Out):
    """Rows by what becomes of them."""

    reserved = {"create": serializers.IntegerField(), "update": serializers.IntegerField()}
    repeat = serializers.IntegerField()
    refuse = serializers.IntegerField()


class ImportRowOut(Out):
    """An import in the list."""

    id = serializers.IntegerField()
    kind = serializers.ChoiceField(choices=Import.Kind.choices)
    state = serializers.ChoiceField(choices=Import.State.choices)
    file_name = serializers.CharField()
    reserved = {"source": serializers.CharField()}
    known_on = serializers.DateField()
    counts = CountsOut()
    uploaded_by = CaseworkerOut(allow_null=True)
    uploaded_at = serializers.DateTimeField()
    committed_at = serializers.DateTimeField(allow_null=True)


class ImportOut(ImportRowOut):
    """An import in full."""

    format = serializers.CharField(source="mapping.format")
    encoding = serializers.CharField(source="mapping.encoding", allow_null=True)
    mapping = serializers.SerializerMethodField()
    sheets = SheetOfImportOut(source="mapping.sheets", many=True)
    findings = serializers.SerializerMethodField(help_text="About the table as a whole.")
    findings_by_code = serializers.SerializerMethodField()

    @extend_schema_field(ColumnOut(many=True))
    def get_mapping(self, table: Import) -> list[dict[str, Any]]:
        """The columns of the sheets that were read."""
        return [dict(ColumnOut(column).data) for column in _columns(table.mapping["sheets"])]

    @extend_schema_field(FindingOut(many=True))
    def get_findings(self, table: Import) -> list[dict[str, object]]:
        """About the table as a whole."""
        return table_findings(table)

    @extend_schema_field(FindingCountOut(many=True))
    def get_findings_by_code(self, table: Import) -> list[dict[str, object]]:
        """The most frequent first."""
        return findings_by_code(table)


def _columns(sheets: list[Mapping[str, Any]]) -> Iterator[Mapping[str, Any]]:
    for sheet in sheets:
        if sheet["read"]:
            yield from ({"sheet": sheet["name"], **column} for column in sheet["columns"])


@extend_schema_field({"type": "array", "items": CELL})
class CellsOut(serializers.JSONField):
    """The cells of a row, in the order of its sheet's columns."""


@extend_schema_field({"type": "object", "additionalProperties": {"type": "object", "additionalProperties": CELL}})
class ValuesOut(serializers.JSONField):
    """`new`: what the row says, by field; `old`: what an update replaces."""


class RowOut(Out):
    """One row of the file and what becomes of it."""

    sheet = serializers.CharField(allow_blank=True)
    number = serializers.IntegerField(help_text="As the spreadsheet counts.")
    cells = CellsOut()
    values = ValuesOut()
    outcome = serializers.ChoiceField(choices=ImportRow.Outcome.choices)
    findings = serializers.SerializerMethodField()

    @extend_schema_field(FindingOut(many=True))
    def get_findings(self, row: ImportRow) -> list[dict[str, object]]:
        """What was found in the row."""
        return row_findings(row)

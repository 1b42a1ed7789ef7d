"""Rows of an import: what is told of them, and what somebody decides on one."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from api.serializers import Out, StrictSerializer
from api.v1.converters import UsccConverter
from api.v1.enterprises_serializers import CaseworkerOut
from api.v1.import_values import CELLS_BY_NAME, CellsField, CellTextsField, ValuesField
from api.v1.imports_serializers import CountsOut, FindingCountOut, FindingOut
from crm.intake.models import ImportRow


class RowIn(StrictSerializer):
    """What to change about a row: cells in place, and decisions."""

    cells = CellTextsField(required=False, help_text="By column letter; null empties a cell.")
    confirm = serializers.ListField(
        child=serializers.CharField(max_length=64), max_length=20, required=False, help_text="Codes taken as right."
    )
    enterprise = serializers.RegexField(
        f"^{UsccConverter.regex}$",
        required=False,
        allow_null=True,
        help_text="The firm that the row is about; null: nobody says any more.",
    )
    leave_out = serializers.BooleanField(required=False)
    note = serializers.CharField(max_length=300, required=False, allow_blank=True)


class RowFirmOut(Out):
    """A firm, in another answer."""

    uscc = serializers.CharField()
    name = serializers.CharField()


class RowDecisionOut(Out):
    """What somebody decided on a row."""

    confirmed = serializers.ListField(child=serializers.CharField())
    enterprise = RowFirmOut(allow_null=True)
    leave_out = serializers.BooleanField()
    note = serializers.CharField(allow_blank=True)
    by = CaseworkerOut(allow_null=True)
    at = serializers.DateTimeField()


class RowOut(Out):
    """One row of the file and what becomes of it."""

    id = serializers.IntegerField()
    sheet = serializers.CharField(allow_blank=True)
    number = serializers.IntegerField(help_text="As the spreadsheet counts.")
    cells = CellsField(help_text="In the order of the sheet's columns.")
    values = ValuesField()
    outcome = serializers.ChoiceField(choices=ImportRow.Outcome.choices)
    findings = FindingOut(many=True)
    enterprise = RowFirmOut(allow_null=True, help_text="The firm that the row is about, where it is on record.")
    edits = serializers.SerializerMethodField(help_text="Mended cells as they were, by column letter.")
    decision = RowDecisionOut(allow_null=True)

    @extend_schema_field({**CELLS_BY_NAME, "type": ["object", "null"]})
    def get_edits(self, row: Any) -> dict[str, object] | None:
        """Mended cells as they were, by column letter."""
        edits: dict[str, object] | None = row.edits
        return edits


class RowMendedOut(Out):
    """A row after a change, and what else changed with it."""

    row = RowOut()
    also = RowOut(many=True, help_text="Other rows of the file whose outcome changed with it.")
    counts = CountsOut()
    findings_by_code = FindingCountOut(many=True)


class CandidateOut(Out):
    """A firm that a row may be about."""

    uscc = serializers.CharField()
    name = serializers.CharField()
    region = serializers.CharField(allow_blank=True)
    similarity = serializers.FloatField(min_value=0, max_value=1)
    former_name = serializers.CharField(allow_blank=True, help_text="The earlier name that resembles, if it was one.")

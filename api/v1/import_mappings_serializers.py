"""Saved mappings: how the tables of one source are read."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from api.serializers import Out, StrictSerializer
from api.v1.enterprises_serializers import CaseworkerOut
from api.v1.import_values import FixedField
from crm.intake.models import Kind, SavedMapping

COLUMN: dict[str, Any] = {
    "type": "object",
    "required": ["field", "unit"],
    "properties": {"field": {"type": ["string", "null"]}, "unit": {"type": ["string", "null"]}},
}


class ColumnSaidIn(StrictSerializer):
    """What a header means."""

    field = serializers.CharField(max_length=32, allow_null=True)
    unit = serializers.CharField(max_length=8, allow_null=True, required=False, default=None)


@extend_schema_field({"type": "object", "additionalProperties": COLUMN})
class ColumnsField(serializers.DictField):
    """Headers, as they stand in the file, and what each means."""

    child = ColumnSaidIn()


class MappingChangeIn(StrictSerializer):
    """What to change about a saved mapping."""

    name = serializers.CharField(max_length=64, required=False)
    columns = ColumnsField(required=False)
    fixed = FixedField(required=False)
    reserved = {"source": serializers.CharField(max_length=64, required=False)}


class SavedMappingIn(StrictSerializer):
    """A new saved mapping."""

    name = serializers.CharField(max_length=64)
    kind = serializers.ChoiceField(choices=Kind.choices)
    columns = ColumnsField()
    fixed = FixedField(required=False, default=dict)
    reserved = {"source": serializers.CharField(max_length=64)}


class MappingCanOut(Out):
    """What who asks may do with a saved mapping."""

    change = serializers.BooleanField()
    delete = serializers.BooleanField()


class SavedMappingOut(Out):
    """How the tables of one source are read."""

    id = serializers.IntegerField()
    name = serializers.CharField()
    kind = serializers.ChoiceField(choices=Kind.choices)
    columns = ColumnsField()
    fixed = FixedField()
    is_shipped = serializers.BooleanField(help_text="Whether it came with the product: then it is not changed.")
    created_by = CaseworkerOut(allow_null=True)
    updated_at = serializers.DateTimeField()
    can = serializers.SerializerMethodField()
    reserved = {"source": serializers.CharField()}

    @extend_schema_field(MappingCanOut)
    def get_can(self, saved: SavedMapping) -> dict[str, bool]:
        """What who asks may do with it."""
        user = self.context["user"]
        own = not saved.is_shipped
        return {
            "change": own and user.may("update", "import_mapping"),
            "delete": own and user.may("delete", "import_mapping"),
        }

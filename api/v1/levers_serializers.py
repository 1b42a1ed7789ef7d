"""Levers, and what the bureau may set of them."""

from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from api.serializers import Out, StrictSerializer
from api.v1.reference_serializers import TextOut
from scoring.levers import LeverRow

MOST_DAYS, MOST_STEPS = 1_100, 100_000
EDITABLE = ("effort", "lead_days", "max_steps", "is_offered")


class LeverAuthorOut(Out):
    """Who changed a lever last."""

    display_name = serializers.CharField()


class LeverMoveOut(Out):
    """What a step of a lever changes: a number by so much, up to a value, or a flag."""

    measure = serializers.CharField(help_text="Or the stem of a figure of years, such as rnd_expense.")
    by = serializers.FloatField(allow_null=True)
    up_to = serializers.FloatField(allow_null=True)
    to = serializers.BooleanField(allow_null=True)


class LeverOut(TextOut):
    """A lever with its effort, as the bureau weighs it; `amount` is null of finding out a fact."""

    code = serializers.CharField()
    zh = serializers.CharField(source="title.zh")
    en = serializers.CharField(source="title.en")
    note = TextOut(source="shipped.note", default=None, allow_null=True)
    unit = serializers.CharField(source="shipped.unit", default=None, allow_null=True)
    amount = serializers.FloatField(source="shipped.amount", default=None, allow_null=True, help_text="Of one step.")
    effort = serializers.FloatField(source="stored.effort", help_text="Of one step.")
    lead_days = serializers.IntegerField(source="stored.lead_days")
    max_steps = serializers.IntegerField(source="stored.max_steps")
    is_offered = serializers.BooleanField(source="stored.is_offered")
    editable = serializers.ListField(child=serializers.ChoiceField(choices=EDITABLE), help_text="What may be set.")
    effects = serializers.SerializerMethodField()
    updated_by = LeverAuthorOut(source="stored.updated_by", allow_null=True)
    updated_at = serializers.DateTimeField()

    @extend_schema_field(LeverMoveOut(many=True))
    def get_effects(self, row: LeverRow) -> list[dict[str, Any]]:
        """What a step changes."""
        if row.shipped is None:
            return []
        lever, none = row.shipped, {"by": None, "up_to": None, "to": None}
        return [
            *({**none, "measure": name, "by": float(amount)} for name, amount in lever.moves.items()),
            *({**none, "measure": name, "up_to": float(value)} for name, value in lever.raises.items()),
            *({**none, "measure": name, "to": value} for name, value in lever.sets.items()),
        ]


class LeverIn(StrictSerializer):
    """What is to be set."""

    effort = serializers.DecimalField(required=False, max_digits=9, decimal_places=3, min_value=Decimal("0.001"))
    lead_days = serializers.IntegerField(required=False, min_value=0, max_value=MOST_DAYS)
    max_steps = serializers.IntegerField(required=False, min_value=1, max_value=MOST_STEPS)
    is_offered = serializers.BooleanField(required=False)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """Refuse to set nothing."""
        if not attrs:
            raise serializers.ValidationError(_("Give at least one value to set."), code="nothing_to_set")
        return attrs

"""Overrides of likelihoods: what is sent, and what is told of them."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from api.serializers import IsoDateField, Out, StrictSerializer
from api.v1.rulebooks_serializers import PersonOut

CONFIRM, END = ACTIONS = ("confirm", "end")


@extend_schema_field({"type": "number", "minimum": 0, "maximum": 1})
class ProbabilityField(serializers.Field[float, Any, float, Any]):
    """A JSON number from 0 to 1: the framework's own field also takes texts and truth values."""

    default_error_messages = {"not_a_probability": _("Give a number from 0 to 1.")}

    def to_internal_value(self, data: Any) -> float:
        """The number.

        :raises ValidationError: it is no number, or lies outside.
        """
        if isinstance(data, bool) or not isinstance(data, (int, float)) or not 0 <= data <= 1:
            self.fail("not_a_probability")
        return float(data)


class OverrideIn(StrictSerializer):
    """What somebody who knows the firm thinks, why, and until when it holds."""

    probability = ProbabilityField()
    reason = serializers.CharField(min_length=10, max_length=400)
    until = IsoDateField(help_text="At most 366 days ahead.")


class OverrideEndIn(StrictSerializer):
    """Why it holds no longer."""

    note = serializers.CharField(max_length=400)


class OverrideOut(Out):
    """A judgement beside the model's probability, never in its place."""

    id = serializers.IntegerField()
    probability = serializers.FloatField()
    model_probability = serializers.FloatField(allow_null=True, help_text="What the model said then.")
    reason = serializers.CharField()
    until = serializers.DateField()
    made_by = PersonOut()
    made_at = serializers.DateTimeField()
    confirmed_by = PersonOut(allow_null=True)
    confirmed_at = serializers.DateTimeField(allow_null=True)
    ended_by = PersonOut(allow_null=True)
    ended_at = serializers.DateTimeField(allow_null=True)
    end_note = serializers.CharField()
    stands = serializers.BooleanField(help_text="Neither ended nor run out.")
    can = serializers.ListField(
        child=serializers.ChoiceField(choices=ACTIONS), help_text="What who asks may do with it now."
    )

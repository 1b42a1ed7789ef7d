"""What the rulebooks would say if some measures were otherwise."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from api.serializers import IsoDateField, Out, StrictSerializer
from api.v1.assessments_serializers import MeasureRefOut
from api.v1.explanation_serializers import CRITERION_STATUSES, ValueOut
from api.v1.queries import AsOfQuery
from api.v1.reference_serializers import ProgrammeRefOut, TextOut
from api.v1.rulebooks_serializers import RulebookRefOut
from scoring.models import Assessment

MOST_CHANGES = 200


@extend_schema_field({"type": "object", "additionalProperties": {"type": ["number", "boolean", "null"]}})
class ChangesField(serializers.DictField):
    """By measure a number, a yes or no, or null for not known; what each can be, the service says."""

    def to_internal_value(self, data: Any) -> dict[str, Any]:
        """The changes as they came.

        :raises ValidationError: it is no object, or one of more entries than there are measures.
        """
        if not isinstance(data, Mapping):
            self.fail("not_a_dict", input_type=type(data).__name__)
        if len(data) > MOST_CHANGES:
            raise serializers.ValidationError(_("Change fewer measures at a time."), code="too_many")
        return dict(data)


YEARS_AHEAD = 3
ON = "A later day, which what is known is carried forward to, as a gap plan means it. Default: the as-of day."


class MeasuresQuery(AsOfQuery):
    """Known as of which day, and for which day."""

    on = IsoDateField(required=False, help_text=ON)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """Refuse a day before the as-of day, and one that lies further ahead than anything can be carried."""
        as_of = attrs.get("as_of", timezone.localdate())
        on = attrs.get("on", as_of)
        if not as_of <= on <= date(as_of.year + YEARS_AHEAD, 1, 1):
            message = _("Give a day from the as-of day to three years on.")
            raise serializers.ValidationError({"on": [message]}, code="out_of_range")
        return attrs


class WhatIfIn(MeasuresQuery, StrictSerializer):
    """What is to be taken for granted instead of what is known."""

    changes = ChangesField()


class MeasureOut(TextOut):
    """A measure, in another answer."""

    name = serializers.CharField(source="measure.name")
    zh = serializers.CharField(source="measure.zh")
    en = serializers.CharField(source="measure.en")
    unit = serializers.CharField(source="measure.unit")
    fact = serializers.CharField(source="measure.fact", help_text="The kind of fact that supplies it.")
    year = serializers.IntegerField(
        source="measure.year", allow_null=True, help_text="Years before the last full one; null: of no year."
    )


class MeasureNowOut(MeasureOut):
    """A measure of a firm as it is known, who reads it, and what it could be."""

    value = ValueOut(allow_null=True)
    programmes = serializers.ListField(child=serializers.CharField(), help_text="Whose rulebook in force reads it.")
    min = serializers.FloatField(source="bounds.low", default=None, allow_null=True)
    max = serializers.FloatField(source="bounds.high", default=None, allow_null=True)
    whole = serializers.BooleanField(source="bounds.whole", default=False)
    fixed = TextOut(allow_null=True, help_text="Why no other value may be supposed; null: one may.")


class MeasureChangeOut(MeasureOut):
    """A measure that reads otherwise."""

    before = ValueOut(allow_null=True)
    after = ValueOut(allow_null=True)


class OutcomeOut(Out):
    """What a rulebook says, in short."""

    verdict = serializers.ChoiceField(choices=Assessment.Verdict.choices)
    low = serializers.FloatField(allow_null=True, help_text="Points, at least; null: no score.")
    high = serializers.FloatField(allow_null=True)
    reserved = {"class": serializers.CharField(source="class_id", allow_null=True)}


class TurnedCriterionOut(Out):
    """A criterion that would stand otherwise."""

    id = serializers.CharField()
    title = TextOut()
    before = serializers.ChoiceField(choices=CRITERION_STATUSES)
    after = serializers.ChoiceField(choices=CRITERION_STATUSES)


class ResponseOut(Out):
    """What one rulebook would make of the changes."""

    programme = ProgrammeRefOut()
    rulebook = RulebookRefOut()
    before = OutcomeOut()
    after = OutcomeOut()
    criteria = TurnedCriterionOut(many=True, help_text="Those that would turn.")
    settles = MeasureRefOut(many=True, help_text="Of the verdict after: what would decide it.")


class WhatIfOut(Out):
    """The changes, and what every rulebook in force would make of them. Nothing was stored."""

    as_of = serializers.DateField()
    on = serializers.DateField(help_text="The day for which it is said.")
    changed = MeasureChangeOut(many=True)
    followed = MeasureChangeOut(many=True, help_text="What else reads otherwise because of the changes.")
    rulebooks = ResponseOut(many=True)

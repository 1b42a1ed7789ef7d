"""`scoring.rulebooks.explanation` as the API gives it: criteria with their members, the score sheet with its items."""

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from api.serializers import AnyField, Out
from api.v1.reference_serializers import TextOut

CRITERION_STATUSES = ("met", "unmet", "unknown")
CONFIDENCES = ("solid", "secondary", "unverified", "doubtful")


@extend_schema_field({"oneOf": [{"type": "boolean"}, {"type": "number"}]})
class ValueOut(serializers.JSONField):
    """A number, a yes or no, or null for not known."""


class MeasureReadOut(Out):
    """A measure as it was read for this firm."""

    name = serializers.CharField()
    zh = serializers.CharField()
    en = serializers.CharField()
    unit = serializers.CharField()
    fact = serializers.CharField(help_text="The kind of fact that supplies it.")
    year = serializers.IntegerField(allow_null=True, help_text="Years before the last full one; null: of no year.")
    value = ValueOut(allow_null=True)


class ProvisionOut(Out):
    """What criteria and items of a score have in common: their words, where they are written, how sure we are."""

    id = serializers.CharField()
    title = TextOut()
    article = serializers.CharField()
    confidence = serializers.ChoiceField(choices=CONFIDENCES)
    note = TextOut(allow_null=True)


class CriterionOut(ProvisionOut):
    """A criterion, or a member of a group: `value` against `threshold`; for points `low` and `high` instead."""

    text = TextOut()
    document = serializers.CharField()
    status = serializers.ChoiceField(choices=CRITERION_STATUSES)
    kind = serializers.CharField()
    value = ValueOut(allow_null=True)
    low = serializers.FloatField(allow_null=True)
    high = serializers.FloatField(allow_null=True)
    threshold = ValueOut(allow_null=True)
    unit = serializers.CharField(allow_null=True)
    measures = MeasureReadOut(many=True)
    missing = serializers.ListField(child=serializers.CharField(), help_text="Measures that it still hangs on.")
    flags = serializers.ListField(child=serializers.CharField())

    def get_fields(self) -> dict[str, AnyField]:
        """The declared fields and the members of a group, which have the same shape."""
        return {**super().get_fields(), "members": CriterionOut(many=True)}


class RouteOut(Out):
    """One way to the points of an item."""

    id = serializers.CharField()
    title = TextOut()
    low = serializers.FloatField()
    high = serializers.FloatField()
    value = ValueOut(allow_null=True)
    unit = serializers.CharField()
    measures = MeasureReadOut(many=True)
    flags = serializers.ListField(child=serializers.CharField())


class ItemOut(ProvisionOut):
    """One line of the score sheet; `judged` are the expert's points."""

    max = serializers.FloatField()
    low = serializers.FloatField()
    high = serializers.FloatField()
    bonus = serializers.BooleanField()
    judged = serializers.FloatField(allow_null=True)
    value = ValueOut(allow_null=True)
    unit = serializers.CharField(allow_null=True)
    measures = MeasureReadOut(many=True)
    missing = serializers.ListField(child=serializers.CharField())
    flags = serializers.ListField(child=serializers.CharField())
    routes = RouteOut(many=True)


class PartOut(Out):
    """Items under one maximum."""

    id = serializers.CharField()
    title = TextOut()
    max = serializers.FloatField()
    low = serializers.FloatField()
    high = serializers.FloatField()
    items = ItemOut(many=True)


class ScoreOut(Out):
    """The score sheet of one firm."""

    low = serializers.FloatField()
    high = serializers.FloatField()
    max = serializers.FloatField()
    parts = PartOut(many=True)


class ClassOut(Out):
    """A class of a rulebook's table, and whether the firm is in it."""

    id = serializers.CharField()
    title = TextOut()
    status = serializers.ChoiceField(choices=CRITERION_STATUSES)

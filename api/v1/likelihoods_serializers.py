"""Likelihoods as the API gives them: a probability or why there is none, and reasons that add up."""

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from api.serializers import Out
from api.v1.reference_serializers import TitledOut


@extend_schema_field({"oneOf": [{"type": "boolean"}, {"type": "number"}, {"type": "string"}]})
class FeatureValueOut(serializers.JSONField):
    """A number, a yes or no, a word, or null for not known."""


class TargetOut(TitledOut):
    """What is foretold."""

    horizon = serializers.IntegerField(help_text="Months.")


class ReasonOut(Out):
    """What one feature adds to the log-odds, against the average firm."""

    feature = serializers.CharField()
    zh = serializers.CharField()
    en = serializers.CharField()
    unit = serializers.CharField()
    value = FeatureValueOut(allow_null=True)
    contribution = serializers.FloatField()
    changeable = serializers.BooleanField(help_text="Whether the firm itself can do something about it.")


class MetricOut(Out):
    """A figure on the year that the model had never seen, with its 95 % interval."""

    name = serializers.CharField()
    value = serializers.FloatField()
    low = serializers.FloatField()
    high = serializers.FloatField()


class ModelOut(Out):
    """The model in use."""

    version = serializers.CharField()
    trained_on = serializers.DateField()
    algorithm = TitledOut()
    metrics = MetricOut(many=True)


class LikelihoodOut(Out):
    """`base_log_odds` plus all contributions is `log_odds`."""

    target = TargetOut()
    as_of = serializers.DateField()
    probability = serializers.FloatField(allow_null=True)
    abstained_because = TitledOut(allow_null=True)
    base_log_odds = serializers.FloatField(allow_null=True)
    log_odds = serializers.FloatField(allow_null=True)
    reasons = ReasonOut(many=True)
    model = ModelOut()

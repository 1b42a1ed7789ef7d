"""The pipeline in numbers; null is a number too small for the reader."""

from rest_framework import serializers

from api.serializers import Out
from api.v1.reference_serializers import NamedOut, TitledOut
from scoring.pipeline import TIERS


class TierCountOut(TitledOut):
    """Firms on one tier."""

    tier = serializers.IntegerField()
    count = serializers.IntegerField()


class CountyOut(Out):
    """Firms of one county or zone by tier; `region` is null where it is not known."""

    region = NamedOut(allow_null=True)
    counts = serializers.ListField(child=serializers.IntegerField(), min_length=TIERS, max_length=TIERS)
    total = serializers.IntegerField()


class VerdictCountsOut(Out):
    """Firms by verdict."""

    met = serializers.IntegerField(allow_null=True)
    unmet = serializers.IntegerField(allow_null=True)
    undetermined = serializers.IntegerField(allow_null=True)


class MonthCountOut(Out):
    """High-tech certificates that end in a month."""

    month = serializers.CharField(help_text="YYYY-MM")
    count = serializers.IntegerField(allow_null=True)


class PipelineOut(Out):
    """Where the firms stand."""

    as_of = serializers.DateField()
    is_synthetic = serializers.BooleanField(help_text="Whether demo firms are among them.")
    tiers = TierCountOut(many=True)
    counties = CountyOut(many=True)
    verdicts = serializers.DictField(child=VerdictCountsOut(), help_text="By programme; empty if not for this reader.")
    expiring = MonthCountOut(many=True)

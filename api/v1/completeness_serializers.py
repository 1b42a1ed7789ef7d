"""Which facts a firm lacks, and what each holds up."""

from rest_framework import serializers

from api.serializers import Out
from api.v1.reference_serializers import NamedOut, TextOut
from scoring.models import Assessment

STATES = ("missing", "stale")


class FactNameOut(TextOut):
    """A fact that may be missing."""

    fact = serializers.CharField(source="code")


class BlockedOut(TextOut):
    """A programme on which no verdict can be given for want of the fact."""

    programme = serializers.CharField()
    verdict = serializers.ChoiceField(choices=Assessment.Verdict.choices)


class LackOut(TextOut):
    """A fact that is missing, or older than it should be."""

    fact = serializers.CharField()
    kind = serializers.CharField(help_text="The kind of facts that supplies it.")
    year = serializers.IntegerField(allow_null=True)
    state = serializers.ChoiceField(choices=STATES)
    since = serializers.DateField(allow_null=True, help_text="Of a stale fact: the day it was last known on.")
    blocks = BlockedOut(many=True)


class CompletenessOut(Out):
    """What is missing of one firm."""

    uscc = serializers.CharField(source="enterprise.uscc")
    name = serializers.CharField(source="enterprise.name")
    region = NamedOut(allow_null=True)
    is_synthetic = serializers.BooleanField(source="enterprise.is_synthetic")
    as_of = serializers.DateField()
    blocked = serializers.IntegerField(help_text="Programmes whose verdict waits for facts.")
    missing = LackOut(many=True)


class LackCountsOut(Out):
    """Firms that lack a fact, or have it only of old; null: too few to be told."""

    missing = serializers.IntegerField(allow_null=True)
    stale = serializers.IntegerField(allow_null=True)


class CountyCompletenessOut(Out):
    """One county: how many firms lack what."""

    region = NamedOut(allow_null=True)
    total = serializers.IntegerField()
    incomplete = serializers.IntegerField(allow_null=True)
    counts = serializers.DictField(child=LackCountsOut(), help_text="By fact.")


class CompletenessSummaryOut(Out):
    """What is missing, county by county."""

    as_of = serializers.DateField(allow_null=True)
    facts = FactNameOut(many=True)
    rows = CountyCompletenessOut(many=True)

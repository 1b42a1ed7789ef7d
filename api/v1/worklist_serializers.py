"""A row of the worklist: what to do next with which firm, and why."""

from rest_framework import serializers

from api.serializers import Out
from api.v1.enterprises_serializers import CaseworkerOut
from api.v1.reference_serializers import NamedOut, ProgrammeRefOut, TitledOut
from scoring.models import Assessment, Priority


class WorklistRowOut(Out):
    """The next step with one firm."""

    uscc = serializers.CharField(source="enterprise.uscc")
    name = serializers.CharField(source="enterprise.name")
    region = NamedOut(allow_null=True)
    is_synthetic = serializers.BooleanField(source="enterprise.is_synthetic")
    tier = serializers.IntegerField()
    action = serializers.ChoiceField(source="priority.action", choices=Priority.Action.choices)
    programme = ProgrammeRefOut(source="priority.programme")
    value = serializers.FloatField(source="priority.value", help_text="0 to 100, higher first.")
    due_on = serializers.DateField(source="priority.due_on", allow_null=True)
    likelihood = serializers.FloatField(allow_null=True, help_text="Of the target that the programme is about.")
    verdict = serializers.ChoiceField(choices=Assessment.Verdict.choices, allow_null=True)
    reasons = TitledOut(source="priority.reasons", many=True)
    caseworker = CaseworkerOut(allow_null=True)

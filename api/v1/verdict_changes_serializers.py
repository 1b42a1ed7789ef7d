"""The history of verdicts as the API gives it."""

from rest_framework import serializers

from api.serializers import Out
from api.v1.reference_serializers import ProgrammeRefOut, TextOut
from api.v1.rulebooks_serializers import RulebookRefOut
from scoring.models import Assessment, VerdictChange


class TurnedOut(Out):
    """A criterion that stands otherwise than before."""

    id = serializers.CharField()
    title = TextOut()


class VerdictChangeOut(Out):
    """A verdict that came out otherwise than the one before it."""

    programme = ProgrammeRefOut()
    rulebook = RulebookRefOut(help_text="The version that says so.")
    as_of = serializers.DateField()
    before = serializers.ChoiceField(choices=Assessment.Verdict.choices, allow_null=True, help_text="Null: the first.")
    verdict = serializers.ChoiceField(choices=Assessment.Verdict.choices)
    cause = serializers.ChoiceField(choices=VerdictChange.Cause.choices)
    points_low = serializers.FloatField(allow_null=True)
    points_high = serializers.FloatField(allow_null=True)
    turned = TurnedOut(many=True)
    recorded_at = serializers.DateTimeField()

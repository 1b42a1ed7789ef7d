"""Assessments as the API gives them: the verdict criterion by criterion, and the facts behind each measure."""

from rest_framework import serializers

from api.serializers import Out
from api.v1.explanation_serializers import ClassOut, CriterionOut, ScoreOut
from api.v1.import_places_serializers import ImportPlaceOut
from api.v1.reference_serializers import ProgrammeRefOut
from api.v1.rulebooks_serializers import RulebookRefOut
from scoring.models import Assessment


class MeasureRefOut(Out):
    """A measure whose value would settle the verdict."""

    measure = serializers.CharField(source="name")
    zh = serializers.CharField()
    en = serializers.CharField()
    fact = serializers.CharField(help_text="The kind of fact that supplies it.")


class FactReferenceOut(Out):
    """A fact that a measure was read from."""

    kind = serializers.CharField()
    id = serializers.IntegerField()
    field = serializers.CharField()
    value = serializers.CharField(allow_null=True)
    period = serializers.CharField(help_text="The year or day that the fact speaks of.")
    known_on = serializers.DateField()
    reserved = {
        "source": serializers.CharField(),
        "import": ImportPlaceOut(source="import_place", allow_null=True),
    }


class AssessmentOut(Out):
    """A rulebook held against a firm as of a day."""

    programme = ProgrammeRefOut()
    rulebook = RulebookRefOut()
    as_of = serializers.DateField()
    verdict = serializers.ChoiceField(choices=Assessment.Verdict.choices)
    settles = MeasureRefOut(many=True, help_text="Missing measures that decide the verdict once they are known.")
    score = ScoreOut(allow_null=True)
    criteria = CriterionOut(many=True)
    reserved = {"class": serializers.CharField(source="class_id", allow_null=True, help_text="The firm's, if settled.")}
    classes = ClassOut(many=True, help_text="Of the rulebook's table, the highest first; none without a table.")
    facts = serializers.DictField(child=FactReferenceOut(many=True), help_text="By measure.")

"""Issued assessments: what is asked for, the list, the whole record as an appeal needs it, and its verification."""

from datetime import date

from rest_framework import serializers

from api.serializers import IsoDateField, Out, StrictSerializer
from api.v1.assessments_serializers import FactReferenceOut, MeasureRefOut
from api.v1.enterprises_serializers import CaseworkerOut
from api.v1.explanation_serializers import ClassOut, CriterionOut, MeasureReadOut, ScoreOut
from api.v1.queries import AsOfQuery
from api.v1.reference_serializers import ProgrammeRefOut
from api.v1.rulebooks_serializers import RemarkOut, RulebookRefOut
from api.v1.what_if_serializers import MeasureChangeOut
from scoring.models import Assessment

HASH = "SHA-256, hexadecimal."


class RecordIn(StrictSerializer):
    """Under which programme, as of which day and what for."""

    programme = serializers.SlugField(max_length=40)
    as_of = IsoDateField(required=False, help_text="Only what was known on this day counts. Default: today.")
    purpose = serializers.CharField(max_length=200, required=False, default="", allow_blank=True)

    def validate_as_of(self, as_of: date) -> date:
        """Refuse days on which nothing was, or is yet, known."""
        return AsOfQuery().validate_as_of(as_of)


class CitedRulebookOut(RulebookRefOut):
    """The version that was applied, with the hash of its text."""

    sha256 = serializers.CharField(help_text=HASH)


class RecordRowOut(Out):
    """An issued assessment in a list."""

    number = serializers.CharField()
    programme = ProgrammeRefOut()
    rulebook = CitedRulebookOut()
    as_of = serializers.DateField()
    verdict = serializers.ChoiceField(choices=Assessment.Verdict.choices)
    purpose = serializers.CharField(allow_blank=True)
    issued_at = serializers.DateTimeField()
    issued_by = CaseworkerOut()
    sha256 = serializers.CharField(help_text=HASH)


class IssuedExplanationOut(Out):
    """The assessment as it was issued, criterion by criterion."""

    verdict = serializers.ChoiceField(choices=Assessment.Verdict.choices)
    settles = MeasureRefOut(many=True, help_text="Missing measures that decide the verdict once they are known.")
    score = ScoreOut(allow_null=True)
    criteria = CriterionOut(many=True)
    reserved = {"class": serializers.CharField(source="class_id", allow_null=True)}
    classes = ClassOut(many=True)


class RecordOut(RecordRowOut):
    """All that an appeal needs: what was read, from where, by which text, what came out, who issued it and when."""

    enterprise_name = serializers.CharField(help_text="As of the issue.")
    uscc = serializers.CharField(help_text="As of the issue.")
    is_synthetic = serializers.BooleanField(help_text="Whether the firm is one of the demo city, not a real one.")
    explanation = IssuedExplanationOut()
    measures = MeasureReadOut(many=True, help_text="All that the rulebook read; null: not known.")
    facts = serializers.DictField(child=FactReferenceOut(many=True), help_text="By measure, as of the issue.")
    notes = RemarkOut(many=True, help_text="Of the rulebook.")


class VerificationOut(Out):
    """A record worked out again from the measures that were kept with it."""

    number = serializers.CharField(source="record.number")
    same_bytes = serializers.BooleanField()
    same_verdict = serializers.SerializerMethodField()
    sha256 = serializers.CharField(source="record.sha256", help_text=HASH)
    found_sha256 = serializers.CharField(help_text=HASH)
    verdict = serializers.ChoiceField(source="record.verdict", choices=Assessment.Verdict.choices)
    found_verdict = serializers.ChoiceField(choices=Assessment.Verdict.choices)
    differs_in = serializers.ListField(child=serializers.CharField(), help_text="Paths in the explanation.")
    facts_now_read_otherwise = MeasureChangeOut(
        many=True, help_text="Measures of that day that the facts on record now would give otherwise."
    )

    def get_same_verdict(self, one: object) -> bool:
        """Whether the verdict came out the same."""
        return bool(one.record.verdict == one.found_verdict)  # type: ignore[attr-defined]  # a Verification

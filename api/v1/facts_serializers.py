"""The dated facts about a firm, each with where it came from."""

from rest_framework import serializers

from api.serializers import AnyField, Out
from crm.enterprises.models import Coverage, FinancialYear, Incident, IPRight, Judgement, ListEntry, RnDInstitution

PEOPLE = frozenset({"headcount", "st_staff", "rnd_staff"})


class ImportPlaceOut(Out):
    """Where in an imported file a fact stood."""

    id = serializers.IntegerField(source="table_id")
    file_name = serializers.CharField(source="table.file_name")
    sheet = serializers.CharField()
    row = serializers.IntegerField(source="number")


class FactOut(Out):
    """What every fact has."""

    known_on = serializers.DateField()
    reserved = {
        "source": serializers.CharField(),
        "import": ImportPlaceOut(source="import_row", allow_null=True),
    }


def _figure(name: str) -> AnyField:
    if name in PEOPLE:
        return serializers.FloatField(allow_null=True)
    return serializers.DecimalField(max_digits=18, decimal_places=2, allow_null=True)


class FinancialYearOut(FactOut):
    """One calendar year as one source reported it: amounts in yuan as text, people as numbers, null where missing."""

    year = serializers.IntegerField()
    basis = serializers.ChoiceField(choices=FinancialYear.Basis.choices)
    reserved = {**FactOut.reserved, **{figure: _figure(figure) for figure in FinancialYear.FIGURES}}


class IPRightOut(FactOut):
    """An intellectual property right."""

    kind = serializers.ChoiceField(choices=IPRight.Kind.choices)
    ip_class = serializers.ChoiceField(choices=("I", "II"))
    number = serializers.CharField()
    title = serializers.CharField()
    applied_on = serializers.DateField(allow_null=True)
    granted_on = serializers.DateField(allow_null=True)
    ended_on = serializers.DateField(allow_null=True)
    acquired_by = serializers.ChoiceField(choices=IPRight.Acquisition.choices)
    used_on = serializers.DateField(allow_null=True)


class ConversionOut(FactOut):
    """A scientific result turned into a product, process or sample."""

    title = serializers.CharField()
    converted_on = serializers.DateField()
    result = serializers.CharField()


class RnDInstitutionOut(FactOut):
    """A recognised R&D institution."""

    name = serializers.CharField()
    level = serializers.ChoiceField(choices=RnDInstitution.Level.choices)
    recognised_on = serializers.DateField()
    ended_on = serializers.DateField(allow_null=True)


class FinancingRoundOut(FactOut):
    """Equity that others paid in."""

    closed_on = serializers.DateField()
    amount = serializers.DecimalField(max_digits=18, decimal_places=2)
    stage = serializers.CharField()
    investor = serializers.CharField()


class IncidentOut(FactOut):
    """An accident or violation."""

    kind = serializers.ChoiceField(choices=Incident.Kind.choices)
    is_major = serializers.BooleanField()
    occurred_on = serializers.DateField()
    description = serializers.CharField()


class ListEntryOut(FactOut):
    """A stay on a public list."""

    kind = serializers.ChoiceField(choices=ListEntry.Kind.choices)
    listed_on = serializers.DateField()
    removed_on = serializers.DateField(allow_null=True)
    reason = serializers.CharField()


class JudgementOut(FactOut):
    """What a person found on looking."""

    measure = serializers.ChoiceField(choices=Judgement.Measure.choices)
    value = serializers.FloatField()
    judged_on = serializers.DateField()


class CoverageOut(Out):
    """Which list of facts is complete about this firm, and since when."""

    kind = serializers.ChoiceField(choices=Coverage.Kind.choices)
    known_on = serializers.DateField()
    reserved = {"source": serializers.CharField()}


class FactsOut(Out):
    """Everything on record about a firm that rules and models read."""

    financial_years = FinancialYearOut(many=True)
    ip_rights = IPRightOut(many=True)
    conversions = ConversionOut(many=True)
    rnd_institutions = RnDInstitutionOut(many=True)
    financing_rounds = FinancingRoundOut(many=True)
    incidents = IncidentOut(many=True)
    list_entries = ListEntryOut(many=True)
    judgements = JudgementOut(many=True)
    coverage = CoverageOut(many=True)

"""The dated facts about a firm, each with where it came from."""

from dataclasses import asdict
from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from api.serializers import AnyField, Out
from api.v1.enterprises_serializers import CaseworkerOut
from api.v1.import_places_serializers import CellsPlaceOut
from api.v1.reference_serializers import TitledOut
from crm.casework.models import Engagement
from crm.enterprises.models import (
    Control,
    Coverage,
    FinancialYear,
    Incident,
    IPRight,
    Judgement,
    ListEntry,
    RnDInstitution,
)
from crm.exchange.models import Achievement, Demand, TechnologyContract
from scoring.import_places import Places

PEOPLE = frozenset({"headcount", "st_staff", "rnd_staff"})


@extend_schema_field(CellsPlaceOut(allow_null=True))
class PlaceField(serializers.Field[Any, Any, Any, Any]):
    """Where an imported row stood, with the cells of its fields; the view gives the places that it read at once."""

    def __init__(self) -> None:
        super().__init__(source="import_row_id", read_only=True)

    def to_representation(self, row_id: int) -> dict[str, Any]:
        """The place of the row, and its cells."""
        places: Places = self.context["places"]
        place = {**asdict(places.of(row_id)), "cells": places.cells(places.rows[row_id])}  # type: ignore[arg-type]  # the key of a row that was read with the facts
        return dict(CellsPlaceOut(place).data)


class FactOut(Out):
    """What every fact has."""

    id = serializers.IntegerField()
    known_on = serializers.DateField()
    reserved = {"source": serializers.CharField(), "import": PlaceField()}


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


class ControlOut(FactOut):
    """Who controls the firm: an organisation, or a natural person by the number that the bureau gave."""

    kind = serializers.ChoiceField(choices=Control.Kind.choices)
    controller_uscc = serializers.CharField()
    controller_name = serializers.CharField()
    person_ref = serializers.CharField()
    share = serializers.FloatField(allow_null=True)
    since = serializers.DateField()
    ended_on = serializers.DateField(allow_null=True)


class EngagementOut(FactOut):
    """A visit, call, training or policy push."""

    kind = serializers.ChoiceField(choices=Engagement.Kind.choices)
    happened_on = serializers.DateField()
    purpose = serializers.CharField()
    attendees = serializers.CharField()
    outcome = serializers.CharField()
    next_step = serializers.CharField()
    next_step_on = serializers.DateField(allow_null=True)
    caseworker = CaseworkerOut(allow_null=True)


class DemandOut(FactOut):
    """A technology that the firm looks for."""

    title = serializers.CharField()
    description = serializers.CharField()
    technology_field = TitledOut(allow_null=True)
    budget = serializers.DecimalField(max_digits=18, decimal_places=2, allow_null=True)
    posted_on = serializers.DateField()
    needed_by = serializers.DateField(allow_null=True)
    state = serializers.ChoiceField(choices=Demand.State.choices)


class AchievementOut(FactOut):
    """A result that the firm offers."""

    title = serializers.CharField()
    description = serializers.CharField()
    holder = serializers.CharField()
    technology_field = TitledOut(allow_null=True)
    maturity = serializers.ChoiceField(choices=Achievement.Maturity.choices, allow_blank=True)
    completed_on = serializers.DateField(allow_null=True)


class TechnologyContractOut(FactOut):
    """A registered technology contract."""

    number = serializers.CharField()
    title = serializers.CharField()
    kind = serializers.ChoiceField(choices=TechnologyContract.Kind.choices)
    side = serializers.ChoiceField(choices=TechnologyContract.Side.choices)
    counterparty = serializers.CharField()
    amount = serializers.DecimalField(max_digits=18, decimal_places=2)
    technology_amount = serializers.DecimalField(max_digits=18, decimal_places=2, allow_null=True)
    signed_on = serializers.DateField()
    registered_on = serializers.DateField(allow_null=True)


class CoverageOut(Out):
    """Which list of facts is complete about this firm, and since when."""

    kind = serializers.ChoiceField(choices=Coverage.Kind.choices)
    known_on = serializers.DateField()
    reserved = {"source": serializers.CharField()}


class FactsOut(Out):
    """Everything on record about a firm; what who asks may not see is left empty."""

    financial_years = FinancialYearOut(many=True)
    ip_rights = IPRightOut(many=True)
    conversions = ConversionOut(many=True)
    rnd_institutions = RnDInstitutionOut(many=True)
    financing_rounds = FinancingRoundOut(many=True)
    incidents = IncidentOut(many=True)
    list_entries = ListEntryOut(many=True)
    judgements = JudgementOut(many=True)
    controls = ControlOut(many=True)
    engagements = EngagementOut(many=True)
    demands = DemandOut(many=True)
    achievements = AchievementOut(many=True)
    technology_contracts = TechnologyContractOut(many=True)
    coverage = CoverageOut(many=True)

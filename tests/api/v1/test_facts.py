"""The facts about one enterprise."""

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client

from crm.directory.models import Region
from crm.enterprises.models import Coverage, Enterprise
from tests.api.contract import conforming
from tests.api.problems import problem
from tests.api.situations import client_of
from tests.factories import (
    AchievementFactory,
    ControlFactory,
    ConversionFactory,
    DemandFactory,
    EngagementFactory,
    FinancialYearFactory,
    FinancingRoundFactory,
    ImportFactory,
    ImportRowFactory,
    IncidentFactory,
    IPRightFactory,
    JudgementFactory,
    ListEntryFactory,
    RnDInstitutionFactory,
    TechnologyContractFactory,
    UserFactory,
)

MAPPING = {"sheets": [{"name": "年报", "columns": [{"letter": "D", "field": "revenue"}]}]}


class TestEnterpriseFacts:
    def read(self, client: Client, firm: Enterprise) -> dict[str, list[dict[str, object]]]:
        facts: dict[str, list[dict[str, object]]] = conforming(
            client.get(f"/api/v1/enterprises/{firm.uscc}/facts"), "readFacts"
        )
        return facts

    def test_shows_every_kind(self, caseworker: Client, own_firm: Enterprise) -> None:
        for factory in (
            AchievementFactory, ControlFactory, ConversionFactory, DemandFactory, EngagementFactory,
            FinancingRoundFactory, IncidentFactory, IPRightFactory, JudgementFactory, ListEntryFactory,
            RnDInstitutionFactory, TechnologyContractFactory,
        ):  # fmt: skip
            factory(enterprise=own_firm)
        Coverage.objects.create(kind="ip_right", region_id="411300", known_on=date(2025, 1, 1), source="知识产权局")
        facts = self.read(caseworker, own_firm)
        assert {kind: len(rows) for kind, rows in facts.items()} == dict.fromkeys(facts, 1) | {"financial_years": 3}
        assert facts["ip_rights"][0]["ip_class"] == "II"
        assert facts["coverage"] == [{"kind": "ip_right", "known_on": "2025-01-01", "source": "知识产权局"}]

    def test_tells_who_controls_the_firm_and_of_a_person_the_number_only(
        self, caseworker: Client, own_firm: Enterprise
    ) -> None:
        ControlFactory(
            enterprise=own_firm, kind="person", controller_uscc="", controller_name="", person_ref="ZR-0012", share=None
        )
        (told,) = self.read(caseworker, own_firm)["controls"]
        told = {name: told[name] for name in ("kind", "controller_uscc", "controller_name", "person_ref", "share")}
        assert told == {
            "kind": "person", "controller_uscc": "", "controller_name": "", "person_ref": "ZR-0012", "share": None
        }  # fmt: skip

    def test_gives_money_as_text_and_people_as_numbers(self, caseworker: Client, own_firm: Enterprise) -> None:
        newest = self.read(caseworker, own_firm)["financial_years"][0]
        assert (newest["year"], newest["revenue"], newest["headcount"]) == (2025, "20000000.00", 60.0)

    def test_leads_back_to_the_imported_row(self, caseworker: Client, own_firm: Enterprise) -> None:
        row = ImportRowFactory(table=ImportFactory(file_name="火炬.xlsx", mapping=MAPPING), sheet="年报", number=37)
        FinancialYearFactory(enterprise=own_firm, year=2021, import_row=row)
        oldest = self.read(caseworker, own_firm)["financial_years"][-1]
        assert oldest["import"] == {
            "id": row.table_id,
            "row_id": row.pk,
            "file_name": "火炬.xlsx",
            "sheet": "年报",
            "row": 37,
            "cells": {"revenue": "D37"},
        }

    def test_keeps_visits_and_contracts_from_who_may_not_see_them(self, own_firm: Enterprise, wolong: Region) -> None:
        for factory in (EngagementFactory, DemandFactory, AchievementFactory, TechnologyContractFactory):
            factory(enterprise=own_firm)
        machine = client_of(UserFactory(role="api_client", regions=[wolong]))
        facts = self.read(machine, own_firm)
        kinds = ("engagements", "demands", "achievements", "technology_contracts")
        assert [facts[kind] for kind in kinds] == [[], [], [], []]
        assert facts["financial_years"]

    def test_leaves_out_what_is_not_known_yet(self, caseworker: Client, own_firm: Enterprise, today: date) -> None:
        FinancialYearFactory(enterprise=own_firm, year=2020, known_on=date(today.year + 1, 1, 1))
        assert 2020 not in [row["year"] for row in self.read(caseworker, own_firm)["financial_years"]]

    @pytest.mark.parametrize("role", ["leadership", "security_administrator"])
    def test_refuses_who_may_not_see_figures(
        self, signed_in: Callable[..., Client], own_firm: Enterprise, role: str
    ) -> None:
        problem(signed_in(role).get(f"/api/v1/enterprises/{own_firm.uscc}/facts"), 403, "permission_denied")

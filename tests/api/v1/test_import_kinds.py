"""Kinds of tables: what each may say, and an empty table of each."""

import io
from collections.abc import Callable

import pytest
from django.test import Client

from crm.intake.kinds.registry import FIELDS
from crm.intake.models import Kind
from crm.intake.reading.mapping import map_table
from crm.intake.reading.tables import read_table
from tests.api.contract import conforming
from tests.api.problems import problem

KINDS = "/api/v1/import-kinds"
pytestmark = pytest.mark.django_db


class TestImportKinds:
    def test_lists_what_who_asks_may_see_and_whether_they_may_import_it(self, signed_in: Callable[..., Client]) -> None:
        kinds = conforming(signed_in("data_steward").get(KINDS), "listImportKinds")
        assert {kind["kind"] for kind in kinds} == set(Kind.values)
        assert [kind["kind"] for kind in kinds if not kind["may_import"]] == ["engagements"]

    def test_tells_each_field_with_units_and_choices(self, signed_in: Callable[..., Client]) -> None:
        kinds = {kind["kind"]: kind for kind in conforming(signed_in("county_lead").get(KINDS), "listImportKinds")}
        years = {field["name"]: field for field in kinds["financial_years"]["fields"]}
        assert list(years) == [field.name for field in FIELDS["financial_years"]]
        assert (years["year"]["required"], years["uscc"]["identifies"]) == (True, True)
        assert years["uscc"]["one_of"] == ["uscc", "registration_no", "name"]
        assert "万元" in years["revenue"]["units"]
        assert {"value": "audit", "zh": "审计"} in years["basis"]["choices"]

    def test_names_no_kind_to_who_may_not_read_it(self, signed_in: Callable[..., Client]) -> None:
        assert conforming(signed_in("audit_administrator").get(KINDS), "listImportKinds") == []


class TestImportTemplate:
    @pytest.mark.parametrize("kind", Kind.values)
    def test_is_a_workbook_that_is_understood_without_a_question(
        self, signed_in: Callable[..., Client], kind: str
    ) -> None:
        answer = signed_in("county_lead").get(f"{KINDS}/{kind}/template.xlsx")
        assert answer.headers["Content-Disposition"].startswith("attachment")
        mapped = map_table(read_table(io.BytesIO(answer.content)), kind)
        assert mapped.needs == ()

    def test_of_an_unknown_kind_is_not_found(self, signed_in: Callable[..., Client]) -> None:
        problem(signed_in("county_lead").get(f"{KINDS}/people/template.xlsx"), 404, "not_found")

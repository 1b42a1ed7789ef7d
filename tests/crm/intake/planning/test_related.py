from decimal import Decimal
from typing import Any

import pytest

from crm.intake.models import ImportRow
from crm.intake.planning.plan import plan_import
from crm.intake.planning.planned import PlannedRow
from crm.intake.planning.related import FirmsOf, firms_of, rows_about
from crm.intake.reading.rows import ReadRow
from tests.crm.intake.planning.rows import rows, under
from tests.factories import EnterpriseFactory, FinancialYearFactory, ImportFactory, ImportRowFactory, uscc

pytestmark = pytest.mark.django_db


class TestFirmsOf:
    def test_are_the_known_firms_and_the_codes_of_stored_and_planned_rows(self):
        firm = EnterpriseFactory()
        stored = ImportRowFactory(enterprise=firm, values={"new": {"name": "甲"}})
        unread = ImportRowFactory(values={})
        (planned,) = plan_import(kind="enterprises", rows=rows({"uscc": "C", "name": "乙"}), circumstances=under()).rows
        assert firms_of([stored, unread, planned]) == FirmsOf(enterprises=frozenset({firm.pk}), codes=frozenset({"C"}))


class TestRowsAbout:
    def test_are_those_of_the_same_firm_or_code_in_the_same_import(self):
        firm, table = EnterpriseFactory(), ImportFactory()
        by_firm = ImportRowFactory(table=table, enterprise=firm, values={"new": {}})
        by_code = ImportRowFactory(table=table, values={"new": {"uscc": "C"}})
        ImportRowFactory(table=table, values={"new": {"uscc": "D"}})
        ImportRowFactory(enterprise=firm, values={"new": {}})
        firms = FirmsOf(enterprises=frozenset({firm.pk}), codes=frozenset({"C"}))
        assert set(rows_about(table.rows.all(), firms, "financial_years")) == {by_firm, by_code}

    def test_are_all_where_the_firm_is_no_part_of_what_names_a_fact(self):
        row = ImportRowFactory(values={"new": {}})
        nobody = FirmsOf(enterprises=frozenset(), codes=frozenset())
        assert list(rows_about(ImportRow.objects.all(), nobody, "technology_contracts")) == [row]
        assert not rows_about(ImportRow.objects.all(), nobody, "ip_rights")

    @pytest.mark.parametrize("kind", ["financial_years", "enterprises"])
    def test_planned_alone_become_what_they_are_among_all(self, kind: str):
        one, other = EnterpriseFactory.create_batch(2)
        FinancialYearFactory(enterprise=one, year=2024)
        said = rows(*_of(one, kind), *_of(other, kind), *_of_a_stranger(kind), *_of(one, kind))
        every = plan_import(kind=kind, rows=said, circumstances=under()).rows
        for start in said:
            closed = _closed(start, said, every)
            again = plan_import(kind=kind, rows=closed, circumstances=under()).rows
            assert list(again) == [planned for planned in every if planned.row.number in {row.number for row in closed}]


def _of(firm: Any, kind: str) -> list[dict[str, Any]]:
    if kind == "enterprises":
        return [{"uscc": firm.uscc, "address": "新址"}, {"name": firm.name, "legal_form": "其他"}]
    return [
        {"uscc": firm.uscc, "year": 2024, "basis": "audit", "revenue": Decimal(5)},
        {"name": firm.name, "year": 2025, "basis": "audit", "revenue": Decimal(10**9)},
    ]


def _of_a_stranger(kind: str) -> list[dict[str, Any]]:
    said = {"uscc": uscc(990), "name": "陌生有限公司"}
    return [said, said | {"name": "另名有限公司"}] if kind == "enterprises" else [said | {"year": 2025}]


def _closed(start: ReadRow, said: list[ReadRow], every: tuple[PlannedRow, ...]) -> list[ReadRow]:
    """The row and all that share its firm, as a service finds them among stored rows."""
    own = next(planned for planned in every if planned.row.number == start.number)
    firms = firms_of([own])
    return [
        row
        for row, planned in zip(said, every, strict=True)
        if planned is own or planned.enterprise in firms.enterprises or row.values.get("uscc") in firms.codes
    ]

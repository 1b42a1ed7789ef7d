"""What is missing of the firms, what it holds up, and the sheet to send out."""

import io
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from python_calamine import CalamineWorkbook

from crm.enterprises.models import Coverage, Enterprise, FinancialYear
from crm.intake.services import commit_import, preview_import
from tests.api.contract import conforming
from tests.api.problems import problem
from tests.crm.intake.files import xlsx_file
from tests.factories import EnterpriseFactory, FinancialYearFactory, JudgementFactory, UserFactory

SignedIn = Callable[..., Client]
LIST = "/api/v1/completeness"
TECH_SME = ("product_allowed", "national_award_5y", "led_standard_5y")


def known_but_for(firm: Enterprise, **missing: None) -> Enterprise:
    """A firm of which all is known that the rulebook of 科小 asks for, but for these figures of last year."""
    for year in (2023, 2024, 2025):
        FinancialYearFactory(enterprise=firm, year=year, **(missing if year == 2025 else {}))
    for kind in Coverage.Kind.values:
        Coverage.objects.create(kind=kind, enterprise=firm, known_on=date(2020, 1, 1), source="test")
    for measure in TECH_SME:
        JudgementFactory(enterprise=firm, measure=measure, value=int(measure == "product_allowed"))
    return firm


@pytest.fixture
def gaps(wolong: Any, runs: Callable[[], None]) -> Enterprise:
    """A firm whose R&D expense of last year nobody knows."""
    firm = known_but_for(EnterpriseFactory(registered_region=wolong), rnd_expense=None, rnd_domestic=None)
    runs()
    return firm


def listed(client: Client, query: str = "") -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = conforming(client.get(f"{LIST}?{query}"), "listCompleteness")["results"]
    return rows


class TestCompletenessList:
    def test_says_which_fact_holds_up_which_verdict(self, caseworker: Client, gaps: Enterprise) -> None:
        (row,) = listed(caseworker)
        facts = {fact["fact"]: fact for fact in row["missing"]}
        expense = facts["rnd_expense_2025"]
        assert (expense["zh"], expense["year"], expense["state"]) == ("2025年研究开发费用", 2025, "missing")
        (blocked,) = expense["blocks"]
        assert (blocked["programme"], blocked["verdict"]) == ("tech_sme", "undetermined")
        assert row["blocked"] == len({one["programme"] for fact in row["missing"] for one in fact["blocks"]})

    def test_puts_first_where_the_fewest_facts_unblock_most(
        self, caseworker: Client, wolong: Any, runs: Callable[[], None]
    ) -> None:
        blank = EnterpriseFactory(registered_region=wolong)
        nearly = known_but_for(EnterpriseFactory(registered_region=wolong), headcount=None)
        runs()
        assert [row["uscc"] for row in listed(caseworker)] == [nearly.uscc, blank.uscc]

    @pytest.mark.parametrize(
        ("query", "found"),
        [
            ("fact=rnd_expense_2025", True),
            ("fact=headcount_2025", False),
            ("programme=tech_sme", True),
            ("programme=hnte", False),
            ("stale=true", True),
            ("region=411303", True),
            ("region=411323", False),
        ],
    )
    def test_is_filtered(self, caseworker: Client, xixia: Any, gaps: Enterprise, query: str, found: bool) -> None:
        assert bool(listed(caseworker, query)) is found

    def test_hides_firms_of_other_counties(self, signed_in: SignedIn, gaps: Enterprise, xixia: Any) -> None:
        assert listed(signed_in("county_caseworker", regions=[xixia])) == []

    def test_is_closed_to_who_sees_numbers_only(self, signed_in: SignedIn, gaps: Enterprise) -> None:
        problem(signed_in("leadership").get(LIST), 403, "permission_denied")


class TestEnterpriseCompleteness:
    def test_shows_one_firm(self, caseworker: Client, gaps: Enterprise) -> None:
        answer = caseworker.get(f"/api/v1/enterprises/{gaps.uscc}/completeness")
        assert conforming(answer, "readCompleteness")["missing"]

    def test_is_absent_before_a_run_looked_at_the_firm(self, caseworker: Client, own_firm: Enterprise) -> None:
        problem(caseworker.get(f"/api/v1/enterprises/{own_firm.uscc}/completeness"), 404, "not_found")


class TestCompletenessSummary:
    def read(self, client: Client) -> Any:
        return conforming(client.get(f"{LIST}/summary"), "readCompletenessSummary")

    def test_counts_by_county_and_fact(self, caseworker: Client, gaps: Enterprise) -> None:
        shown = self.read(caseworker)
        (county,) = shown["rows"]
        assert (county["region"]["code"], county["total"], county["incomplete"]) == ("411303", 1, 1)
        assert county["counts"]["rnd_expense_2025"] == {"missing": 1, "stale": 0}
        assert "rnd_expense_2025" in {fact["fact"] for fact in shown["facts"]}

    def test_tells_who_sees_numbers_only_none_below_five(self, signed_in: SignedIn, gaps: Enterprise) -> None:
        (county,) = self.read(signed_in("leadership"))["rows"]
        assert (county["total"], county["incomplete"]) == (1, None)
        assert county["counts"]["rnd_expense_2025"]["missing"] is None

    def test_is_empty_before_the_first_run(self, caseworker: Client, own_firm: Enterprise) -> None:
        assert self.read(caseworker) == {"as_of": None, "facts": [], "rows": []}


class TestCompletenessSheet:
    def sheet(self, client: Client, query: str) -> list[list[Any]]:
        """The cells of the table, its header first."""
        answer = client.get(f"{LIST}/sheet.xlsx?{query}")
        assert answer.status_code == 200, answer.content
        book = CalamineWorkbook.from_filelike(io.BytesIO(answer.content))
        rows: list[list[Any]] = book.get_sheet_by_index(0).to_python()
        return [row for row in rows if any(cell != "" for cell in row)]

    def test_has_a_blank_cell_for_exactly_what_is_missing(self, caseworker: Client, gaps: Enterprise) -> None:
        header, line = self.sheet(caseworker, "kind=financial_years")
        assert line[:3] == [gaps.uscc, gaps.name, 2025]
        blank = {title for title, cell in zip(header, line, strict=True) if cell == ""}
        assert blank == set(header[3:])
        assert any(title.startswith(("研究开发费用", "研发费用")) for title in blank), header

    def test_asks_each_firm_only_for_what_it_lacks(
        self, caseworker: Client, wolong: Any, gaps: Enterprise, runs: Callable[[], None]
    ) -> None:
        other = known_but_for(EnterpriseFactory(registered_region=wolong), headcount=None)
        runs()
        header, *lines = self.sheet(caseworker, "kind=financial_years")
        (line,) = (line for line in lines if line[0] == other.uscc)
        cells = dict(zip(header, line, strict=True))
        expense = next(title for title in header if "研" in title)
        assert cells[expense] == "—"
        assert "" in line

    def test_comes_back_filled_in_and_settles_what_was_open(
        self, caseworker: Client, gaps: Enterprise, runs: Callable[[], None]
    ) -> None:
        header, line = self.sheet(caseworker, "kind=financial_years")
        filled = [120 if cell == "" else cell for cell in line]
        steward = UserFactory(role="data_steward")
        made = preview_import(
            file=xlsx_file(header, filled), file_name="补充.xlsx", kind="financial_years", source="企业补充",
            known_on=date(2026, 5, 20), user=steward,
        )  # fmt: skip
        commit_import(import_id=made.pk, by=steward)
        stored = FinancialYear.objects.get(enterprise=gaps, source="企业补充")
        assert (stored.year, stored.rnd_expense) == (2025, Decimal("1200000.00"))
        runs()
        assert listed(caseworker, "fact=rnd_expense_2025") == []

    def test_comes_back_untouched_without_harm(self, caseworker: Client, gaps: Enterprise) -> None:
        rows = self.sheet(caseworker, "kind=financial_years")
        made = preview_import(
            file=xlsx_file(*rows), file_name="原样.xlsx", kind="financial_years", source="企业补充",
            known_on=date(2026, 5, 20), user=UserFactory(role="data_steward"),
        )  # fmt: skip
        assert made.counts["update"] == 0
        assert FinancialYear.objects.filter(source="企业补充").count() == 0

    def test_is_for_one_firm_if_one_is_meant(self, caseworker: Client, gaps: Enterprise) -> None:
        assert len(self.sheet(caseworker, f"kind=financial_years&uscc={gaps.uscc.lower()}")) == 2

    def test_refuses_when_nothing_of_the_kind_is_missing(self, caseworker: Client, gaps: Enterprise) -> None:
        problem(caseworker.get(f"{LIST}/sheet.xlsx?kind=enterprises"), 409, "completeness.nothing_missing")

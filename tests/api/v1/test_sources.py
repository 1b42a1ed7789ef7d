"""Which source says what of a firm, which one counts, and who may change that."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from crm.enterprises.models import Enterprise, SourceChoice, SourceRank
from tests.api.contract import conforming
from tests.api.problems import field_codes, problem
from tests.factories import FinancialYearFactory, ImportFactory, ImportRowFactory, RegionFactory, RegistrationFactory

SignedIn = Callable[..., Client]
COLUMNS = [{"letter": "A", "field": "uscc"}, {"letter": "F", "field": "county"}]
MAPPING = {"sheets": [{"name": "名录", "columns": COLUMNS}]}


@pytest.fixture
def disputed(own_firm: Enterprise) -> Enterprise:
    """A firm of which two sources say two regions, and two reports two revenues."""
    row = ImportRowFactory(table=ImportFactory(mapping=MAPPING, file_name="名录.xlsx"), sheet="名录", number=7)
    said = {"enterprise": own_firm, "known_on": date(2026, 1, 1)}
    RegistrationFactory(**said, source="登记机关", operating_region=RegionFactory(), import_row=row)
    later = said | {"known_on": date(2026, 2, 1)}
    RegistrationFactory(**later, source="统计局", operating_region=RegionFactory(code="411302"))
    report = {"enterprise": own_firm, "year": 2025, "basis": "tax", "source": "税务局"}
    FinancialYearFactory(**report, revenue=Decimal(1), rnd_staff=None)
    return own_firm


def read(client: Client, firm: Enterprise) -> Any:
    return conforming(client.get(f"/api/v1/enterprises/{firm.uscc}/sources"), "readSources")


def choose(client: Client, firm: Enterprise, **values: Any) -> Any:
    return client.post(f"/api/v1/enterprises/{firm.uscc}/source-choices", values, content_type="application/json")


def of(rows: list[dict[str, Any]], field: str) -> dict[str, Any]:
    return next(row for row in rows if row["field"] == field)


class TestEnterpriseSources:
    def test_shows_what_counts_and_why_and_what_else_is_said(self, caseworker: Client, disputed: Enterprise) -> None:
        region = of(read(caseworker, disputed)["registration"], "operating_region")
        assert (region["chosen"]["shown"], region["chosen"]["reason_code"]) == ("宛城区", "newest")
        (other,) = region["others"]
        assert (other["source"], other["value"], other["shown"]) == ("登记机关", "411303", "卧龙区")

    def test_leads_to_the_cell_that_the_region_was_read_from(self, caseworker: Client, disputed: Enterprise) -> None:
        (other,) = of(read(caseworker, disputed)["registration"], "operating_region")["others"]
        assert (other["import"]["file_name"], other["import"]["cell"]) == ("名录.xlsx", "F7")

    def test_follows_the_ranks(self, caseworker: Client, disputed: Enterprise) -> None:
        SourceRank.objects.create(table="registration", source="登记机关", rank=10)
        region = of(read(caseworker, disputed)["registration"], "operating_region")
        assert (region["chosen"]["source"], region["chosen"]["reason_code"]) == ("登记机关", "ranks_first")

    def test_shows_only_figures_of_which_more_than_one_report_speaks(
        self, caseworker: Client, disputed: Enterprise
    ) -> None:
        figures = read(caseworker, disputed)["financial_years"]
        assert {row["year"] for row in figures} == {2025}
        assert "revenue" in {row["field"] for row in figures}
        assert "rnd_staff" not in {row["field"] for row in figures}

    def test_keeps_figures_from_who_may_not_see_them(self, signed_in: SignedIn, disputed: Enterprise) -> None:
        SourceChoice.objects.create(
            enterprise=disputed, table="financial_year", field="revenue", year=2025, source="税务局", reason="核对",
            chosen_on=date(2026, 5, 1),
        )  # fmt: skip
        shown = read(signed_in("leadership"), disputed)
        assert shown["registration"]
        assert (shown["financial_years"], shown["choices"]) == ([], [])

    def test_hides_a_firm_of_another_county(self, caseworker: Client, foreign_firm: Enterprise) -> None:
        problem(caseworker.get(f"/api/v1/enterprises/{foreign_firm.uscc}/sources"), 404, "not_found")


class TestSourceChoices:
    def test_lets_a_source_count_and_shows_the_firm_so(self, caseworker: Client, disputed: Enterprise) -> None:
        answer = choose(
            caseworker, disputed, table="registration", field="operating_region", source="登记机关", reason="实地走访"
        )
        made = conforming(answer, "chooseSource")
        region = of(read(caseworker, disputed)["registration"], "operating_region")
        assert (region["chosen"]["source"], region["chosen"]["reason_code"]) == ("登记机关", "chosen_by_hand")
        assert "实地走访" in region["chosen"]["reason"]
        assert made["chosen_by"]["display_name"].startswith("用户")
        disputed.refresh_from_db()
        assert disputed.operating_region_id == "411303"

    def test_counts_no_more_once_it_is_taken_back(self, caseworker: Client, disputed: Enterprise, today: date) -> None:
        wanted = {"table": "financial_year", "field": "revenue", "year": 2025, "source": "税务局", "reason": "已核对"}
        made = conforming(choose(caseworker, disputed, **wanted), "chooseSource")
        address = f"/api/v1/enterprises/{disputed.uscc}/source-choices/{made['id']}"
        taken_back = conforming(caseworker.delete(address), "takeBackSourceChoice")
        assert taken_back["revoked_on"] == str(today)
        revenue = of(read(caseworker, disputed)["financial_years"], "revenue")
        assert revenue["chosen"]["reason_code"] != "chosen_by_hand"

    def test_refuses_a_source_that_is_silent_on_the_field(self, caseworker: Client, disputed: Enterprise) -> None:
        answer = choose(caseworker, disputed, table="registration", field="industry", source="登记机关", reason="试试")
        problem(answer, 409, "source_choice.nothing_stated")

    @pytest.mark.parametrize("wrong", [{"field": "password"}, {"field": "revenue"}, {"year": 2025}])
    def test_refuses_a_field_that_there_is_not(
        self, caseworker: Client, disputed: Enterprise, wrong: dict[str, Any]
    ) -> None:
        wanted = {"table": "registration", "field": "name", "source": "登记机关", "reason": "试试"}
        problem(choose(caseworker, disputed, **wanted | wrong), 400, "source_choice.field_unknown")

    def test_asks_for_a_reason(self, caseworker: Client, disputed: Enterprise) -> None:
        answer = choose(caseworker, disputed, table="registration", field="name", source="登记机关", reason="")
        assert field_codes(answer) == {"reason": "blank"}


class TestSourceRanks:
    ADDRESS = "/api/v1/source-ranks"

    def test_takes_the_place_of_all_there_are(self, signed_in: SignedIn, disputed: Enterprise) -> None:
        SourceRank.objects.create(table="registration", source="统计局", rank=10)
        steward = signed_in("data_steward")
        ranks = [
            {"table": "registration", "source": "登记机关", "rank": 5},
            {"table": "financial_year", "field": "revenue", "basis": "tax", "rank": 7},
        ]
        shown = conforming(
            steward.put(self.ADDRESS, {"ranks": ranks}, content_type="application/json"), "setSourceRanks"
        )
        assert [(row["table"], row["source"], row["basis"], row["rank"]) for row in shown["ranks"]] == [
            ("financial_year", "", "tax", 7),
            ("registration", "登记机关", "", 5),
        ]
        disputed.refresh_from_db()
        assert disputed.operating_region_id == "411303"

    def test_are_read_by_who_may_not_change_them(self, caseworker: Client) -> None:
        SourceRank.objects.create(table="registration", source="统计局", rank=10)
        shown = conforming(caseworker.get(self.ADDRESS), "readSourceRanks")
        assert (len(shown["ranks"]), shown["can_edit"]) == (1, False)
        answer = caseworker.put(self.ADDRESS, {"ranks": []}, content_type="application/json")
        problem(answer, 403, "permission_denied")

    @pytest.mark.parametrize(
        ("ranks", "code"),
        [
            ([{"table": "registration", "rank": 5}], "source_rank.unusable"),
            ([{"table": "registration", "basis": "tax", "rank": 5}], "source_rank.unusable"),
            ([{"table": "registration", "source": "甲", "field": "revenue", "rank": 5}], "source_rank.unusable"),
            ([{"table": "registration", "source": "甲", "rank": rank} for rank in (5, 6)], "source_rank.twice"),
        ],
    )
    def test_refuse_what_ranks_nothing_or_twice(
        self, signed_in: SignedIn, ranks: list[dict[str, Any]], code: str
    ) -> None:
        answer = signed_in("data_steward").put(self.ADDRESS, {"ranks": ranks}, content_type="application/json")
        problem(answer, 400, code)


class TestSourceNames:
    def test_are_those_on_record(self, caseworker: Client, disputed: Enterprise) -> None:
        names = conforming(caseworker.get("/api/v1/sources"), "listSources")["sources"]
        assert {"登记机关", "统计局", "火炬统计"} <= set(names)
        assert names == sorted(names)

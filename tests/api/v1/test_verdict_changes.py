"""The history of verdicts on one enterprise."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client

from crm.enterprises.models import Enterprise
from scoring.models import ScoringRun
from scoring.runs import carry_out, open_run
from tests.api.contract import conforming
from tests.api.problems import field_codes, problem
from tests.factories import FinancialYearFactory
from tests.scoring.situations import REVENUE, STAFF, rulebook_version

DAY, NEXT = date(2026, 6, 1), date(2026, 6, 2)


def address(firm: Enterprise) -> str:
    return f"/api/v1/enterprises/{firm.uscc}/verdict-changes"


@pytest.fixture
def history(own_firm: Enterprise, foreign_firm: Enterprise) -> None:
    """Two runs, between which a report with little revenue came in."""
    rulebook_version(REVENUE, STAFF)
    rulebook_version(STAFF, programme="other")
    carry_out(open_run(ScoringRun.Kind.ASSESS, DAY))
    FinancialYearFactory(enterprise=own_firm, year=2025, revenue=9_000_000, known_on=NEXT)
    carry_out(open_run(ScoringRun.Kind.ASSESS, NEXT))


@pytest.mark.usefixtures("history")
class TestEnterpriseVerdictChanges:
    def read(self, client: Client, firm: Enterprise, **query: str) -> list[dict[str, Any]]:
        page = conforming(client.get(address(firm), query), "listVerdictChanges")
        assert page["total"] >= len(page["results"])
        return list(page["results"])

    def test_tells_what_changed_when_and_why_the_newest_first(self, caseworker: Client, own_firm: Enterprise) -> None:
        newest, *first = self.read(caseworker, own_firm)
        assert (newest["programme"]["code"], newest["as_of"], newest["cause"]) == ("sample", "2026-06-02", "facts")
        assert (newest["before"], newest["verdict"]) == ("met", "unmet")
        assert newest["turned"] == [{"id": "revenue", "title": {"zh": "revenue标准", "en": "The revenue criterion"}}]
        assert newest["rulebook"]["documents"][0]["number"] == "样例〔2020〕1号"
        assert {(row["before"], row["cause"]) for row in first} == {(None, "first")}

    def test_is_filtered_and_comes_in_pages(self, caseworker: Client, own_firm: Enterprise) -> None:
        assert [row["cause"] for row in self.read(caseworker, own_firm, programme="other")] == ["first"]
        assert [row["verdict"] for row in self.read(caseworker, own_firm, cause="facts,rulebook")] == ["unmet"]
        assert field_codes(caseworker.get(address(own_firm), {"cause": "weather"})) == {"cause": "invalid_choice"}
        page = conforming(caseworker.get(address(own_firm), {"page_size": "2"}), "listVerdictChanges")
        rest = conforming(caseworker.get(page["next"]), "listVerdictChanges")
        assert (page["total"], len(page["results"]), len(rest["results"]), rest["next"]) == (3, 2, 1, None)

    def test_is_for_people_and_machines_who_may_see_the_firm(
        self, caseworker: Client, own_firm: Enterprise, foreign_firm: Enterprise, signed_in: Callable[..., Client]
    ) -> None:
        problem(caseworker.get(address(foreign_firm)), 404, "not_found")
        problem(signed_in("leadership").get(address(foreign_firm)), 403, "permission_denied")
        problem(signed_in("api_client").get(address(foreign_firm)), 404, "not_found")
        assert len(self.read(signed_in("api_client"), own_firm)) == 3

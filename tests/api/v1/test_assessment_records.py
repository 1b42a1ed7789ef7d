"""Assessments that were issued, as an appeal cites them."""

from collections.abc import Callable
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client

from crm.accounts.models import User
from crm.enterprises.models import Enterprise, FinancialYear
from scoring.models import AssessmentRecord
from tests.api.contract import conforming
from tests.api.problems import field_codes, problem
from tests.api.situations import client_of
from tests.factories import ImportFactory, ImportRowFactory, UserFactory
from tests.scoring.situations import REVENUE, STAFF, rulebook_version

RECORDS = "/api/v1/assessment-records"
ASKED = {"programme": "sample", "purpose": "申诉"}


@pytest.fixture(autouse=True)
def sample(own_firm: Enterprise) -> None:
    """A rulebook that the firm meets, on figures that were imported."""
    rulebook_version(REVENUE, STAFF)
    row = ImportRowFactory(table=ImportFactory(file_name="火炬.xlsx"), sheet="年报", number=37)
    own_firm.financial_years.update(import_row=row)


@pytest.fixture
def issuer(wolong: Any) -> User:
    return UserFactory(regions=[wolong])  # type: ignore[no-any-return]  # of a factory


@pytest.fixture
def number(issuer: User, own_firm: Enterprise) -> str:
    """The number of a record that was issued."""
    return str(conforming(issue(client_of(issuer), own_firm), "issueAssessmentRecord")["number"])


def of(firm: Enterprise) -> str:
    return f"/api/v1/enterprises/{firm.uscc}/assessment-records"


def issue(client: Client, firm: Enterprise, asked: Any = None) -> HttpResponse:
    return client.post(of(firm), ASKED if asked is None else asked, content_type="application/json")


class TestIssue:
    def test_gives_the_whole_record(self, issuer: User, own_firm: Enterprise) -> None:
        answer = issue(client_of(issuer), own_firm)
        assert answer.status_code == 201
        made = conforming(answer, "issueAssessmentRecord")
        assert (made["number"], made["as_of"], made["purpose"]) == ("PG2026-000001", "2026-06-01", "申诉")
        assert (made["enterprise_name"], made["uscc"]) == (own_firm.name, own_firm.uscc)
        assert made["issued_by"] == {"display_name": issuer.display_name}
        assert made["rulebook"]["documents"][0]["number"] == "样例〔2020〕1号"
        assert len(made["rulebook"]["sha256"]) == len(made["sha256"]) == 64
        revenue, _staff = made["explanation"]["criteria"]
        assert (revenue["article"], revenue["confidence"], revenue["note"]["zh"]) == ("第一条", "solid", "待核")
        assert (revenue["value"], revenue["threshold"]) == (20_000_000.0, 10_000_000.0)
        assert [(row["name"], row["value"]) for row in made["measures"]] == [
            ("revenue_y0", 20_000_000.0),
            ("headcount_y0", 60.0),
        ]
        (fact,) = made["facts"]["revenue_y0"]
        assert (fact["value"], fact["source"]) == ("20000000.00", "test")
        assert (fact["import"]["file_name"], fact["import"]["sheet"], fact["import"]["row"]) == (
            "火炬.xlsx",
            "年报",
            37,
        )

    @pytest.mark.parametrize(
        ("asked", "codes"),
        [
            ({}, {"programme": "required"}),
            ({**ASKED, "as_of": "2026-06-02"}, {"as_of": "out_of_range"}),
            ({**ASKED, "purpose": "长" * 201}, {"purpose": "max_length"}),
            ({**ASKED, "number": "PG2026-000009"}, {"number": "unknown_field"}),
            ({"programme": "不是代码"}, {"programme": "invalid"}),
        ],
    )
    def test_says_what_is_not_accepted(
        self, caseworker: Client, own_firm: Enterprise, asked: Any, codes: dict[str, str]
    ) -> None:
        assert field_codes(issue(caseworker, own_firm, asked)) == codes
        assert not AssessmentRecord.objects.exists()

    def test_is_refused_without_a_rulebook(self, caseworker: Client, own_firm: Enterprise) -> None:
        problem(issue(caseworker, own_firm, {"programme": "none"}), 409, "record.no_rulebook")

    def test_is_for_nobody_who_may_not_run_assessments_or_see_the_firm(
        self, own_firm: Enterprise, foreign_firm: Enterprise, signed_in: Callable[..., Client], caseworker: Client
    ) -> None:
        for role in ("leadership", "api_client"):
            problem(issue(signed_in(role), own_firm), 403, "permission_denied")
        problem(issue(caseworker, foreign_firm), 404, "not_found")


class TestRead:
    def test_lists_those_of_a_firm_the_newest_first(self, caseworker: Client, own_firm: Enterprise) -> None:
        numbers = [issue(caseworker, own_firm).json()["number"] for _time in range(2)]
        page = conforming(caseworker.get(of(own_firm)), "listAssessmentRecords")
        assert [row["number"] for row in page["results"]] == numbers[::-1]
        rulebook_version(STAFF, programme="other")
        assert conforming(caseworker.get(of(own_firm), {"programme": "other"}), "listAssessmentRecords")["total"] == 0

    def test_gives_what_was_issued_whatever_became_of_the_firm(
        self, caseworker: Client, own_firm: Enterprise, number: str
    ) -> None:
        before = conforming(caseworker.get(f"{RECORDS}/{number}"), "readAssessmentRecord")
        FinancialYear.objects.update(revenue=1)
        Enterprise.objects.filter(pk=own_firm.pk).update(name="南阳改名有限公司")
        assert conforming(caseworker.get(f"{RECORDS}/{number}"), "readAssessmentRecord") == before

    def test_is_for_who_may_see_the_firm(
        self, number: str, xixia: Any, signed_in: Callable[..., Client], own_firm: Enterprise
    ) -> None:
        assert signed_in("api_client").get(f"{RECORDS}/{number}").status_code == 200
        problem(signed_in("leadership").get(f"{RECORDS}/{number}"), 403, "permission_denied")
        elsewhere = signed_in(regions=[xixia])
        absent = elsewhere.get(f"{RECORDS}/PG2026-000099")
        denied = elsewhere.get(f"{RECORDS}/{number}")
        problem(denied, 404, "not_found")
        assert {**absent.json(), "instance": ""} == {**denied.json(), "instance": ""}
        problem(elsewhere.get(of(own_firm)), 404, "not_found")
        problem(elsewhere.post(f"{RECORDS}/{number}/verify"), 404, "not_found")


class TestVerify:
    def verified(self, client: Client, number: str) -> Any:
        return conforming(client.post(f"{RECORDS}/{number}/verify"), "verifyAssessmentRecord")

    def test_finds_the_same_bytes(self, caseworker: Client, number: str) -> None:
        found = self.verified(caseworker, number)
        assert (found["same_bytes"], found["same_verdict"], found["differs_in"]) == (True, True, [])
        assert found["sha256"] == found["found_sha256"]
        assert found["facts_now_read_otherwise"] == []

    def test_names_the_facts_that_would_read_otherwise_now(self, caseworker: Client, number: str) -> None:
        FinancialYear.objects.update(revenue=1)
        found = self.verified(caseworker, number)
        assert found["same_bytes"]
        (row,) = found["facts_now_read_otherwise"]
        assert (row["name"], row["zh"], row["before"], row["after"]) == (
            "revenue_y0",
            "销售(营业)收入",
            20_000_000.0,
            1.0,
        )

"""What the rulebooks read of a firm, and what they would say if some of it were otherwise."""

from collections.abc import Callable
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client

from crm.enterprises.models import Enterprise
from tests.api.contract import conforming
from tests.api.problems import field_codes, problem
from tests.scoring.situations import REVENUE, STAFF, rulebook_version


def post(client: Client, firm: Enterprise, body: Any) -> HttpResponse:
    return client.post(f"/api/v1/enterprises/{firm.uscc}/what-if", body, content_type="application/json")


@pytest.fixture(autouse=True)
def sample(db: None) -> None:
    rulebook_version(REVENUE, STAFF)


class TestEnterpriseWhatIf:
    def test_tells_what_every_rulebook_would_say(self, caseworker: Client, own_firm: Enterprise) -> None:
        told = conforming(post(caseworker, own_firm, {"changes": {"headcount_y0": 49.5}}), "whatIf")
        assert told["as_of"] == "2026-06-01"
        (changed,) = told["changed"]
        assert (changed["zh"], changed["before"], changed["after"]) == ("职工总数", 60.0, 49.5)
        (row,) = told["rulebooks"]
        assert (row["programme"]["code"], row["rulebook"]["version"]) == ("sample", "2020")
        assert (row["before"]["verdict"], row["after"]) == (
            "met",
            {"verdict": "unmet", "low": None, "high": None, "class": None},
        )
        assert [(one["id"], one["before"], one["after"]) for one in row["criteria"]] == [("staff", "met", "unmet")]

    def test_takes_null_for_not_known_and_says_what_would_settle_it(
        self, caseworker: Client, own_firm: Enterprise
    ) -> None:
        asked = {"changes": {"revenue_y0": None}, "as_of": "2026-06-01"}
        (row,) = conforming(post(caseworker, own_firm, asked), "whatIf")["rulebooks"]
        assert (row["after"]["verdict"], [one["measure"] for one in row["settles"]]) == ("undetermined", ["revenue_y0"])

    @pytest.mark.usefixtures("rulebooks")
    def test_tells_points(self, caseworker: Client, own_firm: Enterprise) -> None:
        told = conforming(post(caseworker, own_firm, {"changes": {"rnd_expense_y0": 0}}), "whatIf")
        hnte = next(row for row in told["rulebooks"] if row["programme"]["code"] == "hnte")
        assert 0 <= hnte["after"]["low"] <= hnte["after"]["high"] <= 100

    @pytest.mark.parametrize(
        ("body", "codes"),
        [
            ({}, {"changes": "required"}),
            ({"changes": []}, {"changes": "not_a_dict"}),
            ({"changes": None}, {"changes": "null"}),
            ({"changes": {"turnover": 1}}, {"changes.turnover": "unknown_measure"}),
            (
                {"changes": {"revenue_y0": "1", "core_ip": 1}},
                {"changes.revenue_y0": "not_a_number", "changes.core_ip": "not_a_flag"},
            ),
            ({"changes": {"headcount_y0": -1}}, {"changes.headcount_y0": "too_small"}),
            ({"changes": {}, "as_of": "2026-06-02"}, {"as_of": "out_of_range"}),
            ({"changes": {}, "on": "2026-05-31"}, {"on": "out_of_range"}),
            ({"changes": {}, "on": "2029-01-02"}, {"on": "out_of_range"}),
            ({"changes": {}, "store": True}, {"store": "unknown_field"}),
            ({"changes": {f"m{number}": 1 for number in range(201)}}, {"changes": "too_many"}),
        ],
    )
    def test_says_what_is_not_accepted(
        self, caseworker: Client, own_firm: Enterprise, body: Any, codes: dict[str, str]
    ) -> None:
        assert field_codes(post(caseworker, own_firm, body)) == codes

    def test_says_so_in_the_readers_words(self, caseworker: Client, own_firm: Enterprise) -> None:
        answer = caseworker.post(
            f"/api/v1/enterprises/{own_firm.uscc}/what-if",
            {"changes": {"headcount_y0": True}},
            content_type="application/json",
            headers={"Accept-Language": "en"},
        )
        assert problem(answer, 400, "invalid")["detail"] == "employees: give a number, or null for not known."

    def test_is_for_nobody_who_may_not_run_assessments_or_see_the_firm(
        self, own_firm: Enterprise, foreign_firm: Enterprise, signed_in: Callable[..., Client], caseworker: Client
    ) -> None:
        asked = {"changes": {}}
        for role in ("leadership", "api_client"):
            problem(post(signed_in(role), own_firm, asked), 403, "permission_denied")
        problem(post(caseworker, foreign_firm, asked), 404, "not_found")
        problem(post(caseworker, foreign_firm, {"changes": {"turnover": 1}}), 404, "not_found")

    def test_is_refused_of_a_day_on_which_the_firm_did_not_operate(
        self, caseworker: Client, own_firm: Enterprise
    ) -> None:
        asked = {"changes": {}, "as_of": "2001-01-01"}
        problem(post(caseworker, own_firm, asked), 409, "assessment.not_operating")


class TestEnterpriseMeasures:
    def read(self, client: Client, firm: Enterprise, **query: str) -> dict[str, dict[str, Any]]:
        answer = client.get(f"/api/v1/enterprises/{firm.uscc}/measures", query)
        return {row["name"]: row for row in conforming(answer, "listMeasures")}

    def test_are_what_rulebooks_in_force_read(self, caseworker: Client, own_firm: Enterprise) -> None:
        rulebook_version(("core", "at_least", "ip_class1", 1, "count"), STAFF, programme="other")
        found = self.read(caseworker, own_firm)
        assert found.keys() == {"revenue_y0", "headcount_y0", "ip_class1"}
        assert (found["headcount_y0"]["value"], found["headcount_y0"]["programmes"]) == (60.0, ["other", "sample"])
        rights = found["ip_class1"]
        assert (rights["value"], rights["min"], rights["whole"], rights["year"]) == (None, 0.0, True, None)

    def test_say_of_an_age_why_no_other_may_be_supposed(self, caseworker: Client, own_firm: Enterprise) -> None:
        rulebook_version(("old", "at_least", "age_days", 365, "days"), STAFF, programme="other")
        found = self.read(caseworker, own_firm)
        assert "成立日期" in found["age_days"]["fixed"]["zh"]
        assert found["headcount_y0"]["fixed"] is None
        refused = post(caseworker, own_firm, {"changes": {"age_days": 1}})
        assert field_codes(refused) == {"changes.age_days": "fixed"}

    def test_are_as_of_a_day(self, caseworker: Client, own_firm: Enterprise) -> None:
        assert self.read(caseworker, own_firm, as_of="2026-05-30")["revenue_y0"]["value"] is None

    def test_are_of_no_firm_that_one_may_not_see(
        self, caseworker: Client, own_firm: Enterprise, foreign_firm: Enterprise, signed_in: Callable[..., Client]
    ) -> None:
        problem(caseworker.get(f"/api/v1/enterprises/{foreign_firm.uscc}/measures"), 404, "not_found")
        leader = signed_in("leadership")
        problem(leader.get(f"/api/v1/enterprises/{own_firm.uscc}/measures"), 403, "permission_denied")
        assert self.read(signed_in("api_client"), own_firm)

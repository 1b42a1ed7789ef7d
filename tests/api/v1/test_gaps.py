"""Gap plans through the API: of one firm, of all firms, and the run."""

from datetime import date
from typing import Any
from unittest.mock import Mock

import pytest
from django.test import Client
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from crm.enterprises.models import Enterprise
from scoring.models import Gap, RulebookVersion, ScoringRun
from scoring.rulebooks.planner.planner import PromiseBroken
from tests.api.contract import conforming
from tests.api.problems import problem
from tests.factories import EnterpriseFactory

STEPS = [
    {
        "lever": "class2_right",
        "zh": "自主取得Ⅱ类知识产权",
        "en": "x",
        "year": None,
        "steps": 2,
        "amount": 2.0,
        "unit": "count",
    }
]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("rulebooks")]


def stored(firm: Enterprise, programme: str = "tech_sme", **columns: Any) -> Gap:
    finished = {"state": "done", "finished_at": timezone.now()}
    run, _made = ScoringRun.objects.get_or_create(kind="gaps", as_of=date(2026, 6, 1), defaults=finished)
    rulebook = RulebookVersion.objects.get(programme=programme)
    row = {"outcome": "certain", "effort": 4.0, "ready_on": date(2026, 12, 1), "steps": STEPS, **columns}
    return Gap.objects.create(run=run, enterprise=firm, rulebook=rulebook, **row)


def withdrawn(programme: str) -> None:
    """The version in force of a programme, taken back."""
    rulebooks = RulebookVersion.objects.filter(programme=programme)
    rulebooks.update(withdrawn_at=timezone.now(), withdrawn_because="x")


def listed(client: Client, query: str = "") -> list[str]:
    rows = conforming(client.get(f"/api/v1/gaps?{query}"), "listGaps")["results"]
    return [row["uscc"] for row in rows]


class TestGapPlan:
    def test_tells_the_plans_with_what_they_move_and_how_the_verdict_comes_out(
        self, caseworker: Client, own_firm: Enterprise
    ) -> None:
        told = conforming(caseworker.get(f"/api/v1/enterprises/{own_firm.uscc}/gap-plans/tech_sme"), "planGap")
        assert (told["programme"]["code"], told["rulebook"]["version"]) == ("tech_sme", "2017")
        assert told["outcome"] in {"certain", "possible"}
        for plan in told["plans"]:
            assert plan["verdict_after"] == "met" if plan["outcome"] == "certain" else plan["verdict_after"] != "unmet"
            assert plan["effort"] >= sum(step["effort"] for step in plan["steps"])

    def test_refuses_a_programme_without_rulebook_and_a_day_to_come(
        self, caseworker: Client, own_firm: Enterprise
    ) -> None:
        address = f"/api/v1/enterprises/{own_firm.uscc}/gap-plans"
        problem(caseworker.get(f"{address}/gazelle"), 404, "gap.no_rulebook")
        problem(caseworker.get(f"{address}/tech_sme?as_of=2026-06-02"), 400, "invalid")

    def test_says_in_words_that_the_planner_broke_down(
        self, caseworker: Client, own_firm: Enterprise, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("scoring.gaps.gap", Mock(side_effect=PromiseBroken("tech_sme: came to -1")))
        told = caseworker.get(f"/api/v1/enterprises/{own_firm.uscc}/gap-plans/tech_sme")
        problem(told, 422, "gap.not_planned")

    def test_hides_firms_of_other_counties(self, caseworker: Client, foreign_firm: Enterprise) -> None:
        problem(caseworker.get(f"/api/v1/enterprises/{foreign_firm.uscc}/gap-plans/tech_sme"), 404, "not_found")


class TestGapList:
    def test_puts_the_least_effort_first_and_those_out_of_reach_last(
        self, caseworker: Client, own_firm: Enterprise
    ) -> None:
        other, third = EnterpriseFactory.create_batch(2)
        stored(own_firm, effort=9.5)
        stored(third, outcome="out_of_reach", effort=None, ready_on=None, steps=[])
        stored(other, effort=1.0)
        assert listed(caseworker) == [other.uscc, own_firm.uscc, third.uscc]

    def test_puts_what_is_certain_before_what_is_only_possible(self, caseworker: Client, own_firm: Enterprise) -> None:
        other, third = EnterpriseFactory.create_batch(2)
        stored(other, outcome="possible", effort=0.0)
        stored(third, outcome="possible", effort=3.0)
        stored(own_firm, effort=700.5)
        assert listed(caseworker) == [own_firm.uscc, other.uscc, third.uscc]
        first = conforming(caseworker.get("/api/v1/gaps?page_size=2"), "listGaps")
        rest = conforming(caseworker.get(first["next"]), "listGaps")
        assert [row["uscc"] for row in rest["results"]] == [third.uscc]

    def test_leaves_out_what_was_not_asked_for(self, caseworker: Client, own_firm: Enterprise) -> None:
        third = EnterpriseFactory()
        stored(own_firm, effort=9.5)
        stored(third, outcome="out_of_reach", effort=None, ready_on=None, steps=[])
        assert listed(caseworker, "outcome=out_of_reach,met") == [third.uscc]

    def test_shows_the_steps_in_short(self, caseworker: Client, own_firm: Enterprise) -> None:
        stored(own_firm)
        (row,) = conforming(caseworker.get("/api/v1/gaps?programme=tech_sme"), "listGaps")["results"]
        assert (row["steps"], row["effort"], row["ready_on"]) == (STEPS, 4.0, "2026-12-01")
        assert (row["programme"]["code"], row["rulebook"]["version"]) == ("tech_sme", "2017")

    def test_shows_only_firms_and_programmes_that_were_asked_for_and_may_be_seen(
        self, caseworker: Client, own_firm: Enterprise, foreign_firm: Enterprise
    ) -> None:
        stored(own_firm)
        stored(foreign_firm)
        stored(own_firm, "hnte", effort=2.0)
        assert listed(caseworker, "programme=tech_sme") == [own_firm.uscc]
        assert listed(caseworker, "region=411323") == []
        assert len(listed(caseworker, "region=411303&ordering=-effort")) == 2


class TestGapRun:
    def test_is_asked_for_once_and_tells_how_far_it_is(self, signed_in: Any, own_firm: Enterprise) -> None:
        steward = signed_in("data_steward")
        assert conforming(steward.get("/api/v1/gaps/run"), "readGapRun")["state"] == "none"
        assert conforming(steward.get("/api/v1/gaps/run"), "readGapRun")["may_run"] is True
        for _ in range(2):
            assert conforming(steward.post("/api/v1/gaps/run"), "runGaps")["state"] == "queued"
        assert ProcrastinateJob.objects.filter(task_name="scoring.tasks.plan_gaps").count() == 1

    def test_is_for_who_answers_for_all_firms(self, caseworker: Client) -> None:
        problem(caseworker.post("/api/v1/gaps/run"), 409, "gaps.not_all_firms")

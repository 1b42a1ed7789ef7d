"""Levers through the API: seen with what they move, weighed by who may."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from procrastinate.contrib.django.models import ProcrastinateJob

from scoring.levers import load_levers
from scoring.models import Lever
from tests.api.contract import conforming
from tests.api.problems import problem

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def levers(db: None) -> None:
    load_levers()


@pytest.fixture
def editor(signed_in: Callable[..., Client]) -> Client:
    return signed_in("rule_editor", display_name="规编")


def patched(client: Client, code: str, body: dict[str, Any]) -> Any:
    return client.patch(f"/api/v1/levers/{code}", body, content_type="application/json")


class TestLevers:
    def test_are_listed_with_their_effort_and_what_a_step_moves(self, caseworker: Client) -> None:
        rows = conforming(caseworker.get("/api/v1/levers"), "listLevers")
        spending = next(row for row in rows if row["code"] == "rnd_spending")
        assert (spending["unit"], spending["amount"], spending["effort"], spending["updated_by"]) == (
            "yuan",
            1e4,
            1.0,
            None,
        )
        assert {"measure": "net_profit", "by": -1e4, "up_to": None, "to": None} in spending["effects"]
        assert rows[-1]["code"] == "establish"

    def test_are_weighed_anew_and_tell_by_whom(self, editor: Client) -> None:
        row = conforming(patched(editor, "rnd_spending", {"effort": 2.5, "is_offered": False}), "changeLever")
        assert (row["effort"], row["is_offered"], row["updated_by"]) == (2.5, False, {"display_name": "规编"})
        assert Lever.objects.get(code="rnd_spending").max_steps == 20_000

    @pytest.mark.parametrize(
        "body",
        [{"effort": 0}, {"effort": "much"}, {"lead_days": -1}, {"max_steps": 0}, {"moves": {}}, {"code": "x"}],
    )
    def test_refuse_what_makes_no_sense(self, editor: Client, body: dict[str, Any]) -> None:
        problem(patched(editor, "rnd_spending", body), 400, "invalid")

    def test_say_what_may_be_set_and_refuse_the_rest(self, editor: Client) -> None:
        may = {row["code"]: row["editable"] for row in editor.get("/api/v1/levers").json()}
        assert may["establish"] == ["effort", "is_offered"]
        assert may["own_brand"] == ["effort", "lead_days", "is_offered"]
        assert may["rnd_spending"] == ["effort", "lead_days", "max_steps", "is_offered"]
        problem(patched(editor, "establish", {"lead_days": 30}), 409, "lever.not_editable")
        problem(patched(editor, "establish", {"max_steps": 2}), 409, "lever.one_step_only")

    def test_leave_a_trace_and_have_plans_made_anew(self, editor: Client) -> None:
        patched(editor, "rnd_spending", {"effort": 2.5})
        patched(editor, "rnd_spending", {"effort": 3.5})
        history = Lever.pgh_event_model.objects.filter(pgh_obj_id="rnd_spending")  # type: ignore[attr-defined]  # made at run time
        assert [float(row.effort) for row in history.order_by("pgh_id")] == [1.0, 2.5]
        assert ProcrastinateJob.objects.filter(task_name="scoring.tasks.plan_gaps", status="todo").count() == 1

    def test_refuse_to_set_nothing(self, editor: Client) -> None:
        problem(patched(editor, "rnd_spending", {}), 400, "nothing_to_set")

    def test_refuse_more_steps_of_what_is_done_once_and_codes_that_are_not_there(self, editor: Client) -> None:
        problem(patched(editor, "own_brand", {"max_steps": 2}), 409, "lever.one_step_only")
        problem(patched(editor, "magic", {"effort": 1}), 404, "not_found")

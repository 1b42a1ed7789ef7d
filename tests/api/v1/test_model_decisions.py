"""Decisions on models through the API: by another person than who trained them, and on record."""

from threading import Barrier, Thread
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from procrastinate.contrib.django.models import ProcrastinateJob

from crm.accounts.models import User
from scoring.models import ModelDecision, ModelVersion
from tests.api.contract import conforming
from tests.api.models import MODELS, NOTE, read, sent
from tests.api.problems import field_codes, problem
from tests.api.situations import client_of
from tests.factories import UserFactory
from tests.scoring.stored_models import a_version

pytestmark = pytest.mark.django_db


class TestDecisions:
    def test_put_a_model_in_use_by_another_person_and_have_all_firms_scored(
        self, model_approver: User, waiting_model: ModelVersion
    ) -> None:
        told = conforming(sent(model_approver, f"hnte_12m/{waiting_model.version}/promote", NOTE), "promoteModel")
        (decision,) = told["decisions"]
        assert (decision["kind"], decision["version"], decision["replaced"]) == ("promote", waiting_model.version, None)
        assert (decision["decided_by"], decision["note"]) == ({"display_name": "审批"}, NOTE["note"])
        assert (told["versions"][0]["is_promoted"], told["can"]) == (True, ["retire"])
        assert ProcrastinateJob.objects.filter(task_name="scoring.tasks.refresh_scores", status="todo").exists()

    def test_sign_for_what_can_be_signed_for_and_for_nothing_else(
        self, model_owner: User, model_approver: User
    ) -> None:
        version = a_version(trained_by=model_owner, refused=("slices",))
        address = f"hnte_12m/{version.version}/promote"
        told = problem(sent(model_approver, address, NOTE), 409, "model.findings_open")
        assert told["details"] == {"rules": ["slices"]}
        answer = sent(model_approver, address, {**NOTE, "signed_for": ["slices", "calibrated"]})
        assert problem(answer, 400, "model.nothing_to_sign")["details"] == {"rules": ["calibrated"]}
        told = conforming(sent(model_approver, address, {**NOTE, "signed_for": ["slices"]}), "promoteModel")
        assert told["decisions"][0]["signed_for"] == ["slices"]

    def test_put_nothing_in_use_that_nobody_may_sign_for(self, model_owner: User, model_approver: User) -> None:
        version = a_version(trained_by=model_owner, refused=("calibrated",))
        answer = sent(model_approver, f"hnte_12m/{version.version}/promote", {**NOTE, "signed_for": ["calibrated"]})
        problem(answer, 400, "model.nothing_to_sign")
        problem(sent(model_approver, f"hnte_12m/{version.version}/promote", NOTE), 409, "model.findings_open")
        assert not ModelVersion.objects.filter(is_promoted=True).exists()

    def test_are_not_for_who_trained_it_whatever_the_role(self, model_owner: User, waiting_model: ModelVersion) -> None:
        problem(sent(model_owner, f"hnte_12m/{waiting_model.version}/promote", NOTE), 403, "permission_denied")
        model_owner.role = "rule_approver"
        model_owner.save()
        problem(sent(model_owner, f"hnte_12m/{waiting_model.version}/promote", NOTE), 403, "model.own")
        assert not ModelDecision.objects.exists()

    def test_leave_the_champion_where_it_is_if_the_files_are_refused(
        self, model_owner: User, model_approver: User
    ) -> None:
        champion = a_version(trained_by=model_owner, in_use=True, version="2026-04-01-aaaa")
        version = a_version(trained_by=model_owner)
        folder = settings.ML_MODELS_ROOT / "hnte_12m" / version.version
        (folder / "card.json").write_text("{}", encoding="utf-8")
        problem(sent(model_approver, f"hnte_12m/{version.version}/promote", NOTE), 503, "likelihood.model_unavailable")
        assert ModelVersion.objects.get(is_promoted=True) == champion

    def test_go_back_and_forth_and_out_of_use(self, model_owner: User, model_approver: User) -> None:
        first, unmet = (a_version(trained_by=model_owner, version=f"2026-0{month}-01-aaaa") for month in (4, 3))
        second = a_version(trained_by=model_owner, champion=first.version)
        for version in (first, second):
            sent(model_approver, f"hnte_12m/{version.version}/promote", NOTE)
        problem(sent(model_approver, f"hnte_12m/{unmet.version}/promote", NOTE), 409, "model.other_champion")
        assert read(model_approver, "/hnte_12m", "readModelTarget")["can"] == ["roll_back", "retire"]
        told = conforming(sent(model_approver, "hnte_12m/roll-back", {"note": "校准变差"}), "rollBackModel")
        assert {one["version"]: one["is_promoted"] for one in told["versions"]} == {
            first.version: True,
            second.version: False,
            unmet.version: False,
        }
        problem(sent(model_approver, "hnte_12m/roll-back", NOTE), 409, "model.nothing_before")
        told = conforming(sent(model_approver, "hnte_12m/retire", {"note": "办法已修订"}), "retireModel")
        assert (told["no_model_because"]["code"], [one["kind"] for one in told["decisions"]]) == (
            "retired",
            ["retire", "roll_back", "promote", "promote"],
        )
        problem(sent(model_approver, "hnte_12m/retire", NOTE), 409, "model.not_in_use")

    @pytest.mark.parametrize("note", ["", "   ", None, "字" * 401, 5.5, ["好"]])
    @pytest.mark.parametrize("path", ["2026-05-01-aaaa/promote", "roll-back", "retire"])
    def test_say_why(self, model_approver: User, waiting_model: ModelVersion, path: str, note: Any) -> None:
        answer = sent(model_approver, f"hnte_12m/{path}", {"note": note})
        expected = 400 if note != 5.5 else answer.status_code  # a number is read as its digits
        assert answer.status_code == expected
        if expected == 400:
            assert "note" in field_codes(answer)
            assert not ModelDecision.objects.exists()

    @pytest.mark.parametrize("signed_for", ["slices", [None], [["slices"]], ["规" * 81], ["slices"] * 41, {"a": 1}])
    def test_take_no_signature_of_another_form(
        self, model_approver: User, waiting_model: ModelVersion, signed_for: Any
    ) -> None:
        answer = sent(model_approver, f"hnte_12m/{waiting_model.version}/promote", {**NOTE, "signed_for": signed_for})
        assert any(str(field).startswith("signed_for") for field in field_codes(answer))

    @pytest.mark.parametrize("path", ["nothing/roll-back", "nothing/retire", "hnte_12m/1999/promote", "x/y/promote"])
    def test_know_nothing_that_is_not_there(self, model_approver: User, waiting_model: ModelVersion, path: str) -> None:
        problem(sent(model_approver, path, NOTE), 404, "not_found")


class TestTwoAtOnce:
    @pytest.mark.django_db(transaction=True)
    def test_put_a_model_in_use_once(self) -> None:
        version = a_version(trained_by=UserFactory(role="model_owner"))
        clients = [client_of(UserFactory(role="rule_approver")) for _number in range(2)]
        together, answers = Barrier(2), []

        def decide(client: Client) -> None:
            together.wait()
            path = f"{MODELS}/hnte_12m/{version.version}/promote"
            answers.append(client.post(path, NOTE, content_type="application/json"))
            connection.close()

        threads = [Thread(target=decide, args=(client,)) for client in clients]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert sorted(answer.status_code for answer in answers) == [200, 409]
        assert [answer.json()["code"] for answer in answers if answer.status_code == 409] == ["model.in_use"]
        assert ModelDecision.objects.count() == 1

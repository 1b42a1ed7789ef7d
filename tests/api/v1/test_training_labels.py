"""Training labels through the API: stated by one person, approved by another, by code for who sees no firm."""

from typing import Any

import pytest

from crm.accounts.models import User
from crm.directory.models import Region
from crm.enterprises.models import Enterprise
from scoring.models import TrainingLabel
from tests.api.contract import conforming
from tests.api.problems import field_codes, problem
from tests.api.situations import client_of
from tests.factories import MergeFactory, UserFactory, uscc

pytestmark = pytest.mark.django_db
LABELS = "/api/v1/training-labels"
GOOD = {"target": "hnte_12m", "year": 2023, "outcome": "reached", "basis": "豫科〔2024〕12号公示名单第三页"}


@pytest.fixture
def lead(wolong: Region) -> User:
    user: User = UserFactory(role="county_lead", regions=[wolong], display_name="卧负责人")
    return user


def sent(user: User, path: str = "", body: Any = None) -> Any:
    return client_of(user).post(f"{LABELS}{path}", {} if body is None else body, content_type="application/json")


def stated(user: User, firm: Enterprise, **other: Any) -> dict[str, Any]:
    answer = sent(user, "", {**GOOD, "uscc": firm.uscc, **other})
    assert answer.status_code == 201, answer.content
    body: dict[str, Any] = conforming(answer, "stateTrainingLabel")
    return body


def listed(user: User, query: str = "") -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = conforming(client_of(user).get(f"{LABELS}{query}"), "listTrainingLabels")["results"]
    return rows


class TestTrainingLabel:
    def test_is_stated_by_one_and_approved_by_another(
        self, lead: User, model_approver: User, own_firm: Enterprise
    ) -> None:
        label = stated(lead, own_firm)
        assert (label["state"], label["stated_by"], label["can"]) == (
            "proposed",
            {"display_name": "卧负责人"},
            ["withdraw"],
        )
        assert label["enterprise"] == {"uscc": own_firm.uscc, "name": own_firm.name}
        told = conforming(sent(model_approver, f"/{label['id']}/approve", {"note": "名单已核"}), "approveTrainingLabel")
        assert (told["state"], told["decided_by"], told["note"]) == (
            "approved",
            {"display_name": "审批"},
            "名单已核",
        )
        assert told["can"] == ["refuse"]
        problem(sent(model_approver, f"/{label['id']}/approve"), 409, "label.decided")
        again = conforming(sent(model_approver, f"/{label['id']}/refuse", {"note": "更正"}), "refuseTrainingLabel")
        assert (again["state"], again["note"], again["can"]) == ("refused", "更正", [])

    def test_is_refused_with_a_reason(self, lead: User, model_approver: User, own_firm: Enterprise) -> None:
        label = stated(lead, own_firm)
        assert field_codes(sent(model_approver, f"/{label['id']}/refuse", {"note": " "})) == {"note": "blank"}
        told = conforming(
            sent(model_approver, f"/{label['id']}/refuse", {"note": "名单无此企业"}), "refuseTrainingLabel"
        )
        assert (told["state"], told["note"], told["can"]) == ("refused", "名单无此企业", [])
        assert stated(lead, own_firm)["state"] == "proposed"

    def test_is_taken_back_by_who_stated_it_also_once_approved(
        self, lead: User, model_owner: User, model_approver: User, own_firm: Enterprise
    ) -> None:
        label = stated(lead, own_firm)
        sent(model_approver, f"/{label['id']}/approve")
        problem(sent(model_owner, f"/{label['id']}/withdraw"), 403, "label.not_yours")
        told = conforming(sent(lead, f"/{label['id']}/withdraw"), "withdrawTrainingLabel")
        assert told["state"] == "withdrawn"
        problem(sent(lead, f"/{label['id']}/withdraw"), 409, "label.decided")

    def test_is_not_decided_on_by_who_stated_it_whatever_the_role(
        self, model_owner: User, own_firm: Enterprise
    ) -> None:
        label = stated(model_owner, own_firm)
        problem(sent(model_owner, f"/{label['id']}/approve"), 403, "permission_denied")
        model_owner.role = "rule_approver"
        model_owner.save()
        problem(sent(model_owner, f"/{label['id']}/approve"), 403, "label.own")
        assert listed(model_owner)[0]["can"] == []

    def test_stands_once_for_a_firm_a_target_and_a_year(
        self, lead: User, model_owner: User, own_firm: Enterprise
    ) -> None:
        stated(lead, own_firm)
        problem(sent(model_owner, "", {**GOOD, "uscc": own_firm.uscc}), 409, "label.stands")
        assert stated(model_owner, own_firm, year=2022)["year"] == 2022


class TestWhoSeesWhat:
    def test_names_the_firm_to_nobody_who_may_not_see_it(
        self, lead: User, model_owner: User, model_approver: User, own_firm: Enterprise
    ) -> None:
        stated(lead, own_firm)
        for user in (model_owner, UserFactory(role="audit_administrator")):
            answer = client_of(user).get(LABELS)
            row = conforming(answer, "listTrainingLabels")["results"][0]
            assert (row["enterprise"], row["uscc"]) == (None, None)
            assert own_firm.uscc not in answer.content.decode()
            assert own_firm.name not in answer.content.decode()
        steward = UserFactory(role="data_steward")
        assert listed(steward)[0]["enterprise"]["uscc"] == listed(steward)[0]["uscc"] == own_firm.uscc

    def test_tells_who_approves_the_code_that_documents_name_but_no_more_of_the_firm(
        self, lead: User, model_approver: User, own_firm: Enterprise
    ) -> None:
        stated(lead, own_firm)
        answer = client_of(model_approver).get(LABELS)
        row = conforming(answer, "listTrainingLabels")["results"][0]
        assert (row["enterprise"], row["uscc"]) == (None, own_firm.uscc)
        assert own_firm.name not in answer.content.decode()

    def test_takes_a_code_from_who_keeps_the_models_and_tells_nothing_of_the_firm(
        self, model_owner: User, foreign_firm: Enterprise
    ) -> None:
        label = stated(model_owner, foreign_firm, outcome="leave_out")
        assert (label["enterprise"], label["outcome"]) == (None, "leave_out")
        assert TrainingLabel.objects.get().enterprise == foreign_firm
        problem(sent(model_owner, "", {**GOOD, "uscc": uscc(999_999)}), 404, "not_found")

    def test_shows_a_lead_the_own_ones_of_the_own_county(
        self, lead: User, model_owner: User, own_firm: Enterprise, foreign_firm: Enterprise
    ) -> None:
        problem(sent(lead, "", {**GOOD, "uscc": foreign_firm.uscc}), 404, "not_found")
        mine = stated(lead, own_firm)
        others = stated(model_owner, own_firm, year=2022)
        assert [row["id"] for row in listed(lead)] == [mine["id"]]
        problem(sent(lead, f"/{others['id']}/withdraw"), 404, "not_found")
        lead.regions.set([foreign_firm.registered_region])
        assert listed(lead)[0]["enterprise"] is None

    def test_takes_no_label_of_a_record_that_was_merged_away(
        self, lead: User, model_owner: User, own_firm: Enterprise
    ) -> None:
        merged = MergeFactory(kept=own_firm, merged__registered_region=own_firm.registered_region).merged
        Enterprise.objects.filter(pk=merged.pk).update(merged_into=own_firm)
        problem(sent(lead, "", {**GOOD, "uscc": merged.uscc}), 409, "enterprise.merged")
        problem(sent(model_owner, "", {**GOOD, "uscc": merged.uscc}), 404, "not_found")


class TestList:
    def test_is_filtered_by_target_and_state(
        self, model_owner: User, model_approver: User, own_firm: Enterprise
    ) -> None:
        first, second = stated(model_owner, own_firm), stated(model_owner, own_firm, target="gazelle_3y", year=2021)
        sent(model_approver, f"/{first['id']}/approve")
        assert [row["id"] for row in listed(model_owner, "?state=approved,refused")] == [first["id"]]
        assert [row["id"] for row in listed(model_owner, "?target=gazelle_3y")] == [second["id"]]
        assert listed(model_owner, "?target=gazelle_3y&state=approved") == []

    @pytest.mark.parametrize("query", ["?target=nothing", "?state=gone", "?state=", "?firm=1", "?ordering=uscc"])
    def test_is_filtered_by_nothing_else(self, model_owner: User, query: str) -> None:
        assert client_of(model_owner).get(f"{LABELS}{query}").status_code == 400

    def test_asks_the_database_as_often_for_many_labels_as_for_few(
        self, model_owner: User, own_firm: Enterprise, django_assert_max_num_queries: Any
    ) -> None:
        for year in range(2012, 2020):
            stated(model_owner, own_firm, year=year)
        client = client_of(model_owner)
        with django_assert_max_num_queries(8):
            client.get(LABELS)


class TestRefusals:
    @pytest.mark.parametrize(
        ("field", "value"),
        [
            ("uscc", "123"),
            ("uscc", "9" * 19),
            ("uscc", "91411300TT000001X\u0000"),
            ("uscc", None),
            ("uscc", ["91411300TT0000015U"]),
            ("target", "nothing"),
            ("target", None),
            ("year", "recently"),
            ("year", 1.5),
            ("year", 10**30),
            ("year", -2023),
            ("year", None),
            ("outcome", "maybe"),
            ("outcome", True),
            ("basis", "太短"),
            ("basis", "字" * 401),
            ("basis", None),
            ("state", "approved"),
        ],
    )
    def test_take_nothing_of_another_form(
        self, model_owner: User, own_firm: Enterprise, field: str, value: Any
    ) -> None:
        answer = sent(model_owner, "", {**GOOD, "uscc": own_firm.uscc, field: value})
        assert list(field_codes(answer)) == [field]
        assert not TrainingLabel.objects.exists()

    @pytest.mark.parametrize("year", [2026, 2030, 1995])
    def test_take_no_year_whose_outcome_nobody_can_know(
        self, model_owner: User, own_firm: Enterprise, year: int
    ) -> None:
        problem(sent(model_owner, "", {**GOOD, "uscc": own_firm.uscc, "year": year}), 400, "label.year")

    @pytest.mark.parametrize("path", ["approve", "refuse"])
    def test_take_no_note_that_nobody_reads(
        self, lead: User, model_approver: User, own_firm: Enterprise, path: str
    ) -> None:
        number = stated(lead, own_firm)["id"]
        assert field_codes(sent(model_approver, f"/{number}/{path}", {"note": "字" * 401})) == {"note": "max_length"}

    def test_take_nothing_with_a_withdrawal(self, lead: User, own_firm: Enterprise) -> None:
        number = stated(lead, own_firm)["id"]
        assert field_codes(sent(lead, f"/{number}/withdraw", {"note": "错了"})) == {"note": "unknown_field"}
        assert listed(lead)[0]["state"] == "proposed"

    @pytest.mark.parametrize("path", ["approve", "refuse", "withdraw"])
    def test_know_no_label_that_is_not_there(self, model_owner: User, model_approver: User, path: str) -> None:
        user = model_owner if path == "withdraw" else model_approver
        problem(sent(user, f"/{10**25}/{path}", {"note": "没有"} if path == "refuse" else None), 404, "not_found")

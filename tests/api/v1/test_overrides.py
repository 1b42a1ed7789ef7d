"""Overrides through the API: made, confirmed by another, ended, and everything that is refused."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from crm.accounts.models import User
from crm.directory.models import Region
from crm.enterprises.models import Enterprise
from scoring.models import Likelihood, LikelihoodOverride
from tests.api.conftest import TODAY
from tests.api.contract import conforming
from tests.api.problems import field_codes, problem
from tests.api.situations import client_of
from tests.factories import PortfolioFactory, UserFactory

pytestmark = pytest.mark.django_db
REASON = "新厂房已投产，知识产权材料齐备"
GOOD = {"probability": 0.85, "reason": REASON, "until": str(TODAY + timedelta(days=90))}


@pytest.fixture
def maker(wolong: Region) -> User:
    user: User = UserFactory(role="county_caseworker", regions=[wolong], display_name="卧专员")
    return user


@pytest.fixture
def lead(wolong: Region) -> User:
    user: User = UserFactory(role="county_lead", regions=[wolong], display_name="卧负责人")
    return user


def sent(user: User, firm: Enterprise, path: str = "", body: Any = None, target: str = "hnte_12m") -> Any:
    address = f"/api/v1/enterprises/{firm.uscc}/likelihoods/{target}/overrides{path}"
    return client_of(user).post(address, {} if body is None else body, content_type="application/json")


def made(user: User, firm: Enterprise, **other: Any) -> dict[str, Any]:
    answer = sent(user, firm, body={**GOOD, **other})
    assert answer.status_code == 201, answer.content
    body: dict[str, Any] = conforming(answer, "overrideLikelihood")
    return body


class TestOverride:
    def test_stands_beside_the_model_with_what_that_said(
        self, maker: User, own_firm: Enterprise, likelihood: Callable[..., Likelihood]
    ) -> None:
        likelihood(own_firm, 0.31)
        told = made(maker, own_firm)
        assert (told["probability"], told["model_probability"], told["stands"]) == (0.85, 0.31, True)
        assert (told["made_by"], told["confirmed_by"], told["can"]) == ({"display_name": "卧专员"}, None, ["end"])
        assert Likelihood.objects.get().probability == 0.31

    def test_is_confirmed_by_the_lead_and_by_nobody_else(self, maker: User, lead: User, own_firm: Enterprise) -> None:
        number = made(maker, own_firm)["id"]
        problem(sent(maker, own_firm, f"/{number}/confirm"), 403, "permission_denied")
        told = conforming(sent(lead, own_firm, f"/{number}/confirm"), "confirmOverride")
        assert (told["confirmed_by"], told["can"]) == ({"display_name": "卧负责人"}, ["end"])
        problem(sent(lead, own_firm, f"/{number}/confirm"), 409, "override.confirmed")

    def test_is_confirmed_as_it_is(self, maker: User, lead: User, own_firm: Enterprise) -> None:
        number = made(maker, own_firm)["id"]
        answer = sent(lead, own_firm, f"/{number}/confirm", {"probability": 0.1})
        assert field_codes(answer) == {"probability": "unknown_field"}
        assert LikelihoodOverride.objects.get().confirmed_by is None

    def test_of_the_lead_is_confirmed_by_another_lead(self, lead: User, own_firm: Enterprise) -> None:
        told = made(lead, own_firm)
        assert told["can"] == ["end"]
        problem(sent(lead, own_firm, f"/{told['id']}/confirm"), 403, "override.own")

    def test_is_ended_with_a_reason_and_stays_on_record(self, maker: User, own_firm: Enterprise) -> None:
        number = made(maker, own_firm)["id"]
        told = conforming(sent(maker, own_firm, f"/{number}/end", {"note": "情况有变"}), "endOverride")
        assert (told["stands"], told["end_note"], told["can"]) == (False, "情况有变", [])
        assert told["ended_by"] == {"display_name": "卧专员"}
        problem(sent(maker, own_firm, f"/{number}/end", {"note": "再次"}), 409, "override.ended")

    def test_takes_the_place_of_the_one_before(self, maker: User, lead: User, own_firm: Enterprise) -> None:
        first = made(maker, own_firm)["id"]
        second = made(lead, own_firm, probability=0)["id"]
        assert LikelihoodOverride.objects.get(ended_at=None).pk == second
        problem(sent(lead, own_firm, f"/{first}/confirm"), 409, "override.ended")

    @pytest.mark.parametrize(("probability", "days"), [(0, 0), (1, 366), (0.5, 1)])
    def test_is_taken_at_the_very_bounds(
        self, maker: User, own_firm: Enterprise, probability: float, days: int
    ) -> None:
        told = made(
            maker, own_firm, probability=probability, until=str(TODAY + timedelta(days=days)), reason="字" * 400
        )
        assert (told["probability"], told["stands"]) == (probability, True)

    def test_is_made_by_a_city_caseworker_for_the_own_portfolio_only(
        self, own_firm: Enterprise, foreign_firm: Enterprise
    ) -> None:
        city = UserFactory(role="city_caseworker")
        PortfolioFactory(enterprise=own_firm, caseworker=city)
        made(city, own_firm)
        problem(sent(city, foreign_firm, body=GOOD), 404, "not_found")


class TestRefusals:
    @pytest.mark.parametrize("probability", ["0.5", True, None, [0.5], {}, 1.01, -0.01, 10**400, 1e308, -1e308])
    def test_take_nothing_but_a_number_from_0_to_1(self, maker: User, own_firm: Enterprise, probability: Any) -> None:
        found = field_codes(sent(maker, own_firm, body={**GOOD, "probability": probability}))
        assert found == {"probability": "null" if probability is None else "not_a_probability"}

    @pytest.mark.parametrize("raw", ["NaN", "Infinity", "-Infinity"])
    def test_take_no_number_that_is_none(self, maker: User, own_firm: Enterprise, raw: str) -> None:
        body = f'{{"probability": {raw}, "reason": "{REASON}", "until": "{GOOD["until"]}"}}'
        problem(sent(maker, own_firm, body=body), 400, "parse_error")

    def test_take_no_number_beyond_all_bounds(self, maker: User, own_firm: Enterprise) -> None:
        body = f'{{"probability": 1e400, "reason": "{REASON}", "until": "{GOOD["until"]}"}}'
        assert field_codes(sent(maker, own_firm, body=body)) == {"probability": "not_a_probability"}

    @pytest.mark.parametrize(
        ("reason", "code"),
        [
            ("太短", "min_length"),
            ("字" * 9, "min_length"),
            ("字" * 401, "max_length"),
            ("         太短         ", "min_length"),
            ("", "blank"),
            (None, "null"),
            (["很充分的理由，一二三四"], "invalid"),
            ("很充分的理由，一二三四\u0000", "null_characters_not_allowed"),
        ],
    )
    def test_take_no_reason_that_says_nothing(self, maker: User, own_firm: Enterprise, reason: Any, code: str) -> None:
        assert field_codes(sent(maker, own_firm, body={**GOOD, "reason": reason})) == {"reason": code}

    @pytest.mark.parametrize("days", [-1, 367, -40_000, 100_000])
    def test_take_no_day_that_is_over_or_too_far(self, maker: User, own_firm: Enterprise, days: int) -> None:
        body = {**GOOD, "until": str(TODAY + timedelta(days=days))}
        problem(sent(maker, own_firm, body=body), 400, "override.until")

    @pytest.mark.parametrize("until", ["2026-13-01", "20260701", "tomorrow", "", None, 0, "2026-07-01T00:00:00"])
    def test_take_nothing_but_a_day(self, maker: User, own_firm: Enterprise, until: Any) -> None:
        assert "until" in field_codes(sent(maker, own_firm, body={**GOOD, "until": until}))

    @pytest.mark.parametrize("note", ["", "字" * 401, None, "   "])
    def test_take_no_end_without_a_word(self, maker: User, own_firm: Enterprise, note: Any) -> None:
        number = made(maker, own_firm)["id"]
        assert "note" in field_codes(sent(maker, own_firm, f"/{number}/end", {"note": note}))
        assert LikelihoodOverride.objects.get().ended_at is None

    def test_set_nothing_that_is_not_asked_for(self, maker: User, own_firm: Enterprise) -> None:
        body = {**GOOD, "confirmed_by": maker.pk, "model_probability": 1}
        assert field_codes(sent(maker, own_firm, body=body)) == {
            "confirmed_by": "unknown_field",
            "model_probability": "unknown_field",
        }
        problem(sent(maker, own_firm, body=[GOOD]), 400, "invalid")

    def test_know_no_other_target(self, maker: User, own_firm: Enterprise) -> None:
        problem(sent(maker, own_firm, body=GOOD, target="nothing"), 404, "not_found")
        number = made(maker, own_firm)["id"]
        problem(sent(maker, own_firm, f"/{number}/end", {"note": "情况"}, target="gazelle_3y"), 404, "not_found")

    def test_know_no_override_of_another_firm(
        self, maker: User, lead: User, own_firm: Enterprise, foreign_firm: Enterprise
    ) -> None:
        number = made(maker, own_firm)["id"]
        steward = UserFactory(role="data_steward")
        problem(sent(steward, own_firm, body=GOOD), 403, "permission_denied")
        elsewhere = UserFactory(role="county_lead", regions=[foreign_firm.registered_region])
        for firm in (own_firm, foreign_firm):
            problem(sent(elsewhere, firm, f"/{number}/confirm"), 404, "not_found")
        problem(sent(lead, own_firm, f"/{number + 10**20}/confirm"), 404, "not_found")

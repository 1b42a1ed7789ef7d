"""What a measure can be, and what is said of a value that it cannot be."""

import pytest
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from crm.enterprises.accepting import NotAccepted
from scoring.measure_bounds import bounds_of, checked
from scoring.rulebooks.measures import MEASURES, Measure
from tests.factories import IndustryFactory


def refused(changes: dict[str, object]) -> dict[str | None, str | None]:
    with pytest.raises(NotAccepted) as why:
        checked(changes)
    assert (why.value.code, why.value.status) == ("invalid", 400)
    return {error["field"]: error["code"] for error in why.value.errors}


def values_of(measure: Measure) -> "st.SearchStrategy[float | bool]":
    """What a measure can be."""
    bounds = bounds_of(measure)
    if bounds is None:
        return st.booleans()
    if bounds.whole:
        return st.integers(int(bounds.low), int(bounds.high))
    return st.floats(bounds.low, bounds.high)


class TestChecked:
    @pytest.mark.parametrize(
        ("name", "value", "code"),
        [
            ("turnover", 1, "unknown_measure"),
            ("revenue_y4", 1, "unknown_measure"),
            ("", 1, "unknown_measure"),
            ("revenue_y0", "1", "not_a_number"),
            ("revenue_y0", True, "not_a_number"),
            ("revenue_y0", [1], "not_a_number"),
            ("revenue_y0", {"value": 1}, "not_a_number"),
            ("revenue_y0", -0.01, "too_small"),
            ("revenue_y0", float("nan"), "too_small"),
            ("revenue_y0", float("-inf"), "too_small"),
            ("revenue_y0", float("inf"), "too_large"),
            ("revenue_y0", 10**400, "too_large"),
            ("headcount_y0", 1e8, "too_large"),
            ("ip_class1", 1.5, "not_whole"),
            ("ip_class1", -1, "too_small"),
            ("tier", 5, "too_large"),
            ("market_share", 1.01, "too_large"),
            ("operating_years", 4, "too_large"),
            ("core_ip", 1, "not_a_flag"),
            ("core_ip", "true", "not_a_flag"),
            ("industry_division", 0, "too_small"),
        ],
    )
    def test_refuses_what_a_measure_cannot_be(self, name: str, value: object, code: str) -> None:
        assert refused({name: value}) == {f"changes.{name}": code}

    def test_tells_all_that_is_wrong_at_once(self) -> None:
        assert refused({"revenue_y0": -1, "core_ip": 0, "tier": 1, "what": None}) == {
            "changes.revenue_y0": "too_small",
            "changes.core_ip": "not_a_flag",
            "changes.what": "unknown_measure",
        }

    @pytest.mark.parametrize(("language", "word"), [("zh-hans", "职工总数"), ("en", "employees")])
    def test_calls_the_measure_by_its_name(self, language: str, word: str) -> None:
        with override(language), pytest.raises(NotAccepted) as why:
            checked({"headcount_y0": -1})
        assert word in why.value.message

    @pytest.mark.django_db
    def test_knows_the_industries_that_there_are(self) -> None:
        IndustryFactory(code="3812")
        assert checked({"industry_division": 38}) == {"industry_division": 38.0}
        assert refused({"industry_division": 3}) == {"changes.industry_division": "no_such_code"}

    @given(st.sampled_from([measure for measure in MEASURES.values() if measure.unit != "code"]), st.data())
    def test_takes_every_value_within_the_bounds_and_null(self, measure: Measure, data: st.DataObject) -> None:
        value = data.draw(st.none() | values_of(measure))
        assert checked({measure.name: value}) == {measure.name: value}


class TestBoundsOf:
    def test_lets_only_what_may_be_a_loss_fall_below_zero(self) -> None:
        below = {name for name, measure in MEASURES.items() if (bound := bounds_of(measure)) and bound.low < 0}
        assert {name.rpartition("_")[0] for name in below} == {"net_assets", "net_profit", "tax_paid"}

"""Figures as people read them: with a unit, rounded half up, two in one unit."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.likelihood.amounts import shown, shown_alike
from scoring.likelihood.features import Unit

NUMBERS = st.floats(min_value=-1e12, max_value=1e12)
UNITS = st.sampled_from(Unit.__args__)  # type: ignore[attr-defined]  # of a Literal


class TestShown:
    @pytest.mark.parametrize(
        ("value", "unit", "zh", "en"),
        [
            (12_345_678.9, "yuan", "1,234.57 万元", "12.35 million yuan"),
            (123_456_789.0, "yuan", "1.23 亿元", "123.46 million yuan"),
            (-50_000.0, "yuan", "-5.00 万元", "-50.0 thousand yuan"),
            (-0.01, "yuan", "0.00 万元", "0.0 thousand yuan"),
            (0.0516, "ratio", "5.2%", "5.2 %"),
            (0.0525, "ratio", "5.3%", "5.3 %"),
            (-0.0004, "ratio", "0.0%", "0.0 %"),
            (-0.0005, "ratio", "-0.1%", "-0.1 %"),
            (3.0, "count", "3 项", "3"),
            (1_234.0, "people", "1,234 人", "1,234 people"),
            (4.24, "years", "4.2 年", "4.2 years"),
            (71.5, "number", "71.5", "71.5"),
            (34.25, "number", "34.3", "34.3"),
            (34.97, "number", "35", "35"),
            (-0.04, "number", "0", "0"),
            (1e12, "number", "1,000,000,000,000", "1,000,000,000,000"),
        ],
    )
    def test_writes_a_number_with_its_unit(self, value: float, unit: Unit, zh: str, en: str) -> None:
        assert shown(value, unit) == (zh, en)

    @given(value=NUMBERS, unit=UNITS)
    def test_has_a_way_to_write_every_unit_and_no_minus_before_nothing(self, value: float, unit: Unit) -> None:
        for said in shown(value, unit):
            assert not said.startswith("-") or any(digit in said for digit in "123456789")


class TestShownAlike:
    @pytest.mark.parametrize(
        ("values", "zh", "en"),
        [
            ((6e7, 1.23e8), ("0.60 亿元", "1.23 亿元"), ("60.00 million yuan", "123.00 million yuan")),
            ((1.5e6, 8e5), ("150.00 万元", "80.00 万元"), ("1.50 million yuan", "0.80 million yuan")),
            ((8e5, 3e5), ("80.00 万元", "30.00 万元"), ("800.0 thousand yuan", "300.0 thousand yuan")),
            ((2e8, 3e5), ("20,000.00 万元", "30.00 万元"), ("200.00 million yuan", "0.30 million yuan")),
            ((0.0, 2e8), ("0.00 亿元", "2.00 亿元"), ("0.00 million yuan", "200.00 million yuan")),
        ],
        ids=["by the larger", "million", "below a million", "so that neither reads as nothing", "nothing is nothing"],
    )
    def test_gives_two_amounts_in_one_unit(
        self, values: tuple[float, float], zh: tuple[str, str], en: tuple[str, str]
    ) -> None:
        one, other = shown_alike(*values, "yuan")
        assert ((one[0], other[0]), (one[1], other[1])) == (zh, en)

    @given(one=NUMBERS, other=NUMBERS, unit=UNITS)
    def test_names_the_same_unit_for_both(self, one: float, other: float, unit: Unit) -> None:
        for first, second in zip(*shown_alike(one, other, unit), strict=True):
            assert first.lstrip("-0123456789.,") == second.lstrip("-0123456789.,")

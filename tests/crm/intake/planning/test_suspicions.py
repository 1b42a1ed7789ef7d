from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm.intake.planning.known import KnownEnterprise
from crm.intake.planning.suspicions import doubts_of_figures, doubts_of_year, unit_slips

AMOUNTS = st.decimals(Decimal("0.01"), Decimal(10) ** 15, places=2)


def firm(registered_on: date | None = None, ended_on: date | None = None) -> KnownEnterprise:
    return KnownEnterprise(
        pk=1,
        uscc="x",
        registration_no="",
        name="甲",
        region=None,
        registered_on=registered_on,
        status="operating",
        ended_on=ended_on,
        merged_into=None,
    )


class TestUnitSlips:
    @pytest.mark.parametrize(
        ("value", "held"), [("300", False), ("300.01", True), ("1000", True), ("0.004", False), ("0.003", True)]
    )
    def test_hold_what_is_hundreds_of_times_off(self, value: str, held: bool):
        found = list(unit_slips({"revenue": Decimal(value)}, {"revenue": Decimal(1)}))
        assert [(one.code, one.field, one.holds) for one in found] == (
            [("amount.thousandfold", "revenue", True)] if held else []
        )

    @given(value=AMOUNTS, factor=st.decimals(Decimal("0.0001"), Decimal(10000), places=4).filter(bool))
    def test_hold_by_the_ratio_alone_however_it_is_told(self, value: Decimal, factor: Decimal):
        other = value * factor
        held = value > other * 300 or other > value * 300
        assert bool(list(unit_slips({"revenue": value}, {"revenue": other}))) == held

    def test_say_nothing_of_profits_zeros_and_what_is_not_known(self):
        stated = {"net_profit": Decimal(10**9), "revenue": Decimal(0), "costs": Decimal(10**9)}
        assert not list(unit_slips(stated, {"net_profit": Decimal(1), "revenue": Decimal(5)}))

    @given(AMOUNTS, AMOUNTS)
    def test_do_not_mind_which_of_the_two_is_the_larger(self, one: Decimal, other: Decimal):
        def held(value: Decimal, beside: Decimal) -> bool:
            return bool(list(unit_slips({"revenue": value}, {"revenue": beside})))

        assert held(one, other) == held(other, one)


class TestDoubtsOfFigures:
    @pytest.mark.parametrize(
        ("figures", "code"),
        [
            ({"rnd_expense": 2, "revenue": 1}, "figures.rnd_above_revenue"),
            ({"st_staff": 2, "headcount": 1}, "figures.st_staff_above_headcount"),
            ({"rnd_staff": 2, "headcount": 1}, "figures.rnd_staff_above_headcount"),
        ],
    )
    def test_hold_a_part_above_its_whole(self, figures: dict[str, int], code: str):
        (found,) = doubts_of_figures({name: Decimal(value) for name, value in figures.items()})
        assert (found.code, found.holds, found.field) == (code, True, next(iter(figures)))

    def test_let_equals_pass_and_say_nothing_of_what_is_not_stated(self):
        assert not list(doubts_of_figures({"rnd_expense": Decimal(1), "revenue": Decimal(1)}))
        assert not list(doubts_of_figures({"rnd_expense": Decimal(1), "st_staff": Decimal(5)}))


class TestDoubtsOfYear:
    def test_hold_a_year_before_the_registration(self):
        assert [one.code for one in doubts_of_year(2017, firm(date(2018, 12, 31)))] == ["year.before_registration"]
        assert not list(doubts_of_year(2018, firm(date(2018, 12, 31))))

    def test_hold_a_year_after_the_end(self):
        assert [one.code for one in doubts_of_year(2026, firm(ended_on=date(2025, 1, 1)))] == ["year.after_end"]
        assert not list(doubts_of_year(2025, firm(ended_on=date(2025, 1, 1))))

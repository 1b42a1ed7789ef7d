"""When a lever counts, which years it moves, and which levers are refused."""

from dataclasses import replace
from datetime import date

import pytest

from scoring.rulebooks.planner.levers import Lever, moves_on
from scoring.rulebooks.planner.reading import LeversUnreadable, parse_levers
from tests.scoring.rulebooks.planner.cities import AFTER, AS_OF, LEVERS, NEXT_YEAR

BY_CODE = {lever.code: lever for lever in LEVERS.levers}
SPENDING, STAFF, RIGHT, CONVERSION = (
    BY_CODE[code] for code in ("rnd_spending", "retrain_st_staff", "class2_right", "conversion")
)
EARLY = date(2026, 3, 1)


def added(lever: Lever, as_of: date, on: date) -> list[tuple[int | None, set[str]]]:
    return [(move.year, set(move.adds)) for move in moves_on(lever, as_of, on, frozenset())]


class TestMovesOn:
    @pytest.mark.parametrize("lever", LEVERS.levers, ids=lambda lever: lever.code)
    def test_figures_of_years_that_are_over_never_move(self, lever: Lever) -> None:
        for day in (EARLY, date(2026, 8, 31)):
            moves = moves_on(lever, EARLY, day, frozenset())
            assert not [name for move in moves for name in move.adds if name[-3:-1] == "_y"]

    def test_spending_counts_in_the_year_in_which_it_is_done_and_in_no_other(self) -> None:
        columns = {"rnd_expense", "rnd_domestic", "costs", "net_profit", "net_assets", "total_assets"}
        stays = {"net_assets_y0", "total_assets_y0"}  # what is spent is missing from the assets of all years after
        assert added(SPENDING, EARLY, NEXT_YEAR) == [(2026, {f"{name}_y0" for name in columns})]
        assert added(SPENDING, EARLY, AFTER) == [
            (2026, {f"{name}_y1" for name in columns} | stays),
            (2027, {f"{name}_y0" for name in columns}),
        ]

    def test_people_stay_in_the_years_after(self) -> None:
        assert added(STAFF, EARLY, AFTER) == [(2026, {"st_staff_y0", "st_staff_y1"})]

    def test_who_comes_too_late_in_the_year_counts_in_the_next(self) -> None:
        late = replace(STAFF, lead_days=183)
        assert added(late, AS_OF, NEXT_YEAR) == []
        assert added(late, AS_OF, AFTER) == [(2027, {"st_staff_y0"})]

    def test_a_right_counts_as_soon_as_it_is_there(self) -> None:
        right = replace(RIGHT, lead_days=150)
        assert added(right, EARLY, date(2026, 7, 28)) == []
        assert added(right, EARLY, date(2026, 7, 29)) == [(None, {"ip_class2", "ip_class2_unused"})]

    def test_a_conversion_counts_when_its_year_is_over(self) -> None:
        assert added(CONVERSION, EARLY, date(2026, 12, 31)) == []
        assert added(CONVERSION, EARLY, NEXT_YEAR) == [(2026, {"conversions_3y"})]

    def test_what_is_frozen_is_left_alone(self) -> None:
        assert moves_on(SPENDING, EARLY, AFTER, frozenset({"rnd_expense_y1"}))[0].year == 2027
        assert moves_on(STAFF, EARLY, AFTER, frozenset({"st_staff_y1"}))[0].year == 2027


LEVER = """
establish: {zh: 查实, en: Find out, effort: 0.2, facts: [financial_year], usual: {core_ip: true}}
limits: [[st_staff, headcount]]
levers:
  - {code: a, zh: 甲, en: A, unit: yuan, amount: 1, effort: 1, lead_days: 0, max_steps: 3, moves: {revenue: 1}}
"""


class TestParseLevers:
    def test_reads_what_is_right(self) -> None:
        assert parse_levers(LEVER).levers[0].moves == {"revenue": 1}

    @pytest.mark.parametrize(
        ("good", "bad"),
        [
            ("revenue: 1", "revenue_y1: 1"),
            ("revenue: 1", "age_days: 1"),
            ("revenue: 1", "operating_years: 1"),
            ("revenue: 1", "industry_division: 1"),
            ("revenue: 1", "platform_score: 1"),
            ("revenue: 1", "own_brand: 1"),
            ("revenue: 1", "turnover: 1"),
            ("revenue: 1", "revenue: many"),
            ("moves: {revenue: 1}", "sets: {major_incident_2y: false}"),
            ("moves: {revenue: 1}", "sets: {ip_class1: true}"),
            ("moves: {revenue: 1}", "raises: {ip_class1: 3}"),
            ("moves: {revenue: 1}", "moves: {}"),
            ("effort: 1", "effort: 0"),
            ("max_steps: 3", "max_steps: 2.5"),
            ("lead_days: 0", "lead_days: -1"),
            ("unit: yuan", "unit: dollars"),
            ("code: a", "code: establish"),
            ("code: a", "name: a"),
            ("[st_staff, headcount]", "[st_staff, tier]"),
            ("limits:", "borders:"),
            ("[financial_year]", "[gossip]"),
            ("core_ip: true", "ip_class1: true"),
            ("core_ip: true", "core_ip: 1"),
        ],
    )
    def test_refuses_what_nobody_can_move_and_what_is_misspelt(self, good: str, bad: str) -> None:
        with pytest.raises(LeversUnreadable):
            parse_levers(LEVER.replace(good, bad))

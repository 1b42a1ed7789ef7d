"""Plans for firms of which one can see what they need: exact to the step, at the right day, with alternatives."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from scoring.rulebooks.planner.planner import gap, plan_on
from scoring.rulebooks.planner.plans import GapPlan, Plan
from tests.scoring.rulebooks.firms import HNTE, TECH_SME, Values, frame_of, measures_of, worked_examples
from tests.scoring.rulebooks.planner.cities import LEVERS, SHIPPED, settings_of

TODAY, NEXT, AFTER = date(2026, 6, 30), date(2027, 1, 1), date(2028, 1, 1)
DAYS = (TODAY, date(2026, 12, 30), NEXT, AFTER)
FIRMS: Mapping[str, Values] = {name: measures_of(firm) for name, firm in worked_examples().items()}
SMALL: Values = {
    **FIRMS["F01"],
    "headcount_y0": 100,
    "st_staff_y0": 20,
    "rnd_staff_y0": 10,
    "revenue_y0": 20_000_000,
    "main_revenue_y0": 20_000_000,
    "total_income_y0": 20_000_000,
    "costs_y0": 18_000_000,
    "net_profit_y0": 2_000_000,
    "rnd_expense_y0": 600_000,
    "rnd_domestic_y0": 600_000,
    "total_assets_y0": 30_000_000,
    "ip_class1": 0,
    "ip_class1_own": 0,
    "ip_class2": 1,
    "ip_class2_unused": 1,
    "provincial_rnd_institution": False,
    "hnte_in_force": False,
}
"""12 points for staff, 20 for R&D of 3 %, 6 for IP: 22 short of 60."""


def gap_of(firm: Values, book=TECH_SME, days=DAYS, levers=LEVERS, **options) -> GapPlan:
    (settings,) = settings_of(book, frame_of([firm]), days, levers)
    return gap(settings, levers, TODAY, **options)


def steps_of(plan: Plan) -> dict[tuple[str, int | None], int]:
    return {(step.lever.code, step.year): step.steps for step in plan.steps}


def only(*codes: str, **changes):
    chosen = tuple(replace(lever, **changes) for lever in LEVERS.levers if lever.code in codes)
    return replace(LEVERS, levers=chosen)


class TestCheapest:
    def test_class_two_rights_bring_the_missing_points_up_to_their_band(self) -> None:
        # 3 more of class II give 24 points instead of 6; the last 4 come with 25 % S&T staff, 5 people
        plan = gap_of(SMALL, levers=LEVERS.without(frozenset({"class1_right"}))).plans[0]
        assert plan.outcome == "certain"
        assert steps_of(plan) == {("class2_right", None): 3, ("retrain_st_staff", 2026): 5}
        assert plan.effort == Decimal(3 * 2 + 5 * 3)
        assert plan.ready_on == NEXT
        assert plan.verdict == 1

    def test_money_is_spent_to_the_step_that_reaches_the_band_and_no_further(self) -> None:
        plan = gap_of({**SMALL, "ip_class2": 4, "st_staff_y0": 10}, levers=only("rnd_spending")).plans[0]
        # 4 + 24 points: 32 are missing, so R&D has to reach 40: 5 % of 20 million, and 600,000 are there
        assert steps_of(plan) == {("rnd_spending", 2026): 40}
        fewer = {**SMALL, "ip_class2": 4, "st_staff_y0": 10, "rnd_expense_y0": 600_000.01}
        assert gap_of(fewer, levers=only("rnd_spending")).plans[0].steps[0].steps == 40
        enough = {**fewer, "rnd_expense_y0": 610_000.0}
        assert gap_of(enough, levers=only("rnd_spending")).plans[0].steps[0].steps == 39

    def test_who_meets_it_needs_no_plan(self) -> None:
        assert gap_of(FIRMS["F01"]).outcome == "met"

    def test_more_employees_than_allowed_cannot_be_planned_away(self) -> None:
        found = gap_of({**SMALL, "headcount_y0": 501})
        assert found.outcome == "out_of_reach"
        assert [(obstacle.criterion.id, obstacle.why) for obstacle in found.obstacles] == [("staff", "beyond_levers")]

    def test_a_young_firm_waits_for_its_age_and_no_lever_makes_it_older(self) -> None:
        found = gap_of({**FIRMS["F11"], "age_days": 200}, HNTE)
        assert "c1" in [obstacle.criterion.id for obstacle in found.obstacles]
        assert {obstacle.why for obstacle in found.obstacles if obstacle.criterion.id == "c1"} == {"fixed"}

    def test_staff_can_be_no_more_than_employees(self) -> None:
        firm = {**SMALL, "headcount_y0": 5, "st_staff_y0": 1}
        plan = plan_on(
            settings_of(TECH_SME, frame_of([firm]), (NEXT,))[0][0], only("retrain_st_staff"), TODAY, "certain"
        )
        assert plan is None or plan.steps[0].steps <= 4


class TestDays:
    def test_rights_count_within_the_year_and_figures_only_when_it_is_over(self) -> None:
        found = gap_of({**SMALL, "rnd_expense_y0": 800_000})  # 12 + 30: 18 are missing, 6 a right
        assert found.plans[0].ready_on == date(2026, 12, 30)
        assert steps_of(found.plans[0]) == {("class2_right", None): 2}

    def test_the_earliest_is_told_beside_the_cheapest(self) -> None:
        dear = replace(
            LEVERS,
            levers=tuple(
                replace(lever, effort=Decimal(9)) if lever.code == "class2_right" else lever for lever in LEVERS.levers
            ),
        )
        # 16 + 30 + 12 points: one more right, or one more of the S&T staff, which counts next year
        found = gap_of({**SMALL, "rnd_expense_y0": 800_000, "st_staff_y0": 29, "ip_class2": 2}, levers=dear)
        kinds = {plan.kind: plan for plan in found.plans}
        assert kinds["earliest"].ready_on < kinds["cheapest"].ready_on
        assert kinds["earliest"].effort > kinds["cheapest"].effort


class TestAlternatives:
    def test_no_plan_is_told_twice(self) -> None:
        dear = replace(
            LEVERS,
            levers=tuple(
                replace(lever, effort=Decimal(9)) if lever.code == "class2_right" else lever for lever in LEVERS.levers
            ),
        )
        found = gap_of({**SMALL, "rnd_expense_y0": 800_000, "st_staff_y0": 29, "ip_class2": 2}, levers=dear)
        told = [(plan.ready_on, steps_of(plan)) for plan in found.plans]
        assert all(told.count(plan) == 1 for plan in told)

    def test_each_does_without_the_main_lever_of_those_before(self) -> None:
        found = gap_of(SMALL, alternatives=2)
        kinds = {plan.kind: plan for plan in found.plans}
        assert kinds["cheapest"].levers == {"class1_right"}
        assert kinds["earliest"].levers == {"class2_right", "retrain_st_staff"}
        assert not kinds["alternative"].levers & {"class1_right", "retrain_st_staff"}
        assert kinds["cheapest"].effort <= kinds["earliest"].effort <= kinds["alternative"].effort


class TestUnknownFacts:
    def test_an_unknown_figure_is_asked_for_with_the_least_that_is_enough(self) -> None:
        plan = gap_of({**SMALL, "ip_class2": 4, "rnd_expense_y0": None, "rnd_domestic_y0": None}).plans[0]
        # 12 + 24 points: 24 are missing, R&D of 4 % of 20 million gives 30
        assert [(fact.measure, fact.at_least, fact.at_most) for fact in plan.establish] == [
            ("rnd_expense_y0", 800_000.0, None)
        ]
        assert plan.ready_on == TODAY
        assert plan.outcome == "certain"

    def test_an_unknown_flag_is_asked_for_as_it_has_to_be(self) -> None:
        plan = gap_of({**FIRMS["F01"], "on_abnormal_list": None}).plans[0]
        assert [(fact.measure, fact.value) for fact in plan.establish] == [("on_abnormal_list", False)]

    def test_awards_and_titles_that_nobody_knows_of_are_no_plan(self) -> None:
        found = gap_of({**SMALL, "led_standard_5y": None, "national_award_5y": None, "hnte_in_force": None})
        assert found.plans[0].outcome == "certain"
        assert [plan.establish for plan in found.plans] == [()] * len(found.plans)

    def test_a_figure_is_not_presumed_to_be_far_from_that_of_the_year_before(self) -> None:
        firm = {**SMALL, "ip_class2": 4, "rnd_expense_y0": None, "rnd_domestic_y0": None}
        plan = gap_of({**firm, "rnd_expense_y1": 500_000.0}).plans[0]
        assert [fact.measure for fact in plan.establish] == ["rnd_expense_y0"]
        far = gap_of({**firm, "rnd_expense_y1": 300_000.0}).plans[0]
        assert far.steps

    def test_nothing_is_asked_for_when_the_bureau_does_not_offer_it(self) -> None:
        levers = replace(LEVERS, finding=replace(LEVERS.finding, is_offered=False))
        found = gap_of({**FIRMS["F01"], "product_allowed": None}, levers=levers)
        assert found.outcome == "possible"
        assert found.plans[0].steps == ()
        assert found.plans[0].open == ("product_allowed",)

    def test_what_experts_judge_stays_open_and_is_told(self) -> None:
        firm = {**FIRMS["F05"], **{name: None for name in FIRMS["F05"] if name.startswith("expert_")}, "age_days": 4000}
        found = gap_of(firm, HNTE)
        assert found.outcome == "possible"
        assert any(name.startswith("expert_") for name in found.plans[0].open)
        assert "judged" in {obstacle.why for obstacle in found.obstacles}


class TestOnlyWhatCanBeFound:
    UNKNOWN = {**SMALL, "ip_class2": 4, "rnd_expense_y0": None, "rnd_domestic_y0": None}

    def test_no_figure_of_a_year_that_is_not_over(self) -> None:
        days = (NEXT,)  # on which last year's figures are those of the year that still runs today
        for plan in gap_of(self.UNKNOWN, days=days).plans:
            assert not [fact for fact in plan.establish if fact.measure.endswith("_y0")]
        assert gap_of(self.UNKNOWN, days=(TODAY,)).plans[0].establish

    def test_no_figure_of_a_year_before_the_firm_was_there(self) -> None:
        young = {"in_henan": True, "in_county": False, "revenue_y0": 6e7, "rnd_expense_y0": 1.5e6}
        etrc = next(book for book in SHIPPED if book.programme == "etrc_henan")
        plans = gap_of({**young, "existing_years": 1.0, "operating_years": 1.0}, etrc, (TODAY,)).plans
        assert not [fact for plan in plans for fact in plan.establish if fact.measure.endswith(("_y1", "_y2"))]

    def test_no_right_is_found_by_looking(self) -> None:
        rights = dict.fromkeys(("ip_class1", "ip_class1_own", "ip_class2", "ip_class2_unused"))
        found = gap_of({**SMALL, **rights}, days=(TODAY,))
        assert found.outcome == "possible"
        assert "ip_class1" in found.plans[0].open
        assert any("清单" in text.zh for text in found.assumptions)


class TestReadyOn:
    def test_is_the_day_on_which_the_last_step_is_done(self) -> None:
        plan = self.gap_of({**SMALL, "rnd_expense_y0": 800_000}).plans[0]
        assert steps_of(plan) == {("class2_right", None): 2}
        assert plan.ready_on == date(2026, 11, 27)  # 150 days on

    def test_waits_for_what_only_time_brings(self) -> None:
        grown = date(2026, 12, 9)
        plan = self.gap_of({**SMALL, "rnd_expense_y0": 800_000, "on_abnormal_list": False}, grown).plans[0]
        assert plan.ready_on == grown

    @staticmethod
    def gap_of(firm: Values, until: date = TODAY) -> GapPlan:
        """Plan for a firm that is on no register before `until`, on any day."""

        def on_day(day: date):
            lacking = {**firm, "product_allowed": day >= until}
            return settings_of(TECH_SME, frame_of([lacking]), (day,))[0][0]

        last = date(2026, 12, 31)
        return gap([on_day(TODAY), on_day(last)], LEVERS, TODAY, on_day=on_day)


class TestSpending:
    def test_is_missing_from_the_assets_that_growth_is_measured_on(self) -> None:
        levers = only("rnd_spending")
        (setting,) = settings_of(
            HNTE, frame_of([{**FIRMS["F05"], "rnd_expense_y0": 0, "rnd_domestic_y0": 0}]), (NEXT,)
        )[0]
        plan = plan_on(setting, levers, TODAY, "possible")
        assert plan is not None
        spent = plan.steps[0].steps * 10_000
        assert plan.after["net_assets_y0"] == pytest.approx(setting.number("net_assets_y0") - spent)


class TestTitles:
    def test_a_title_never_leads_to_itself(self) -> None:
        for book in SHIPPED:
            (settings,) = settings_of(book, frame_of([SMALL]), (AFTER,))
            for goal in ("certain", "possible"):
                plan = plan_on(settings[0], LEVERS, TODAY, goal)
                assert plan is None or f"title_{book.programme}" not in plan.levers


@pytest.mark.parametrize("firm", sorted(FIRMS))
def test_every_worked_example_has_a_gap_that_holds(firm: str) -> None:
    for book in (TECH_SME, HNTE):
        assert gap_of(FIRMS[firm], book).outcome in {"met", "certain", "possible", "out_of_reach"}

"""The reference standards on the twelve worked examples, in both readings of their doubtful edges."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Literal

import pytest

from scoring.rulebooks.explain import explain_each
from scoring.rulebooks.explanation import ExplainedCriterion, Explanation
from scoring.rulebooks.loader import load_rulebooks
from scoring.rulebooks.schema import Comparison, Criterion, Group, Rulebook
from tests.scoring.rulebooks.firms import AS_OF, SHIPPED, WAN, Values, frame_of, measures_of, read_csv, worked_examples

ALL = {(book.programme, book.version): book for book in load_rulebooks(SHIPPED)}
TORCH = ALL["gazelle_torch", "2014"]
FIRMS = worked_examples()
EXPECTED = {row["id"]: row for row in read_csv("gazelles")}
EACH_FIRM = pytest.mark.parametrize("firm", list(FIRMS))


def years_between(first: date, last: date) -> float:
    """Whole years, and of the running one the part that has passed."""
    whole = last.year - first.year - ((last.month, last.day) < (first.month, first.day))
    anniversary, next_one = (date(first.year + whole + more, first.month, first.day) for more in (0, 1))
    return whole + (last - anniversary).days / (next_one - anniversary).days


def history_of(firm: Mapping[str, str]) -> Values:
    """The measures of a worked example, with four years of figures; spending on S&T activities is taken as R&D."""
    registered = date.fromisoformat(firm["reg_date"])
    money = {
        f"{name}_y{2025 - year}": float(firm[f"{column}{year}"]) * WAN if firm[f"{column}{year}"] else None
        for name, column in (("revenue", "sales"), ("rnd_expense", "rd"))
        for year in range(2022, 2026)
    }
    staff = {
        f"headcount_y{2025 - year}": float(firm[f"emp{year}"]) if firm[f"emp{year}"] else None
        for year in range(2022, 2026)
    }
    return {
        **measures_of(firm),
        **money,
        **staff,
        "age_years": years_between(registered, AS_OF),
        "age_years_at_year_end": years_between(registered, date(2025, 12, 31)),
        "existing_years": 2025 - registered.year + 1,
        "group_base": False,
        "sharp_fall_3y": False,
    }


def read_as(rulebook: Rulebook, kind: Literal["above", "at_least"]) -> Rulebook:
    """The rulebook with every doubtful edge read in one way."""
    return replace(rulebook, criteria=tuple(_settled(criterion, kind) for criterion in rulebook.criteria))


def _settled(criterion: Criterion, kind: Literal["above", "at_least"]) -> Criterion:
    clause = criterion.clause
    if isinstance(clause, Group):
        clause = replace(clause, members=tuple(_settled(member, kind) for member in clause.members))
    elif isinstance(clause, Comparison) and clause.doubtful_edge:
        clause = replace(clause, kind=kind, doubtful_edge=False)
    return replace(criterion, clause=clause)


def explained(rulebook: Rulebook, firm: str) -> Explanation:
    return next(explain_each(frame_of([history_of(FIRMS[firm])]), rulebook))


def found(explanation: Explanation, name: str) -> ExplainedCriterion:
    def walk(criterion: ExplainedCriterion) -> list[ExplainedCriterion]:
        return [criterion, *(inner for member in criterion.members for inner in walk(member))]

    return next(one for criterion in explanation.criteria for one in walk(criterion) if one.id == name)


@EACH_FIRM
class TestTorchType:
    def test_gives_the_strict_reading_of_the_examples(self, firm: str) -> None:
        assert explained(read_as(TORCH, "above"), firm).verdict == EXPECTED[firm]["strict"]

    def test_gives_the_inclusive_reading_of_the_examples(self, firm: str) -> None:
        assert explained(read_as(TORCH, "at_least"), firm).verdict == EXPECTED[firm]["incl"]

    def test_is_undetermined_where_the_readings_differ(self, firm: str) -> None:
        readings = {EXPECTED[firm]["strict"], EXPECTED[firm]["incl"]}
        assert explained(TORCH, firm).verdict == (readings.pop() if len(readings) == 1 else "undetermined")

    def test_grows_as_the_examples_say(self, firm: str) -> None:
        explanation = explained(TORCH, firm)
        for name, column in (("g1_rate", "rev_cagr"), ("g2_rate", "emp_cagr")):
            rate, expected = found(explanation, name).value, EXPECTED[firm][column]
            assert (f"{rate:.4f}" if rate is not None else "") == expected


class TestOnEveryEdge:
    def test_twenty_percent_over_three_years_is_reached_and_not_exceeded(self) -> None:
        torch, oecd = explained(TORCH, "F12"), explained(ALL["high_growth_oecd", "2007"], "F12")
        assert found(torch, "g1_rate").status == "met"
        assert found(oecd, "by_turnover").status == "unmet"

    @pytest.mark.parametrize("name", ["g1_base", "gate"])
    def test_what_the_texts_disagree_on_is_unknown_and_says_so(self, name: str) -> None:
        criterion = found(explained(TORCH, "F12"), name)
        assert criterion.status == "unknown"
        assert "doubtful_edge" in criterion.flags

    def test_fifteen_years_to_the_day_is_not_too_old(self) -> None:
        assert found(explained(TORCH, "F12"), "age").status == "met"


@EACH_FIRM
class TestOecdAndEurostat:
    def test_names_high_growth_enterprises(self, firm: str) -> None:
        explanation = explained(ALL["high_growth_oecd", "2007"], firm)
        started = found(explanation, "start_size").status == "met"
        for name, column in (("by_employees", "hge_emp"), ("by_turnover", "hge_turn")):
            grew = found(explanation, name).status == "met"
            assert (started and grew) == (EXPECTED[firm][column] == "yes")
        either = "yes" in (EXPECTED[firm]["hge_emp"], EXPECTED[firm]["hge_turn"])
        assert explanation.verdict == ("met" if either else "unmet")

    def test_names_gazelles(self, firm: str) -> None:
        verdict = explained(ALL["gazelle_oecd", "2007"], firm).verdict
        assert verdict == ("met" if EXPECTED[firm]["gaz"] == "yes" else "unmet")

    def test_names_firms_that_grow_by_ten_percent(self, firm: str) -> None:
        verdict = explained(ALL["high_growth_eurostat", "2019"], firm).verdict
        assert verdict == ("met" if EXPECTED[firm]["eu10"] == "yes" else "unmet")

"""One fen, one person, one day beside an edge, at any size of money."""

from functools import lru_cache

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scoring.rulebooks.columns import Columns, MeasureMissing, MeasureUnreadable
from scoring.rulebooks.engine import BLOCK, Evaluation, assess
from scoring.rulebooks.loader import parse_rulebook
from scoring.rulebooks.schema import Rulebook
from tests.scoring.rulebooks.firms import HNTE, TECH_SME, Values, frame_of, measures_of, worked_examples
from tests.scoring.rulebooks.samples import GOOD, criterion, with_criteria

BRIEFLY = settings(deadline=None, max_examples=40)
FEN = 100
FEN_UP_TO_10_TRILLION_YUAN = 10**15
F05 = measures_of(worked_examples()["F05"])


def status_of(firm: Values, criterion: str) -> int:
    evaluation = Evaluation(HNTE, Columns.of_row(firm, HNTE.measures()))
    return int(evaluation.sign(next(one for one in HNTE.criteria if one.id == criterion))[0])


def points_of(firm: Values, item: str) -> tuple[float, float]:
    low, high = Evaluation(HNTE, Columns.of_row(firm, HNTE.measures())).points(item)
    return low[0], high[0]


def one_year(sales: int, rnd: int) -> Values:
    """Return a firm in its first year, amounts in fen."""
    return {"operating_years": 1, "revenue_y0": sales / FEN, "rnd_expense_y0": rnd / FEN}


class TestIntensity:
    @BRIEFLY
    @given(st.integers(1, 5_000_000_000 // 20))
    def test_is_five_percent_to_the_fen_for_small_firms(self, twentieth: int) -> None:
        assert status_of(one_year(twentieth * 20, twentieth), "c5") == 1
        assert status_of(one_year(twentieth * 20, twentieth - 1), "c5") == -1
        assert status_of(one_year(twentieth * 20 + 20, twentieth + 1), "c5") == 1 or twentieth * 20 >= 5_000_000_000

    @BRIEFLY
    @given(st.integers(20_000_000_001 // 100 + 1, FEN_UP_TO_10_TRILLION_YUAN // 100))
    def test_is_three_percent_to_the_fen_for_large_firms(self, hundredth: int) -> None:
        assert status_of(one_year(hundredth * 100, hundredth * 3), "c5") == 1
        assert status_of(one_year(hundredth * 100, hundredth * 3 - 1), "c5") == -1

    @BRIEFLY
    @given(st.lists(st.integers(1, 10**11), min_size=3, max_size=3), st.integers(-1, 1))
    def test_adds_up_three_years_to_the_fen(self, shares: list[int], beside: int) -> None:
        firm = {"operating_years": 3, "revenue_y0": 1e10}
        for back, share in enumerate(shares):
            firm |= {f"revenue_y{back}": share * 100 / FEN, f"rnd_expense_y{back}": share * 3 / FEN}
        last_sales = shares[0] * 100
        needed = 5 if last_sales <= 5_000_000_000 else 4 if last_sales <= 20_000_000_000 else 3
        firm["rnd_expense_y1"] = (shares[1] * 3 + (needed - 3) * sum(shares) + beside) / FEN
        assert status_of(firm, "c5") == (1 if beside >= 0 else -1)

    def test_changes_with_one_fen_of_last_years_sales(self) -> None:
        sales = {"revenue_y0": 50_000_000.0, "rnd_expense_y0": 2_100_000.0, "operating_years": 1}
        assert status_of(sales, "c5") == -1
        assert status_of({**sales, "revenue_y0": 50_000_000.01}, "c5") == 1
        sales = {"revenue_y0": 200_000_000.0, "rnd_expense_y0": 7_000_000.0, "operating_years": 1}
        assert status_of(sales, "c5") == -1
        assert status_of({**sales, "revenue_y0": 200_000_000.01}, "c5") == 1


class TestStaff:
    """A yearly mean of people has two decimals."""

    @BRIEFLY
    @given(st.integers(1, 10**7), st.integers(-1, 1))
    def test_is_ten_percent_to_the_hundredth_of_a_person(self, size: int, beside: int) -> None:
        firm = {"headcount_y0": size * 10 / 100, "st_staff_y0": (size + beside) / 100}
        assert status_of(firm, "c4") == (1 if beside >= 0 else -1)

    def test_is_met_by_a_share_that_floats_miss(self) -> None:
        assert status_of({"headcount_y0": 101, "st_staff_y0": 10.1}, "c4") == 1
        assert status_of({"headcount_y0": 101, "st_staff_y0": 10.09}, "c4") == -1


class TestGrowthEdges:
    @BRIEFLY
    @given(st.integers(1, FEN_UP_TO_10_TRILLION_YUAN // 1000), st.integers(-1, 1))
    def test_is_thirty_five_percent_to_the_fen(self, size: int, beside: int) -> None:
        v1, v2, v3 = size * 400, size * 540, size * 729 + beside
        firm = {"operating_years": 3, "net_assets_y2": v1 / FEN, "net_assets_y1": v2 / FEN, "net_assets_y0": v3 / FEN}
        assert points_of(firm, "net_assets_growth") == ((9, 10) if beside >= 0 else (7, 8))

    @BRIEFLY
    @given(st.integers(1, 10**12), st.integers(-1, 1))
    def test_is_nothing_exactly_at_zero(self, size: int, beside: int) -> None:
        v1, v2, v3 = size * 100, size * 90, size * 99 + beside
        firm = {"operating_years": 3, "net_assets_y2": v1 / FEN, "net_assets_y1": v2 / FEN, "net_assets_y0": v3 / FEN}
        assert points_of(firm, "net_assets_growth") == ((1, 2) if beside > 0 else (0, 0))


@lru_cache(maxsize=16)
def rulebook_of(condition: str) -> Rulebook:
    return parse_rulebook(with_criteria(criterion("c1", condition)))


def decided(condition: str, firm: Values) -> int:
    rulebook = rulebook_of(condition)
    columns = Columns.of_row(firm, rulebook.measures())
    return int(Evaluation(rulebook, columns).verdict()[0])


class TestCompoundGrowth:
    CONDITION = "kind: above, growth: {oldest: revenue_y3, newest: revenue_y0, years: 3}, unit: ratio, bound: 0.2"

    @BRIEFLY
    @given(st.integers(1, FEN_UP_TO_10_TRILLION_YUAN // 216), st.integers(-1, 1))
    def test_is_twenty_percent_a_year_to_the_fen(self, size: int, beside: int) -> None:
        firm = {"revenue_y3": size * 125 / FEN, "revenue_y0": (size * 216 + beside) / FEN}
        assert decided(self.CONDITION, firm) == (1 if beside > 0 else -1)
        on_edge = decided(self.CONDITION.replace("above", "at_least"), firm)
        assert on_edge == (1 if beside >= 0 else -1)

    @BRIEFLY
    @given(st.integers(1, 40_000), st.integers(-1, 1))
    def test_of_people_is_exact_to_the_hundredth(self, size: int, beside: int) -> None:
        people = self.CONDITION.replace("revenue", "headcount")
        firm = {"headcount_y3": size * 125 / 100, "headcount_y0": (size * 216 + beside) / 100}
        assert decided(people, firm) == (1 if beside > 0 else -1)

    def test_of_people_leaves_the_doubtful_edge_unknown(self) -> None:
        people = self.CONDITION.replace("revenue", "headcount").replace("0.2", "0.1, doubtful_edge: true")
        grown = {"headcount_y3": 100, "headcount_y0": 133.1}
        assert decided(people, grown) == 0
        assert decided(people, {**grown, "headcount_y0": 133.11}) == 1

    def test_to_nothing_is_a_fall_and_from_nothing_unknown(self) -> None:
        assert decided(self.CONDITION, {"revenue_y3": 5, "revenue_y0": 0}) == -1
        assert decided(self.CONDITION, {"revenue_y3": 0, "revenue_y0": 5}) == 0


class TestMeans:
    YEARS = range(3)

    @BRIEFLY
    @given(st.lists(st.integers(1, 10**10), min_size=3, max_size=3), st.integers(-1, 1))
    def test_of_yearly_ratios_are_exact_to_the_fen(self, sizes: list[int], beside: int) -> None:
        names = [[f"{stem}_y{back}" for back in self.YEARS] for stem in ("rnd_expense", "revenue")]
        shares = [7, 3, 5]  # hundredths, with a mean of 5
        tops = [
            share * size + (beside if back == 0 else 0)
            for back, (share, size) in enumerate(zip(shares, sizes, strict=True))
        ]
        firm = dict(zip(names[0], (top / FEN for top in tops), strict=True))
        firm |= dict(zip(names[1], (100 * size / FEN for size in sizes), strict=True))
        written = f"numerator: [{', '.join(names[0])}], denominator: [{', '.join(names[1])}]"
        condition = f"kind: at_least, mean_ratio: {{{written}}}, unit: ratio, bound: 0.05"
        assert decided(condition, firm) == (1 if beside >= 0 else -1)
        assert decided(condition.replace("at_least", "above"), firm) == (1 if beside > 0 else -1)

    @BRIEFLY
    @given(st.integers(1, 10**12), st.integers(-1, 1))
    def test_of_figures_are_exact_to_the_fen(self, size: int, beside: int) -> None:
        firm = {
            "rnd_expense_y0": (5_00 + size + beside) / FEN,
            "rnd_expense_y1": 10_00 / FEN,
            "rnd_expense_y2": -size / FEN,
        }
        condition = "kind: at_least, mean: {of: [rnd_expense_y0, rnd_expense_y1, rnd_expense_y2]}, unit: yuan, bound: 5"
        assert decided(condition, firm) == (1 if beside >= 0 else -1)


class TestUnknownBases:
    def test_of_a_ratio_leave_it_unknown_if_negative(self) -> None:
        frame = frame_of(
            [{"costs_y0": -1e6, "revenue_y0": 0, "rnd_expense_y0": 5e5}, {"headcount_y0": -5, "st_staff_y0": 4}]
        )
        low, high = Evaluation(TECH_SME, Columns.of(frame, TECH_SME.measures())).points("rnd")
        assert (low[0], high[0]) == (0, 50)
        assert list(assess(frame, HNTE).status["c4"]) == [0, 0]

    def test_of_a_stepped_bound_leave_it_unknown(self) -> None:
        rulebook = parse_rulebook(
            GOOD.replace("measure: revenue_y0\n      unit", "measure: total_assets_y0\n      unit")
        )
        firm = {"revenue_y0": 1e6, "rnd_expense_y0": 45_000}
        frame = frame_of([firm, {**firm, "total_assets_y0": 5e7}, {**firm, "total_assets_y0": 50_000_000.01}])
        assert list(assess(frame, rulebook).status["intensity"]) == [0, -1, 1]


class TestEdgesOfTechSme:
    @pytest.mark.parametrize(
        ("measure", "edge", "step", "criterion"),
        [
            ("headcount_y0", 500, 0.01, "staff"),
            ("revenue_y0", 2e8, 0.01, "sales"),
            ("total_assets_y0", 2e8, 0.01, "assets"),
        ],
    )
    def test_include_the_ceiling_and_not_a_step_more(
        self, measure: str, edge: float, step: float, criterion: str
    ) -> None:
        frame = frame_of([{measure: edge - step}, {measure: edge}, {measure: edge + step}])
        assert list(assess(frame, TECH_SME).status[criterion]) == [1, 1, -1]


class TestAssess:
    def test_refuses_a_frame_without_a_measure(self) -> None:
        with pytest.raises(MeasureMissing, match="no column for st_staff_y0"):
            assess(frame_of([F05]).drop(columns="st_staff_y0"), HNTE)

    @pytest.mark.parametrize(("measure", "value"), [("revenue_y0", "1"), ("core_ip", 1.0), ("age_days", True)])
    def test_refuses_a_column_of_another_kind(self, measure: str, value: str | float) -> None:
        with pytest.raises(MeasureUnreadable, match=measure):
            assess(frame_of([F05]).assign(**{measure: value}), HNTE)

    def test_reads_nullable_whole_numbers_and_plain_booleans(self) -> None:
        frame = frame_of([F05, F05]).assign(headcount_y0=pd.array([300, None], dtype="Int64"), core_ip=[True, True])
        assert list(assess(frame, HNTE).status["c4"]) == [1, 0]

    def test_keeps_rows_in_place_across_blocks(self) -> None:
        frame = frame_of([F05]).iloc[np.zeros(BLOCK + 3, int)].reset_index(drop=True)
        odd = [0, BLOCK - 1, BLOCK, BLOCK + 2]
        frame.loc[odd, "age_days"] = 364.0
        assert list(np.flatnonzero(assess(frame, HNTE).verdict == -1)) == odd

    def test_takes_an_empty_frame(self) -> None:
        assert assess(frame_of([F05]).iloc[:0], HNTE).to_frame().empty

    def test_leaves_a_draft_without_criteria_undetermined(self) -> None:
        draft = parse_rulebook(
            'programme: gazelle\nversion: "0"\nstatus: draft\ntitle: {zh: 瞪羚, en: Gazelle}\n'
            "effective_from: 2026-01-01\n"
            "documents: [{number: 待定, title: {zh: 待定, en: To come}, issuers: [科技厅]}]\n"
        )
        found = assess(frame_of([F05]), draft).to_frame()
        assert list(found["verdict"]) == ["undetermined"]
        assert found["points_low"].isna().all()

    def test_leaves_the_frame_as_it_was(self) -> None:
        frame = frame_of([F05, {}])
        before = frame.copy()
        assess(frame, HNTE)
        pd.testing.assert_frame_equal(frame, before)


class TestToFrame:
    def test_gives_words_in_the_order_of_the_rulebook(self) -> None:
        table = assess(frame_of([F05, {}]), HNTE).to_frame()
        assert list(table.columns) == ["verdict", "points_low", "points_high", *(c.id for c in HNTE.criteria)]
        assert list(table["verdict"]) == ["met", "undetermined"]
        assert list(table["c1"]) == ["met", "unknown"]
        assert table.index.name == "enterprise"


class TestJudgedPoints:
    def test_are_cut_to_what_the_facts_allow_and_to_whole_points(self) -> None:
        firm = {"operating_years": 3, "conversions_3y": 12}
        assert points_of({**firm, "expert_conversion": 22.9}, "conversion") == (22, 22)
        assert points_of({**firm, "expert_conversion": 30}, "conversion") == (24, 24)
        assert points_of({**firm, "expert_conversion": 3}, "conversion") == (19, 19)

    def test_stand_while_the_facts_are_missing(self) -> None:
        assert points_of({"expert_conversion": 22}, "conversion") == (22, 22)

from datetime import date

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scoring.likelihood.labels import becomes_gazelle, high_growth, recognised_within

Pair = tuple[float | None, float | None]
FIRMS = pd.Index([1, 2, 3, 4], name="enterprise")


def recognitions(*rows: tuple[int, str, str]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["enterprise", "programme", "valid_from"])


def within(*rows: tuple[int, str, str], until: date = date(2026, 1, 1)) -> list[object]:
    made = recognised_within(
        recognitions(*rows),
        programme="hnte",
        enterprises=FIRMS,
        as_of=date(2024, 12, 31),
        months=12,
        observed_until=until,
    )
    return made.astype("object").where(made.notna(), None).tolist()


class TestRecognisedWithin:
    def test_counts_the_last_day_of_the_horizon_and_not_the_day_itself(self) -> None:
        rows = [
            (1, "hnte", "2024-12-31"),
            (2, "hnte", "2025-01-01"),
            (3, "hnte", "2025-12-31"),
            (4, "hnte", "2026-01-01"),
        ]
        assert within(*rows) == [False, True, True, False]

    def test_takes_no_other_programme(self) -> None:
        assert within((1, "tech_sme", "2025-06-01")) == [False, False, False, False]

    def test_does_not_call_the_future_a_refusal(self) -> None:
        assert within((1, "hnte", "2025-03-01"), until=date(2025, 6, 30)) == [True, None, None, None]


def growth(start: Pair, end: Pair, *, alive: bool = True) -> object:
    def years(values: Pair) -> pd.DataFrame:
        return pd.DataFrame([values], columns=["headcount", "revenue"], dtype="Float64")

    verdict = high_growth(years(start), years(end), survived=pd.Series([alive], dtype="boolean"))
    return verdict.astype("object").where(verdict.notna(), None).tolist()[0]


class TestHighGrowth:
    @pytest.mark.parametrize(
        ("start", "end", "expected"),
        [
            ((20, 1000), (20, 1728), False),  # exactly 20 % a year is not above
            ((20, 1000), (20, 1728.01), True),
            ((1000, 5), (1728, 5), False),
            ((1000, 5), (1729, 5), True),
            ((9, 1000), (90, 9000), False),  # fewer than ten employees at the start
            ((10, 1000), (18, 1000), True),
            ((20, None), (35, None), True),  # one growth that suffices is enough
            ((20, None), (20, 1728), None),  # the missing figure would decide
            ((None, 1000), (None, 2000), None),
            ((9, None), (None, None), False),
            ((20, 0), (20, 500), None),  # from nothing there is no rate
        ],
    )
    def test_holds_the_edges_of_the_definition(self, start: Pair, end: Pair, expected: object) -> None:
        assert growth(start, end) is expected

    def test_asks_for_survival(self) -> None:
        assert growth((20, 1000), (40, 4000), alive=False) is False

    @settings(deadline=None)
    @given(st.integers(10, 10**7))
    def test_never_takes_exactly_twenty_per_cent_for_more(self, start: int) -> None:
        assert growth((1000, 1000.0 * start), (1000, 1728.0 * start)) is False
        assert growth((1000, 1000.0 * start), (1000, 1728.0 * start + 0.01)) is True

    def test_does_not_start_from_the_year_of_birth(self) -> None:
        years = pd.DataFrame({"headcount": [20.0, 20.0], "revenue": [1.0, 1.0]})
        grown = years * 4
        alive = pd.Series([True, True], dtype="boolean")
        newborn = pd.Series([True, False], dtype="boolean")
        assert list(high_growth(years, grown, survived=alive, newborn=newborn)) == [False, True]


class TestBecomesGazelle:
    def test_reads_the_last_full_year_of_both_frames(self) -> None:
        columns = {"headcount_y0": [20.0, 20.0, 20.0], "revenue_y0": [100.0, 100.0, 100.0]}
        now = pd.DataFrame(columns, index=[1, 2, 3]).assign(
            registered_on=pd.to_datetime(["2015-01-01", "2015-01-01", "2023-05-01"])
        )
        later = pd.DataFrame({"headcount_y0": [20.0, 20.0], "revenue_y0": [200.0, 150.0]}, index=[1, 2])
        alive = pd.Series([True, True, True], index=[1, 2, 3], dtype="boolean")
        made = becomes_gazelle(now, later, as_of=date(2024, 6, 30), survived=alive)
        assert list(made) == [True, False, False]

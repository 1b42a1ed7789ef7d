from datetime import date

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scoring.likelihood.labels import (
    applies_by_itself,
    becomes_gazelle,
    granted_if_applied,
    high_growth,
    recognised_within,
)

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


def applications(*rows: tuple[int, str, str]) -> pd.DataFrame:
    """Applications for the high-tech title: firm, day, outcome; decided, if at all, half a year later."""
    table = pd.DataFrame(rows, columns=["enterprise", "submitted_on", "outcome"])
    submitted = pd.to_datetime(table["submitted_on"])
    decided = (submitted + pd.DateOffset(months=6)).where(table["outcome"] != "pending")
    return table.assign(programme="hnte", submitted_on=submitted, decided_on=decided)


def won(given: pd.DataFrame) -> list[object]:
    made = granted_if_applied(given, programme="hnte", enterprises=FIRMS, as_of=date(2024, 12, 31), months=12)
    return made.astype("object").where(made.notna(), None).tolist()


class TestGrantedIfApplied:
    def test_leaves_who_never_applied_unlabelled_and_not_refused(self) -> None:
        assert won(applications((1, "2025-05-01", "granted"), (2, "2025-05-01", "refused"))) == [
            True,
            False,
            None,
            None,
        ]

    def test_takes_nothing_for_an_outcome_that_is_none(self) -> None:
        decided = [(1, "2025-05-01", "granted")]
        others = [(firm, "2025-05-01", "granted") for firm in range(10, 30)]
        waiting = [(2, "2025-05-01", "pending"), (3, "2025-05-01", "withdrawn")]
        assert won(applications(*decided, *others, *waiting)) == [True, None, None, None]

    def test_looks_at_the_first_application_inside_the_window_alone(self) -> None:
        rows = [
            (1, "2025-09-01", "granted"),
            (1, "2025-03-01", "refused"),
            (2, "2024-12-31", "granted"),  # the day itself is not after it
            (3, "2025-12-31", "refused"),
            (4, "2026-01-01", "granted"),
        ]
        assert won(applications(*rows)) == [False, None, False, None]

    def test_counts_no_other_programme(self) -> None:
        assert won(applications((1, "2025-05-01", "granted")).assign(programme="tech_sme")) == [None] * 4

    def test_learns_nothing_from_a_window_of_which_a_good_part_still_waits(self) -> None:
        early = [(firm, "2025-02-01", "granted") for firm in (1, 2)]
        assert won(applications(*early, (3, "2025-09-01", "pending"))) == [None] * 4

    def test_knows_nothing_where_nobody_applied(self) -> None:
        assert won(applications()) == [None] * 4


def alone(given: pd.DataFrame, *visits: tuple[int, str], until: date = date(2026, 1, 1)) -> list[object]:
    engaged = pd.DataFrame(visits, columns=["enterprise", "happened_on"])
    made = applies_by_itself(
        given,
        engaged.assign(happened_on=pd.to_datetime(engaged["happened_on"])),
        programme="hnte",
        enterprises=FIRMS,
        as_of=date(2024, 12, 31),
        months=12,
        observed_until=until,
    )
    return made.astype("object").where(made.notna(), None).tolist()


RECORDED = (99, "2020-01-01")
"""A visit long ago to another firm: engagements were on record already."""


class TestAppliesByItself:
    def test_tells_those_who_came_by_themselves_from_those_who_stayed_away(self) -> None:
        assert alone(applications((1, "2025-05-01", "refused")), RECORDED) == [True, False, False, False]

    def test_does_not_know_what_a_firm_that_was_called_on_would_have_done(self) -> None:
        handed_in = applications((1, "2025-05-01", "granted"), (2, "2025-05-01", "granted"))
        visits = [RECORDED, (1, "2025-04-30"), (2, "2025-05-02"), (3, "2025-11-01")]
        assert alone(handed_in, *visits) == [None, True, None, False]

    def test_counts_a_visit_on_the_day_of_handing_in(self) -> None:
        assert alone(applications((1, "2025-05-01", "granted")), RECORDED, (1, "2025-05-01"))[0] is None

    def test_looks_at_visits_inside_the_window_alone(self) -> None:
        visits = [RECORDED, (1, "2024-12-31"), (2, "2026-01-01"), (3, "2025-12-31")]
        assert alone(applications(), *visits) == [False, False, None, False]

    def test_says_nothing_of_times_in_which_nobody_wrote_down_visits(self) -> None:
        handed_in = applications((1, "2025-05-01", "granted"))
        assert alone(handed_in, (99, "2025-06-01")) == [None] * 4
        assert alone(handed_in) == [None] * 4

    def test_does_not_ask_whose_application_is_under_way_on_the_day(self) -> None:
        rows = [(1, "2024-12-31", "granted"), (2, "2024-06-30", "granted"), (3, "2020-01-01", "pending")]
        assert alone(applications(*rows), RECORDED) == [None, False, None, False]
        assert alone(applications(*rows).assign(programme="tech_sme"), RECORDED) == [False] * 4

    def test_does_not_ask_it_either_where_it_applies_again(self) -> None:
        again = applications((1, "2024-12-01", "refused"), (1, "2025-08-01", "granted"))
        assert alone(again, RECORDED)[0] is None

    def test_does_not_call_the_future_a_refusal(self) -> None:
        handed_in = applications((1, "2025-02-01", "granted"))
        assert alone(handed_in, RECORDED, until=date(2025, 6, 30)) == [True, None, None, None]


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

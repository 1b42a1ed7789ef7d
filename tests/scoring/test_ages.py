"""Ages by the calendar."""

from datetime import date, timedelta

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.ages import age_in_years

BORN = st.dates(date(1980, 1, 1), date(2026, 12, 31))


def age(registered: date | None, day: date) -> float:
    born = pd.Series([registered], dtype="datetime64[ns]")
    return float(age_in_years(born, pd.Timestamp(day)).iloc[0])


def anniversary(registered: date, years: int) -> date:
    """The same day years later; the 28th where February has no 29th."""
    try:
        return registered.replace(year=registered.year + years)
    except ValueError:
        return registered.replace(year=registered.year + years, day=28)


class TestAgeInYears:
    @given(registered=BORN, years=st.integers(0, 40))
    def test_is_whole_on_the_anniversary_less_on_the_day_before_and_more_on_the_day_after(
        self, registered: date, years: int
    ) -> None:
        day = anniversary(registered, years)
        assert age(registered, day) == float(years)
        assert years - 1 < age(registered, day - timedelta(days=1)) < years
        assert years < age(registered, day + timedelta(days=1)) < years + 1

    @pytest.mark.parametrize(
        ("day", "expected"),
        [(date(2027, 2, 28), 15.0), (date(2028, 2, 28), 15 + 365 / 366), (date(2028, 2, 29), 16.0)],
    )
    def test_of_who_was_registered_on_a_leap_day_has_its_anniversary_on_the_28th_in_other_years(
        self, day: date, expected: float
    ) -> None:
        assert age(date(2012, 2, 29), day) == pytest.approx(expected, abs=1e-12)

    @given(registered=BORN, day=st.dates(date(2000, 1, 1), date(2040, 12, 30)))
    def test_grows_with_every_day(self, registered: date, day: date) -> None:
        assert age(registered, day) < age(registered, day + timedelta(days=1))

    def test_is_not_known_of_who_was_registered_nobody_knows_when(self) -> None:
        assert pd.isna(age(None, date(2026, 6, 30)))

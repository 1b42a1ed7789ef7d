"""How long a recognition lasts."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm.programmes.terms import end_of_term


class TestEndOfTerm:
    @pytest.mark.parametrize(
        ("start", "months", "end"),
        [
            (date(2024, 12, 2), 36, date(2027, 12, 1)),
            (date(2024, 11, 1), 36, date(2027, 10, 31)),
            (date(2024, 2, 29), 36, date(2027, 2, 28)),
            (date(2024, 2, 29), 48, date(2028, 2, 28)),
            (date(2024, 12, 31), 2, date(2025, 2, 28)),
            (date(2025, 1, 1), 12, date(2025, 12, 31)),
        ],
    )
    def test_is_the_day_before_the_same_day_of_the_month(self, start: date, months: int, end: date) -> None:
        assert end_of_term(start, months) == end

    @given(st.dates(date(1990, 1, 1), date(2060, 12, 31)), st.integers(1, 240))
    def test_the_next_term_begins_the_day_after_in_the_month_meant(self, start: date, months: int) -> None:
        following = end_of_term(start, months) + timedelta(days=1)
        behind = (following.year - start.year) * 12 + following.month - start.month
        assert (behind == months and following.day == start.day) or (behind == months + 1 and following.day == 1)

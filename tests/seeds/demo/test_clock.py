"""Calendar and chance."""

from datetime import date

import numpy as np
import pytest

from seeds.demo.clock import Calendar, january_first, stream, year_of


class TestCalendar:
    def test_has_eight_full_years_of_figures_before_today(self) -> None:
        calendar = Calendar(today=date(2026, 11, 23))
        assert (calendar.first_reported, calendar.last_year) == (2018, 2025)
        assert calendar.recorded_years == tuple(range(2018, 2027))
        assert calendar.records_begin == np.datetime64("2018-01-01")

    @pytest.mark.parametrize(("happened", "known"), [("2016-03-01", "2018-01-01"), ("2020-03-01", "2020-03-06")])
    def test_knows_old_things_since_records_began(self, happened: str, known: str) -> None:
        told = Calendar(today=date(2026, 11, 23)).known(np.array([happened], dtype="datetime64[D]"), np.array([5]))
        assert told[0] == np.datetime64(known)


class TestStream:
    def test_gives_each_part_its_own_numbers_and_the_same_again(self) -> None:
        assert stream(1, "a").integers(1 << 30) == stream(1, "a").integers(1 << 30)
        assert stream(1, "a").integers(1 << 30) != stream(1, "b").integers(1 << 30)
        assert stream(1, "a").integers(1 << 30) != stream(2, "a").integers(1 << 30)


def test_years_and_days_turn_into_each_other() -> None:
    years = np.array([1978, 2026])
    assert (year_of(january_first(years)) == years).all()

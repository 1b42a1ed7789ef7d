"""What sources say of the firms of the city."""

from datetime import date

import numpy as np
import pandas as pd
import pytest

from seeds.demo.city import City, make_city
from seeds.demo.clock import Calendar
from seeds.demo.sources import STATED, last_summer
from seeds.demo.tables import DIRECTORY, REGISTER


def of(city: City, source: str) -> pd.DataFrame:
    return city.registrations[city.registrations["source"] == source]


class TestMakeRegistrations:
    def test_every_firm_is_in_the_register_from_the_day_it_was_known(self, city: City) -> None:
        first = of(city, REGISTER).groupby("enterprise")["known_on"].min()
        assert (first == city.enterprises["known_on"]).all()

    def test_nothing_tells_of_an_end_before_it_came(self, city: City) -> None:
        ended = city.registrations[city.registrations["ended_on"].notna()]
        assert (ended["known_on"] >= ended["ended_on"]).all()
        assert len(ended) == city.enterprises["ended_on"].notna().sum()

    def test_the_newest_word_of_the_register_is_what_is_shown(self, city: City) -> None:
        newest = of(city, REGISTER).sort_values("known_on").groupby("enterprise").last()
        for field in ("name", "status", "registered_region", "operating_region", "registered_on"):
            assert (newest[field] == city.enterprises[field]).all(), field

    def test_a_blank_is_no_statement(self, city: City) -> None:
        assert not (city.registrations[STATED] == "").any().any()

    def test_the_directory_disagrees_about_some_firms_and_states_nothing_of_its_own(self, city: City) -> None:
        listed = of(city, DIRECTORY).set_index("enterprise")
        known = city.enterprises.loc[listed.index]
        differ = (listed["operating_region"] != known["operating_region"]).mean()
        assert 0.03 <= differ <= 0.12
        assert (listed["industry"].isna() | (known["industry"] != "")).all()

    def test_some_firms_nobody_confirmed_lately(self, city: City) -> None:
        there = city.enterprises["ended_on"].isna()
        newest = city.registrations.groupby("enterprise")["known_on"].max()[there]
        assert 0.03 <= (newest < pd.Timestamp("2025-05-23")).mean() <= 0.15

    def test_states_once_a_source_and_day(self, city: City) -> None:
        assert not city.registrations.duplicated(["enterprise", "source", "known_on"]).any()


class TestMakeChoices:
    def test_choose_what_the_directory_says_where_it_disagrees(self, city: City) -> None:
        region = of(city, DIRECTORY).set_index("enterprise")["operating_region"]
        chosen = city.source_choices["enterprise"]
        assert len(chosen)
        assert (region.loc[chosen].to_numpy() != city.enterprises.loc[chosen, "operating_region"].to_numpy()).all()


class TestLastSummer:
    @pytest.mark.parametrize(("today", "day"), [(date(2026, 7, 9), "2025-07-10"), (date(2026, 7, 10), "2026-07-10")])
    def test_is_the_last_tenth_of_july(self, today: date, day: str) -> None:
        assert last_summer(Calendar(today=today)) == np.datetime64(day)


class TestEnds:
    @pytest.mark.parametrize(
        ("table", "ended", "known"),
        [
            ("ip_rights", "ended_on", "ended_known_on"),
            ("ip_rights", "used_on", "used_known_on"),
            ("list_entries", "removed_on", "removed_known_on"),
            ("recognitions", "withdrawn_on", "withdrawn_known_on"),
        ],
    )
    def test_become_known_when_they_come_or_later_and_by_today(
        self, city: City, table: str, ended: str, known: str
    ) -> None:
        rows = getattr(city, table)
        assert (rows[ended].isna() == rows[known].isna()).all()
        some = rows[rows[ended].notna()]
        assert len(some)
        assert (some[known] >= some[ended]).all()
        assert some[known].max() <= pd.Timestamp(city.today)


def test_a_hamlet_has_sources_too() -> None:
    assert len(make_city(seed=1, firms=1, today=date(2026, 11, 23)).registrations) >= 1

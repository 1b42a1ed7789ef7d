"""The titles of the industry ministry's ladder."""

import numpy as np
import pandas as pd
import pytest

from seeds.demo.city import City
from seeds.demo.ladder import STEPS
from seeds.demo.titles import RECOGNITION_COLUMNS

BELOW = {step.programme: step.below for step in STEPS}


class TestMakeLadder:
    def test_each_step_is_held_by_fewer_than_the_one_below(self, city: City) -> None:
        held = city.recognitions.groupby("programme")["enterprise"].nunique()
        assert 5 <= held["little_giant"] < held["srdi_sme"] < held["innovative_sme"] < 3_000

    @pytest.mark.parametrize("programme", [step for step, below in BELOW.items() if below])
    def test_a_title_was_announced_while_the_one_below_was_in_force(self, city: City, programme: str) -> None:
        titles = city.recognitions[city.recognitions["programme"] == programme]
        below = city.recognitions[city.recognitions["programme"] == BELOW[programme]]
        both = titles.merge(below, on="enterprise", suffixes=("", "_below"))
        stood = (both["valid_from_below"] < both["valid_from"]) & (both["valid_until_below"] >= both["valid_from"])
        assert set(both.loc[stood, "certificate_no"]) == set(titles["certificate_no"])

    def test_titles_run_three_years_and_do_not_overlap(self, city: City) -> None:
        titles = city.recognitions[city.recognitions["programme"].isin(BELOW)].sort_values("valid_from")
        until = titles["valid_from"] + pd.DateOffset(years=3) - pd.Timedelta(days=1)
        assert (titles["valid_until"] == until).all()
        before = titles.groupby(["enterprise", "programme"])["valid_until"].shift()
        assert not (before >= titles["valid_from"]).any()

    def test_stands_beside_the_path_in_the_same_columns(self, city: City) -> None:
        assert list(city.recognitions.columns) == RECOGNITION_COLUMNS
        assert not set(BELOW) & set(city.applications["programme"])

    def test_is_known_from_the_day_of_the_announcement_on(self, city: City) -> None:
        titles = city.recognitions[city.recognitions["programme"].isin(BELOW)]
        waited = (titles["known_on"] - titles["valid_from"]).dt.days
        assert waited.between(0, 20).all()
        assert (titles["known_on"].to_numpy() <= np.datetime64(city.today)).all()

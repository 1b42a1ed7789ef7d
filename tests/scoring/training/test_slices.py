"""Where firms belong when a model is judged part by part."""

import numpy as np
import pandas as pd
import pytest

from scoring.likelihood import slice_names
from scoring.training.slices import AGES, SIZES, county_of, slices

PATHS = {"411303": "410000/411300/411303/", "411300": "410000/411300/", "411371": "410000/411300/411371/"}


def placed(**measures: object) -> "pd.Series[str]":
    given = {"region": "411303", "industry_section": "C", "headcount_y0": 50.0, "revenue_y0": 5e6, "age_years": 4.0}
    row = pd.DataFrame([given | measures])
    return slices(row, PATHS).iloc[0]


class TestSlices:
    @pytest.mark.parametrize(
        ("headcount", "revenue", "expected"),
        [
            (19, 1e9, "micro"),
            (20, 3e6, "small"),
            (299, 1e9, "small"),
            (300, 2e7, "medium"),
            (1_000, 4e8, "large"),
            (1_000, 2.9e6, "micro"),  # the smaller of the two counts
            (np.nan, 2e7, "medium"),
            (50, np.nan, "small"),
            (np.nan, np.nan, ""),
        ],
    )
    def test_tells_sizes_by_the_smaller_of_staff_and_revenue(
        self, headcount: float, revenue: float, expected: str
    ) -> None:
        assert placed(headcount_y0=float(headcount), revenue_y0=float(revenue))["size"] == expected

    @pytest.mark.parametrize(
        ("age", "expected"), [(0, "0-3"), (2.99, "0-3"), (3, "3-5"), (5, "5-10"), (10, "10+"), (np.nan, "")]
    )
    def test_tells_ages_by_completed_years(self, age: float, expected: str) -> None:
        assert placed(age_years=float(age))["age"] == expected

    @pytest.mark.parametrize(
        ("region", "county"), [("411303", "411303"), ("411371", "411371"), ("411300", ""), (None, ""), ("999999", "")]
    )
    def test_leaves_the_county_open_where_the_firm_is_known_for_the_city_alone(
        self, region: str | None, county: str
    ) -> None:
        assert placed(region=region)["county"] == county

    def test_leaves_an_unknown_section_open(self) -> None:
        assert placed(industry_section=None)["industry_section"] == ""

    def test_speaks_of_the_same_bands_as_the_card(self) -> None:
        assert set(SIZES) == set(slice_names.SIZES)
        assert set(AGES) == set(slice_names.AGES)


class TestCountyOf:
    def test_finds_the_county_around_a_place_below_it(self) -> None:
        assert county_of("410000/411300/411303/411303001/") == "411303"
        assert county_of("410000/411300/") == ""
        assert county_of("") == ""

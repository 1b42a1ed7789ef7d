"""How many firms each county's staff can visit."""

from datetime import date

import pandas as pd
import pytest

from scoring.likelihood.targets import HNTE_12M
from scoring.training.capacity import FIRMS_A_CASEWORKER, at_risk_by_county, capacity_by_county
from scoring.training.past import Day
from tests.factories import RegionFactory, UserFactory

pytestmark = pytest.mark.django_db


class TestCapacityByCounty:
    def test_counts_active_caseworkers_and_takes_none_for_one(self) -> None:
        staffed, empty = RegionFactory(code="411303"), RegionFactory(code="411323")
        UserFactory.create_batch(2, regions=[staffed])
        UserFactory(regions=[staffed], is_active=False)
        UserFactory(regions=[staffed], role="county_lead")
        made = capacity_by_county([staffed.path, empty.path, staffed.parent.path])
        assert dict(made.by_county) == {"411303": 2 * FIRMS_A_CASEWORKER, "411323": FIRMS_A_CASEWORKER}
        assert made.default == FIRMS_A_CASEWORKER

    def test_counts_a_caseworker_of_two_counties_in_both(self) -> None:
        counties = [RegionFactory(code=code) for code in ("411303", "411323")]
        UserFactory.create_batch(3, regions=counties)
        made = capacity_by_county(county.path for county in counties)
        assert set(made.by_county.values()) == {3 * FIRMS_A_CASEWORKER}

    def test_names_the_counties(self) -> None:
        county = RegionFactory(code="411303")
        assert capacity_by_county([county.path]).names == {"411303": (county.name, county.name)}


class TestAtRiskByCounty:
    def test_counts_who_can_still_reach_the_target_where_they_lie(self) -> None:
        firms = pd.Index([1, 2, 3, 4])
        day = Day(
            as_of=date(2024, 12, 31),
            frame=pd.DataFrame({"hnte_in_force": pd.array([False, False, True, False], dtype="boolean")}, index=firms),
            group=pd.Series("", index=firms),
            slices=pd.DataFrame({"county": ["411303", "411303", "411303", ""]}, index=firms),
        )
        assert at_risk_by_county(HNTE_12M, day) == {"411303": 2, "": 1}

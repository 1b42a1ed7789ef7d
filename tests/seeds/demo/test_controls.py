"""Groups of firms under one controller."""

from datetime import date

import pandas as pd
import pytest
from stdnum.cn import uscc

from seeds.demo.city import City, make_city
from seeds.demo.codes import FICTIONAL


def firms_of(city: City) -> "pd.Series[int]":
    """Firms of the city under each controller, itself among them where it is one."""
    under = city.controls.groupby("controller_uscc")["enterprise"].nunique()
    return under + under.index.isin(city.enterprises["uscc"])


class TestMakeControls:
    def test_about_an_eighth_of_the_firms_belong_to_groups(self, city: City) -> None:
        assert 0.1 <= firms_of(city).sum() / len(city.enterprises) <= 0.14

    def test_groups_have_up_to_six_firms(self, city: City) -> None:
        sizes = firms_of(city)
        assert sizes.max() == 6
        assert (sizes >= 2).mean() > 0.6

    def test_the_controller_is_a_firm_of_the_city_for_about_half(self, city: City) -> None:
        codes = city.controls["controller_uscc"].drop_duplicates()
        assert 0.35 <= codes.isin(city.enterprises["uscc"]).mean() <= 0.65

    def test_a_firm_has_one_controller_and_is_never_its_own(self, city: City) -> None:
        assert city.controls["enterprise"].is_unique
        own = city.enterprises["uscc"].loc[city.controls["enterprise"]].to_numpy()
        assert (city.controls["controller_uscc"].to_numpy() != own).all()

    def test_codes_pass_every_check_and_belong_to_nobody(self, city: City) -> None:
        codes = city.controls["controller_uscc"]
        assert all(uscc.is_valid(code) for code in codes.unique())
        assert (codes.str[8:10] == FICTIONAL).all()

    def test_a_control_lies_within_the_life_of_the_firm(self, city: City) -> None:
        firms = city.enterprises.loc[city.controls["enterprise"]].reset_index(drop=True)
        assert (city.controls["since"] >= firms["registered_on"]).all()
        assert not (city.controls["since"] >= firms["ended_on"]).any()

    def test_some_ended_and_that_became_known_later(self, city: City) -> None:
        ended = city.controls.dropna(subset="ended_on")
        assert 10 <= len(ended) <= 0.1 * len(city.controls)
        assert (ended["ended_known_on"] >= ended["ended_on"]).all()
        assert (ended["ended_on"] > ended["since"]).all()

    @pytest.mark.parametrize("firms", [1, 2, 17])
    def test_the_smallest_towns_have_none_or_few(self, firms: int) -> None:
        made = make_city(seed=1, firms=firms, today=date(2026, 11, 23))
        assert len(made.controls) <= 2
        assert set(made.controls["enterprise"]) <= set(range(firms))

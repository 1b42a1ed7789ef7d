"""What caseworkers found out for the rulebooks off the path."""

import pandas as pd
import pytest

from crm.enterprises.models import Judgement
from scoring.rulebooks.measures import MEASURES
from seeds.demo.city import City

RARER = [
    ("national_award_3y", "national_award_top5_3y"),
    ("national_award_top5_3y", "science_award_3y"),
    ("provincial_award_3y", "science_award_3y"),
    ("maker_china_50_3y", "maker_china_500_3y"),
    ("six_base_field", "six_base_or_supplier"),
]
NEVER_FOUND_OUT = {"expert_ip_number", "expert_conversion", "expert_net_assets_growth", "expert_sales_growth"}
"""Points that follow from facts: the demo's experts leave them to the rulebook."""


class TestMakeAnswers:
    def test_speak_of_every_measure_that_a_person_judges(self, city: City) -> None:
        assert set(city.judgements["measure"]) == set(Judgement.Measure.values) - NEVER_FOUND_OUT

    def test_leave_firms_of_which_nothing_is_known_and_answer_both_ways_of_others(self, city: City) -> None:
        judged = city.judgements.drop_duplicates(["enterprise", "measure"], keep="last")
        yes = judged[judged["measure"].map(lambda name: MEASURES[name].unit == "flag")].groupby("measure")["value"]
        assert (yes.mean() > 0).all()
        assert (yes.mean() < 1).all()
        assert (yes.size() < len(city.enterprises)).all()

    def test_are_given_once_a_day_and_firm(self, city: City) -> None:
        assert not city.judgements.duplicated(["enterprise", "measure", "judged_on"]).any()

    @pytest.mark.parametrize(("rarer", "common"), RARER)
    def test_do_not_contradict_each_other(self, city: City, rarer: str, common: str) -> None:
        wide = city.judgements.pivot_table(index="enterprise", columns="measure", values="value", aggfunc="last")
        assert (wide[rarer] <= wide[common]).loc[wide[rarer].notna() & wide[common].notna()].all()

    def test_give_nobody_more_years_in_a_niche_than_the_firm_is_old(self, city: City) -> None:
        niche = city.judgements[city.judgements["measure"] == "niche_years"]
        registered = city.enterprises["registered_on"].loc[niche["enterprise"]].to_numpy()
        age = (pd.to_datetime(niche["judged_on"]).to_numpy() - registered) / pd.Timedelta(days=365.25)
        assert (niche["value"].to_numpy() <= age).all()

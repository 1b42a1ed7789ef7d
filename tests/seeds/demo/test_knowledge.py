"""What the bureau learns by looking."""

import numpy as np
import pandas as pd

from scoring.rulebooks.measures import MEASURES
from seeds.demo.city import COUNTY, City
from seeds.demo.knowledge import CLASS_II, ON_CONTACT, PUBLIC


class TestMakeCoverage:
    def test_public_lists_are_complete_for_the_city_since_records_began(self, city: City) -> None:
        regional = city.coverage[city.coverage["region"] != ""]
        assert set(regional["kind"]) == set(PUBLIC)
        assert set(regional["region"]) == {"411300"}
        assert (regional["known_on"] == pd.Timestamp("2018-01-01")).all()

    def test_what_stands_in_no_register_is_covered_firm_by_firm(self, city: City) -> None:
        own = city.coverage[city.coverage["region"] == ""]
        assert set(own["kind"]) == set(ON_CONTACT)
        share = own["enterprise"].nunique() / len(city.enterprises)
        assert 0.4 <= share <= 0.8

    def test_a_statement_is_of_a_region_or_of_a_firm(self, city: City) -> None:
        assert ((city.coverage["region"] != "") == city.coverage["enterprise"].isna()).all()
        assert not city.coverage.duplicated(["kind", "region", "enterprise"]).any()


class TestOnContact:
    def test_facts_of_firms_never_met_are_not_on_record(self, city: City) -> None:
        met = city.coverage.query("kind == 'conversion'").set_index("enterprise")["known_on"]
        assert set(city.conversions["enterprise"]) <= set(met.index)

    def test_what_happened_before_the_first_contact_is_known_with_it(self, city: City) -> None:
        met = city.coverage.query("kind == 'conversion'").set_index("enterprise")["known_on"]
        since = met.loc[city.conversions["enterprise"]].to_numpy()
        before = city.conversions["converted_on"].to_numpy() <= since
        assert (city.conversions["known_on"].to_numpy()[before] == since[before]).all()


class TestMakeRights:
    def test_class_two_rights_are_struck_out_by_a_granted_application_and_no_others(self, city: City) -> None:
        used = city.ip_rights.dropna(subset=["used_on"])
        assert len(used) > 100
        assert set(used["kind"]) <= set(CLASS_II)
        assert (used["used_on"] >= used["granted_on"]).all()
        assert set(used["enterprise"]) <= set(city.recognitions.query("programme == 'hnte'")["enterprise"]) | set(
            city.applications.query("programme == 'hnte'")["enterprise"]
        )

    def test_no_number_comes_twice_and_no_right_is_older_than_its_firm(self, city: City) -> None:
        assert city.ip_rights["number"].is_unique
        founded = city.enterprises["registered_on"].loc[city.ip_rights["enterprise"]].to_numpy()
        assert (city.ip_rights["granted_on"].to_numpy() > founded).all()


class TestMakeJudgements:
    def test_answers_are_yes_or_no_and_points_within_their_maxima(self, city: City) -> None:
        most = city.judgements.groupby("measure")["value"].max()
        least = city.judgements.groupby("measure")["value"].min()
        assert most["expert_ip_advanced"] <= 8
        assert most["expert_organisation"] <= 20
        assert (least >= 0).all()
        flags = {name for name, measure in MEASURES.items() if measure.unit == "flag"}
        plain = city.judgements[city.judgements["measure"].isin(flags)]
        assert set(plain["value"]) == {0.0, 1.0}

    def test_what_was_asked_of_the_last_years_is_asked_again_at_the_newest_visit(self, city: City) -> None:
        newest = city.judgements.groupby("enterprise")["judged_on"].max()
        awards = city.judgements.query("measure == 'national_award_5y'").groupby("enterprise")["judged_on"].max()
        assert (awards == newest.loc[awards.index]).all()

    def test_only_some_firms_were_looked_at(self, city: City) -> None:
        assert 0.3 <= city.judgements["enterprise"].nunique() / len(city.enterprises) <= 0.8


class TestMakePortfolios:
    def test_each_firm_has_one_caseworker_at_most_and_operates(self, city: City) -> None:
        assert city.portfolios["enterprise"].is_unique
        statuses = city.enterprises["status"].loc[city.portfolios["enterprise"]]
        assert set(statuses) <= {"operating", "suspended"}

    def test_the_city_caseworker_has_a_hundred_and_twenty_and_the_county_its_own(self, city: City) -> None:
        counts = city.portfolios["caseworker"].value_counts()
        assert counts["city_caseworker"] == 120
        own = city.portfolios.query("caseworker == 'county_caseworker'")["enterprise"]
        assert set(city.enterprises["operating_region"].loc[own]) == {COUNTY}
        assert np.isin(own, city.enterprises.index).all()

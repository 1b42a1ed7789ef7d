"""The city as a whole: always the same, plainly made up, honest about when things became known."""

import subprocess
import sys
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from stdnum.cn import uscc

import seeds
from seeds.demo.city import City, make_city, true_chances
from seeds.demo.codes import CityTooLarge
from seeds.demo.tables import DIRECTORY, REGISTER, SOURCE
from seeds.demo.titles import tier_on

TODAY = date(2026, 11, 23)
DATED = {
    "ip_rights": "granted_on",
    "conversions": "converted_on",
    "rnd_institutions": "recognised_on",
    "financing_rounds": "closed_on",
    "judgements": "judged_on",
    "controls": "since",
    "incidents": "occurred_on",
    "list_entries": "listed_on",
    "applications": "submitted_on",
    "engagements": "happened_on",
    "demands": "posted_on",
    "technology_contracts": "signed_on",
}
"""The day on which each kind of fact happened."""


class TestMakeCity:
    def test_gives_the_same_bytes_for_the_same_arguments(self, town: City) -> None:
        assert make_city(seed=3, firms=300, today=TODAY).digest() == town.digest()

    def test_gives_another_city_for_another_seed_or_day(self, town: City) -> None:
        assert make_city(seed=4, firms=300, today=TODAY).digest() != town.digest()
        assert make_city(seed=3, firms=300, today=TODAY - timedelta(days=1)).digest() != town.digest()

    def test_records_engagements_for_as_long_as_there_are_records(self, town: City) -> None:
        years = town.engagements["happened_on"].dt.year
        assert (years.min(), years.max()) == (2018, 2026)

    def test_refuses_what_cannot_be_made(self) -> None:
        with pytest.raises(ValueError, match="at least one"):
            make_city(seed=1, firms=0, today=TODAY)
        with pytest.raises(CityTooLarge, match="fictional codes"):
            make_city(seed=1, firms=1_000_000, today=TODAY)

    @pytest.mark.parametrize("today", [date(2026, 1, 1), date(2027, 3, 31), date(2028, 2, 29), date(2026, 12, 31)])
    def test_can_be_made_on_any_day(self, today: date) -> None:
        made = make_city(seed=5, firms=60, today=today)
        assert made.financial_years["year"].max() <= today.year - 1
        for _name, table in made.tables():
            if "known_on" in table:
                assert table["known_on"].max() <= pd.Timestamp(today)

    def test_needs_no_django(self) -> None:
        told = "import sys, seeds.demo.city; sys.exit('django' in sys.modules)"
        assert (
            subprocess.run([sys.executable, "-c", told], check=False, cwd=Path(seeds.__file__).parents[1]).returncode
            == 0
        )

    def test_can_be_a_hamlet(self) -> None:
        assert len(make_city(seed=1, firms=1, today=TODAY).enterprises) == 1


class TestFirms:
    def test_have_codes_that_pass_every_check_and_are_unique(self, town: City) -> None:
        assert all(uscc.is_valid(code) for code in town.enterprises["uscc"])
        assert town.enterprises["uscc"].is_unique

    def test_have_unique_names(self, city: City) -> None:
        assert city.enterprises["name"].is_unique

    def test_say_that_they_are_synthetic(self, town: City) -> None:
        assert town.enterprises["is_synthetic"].all()

    def test_say_so_in_every_row_that_has_a_source(self, town: City) -> None:
        for name, table in town.tables():
            if "source" in table:
                assert set(table["source"]) <= {SOURCE, REGISTER, DIRECTORY}, name
                assert table["source"].str.contains("演示数据").all(), name

    def test_that_ended_say_how_and_when(self, city: City) -> None:
        ended = city.enterprises["ended_on"].notna()
        assert set(city.enterprises.loc[ended, "status"]) == {"dissolved", "revoked", "moved_out"}
        assert set(city.enterprises.loc[~ended, "status"]) == {"operating", "suspended"}


class TestKnowledge:
    @pytest.mark.parametrize("table", DATED)
    def test_of_nothing_comes_before_it_happened(self, town: City, table: str) -> None:
        rows = getattr(town, table)
        assert len(rows)
        assert (rows["known_on"] >= rows[DATED[table]]).all()

    def test_of_a_year_comes_after_its_end(self, city: City) -> None:
        ends = pd.to_datetime(city.financial_years["year"].astype(str) + "-12-31")
        assert (city.financial_years["known_on"] > ends).all()

    def test_of_a_title_comes_after_it_was_decided(self, city: City) -> None:
        records = pd.Timestamp("2018-01-01")
        since = city.recognitions[city.recognitions["valid_from"] > records]
        decided = since["valid_from"].where(since["programme"] != "hnte", since["known_on"])
        assert (since["known_on"] >= decided).all()

    @pytest.mark.parametrize("table", ["financial_years", "recognitions", "ip_rights", "judgements", "coverage"])
    def test_does_not_reach_beyond_today(self, city: City, table: str) -> None:
        assert getattr(city, table)["known_on"].max() <= pd.Timestamp(TODAY)

    def test_of_a_firm_is_no_younger_than_that_of_its_facts(self, town: City) -> None:
        known = town.enterprises["known_on"]
        for name in DATED:
            rows = getattr(town, name)
            assert (rows["known_on"].to_numpy() >= known.loc[rows["enterprise"]].to_numpy()).all(), name

    def test_does_not_tell_who_has_an_application_running(self, city: City) -> None:
        """Accounts handed in with an application reach the bureau when it is decided, not before."""
        pending = city.applications.query("programme == 'hnte' and outcome == 'pending'")
        years = city.financial_years
        complete = years[(years["year"] == 2025) & (years["basis"] == "audit") & years["hightech_income"].notna()]
        share = complete["enterprise"].isin(pending["enterprise"]).mean()
        assert share < 0.35  # renewals, which report audited accounts every year


class TestRates:
    """What `docs` and the screens lead one to expect of the city that ships."""

    def test_the_path_has_the_numbers_of_such_a_city(self, city: City) -> None:
        tiers = np.bincount(tier_on(city.recognitions, 7000, np.datetime64(TODAY)), minlength=5)
        assert 2_200 <= tiers[1] <= 3_200
        assert 680 <= tiers[2] + tiers[3] + tiers[4] <= 800
        assert 20 <= tiers[3] <= 99
        assert 1 <= tiers[4] <= 20

    def test_thousands_were_a_technology_sme_at_some_time(self, city: City) -> None:
        entered = city.recognitions.query("programme == 'tech_sme'")["enterprise"].nunique()
        assert 4_000 <= entered <= 6_000

    def test_a_quarter_of_the_applications_for_the_title_is_refused(self, city: City) -> None:
        outcomes = city.applications.query("programme == 'hnte'")["outcome"].value_counts()
        assert 0.2 <= outcomes["refused"] / (outcomes["refused"] + outcomes["granted"]) <= 0.3

    def test_research_is_unknown_for_a_third_of_the_years_of_firms_without_a_title(self, city: City) -> None:
        never = ~city.financial_years["enterprise"].isin(city.recognitions["enterprise"])
        rows = city.financial_years[never & (city.financial_years["basis"] != "audit")]
        assert 0.28 <= rows["rnd_expense"].isna().mean() <= 0.4

    def test_a_tenth_of_the_years_stands_in_two_sources_that_differ(self, city: City) -> None:
        per_year = city.financial_years.groupby(["enterprise", "year"])
        two = per_year["basis"].nunique() > 1
        assert 0.05 <= two.mean() <= 0.2
        spread = per_year["revenue"].max() / per_year["revenue"].min()
        assert (spread[two] > 1.02).mean() > 0.6

    @settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(seed=st.integers(0, 2**32 - 1))
    def test_hold_for_every_seed(self, seed: int) -> None:
        made = make_city(seed=seed, firms=800, today=TODAY)
        tiers = np.bincount(tier_on(made.recognitions, 800, np.datetime64(TODAY)), minlength=5) / 800
        assert 0.25 <= tiers[1] <= 0.55
        assert 0.05 <= tiers[2:].sum() <= 0.18
        assert 0.06 <= made.enterprises["ended_on"].notna().mean() <= 0.2
        assert 0.05 <= made.financial_years["rnd_expense"].isna().mean() <= 0.35

    def test_each_year_has_winners_and_others_to_learn_from(self, city: City) -> None:
        first = city.recognitions.query("programme == 'hnte'").groupby("enterprise")["valid_from"].min()
        new = first.dt.year.value_counts().reindex(range(2018, 2027))
        assert (new >= 40).all()
        assert (new <= 400).all()

    def test_renewals_come_every_three_years_and_some_lapse(self, city: City) -> None:
        titles = city.recognitions.query("programme == 'hnte' and withdrawn_on.isna()")
        expired = titles[titles["valid_until"] < pd.Timestamp("2025-01-01")]
        followed = expired.apply(
            lambda old: (
                (titles["enterprise"] == old["enterprise"]) & (titles["valid_from"] > old["valid_until"])
            ).any(),
            axis=1,
        )
        assert 0.5 <= followed.mean() <= 0.9


def test_terms_of_one_title_do_not_overlap(city: City) -> None:
    for _firm, terms in city.recognitions.query("programme == 'hnte'").groupby("enterprise"):
        ordered = terms.sort_values("valid_from")
        spans = list(zip(ordered["valid_from"], ordered["valid_until"], strict=True))
        assert all(earlier[1] < later[0] for earlier, later in pairwise(spans))


class TestTrueChances:
    def test_tells_of_every_firm_what_its_applications_come_to(self, town: City) -> None:
        """Who applied was audited in its own favour, so it won more often than the chances say, but not by much."""
        chances = true_chances(seed=3, firms=300, today=TODAY, year=2025, draws=50)
        assert set(chances.index) == set(town.enterprises["uscc"])
        assert chances.between(0, 1).all()
        decided = town.applications.query("programme == 'hnte' and outcome in ['granted', 'refused']")
        rows = decided[decided["submitted_on"].dt.year == 2025]
        expected = chances[town.enterprises["uscc"].iloc[rows["enterprise"]]]
        won = (rows["outcome"] == "granted").to_numpy()
        assert won.mean() == pytest.approx(expected.mean(), abs=0.35)
        assert chances.mean() < expected.mean(), "who applies is nearer to the goal than who does not"

    def test_leaves_the_city_as_it_is(self, town: City) -> None:
        true_chances(seed=3, firms=300, today=TODAY, year=2025, draws=5)
        assert make_city(seed=3, firms=300, today=TODAY).digest() == town.digest()

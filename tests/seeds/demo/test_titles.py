"""Applications and recognitions on record."""

from datetime import date

import numpy as np
import pandas as pd

from seeds.demo.city import City
from seeds.demo.path import three_years_from
from seeds.demo.titles import tier_on

TODAY = pd.Timestamp(date(2026, 11, 23))


class TestMakeRecognitions:
    def test_a_high_tech_title_runs_three_years(self, city: City) -> None:
        titles = city.recognitions.query("programme == 'hnte'")
        until = titles["valid_from"] + pd.DateOffset(years=3) - pd.Timedelta(days=1)
        assert (titles["valid_until"] == until).all()

    def test_an_entry_ends_with_its_year_before_2022_and_in_march_since(self, city: City) -> None:
        entries = city.recognitions.query("programme == 'tech_sme'")
        old = entries["valid_from"].dt.year < 2022
        assert set(entries.loc[old, "valid_until"].dt.strftime("%m-%d")) == {"12-31"}
        assert set(entries.loc[~old, "valid_until"].dt.strftime("%m-%d")) == {"03-31"}
        assert (entries.loc[~old, "valid_until"].dt.year == entries.loc[~old, "valid_from"].dt.year + 1).all()

    def test_no_certificate_number_comes_twice(self, city: City) -> None:
        assert not city.recognitions.duplicated(["programme", "certificate_no"]).any()

    def test_a_title_falls_with_its_firm(self, city: City) -> None:
        ended = city.enterprises["ended_on"].dropna()
        titles = city.recognitions[city.recognitions["enterprise"].isin(ended.index)]
        end = ended.loc[titles["enterprise"]].to_numpy() + np.timedelta64(20, "D")
        still = (titles["valid_until"] >= end) & (end <= TODAY) & titles["withdrawn_on"].isna()
        assert not still.any()

    def test_every_title_above_the_second_stands_on_the_second(self, city: City) -> None:
        upper = city.recognitions[city.recognitions["programme"].isin(["gazelle", "innovation_leader"])]
        titled = set(city.recognitions.query("programme == 'hnte'")["enterprise"])
        assert set(upper["enterprise"]) <= titled


class TestMakeApplications:
    def test_who_was_granted_is_recognised_and_who_was_refused_is_told_why(self, city: City) -> None:
        applications = city.applications.query("programme == 'hnte'")
        granted = applications[applications["outcome"] == "granted"]
        assert set(granted["enterprise"]) <= set(city.recognitions["enterprise"])
        refused = applications["outcome"] == "refused"
        assert (applications.loc[refused, "reason"] != "").all()
        assert (applications.loc[~refused, "reason"] == "").all()

    def test_only_what_is_pending_is_undecided(self, city: City) -> None:
        pending = city.applications["outcome"] == "pending"
        assert pending.sum() > 50
        assert (city.applications["decided_on"].isna() == pending).all()

    def test_a_decision_comes_after_the_application(self, city: City) -> None:
        decided = city.applications.dropna(subset=["decided_on"])
        assert (decided["decided_on"] >= decided["submitted_on"]).all()

    def test_nobody_applies_twice_on_a_day(self, city: City) -> None:
        assert not city.applications.duplicated(["enterprise", "programme", "submitted_on"]).any()


class TestTierOn:
    def test_is_the_highest_that_a_title_in_force_gives(self) -> None:
        day = np.array(["2025-01-01"], dtype="datetime64[D]")
        never = np.datetime64("NaT", "D")
        rows = [
            (0, "tech_sme", "2024-01-01", "2025-12-31", never),
            (0, "hnte", "2024-01-01", "2026-12-31", never),
            (1, "hnte", "2021-01-01", "2023-12-31", never),
            (2, "hnte", "2024-01-01", "2026-12-31", np.datetime64("2024-06-01")),
        ]
        table = pd.DataFrame(rows, columns=["enterprise", "programme", "valid_from", "valid_until", "withdrawn_on"])
        for column in ("valid_from", "valid_until", "withdrawn_on"):
            table[column] = pd.to_datetime(table[column])
        table["known_on"] = table["valid_from"]
        assert tier_on(table, 3, day[0]).tolist() == [2, 0, 0]


class TestThreeYearsFrom:
    def test_ends_the_day_before_the_same_day(self) -> None:
        begins = np.array(["2023-11-04", "2024-02-29"], dtype="datetime64[D]")
        assert three_years_from(begins).astype(str).tolist() == ["2026-11-03", "2027-02-28"]

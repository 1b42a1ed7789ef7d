"""What is reported of the financial years."""

import numpy as np
import pandas as pd

from seeds.demo.city import City
from seeds.demo.reports import FIGURES, MONEY


def ordered(table: pd.DataFrame, smaller: str, larger: str) -> bool:
    """Whether one figure never exceeds the other where both are known; the fen of a correction aside."""
    return bool((table[smaller] - table[larger]).max() <= 0.01)


class TestMakeFinancialYears:
    def test_figures_of_a_row_fit_together(self, city: City) -> None:
        years = city.financial_years
        assert ordered(years, "main_revenue", "revenue")
        assert ordered(years, "revenue", "total_income")
        assert ordered(years, "hightech_income", "total_income")
        assert ordered(years, "rnd_domestic", "rnd_expense")
        assert ordered(years, "st_staff", "headcount")
        assert ordered(years, "rnd_staff", "st_staff")

    def test_net_assets_are_what_is_left_of_assets(self, city: City) -> None:
        years = city.financial_years.dropna(subset=["net_assets"])
        assert len(years) > 10_000
        np.testing.assert_allclose(years["net_assets"], years["total_assets"] - years["total_liabilities"], atol=0.011)

    def test_amounts_are_to_the_fen_and_people_whole_or_half(self, city: City) -> None:
        for figure in MONEY:
            known = city.financial_years[figure].dropna()
            np.testing.assert_array_equal(known, np.round(known, 2))
        heads = city.financial_years["headcount"].dropna() * 2
        np.testing.assert_array_equal(heads, np.round(heads))

    def test_every_figure_is_known_of_some_and_unknown_of_others(self, city: City) -> None:
        missing = city.financial_years[list(FIGURES)].isna().mean()
        assert (missing > 0.001).all()
        assert (missing < 0.6).all()

    def test_each_report_stands_once(self, city: City) -> None:
        assert not city.financial_years.duplicated(["enterprise", "year", "basis", "known_on"]).any()

    def test_a_few_amounts_slipped_by_ten_thousand_and_most_were_mended_later(self, city: City) -> None:
        reports = city.financial_years.sort_values("known_on").groupby(["enterprise", "year", "basis"])["revenue"]
        ratio = reports.transform("last") / reports.transform("first")
        mended = (ratio > 5_000).groupby([city.financial_years[key] for key in ("enterprise", "year", "basis")]).any()
        assert 10 <= mended.sum() <= 200

    def test_of_a_firm_that_ended_nothing_comes_afterwards(self, city: City) -> None:
        ended = city.enterprises["ended_on"].loc[city.financial_years["enterprise"]].to_numpy()
        known = city.financial_years["known_on"].to_numpy()
        assert not (ended <= known).any()

from typing import Any

import numpy as np
import pandas as pd
import pytest

from scoring.likelihood import catalogue
from scoring.likelihood.features import (
    CONTACT_ONLY,
    READABLE,
    Derivation,
    Feature,
    FrameIncomplete,
    LeakRefused,
    derive,
    without_contact,
)
from scoring.likelihood.targets import HNTE_12M, TARGETS
from tests.scoring.likelihood.city import frame


def derivation(reads: tuple[str, ...]) -> Derivation:
    return Derivation(feature=Feature(name="x", zh="x", en="x"), reads=reads, compute=lambda table: table[reads[0]])


class TestDerivation:
    @pytest.mark.parametrize("column", ["stage", "caseworker", "contacts_90d", "outreach_count", *CONTACT_ONLY])
    def test_refuses_to_read_what_outreach_can_move(self, column: str) -> None:
        with pytest.raises(LeakRefused, match=column):
            derivation((column,))

    def test_hands_a_feature_nothing_but_the_columns_it_declared(self) -> None:
        seen: list[list[str]] = []

        def spy(table: pd.DataFrame) -> Any:
            seen.append(list(table.columns))
            return table["tier"]

        one = Derivation(feature=Feature(name="x", zh="x", en="x"), reads=("tier",), compute=spy)
        derive(frame(3, seed=0), [one])
        assert seen == [["tier"]]

    @pytest.mark.parametrize("name", ["c90", "ip_class1_2", "frequency", "hnte_unmet_by_hand"])
    def test_refuses_a_smuggled_column_under_whatever_new_name(self, name: str) -> None:
        with pytest.raises(LeakRefused, match=name):
            derivation((name,))


class TestDerive:
    @pytest.mark.parametrize(
        "leak",
        [
            "stage",
            "caseworker",
            "contacts_90d",
            "outreach_count",
            "visits_12m",
            "engagements_1y",
            "applications",
            "hnte_label",
        ],
    )
    def test_refuses_a_frame_with_a_planted_leak(self, leak: str) -> None:
        for target in TARGETS.values():
            with pytest.raises(LeakRefused, match=leak):
                derive(frame(5, seed=0).assign(**{leak: 1.0}), target.derivations)

    def test_ignores_columns_that_are_on_no_list(self) -> None:
        plain = frame(50, seed=0)
        with_more = plain.assign(name="某公司", expert_ip_core=8.0, core_ip=True)
        pd.testing.assert_frame_equal(derive(with_more, HNTE_12M.derivations), derive(plain, HNTE_12M.derivations))

    def test_names_the_columns_that_a_frame_lacks(self) -> None:
        with pytest.raises(FrameIncomplete, match="ip_class1"):
            derive(frame(5, seed=0).drop(columns="ip_class1"), HNTE_12M.derivations)

    def test_takes_absent_rulebook_figures_as_unknown(self) -> None:
        made = derive(frame(5, seed=0).drop(columns="hnte_unmet"), HNTE_12M.derivations)
        assert made["rulebook_unmet"].isna().all()

    def test_gives_floats_on_the_index_of_the_frame(self) -> None:
        given = frame(20, seed=0)
        made = derive(given, HNTE_12M.derivations)
        assert made.index.equals(given.index)
        assert set(made.dtypes) == {np.dtype("float64")}


class TestWithoutContact:
    def test_forgets_what_only_a_visit_tells_and_nothing_else(self) -> None:
        given = frame(5, seed=0).assign(expert_ip_core=8.0)
        made = without_contact(given)
        assert made["expert_ip_core"].isna().all()
        assert made["led_standard_5y"].dtype == "boolean"
        assert made["led_standard_5y"].isna().all()
        rest = [name for name in given.columns if name not in CONTACT_ONLY]
        pd.testing.assert_frame_equal(made[rest], given[rest])

    def test_names_nothing_that_a_model_reads(self) -> None:
        assert not READABLE & set(CONTACT_ONLY)


class TestCatalogue:
    def one(self, name: str, **columns: Any) -> float:
        given = frame(1, seed=0, missing=0).assign(**columns)
        return float(derive(given, HNTE_12M.derivations)[name].iloc[0])

    def test_keeps_unknown_unknown(self) -> None:
        assert np.isnan(self.one("st_staff_ratio", st_staff_y0=np.nan))
        assert np.isnan(self.one("on_abnormal_list", on_abnormal_list=pd.array([pd.NA], dtype="boolean")))
        assert np.isnan(self.one("industry_section", industry_section=None))

    def test_makes_no_ratio_of_nothing(self) -> None:
        assert np.isnan(self.one("rnd_intensity", rnd_expense_y0=1.0, revenue_y0=0.0))
        assert np.isnan(self.one("net_assets_growth", net_assets_y0=5.0, net_assets_y1=-1.0))

    def test_measures_growth_a_year(self) -> None:
        assert self.one("revenue_growth", revenue_y0=120.0, revenue_y1=100.0) == pytest.approx(0.2)
        assert self.one("revenue_growth_3y", revenue_y0=1728.0, revenue_y3=1000.0) == pytest.approx(0.2)

    def test_sums_rnd_over_the_years_that_the_firm_operated(self) -> None:
        spent = {"rnd_expense_y0": 6.0, "rnd_expense_y1": 4.0, "rnd_expense_y2": np.nan}
        sold = {"revenue_y0": 100.0, "revenue_y1": 100.0, "revenue_y2": np.nan}
        assert self.one("rnd_ratio_3y", operating_years=2.0, **spent, **sold) == pytest.approx(0.05)
        assert np.isnan(self.one("rnd_ratio_3y", operating_years=3.0, **spent, **sold))

    def test_names_each_feature_once_in_both_languages(self) -> None:
        for target in TARGETS.values():
            features = [one.feature for one in target.derivations]
            assert len({feature.name for feature in features}) == len(features)
            assert all(feature.zh and feature.en for feature in features)

    def test_numbers_sections_in_the_order_of_the_standard(self) -> None:
        assert catalogue.SECTIONS[int(self.one("industry_section", industry_section="C"))] == "C"

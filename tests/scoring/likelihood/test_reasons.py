import numpy as np
import pandas as pd
import pytest

from scoring.likelihood.predict import features_of, score
from scoring.likelihood.reasons import base_log_odds, contributions, explain
from tests.scoring.likelihood.city import frame, trained


class TestContributions:
    def test_sum_to_the_log_odds_of_the_probability(self) -> None:
        given = frame(500, seed=42)
        said = score(given, trained())
        sums = base_log_odds(trained()) + contributions(features_of(given, trained()), trained()).sum(axis=1)
        spoken = said["probability"].notna()
        odds = np.log(said["probability"] / (1 - said["probability"]))
        np.testing.assert_allclose(sums[spoken], odds[spoken], rtol=0, atol=1e-6)


class TestExplain:
    @pytest.mark.parametrize("top", [None, 3])
    def test_adds_up_for_every_firm(self, top: int | None) -> None:
        for one in explain(frame(50, seed=42), trained(), top=top).values():
            total = one.base_log_odds + sum(reason.contribution for reason in one.reasons) + one.rest
            assert total == pytest.approx(one.log_odds, abs=1e-6)
            assert one.probability == pytest.approx(1 / (1 + np.exp(-one.log_odds)))

    def test_puts_the_strongest_reason_first(self) -> None:
        strengths = [abs(reason.contribution) for reason in explain(frame(1, seed=42), trained())[1].reasons]
        assert strengths == sorted(strengths, reverse=True)

    def test_says_of_one_firm_what_it_says_among_all(self) -> None:
        given = frame(30, seed=42)
        alone, among = explain(given.loc[[7]], trained(), top=5)[7], explain(given, trained(), top=5)[7]
        assert [reason.feature for reason in alone.reasons] == [reason.feature for reason in among.reasons]
        assert alone.log_odds == pytest.approx(among.log_odds, abs=1e-9)

    def test_shows_values_as_the_firm_would_name_them(self) -> None:
        given = frame(1, seed=42, missing=0).assign(
            industry_section="M", on_abnormal_list=pd.array([True], dtype="boolean"), ip_class1=np.nan
        )
        shown = {reason.feature: reason.value for reason in explain(given, trained())[1].reasons}
        assert shown["industry_section"] == "M"
        assert shown["on_abnormal_list"] is True
        assert shown["ip_class1"] is None
        assert shown["revenue_y0"] == given["revenue_y0"].iloc[0]

    def test_tells_what_the_firm_can_change(self) -> None:
        reasons = {reason.feature: reason.changeable for reason in explain(frame(1, seed=42), trained())[1].reasons}
        assert reasons["st_staff_ratio"]
        assert not reasons["age_years"]

    def test_compares_with_firms_of_its_section_and_size(self) -> None:
        given = frame(1, seed=42, missing=0)
        slices = pd.DataFrame({"industry_section": "C", "size": "micro"}, index=given.index)
        one, whole = explain(given, trained(), slices=slices)[1], explain(given, trained())[1]
        assert one.peers is not None
        assert whole.peers is not None
        assert (one.peers.industry_section, one.peers.size) == ("C", "micro")
        assert whole.peers.firms > one.peers.firms
        names = [feature.name for feature in trained().features]
        for reason in one.reasons:
            middle = one.peers.medians[names.index(reason.feature)]
            assert reason.peer_value == (middle if reason.unit != "yes_no" else middle is not None and middle >= 0.5)

    def test_says_how_the_parts_were_found(self) -> None:
        assert explain(frame(1, seed=42), trained())[1].reasons_by == trained().estimator.reasons_by

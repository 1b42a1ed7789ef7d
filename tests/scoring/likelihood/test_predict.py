from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from scoring.likelihood.features import LeakRefused
from scoring.likelihood.predict import score
from scoring.likelihood.selection import learn_selection
from tests.scoring.likelihood.city import city, frame, trained
from tests.scoring.likelihood.tables import selected


class TestScore:
    def test_gives_either_a_probability_or_the_reason_for_none(self) -> None:
        given = frame(300, seed=42, missing=0.3)
        given.loc[given.index[:5], "hnte_in_force"] = True
        said = score(given, trained())
        assert said.index.equals(given.index)
        assert (said["probability"].isna() == said["abstained_because"].notna()).all()
        spoken = said.dropna(subset=["probability"])
        assert spoken["probability"].between(spoken["low"], spoken["high"]).all()
        assert spoken["low"].min() >= 0
        assert spoken["high"].max() <= 1
        assert (spoken["low"] < spoken["high"]).any()
        assert said.loc[said["probability"].isna(), ["low", "high", "log_odds"]].isna().all(axis=None)

    def test_keeps_silent_on_firms_that_hold_the_title(self) -> None:
        given = frame(1, seed=42).assign(hnte_in_force=pd.array([True], dtype="boolean"))
        assert score(given, trained())["abstained_because"].iloc[0].code == "not_at_risk"

    def test_keeps_silent_where_too_little_is_known_and_names_what(self) -> None:
        given = frame(1, seed=42)
        measures = given.select_dtypes("float64").columns.difference(["tier"])
        because = score(given.assign(**dict.fromkeys(measures, np.nan)), trained())["abstained_because"].iloc[0]
        assert because.code == "facts_missing"
        assert "st_staff_ratio" in because.features

    def test_keeps_silent_outside_the_range_of_the_training_data(self) -> None:
        because = score(frame(1, seed=42).assign(ip_class1=500.0), trained())["abstained_because"].iloc[0]
        assert (because.code, because.features) == ("outside_range", ("ip_class1",))

    @pytest.mark.parametrize(
        ("question", "zh", "en"),
        [
            ("if_applied", "申报过的企业中极少有与其相似的", "hardly any firm that has applied is like it"),
            ("applies", "未被走访的企业中极少有与其相似的", "hardly any firm that nobody visited is like it"),
            ("becomes", "结果已知的企业中极少有与其相似的", "hardly any firm whose outcome is known is like it"),
        ],
    )
    def test_keeps_silent_where_no_firm_with_a_label_is_alike(self, question: str, zh: str, en: str) -> None:
        known = city().X["ip_class1"].fillna(0).to_numpy() > 1
        selection, _ = learn_selection(selected(city(), known))
        model = replace(trained(), selection=selection, card=replace(trained().card, question=question))
        because = score(frame(1, seed=42, missing=0).assign(ip_class1=0.0), model)["abstained_because"].iloc[0]
        assert (because.code, because.zh, because.en) == ("unlike_labelled", zh, en)
        assert score(frame(1, seed=42, missing=0).assign(ip_class1=4.0), model)["probability"].notna().all()

    @pytest.mark.parametrize(("column", "better"), [("ip_class1", True), ("hnte_unmet", False)])
    def test_moves_the_way_that_policy_says(self, column: str, better: bool) -> None:
        firm = frame(1, seed=42, missing=0)
        steps = pd.concat([firm.assign(**{column: float(step)}) for step in range(5)])
        moves = np.diff(score(steps, trained())["log_odds"])
        assert (moves >= 0).all() if better else (moves <= 0).all()
        assert moves.any()

    def test_does_not_move_by_what_it_may_not_read(self) -> None:
        given = frame(50, seed=42)
        judged = given.assign(expert_ip_core=8.0, core_ip=True, county="411302")
        np.testing.assert_array_equal(score(given, trained())["log_odds"], score(judged, trained())["log_odds"])

    def test_refuses_a_frame_with_bookkeeping(self) -> None:
        with pytest.raises(LeakRefused, match="outreach_count"):
            score(frame(5, seed=42).assign(outreach_count=3.0), trained())

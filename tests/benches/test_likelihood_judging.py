import numpy as np
import pytest
from sklearn.metrics import roc_auc_score

from benches.likelihood_judging import Judged, measured


def judged(*, seed: int = 0, many: int = 400) -> Judged:
    """Two parts, the second with a higher rate that the foretold probabilities know of."""
    draw = np.random.default_rng(seed)
    part = np.repeat([0, 1], many // 2)
    said = 1 / (1 + np.exp(-(draw.normal(size=many) - 2 + 2 * part)))
    y = (draw.random(many) < said).astype("float64")
    return Judged(
        y=y,
        group=np.arange(many),
        part=part,
        probability=said,
        alone={"additive_boosting": said[::-1].copy(), "full_boosting": said},
        chosen={"full_boosting": 2},
        speaks=1.0,
        seconds=0.1,
    )


class TestMeasured:
    def test_gives_the_mean_over_parts_where_papers_do(self) -> None:
        one = judged()
        by_hand = [roc_auc_score(one.y[one.part == part], one.probability[one.part == part]) for part in (0, 1)]
        made = measured(one, by_part=True)
        assert made["auc"] == pytest.approx(np.mean(by_hand))
        assert made["auc_sd_of_parts"] == pytest.approx(np.std(by_hand, ddof=1))

    def test_gives_all_rows_together_where_parts_are_times(self) -> None:
        one = judged()
        made = measured(one, by_part=False)
        assert made["auc"] == pytest.approx(roc_auc_score(one.y, one.probability))
        assert made["auc"] == made["auc_pooled"]

    def test_puts_the_figure_inside_its_interval(self) -> None:
        made = measured(judged(), by_part=True)
        assert made["auc_low"] < made["auc"] < made["auc_high"]
        assert made["brier_low"] < made["brier"] < made["brier_high"]

    def test_states_how_far_the_additive_candidate_lies_behind_the_best(self) -> None:
        made = measured(judged(), by_part=False)
        assert made["best_candidate"] == "full_boosting"
        assert made["additive_behind_best_auc"] == pytest.approx(
            made["auc_full_boosting"] - made["auc_additive_boosting"]
        )

    def test_reckons_the_area_under_the_lift_curve(self) -> None:
        one = judged()
        order = np.argsort(-one.probability)
        found = np.concatenate([[0], np.cumsum(one.y[order])]) / one.y.sum()
        by_hand = np.trapezoid(found, dx=1 / len(one.y))
        made = measured(one, by_part=False)
        assert made["alift"] == pytest.approx(by_hand)
        assert made["better_half"] == pytest.approx(found[len(one.y) // 2])

    def test_skips_a_part_in_which_nothing_happened(self) -> None:
        one = judged()
        one.y[one.part == 0] = 0
        made = measured(one, by_part=True)
        assert made["auc"] == pytest.approx(roc_auc_score(one.y[one.part == 1], one.probability[one.part == 1]))

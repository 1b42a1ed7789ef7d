import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scoring.likelihood.candidates import Floats, log_odds, sigmoid
from scoring.likelihood.candidates.logistic import RegularisedLogistic
from scoring.likelihood.dataset import Dataset, plain_dataset
from scoring.likelihood.features import plain_features
from scoring.likelihood.learning import learn
from scoring.likelihood.selection import HIGHEST, LOWEST, learn_selection
from tests.scoring.likelihood.tables import selected, table


def self_selected(rows: int, *, seed: int, pull: float = 1.5, share: float = 0.5) -> tuple[Dataset, Floats, Floats]:
    """Strong firms apply, and among these more strength helps no further. Table, truth, chance of a label.

    `pull` is how much strength moves the log-odds of a label, `share` its chance at strength 0.
    """
    rng = np.random.default_rng(seed)
    X = pd.DataFrame({"x": rng.uniform(-2, 2, rows), "noise": rng.normal(size=rows)})
    truth, chance = sigmoid(1.5 * np.minimum(X["x"], 0)), sigmoid(log_odds(share) + pull * X["x"])
    labelled = rng.random(rows) < chance
    whole = plain_dataset(X, rng.random(rows) < truth, features=plain_features(X.columns))
    return selected(whole, labelled), truth, chance


class TestLearnSelection:
    @settings(max_examples=10)
    @given(seed=st.integers(0, 10_000), share=st.floats(0.2, 0.9))
    def test_weighs_all_about_one_where_labels_come_at_random(self, seed: int, share: float) -> None:
        dataset, _ = table(3_000, seed=seed)
        made, weights = learn_selection(selected(dataset, np.random.default_rng(seed).random(3_000) < share))
        assert made.auc == pytest.approx(0.5, abs=0.1)
        assert made.share == pytest.approx(share, abs=0.05)
        assert np.abs(weights - 1).mean() < 0.15
        assert (np.abs(weights - 1) < 0.4).mean() > 0.95
        assert made.effective_rows > 0.95 * made.share * 3_000

    def test_finds_the_chance_of_a_label(self) -> None:
        dataset, _, chance = self_selected(6_000, seed=0)
        made, weights = learn_selection(dataset)
        assert np.abs(made.chance(dataset.X) - chance).mean() < 0.05
        assert made.auc > 0.75
        assert made.effective_rows < dataset.labelled.sum() * 0.8
        assert weights.min() >= LOWEST
        assert weights.max() <= HIGHEST

    def test_makes_the_labelled_stand_for_all(self) -> None:
        dataset, truth, _ = self_selected(20_000, seed=1)
        _, weights = learn_selection(dataset)
        known = dataset.labelled
        plain = dataset.X.loc[known, "x"].mean()
        weighed = np.average(dataset.X.loc[known, "x"], weights=weights[known])
        assert abs(weighed) < abs(plain) / 2
        assert abs(np.average(truth[known], weights=weights[known]) - truth.mean()) < 0.03

    def test_takes_the_weight_of_a_row_from_other_groups(self) -> None:
        dataset, _ = table(600, seed=0)
        made, weights = learn_selection(selected(dataset, np.arange(600) % 3 == 0))
        assert not np.allclose(weights, made.weights(dataset.X))

    def test_says_which_firms_no_labelled_one_is_like(self) -> None:
        dataset, _, chance = self_selected(6_000, seed=0, pull=3)
        made, _ = learn_selection(dataset)
        unlike = made.unlike(dataset.X)
        assert 0 < unlike[dataset.labelled].mean() < 0.012
        assert chance[unlike].max() < made.share / 5
        assert made.unlike(pd.DataFrame({"x": [-2.0, 1.5], "noise": 0.0})).tolist() == [True, False]

    @pytest.mark.parametrize("pull", [0.0, 0.4, 0.8])
    def test_finds_none_where_every_firm_is_more_likely_than_not_to_have_a_label(self, pull: float) -> None:
        dataset, _, chance = self_selected(3_000, seed=0, pull=pull, share=0.9)
        assert chance.min() > 0.6
        made, _ = learn_selection(dataset)
        assert not made.unlike(dataset.X).any()


class TestCorrection:
    def test_brings_the_estimate_nearer_to_the_truth_of_all_firms(self) -> None:
        """Over twelve draws; of a single one, chance may say otherwise."""
        off = np.array([self.off(seed) for seed in range(12)])
        (each, share), (each_uncorrected, share_uncorrected) = off.mean(axis=0)
        assert each < each_uncorrected
        assert share < share_uncorrected

    def off(self, seed: int) -> list[tuple[float, float]]:
        """How far corrected and uncorrected are from the truth: firm by firm, and of all firms together."""
        dataset, truth, _ = self_selected(4_000, seed=seed)
        _, weights = learn_selection(dataset)
        known = dataset.labelled
        said = [
            sigmoid(
                RegularisedLogistic()
                .fit(dataset.X[known], dataset.y[known], sample_weight=weight)
                .decision_function(dataset.X)
            )
            for weight in (weights[known], None)
        ]
        return [(float(np.abs(one - truth).mean()), abs(float(one.mean() - truth.mean()))) for one in said]

    def test_goes_into_what_is_learnt(self) -> None:
        dataset, truth, _ = self_selected(2_000, seed=0)
        made = learn(dataset, refits=0)
        assert made.selection is not None
        assert made.weights is not None
        assert abs(made.predict(dataset.X).mean() - truth.mean()) < 0.05

    def test_keeps_silent_where_it_has_nothing_to_go_by(self) -> None:
        made = learn(self_selected(2_000, seed=0, pull=3)[0], refits=0)
        assert made.speaks(pd.DataFrame({"x": [-2.0, 1.5], "noise": 0.0})).tolist() == [False, True]

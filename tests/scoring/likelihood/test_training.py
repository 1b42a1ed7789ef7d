from dataclasses import replace
from functools import cache

import numpy as np
import pytest

from scoring.likelihood.dataset import Dataset, build
from scoring.likelihood.model import TrainedModel
from scoring.likelihood.predict import score
from scoring.likelihood.splits import TooFewOutcomes
from scoring.likelihood.targets import HNTE_12M
from scoring.likelihood.training import train
from tests.scoring.likelihood.city import TRAINED_ON, city, frame, snapshots, trained, truth


def small(*, noise: bool = False) -> Dataset:
    return build(HNTE_12M, snapshots(firms=400, years=4, seed=7, noise=noise))


@cache
def small_trained() -> TrainedModel:
    return train(small(), trained_on=TRAINED_ON)


class TestTrain:
    def test_promotes_a_model_that_learnt_the_truth(self) -> None:
        card = trained().card
        assert card.promoted, [finding.en for finding in card.findings if not finding.held]
        assert {one.feature for one in card.influence[:4]} == {
            "rulebook_unmet",
            "ip_class1",
            "st_staff_ratio",
            "rnd_intensity",
        }

    def test_recovers_the_chances_by_which_the_labels_were_drawn(self) -> None:
        unseen = frame(3_000, seed=500)
        said = score(unseen, trained())["probability"]
        spoken = said.notna().to_numpy()
        assert np.abs(said.to_numpy() - truth(unseen))[spoken].mean() < 0.06
        assert np.corrcoef(said[spoken], truth(unseen)[spoken])[0, 1] > 0.95

    def test_refuses_promotion_where_labels_are_noise(self) -> None:
        card = train(small(noise=True), trained_on=TRAINED_ON).card
        assert not card.promoted
        assert any(not finding.held and "base_rate" in finding.rule for finding in card.findings)

    def test_gives_the_same_model_from_the_same_data_and_seed(self) -> None:
        one, other = small_trained(), train(small(), trained_on=TRAINED_ON)
        assert one.card == other.card
        assert one.calibration == other.calibration
        X = small().X
        np.testing.assert_array_equal(one.estimator.decision_function(X), other.estimator.decision_function(X))

    def test_touches_the_newest_year_only_to_judge(self) -> None:
        dataset = small()
        newest = dataset.as_of == dataset.as_of.max()
        one = small_trained()
        other = train(replace(dataset, y=np.where(newest, 1 - dataset.y, dataset.y)), trained_on=TRAINED_ON)
        X = dataset.X
        np.testing.assert_array_equal(one.estimator.decision_function(X), other.estimator.decision_function(X))
        assert one.calibration == other.calibration
        assert one.card.curve != other.card.curve

    def test_puts_all_on_the_card_that_an_auditor_asks_for(self) -> None:
        card = trained().card
        assert card.data_sha256 == city().sha256
        assert [one.use for one in card.years] == ["train", "train", "train", "calibrate", "hold_out"]
        assert [one.name for one in card.candidates] == [
            "base_rate",
            "rulebook",
            "logistic",
            "additive_boosting",
            "full_boosting",
        ]
        assert {"auc", "average_precision", "brier", "log_loss", "ece"} <= {
            one.name for one in card.candidates[0].metrics
        }
        assert sum(point.firms for point in card.curve) == card.judged_rows

    def test_refuses_a_cold_start(self) -> None:
        dataset = build(HNTE_12M, snapshots(firms=40, years=3))
        with pytest.raises(TooFewOutcomes, match="eligibility and gap"):
            train(dataset, trained_on=TRAINED_ON)

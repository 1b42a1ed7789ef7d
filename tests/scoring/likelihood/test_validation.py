from dataclasses import replace

import numpy as np
import pytest

from scoring.likelihood.dataset import build
from scoring.likelihood.splits import TooFewOutcomes, forward_splits
from scoring.likelihood.targets import HNTE_12M
from scoring.likelihood.validation import Foretold, choose, refuse_too_few
from tests.scoring.likelihood.city import snapshots


def foretold(logistic: np.ndarray, additive: np.ndarray, y: np.ndarray) -> Foretold:
    group = np.arange(len(y)).astype(str)
    return Foretold(y=y, group=group, probability={"logistic": logistic, "additive_boosting": additive})


class TestChoose:
    def test_takes_the_simplest_within_one_standard_error(self) -> None:
        rng = np.random.default_rng(0)
        truth = rng.uniform(0.05, 0.5, 2_000)
        y = (rng.random(2_000) < truth).astype(int)
        noisy = np.clip(truth + rng.normal(0, 0.002, 2_000), 0.01, 0.99)
        assert choose(foretold(noisy, truth, y), seed=0) == "logistic"

    def test_takes_the_better_one_where_it_is_clearly_better(self) -> None:
        rng = np.random.default_rng(0)
        truth = rng.uniform(0.01, 0.9, 2_000)
        y = (rng.random(2_000) < truth).astype(int)
        assert choose(foretold(np.full(2_000, y.mean()), truth, y), seed=0) == "additive_boosting"

    def test_takes_the_simplest_where_there_is_no_earlier_year(self) -> None:
        assert choose(None, seed=0) == "logistic"


class TestRefuseTooFew:
    def test_says_what_is_needed_at_a_cold_start(self) -> None:
        dataset = build(HNTE_12M, snapshots(firms=60, years=3))
        few = replace(dataset, y=np.where(np.arange(len(dataset.y)) < 3, 1, 0))
        with pytest.raises(TooFewOutcomes, match="3 of 60 firms reached the target in the years used to train"):
            refuse_too_few(few, forward_splits(few)[-1])

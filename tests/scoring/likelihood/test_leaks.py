from dataclasses import replace

import numpy as np
import pytest

from scoring.likelihood.features import plain_features
from scoring.likelihood.leaks import single_auc
from tests.scoring.likelihood.tables import table


def with_column(values: np.ndarray) -> dict[str, float]:
    dataset, _ = table(1_000, seed=0)
    return single_auc(
        replace(dataset, X=dataset.X.assign(planted=values), features=plain_features([*dataset.X, "planted"]))
    )


class TestSingleAuc:
    def test_finds_out_an_outcome_under_another_name(self) -> None:
        y, rng = table(1_000, seed=0)[0].y, np.random.default_rng(0)
        assert with_column(y + rng.normal(0, 0.05, 1_000))["planted"] > 0.97
        assert with_column(-3.0 * y)["planted"] > 0.97

    def test_finds_out_an_outcome_hidden_in_what_is_missing_or_in_a_code(self) -> None:
        y, rng = table(1_000, seed=0)[0].y, np.random.default_rng(0)
        assert with_column(np.where(y == 1, np.nan, rng.normal(size=1_000)))["planted"] > 0.97
        assert with_column(np.where(y == 1, 3.0, rng.choice([1.0, 5.0], 1_000)))["planted"] > 0.97

    def test_gives_chance_to_what_tells_nothing(self) -> None:
        assert with_column(np.random.default_rng(1).normal(size=1_000))["planted"] == pytest.approx(0.5, abs=0.06)
        assert with_column(np.full(1_000, np.nan))["planted"] == pytest.approx(0.5, abs=0.06)

    def test_calls_an_honest_feature_no_leak(self) -> None:
        assert 0.6 < single_auc(table(1_000, seed=0)[0])["up"] < 0.9

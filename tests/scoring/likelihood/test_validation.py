import numpy as np

from scoring.likelihood.foretold import Foretold
from scoring.likelihood.validation import choose


def foretold(logistic: np.ndarray, full: np.ndarray, y: np.ndarray, weight: np.ndarray | None = None) -> Foretold:
    said = {"rulebook": y * 0.9 + 0.05, "logistic": logistic, "full_boosting": full}
    return Foretold(y=y, group=np.arange(len(y)).astype(str), probability=said, weight=weight)


def drawn(rows: int, low: float, high: float) -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(0)
    truth = rng.uniform(low, high, rows)
    return truth, (rng.random(rows) < truth).astype(int)


class TestChoose:
    def test_takes_the_simplest_within_one_standard_error(self) -> None:
        truth, y = drawn(2_000, 0.05, 0.5)
        noisy = np.clip(truth + np.random.default_rng(1).normal(0, 0.002, 2_000), 0.01, 0.99)
        assert choose(foretold(noisy, truth, y), seed=0) == "logistic"

    def test_takes_the_better_one_where_it_is_clearly_better(self) -> None:
        truth, y = drawn(2_000, 0.01, 0.9)
        assert choose(foretold(np.full(2_000, y.mean()), truth, y), seed=0) == "full_boosting"

    def test_never_takes_the_baseline_however_good(self) -> None:
        truth, y = drawn(500, 0.01, 0.9)
        assert choose(foretold(truth, truth, y), seed=0) == "logistic"

    def test_looks_where_the_weights_are(self) -> None:
        truth, y = drawn(2_000, 0.01, 0.9)
        heavy = np.arange(2_000) < 1_000
        split = np.where(heavy, truth, y.mean())
        other = np.where(heavy, y.mean(), truth)
        assert choose(foretold(other, split, y, np.where(heavy, 1.0, 0.01)), seed=0) == "full_boosting"

import numpy as np

from scoring.likelihood.promotion import findings
from scoring.likelihood.validation import Foretold


def judged(*, additive: np.ndarray, logistic: np.ndarray, rulebook: np.ndarray, y: np.ndarray) -> Foretold:
    said = {
        "base_rate": np.full(len(y), y.mean()),
        "rulebook": rulebook,
        "logistic": logistic,
        "additive_boosting": additive,
    }
    return Foretold(y=y, group=np.arange(len(y)).astype(str), probability=said)


def truth(rows: int = 3_000) -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(1)
    p = rng.uniform(0.02, 0.8, rows)
    return p, (rng.random(rows) < p).astype(int)


def failed(given: Foretold, chosen: str = "additive_boosting") -> set[str]:
    return {finding.rule for finding in findings(given, chosen, by_chance=0.02, seed=0) if not finding.held}


class TestFindings:
    def test_hold_for_a_model_that_is_better_and_calibrated(self) -> None:
        p, y = truth()
        flat = np.full(len(y), y.mean())
        assert failed(judged(additive=p, logistic=0.5 * p + 0.5 * flat, rulebook=flat, y=y)) == set()

    def test_refuse_a_model_that_is_not_better_than_the_rulebook_beyond_noise(self) -> None:
        p, y = truth()
        near = np.clip(p + np.random.default_rng(1).normal(0, 0.001, len(p)), 0.01, 0.99)
        assert "log_loss_better_beyond_noise_than_rulebook" in failed(
            judged(additive=near, logistic=near, rulebook=p, y=y)
        )

    def test_refuse_boosting_that_is_worse_than_logistic_regression(self) -> None:
        p, y = truth()
        worse = 0.7 * p + 0.3 * y.mean()
        assert "log_loss_not_worse_beyond_noise_than_logistic" in failed(
            judged(additive=worse, logistic=p, rulebook=worse, y=y)
        )

    def test_hold_for_boosting_that_is_as_good_as_logistic_regression(self) -> None:
        p, y = truth()
        near = np.clip(p + np.random.default_rng(1).normal(0, 0.001, len(p)), 0.01, 0.99)
        flat = np.full(len(y), y.mean())
        assert failed(judged(additive=near, logistic=p, rulebook=flat, y=y)) == set()

    def test_refuse_a_model_that_ranks_right_and_is_not_calibrated(self) -> None:
        p, y = truth()
        flat = np.full(len(y), y.mean())
        assert failed(judged(additive=np.clip(p * 0.85, 0.01, 0.99), logistic=flat, rulebook=flat, y=y)) == {
            "calibrated"
        }

    def test_hold_a_chosen_logistic_regression_against_the_rulebook_only(self) -> None:
        p, y = truth()
        rules = {
            one.rule
            for one in findings(judged(additive=p, logistic=p, rulebook=p, y=y), "logistic", by_chance=0.02, seed=0)
        }
        assert not any("logistic" in rule for rule in rules)

import numpy as np

from scoring.likelihood.candidates import candidates
from scoring.likelihood.candidates.catalogue import PAIRS
from scoring.likelihood.features import Feature, plain_features
from scoring.likelihood.targets import TARGETS
from tests.scoring.likelihood.candidates.tables import table


class TestCandidates:
    def test_puts_directions_and_codes_where_the_features_say(self) -> None:
        features = (
            Feature(name="age_years", zh="a", en="a", direction=-1),
            Feature(name="revenue_growth", zh="b", en="b", categories=("x", "y")),
        )
        made = candidates(features, baseline="age_years", seed=3)
        assert list(made) == ["rulebook", "logistic", "additive_boosting", "paired_boosting", "full_boosting"]
        assert vars(made["rulebook"])["increasing"] is False
        assert vars(made["logistic"])["codes"] == ("revenue_growth",)
        assert vars(made["additive_boosting"])["directions"] == (-1, 0)
        assert vars(made["paired_boosting"])["pairs"] == (("age_years", "revenue_growth"),)

    def test_leaves_out_what_a_table_has_no_features_for(self) -> None:
        assert list(candidates(plain_features("a"), baseline=None, seed=0)) == [
            "logistic",
            "additive_boosting",
            "full_boosting",
        ]

    def test_takes_any_table(self) -> None:
        X, y = table(200)
        for candidate in candidates(plain_features(X.columns), baseline=None, seed=0).values():
            assert np.isfinite(candidate.fit(X, y).decision_function(X)).all()


class TestPairs:
    def test_name_features_that_some_target_reads(self) -> None:
        read = {one.feature.name for target in TARGETS.values() for one in target.derivations}
        assert {name for pair in PAIRS for name in pair} <= read

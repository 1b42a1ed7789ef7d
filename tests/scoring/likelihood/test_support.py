import json
from dataclasses import asdict

import numpy as np
import pandas as pd
import pytest

from scoring.likelihood.card_json import support_from
from scoring.likelihood.features import Feature, plain_features
from scoring.likelihood.support import Support, abstentions, answerable, learn_support

SUPPORT = Support(informative=("a", "b", "c", "d"), known_at_least=2, low=(0.0,) * 4, high=(10.0,) * 4, codes={})
FEATURES = plain_features("abcde")


def rows(*values: list[float]) -> pd.DataFrame:
    return pd.DataFrame(values, columns=list("abcde"), dtype="float64")


class TestAbstentions:
    def test_names_the_facts_that_are_missing(self) -> None:
        made = abstentions(rows([1, np.nan, np.nan, np.nan, 1], [1, 2, np.nan, np.nan, 1]), SUPPORT, FEATURES)
        assert list(made) == [0]
        assert made[0].code == "facts_missing"
        assert made[0].features == ("b", "c", "d")
        assert "b, c, d" in made[0].en
        assert "b、c、d" in made[0].zh

    def test_names_the_figure_that_lies_outside_the_range(self) -> None:
        made = abstentions(rows([1, 2, 3, 11, 0], [1, 2, 3, 10, 999]), SUPPORT, FEATURES)
        assert list(made) == [0]
        assert (made[0].code, made[0].features) == ("outside_range", ("d",))

    def test_agrees_with_answerable(self) -> None:
        X = pd.DataFrame(np.random.default_rng(0).uniform(-2, 14, (200, 5)), columns=list("abcde"))
        X = X.mask(np.random.default_rng(1).random(X.shape) < 0.4)
        silent = abstentions(X, SUPPORT, FEATURES)
        assert list(~answerable(X, SUPPORT)) == [row in silent for row in range(200)]


class TestLearnSupport:
    def test_takes_the_most_influential_features_and_widens_their_range(self) -> None:
        X = rows([0, 0, 0, 0, np.nan], [10, 1, 1, 1, np.nan])
        made = learn_support(X, {"a": 2.0, "b": 0.0, "c": 1.0, "d": 3.0, "e": 9.0}, FEATURES)
        assert made.informative == ("d", "a", "c")
        assert made.known_at_least == 2
        assert (made.low[1], made.high[1]) == pytest.approx((-0.9, 10.9))

    def test_asks_for_nothing_where_nothing_moves_the_model(self) -> None:
        X = rows([1, 2, 3, 4, 5])
        assert answerable(X, learn_support(X, dict.fromkeys("abcde", 0.0), FEATURES)).all()

    def test_speaks_on_the_codes_that_were_seen_and_on_none_between_or_beside_them(self) -> None:
        sector = Feature(name="a", zh="门类", en="section", unit="code", categories=tuple("ABCDEFG"))
        features = (sector, *plain_features("bcde"))
        seen = rows(*([code, 1, 2, 3, 4] for code in (0, 5, 2, 5, np.nan)))
        made = learn_support(seen, {"a": 2.0, "b": 1.0}, features)
        assert dict(made.codes) == {"a": (0.0, 2.0, 5.0)}
        asked = rows(*([code, 1, 2, 3, 4] for code in (0, 2, 5, np.nan, 1, 3, 5.4, 6)))
        silent = abstentions(asked, made, features)
        assert list(silent) == [4, 5, 6, 7]
        assert {(one.code, one.features) for one in silent.values()} == {("outside_range", ("a",))}
        assert support_from(json.loads(json.dumps(asdict(made)))) == made

from dataclasses import replace

import numpy as np

from scoring.likelihood.drift import Drift
from scoring.likelihood.watch import alerts, matured
from tests.scoring.likelihood.city import trained


def drift(feature: str, psi: float, by_chance: float = 0.01) -> Drift:
    return Drift(feature=feature, psi=psi, by_chance=by_chance, edges=(), expected=(1.0, 0.0), found=(1.0, 0.0))


def foretold(rows: int, *, seed: int, off: float = 0.0) -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(seed)
    said = rng.uniform(0.05, 0.6, rows)
    return said, rng.random(rows) < np.clip(said + off, 0, 1)


class TestMatured:
    def test_finds_nothing_where_it_came_true_as_foretold(self) -> None:
        seen = [matured(*foretold(400, seed=seed)) for seed in range(40)]
        assert sum(one is not None and one.beyond_noise for one in seen) <= 5

    def test_finds_that_less_came_true_than_was_foretold(self) -> None:
        seen = matured(*foretold(400, seed=0, off=-0.15))
        assert seen is not None
        assert seen.beyond_noise
        assert 0 < seen.shift.low < seen.shift.value
        assert seen.positives == round(seen.happened * seen.firms)
        assert sum(point.firms for point in seen.curve) == 400

    def test_says_nothing_on_fewer_than_thirty(self) -> None:
        assert matured(*foretold(29, seed=0)) is None

    def test_does_not_count_one_firm_foretold_on_many_days_as_many(self) -> None:
        said, happened = np.full(100, 0.4), np.repeat([True, False, True, True, True], 20)
        alone, tied = matured(said, happened), matured(said, happened, group=np.repeat(np.arange(5), 20))
        assert alone is not None
        assert tied is not None
        assert alone.beyond_noise
        assert not tied.beyond_noise


class TestAlerts:
    def test_are_none_while_nothing_has_moved(self) -> None:
        card = trained().card
        quiet = tuple(drift(one.name, 0.05) for one in card.features)
        assert alerts(card, score=drift("probability", 0.05), features=quiet) == ()

    def test_call_an_alarm_before_a_notice_in_words_of_both_languages(self) -> None:
        card = trained().card
        heaviest = card.influence[0].feature
        feature = next(one for one in card.features if one.name == heaviest)
        first, second = alerts(card, score=drift("probability", 0.15), features=(drift(heaviest, 0.4),))
        assert (first.level, first.code, first.feature) == ("alarm", "feature_drift", heaviest)
        assert feature.zh in first.zh
        assert feature.en in first.en
        assert (second.level, second.code, second.feature) == ("notice", "score_drift", "")

    def test_do_not_call_anybody_for_a_feature_that_hardly_moves_the_score(self) -> None:
        card = trained().card
        assert alerts(card, score=drift("probability", 0), features=(drift(card.influence[-1].feature, 0.9),)) == ()

    def test_do_not_call_anybody_for_what_chance_does_on_few_firms(self) -> None:
        assert alerts(trained().card, score=drift("probability", 0.4, by_chance=0.5), features=()) == ()

    def test_tell_that_foretellings_did_not_come_true(self) -> None:
        seen = matured(*foretold(400, seed=0, off=-0.15))
        assert seen is not None
        (told,) = alerts(trained().card, score=drift("probability", 0), features=(), seen=seen)
        assert (told.code, told.level) == ("calibration", "alarm")
        little = replace(seen, shift=replace(seen.shift, value=0.03))
        (told,) = alerts(trained().card, score=drift("probability", 0), features=(), seen=little)
        assert told.level == "notice"

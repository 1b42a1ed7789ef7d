from dataclasses import replace

import numpy as np
import pytest

from scoring.likelihood.champion import NOT_COMPARED, NotCompared
from scoring.likelihood.counties import county_results
from scoring.likelihood.foretold import CHAMPION, Foretold
from scoring.likelihood.metrics import Capacity
from scoring.likelihood.model import Finding
from scoring.likelihood.promotion import findings, open_findings
from scoring.likelihood.slices import slice_results
from tests.scoring.likelihood.city import trained
from tests.scoring.likelihood.holdouts import COUNTIES, hold_out


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

    @pytest.mark.parametrize(("by_chance", "told"), [(0.05, True), (0.051, False), (0.37, False)])
    def test_do_not_call_a_model_calibrated_where_any_would_pass(self, by_chance: float, told: bool) -> None:
        p, y = truth()
        given = judged(additive=p, logistic=p, rulebook=p, y=y)
        (found,) = (one for one in findings(given, "logistic", by_chance=by_chance, seed=0) if one.rule == "calibrated")
        assert (found.held, found.signable) == (told, False)
        assert ("too few firms to tell whether foretold and happened agree" in found.en) is not told

    @pytest.mark.parametrize("why", sorted(NOT_COMPARED))
    def test_leave_it_to_the_approver_where_the_champion_cannot_be_compared(self, why: NotCompared) -> None:
        p, y = truth()
        given = judged(additive=p, logistic=p, rulebook=p, y=y)
        found = {
            one.rule: one for one in findings(given, "logistic", by_chance=0.02, champion_not_compared=why, seed=0)
        }["not_worse_than_champion"]
        assert (found.held, found.signable) == (False, True)
        assert NOT_COMPARED[why][0] in found.zh
        assert NOT_COMPARED[why][1] in found.en

    def test_ask_nothing_of_a_champion_that_there_is_not(self) -> None:
        p, y = truth()
        given = judged(additive=p, logistic=p, rulebook=p, y=y)
        assert "not_worse_than_champion" not in {
            one.rule for one in findings(given, "logistic", by_chance=0.02, seed=0)
        }

    @pytest.mark.parametrize(("noise", "held"), [(0.0, True), (0.35, False)])
    def test_refuse_a_challenger_that_ranks_worse_than_the_champion(self, noise: float, held: bool) -> None:
        p, y = truth()
        worse = np.clip(p + np.random.default_rng(2).normal(0, noise, len(p)), 0.01, 0.99)
        flat = np.full(len(y), y.mean())
        given = judged(additive=worse, logistic=worse, rulebook=flat, y=y)
        given = replace(given, probability={**given.probability, CHAMPION: p})
        found = next(
            one
            for one in findings(given, "additive_boosting", by_chance=0.02, seed=0)
            if one.rule == "not_worse_than_champion"
        )
        assert (found.held, found.signable) == (held, False)

    def test_hold_a_chosen_logistic_regression_against_the_rulebook_only(self) -> None:
        p, y = truth()
        rules = {
            one.rule
            for one in findings(judged(additive=p, logistic=p, rulebook=p, y=y), "logistic", by_chance=0.02, seed=0)
        }
        assert not any("logistic" in rule for rule in rules)


def of_parts(given: Foretold) -> dict[str, Finding]:
    found = findings(
        given,
        "model",
        by_chance=0.02,
        counties=county_results(given, "model", Capacity(), seed=0),
        slices=slice_results(given, "model", seed=0),
        seed=0,
    )
    return {one.rule: one for one in found}


class TestFindingsOfParts:
    def test_hold_for_a_sound_model(self) -> None:
        found = of_parts(hold_out(3_000, seed=1))
        assert found["county_shift"].held
        assert found["slices"].held

    def test_refuse_a_county_that_is_off_and_nobody_can_sign_for_it(self) -> None:
        found = of_parts(hold_out(3_000, seed=0, bad="shift"))["county_shift"]
        assert (found.held, found.signable) == (False, False)
        assert COUNTIES[2] in found.zh
        assert COUNTIES[2] in found.en

    def test_tell_no_rates_of_a_county_where_few_reached_the_target(self) -> None:
        judged = hold_out(3_000, seed=0, bad="shift")
        assert judged.slices is not None
        there = np.flatnonzero(judged.slices["county"] == COUNTIES[2])
        y = judged.y.copy()
        y[there] = 0
        for reached, told in ((3, False), (40, True)):
            y[there[:reached]] = 1
            found = of_parts(replace(judged, y=y))["county_shift"]
            assert not found.held
            named = found.en.split(COUNTIES[2])[1]
            assert named.startswith(" (too few firms to tell the rates)") is not told

    def test_allow_less_where_the_target_is_rare(self) -> None:
        judged = hold_out(6_000, seed=2)
        assert judged.slices is not None
        rare = np.full(6_000, 0.02)
        y = (np.random.default_rng(0).random(6_000) < rare).astype(np.int64)
        there = np.flatnonzero(judged.slices["county"] == COUNTIES[2])
        y[there[: len(there) // 25]] = 1
        found = of_parts(replace(judged, y=y, probability={"model": rare, "base_rate": rare}))["county_shift"]
        assert not found.held
        assert COUNTIES[2] in found.en

    def test_name_a_slice_that_is_ranked_blindly_and_let_it_be_signed_for(self) -> None:
        found = of_parts(hold_out(3_000, seed=0, bad="ranking"))["slices"]
        assert (found.held, found.signable) == (False, True)
        assert COUNTIES[2] in found.zh

    def test_say_so_where_no_county_has_firms_enough(self) -> None:
        found = of_parts(hold_out(90, seed=1))["county_shift"]
        assert (found.held, found.signable) == (False, True)
        assert found.en.startswith("not tested: too few firms")

    def test_say_so_where_no_slice_has_firms_enough(self) -> None:
        found = of_parts(hold_out(25, seed=1))["slices"]
        assert (found.held, found.signable) == (False, True)
        assert found.en.startswith("not tested: too few firms")


class TestTooGood:
    @pytest.mark.parametrize(("auc", "held"), [(0.97, True), (0.98, False)])
    def test_refuses_a_feature_that_has_seen_the_outcome_until_somebody_signs(self, auc: float, held: bool) -> None:
        p, y = truth()
        given = judged(additive=p, logistic=p, rulebook=p, y=y)
        features = trained().features
        single = {features[0].name: auc, features[1].name: 0.6}
        found = findings(given, "logistic", by_chance=0.02, single_auc=single, features=features, seed=0)[-1]
        assert (found.rule, found.held, found.signable) == ("too_good", held, True)
        assert features[0].zh in found.zh
        assert features[1].zh not in found.zh


class TestOpenFindings:
    def test_are_those_that_did_not_hold_and_were_not_signed_for(self) -> None:
        kinds = {"a": (True, False), "b": (False, True), "c": (False, False)}
        made = tuple(
            Finding(rule=rule, held=held, signable=signable, zh="", en="") for rule, (held, signable) in kinds.items()
        )
        card = replace(trained().card, findings=made)
        assert [one.rule for one in open_findings(card)] == ["b", "c"]
        assert [one.rule for one in open_findings(card, signed_for=("b", "c"))] == ["c"]

from dataclasses import replace
from datetime import date
from functools import cache

import numpy as np
import pandas as pd
import pytest

from scoring.likelihood.candidates import Floats
from scoring.likelihood.champion import UnopenedModel
from scoring.likelihood.dataset import Dataset, build
from scoring.likelihood.errors import TooFewOutcomes
from scoring.likelihood.metrics import Capacity
from scoring.likelihood.model import Card, Finding, TrainedModel
from scoring.likelihood.predict import score
from scoring.likelihood.targets import HNTE_12M
from scoring.likelihood.training import train
from tests.scoring.likelihood.city import TRAINED_ON, city, frame, snapshots, trained, truth
from tests.scoring.likelihood.tables import selected


def small(*, noise: bool = False) -> Dataset:
    return build(HNTE_12M, snapshots(firms=400, years=4, seed=7, noise=noise))


def against_champion(card: Card) -> Finding:
    return next(one for one in card.findings if one.rule == "not_worse_than_champion")


@cache
def small_trained() -> TrainedModel:
    return train(small(), trained_on=TRAINED_ON, refits=2)


def said(model: TrainedModel, dataset: Dataset) -> tuple[Floats, ...]:
    """What a model and its refits say of all rows."""
    fitted = ((model.estimator, model.calibration), *model.refits)
    return tuple(calibration(estimator.decision_function(dataset.X)) for estimator, calibration in fitted)


class TestTrain:
    def test_lets_a_model_that_learnt_the_truth_earn_its_place(self) -> None:
        card = trained().card
        assert card.earned, [finding.en for finding in card.findings if not finding.held]
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

    def test_lets_nothing_be_earned_where_labels_are_noise(self) -> None:
        card = train(small(noise=True), trained_on=TRAINED_ON, refits=0).card
        assert not card.earned
        assert any(not finding.held and "base_rate" in finding.rule for finding in card.findings)

    def test_gives_the_same_model_from_the_same_data_and_seed(self) -> None:
        one, other = small_trained(), train(small(), trained_on=TRAINED_ON, refits=2)
        assert one.card == other.card
        assert one.calibration == other.calibration
        for ours, theirs in zip(said(one, small()), said(other, small()), strict=True):
            np.testing.assert_array_equal(ours, theirs)

    @pytest.mark.parametrize("seed", [0, 1])
    def test_touches_the_newest_year_only_to_judge(self, seed: int) -> None:
        dataset, one = small(), small_trained()
        y, newest = dataset.y.copy(), dataset.as_of == dataset.as_of.max()
        y[newest] = np.random.default_rng(seed).permutation(y[newest])
        other = train(replace(dataset, y=y), trained_on=TRAINED_ON, refits=2)
        assert (one.card.chosen, one.calibration, one.support) == (other.card.chosen, other.calibration, other.support)
        assert [row.earlier_log_loss for row in one.card.candidates] == [
            row.earlier_log_loss for row in other.card.candidates
        ]
        for ours, theirs in zip(said(one, dataset), said(other, dataset), strict=True):
            np.testing.assert_array_equal(ours, theirs)
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
            "paired_boosting",
            "full_boosting",
        ]
        assert {"auc", "average_precision", "brier", "log_loss", "ece"} <= {
            one.name for one in card.candidates[0].metrics
        }
        assert sum(point.firms for point in card.curve) == card.judged_rows
        assert (card.question, card.refits, len(trained().refits)) == ("becomes", 4, 4)
        assert [one.feature for one in card.reference] == [one.name for one in card.features]
        assert sum(card.score_reference.shares) == pytest.approx(1)
        assert {(one.industry_section, one.size) for one in card.peers} >= {("", ""), ("C", "micro")}
        assert bool(card.curves) == (card.reasons_by == "additive")
        assert card.selection is None

    def test_refuses_a_cold_start(self) -> None:
        dataset = build(HNTE_12M, snapshots(firms=40, years=3))
        with pytest.raises(TooFewOutcomes, match="eligibility and gap"):
            train(dataset, trained_on=TRAINED_ON)

    def test_puts_the_model_in_use_beside_the_candidates(self) -> None:
        card = train(small(), trained_on=TRAINED_ON, refits=0, champion=small_trained()).card
        champion = next(one for one in card.candidates if one.name == "champion")
        chosen = next(one for one in card.candidates if one.chosen)
        assert champion.metrics == chosen.metrics
        assert against_champion(card).held
        assert card.champion == small_trained().card.version

    def test_does_not_compare_with_one_that_learnt_from_the_judged_year(self) -> None:
        used = small_trained().card
        later = replace(used.years[0], as_of=date(2023, 12, 31))
        champion = replace(small_trained(), card=replace(used, years=(*used.years, later)))
        card = train(small(), trained_on=TRAINED_ON, refits=0, champion=champion).card
        assert (against_champion(card).held, against_champion(card).signable) == (False, True)
        assert "learnt from this year's outcomes" in against_champion(card).en
        assert "champion" not in {one.name for one in card.candidates}
        assert card.champion == used.version

    def test_goes_on_where_the_one_in_use_reads_what_is_gone(self) -> None:
        used = small_trained().card
        gone = (replace(used.features[0], name="gone"), *used.features[1:])
        champion = replace(small_trained(), card=replace(used, features=gone))
        card = train(small(), trained_on=TRAINED_ON, refits=0, champion=champion).card
        assert "not computed any more" in against_champion(card).en

    def test_goes_on_where_the_one_in_use_cannot_be_opened(self) -> None:
        card = train(small(), trained_on=TRAINED_ON, refits=0, champion=UnopenedModel(version="lost")).card
        assert (against_champion(card).held, against_champion(card).signable) == (False, True)
        assert card.champion == "lost"

    def test_knows_how_many_firms_there_are_to_visit(self) -> None:
        capacity = Capacity(default=50)
        whole = train(small(), trained_on=TRAINED_ON, refits=0, capacity=capacity).card
        more = {"411302": 1_000, "411303": 1_000}
        part = train(small(), trained_on=TRAINED_ON, refits=0, capacity=capacity, at_risk=more).card
        assert (whole.at_risk, part.at_risk) == (400, 2_000)
        assert {one.at_risk for one in part.counties} == {1_000}
        hits = [
            next(m.value for m in one.candidates[-1].metrics if m.name == "lift_at_capacity") for one in (whole, part)
        ]
        assert hits[1] > hits[0] > 1

    def test_writes_down_who_trained_it_from_what(self) -> None:
        told: list[tuple[str, int, int]] = []
        model = train(
            small(),
            trained_on=TRAINED_ON,
            trained_by="owner",
            git_commit="abc",
            refits=2,
            capacity=Capacity(by_county={"411302": 7}, default=3),
            progress=lambda *now: told.append(now),
        )
        assert (model.card.trained_by, model.card.git_commit, model.card.capacity) == ("owner", "abc", 10)
        assert {step for step, _, _ in told} == {"choose", "refit", "fit", "judge"}

    def test_sees_a_planted_outcome(self) -> None:
        dataset = small()
        planted = dataset.X.assign(age_years=dataset.y + np.random.default_rng(0).uniform(0, 0.1, len(dataset.y)))
        card = train(replace(dataset, X=planted), trained_on=TRAINED_ON, refits=0).card
        assert not next(one for one in card.findings if one.rule == "too_good").held
        assert not card.earned


class TestSelectiveTarget:
    def test_tells_who_has_a_label_and_judges_by_weights(self) -> None:
        dataset = small()
        known = np.random.default_rng(0).random(len(dataset.y)) < 0.8
        model = train(selected(dataset, known), trained_on=TRAINED_ON, refits=0)
        assert model.selection is not None
        assert model.card.selection is not None
        assert model.card.selection.share == pytest.approx(0.8, abs=0.03)
        assert model.card.judged_rows <= (known & (dataset.as_of == dataset.as_of.max())).sum()

    def test_covers_all_at_risk_and_not_only_those_with_an_outcome(self) -> None:
        dataset, newest = small(), small().as_of == small().as_of.max()
        known = np.random.default_rng(0).random(len(dataset.y)) < 0.8
        blank = dataset.X.mask(pd.Series(newest & ~known), axis="index")
        card = train(selected(replace(dataset, X=blank), known), trained_on=TRAINED_ON, refits=0).card
        assert card.coverage < 0.85
        assert card.at_risk == newest.sum()

"""From the training table to a model that has earned its place, or has not."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

import numpy as np
import pandas as pd
import sklearn

from scoring.likelihood.calibration import error_by_chance
from scoring.likelihood.candidates import Candidate, Floats, candidates, sigmoid
from scoring.likelihood.champion import Champion, NotCompared, not_compared, says, version_of
from scoring.likelihood.cold_start import refuse_too_few
from scoring.likelihood.counties import county_results
from scoring.likelihood.dataset import Dataset, Rows
from scoring.likelihood.drift import reference, score_reference
from scoring.likelihood.foretold import CHAMPION, Foretold
from scoring.likelihood.leaks import single_auc
from scoring.likelihood.learning import REFITS, Learnt, learn
from scoring.likelihood.metrics import Capacity, judged_metrics, reliability_curve, row_log_loss
from scoring.likelihood.model import CandidateResult, Card, Influence, SelectionNote, TrainedModel, YearUse
from scoring.likelihood.peers import peer_groups
from scoring.likelihood.printed_curves import printed_curves
from scoring.likelihood.progress import Progress, unheard
from scoring.likelihood.promotion import findings
from scoring.likelihood.slices import slice_results
from scoring.likelihood.splits import HoldOut, hold_out
from scoring.likelihood.targets import TARGETS
from scoring.likelihood.validation import calibrated, fit


@dataclass(frozen=True, slots=True, kw_only=True)
class _Trial:
    """All that the card tells of one training: what was learnt, and what the hold-out said to it."""

    dataset: Dataset
    held: HoldOut
    inside: Dataset
    learnt: Learnt
    judge: Rows
    judged: Foretold
    champion: str
    champion_not_compared: NotCompared | None
    capacity: Capacity
    seed: int


def train(
    dataset: Dataset,
    *,
    trained_on: date,
    trained_by: str = "",
    git_commit: str = "",
    capacity: Capacity | None = None,
    at_risk: Mapping[str, int] | None = None,
    champion: Champion | None = None,
    seed: int = 0,
    refits: int = REFITS,
    progress: Progress = unheard,
) -> TrainedModel:
    """Learn from all years but the newest, and judge once on that one.

    1. set the newest year apart; refuse a cold start
    2. learn from the rest: choice, fit, calibration (`learning.learn`)
    3. fit and calibrate the other candidates in the same way, to stand beside the chosen one
    4. let all of them, and the model in use, foretell the newest year, where the chosen one may speak
    5. hold the conditions of promotion against it

    The model returned is the very one that was judged. `capacity` is how many firms the staff of each county can visit,
    `at_risk` how many there are to visit on the newest day (by default those of the table), `champion` the model in
    use.

    :raises TooFewOutcomes: too few years or outcomes to learn from.
    """
    held = hold_out(dataset)
    refuse_too_few(dataset.target, dataset.y[held.judge], "judge")
    inside = dataset.only(held.inside)
    learnt = learn(inside, seed=seed, refits=refits, progress=progress)
    judge = held.judge & learnt.speaks(dataset.X)
    refuse_too_few(dataset.target, dataset.y[judge], "judge")
    progress("judge", 0, 1)
    newest = dataset.only(judge)
    unfit = None if champion is None else not_compared(champion, newest)
    beside = champion if isinstance(champion, TrainedModel) and unfit is None else None
    there = _at_risk(dataset, held) if at_risk is None else at_risk
    trial = _Trial(
        dataset=dataset,
        held=held,
        inside=inside,
        learnt=learnt,
        judge=judge,
        judged=_foretold(newest, inside, learnt, beside, seed=seed, progress=progress),
        champion=version_of(champion),
        champion_not_compared=unfit,
        capacity=replace(capacity or Capacity(), at_risk=there),
        seed=seed,
    )
    card = _card(trial, trained_on=trained_on, trained_by=trained_by, git_commit=git_commit)
    progress("judge", 1, 1)
    return TrainedModel(
        estimator=learnt.estimator,
        calibration=learnt.calibration,
        support=learnt.support,
        refits=learnt.refits,
        selection=learnt.selection,
        card=card,
    )


def _foretold(
    newest: Dataset, inside: Dataset, learnt: Learnt, champion: TrainedModel | None, *, seed: int, progress: Progress
) -> Foretold:
    """What all candidates, the plain rate of the calibration year, and the model in use foretell of the newest year."""
    weights = None if learnt.weights is None else learnt.weights[learnt.plan.calibrate]
    rate = float(np.average(inside.y[learnt.plan.calibrate], weights=weights))
    said = {"base_rate": np.full(len(newest.y), rate)}
    unfitted = candidates(inside.features, baseline=inside.baseline, seed=seed)
    for place, (name, candidate) in enumerate(unfitted.items()):
        progress("fit", place, len(unfitted))
        said[name] = sigmoid(_decided(newest.X, inside, learnt, name, candidate))
    progress("fit", len(unfitted), len(unfitted))
    if champion is not None:
        said[CHAMPION] = says(champion, newest)
    return Foretold(
        y=newest.y,
        group=newest.group,
        probability=said,
        slices=newest.slices if (newest.slices != "").to_numpy().any() else None,
        weight=None if learnt.selection is None else learnt.selection.weights(newest.X),
    )


def _decided(X: pd.DataFrame, inside: Dataset, learnt: Learnt, name: str, candidate: Candidate) -> Floats:
    """Calibrated log-odds by one candidate, learnt from the same rows as the chosen one."""
    if name == learnt.chosen:
        return learnt.decision(X)
    fitted = fit(candidate, inside, learnt.plan.train, learnt.weights)
    calibration = calibrated(inside, learnt.tried.decision[name], learnt.calibrate_on, learnt.weights)
    return calibration(fitted.decision_function(X))


def _at_risk(dataset: Dataset, held: HoldOut) -> dict[str, int]:
    """Firms of the newest day by county, as far as the table holds them."""
    counties = dataset.slices.loc[dataset.as_of == np.datetime64(held.year), "county"].value_counts()
    return {str(county): int(firms) for county, firms in counties.items()}


def _card(trial: _Trial, *, trained_on: date, trained_by: str, git_commit: str) -> Card:
    dataset, judged, learnt, seed = trial.dataset, trial.judged, trial.learnt, trial.seed
    counties = county_results(judged, learnt.chosen, trial.capacity, seed=seed)
    slices = slice_results(judged, learnt.chosen, seed=seed)
    found = findings(
        judged,
        learnt.chosen,
        by_chance=_error_by_chance(trial),
        champion_not_compared=trial.champion_not_compared,
        counties=counties,
        slices=slices,
        single_auc=single_auc(trial.inside),
        features=dataset.features,
        seed=seed,
    )
    newest = dataset.only(dataset.as_of == np.datetime64(trial.held.year))
    spoken = learnt.speaks(newest.X)
    return Card(
        target=dataset.target,
        version=f"{trained_on:%Y%m%d}-{dataset.sha256[:8]}",
        champion=trial.champion,
        question=TARGETS[dataset.target].question if dataset.target in TARGETS else "",
        trained_on=trained_on,
        trained_by=trained_by,
        git_commit=git_commit,
        horizon_months=dataset.horizon_months,
        seed=seed,
        data_sha256=dataset.sha256,
        sklearn_version=sklearn.__version__,
        baseline=dataset.baseline,
        years=_years(trial),
        held_out_groups=trial.held.by_group,
        judged_rows=len(judged.y),
        judged_positives=int(judged.y.sum()),
        coverage=float(spoken.mean()),
        at_risk=trial.capacity.total_at_risk(judged.county, len(judged.y)),
        capacity=trial.capacity.total(judged.county),
        candidates=_results(trial),
        chosen=learnt.chosen,
        reasons_by=learnt.estimator.reasons_by,
        refits=len(learnt.refits),
        earned=all(finding.held for finding in found),
        findings=found,
        curve=reliability_curve(judged.y, judged.probability[learnt.chosen], judged.weight),
        counties=counties,
        slices=slices,
        selection=_selection_note(learnt),
        features=dataset.features,
        influence=tuple(Influence(feature=name, mean_abs=value) for name, value in learnt.influence.items()),
        curves=printed_curves(
            learnt.estimator, learnt.calibration, trial.inside.X[learnt.plan.train], dataset.features
        ),
        reference=reference(newest.X),
        score_reference=score_reference(np.where(spoken, learnt.predict(newest.X), np.nan)),
        peers=peer_groups(newest.X, newest.slices, dataset.features),
    )


def _error_by_chance(trial: _Trial) -> float:
    """By the decisions from which the calibration was learnt, and by those that are judged."""
    learnt = trial.learnt
    then = learnt.calibrate_on
    return error_by_chance(
        learnt.calibration,
        learnt.tried.decision[learnt.chosen][then],
        learnt.estimator.decision_function(trial.dataset.X[trial.judge]),
        seed=trial.seed,
        weights=(None if learnt.weights is None else learnt.weights[then], trial.judged.weight),
    )


def _selection_note(learnt: Learnt) -> SelectionNote | None:
    if (made := learnt.selection) is None:
        return None
    return SelectionNote(share=made.share, auc=made.auc, effective_rows=made.effective_rows)


def _results(trial: _Trial) -> tuple[CandidateResult, ...]:
    judged = trial.judged
    return tuple(
        CandidateResult(
            name=name,
            chosen=name == trial.learnt.chosen,
            earlier_log_loss=_mean_loss(trial.learnt.seen, name),
            metrics=judged_metrics(judged, name, trial.capacity, seed=trial.seed),
        )
        for name in judged.probability
    )


def _mean_loss(seen: Foretold, name: str) -> float | None:
    if name not in seen.probability:
        return None
    return float(np.average(row_log_loss(seen.y, seen.probability[name]), weights=seen.weight))


def _years(trial: _Trial) -> tuple[YearUse, ...]:
    """Days and rows of each use; a plan without days to spare trains and calibrates on the same ones."""
    return (
        *_used(trial.inside, trial.learnt.plan.train, "train"),
        *_used(trial.inside, trial.learnt.calibrate_on, "calibrate"),
        *_used(trial.dataset, trial.judge, "hold_out"),
    )


def _used(dataset: Dataset, part: Rows, use: Literal["train", "calibrate", "hold_out"]) -> tuple[YearUse, ...]:
    on = {day: part & (dataset.as_of == day) for day in np.unique(dataset.as_of[part])}
    return tuple(
        YearUse(as_of=day.astype(object), use=use, rows=int(rows.sum()), positives=int(dataset.y[rows].sum()))
        for day, rows in on.items()
    )

"""Learning from a table: which candidate, its fit, its calibration, where it may speak, and how sure it is.

One way for all tables, about enterprises or not; the judging on a year never seen is `training`'s.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from scoring.likelihood.calibration import Calibration
from scoring.likelihood.candidates import Explained, Floats, candidates, sigmoid
from scoring.likelihood.cold_start import refuse_too_few
from scoring.likelihood.dataset import Dataset, Rows
from scoring.likelihood.foretold import Foretold
from scoring.likelihood.intervals import Refits, explained, interval, refit, refuse_no_spread
from scoring.likelihood.progress import Progress, unheard
from scoring.likelihood.selection import Selection, learn_selection
from scoring.likelihood.splits import Plan, plan
from scoring.likelihood.support import Support, answerable, learn_support
from scoring.likelihood.validation import Tried, calibrated, choose, fit, seen_before, try_candidates

REFITS = 10
INFLUENCE_ROWS = 2_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Learnt:
    """What was learnt from a table.

    `seen` is what all candidates foretold of firms of other groups and later days; by it was chosen. `influence` is
    how far each feature moves the calibrated log-odds on average, the strongest first. `weights` of the rows of the
    table where labels are a selection; `calibrate_on` the rows by which the chosen candidate was calibrated.
    """

    chosen: str
    estimator: Explained
    calibration: Calibration
    support: Support
    influence: dict[str, float]
    selection: Selection | None
    refits: Refits
    plan: Plan
    tried: Tried
    seen: Foretold
    weights: Floats | None
    calibrate_on: Rows

    def decision(self, X: pd.DataFrame) -> Floats:
        """Calibrated log-odds of every row."""
        return self.calibration(self.estimator.decision_function(X))

    def predict(self, X: pd.DataFrame) -> Floats:
        """Probability of every row, also where the model would keep silent."""
        return sigmoid(self.decision(X))

    def interval(self, X: pd.DataFrame) -> tuple[Floats, Floats]:
        """The 90 % range of every probability, by sampling error alone."""
        return interval(X, self.decision(X), self.refits)

    def speaks(self, X: pd.DataFrame) -> Rows:
        """On which rows the model does not keep silent."""
        spoken = answerable(X, self.support)
        return spoken if self.selection is None else np.asarray(spoken & ~self.selection.unlike(X))


def learn(dataset: Dataset, *, seed: int = 0, refits: int = REFITS, progress: Progress = unheard) -> Learnt:
    """Choose a candidate, fit and calibrate it.

    1. learn who gets a label, where labels are a selection
    2. let all candidates foretell firms of other groups (and, where there are days, of later days); choose
    3. fit the chosen one; learn where it may speak
    4. calibrate it by what it foretold in step 2 of firms on which it may speak
    5. do 3 and 4 again on other draws of the firms

    With one day of data, or none, step 2 goes through folds of groups and step 3 takes all rows; with more, the last
    day is kept for calibration.

    :raises TooFewOutcomes: fewer outcomes than the stated minimum.
    :raises ValueError: one refit, of which no spread can be told.
    """
    refuse_no_spread(refits)
    way = plan(dataset)
    refuse_too_few(dataset.target, dataset.y[way.train], "train")
    refuse_too_few(dataset.target, dataset.y[way.calibrate], "calibrate")
    selection, weights = learn_selection(dataset) if dataset.selective else (None, None)
    tried = try_candidates(dataset, way, weights, seed=seed, progress=progress)
    seen = seen_before(dataset, tried, weights)
    chosen = choose(seen, seed=seed)
    unfitted = candidates(dataset.features, baseline=dataset.baseline, seed=seed)[chosen]
    estimator = explained(fit(unfitted, dataset, way.train, weights))
    moved = _moved(dataset.X[way.train], estimator)
    support = learn_support(dataset.X[way.train], moved, dataset.features)
    calibrate_on = way.calibrate & answerable(dataset.X, support)
    refuse_too_few(dataset.target, dataset.y[calibrate_on], "calibrate")
    calibration = calibrated(dataset, tried.decision[chosen], calibrate_on, weights)
    drawn = refit(
        dataset,
        chosen,
        train=way.train,
        calibrate_on=calibrate_on,
        decision=tried.decision[chosen],
        weights=weights,
        times=refits,
        seed=seed,
        progress=progress,
    )
    return Learnt(
        chosen=chosen,
        estimator=estimator,
        calibration=calibration,
        support=support,
        influence={name: calibration.slope * value for name, value in moved.items()},
        selection=selection,
        refits=drawn,
        plan=way,
        tried=tried,
        seen=seen,
        weights=weights,
        calibrate_on=calibrate_on,
    )


def _moved(X: pd.DataFrame, estimator: Explained) -> dict[str, float]:
    """How far each feature moves the decision on average, the strongest first."""
    some = X.iloc[np.linspace(0, len(X) - 1, min(len(X), INFLUENCE_ROWS)).astype(int)]
    moved = np.abs(estimator.contributions(some)).mean(axis=0)
    by_name = {str(name): float(value) for name, value in zip(X.columns, moved, strict=True)}
    return {name: by_name[name] for name in sorted(by_name, key=lambda name: (-by_name[name], name))}

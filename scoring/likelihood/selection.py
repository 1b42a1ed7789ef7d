"""Who gets a label at all, where labels are a selection: weights against it, and firms on which nothing is known.

Firms that apply are not like those that do not. What is learnt from the decided ones alone is put right by weights
P(s) ÷ P(s | x) (stabilised inverse propensity; Robins, Hernán & Brumback 2000): a labelled firm stands for those like
it that have no label. It mends what the features tell of the selection, and nothing else.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from scoring.likelihood.candidates import Floats, sigmoid
from scoring.likelihood.candidates.logistic import RegularisedLogistic
from scoring.likelihood.dataset import Dataset, Rows
from scoring.likelihood.metrics import figures
from scoring.likelihood.splits import GROUP_FOLDS, group_folds

LOWEST, HIGHEST = 0.1, 10.0
ENOUGH = 10_000  # rows with a label, and rows without; more change no figure and take longer
SELDOM = 0.1  # a firm less likely to have a label than nine in ten that have one …
FAR_BELOW = 5  # … and as many times less likely than the firms at risk are on average


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """How likely a firm is to have a label.

    `share` of the firms at risk have one; `least` is the propensity below which hardly any labelled firm is alike: that
    of one labelled firm in a hundred, and never above a tenth of `share`, since the lowest hundredth is there even
    where labels come at random. `auc` tells on other groups how well a label can be foretold (0.5: labels come at
    random); `effective_rows` is how many labelled rows the weights leave, (Σw)² ÷ Σw².
    """

    propensity: RegularisedLogistic
    share: float
    least: float
    auc: float
    effective_rows: float

    def chance(self, X: pd.DataFrame) -> Floats:
        """Probability of every row to have a label."""
        return sigmoid(self.propensity.decision_function(X))

    def unlike(self, X: pd.DataFrame) -> Rows:
        """Rows that hardly any labelled firm is like."""
        return np.asarray(self.chance(X) < self.least)

    def weights(self, X: pd.DataFrame) -> Floats:
        """What a labelled row stands for, about 1 on average."""
        return _stabilised(self.share, self.chance(X))


def learn_selection(dataset: Dataset) -> tuple[Selection, Floats]:
    """Learn who gets a label, and the weight of every row as told by a propensity learnt on other groups."""
    labelled = dataset.labelled
    chance = _on_other_groups(dataset)
    share = float(labelled.mean())
    weights = _stabilised(share, chance)
    propensity = _fitted(dataset, np.ones(len(labelled), dtype=bool))
    seen = sigmoid(propensity.decision_function(dataset.X[labelled]))
    held = weights[labelled]
    selection = Selection(
        propensity=propensity,
        share=share,
        least=min(float(np.quantile(seen, SELDOM)), share / FAR_BELOW),
        auc=float(figures(labelled, chance, np.ones((1, len(chance))))["auc"][0]),
        effective_rows=float(held.sum() ** 2 / (held**2).sum()),
    )
    return selection, weights


def _on_other_groups(dataset: Dataset) -> Floats:
    """The propensity of each row, learnt from groups that it does not belong to."""
    fold = group_folds(dataset, folds=GROUP_FOLDS)
    chance = np.empty(len(fold))
    for one in range(GROUP_FOLDS):
        apart = fold == one
        chance[apart] = sigmoid(_fitted(dataset, ~apart).decision_function(dataset.X[apart]))
    return chance


def _fitted(dataset: Dataset, rows: Rows) -> RegularisedLogistic:
    """Fit on some rows. No direction: policy says nothing of who is seen."""
    codes = tuple(feature.name for feature in dataset.features if feature.categories)
    kinds = [np.flatnonzero(rows & kind) for kind in (dataset.labelled, ~dataset.labelled)]
    taken = [kind[np.linspace(0, len(kind) - 1, min(len(kind), ENOUGH)).astype(int)] for kind in kinds]
    weight = [np.full(len(some), len(kind) / max(len(some), 1)) for kind, some in zip(kinds, taken, strict=True)]
    places = np.concatenate(taken)
    return RegularisedLogistic(codes=codes).fit(
        dataset.X.iloc[places], dataset.labelled[places], sample_weight=np.concatenate(weight)
    )


def _stabilised(share: float, chance: Floats) -> Floats:
    return np.clip(share / np.maximum(chance, np.finfo("float64").tiny), LOWEST, HIGHEST)

"""The leaves of scikit-learn's boosted trees: which rows reach each, as ranges of codes, and with what chance."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Self

import numpy as np
from sklearn.ensemble import HistGradientBoostingClassifier

from scoring.likelihood.blocks import Floats
from scoring.likelihood.errors import LikelihoodError


class TreesRefused(LikelihoodError):
    """These trees do what the code at hand does not follow."""


@dataclass(frozen=True, slots=True)
class Range:
    """What the path to a leaf asks of one feature.

    Its code (`blocks.codes_of`) lies from `first` to `last`, or it is missing and `missing` says that this passes.
    `share` is the part of the training rows that passed, of those that came to the nodes which ask for this feature.
    """

    first: int
    last: int
    missing: bool = True
    share: float = 1.0


@dataclass(frozen=True, slots=True)
class Leaf:
    """Log-odds that a tree adds to the rows which reach this leaf; the features on the way, each once."""

    value: float
    ranges: Mapping[int, Range]


@dataclass(frozen=True, slots=True)
class Forest:
    """Fitted trees, taken apart: decision = `base` + the value of the one leaf of every tree that a row reaches."""

    base: float
    thresholds: tuple[Floats, ...]
    """Of each feature, ascending and finite; a row goes left where it does not exceed the threshold."""
    trees: tuple[tuple[Leaf, ...], ...]

    @classmethod
    def of(cls, trees: HistGradientBoostingClassifier) -> Self:
        """Take apart a fitted classifier of two classes.

        :raises TreesRefused: there are more classes than two, or a tree sorts a feature by category.
        """
        # What scikit-learn keeps of fitted trees has no public name.
        stages, (prior,) = trees._predictors, np.ravel(trees._baseline_prediction)[:1]
        if trees.n_trees_per_iteration_ != 1:
            raise TreesRefused("Only trees for two classes can be taken apart.")
        nodes = [stage[0].nodes for stage in stages]
        splits = np.concatenate([tree[tree["is_leaf"] == 0] for tree in nodes])
        if splits["is_categorical"].any():
            raise TreesRefused("Trees that sort a feature by category cannot be taken apart.")
        finite = splits[splits["num_threshold"] < np.inf]  # beyond infinity there is only what is missing
        thresholds = tuple(
            np.unique(finite["num_threshold"][finite["feature_idx"] == place]) for place in range(trees.n_features_in_)
        )
        return cls(float(prior), thresholds, tuple(tuple(_leaves(tree, thresholds)) for tree in nodes))


def _leaves(nodes: Any, thresholds: tuple[Floats, ...], at: int = 0, ranges: Any = None) -> Iterator[Leaf]:
    """Walk one tree from node `at` down, left first."""
    node, ranges = nodes[at], ranges or {}
    if node["is_leaf"]:
        yield Leaf(float(node["value"]), ranges)
        return
    place = int(node["feature_idx"])
    known = ranges.get(place, Range(0, len(thresholds[place])))
    cut = int(thresholds[place].searchsorted(node["num_threshold"]))
    to_left = bool(node["missing_go_to_left"])
    sides = (
        (int(node["left"]), replace(known, last=min(known.last, cut), missing=known.missing and to_left)),
        (int(node["right"]), replace(known, first=max(known.first, cut + 1), missing=known.missing and not to_left)),
    )
    for child, side in sides:
        share = known.share * int(nodes[child]["count"]) / int(node["count"])
        yield from _leaves(nodes, thresholds, child, {**ranges, place: replace(side, share=share)})

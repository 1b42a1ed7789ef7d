"""A feature that alone tells who will reach the target has very likely seen the outcome."""

import numpy as np
import numpy.typing as npt

from scoring.likelihood.candidates import Floats
from scoring.likelihood.dataset import Dataset
from scoring.likelihood.metrics import figures
from scoring.likelihood.splits import FOLDS, group_folds

BINS = 50


def single_auc(dataset: Dataset) -> dict[str, float]:
    """How well each feature alone ranks firms of groups that it has not seen: AUC by the rate of its bins.

    At most 50 bins of equal size and one for what is not known, so also a code or a bare absence is found out. Where
    labels are a selection, only labelled rows count.
    """
    known = dataset.only(dataset.labelled)
    fold = group_folds(known, folds=FOLDS)
    columns = known.X.to_numpy("float64").T
    return {
        feature.name: _auc(_binned(values), fold, known.y)
        for feature, values in zip(dataset.features, columns, strict=True)
    }


def _binned(values: Floats) -> npt.NDArray[np.int64]:
    """The bin of every value; 0 where it is not known."""
    known = ~np.isnan(values)
    if not known.any():
        return np.zeros(len(values), dtype=np.int64)
    edges = np.unique(np.quantile(values[known], np.linspace(0, 1, BINS + 1), method="lower"))
    return np.where(known, 1 + np.searchsorted(edges, values, side="right"), 0)


def _auc(bins: npt.NDArray[np.int64], fold: npt.NDArray[np.int64], y: npt.NDArray[np.int64]) -> float:
    """Rate of each bin on the other folds, drawn to the rate of all by one firm more; then the AUC of these rates."""
    rate, width = float(y.mean()), int(bins.max()) + 1
    hits, rows = (np.bincount(bins, weights, minlength=width) for weights in (y.astype("float64"), None))
    said = np.empty(len(y))
    for one in np.unique(fold):
        apart = fold == one
        others = rows - np.bincount(bins[apart], minlength=width)
        theirs = hits - np.bincount(bins[apart], y[apart].astype("float64"), minlength=width)
        said[apart] = ((theirs + rate) / (others + 1))[bins[apart]]
    return float(figures(y, said, np.ones((1, len(y))))["auc"][0])

"""A table whose features help, hurt, bend, act together, are codes, or are never known."""

import numpy as np
import pandas as pd

from scoring.likelihood.candidates import sigmoid
from scoring.likelihood.candidates.boosting import AdditiveBoosting, FullBoosting, PairedBoosting
from scoring.likelihood.candidates.logistic import RegularisedLogistic

DIRECTIONS = (1, -1, 0, 0, 0, 0)
ADDITIVE = (
    RegularisedLogistic(codes=("code",), directions=DIRECTIONS),
    AdditiveBoosting(directions=DIRECTIONS, max_iter=40),
)
BY_TREES = (
    PairedBoosting(pairs=(("up", "bent"), ("down", "code")), directions=DIRECTIONS, max_iter=40),
    FullBoosting(directions=DIRECTIONS, max_iter=25),
)
EXPLAINED = (*ADDITIVE, *BY_TREES)


def table(rows: int = 800, *, seed: int = 0) -> tuple[pd.DataFrame, np.ndarray]:
    """Features with gaps, and outcomes drawn by a known chance."""
    rng = np.random.default_rng(seed)
    X = pd.DataFrame(rng.normal(size=(rows, 4)), columns=["up", "down", "bent", "idle"])
    y = rng.random(rows) < sigmoid(1.5 * X["up"] - X["down"] + X["bent"] ** 2 - 1.5)
    X = X.mask(rng.random(X.shape) < 0.1).assign(code=rng.integers(0, 3, rows).astype(float), empty=np.nan)
    return X, y.astype("int64")

"""Small invented tables that are not about enterprises, with a known truth."""

from dataclasses import replace

import numpy as np
import pandas as pd

from scoring.likelihood.candidates import Floats, sigmoid
from scoring.likelihood.dataset import Dataset, Rows, plain_dataset
from scoring.likelihood.features import Feature

FEATURES = tuple(Feature(name=name, zh=name, en=name) for name in ("up", "bent", "idle"))


def table(rows: int, *, seed: int, days: int = 1, firms: int | None = None) -> tuple[Dataset, Floats]:
    """A table with its truth: `up` helps, `bent` helps far from zero, `idle` does nothing."""
    rng = np.random.default_rng(seed)
    X = pd.DataFrame(rng.normal(size=(rows, 3)), columns=[one.name for one in FEATURES])
    truth = sigmoid(1.2 * X["up"] + X["bent"] ** 2 - 2)
    y = (rng.random(rows) < truth).astype("int64")
    group = (np.arange(rows) if firms is None else rng.integers(0, firms, rows)).astype(str)
    as_of = np.datetime64("2020-12-31") + 365 * rng.integers(0, days, rows)
    return plain_dataset(X, y, features=FEATURES, group=group, as_of=as_of), truth


def selected(dataset: Dataset, labelled: Rows) -> Dataset:
    """The same table where only some rows have a label."""
    return replace(dataset, labelled=labelled, y=np.where(labelled, dataset.y, 0))

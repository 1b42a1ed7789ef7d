"""What a model says of firms, and where it keeps silent."""

import numpy as np
import pandas as pd

from scoring.likelihood.candidates import Floats, sigmoid
from scoring.likelihood.features import derive
from scoring.likelihood.model import TrainedModel
from scoring.likelihood.support import WORDS, Abstention, abstentions
from scoring.likelihood.targets import TARGETS


def features_of(frame: pd.DataFrame, model: TrainedModel) -> pd.DataFrame:
    """Compute from a frame of enterprises what `model` reads, in its order."""
    return derive(frame, TARGETS[model.card.target].derivations)[[feature.name for feature in model.features]]


def log_odds_of(X: pd.DataFrame, model: TrainedModel) -> Floats:
    """Calibrated log-odds of every row of the feature table."""
    return model.calibration(model.estimator.decision_function(X))


def score(frame: pd.DataFrame, model: TrainedModel) -> pd.DataFrame:
    """Foretell the target for every firm of `frame`.

    Returns
    -------
    DataFrame on the frame's index
        probability, log_odds : float64, NaN where the model keeps silent
        abstained_because : `Abstention` or None; exactly one of probability and this is given
    """
    X = features_of(frame, model)
    silent = abstentions(X, model.support, model.features)
    zh, en = WORDS["not_at_risk"]
    out = np.flatnonzero(~TARGETS[model.card.target].at_risk(frame).to_numpy())
    silent |= {int(row): Abstention(code="not_at_risk", zh=zh, en=en) for row in out}
    decided = log_odds_of(X, model)
    decided[list(silent)] = np.nan
    because = pd.Series([silent.get(row) for row in range(len(X))], index=X.index, dtype="object")
    return pd.DataFrame({"probability": sigmoid(decided), "log_odds": decided, "abstained_because": because})

"""What a model says of firms, and where it keeps silent."""

from collections.abc import Mapping

import numpy as np
import pandas as pd

from scoring.likelihood.candidates import Floats, sigmoid
from scoring.likelihood.features import derive
from scoring.likelihood.intervals import interval
from scoring.likelihood.model import TrainedModel
from scoring.likelihood.support import WORDS, Abstention, Code, abstentions
from scoring.likelihood.targets import TARGETS

UNLIKE: Mapping[str, tuple[str, str]] = {
    "if_applied": ("申报过的企业中极少有与其相似的", "hardly any firm that has applied is like it"),
    "applies": ("未被走访的企业中极少有与其相似的", "hardly any firm that nobody visited is like it"),
}
"""By question: why nothing is known of what became of firms like it."""


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
        probability, low, high, log_odds : float64, NaN where the model keeps silent; low and high are its 90 % range by
            sampling error alone (`intervals`)
        abstained_because : `Abstention` or None; exactly one of probability and this is given
    """
    X = features_of(frame, model)
    silent = _silent(frame, X, model)
    decided = log_odds_of(X, model)
    decided[list(silent)] = np.nan
    low, high = interval(X, decided, model.refits)
    because = pd.Series([silent.get(row) for row in range(len(X))], index=X.index, dtype="object")
    said = {"probability": sigmoid(decided), "low": low, "high": high, "log_odds": decided}
    return pd.DataFrame({**said, "abstained_because": because}, index=X.index)


def _silent(frame: pd.DataFrame, X: pd.DataFrame, model: TrainedModel) -> dict[int, Abstention]:
    """Why the model keeps silent, by row position; the weightiest reason stands."""
    unlike = {} if model.selection is None else _all(model.selection.unlike(X), "unlike_labelled", model.card.question)
    out_of_question = _all(~TARGETS[model.card.target].at_risk(frame).to_numpy(), "not_at_risk")
    return unlike | abstentions(X, model.support, model.features) | out_of_question


def _all(rows: "np.ndarray[tuple[int], np.dtype[np.bool_]]", code: Code, question: str = "") -> dict[int, Abstention]:
    zh, en = UNLIKE.get(question, WORDS[code])
    return {int(row): Abstention(code=code, zh=zh, en=en) for row in np.flatnonzero(rows)}

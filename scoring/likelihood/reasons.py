"""Why a firm has its probability: parts in calibrated log-odds that add up exactly."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from scoring.likelihood.candidates import Floats, ReasonsBy, sigmoid
from scoring.likelihood.features import Feature
from scoring.likelihood.model import PeerGroup, TrainedModel
from scoring.likelihood.peers import peers_of
from scoring.likelihood.predict import features_of, log_odds_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """What one feature does to a firm's log-odds, against the average firm of the training data.

    `peer_value` is what the middle firm of its peers has; None where no such firm is known, and for codes.
    """

    feature: str
    zh: str
    en: str
    unit: str
    value: float | bool | str | None
    contribution: float
    changeable: bool
    peer_value: float | bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """`base_log_odds` + the contributions + `rest` = `log_odds`; the strongest reason first.

    `rest` sums the reasons beyond those asked for; it is 0 when all are given. `peers` are the firms compared with;
    `reasons_by` tells how the parts were found.
    """

    probability: float
    log_odds: float
    base_log_odds: float
    reasons: tuple[Reason, ...]
    rest: float
    reasons_by: ReasonsBy = "additive"
    peers: PeerGroup | None = None


def base_log_odds(model: TrainedModel) -> float:
    """Calibrated log-odds of the average firm of the training data."""
    return float(model.calibration(model.estimator.base_))


def contributions(X: pd.DataFrame, model: TrainedModel) -> pd.DataFrame:
    """Each feature's part of the calibrated log-odds, for all rows of the feature table at once."""
    parts = model.calibration.slope * model.estimator.contributions(X)
    return pd.DataFrame(parts, index=X.index, columns=X.columns)


def explain(
    frame: pd.DataFrame, model: TrainedModel, *, top: int | None = None, slices: pd.DataFrame | None = None
) -> dict[int, Explanation]:
    """Explain every firm of `frame` (one row or all), with the `top` strongest reasons or with all of them.

    Parameters
    ----------
    slices : DataFrame on the frame's index with industry_section and size, optional
        Which firms each is compared with; without it, with all.

    Returns
    -------
    dict from enterprise id to Explanation
        Also for firms on which `predict.score` keeps silent: whether to show them is decided there.
    """
    X = features_of(frame, model)
    decided = log_odds_of(X, model)
    parts, values = contributions(X, model).to_numpy("float64"), X.to_numpy("float64")
    order = np.argsort(-np.abs(parts), axis=1, kind="stable")[:, :top]
    return {
        int(key): _explanation(
            model, decided[row], parts[row], values[row], order[row], _peers(model, slices, int(key))
        )
        for row, key in enumerate(X.index)
    }


def _peers(model: TrainedModel, slices: pd.DataFrame | None, key: int) -> PeerGroup:
    if slices is None:
        return peers_of(model.card, "", "")
    return peers_of(model.card, str(slices.at[key, "industry_section"]), str(slices.at[key, "size"]))


def _explanation(
    model: TrainedModel,
    decided: float,
    parts: Floats,
    values: Floats,
    order: npt.NDArray[np.int64],
    peers: PeerGroup,
) -> Explanation:
    return Explanation(
        probability=float(sigmoid(decided)),
        log_odds=float(decided),
        base_log_odds=base_log_odds(model),
        reasons=tuple(
            _reason(model.features[place], values[place], parts[place], peers.medians[place]) for place in order
        ),
        rest=float(parts.sum() - parts[order].sum()),
        reasons_by=model.estimator.reasons_by,
        peers=peers,
    )


def _reason(feature: Feature, value: float, contribution: float, middle: float | None) -> Reason:
    return Reason(
        feature=feature.name,
        zh=feature.zh,
        en=feature.en,
        unit=feature.unit,
        value=_shown(feature, value),
        contribution=float(contribution),
        changeable=feature.changeable,
        peer_value=middle >= 0.5 if middle is not None and feature.unit == "yes_no" else middle,
    )


def _shown(feature: Feature, value: float) -> float | bool | str | None:
    """The value as the firm would name it: a code by its category, a flag as yes or no, unknown as None."""
    if np.isnan(value):
        return None
    if feature.categories:
        return feature.categories[int(value)]
    return bool(value) if feature.unit == "yes_no" else float(value)

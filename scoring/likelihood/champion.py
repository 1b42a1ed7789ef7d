"""The model in use beside a new one: what it says of the same firms, and why it sometimes cannot be compared."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np

from scoring.likelihood.candidates import Floats, sigmoid
from scoring.likelihood.dataset import Dataset
from scoring.likelihood.features import Feature
from scoring.likelihood.model import TrainedModel

NotCompared = Literal["unopened", "features_gone", "learnt_from_it"]
NOT_COMPARED: Mapping[NotCompared, tuple[str, str]] = {
    "unopened": ("现用模型的文件无法打开", "its files cannot be opened"),
    "features_gone": ("现用模型读取的特征已不再计算", "it reads features that are not computed any more"),
    "learnt_from_it": (
        "现用模型训练时已学过检验年份的结果，比较会偏向它",
        "it learnt from this year's outcomes; the comparison would favour it",
    ),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class UnopenedModel:
    """The model in use where its files cannot be opened: nothing is known of it but its version."""

    version: str


Champion = TrainedModel | UnopenedModel


def version_of(champion: Champion | None) -> str:
    """The version in use; "" where there is none."""
    if champion is None:
        return ""
    return champion.version if isinstance(champion, UnopenedModel) else champion.card.version


def not_compared(champion: Champion, judged: Dataset) -> NotCompared | None:
    """Why the model in use cannot be compared on the judged rows, all of one day; None where it can be."""
    if isinstance(champion, UnopenedModel):
        return "unopened"
    if not {_read(one) for one in champion.features} <= {_read(one) for one in judged.features}:
        return "features_gone"
    return "learnt_from_it" if _known_to_it(champion) > judged.as_of.max().astype("datetime64[M]") else None


def says(champion: TrainedModel, judged: Dataset) -> Floats:
    """The probability that the model in use gives every row."""
    X = judged.X[[one.name for one in champion.features]]
    return sigmoid(champion.calibration(champion.estimator.decision_function(X)))


def _read(feature: Feature) -> tuple[str, tuple[str, ...]]:
    """What makes a column mean the same: its name, and what its codes stand for."""
    return feature.name, feature.categories


def _known_to_it(champion: TrainedModel) -> np.datetime64:
    """The month in which the last outcome fell that it learnt from."""
    months = np.timedelta64(champion.card.horizon_months, "M")
    days = [np.datetime64(one.as_of, "M") for one in champion.card.years if one.use != "hold_out"]
    return max(days) + months

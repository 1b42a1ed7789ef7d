"""Where a model may speak: enough of what it lives on is known, and like what it was trained on."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt
import pandas as pd

from scoring.likelihood.candidates import Floats
from scoring.likelihood.features import Feature

MOST_INFORMATIVE = 10
KNOWN_SHARE = 0.5
MARGIN = 0.1  # of the span that holds nine firms in ten, beyond the least and the most seen in training

Rows = npt.NDArray[np.bool_]
Code = Literal["not_at_risk", "facts_missing", "outside_range", "unlike_labelled"]
WORDS: Mapping[Code, tuple[str, str]] = {
    "not_at_risk": (
        "企业已达到该目标、不符合其前提或状态未知",
        "target reached, out of reach by definition, or unknown",
    ),
    "facts_missing": ("已知数据不足，请先补充", "too little is known; find these facts first"),
    "outside_range": ("数值超出模型训练数据的范围", "the figure lies outside what the model was trained on"),
    "unlike_labelled": ("结果已知的企业中极少有与其相似的", "hardly any firm whose outcome is known is like it"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Abstention:
    """Why no probability is given, in words, and which features are concerned."""

    code: Code
    zh: str
    en: str
    features: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Support:
    """The features that the model lives on, how many must be known, and what training saw of each.

    `low` and `high` are ranges by place in `informative`. Of a feature with categories `codes` names those seen, by
    feature, and they stand instead of the range: a code between two seen ones is as foreign as one beyond them.
    """

    informative: tuple[str, ...]
    known_at_least: int
    low: tuple[float, ...]
    high: tuple[float, ...]
    codes: Mapping[str, tuple[float, ...]]


def learn_support(X: pd.DataFrame, influence: Mapping[str, float], features: tuple[Feature, ...]) -> Support:
    """Learn the support from the training table and each feature's mean |contribution|."""
    coded = {feature.name for feature in features if feature.categories}
    ranked = sorted((name for name in influence if influence[name] > 0), key=lambda name: (-influence[name], name))
    informative = tuple(name for name in ranked if X[name].notna().any())[:MOST_INFORMATIVE]
    seen = X[list(informative)]
    margin = MARGIN * (seen.quantile(0.95) - seen.quantile(0.05))
    return Support(
        informative=informative,
        known_at_least=int(np.ceil(KNOWN_SHARE * len(informative))),
        low=tuple(float(value) for value in seen.min() - margin),
        high=tuple(float(value) for value in seen.max() + margin),
        codes={name: tuple(float(code) for code in np.unique(seen[name].dropna())) for name in seen if name in coded},
    )


def answerable(X: pd.DataFrame, support: Support) -> Rows:
    """Tell for which rows the model may speak."""
    values = X[list(support.informative)].to_numpy("float64")
    return np.asarray(_enough_known(values, support) & ~_outside(values, support).any(axis=1))


def abstentions(X: pd.DataFrame, support: Support, features: tuple[Feature, ...]) -> dict[int, Abstention]:
    """Why the model keeps silent, by row position; rows on which it may speak are left out."""
    named = {feature.name: feature for feature in features}
    concerned = [named[name] for name in support.informative]
    values = X[list(support.informative)].to_numpy("float64")
    known, outside = _enough_known(values, support), _outside(values, support)
    beyond = np.flatnonzero(known & outside.any(axis=1))
    missing = {int(row): abstain("facts_missing", concerned, np.isnan(values[row])) for row in np.flatnonzero(~known)}
    return missing | {int(row): abstain("outside_range", concerned, outside[row]) for row in beyond}


def abstain(code: Code, concerned: list[Feature], which: Rows) -> Abstention:
    """Put a reason to keep silent into words that name the features concerned."""
    named = [feature for feature, is_concerned in zip(concerned, which, strict=True) if is_concerned]
    zh, en = WORDS[code]
    return Abstention(
        code=code,
        zh=f"{zh}：{'、'.join(feature.zh for feature in named)}" if named else zh,
        en=f"{en}: {', '.join(feature.en for feature in named)}" if named else en,
        features=tuple(feature.name for feature in named),
    )


def _enough_known(values: Floats, support: Support) -> Rows:
    return np.asarray((~np.isnan(values)).sum(axis=1) >= support.known_at_least)


def _outside(values: Floats, support: Support) -> Rows:
    """Which known values training saw nothing like, row by feature."""
    outside = np.asarray((values < np.asarray(support.low)) | (values > np.asarray(support.high)))
    for place, name in enumerate(support.informative):
        if name in support.codes:
            outside[:, place] = ~np.isnan(values[:, place]) & ~np.isin(values[:, place], support.codes[name])
    return outside

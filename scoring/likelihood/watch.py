"""Alerts about a model in use: what it reads or says has moved, or what it foretold did not come true."""

from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt

from scoring.likelihood.chance import DRAWS, LEAST_ROWS, LEVEL, drawn_outcomes, share_as_far, widening
from scoring.likelihood.drift import Drift
from scoring.likelihood.foretold import RESAMPLES
from scoring.likelihood.metrics import CurvePoint, Metric, bootstrap_weights, reliability_curve, summary
from scoring.likelihood.model import Card

NOTICE, ALARM = 0.1, 0.25  # the usual marks of the population stability index
SHIFT_ALARM = 0.05
LEAST_INFLUENCE = 0.05  # a feature that moves the score by less than this share is shown, and nobody is called


@dataclass(frozen=True, slots=True, kw_only=True)
class Matured:
    """Foretold probabilities whose horizon has run out, beside what happened.

    `shift` is mean foretold − mean happened with its 95 % interval; `p_value` how often chance alone moves a right
    model as far.
    """

    firms: int
    positives: int
    foretold: float
    happened: float
    brier: Metric
    shift: Metric
    p_value: float
    beyond_noise: bool
    curve: tuple[CurvePoint, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Alert:
    """Something that a person should look at; `feature` is "" where it is not about one."""

    code: Literal["score_drift", "feature_drift", "calibration"]
    level: Literal["notice", "alarm"]
    feature: str
    zh: str
    en: str


def matured(
    probability: npt.ArrayLike, happened: npt.ArrayLike, *, group: npt.ArrayLike | None = None, seed: int = 0
) -> Matured | None:
    """Hold what was foretold against what happened, one row a foretelling; None on fewer than 30 rows.

    `group` ties rows whose luck may be shared: one firm foretold on many days is one group.
    """
    said, hits = np.asarray(probability, dtype="float64"), np.asarray(happened, dtype="float64")
    if len(said) < LEAST_ROWS:
        return None
    tied = np.arange(len(said)) if group is None else np.asarray(group)
    weights = bootstrap_weights(tied, resamples=RESAMPLES, seed=seed)
    total = weights.sum(axis=1)
    shift, brier = weights @ (said - hits) / total, weights @ (said - hits) ** 2 / total
    drawn = np.concatenate([one.mean(axis=1) for one in drawn_outcomes(said, draws=DRAWS, seed=seed)])
    p_value = share_as_far(drawn, float(hits.mean()), wide=widening(hits, said, tied))
    brier_score, mean_shift = summary({"brier": brier, "shift": shift})
    return Matured(
        firms=len(said),
        positives=int(hits.sum()),
        foretold=float(said.mean()),
        happened=float(hits.mean()),
        brier=brier_score,
        shift=mean_shift,
        p_value=p_value,
        beyond_noise=p_value < LEVEL,
        curve=reliability_curve(hits, said),
    )


def alerts(card: Card, *, score: Drift, features: tuple[Drift, ...], seen: Matured | None = None) -> tuple[Alert, ...]:
    """What to tell the model's owners, alarms first: drift beyond chance, and calibration beyond noise."""
    named = {feature.name: feature for feature in card.features}
    whole = sum(one.mean_abs for one in card.influence)
    heavy = {one.feature for one in card.influence if one.mean_abs >= LEAST_INFLUENCE * whole > 0}
    found = [
        _drifted("score_drift", score, zh="可能性得分", en="the likelihood"),
        *(
            _drifted("feature_drift", one, zh=f"“{named[one.feature].zh}”", en=named[one.feature].en)
            for one in features
            if one.feature in heavy
        ),
        _missed(seen),
    ]
    return tuple(sorted((one for one in found if one is not None), key=lambda one: one.level))


def _drifted(code: Literal["score_drift", "feature_drift"], seen: Drift, *, zh: str, en: str) -> Alert | None:
    if seen.psi <= max(NOTICE, seen.by_chance):
        return None
    return Alert(
        code=code,
        level="alarm" if seen.psi > ALARM else "notice",
        feature="" if code == "score_drift" else seen.feature,
        zh=f"{zh}的分布与训练时相比已变化（PSI {seen.psi:.2f}，警戒 {ALARM}）",
        en=f"the spread of {en} has moved since training (PSI {seen.psi:.2f}, alarm at {ALARM})",
    )


def _missed(seen: Matured | None) -> Alert | None:
    if seen is None or not seen.beyond_noise:
        return None
    return Alert(
        code="calibration",
        level="alarm" if abs(seen.shift.value) > SHIFT_ALARM else "notice",
        feature="",
        zh=f"已到期的 {seen.firms} 次预测：平均预测 {seen.foretold:.1%}，实际 {seen.happened:.1%}，差异超出随机波动",
        en=(
            f"of {seen.firms} foretellings that came due: {seen.foretold:.1%} foretold on average, "
            f"{seen.happened:.1%} happened, beyond noise"
        ),
    )

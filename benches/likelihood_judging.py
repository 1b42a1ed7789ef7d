"""The pipeline under a protocol: learn on one part of a table, foretell the other; and what it amounts to."""

import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np

from benches.likelihood_description import Protocol
from benches.likelihood_protocols import SEED, Part, as_days, cut_in_periods, parts
from benches.likelihood_table import Places, Table, part_of
from scoring.likelihood.candidates import Floats, candidates, sigmoid
from scoring.likelihood.dataset import Dataset
from scoring.likelihood.learning import Learnt, learn
from scoring.likelihood.metrics import bootstrap_weights, figures
from scoring.likelihood.validation import calibrated, fit
from scoring.training.processes import process_pool

CELLS = 60_000_000  # of weights, rows × resamples, that are held at a time
RESAMPLES = 200
LEAST_RESAMPLES = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgedPart:
    """What was foretold of the judged rows of one part: by the pipeline, and by each candidate where forced alone."""

    judge: Places
    chosen: str
    probability: Floats
    alone: dict[str, Floats]
    speaks: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """All judged rows of a protocol, in the order of the parts; `part` is the number of the part of each."""

    y: Floats
    group: Any
    part: Places
    probability: Floats
    alone: dict[str, Floats]
    chosen: dict[str, int]
    speaks: float
    seconds: float


def judge(table: Table, protocol: Protocol, *, name: str, workers: int | None = None) -> Judged:
    """Run the pipeline on every part of the protocol, several side by side.

    :raises DescriptionWrong: the protocol does not fit the table.
    :raises TooFewOutcomes: a part has fewer outcomes than the pipeline asks for.
    """
    began = time.perf_counter()
    cut = parts(table, protocol)
    one_part = partial(_judge_part, table, protocol, name)
    if workers == 1 or len(cut) == 1:
        made = [one_part(one) for one in cut]
    else:
        with process_pool(min(len(cut), workers or len(cut))) as pool:
            made = list(pool.map(one_part, cut))
    judged = np.concatenate([one.judge for one in made])
    return Judged(
        y=table.y[judged].astype("float64"),
        group=judged if table.group is None else table.group[judged],
        part=np.repeat(np.arange(len(made)), [len(one.judge) for one in made]),
        probability=np.concatenate([one.probability for one in made]),
        alone={each: np.concatenate([one.alone[each] for one in made]) for each in made[0].alone},
        chosen=dict(Counter(one.chosen for one in made).most_common()),
        speaks=float(np.average([one.speaks for one in made], weights=[len(one.judge) for one in made])),
        seconds=time.perf_counter() - began,
    )


def _judge_part(table: Table, protocol: Protocol, name: str, part: Part) -> JudgedPart:
    as_of = None
    if protocol.kind == "forward":
        assert table.time is not None  # the description was refused otherwise
        as_of = as_days(cut_in_periods(table.time, protocol.numbers["periods"]))
    dataset, encoded = part_of(table, part.learn, name=name, as_of=as_of)
    learnt = learn(dataset, seed=SEED, refits=0)
    X = encoded.iloc[part.judge]
    return JudgedPart(
        judge=part.judge,
        chosen=learnt.chosen,
        probability=learnt.predict(X),
        alone={
            each: _alone(each, dataset, learnt)(X) for each in candidates(dataset.features, baseline=None, seed=SEED)
        },
        speaks=float(learnt.speaks(X).mean()),
    )


def _alone(name: str, dataset: Dataset, learnt: Learnt) -> Callable[[Any], Floats]:
    """The pipeline as it would be had this candidate been chosen."""
    if name == learnt.chosen:
        return learnt.predict
    way = learnt.plan
    estimator = fit(candidates(dataset.features, baseline=None, seed=SEED)[name], dataset, way.train, None)
    calibration = calibrated(dataset, learnt.tried.decision[name], way.calibrate, None)
    return lambda X: sigmoid(calibration(estimator.decision_function(X)))


def measured(judged: Judged, *, by_part: bool) -> dict[str, Any]:
    """Every figure of a protocol.

    Ranking figures (auc, average_precision, alift, better_half) are the mean over parts where `by_part`, as papers
    give them for folds, else over all judged rows together; brier, ece and error always over all. Intervals are 95 %
    bootstrap intervals over whole groups.
    """
    weights = _weights(judged)
    ranked = {
        how: _ranked(judged, judged.probability, weights, cut)
        for how, cut in (("pooled", [np.arange(len(judged.y))]), ("mean", _cut(judged)))
    }
    main = ranked["mean" if by_part else "pooled"]
    whole = figures(judged.y, judged.probability, weights)
    made: dict[str, Any] = {"n": len(judged.y), "positives": int(judged.y.sum()), "parts": int(judged.part[-1]) + 1}
    made |= _with_interval("auc", main["auc"]) | _with_interval("average_precision", main["average_precision"])
    made |= _with_interval("brier", whole["brier"])
    made |= {
        "ece": float(whole["ece"][0]),  # without an interval: a draw with repeats is always worse calibrated
        "log_loss": float(whole["log_loss"][0]),
        "error": float(((judged.probability >= 0.5) != judged.y).mean()),
        "alift": float(main["alift"][0]),
        "better_half": float(main["better_half"][0]),
        "auc_pooled": float(ranked["pooled"]["auc"][0]),
        "auc_mean_of_parts": float(ranked["mean"]["auc"][0]),
        "auc_sd_of_parts": _spread(judged),
        "chosen": judged.chosen,
        "coverage": judged.speaks,
        "seconds": round(judged.seconds, 1),
    }
    return made | _candidates(judged, weights, by_part=by_part)


def _candidates(judged: Judged, weights: Floats, *, by_part: bool) -> dict[str, Any]:
    """AUC of each candidate alone, and how far the best additive one lies behind the best of all."""
    cut = _cut(judged) if by_part else [np.arange(len(judged.y))]
    auc = {name: _ranked(judged, said, weights[:1], cut)["auc"][0] for name, said in judged.alone.items()}
    loss = {name: figures(judged.y, said, weights[:1])["log_loss"][0] for name, said in judged.alone.items()}
    made: dict[str, Any] = {f"auc_{name}": float(value) for name, value in auc.items()}
    made |= {f"log_loss_{name}": float(value) for name, value in loss.items()}
    best = max(auc, key=lambda name: auc[name])
    return made | {"best_candidate": best, "additive_behind_best_auc": float(auc[best] - auc["additive_boosting"])}


def _weights(judged: Judged) -> Floats:
    resamples = int(np.clip(CELLS // len(judged.y), LEAST_RESAMPLES, RESAMPLES))
    return bootstrap_weights(judged.group, resamples=resamples, seed=SEED)


def _cut(judged: Judged) -> list[Places]:
    return [np.flatnonzero(judged.part == one) for one in range(int(judged.part[-1]) + 1)]


def _ranked(judged: Judged, said: Floats, weights: Floats, cut: list[Places]) -> dict[str, Floats]:
    """Ranking figures of each row of weights, the mean over the given sets of rows; a set with one class is skipped."""
    made = [_ranking(judged.y[rows], said[rows], weights[:, rows]) for rows in cut]
    kept = [one for one in made if np.isfinite(one["auc"][0])]
    return {name: np.nanmean([one[name] for one in kept], axis=0) for name in kept[0]} if kept else made[0]


def _ranking(y: Floats, said: Floats, weights: Floats) -> dict[str, Floats]:
    """auc, average_precision, the area under the lift curve, and the share of positives in the better half.

    The lift curve (share of positives found over share of rows called) encloses share ÷ 2 + (1 − share) · AUC.
    """
    made = figures(y, said, weights)
    with np.errstate(invalid="ignore", divide="ignore"):
        share = weights @ y / weights.sum(axis=1)
        better = np.argsort(-said, kind="stable")[: (len(y) + 1) // 2]
        found = weights[:, better] @ y[better] / (weights @ y)
    return {
        "auc": made["auc"],
        "average_precision": made["average_precision"],
        "alift": share / 2 + (1 - share) * made["auc"],
        "better_half": found,
    }


def _spread(judged: Judged) -> float | None:
    weights = np.ones((1, len(judged.y)))
    auc = np.array([_ranked(judged, judged.probability, weights, [rows])["auc"][0] for rows in _cut(judged)])
    known = auc[np.isfinite(auc)]
    return float(known.std(ddof=1)) if len(known) > 1 else None


def _with_interval(name: str, values: Floats) -> dict[str, float]:
    drawn = values[1:][np.isfinite(values[1:])]
    low, high = np.quantile(drawn, [0.025, 0.975])
    return {name: float(values[0]), f"{name}_low": float(low), f"{name}_high": float(high)}

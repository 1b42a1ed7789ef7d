"""Scoring and explaining many firms with the boosted candidates, beside scikit-learn, shap and ONNX Runtime.

Trees are grown on a synthetic table whose truth is known, with the settings of `AdditiveBoosting` and `FullBoosting`.
`vs_predict_proba`: probabilities from the curves of the additive trees ÷ `predict_proba` of these trees; `..._trees`:
the same of the full trees as they are served. Either side may use all cores or one, and the faster counts. `vs_shap`:
exact reasons of the full trees ÷ `shap.TreeExplainer`, a firm, each on one thread (shap has no more);
`vs_shap_additive`: parts from the curves ÷ shap on the additive trees. Ours is timed before and after each peer.
`memory_growth`: memory taken while scoring, without table and answer, at all rows ÷ at a quarter of them.
"""

import resource
import time
import tracemalloc
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

import numpy as np
from sklearn.ensemble import HistGradientBoostingClassifier
from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]  # ships no types

from benches.scoring_peers import run_peers
from scoring.likelihood.blocks import Floats, cores
from scoring.likelihood.candidates.base import sigmoid
from scoring.likelihood.candidates.boosting import MOST_BINS, AdditiveBoosting, FullBoosting
from scoring.likelihood.curves import Curves
from scoring.likelihood.tree_decision import decision_of
from scoring.likelihood.tree_shap import TreeReasons

ROWS = 1_000_000
TRAINED = 30_000
PEER_ROWS, EXPLAINED, BATCH = 50_000, 2_000, 20_000
ROUNDS = 2
MISSING = 0.05
SEED = 20260630
AMOUNTS, RATIOS, COUNTS, FLAGS, CODES = 16, 10, 8, 4, 2
FEATURES = AMOUNTS + RATIOS + COUNTS + FLAGS + CODES
Seconds = dict[str, float]


def run(rows: int | None) -> dict[str, dict[str, Any]]:
    """Measure scores and reasons of both forms and what the same takes elsewhere."""
    X = table(rows or ROWS, seed=SEED)
    trees = grown(min(TRAINED, rows or TRAINED))
    compiled, reasons = Curves.of(trees["additive"]), TreeReasons.of(trees["full"])
    sample, batch, many = X[:EXPLAINED], X[:BATCH], X[:PEER_ROWS]
    ours: dict[str, Callable[[], Any]] = {
        **_threaded("additive", lambda table, threads: sigmoid(compiled.decision(table, threads=threads)), X),
        **_threaded("trees", lambda table, threads: sigmoid(decision_of(trees["full"], table, threads=threads)), X),
        **_threaded("predict_proba_additive", partial(_predict_proba, trees["additive"]), X),
        **_threaded("predict_proba_trees", partial(_predict_proba, trees["full"]), X),
        "additive_quarter": lambda: sigmoid(compiled.decision(X[: len(X) // 4])),
        "trees_quarter": lambda: sigmoid(decision_of(trees["full"], X[: len(X) // 4])),
        "trees_peer_rows": lambda: decision_of(trees["full"], many),
        "reasons_additive": lambda: compiled.parts(sample, threads=1),
        "reasons_trees": lambda: reasons.parts(sample, threads=1),
        "reasons_additive_all": lambda: compiled.parts(X),
        "reasons_trees_batch": lambda: reasons.parts(batch),
        "reasons_trees_one_firm": lambda: reasons.parts(sample[:1]),
    }
    seconds, peers = _rounds(ours, lambda: run_peers(many, trees, explained=len(sample)))
    memory = {
        "additive": _growth(compiled.decision, X),
        "trees": _growth(partial(decision_of, trees["full"]), X),
    }
    fastest = {
        name: min(seconds[f"{name}_one_thread"], seconds[f"{name}_all_cores"])
        for name in ("additive", "trees", "predict_proba_additive", "predict_proba_trees")
    }
    error = max(
        _error(compiled.base, compiled.parts(batch), trees["additive"], batch),
        _error(reasons.base, reasons.parts(batch), trees["full"], batch),
    )
    return {
        "figures": {
            "rows": len(X),
            "features": FEATURES,
            "features_read_additive": sum(bool(len(thresholds)) for thresholds in compiled.thresholds),
            "threads": f"scores: 1 and {cores()}, the faster counts on either side; reasons and shap: 1",
            "additive_rows_per_second": round(len(X) / fastest["additive"]),
            "trees_rows_per_second": round(len(X) / fastest["trees"]),
            **{f"seconds_{name}": float(f"{taken:.4g}") for name, taken in seconds.items()},
            **_of_peers(peers, trees["full"], many, seconds["trees_peer_rows"]),
            "shap_difference": float(np.abs(reasons.parts(sample) - peers["shap_full"][1]).max()),
            **{f"memory_mb_{name}_{part}": value for name, parts in memory.items() for part, value in parts.items()},
            "peak_rss_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
        },
        "ratios": {
            "vs_predict_proba": round(fastest["additive"] / fastest["predict_proba_additive"], 4),
            "vs_predict_proba_trees": round(fastest["trees"] / fastest["predict_proba_trees"], 4),
            "vs_shap": round(seconds["reasons_trees"] / peers["shap_full"][0], 4),
            "vs_shap_additive": round(seconds["reasons_additive"] / peers["shap_additive"][0], 4),
            "reasons_error": error,
            "memory_growth": round(max(parts["all"] / parts["quarter"] for parts in memory.values()), 3),
        },
    }


def _threaded(name: str, work: Callable[[Floats, int], object], X: Floats) -> dict[str, Callable[[], object]]:
    return {f"{name}_one_thread": partial(work, X, 1), f"{name}_all_cores": partial(work, X, cores())}


def _predict_proba(trees: HistGradientBoostingClassifier, X: Floats, threads: int) -> Floats:
    with threadpool_limits(threads):
        return np.asarray(trees.predict_proba(X))


def _rounds(ours: Mapping[str, Callable[[], Any]], theirs: Callable[[], dict[str, Any]]) -> tuple[Seconds, Any]:
    """The least seconds of each of ours, and of each peer, in rounds by turns."""
    taken, peers = dict.fromkeys(ours, float("inf")), None
    for turn in range(ROUNDS + 1):
        for name, work in ours.items():
            start = time.perf_counter()
            work()
            taken[name] = min(taken[name], time.perf_counter() - start)
        if turn < ROUNDS:
            found = theirs()
            peers = found if peers is None else {name: _faster(peers[name], answer) for name, answer in found.items()}
    return taken, peers


def _faster(one: Any, other: Any) -> Any:
    """Of two timed answers the one that took less; what is no timing stays."""
    return min(one, other, key=lambda timed: timed[0]) if isinstance(one, tuple) else one


def _of_peers(peers: Mapping[str, Any], full: HistGradientBoostingClassifier, X: Floats, ours: float) -> dict[str, Any]:
    """Seconds of the peers, and how far ONNX Runtime is from the trees' own answer."""
    decided = full.decision_function(X)
    told: dict[str, Any] = {name: value for name, value in peers.items() if name.endswith("_version")}
    told |= {f"seconds_{name}": float(f"{value[0]:.4g}") for name, value in peers.items() if isinstance(value, tuple)}
    for kind in ("single", "double"):
        taken, answer = peers[f"onnx_full_{kind}"]
        off = np.abs(answer - decided)
        told |= {f"onnx_{kind}_off_most": float(off.max()), f"onnx_{kind}_off_rows": int((off > 1e-3).sum())}
        told |= {f"trees_vs_onnx_{kind}": round(ours / taken, 3)}
    return told


def _growth(decide: Callable[[Floats], Floats], X: Floats) -> dict[str, float]:
    """Megabytes taken while deciding, beyond the table and the answer, for all rows and for a quarter."""
    taken = {}
    for name, part in {"quarter": X[: len(X) // 4], "all": X}.items():
        tracemalloc.start()
        answer = decide(part)
        taken[name] = round((tracemalloc.get_traced_memory()[1] - answer.nbytes) / 2**20, 3)
        tracemalloc.stop()
    return taken


def _error(base: float, parts: Floats, trees: HistGradientBoostingClassifier, X: Floats) -> float:
    return float(np.abs(base + parts.sum(axis=1) - trees.decision_function(X)).max())


def grown(rows: int) -> dict[str, HistGradientBoostingClassifier]:
    """Trees with the settings of the candidates, which keep no additive trees beside their curves."""
    X = table(rows, seed=SEED + 1)
    y = np.random.default_rng(SEED + 2).random(rows) < sigmoid(truth(X))
    directions = tuple(int(place in (0, AMOUNTS, AMOUNTS + RATIOS)) for place in range(FEATURES))
    forms = {"additive": AdditiveBoosting(directions), "full": FullBoosting(directions)}
    with threadpool_limits(1):
        return {name: form._unfitted(max_bins=MOST_BINS).fit(X, y) for name, form in forms.items()}


def truth(X: Floats) -> Floats:
    """Log-odds by which the labels are drawn: curves in every feature, and a few that act together."""
    filled = np.nan_to_num(X)
    amounts = np.log1p(filled[:, :AMOUNTS]) / 5 - 2.8
    slopes = np.resize([0.6, -0.4, 0.3, 0.2], FEATURES - AMOUNTS) / (1 + filled[:, AMOUNTS:].mean(axis=0))
    alone = np.sin(amounts * np.resize([1.0, 2.0, 0.5], AMOUNTS)).sum(axis=1) * 0.4 + filled[:, AMOUNTS:] @ slopes
    together = amounts[:, 1] * amounts[:, 2] + 2 * filled[:, AMOUNTS] * filled[:, AMOUNTS + 1]
    return np.asarray(alone - alone.mean() + 0.5 * together - 2.0)


def table(rows: int, *, seed: int) -> Floats:
    """Firms at random: amounts, ratios, counts, flags and codes, one value in twenty missing."""
    random = np.random.default_rng(seed)
    kinds: tuple[tuple[int, Callable[[int], Floats]], ...] = (
        (AMOUNTS, lambda _: np.round(random.lognormal(14.0, 1.5, rows), 2)),
        (RATIOS, lambda _: np.round(random.random(rows) ** 3, 4)),
        (COUNTS, lambda place: random.poisson(2 + place, rows).astype("float64")),
        (FLAGS, lambda _: (random.random(rows) < 0.2).astype("float64")),
        (CODES, lambda _: random.integers(0, 30, rows).astype("float64")),
    )
    X = np.empty((rows, FEATURES))
    columns = [(draw, place) for count, draw in kinds for place in range(count)]
    for at, (draw, place) in enumerate(columns):
        X[:, at] = draw(place)
        X[random.random(rows) < MISSING, at] = np.nan
    return X

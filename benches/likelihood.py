"""The candidates of `scoring.likelihood` on real data that nobody here made: Polish companies, bankrupt within a year.

UCI 365, first forecasting year: 7,027 companies, 64 financial ratios, 271 bankrupt; stratified ten-fold
cross-validation, the published protocol. The data are licensed CC BY 4.0 and do not ship; point TIDU_DATA to them.
"""

import time
from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd
from sklearn.base import clone
from sklearn.model_selection import StratifiedKFold

from benches.data import public_data
from scoring.likelihood.candidates import Candidate, Floats, candidates, sigmoid
from scoring.likelihood.features import plain_features
from scoring.likelihood.metrics import figures

FOLDS = 10
SEED = 0
REPORTED = ("auc", "average_precision", "brier", "ece")

# Zięba, Tomczak & Tomczak 2016, Expert Systems with Applications 58:93-101: AUC, ten folds, first year.
# Recalled, not verified: no stored copy of the paper shows the table. Check before quoting.
PUBLISHED_AUC_RECALLED: Mapping[str, float] = {"EXGB": 0.959, "XGB": 0.945, "RF": 0.851, "LR": 0.620}


def run(rows: int | None) -> dict[str, Any]:
    """Cross-validate every candidate; `rows` takes a stratified part of the table."""
    X, y = _table(rows)
    folds = list(StratifiedKFold(FOLDS, shuffle=True, random_state=SEED).split(X, y))
    result: dict[str, Any] = {"rows": len(y), "positives": int(y.sum())}
    result |= {f"published_auc_{name}_recalled_not_verified": auc for name, auc in PUBLISHED_AUC_RECALLED.items()}
    for name, candidate in candidates(plain_features(X.columns), baseline=None, seed=SEED).items():
        result |= _measured(name, candidate, X, y, folds)
    best = max(result[f"{name}_auc_mean"] for name in ("logistic", "additive_boosting", "full_boosting"))
    result["additive_behind_best_auc"] = best - result["additive_boosting_auc_mean"]
    return {"figures": result, "ratios": _ratios(result, best)}


def _ratios(result: Mapping[str, Any], best: float) -> dict[str, float]:
    """What is missing to a perfect AUC, ours ÷ the published one of the same kind."""
    return {
        "vs_published_auc_gap": (1 - best) / (1 - PUBLISHED_AUC_RECALLED["EXGB"]),
        "vs_published_logistic_auc_gap": (1 - result["logistic_auc_mean"]) / (1 - PUBLISHED_AUC_RECALLED["LR"]),
    }


def _measured(
    name: str, candidate: Candidate, X: pd.DataFrame, y: Floats, folds: list[tuple[Any, Any]]
) -> dict[str, float]:
    started = time.perf_counter()
    by_fold = [_fold(clone(candidate), X, y, train, test) for train, test in folds]
    made: dict[str, float] = {f"{name}_seconds": time.perf_counter() - started}
    for metric in REPORTED:
        values = np.array([one[metric] for one in by_fold])
        made |= {f"{name}_{metric}_mean": float(values.mean()), f"{name}_{metric}_sd": float(values.std(ddof=1))}
    return made


def _fold(candidate: Candidate, X: pd.DataFrame, y: Floats, train: Any, test: Any) -> dict[str, float]:
    candidate.fit(X.iloc[train], y[train])
    said = sigmoid(candidate.decision_function(X.iloc[test]))
    made = figures(y[test], said, np.ones((1, len(test))), capacity=int(y[test].sum()))
    return {metric: float(values[0]) for metric, values in made.items()}


def _table(rows: int | None) -> tuple[pd.DataFrame, Floats]:
    table = pd.read_csv(public_data("polish_bankruptcy", "year1.csv.gz"))
    if rows is not None and rows < len(table):
        share = rows / len(table)
        table = table.groupby("bankrupt", group_keys=False).sample(frac=share, random_state=SEED).reset_index(drop=True)
    return table.drop(columns="bankrupt"), table["bankrupt"].to_numpy("float64")

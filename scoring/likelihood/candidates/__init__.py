"""The candidates: scikit-learn classifiers that pass through one and the same validation.

Each has `decision_function` in log-odds and takes weights in `fit`. Those that may be promoted tell their decision in
exact parts: `base_` + row sum of `contributions` = decision, where 0 is what the average firm of the training data has.
"""

from scoring.likelihood.candidates.base import (
    Candidate,
    Explained,
    Floats,
    ReasonsBy,
    log_odds,
    one_thread,
    sigmoid,
)
from scoring.likelihood.candidates.catalogue import candidates

__all__ = ["Candidate", "Explained", "Floats", "ReasonsBy", "candidates", "log_odds", "one_thread", "sigmoid"]

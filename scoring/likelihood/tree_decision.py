"""Log-odds of trees that cannot be compiled into curves: scikit-learn's own answer, block by block."""

from functools import cache

import numpy as np
from sklearn.ensemble import HistGradientBoostingClassifier
from threadpoolctl import ThreadpoolController  # type: ignore[import-untyped]  # ships no types

from scoring.likelihood.blocks import THREADS, Floats, in_blocks

BLOCK = 4_096
"""scikit-learn walks all rows once for each tree; so many stay in the cache while it does."""


def decision_of(trees: HistGradientBoostingClassifier, rows: Floats, *, threads: int = THREADS) -> Floats:
    """Log-odds of every row, shape (n,): those of `trees.decision_function`, bit for bit.

    Blocks run on threads of our own and each keeps OpenMP to one: its threads wait for each other after every tree,
    which costs most on a machine with other work. The limit is OpenMP's alone, which holds it for each thread.
    """
    decided = np.empty(len(rows))

    def work(part: slice) -> None:
        with _controller().limit(limits=1, user_api="openmp"):
            decided[part] = trees.decision_function(rows[part])

    in_blocks(work, len(rows), block=BLOCK, threads=threads)
    return decided


@cache
def _controller() -> ThreadpoolController:
    return ThreadpoolController()

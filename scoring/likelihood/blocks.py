"""Work on many rows a block at a time, on two threads: the memory that it takes does not grow with the rows."""

import os
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import numpy.typing as npt

Codes = npt.NDArray[np.uint8]
Floats = npt.NDArray[np.float64]
MOST_THRESHOLDS = 254
"""scikit-learn makes 255 bins at most; with one more code for what is missing, a code fits a byte."""
COMPARED, ROWS_A_THRESHOLD = 128, 64
"""Up to so many thresholds, each with at least so many rows, comparing with each takes less time than a search."""


def cores() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if sys.platform == "linux" else os.cpu_count() or 1


THREADS = min(2, cores())


def in_blocks(work: Callable[[slice], None], rows: int, *, block: int, threads: int = THREADS) -> None:
    """Call `work` with one slice of the rows after the other; NumPy lets go of the interpreter inside."""
    threads = max(1, min(threads, -(-rows // block)))

    def every_so_many(first: int) -> None:
        for start in range(first * block, rows, threads * block):
            work(slice(start, min(start + block, rows)))

    if threads == 1:
        every_so_many(0)
        return
    with ThreadPoolExecutor(threads) as pool:
        list(pool.map(every_so_many, range(threads)))


def codes_of(column: Floats, thresholds: Floats) -> Codes:
    """Say between which thresholds each value lies: how many of them it exceeds, and one more code where missing.

    Parameters
    ----------
    column
        Values of one feature; contiguous is faster.
    thresholds
        Ascending, finite, at most `MOST_THRESHOLDS`. A value that equals one lies below it, as in scikit-learn.
    """
    if len(thresholds) > min(COMPARED, len(column) // ROWS_A_THRESHOLD):
        return np.append(thresholds, np.inf).searchsorted(column).astype(np.uint8)  # what is missing sorts last
    codes = np.not_equal(column, column).view(np.uint8)
    codes *= np.uint8(len(thresholds) + 1)
    beyond = np.empty(len(column), dtype=bool)
    for threshold in thresholds:
        codes += np.greater(column, threshold, out=beyond).view(np.uint8)
    return codes

r"""Exact reasons of boosted trees: path-dependent tree SHAP, from matrix products over many leaves and rows at once.

What a tree says of a row when only the features S are known is the mean of its leaves, where a split on a feature
outside S sends the row both ways by the share of training rows that went there (Lundberg et al. 2020, Nature Machine
Intelligence 2:56-67, algorithm 1). For one leaf with value v and d features on its way that is

    v · Π_{j∈S} o_j · Π_{j∉S} p_j,    o_j: does the row pass all splits on j (0 or 1);  p_j: the share that passed.

Its Shapley value for feature i is v (o_i - p_i) Σ_S w(\|S\|) Π_{j∈S} o_j Π_{j∉S} p_j over the sets S without i. The
weights w(s) = s! (d-1-s)! ÷ d! are ∫ t^s (1-t)^(d-1-s) dt from 0 to 1, so the sum is an integral over a product,

    v (o_i - p_i) ∫ Π_{j≠i} (t o_j + (1-t) p_j) dt,

of a polynomial of degree d - 1: Gauss-Legendre quadrature with half as many nodes t_k and weights w_k is exact. With
P_k the product over all j, node k gives a feature that the row passes v w_k (1-p_i) P_k ÷ (t_k + (1-t_k) p_i), and
one that it does not pass -v w_k P_k ÷ (1-t_k). As log P_k is linear in the answers o, all P_k of a leaf are the exp of
one matrix product, and all its Shapley values another one. No depth is too great, and no table is kept.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any, Self

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_array
from sklearn.ensemble import HistGradientBoostingClassifier

from scoring.likelihood.blocks import THREADS, Codes, Floats, codes_of, in_blocks
from scoring.likelihood.leaves import Forest, Leaf, Range

ROWS, LEAVES = 128, 64
"""Rows and leaves at a time: what is worked out for them stays in the cache of a core."""


@dataclass(frozen=True, kw_only=True, eq=False)
class TreeReasons:
    """Reasons of fitted trees: `base` + row sum of `parts` = their decision.

    `base` is the mean decision over the training rows, as the shares of the splits tell it.
    """

    base: float
    thresholds: tuple[Floats, ...]
    leaves: "tuple[_Leaves, ...]"

    @classmethod
    def of(cls, trees: HistGradientBoostingClassifier) -> Self:
        """Take apart fitted trees of any depth.

        :raises TreesRefused: see `Forest.of`.
        """
        forest = Forest.of(trees)
        leaves = [leaf for tree in forest.trees for leaf in tree]
        mean = sum(leaf.value * np.prod([known.share for known in leaf.ranges.values()]) for leaf in leaves)
        return cls(
            base=float(forest.base + mean),
            thresholds=forest.thresholds,
            leaves=tuple(_Leaves.of(alike, forest.thresholds) for alike in _alike(leaves)),
        )

    def parts(self, rows: Floats, *, threads: int = THREADS) -> Floats:
        """Each feature's part of the log-odds, shape (n, features); `rows` is float64, NaN where missing."""
        parts = np.zeros((len(self.thresholds), len(rows)))

        def work(part: slice) -> None:
            columns = np.ascontiguousarray(rows[part].T)
            codes = np.stack([codes_of(*one) for one in zip(columns, self.thresholds, strict=True)])
            parts[:, part] = sum(leaves.shapley(codes) for leaves in self.leaves)

        in_blocks(work, len(rows), block=ROWS, threads=threads)
        return parts.T


@dataclass(frozen=True, kw_only=True, eq=False)
class _Leaves:
    """Leaves with the same number of features on their way: L leaves, d features, K nodes of the quadrature."""

    places: npt.NDArray[np.intp]
    """Shape (L, d): which features."""
    first: Codes
    last: Codes
    also: Codes
    """Shape (L, d, 1): codes from `first` to `last` pass, and `also`: what is missing, where that passes."""
    log_passed: Floats
    """Shape (L, K, d): what passing adds to log P."""
    log_none: Floats
    """Shape (L, K, 1): log P of a row that passes nothing."""
    given: Floats
    """Shape (L, d + 1, K): what each P gives more to a feature that is passed, and last what it takes from all."""
    gather: Any
    """Sparse, shape (features, L · d): sums what the leaves give by feature."""

    @classmethod
    def of(cls, leaves: Sequence[Leaf], thresholds: Sequence[Floats]) -> Self:
        """Prepare these leaves."""
        places = np.array([list(leaf.ranges) for leaf in leaves])
        ranges = [[(known, len(thresholds[place]) + 1) for place, known in leaf.ranges.items()] for leaf in leaves]
        codes = np.array([[_ends(*one) for one in path] for path in ranges], dtype=np.uint8)
        shares = np.array([[known.share for known, _ in path] for path in ranges])[:, None, :]
        nodes, weights = np.polynomial.legendre.leggauss((places.shape[1] + 1) // 2)
        known = ((nodes + 1) / 2)[:, None]
        passed, unpassed = known + (1 - known) * shares, (1 - known) * shares
        weighted = np.array([leaf.value for leaf in leaves])[:, None, None] * weights[:, None] / 2
        taken = weighted / (1 - known)
        given = np.concatenate([weighted * (1 - shares) / passed + taken, taken], axis=2)
        pairs = (np.ones(places.size), (places.ravel(), np.arange(places.size)))
        return cls(
            places=places,
            first=codes[:, :, 0, None],
            last=codes[:, :, 1, None],
            also=codes[:, :, 2, None],
            log_passed=np.log(passed / unpassed),
            log_none=np.log(unpassed).sum(axis=2, keepdims=True),
            given=np.ascontiguousarray(given.transpose(0, 2, 1)),
            gather=csr_array(pairs, shape=(len(thresholds), places.size)),
        )

    def shapley(self, codes: Codes) -> Floats:
        """Sum over these leaves, shape (features, n); `codes` has that shape, too."""
        met = codes[self.places]
        passed = ((met >= self.first) & (met <= self.last) | (met == self.also)).astype("float64")
        products = np.matmul(self.log_passed, passed)
        products += self.log_none
        mixed = np.matmul(self.given, np.exp(products, out=products))
        values = np.multiply(passed, mixed[:, :-1], out=passed)
        values -= mixed[:, -1:]
        return np.asarray(self.gather @ values.reshape(-1, codes.shape[1]))


def _ends(known: Range, missing: int) -> tuple[int, int, int]:
    """First and last code that pass, and one more: the code of what is missing, or again the first where it fails."""
    return known.first, known.last, missing if known.missing else known.first


def _alike(leaves: Sequence[Leaf]) -> Iterator[list[Leaf]]:
    """Groups of at most `LEAVES` with the same number of features; a leaf that is its whole tree gives no reason."""
    split = sorted((leaf for leaf in leaves if leaf.ranges), key=_size)
    for _, group in groupby(split, _size):
        alike = list(group)
        yield from (alike[start : start + LEAVES] for start in range(0, len(alike), LEAVES))


def _size(leaf: Leaf) -> int:
    return len(leaf.ranges)

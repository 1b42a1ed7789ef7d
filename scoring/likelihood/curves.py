"""Trees that each read one feature, compiled into tables: one curve a feature, to be printed, defended and summed.

A boosted model without interactions is a sum of step functions, one a feature. Merging the steps of all its trees
loses nothing: a row's log-odds are `base` plus one value from each table, and these values are its reasons.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Self

import numpy as np
from sklearn.ensemble import HistGradientBoostingClassifier

from scoring.likelihood.blocks import THREADS, Codes, Floats, codes_of, in_blocks
from scoring.likelihood.leaves import Forest, Leaf, TreesRefused

BLOCK = 16_384
"""Rows at a time: one column of them and its codes stay in the cache of a core."""


@dataclass(frozen=True, slots=True)
class Segment:
    """A step of a curve: values above `above` up to and with `up_to` move the log-odds by `part`."""

    above: float | None
    up_to: float | None
    part: float


@dataclass(frozen=True, kw_only=True, eq=False)
class Curves:
    """One curve a feature, in log-odds: decision = `base` + the parts of a row.

    `thresholds[j]` ascend; a value that equals one lies below it. `values[j]` has one more, a value for each segment.
    `missing[j]` is the part of a row without the feature.
    """

    base: float
    thresholds: tuple[Floats, ...]
    values: tuple[Floats, ...]
    missing: Floats

    @classmethod
    def of(cls, trees: HistGradientBoostingClassifier) -> Self:
        """Compile fitted trees.

        :raises TreesRefused: a tree reads more than one feature.
        """
        forest = Forest.of(trees)
        values = [np.zeros(len(thresholds) + 1) for thresholds in forest.thresholds]
        missing, base = np.zeros(len(values)), forest.base
        for leaf in (leaf for tree in forest.trees for leaf in tree):
            if not leaf.ranges:  # a tree that found nothing to split
                base += leaf.value
                continue
            place, passes = _only(leaf)
            values[place][passes] += leaf.value
            missing[place] += leaf.value * leaf.ranges[place].missing
        merged = [_merged(*curve) for curve in zip(forest.thresholds, values, strict=True)]
        return cls(
            base=base,
            thresholds=tuple(thresholds for thresholds, _ in merged),
            values=tuple(steps for _, steps in merged),
            missing=missing,
        )

    def decision(self, rows: Floats, *, threads: int = THREADS) -> Floats:
        """Log-odds of every row, shape (n,); `rows` is float64 of shape (n, features), NaN where missing."""
        decided = np.full(len(rows), self.base)
        told = [(place, self._steps(place)) for place in range(len(self.values)) if self._tells(place)]

        def work(part: slice) -> None:
            for place, steps in told:
                decided[part] += steps.take(self._codes(rows, part, place), mode="clip")

        in_blocks(work, len(rows), block=BLOCK, threads=threads)
        return decided

    def parts(self, rows: Floats, *, threads: int = THREADS) -> Floats:
        """Each feature's part of the log-odds, shape (n, features): `base` + row sum = decision."""
        parts = np.zeros((len(self.values), len(rows)))
        told = [(place, self._steps(place)) for place in range(len(self.values)) if self._tells(place)]

        def work(part: slice) -> None:
            for place, steps in told:
                steps.take(self._codes(rows, part, place), out=parts[place, part], mode="clip")

        in_blocks(work, len(rows), block=BLOCK, threads=threads)
        return parts.T

    def affine(self, slope: float, offset: float) -> Self:
        """The curves of slope × decision + offset, as calibration makes it."""
        return replace(
            self,
            base=slope * self.base + offset,
            values=tuple(slope * values for values in self.values),
            missing=slope * self.missing,
        )

    def centred(self, centre: Floats) -> Self:
        """The same decision told against another firm: `centre[j]` moves from curve j into the base."""
        return replace(
            self,
            base=float(self.base + centre.sum()),
            values=tuple(values - middle for values, middle in zip(self.values, centre, strict=True)),
            missing=self.missing - centre,
        )

    def segments(self, place: int) -> tuple[Segment, ...]:
        """The steps of one feature's curve, from the lowest values up; `missing[place]` stands beside them."""
        edges = pairwise((None, *self.thresholds[place].tolist(), None))
        return tuple(Segment(*edge, part) for edge, part in zip(edges, self.values[place].tolist(), strict=True))

    def printed(self, names: Sequence[str]) -> str:
        """All curves that tell firms apart, as text: a line for each step."""
        lines = [f"base {self.base:+.4f}"]
        for place in filter(self._tells, range(len(self.values))):
            lines += [f"{names[place]}", *map(_line, self.segments(place))]
            lines.append(f"    missing {self.missing[place]:+.4f}")
        return "\n".join(lines)

    def _tells(self, place: int) -> bool:
        """Whether the feature moves any row."""
        return bool(self.values[place].any() or self.missing[place])

    def _steps(self, place: int) -> Floats:
        """A value for each code."""
        return np.append(self.values[place], self.missing[place])

    def _codes(self, rows: Floats, part: slice, place: int) -> Codes:
        return codes_of(np.ascontiguousarray(rows[part, place]), self.thresholds[place])


def _only(leaf: Leaf) -> tuple[int, slice]:
    """The one feature on the way to a leaf, and the segments of its curve that the leaf covers."""
    if len(leaf.ranges) > 1:
        raise TreesRefused(f"A tree reads features {sorted(leaf.ranges)} together; a curve has one.")
    ((place, known),) = leaf.ranges.items()
    return place, slice(known.first, known.last + 1)


def _merged(thresholds: Floats, values: Floats) -> tuple[Floats, Floats]:
    """The same curve without thresholds at which nothing changes."""
    changes = np.flatnonzero(np.diff(values))
    return thresholds[changes], values[np.append(changes, len(values) - 1)]


def _line(segment: Segment) -> str:
    above = "" if segment.above is None else f"above {segment.above:.6g} "
    up_to = "" if segment.up_to is None else f"up to {segment.up_to:.6g} "
    return f"    {above}{up_to or ('' if above else 'any value ')}{segment.part:+.4f}"

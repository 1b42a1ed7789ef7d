"""Hold a rulebook against every firm of a frame at once: three-valued, with points as intervals.

Unknown is never zero. A comparison with a missing number is neither true nor false; an item whose facts are missing
gives every point that some completion could give; a verdict is decided only if no completion can change it.
"""

import math
import operator
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import reduce
from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

from scoring.rulebooks.classes import class_signs, in_class, listed
from scoring.rulebooks.columns import Columns, Numbers, Signs
from scoring.rulebooks.exact import settle
from scoring.rulebooks.kept import Kept
from scoring.rulebooks.quantities import bound_by_steps, value_of
from scoring.rulebooks.schema import (
    Bands,
    BestOf,
    ClassTable,
    Comparing,
    Comparison,
    Criterion,
    Flag,
    FlagPoints,
    Group,
    InClass,
    Interval,
    Item,
    Judged,
    Membership,
    Part,
    Points,
    Quantity,
    Rulebook,
    Scale,
    Steps,
)

BLOCK = 16_384
"""Rows computed at a time: a few dozen columns of a block stay in the processor's cache."""

Compare = Callable[[Any, Any], Any]

_MET_UNMET: dict[Comparing, tuple[Compare, Compare]] = {
    "at_least": (operator.ge, operator.lt),
    "above": (operator.gt, operator.le),
    "at_most": (operator.le, operator.gt),
    "below": (operator.lt, operator.ge),
}
_BESIDE: dict[Comparing, tuple[Compare, Compare]] = {
    "at_least": (operator.gt, operator.lt),
    "above": (operator.gt, operator.lt),
    "at_most": (operator.lt, operator.gt),
    "below": (operator.lt, operator.gt),
}
"""What is met and unmet where the bound itself is in doubt: then on it nobody knows."""

_ALONE: dict[int, Signs] = {sign: np.array([sign], np.int8) for sign in (1, 0, -1)}
"""The signs of a single firm: comparing two floats takes a tenth of the time of two arrays of one."""


class Span(NamedTuple):
    """Points from `low` to `high`, both attainable as far as is known."""

    low: Numbers
    high: Numbers


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessments:
    """A rulebook held against the firms of `index`, as signs: 1 met, 0 unknown (undetermined), −1 unmet.

    `status` has the criteria in the rulebook's order; points are None if the rulebook has no score.
    """

    rulebook: Rulebook
    index: pd.Index
    status: dict[str, Signs]
    verdict: Signs
    points_low: Numbers | None
    points_high: Numbers | None

    def to_frame(self) -> pd.DataFrame:
        """Return one row a firm: `verdict`, `points_low`, `points_high`, then a column of words for each criterion."""
        none = np.full(len(self.index), np.nan)
        columns = {
            "verdict": _words(self.verdict, "undetermined"),
            "points_low": none if self.points_low is None else self.points_low,
            "points_high": none if self.points_high is None else self.points_high,
            **{name: _words(signs, "unknown") for name, signs in self.status.items()},
        }
        return pd.DataFrame(columns, index=self.index)


def assess(frame: pd.DataFrame, rulebook: Rulebook) -> Assessments:
    """Hold `rulebook` against every firm in `frame`.

    Parameters
    ----------
    frame : DataFrame of shape (n_firms, n_measures)
        Has the columns in `rulebook.measures()`. Money in yuan; a missing value is a fact not known on the as-of day.

    Returns
    -------
    Assessments of n_firms, in the order of `frame`.

    Raises
    ------
    MeasureMissing, MeasureUnreadable
        A column is absent or of the wrong type.
    """
    columns = Columns.of(frame, rulebook.measures())
    size = columns.size
    status = {criterion.id: np.empty(size, np.int8) for criterion in rulebook.criteria}
    verdict = np.empty(size, np.int8)
    points = Span(np.empty(size), np.empty(size)) if rulebook.score else None
    for start, stop in pairwise((*range(0, size, BLOCK), size)):
        block = Evaluation(rulebook, columns.rows(start, stop))
        for criterion in rulebook.criteria:
            status[criterion.id][start:stop] = block.sign(criterion)
        verdict[start:stop] = block.verdict()
        if points:
            points.low[start:stop], points.high[start:stop] = block.points("total")
    low, high = points or (None, None)
    return Assessments(
        rulebook=rulebook, index=frame.index, status=status, verdict=verdict, points_low=low, points_high=high
    )


class Evaluation:
    """A rulebook on one block of rows; every criterion, item and quantity is computed once, when first asked for."""

    def __init__(self, rulebook: Rulebook, columns: Columns) -> None:
        self.rulebook = rulebook
        self.columns = columns
        self._signs: dict[str, Signs] = {}
        self._spans: dict[str, Span] = {}
        self._values: dict[int, Numbers] = {}
        self._scales: dict[int, Span] = {}
        self._verdict: Signs | None = None

    def verdict(self) -> Signs:
        """Return the conjunction of all criteria; undetermined where a rulebook has none (a draft)."""
        if self._verdict is None:
            no_criteria = np.zeros(self.columns.size, np.int8)
            self._verdict = self._group("all_of", self.rulebook.criteria) if self.rulebook.criteria else no_criteria
        return self._verdict

    def sign(self, criterion: Criterion) -> Signs:
        """Return whether each firm meets a criterion (or member of a group)."""
        if criterion.id not in self._signs:
            self._signs[criterion.id] = self._clause_sign(criterion)
        return self._signs[criterion.id]

    def points(self, of: str) -> Span:
        """Return the points of the score (`total`), of a part, or of an item."""
        if of not in self._spans:
            self._spans[of] = self._sum_or_item(of)
        return self._spans[of]

    def value(self, quantity: Quantity) -> Numbers:
        """Return a quantity as `value_of` computes it."""
        if id(quantity) not in self._values:
            self._values[id(quantity)] = value_of(quantity, self.columns)
        return self._values[id(quantity)]

    def bound(self, comparison: Comparison) -> Numbers | float:
        """Return what a comparison compares with: one number, or one a row."""
        if isinstance(comparison.bound, Steps):
            return bound_by_steps(comparison.bound, self.columns)
        return float(comparison.bound)

    def classes(self, table: ClassTable) -> dict[str, Signs]:
        """Return, class by class of a table, whether each firm is in it."""
        return class_signs(table, self.columns)

    def scale(self, scale: Scale) -> Span:
        """Return the points that the facts alone allow on a scale."""
        if id(scale) not in self._scales:
            self._scales[id(scale)] = self._scale(scale)
        return self._scales[id(scale)]

    def _scale(self, scale: Scale) -> Span:
        match scale:
            case Bands():
                return self._band_of_one(scale) if self.columns.size == 1 else self._bands(scale)
            case BestOf():
                lows, highs = zip(*(self.scale(route.bands) for route in scale.routes), strict=True)
                return Span(reduce(np.maximum, lows), reduce(np.maximum, highs))
            case FlagPoints():
                return _look_up(scale, self.columns.flags[scale.measure] + np.int8(1))
            case Judged():
                return _look_up(scale, np.zeros(self.columns.size, np.uint8))

    def _clause_sign(self, criterion: Criterion) -> Signs:
        match criterion.clause:
            case Comparison() as clause:
                return self._comparison(clause)
            case Flag() as clause:
                flag = self.columns.flags[clause.measure]
                return flag if clause.kind == "is_true" else -flag
            case Membership() as clause:
                return listed(clause, self.columns)
            case InClass() as clause:
                return in_class(clause, self.classes(clause.table))
            case Points() as clause:
                met, unmet = _MET_UNMET["above" if clause.kind == "points_above" else "at_least"]
                low, high = self.points(clause.of)
                return _sign(met(low, float(clause.bound)), unmet(high, float(clause.bound)))
            case Group() as clause:
                return self._group(clause.kind, clause.members)

    def _group(self, kind: str, members: tuple[Criterion, ...]) -> Signs:
        """Return whether all members are met, or any one (Kleene)."""
        signs = map(self.sign, members)
        if self.columns.size == 1:
            plain = [sign.item() for sign in signs]
            return _ALONE[max(plain) if kind == "any_of" else min(plain)]
        return reduce(np.maximum if kind == "any_of" else np.minimum, signs)

    def _comparison(self, clause: Comparison) -> Signs:
        met, unmet = (_BESIDE if clause.doubtful_edge else _MET_UNMET)[clause.kind]
        edges, fixed = _bounds_of(clause)
        value, bound = self._settled(clause.quantity, edges), self.bound(clause) if fixed is None else fixed
        if self.columns.size == 1:
            one, edge = value.item(), bound if isinstance(bound, float) else bound.item()
            return _ALONE[met(one, edge) - unmet(one, edge)]
        return _sign(met(value, bound), unmet(value, bound))

    def _sum_or_item(self, of: str) -> Span:
        if of == "total":
            assert self.rulebook.score, "the loader refuses points without a score"
            return _sum([self.points(part.id) for part in self.rulebook.score.parts])
        line, most = _lines_of(self.rulebook)[of]
        if isinstance(line, Item):
            return self._item(line)
        span = _sum([self.points(item.id) for item in line.items])
        return span if most is None else Span(np.minimum(span.low, most), np.minimum(span.high, most))

    def _item(self, item: Item) -> Span:
        low, high = self.scale(item.scale)
        if item.judged:
            judged = np.floor(self.columns.numbers[item.judged])
            # fmax and fmin pass over NaN: without a judgement the span stays, with one it closes
            low, high = np.minimum(np.fmax(low, judged), high), np.maximum(np.fmin(high, judged), low)
        if item.requires:
            required = self.sign(next(one for one in self.rulebook.walk() if one.id == item.requires))
            low, high = low * (required > 0), high * (required >= 0)
        return Span(low, high)

    def _settled(self, quantity: Quantity, edges: tuple[Decimal, ...]) -> Numbers:
        return settle(quantity, self.columns, self.value(quantity), edges)

    def _bands(self, scale: Bands) -> Span:
        value = self._settled(scale.quantity, scale.edges())
        place = np.zeros(self.columns.size, np.uint8)
        for band in scale.bands[:-1]:
            assert band.edge is not None, "only the last band is open"
            kind: Comparing = "at_least" if band.included else "above"
            place += _MET_UNMET[kind][0](value, float(band.edge)).view(np.uint8)
        # a missing value passes no edge; it goes to a place of its own, past the best band
        place += np.isnan(value).view(np.uint8) * np.uint8(len(scale.bands))
        return _look_up(scale, place)

    def _band_of_one(self, scale: Bands) -> Span:
        """Return the same for a single firm."""
        edges, passes = _edges_of(scale)
        value = self._settled(scale.quantity, edges).item()
        place = len(scale.bands) if math.isnan(value) else sum([passed(value, edge) for passed, edge in passes])
        lows, highs = _outcomes_of(scale)
        return Span(lows[place : place + 1], highs[place : place + 1])


def _lines(rulebook: Rulebook) -> dict[str, tuple[Part | Item, float | None]]:
    """Return parts and items by id, with the points at which a part is cut off, None if it cannot get there."""
    score = rulebook.score
    if score is None:
        return {}
    cut = {part.id: sum(item.max for item in part.items) > part.max for part in score.parts}
    parts = {part.id: (part, float(part.max) if cut[part.id] else None) for part in score.parts}
    return {**{item.id: (item, None) for item in score.items()}, **parts}


def _bounds(comparison: Comparison) -> tuple[tuple[Decimal, ...], float | None]:
    """Return every bound that may apply, and the one that does if there are no steps."""
    return comparison.edges(), None if isinstance(comparison.bound, Steps) else float(comparison.bound)


def _edges(scale: Bands) -> tuple[tuple[Decimal, ...], list[tuple[Compare, float]]]:
    """Return the edges of bands, and how each is passed."""
    kinds: list[Comparing] = ["at_least" if band.included else "above" for band in scale.bands]
    passes = [(_MET_UNMET[kind][0], float(edge)) for kind, edge in zip(kinds, scale.edges(), strict=False)]
    return scale.edges(), passes


_lines_of = Kept(_lines, most=256)
_bounds_of = Kept(_bounds, most=20_000)
_edges_of = Kept(_edges, most=4_096)


def _hull(intervals: Iterable[Interval]) -> Interval:
    lows, highs = zip(*((interval.low, interval.high) for interval in intervals), strict=True)
    return Interval(low=min(lows), high=max(highs))


def _outcomes(scale: Bands | FlagPoints | Judged) -> Span:
    """Return the points of a scale by place: bands from the worst on, then all of them for a value not known."""
    match scale:
        case Bands():
            intervals = [band.points for band in reversed(scale.bands)]
            intervals.append(_hull(intervals))
        case FlagPoints():
            intervals = [scale.if_false, _hull((scale.if_true, scale.if_false)), scale.if_true]
        case Judged():
            intervals = [scale.points]
    lows, highs = zip(*((float(interval.low), float(interval.high)) for interval in intervals), strict=True)
    return Span(np.array(lows), np.array(highs))


_outcomes_of = Kept(_outcomes, most=4_096)


def _look_up(scale: Bands | FlagPoints | Judged, place: npt.NDArray[np.integer[Any]]) -> Span:
    lows, highs = _outcomes_of(scale)
    return Span(lows[place], highs[place])


def _sum(spans: Iterable[Span]) -> Span:
    lows, highs = zip(*spans, strict=True)
    return Span(reduce(np.add, lows), reduce(np.add, highs))


def _sign(yes: npt.NDArray[np.bool_], no: npt.NDArray[np.bool_]) -> Signs:
    return yes.view(np.int8) - no.view(np.int8)


def _words(signs: Signs, unknown: str) -> "pd.Categorical[str]":
    return pd.Categorical.from_codes(signs + np.int8(1), categories=pd.Index(["unmet", unknown, "met"]))

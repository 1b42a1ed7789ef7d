"""Hold a rulebook against every firm of a frame at once: three-valued, with points as intervals.

Unknown is never zero. A comparison with a missing number is neither true nor false; an item whose facts are missing
gives every point that some completion could give; a verdict is decided only if no completion can change it.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import reduce
from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

from scoring.rulebooks.columns import Columns, Numbers, Signs
from scoring.rulebooks.growth import settle
from scoring.rulebooks.quantities import bound_by_steps, value_of
from scoring.rulebooks.schema import (
    Bands,
    BestOf,
    Comparing,
    Comparison,
    Criterion,
    Flag,
    FlagPoints,
    Group,
    Interval,
    Item,
    Judged,
    MeanGrowth,
    Part,
    Points,
    Quantity,
    Rulebook,
    Scale,
    Steps,
)

BLOCK = 16_384
"""Rows computed at a time: a few dozen columns of a block stay in the processor's cache."""

_MET_UNMET: dict[Comparing, tuple[np.ufunc, np.ufunc]] = {
    "at_least": (np.greater_equal, np.less),
    "above": (np.greater, np.less_equal),
    "at_most": (np.less_equal, np.greater),
    "below": (np.less, np.greater_equal),
}


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
        self._criteria = {criterion.id: criterion for criterion in rulebook.walk()}
        self._score = {line.id: line for line in _lines(rulebook)}
        self._signs: dict[str, Signs] = {}
        self._spans: dict[str, Span] = {}
        self._values: dict[int, Numbers] = {}
        self._scales: dict[int, Span] = {}
        self._verdict: Signs | None = None

    def verdict(self) -> Signs:
        """Return the conjunction of all criteria; undetermined where a rulebook has none (a draft)."""
        if self._verdict is None:
            no_criteria = np.zeros(self.columns.size, np.int8)
            signs = map(self.sign, self.rulebook.criteria)
            self._verdict = reduce(np.minimum, signs) if self.rulebook.criteria else no_criteria
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

    def scale(self, scale: Scale) -> Span:
        """Return the points that the facts alone allow on a scale."""
        if id(scale) not in self._scales:
            self._scales[id(scale)] = self._scale(scale)
        return self._scales[id(scale)]

    def _scale(self, scale: Scale) -> Span:
        match scale:
            case Bands():
                return self._bands(scale)
            case BestOf():
                lows, highs = zip(*(self.scale(route.bands) for route in scale.routes), strict=True)
                return Span(reduce(np.maximum, lows), reduce(np.maximum, highs))
            case FlagPoints():
                both = _hull((scale.if_true, scale.if_false))
                return _look_up((scale.if_false, both, scale.if_true), self.columns.flags[scale.measure] + np.int8(1))
            case Judged():
                return _look_up((scale.points,), np.zeros(self.columns.size, np.uint8))

    def _clause_sign(self, criterion: Criterion) -> Signs:
        match criterion.clause:
            case Comparison() as clause:
                met, unmet = _MET_UNMET[clause.kind]
                value, bound = self._settled(clause.quantity, clause.edges()), self.bound(clause)
                return _sign(met(value, bound), unmet(value, bound))
            case Flag() as clause:
                flag = self.columns.flags[clause.measure]
                return flag if clause.kind == "is_true" else -flag
            case Points() as clause:
                met, unmet = _MET_UNMET["above" if clause.kind == "points_above" else "at_least"]
                low, high = self.points(clause.of)
                return _sign(met(low, float(clause.bound)), unmet(high, float(clause.bound)))
            case Group() as clause:
                kleene = np.minimum if clause.kind == "all_of" else np.maximum
                return reduce(kleene, map(self.sign, clause.members))

    def _sum_or_item(self, of: str) -> Span:
        if of == "total":
            assert self.rulebook.score, "the loader refuses points without a score"
            return _sum([self.points(part.id) for part in self.rulebook.score.parts])
        line = self._score[of]
        if isinstance(line, Item):
            return self._item(line)
        span = _sum([self.points(item.id) for item in line.items])
        if sum(item.max for item in line.items) <= line.max:
            return span
        return Span(np.minimum(span.low, float(line.max)), np.minimum(span.high, float(line.max)))

    def _item(self, item: Item) -> Span:
        low, high = self.scale(item.scale)
        if item.judged:
            judged = np.floor(self.columns.numbers[item.judged])
            # fmax and fmin pass over NaN: without a judgement the span stays, with one it closes
            low, high = np.minimum(np.fmax(low, judged), high), np.maximum(np.fmin(high, judged), low)
        if item.requires:
            required = self.sign(self._criteria[item.requires])
            low, high = low * (required > 0), high * (required >= 0)
        return Span(low, high)

    def _settled(self, quantity: Quantity, edges: tuple[Decimal, ...]) -> Numbers:
        value = self.value(quantity)
        return settle(quantity, self.columns, value, edges) if isinstance(quantity, MeanGrowth) else value

    def _bands(self, scale: Bands) -> Span:
        value = self._settled(scale.quantity, scale.edges())
        place = np.zeros(self.columns.size, np.uint8)
        for band in scale.bands[:-1]:
            assert band.edge is not None, "only the last band is open"
            kind: Comparing = "at_least" if band.included else "above"
            place += _MET_UNMET[kind][0](value, float(band.edge)).view(np.uint8)
        # a missing value passes no edge; it goes to a place of its own, past the best band
        place += np.isnan(value).view(np.uint8) * np.uint8(len(scale.bands))
        intervals = [band.points for band in reversed(scale.bands)]
        return _look_up((*intervals, _hull(intervals)), place)


def _lines(rulebook: Rulebook) -> Iterator[Part | Item]:
    if rulebook.score:
        yield from rulebook.score.parts
        yield from rulebook.score.items()


def _hull(intervals: Iterable[Interval]) -> Interval:
    lows, highs = zip(*((interval.low, interval.high) for interval in intervals), strict=True)
    return Interval(low=min(lows), high=max(highs))


def _look_up(intervals: tuple[Interval, ...], place: npt.NDArray[np.integer[Any]]) -> Span:
    lows = np.array([float(interval.low) for interval in intervals])
    highs = np.array([float(interval.high) for interval in intervals])
    return Span(lows[place], highs[place])


def _sum(spans: Iterable[Span]) -> Span:
    lows, highs = zip(*spans, strict=True)
    return Span(reduce(np.add, lows), reduce(np.add, highs))


def _sign(yes: npt.NDArray[np.bool_], no: npt.NDArray[np.bool_]) -> Signs:
    return yes.view(np.int8) - no.view(np.int8)


def _words(signs: Signs, unknown: str) -> "pd.Categorical[str]":
    return pd.Categorical.from_codes(signs + np.int8(1), categories=pd.Index(["unmet", unknown, "met"]))

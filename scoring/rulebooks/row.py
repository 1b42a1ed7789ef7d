"""One firm of an evaluation: its values as plain Python, and which missing measures an open question hangs on."""

import math
from collections.abc import Iterable
from dataclasses import dataclass

from scoring.rulebooks.engine import Evaluation
from scoring.rulebooks.explanation import MeasureRead, Remark, Value
from scoring.rulebooks.measures import MEASURES
from scoring.rulebooks.schema import (
    Bands,
    BestOf,
    Clause,
    Comparison,
    Criterion,
    Flag,
    FlagPoints,
    Group,
    Item,
    Judged,
    MeanGrowth,
    Points,
    Quantity,
    Ratio,
    Reading,
    Scale,
    Score,
    Steps,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """Row `at` of an evaluation."""

    evaluation: Evaluation
    at: int

    def sign(self, criterion: Criterion) -> int:
        """Return 1 met, 0 unknown, −1 unmet."""
        return int(self.evaluation.sign(criterion)[self.at])

    def points(self, of: str) -> tuple[float, float]:
        """Return the points of the score, a part or an item."""
        low, high = self.evaluation.points(of)
        return float(low[self.at]), float(high[self.at])

    def value(self, quantity: Quantity) -> float | None:
        """Return a quantity, None if it is unknown or cannot be formed."""
        value = float(self.evaluation.value(quantity)[self.at])
        return value if math.isfinite(value) else None

    def measure(self, name: str) -> Value:
        """Return a measure as the frame has it, None if it is not known."""
        columns = self.evaluation.columns
        if name in columns.flags:
            sign = int(columns.flags[name][self.at])
            return None if sign == 0 else sign > 0
        value = float(columns.numbers[name][self.at])
        return None if math.isnan(value) else value

    def read(self, names: Iterable[str]) -> tuple[MeasureRead, ...]:
        """Return the named measures with their values."""
        measures = (MEASURES[name] for name in names)
        return tuple(
            MeasureRead(
                name=measure.name,
                zh=measure.zh,
                en=measure.en,
                unit=measure.unit,
                fact=measure.fact,
                year=measure.year,
                value=self.measure(measure.name),
            )
            for measure in measures
        )

    def missing_of_criteria(self, criteria: Iterable[Criterion]) -> tuple[str, ...]:
        """Name the missing measures that those of the criteria that are unknown still hang on."""
        unknown = (criterion for criterion in criteria if self.sign(criterion) == 0)
        return _once(name for criterion in unknown for name in self._missing_of_clause(criterion.clause))

    def missing_of_items(self, items: Iterable[Item]) -> tuple[str, ...]:
        """Name the missing measures that would close the intervals of points of these items."""
        return _once(name for item in items for name in self._missing_of_item(item))

    def remarks(self, quantity: Quantity) -> tuple[Remark, ...]:
        """Say why a quantity could not be formed though nothing is missing, or what rule stood in for it."""
        if isinstance(quantity, Ratio):
            return self._remarks_on_ratio(quantity)
        return self._remarks_on_growth(quantity) if isinstance(quantity, MeanGrowth) else ()

    def _missing_of_clause(self, clause: Clause) -> Iterable[str]:
        match clause:
            case Comparison():
                steps = (clause.bound.measure,) if isinstance(clause.bound, Steps) else ()
                return (*self._missing(steps), *self._missing(self._relevant(clause.quantity)))
            case Flag():
                return self._missing((clause.measure,))
            case Points():
                return self.missing_of_items(_items(self.evaluation.rulebook.score, clause.of))
            case Group():
                return self.missing_of_criteria(clause.members)

    def _missing_of_item(self, item: Item) -> tuple[str, ...]:
        low, high = self.points(item.id)
        if low == high:
            return ()
        required = self.missing_of_criteria(
            criterion for criterion in self.evaluation.rulebook.walk() if criterion.id == item.requires
        )
        if item.judged and self.measure(item.judged) is not None:
            return required
        judged = (item.judged,) if item.judged else ()
        return (*required, *judged, *self._missing(self._relevant_on_scale(item.scale)))

    def _missing(self, names: Iterable[str]) -> tuple[str, ...]:
        return tuple(name for name in names if self.measure(name) is None)

    def _relevant_on_scale(self, scale: Scale) -> tuple[str, ...]:
        match scale:
            case Bands():
                return self._relevant(scale.quantity)
            case BestOf():
                return tuple(name for route in scale.routes for name in self._relevant(route.bands.quantity))
            case FlagPoints():
                return (scale.measure,)
            case Judged():
                return ()

    def _relevant(self, quantity: Quantity) -> tuple[str, ...]:
        """Name what an unknown quantity may depend on, less the years before the firm's first."""
        if isinstance(quantity, Reading) or quantity.within is None:
            return quantity.measures()
        years = self.measure(quantity.within)
        if years is None:
            return quantity.measures()
        return tuple(name for name in quantity.measures() if (MEASURES[name].year or 0) < years)

    def _remarks_on_ratio(self, ratio: Ratio) -> tuple[Remark, ...]:
        denominator = [self.measure(name) for name in self._relevant(ratio) if name in ratio.denominator]
        known = [float(value) for value in denominator if value is not None]
        if len(known) < len(denominator) or (ratio.within and self.measure(ratio.within) is None):
            return ()
        total = math.fsum(known)
        return ("zero_denominator",) if total == 0 else ("negative_denominator",) if total < 0 else ()

    def _remarks_on_growth(self, growth: MeanGrowth) -> tuple[Remark, ...]:
        years = self.measure(growth.within)
        if years is not None and years < 2:
            return ("too_few_years",)
        middle = self.measure(growth.middle)
        if middle == 0:
            return ("zero_base",)
        oldest = self.measure(growth.oldest) if years is not None and years >= 3 else None
        return ("negative_base",) if any(base is not None and base < 0 for base in (oldest, middle)) else ()


def _items(score: Score | None, of: str) -> tuple[Item, ...]:
    if score is None:
        return ()
    return tuple(item for part in score.parts for item in part.items if of in {"total", part.id, item.id})


def _once(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))

"""One firm of an evaluation: its values as plain Python, and which missing measures an open question hangs on."""

import math
from collections.abc import Iterable
from dataclasses import dataclass, field

from scoring.rulebooks.classes import places, reached
from scoring.rulebooks.engine import Evaluation
from scoring.rulebooks.explanation import MeasureRead, Remark, Value
from scoring.rulebooks.kept import Kept
from scoring.rulebooks.measures import MEASURES
from scoring.rulebooks.remarks import counted, remarks_on
from scoring.rulebooks.schema import (
    Bands,
    BestOf,
    ClassRow,
    ClassTable,
    Clause,
    Comparison,
    Criterion,
    Flag,
    FlagPoints,
    Group,
    InClass,
    Item,
    Judged,
    Membership,
    Points,
    Quantity,
    Reading,
    Rulebook,
    Scale,
    Score,
    Steps,
)

_measures_of = Kept(ClassTable.measures, most=64)
_criteria_of: Kept[Rulebook, dict[str, Criterion]] = Kept(lambda book: {one.id: one for one in book.walk()}, most=256)


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """Row `at` of an evaluation.

    `reads` are the measures read so far, which rows of the same firm may share; `open` is what each criterion and
    item asked about so far still hangs on, and under `of …` what the points of a line do.
    """

    evaluation: Evaluation
    at: int
    reads: dict[str, MeasureRead] = field(default_factory=dict)
    open: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def sign(self, criterion: Criterion) -> int:
        """Return 1 met, 0 unknown, −1 unmet."""
        return self.evaluation.sign(criterion).item(self.at)

    def points(self, of: str) -> tuple[float, float]:
        """Return the points of the score, a part or an item."""
        low, high = self.evaluation.points(of)
        return low.item(self.at), high.item(self.at)

    def value(self, quantity: Quantity) -> float | None:
        """Return a quantity, None if it is unknown or cannot be formed."""
        value = self.evaluation.value(quantity).item(self.at)
        return value if math.isfinite(value) else None

    def measure(self, name: str) -> Value:
        """Return a measure as the frame has it, None if it is not known."""
        return self._read(name).value

    def read(self, names: Iterable[str]) -> tuple[MeasureRead, ...]:
        """Return the named measures with their values."""
        return tuple([self._read(name) for name in names])

    def _read(self, name: str) -> MeasureRead:
        """Return a measure with its value, made once however many criteria and rulebooks read it."""
        known = self.reads.get(name)
        if known is None:
            measure = MEASURES[name]
            known = self.reads[name] = MeasureRead(
                name=name,
                zh=measure.zh,
                en=measure.en,
                unit=measure.unit,
                fact=measure.fact,
                year=measure.year,
                value=self._value_of(name),
            )
        return known

    def _value_of(self, name: str) -> Value:
        columns = self.evaluation.columns
        if name in columns.flags:
            sign = columns.flags[name].item(self.at)
            return None if sign == 0 else sign > 0
        value = columns.numbers[name].item(self.at)
        return None if math.isnan(value) else value

    def missing_of_criteria(self, criteria: Iterable[Criterion]) -> tuple[str, ...]:
        """Name the missing measures that those of the criteria that are unknown still hang on."""
        return _once([name for criterion in criteria for name in self._missing_of(criterion)])

    def missing_of_items(self, items: Iterable[Item]) -> tuple[str, ...]:
        """Name the missing measures that would close the intervals of points of these items."""
        return _once(name for item in items for name in self._missing_of_item(item))

    def remarks(self, quantity: Quantity) -> tuple[Remark, ...]:
        """Say why a quantity could not be formed though nothing is missing, or what rule stood in for it."""
        return remarks_on(quantity, self.measure)

    def class_row(self, table: ClassTable) -> ClassRow | None:
        """Return the row of a table that has the firm's code, None if the code is unknown or no row has it."""
        place = int(places(table, self.evaluation.columns)[self.at])
        return table.rows[place - 1] if place else None

    def _missing_of(self, criterion: Criterion) -> tuple[str, ...]:
        known = self.open.get(criterion.id)
        if known is None:
            known = () if self.sign(criterion) else tuple(self._missing_of_clause(criterion.clause))
            self.open[criterion.id] = known
        return known

    def _missing_of_clause(self, clause: Clause) -> Iterable[str]:
        match clause:
            case Comparison():
                steps = (clause.bound.measure,) if isinstance(clause.bound, Steps) else ()
                return (*self._missing(steps), *self._missing(self._relevant(clause.quantity)))
            case Flag() | Membership():
                return self._missing((clause.measure,))
            case InClass():
                return self._missing_of_class(clause.table)
            case Points():
                return self._missing_of_points(clause.of)
            case Group():
                return self.missing_of_criteria(clause.members)

    def _missing_of_points(self, of: str) -> tuple[str, ...]:
        known = self.open.get(f"of {of}")
        if known is None:
            known = self.missing_of_items(_items(self.evaluation.rulebook.score, of))
            self.open[f"of {of}"] = known
        return known

    def _missing_of_item(self, item: Item) -> tuple[str, ...]:
        known = self.open.get(item.id)
        if known is None:
            known = self.open[item.id] = self._find_missing_of_item(item)
        return known

    def _find_missing_of_item(self, item: Item) -> tuple[str, ...]:
        low, high = self.points(item.id)
        if low == high:
            return ()
        required = self._missing_of_required(item.requires) if item.requires else ()
        if item.judged and self.measure(item.judged) is not None:
            return required
        judged = (item.judged,) if item.judged else ()
        return (*required, *judged, *self._missing(self._relevant_on_scale(item.scale)))

    def _missing_of_required(self, name: str) -> tuple[str, ...]:
        return self._missing_of(_criteria_of(self.evaluation.rulebook)[name])

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
        within = None if isinstance(quantity, Reading) else quantity.within
        return counted(quantity.measures(), within, self.measure)

    def _missing_of_class(self, table: ClassTable) -> tuple[str, ...]:
        if self.measure(table.by) is None:
            return self._missing(_measures_of(table))
        row = self.class_row(table)
        if row is None:
            return ()
        columns = self.evaluation.columns
        open_classes = [
            name for name, signs in reached(table, columns, places(table, columns)).items() if signs[self.at] == 0
        ]
        return self._missing(measure for name in open_classes for measure, _bound in row.bounds[name])


def _items(score: Score | None, of: str) -> tuple[Item, ...]:
    if score is None:
        return ()
    return tuple(item for part in score.parts for item in part.items if of in {"total", part.id, item.id})


def _once(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))

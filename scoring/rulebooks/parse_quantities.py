"""Read the quantities that clauses and bands look at, and check that their units and years go together."""

from collections.abc import Callable
from typing import get_args

from scoring.rulebooks.fields import STAND_IN, Fields, Report, read_measure
from scoring.rulebooks.measures import Measure, Unit
from scoring.rulebooks.schema import Bases, Growth, Mean, MeanGrowth, MeanRatio, Quantity, Ratio, Reading, Sum
from scoring.rulebooks.yaml_tree import Node

UNITS = get_args(Unit)
_SIZELESS = frozenset({"flag", "code"})
MOST_YEARS = 10


def parse_quantity(fields: Fields) -> tuple[Quantity, Unit]:
    """Read the one quantity of a mapping (`measure`, `ratio` and so on) and its `unit`, which has to agree."""
    given = [key for key in _QUANTITIES if fields.has(key)]
    if len(given) != 1:
        fields.report.add(fields.node, f"write exactly one of {', '.join(_QUANTITIES)}; here are {len(given)}.")
    if not given or given[0] == "measure":
        measure = fields.measure("measure")
        return Reading(measure=measure.name), check_unit(fields, unit_of(measure))
    node = fields.need(given[0])
    assert node, "the caller has seen it"
    inner = Fields(node, fields.report)
    quantity, unit = _QUANTITIES[given[0]](inner)
    inner.done()
    return quantity, check_unit(fields, unit)


def check_unit(fields: Fields, unit: Unit | None) -> Unit:
    """Read `unit`, noting one that is missing or another than the quantity's; None: the quantity's is in doubt."""
    written: Unit = fields.choice("unit", UNITS)
    node = fields.get("unit")
    if node and unit and written != unit:
        fields.report.add(node, f"the unit here is {unit}, not {written}. Correct the unit, and the numbers with it.")
    if node and unit in _SIZELESS:
        other = "`is_true` or `is_false`" if unit == "flag" else "`code_in` or `code_not_in`"
        fields.report.add(node, f"a {unit} has no size to compare; use {other}.")
    return written


def unit_of(measure: Measure) -> Unit | None:
    """Return a measure's unit, None if the measure could not be read."""
    return None if measure is STAND_IN else measure.unit


def _parse_ratio(inner: Fields) -> tuple[Ratio, Unit | None]:
    top, bottom = _parse_measures(inner, "numerator"), _parse_measures(inner, "denominator")
    ratio = Ratio(
        numerator=_names(top),
        denominator=_names(bottom),
        within=_parse_within(inner),
        zero=inner.choice("zero", ("unknown", "as_zero")),
    )
    return ratio, _ratio_unit(inner.node, top, bottom, inner.report)


def _parse_sum(inner: Fields) -> tuple[Sum, Unit | None]:
    plus = _parse_measures(inner, "plus")
    minus = _parse_measures(inner, "minus") if inner.has("minus") else ()
    for measure in plus:
        if measure in minus:
            inner.report.add(inner.node, f"`{measure.name}` is added and taken away again. Remove one of them.")
    total = Sum(plus=_names(plus), minus=_names(minus), within=_parse_within(inner))
    return total, _one_unit(inner.node, (*plus, *minus), inner.report)


def _parse_mean(inner: Fields) -> tuple[Mean, Unit | None]:
    of = _parse_measures(inner, "of")
    return Mean(of=_names(of), within=_parse_within(inner)), _one_unit(inner.node, of, inner.report)


def _parse_mean_ratio(inner: Fields) -> tuple[MeanRatio, Unit | None]:
    top, bottom = _parse_measures(inner, "numerator"), _parse_measures(inner, "denominator")
    if [measure.year for measure in top] != [measure.year for measure in bottom]:
        inner.report.add(inner.node, "a mean of yearly ratios needs the same years in the same order above and below.")
    mean = MeanRatio(numerator=_names(top), denominator=_names(bottom), within=_parse_within(inner))
    return mean, _ratio_unit(inner.node, top, bottom, inner.report)


def _parse_growth(inner: Fields) -> tuple[Growth, Unit | None]:
    oldest, newest = inner.measure("oldest"), inner.measure("newest")
    years = inner.number("years")
    if (node := inner.get("years")) and (years != int(years) or not 1 <= years <= MOST_YEARS):
        inner.report.add(node, f"growth runs over a whole number of years, from 1 to {MOST_YEARS}.")
    _check_span(inner, oldest, newest, int(years))
    growth = Growth(oldest=oldest.name, newest=newest.name, years=max(int(years), 1), within=_parse_within(inner))
    return growth, _growth_unit(inner, (oldest, newest))


def _parse_mean_growth(inner: Fields) -> tuple[MeanGrowth, Unit | None]:
    oldest, middle, newest = (inner.measure(key) for key in ("oldest", "middle", "newest"))
    _check_span(inner, oldest, middle, 1)
    _check_span(inner, middle, newest, 1)
    growth = MeanGrowth(
        oldest=oldest.name,
        middle=middle.name,
        newest=newest.name,
        within=_parse_years(inner),
        bases=inner.choice("bases", get_args(Bases), default="rule_195"),
    )
    return growth, _growth_unit(inner, (oldest, middle, newest))


def _parse_measures(inner: Fields, key: str) -> tuple[Measure, ...]:
    measures: list[Measure] = []
    for node in inner.nodes(key):
        measure = read_measure(node, inner.report)
        if measure in measures and measure is not STAND_IN:
            inner.report.add(node, f"`{measure.name}` stands here twice. Keep one of them.")
        measures.append(measure)
    return tuple(measures) or (STAND_IN,)


def _parse_within(inner: Fields) -> str | None:
    return _parse_years(inner) if inner.has("within") else None


def _parse_years(inner: Fields) -> str:
    measure = inner.measure("within")
    node = inner.get("within")
    if node and measure.unit != "years" and measure is not STAND_IN:
        inner.report.add(node, f"`within` counts years, `{measure.name}` is in {measure.unit}.")
    return measure.name


def _check_span(inner: Fields, older: Measure, newer: Measure, years: int) -> None:
    """Note two figures that do not lie as many years apart as the growth between them."""
    if STAND_IN in (older, newer):
        return
    if older.year is None or newer.year is None:
        inner.report.add(inner.node, "growth needs figures of single years (`_y0`, `_y1` and so on).")
    elif older.year - newer.year != years:
        apart = older.year - newer.year
        message = f"`{older.name}` lies {apart} years before `{newer.name}`, not {years}. Correct a year."
        inner.report.add(inner.node, message)


def _growth_unit(inner: Fields, measures: tuple[Measure, ...]) -> Unit | None:
    return "ratio" if _one_unit(inner.node, measures, inner.report) else None


def _one_unit(node: Node, measures: tuple[Measure, ...], report: Report) -> Unit | None:
    if STAND_IN in measures:
        return None
    units = {measure.unit for measure in measures}
    if len(units) != 1 or units & _SIZELESS:
        report.add(node, "the measures that are added up have to be numbers of one unit.")
        return None
    return units.pop()


def _ratio_unit(node: Node, top: tuple[Measure, ...], bottom: tuple[Measure, ...], report: Report) -> Unit | None:
    above, below = _one_unit(node, top, report), _one_unit(node, bottom, report)
    if above is None or below is None:
        return None
    if above == below:
        return "ratio"
    if (above, below) == ("count", "years"):
        return "count_per_year"
    report.add(node, f"{above} cannot be divided by {below} here.")
    return None


def _names(measures: tuple[Measure, ...]) -> tuple[str, ...]:
    return tuple(measure.name for measure in measures)


_QUANTITIES: dict[str, Callable[[Fields], tuple[Quantity, Unit | None]]] = {
    "measure": lambda fields: (Reading(measure=fields.measure("measure").name), None),
    "ratio": _parse_ratio,
    "sum": _parse_sum,
    "mean": _parse_mean,
    "mean_ratio": _parse_mean_ratio,
    "growth": _parse_growth,
    "mean_growth": _parse_mean_growth,
}

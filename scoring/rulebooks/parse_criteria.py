"""Read criteria, their clauses and the quantities that these look at."""

from collections.abc import Callable
from decimal import Decimal
from typing import Literal, get_args

from scoring.rulebooks.fields import STAND_IN, Fields, Report, read_measure
from scoring.rulebooks.measures import Measure, Unit
from scoring.rulebooks.schema import (
    Clause,
    Comparing,
    Comparison,
    Confidence,
    Criterion,
    Flag,
    Group,
    MeanGrowth,
    Points,
    Quantity,
    Ratio,
    Reading,
    Step,
    Steps,
)
from scoring.rulebooks.yaml_tree import Node, Scalar

_KINDS = (*get_args(Comparing), "is_true", "is_false", "points_at_least", "points_above", "all_of", "any_of")
UNITS = get_args(Unit)
CONFIDENCES = get_args(Confidence)


def parse_criterion(node: Node, report: Report, within: Criterion | None = None, *, document: str) -> Criterion:
    """Read a criterion, or a member of the group `within`, which lends it its article, document and confidence."""
    fields = Fields(node, report)
    title = fields.words("title")
    head = Criterion(
        id=fields.new_id(),
        title=title,
        text=fields.words("text", default=title if within else None),
        article=fields.text("article", default=within.article if within else None),
        document=fields.text("document", default=within.document if within else document),
        confidence=fields.choice("confidence", CONFIDENCES, default=within.confidence if within else None),
        note=fields.words("note") if fields.has("note") else None,
        clause=Group(kind="all_of", members=()),
    )
    clause = _parse_clause(fields, head)
    fields.done()
    return Criterion(**{name: getattr(head, name) for name in head.__slots__ if name != "clause"}, clause=clause)


def parse_quantity(fields: Fields) -> tuple[Quantity, Unit]:
    """Read the one quantity of a mapping (`measure`, `ratio` or `mean_growth`) and its `unit`, which has to agree."""
    given = [key for key in _QUANTITIES if fields.has(key)]
    if len(given) != 1:
        fields.report.add(fields.node, f"write exactly one of {', '.join(_QUANTITIES)}; here are {len(given)}.")
    quantity, unit = _QUANTITIES.get(given[0] if given else "", _parse_reading)(fields)
    return quantity, check_unit(fields, unit)


def check_unit(fields: Fields, unit: Unit | None) -> Unit:
    """Read `unit`, noting one that is missing or another than the quantity's; None: the quantity's is in doubt."""
    written: Unit = fields.choice("unit", UNITS)
    node = fields.get("unit")
    if node and unit and written != unit:
        fields.report.add(node, f"the unit here is {unit}, not {written}. Correct the unit, and the numbers with it.")
    if node and unit == "flag":
        fields.report.add(node, "a flag has no size to compare; use `is_true` or `is_false`.")
    return written


def _parse_clause(fields: Fields, head: Criterion) -> Clause:
    kind = fields.choice("kind", _KINDS)
    if kind in {"is_true", "is_false"}:
        return Flag(kind=kind, measure=flag_measure(fields, "measure"))
    if kind in {"points_at_least", "points_above"}:
        return _parse_points(kind, fields)
    if kind in {"all_of", "any_of"}:
        nodes = fields.nodes("members")
        members = (parse_criterion(node, fields.report, head, document=head.document) for node in nodes)
        return Group(kind=kind, members=tuple(members))
    quantity, unit = parse_quantity(fields)
    bound = _parse_steps(fields) if fields.has("bound_by") else fields.number("bound")
    return Comparison(kind=kind, quantity=quantity, bound=bound, unit=unit)


def flag_measure(fields: Fields, key: str) -> str:
    """Read the name of a measure that has to be a flag."""
    measure = fields.measure(key)
    node = fields.get(key)
    if node and measure.unit != "flag" and measure is not STAND_IN:
        fields.report.add(node, f"`{measure.name}` is in {measure.unit}, neither true nor false; compare it instead.")
    return measure.name


def _parse_points(kind: Literal["points_at_least", "points_above"], fields: Fields) -> Points:
    of = fields.text("of")
    if isinstance(node := fields.get("of"), Scalar):
        fields.report.points_of.append(node)
    check_unit(fields, "points")
    return Points(
        kind="points_above" if kind == "points_above" else "points_at_least", of=of, bound=fields.number("bound")
    )


def _parse_steps(fields: Fields) -> Steps:
    node = fields.need("bound_by")
    assert node, "the caller has seen it"
    inner = Fields(node, fields.report)
    measure = inner.measure("measure")
    check_unit(inner, _unit(measure))
    nodes = inner.nodes("steps")
    steps = tuple(_parse_step(step, fields.report, last=step is nodes[-1]) for step in nodes)
    inner.done()
    _check_rising(nodes, [step.at_most for step in steps if step.at_most is not None], fields.report)
    return Steps(measure=measure.name, unit=measure.unit, steps=steps or (Step(at_most=None, bound=Decimal(0)),))


def _parse_step(node: Node, report: Report, *, last: bool) -> Step:
    fields = Fields(node, report)
    open_end = fields.true("otherwise")
    if open_end != last:
        report.add(node, "the last step, and no other, is `otherwise: true`; else some sizes have no bound.")
    at_most = None if last else fields.number("at_most")
    step = Step(at_most=at_most, bound=fields.number("bound"))
    fields.done()
    return step


def _check_rising(nodes: tuple[Node, ...], edges: list[Decimal], report: Report) -> None:
    for node, before, edge in zip(nodes[1:], edges, edges[1:], strict=False):
        if edge <= before:
            report.add(node, f"steps have to rise: {edge} comes after {before}. Sort them, each edge once.")


def _parse_reading(fields: Fields) -> tuple[Reading, Unit | None]:
    measure = fields.measure("measure")
    return Reading(measure=measure.name), _unit(measure)


def _unit(measure: Measure) -> Unit | None:
    return None if measure is STAND_IN else measure.unit


def _parse_ratio(fields: Fields) -> tuple[Ratio, Unit | None]:
    node = fields.need("ratio")
    assert node, "the caller has seen it"
    inner = Fields(node, fields.report)
    numerator, denominator = _parse_sum(inner, "numerator"), _parse_sum(inner, "denominator")
    ratio = Ratio(
        numerator=tuple(measure.name for measure in numerator),
        denominator=tuple(measure.name for measure in denominator),
        within=inner.measure("within").name if inner.has("within") else None,
        zero=inner.choice("zero", ("unknown", "as_zero")),
    )
    inner.done()
    return ratio, _ratio_unit(node, numerator, denominator, fields.report)


def _parse_sum(fields: Fields, key: str) -> tuple[Measure, ...]:
    return tuple(read_measure(node, fields.report) for node in fields.nodes(key))


def _ratio_unit(node: Node, top: tuple[Measure, ...], bottom: tuple[Measure, ...], report: Report) -> Unit | None:
    units = {measure.unit for measure in top}, {measure.unit for measure in bottom}
    if STAND_IN in (*top, *bottom):
        return None
    if any(len(one) != 1 for one in units) or "flag" in units[0] | units[1]:
        report.add(node, "the measures that are added up have to be numbers of one unit.")
        return None
    if units[0] == units[1]:
        return "ratio"
    if units == ({"count"}, {"years"}):
        return "count_per_year"
    report.add(node, f"{units[0].pop()} cannot be divided by {units[1].pop()} here.")
    return None


def _parse_mean_growth(fields: Fields) -> tuple[MeanGrowth, Unit | None]:
    node = fields.need("mean_growth")
    assert node, "the caller has seen it"
    inner = Fields(node, fields.report)
    growth = MeanGrowth(**{key: inner.measure(key).name for key in ("oldest", "middle", "newest", "within")})
    inner.done()
    return growth, "ratio"


_QUANTITIES: dict[str, Callable[[Fields], tuple[Quantity, Unit | None]]] = {
    "measure": _parse_reading,
    "ratio": _parse_ratio,
    "mean_growth": _parse_mean_growth,
}

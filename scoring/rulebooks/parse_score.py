"""Read the score sheet and check that its bands are whole and its weights add up."""

from decimal import Decimal
from itertools import pairwise

from scoring.rulebooks.fields import Fields, Report, read_number
from scoring.rulebooks.limits import MOST_ITEMS
from scoring.rulebooks.parse_criteria import CONFIDENCES, flag_measure
from scoring.rulebooks.parse_quantities import parse_quantity
from scoring.rulebooks.schema import Band, Bands, BestOf, FlagPoints, Interval, Item, Judged, Part, Route, Scale, Score
from scoring.rulebooks.yaml_tree import Node, Scalar, Sequence

_ZERO = Interval(low=Decimal(0), high=Decimal(0))
_NO_BAND = Band(edge=None, included=True, points=_ZERO)


def parse_score(node: Node, report: Report) -> Score:
    """Read a score sheet; its parts have to add up to its maximum."""
    fields = Fields(node, report)
    maximum = fields.number("max")
    parts = tuple(_parse_part(part, report) for part in fields.nodes("parts"))
    fields.done()
    _check_sum(fields, "parts", sum((part.max for part in parts), Decimal(0)), maximum)
    return Score(max=maximum, parts=parts)


def _parse_part(node: Node, report: Report) -> Part:
    fields = Fields(node, report)
    part = Part(
        id=fields.new_id(),
        title=fields.words("title"),
        max=fields.number("max"),
        items=tuple(_parse_item(item, report) for item in fields.nodes("items")),
    )
    fields.done()
    _check_sum(fields, "items", sum((item.max for item in part.items if not item.bonus), Decimal(0)), part.max)
    return part


def _check_sum(fields: Fields, what: str, total: Decimal, maximum: Decimal) -> None:
    if total != maximum and (node := fields.get("max")):
        message = (
            f"the {what} add up to {total}, not to {maximum}. Correct a weight, or mark a bonus with `bonus: true`."
        )
        fields.report.add(node, message)


def _count_item(node: Node, report: Report) -> None:
    report.items += 1
    if report.items == MOST_ITEMS + 1:
        report.add(node, f"here are more than {MOST_ITEMS} items and routes. Split the rulebook.")


def _parse_item(node: Node, report: Report) -> Item:
    fields = Fields(node, report)
    _count_item(node, report)
    maximum = fields.number("max")
    item = Item(
        id=fields.new_id(),
        title=fields.words("title"),
        max=maximum,
        article=fields.text("article"),
        confidence=fields.choice("confidence", CONFIDENCES),
        note=fields.words("note") if fields.has("note") else None,
        bonus=fields.true("bonus"),
        judged=_parse_judged(fields),
        requires=_parse_requires(fields),
        scale=_parse_scale(fields, maximum),
    )
    fields.done()
    _check_reach(fields, item)
    return item


def _parse_judged(fields: Fields) -> str | None:
    if not fields.has("judged"):
        return None
    measure = fields.measure("judged")
    if measure.unit != "points" and (node := fields.get("judged")):
        fields.report.add(node, f"`{measure.name}` is in {measure.unit}, an expert's measure is in points.")
    return measure.name


def _parse_requires(fields: Fields) -> str | None:
    if not fields.has("requires"):
        return None
    if isinstance(node := fields.get("requires"), Scalar):
        fields.report.required.append(node)
    return fields.text("requires")


def _parse_scale(fields: Fields, maximum: Decimal) -> Scale:
    kind = fields.choice("kind", ("bands", "best_of", "flag_points", "judged"))
    if kind == "best_of":
        return BestOf(routes=tuple(_parse_route(node, fields.report) for node in fields.nodes("routes")))
    if kind == "flag_points":
        if_true, if_false = (_parse_interval(fields, key) for key in ("if_true", "if_false"))
        return FlagPoints(measure=flag_measure(fields, "measure"), if_true=if_true, if_false=if_false)
    if kind == "judged":
        if not fields.has("judged"):
            fields.report.add(fields.node, "an item that experts judge needs `judged`, the measure with their points.")
        return Judged(points=Interval(low=Decimal(0), high=maximum))
    return _parse_bands(fields)


def _parse_route(node: Node, report: Report) -> Route:
    fields = Fields(node, report)
    _count_item(node, report)
    route = Route(id=fields.new_id(), title=fields.words("title"), bands=_parse_bands(fields))
    fields.done()
    return route


def _parse_bands(fields: Fields) -> Bands:
    quantity, unit = parse_quantity(fields)
    nodes = fields.nodes("bands")
    bands = tuple(_parse_band(node, fields.report, last=node is nodes[-1]) for node in nodes)
    rising = bool(bands) and bands[-1].points.high > bands[0].points.high
    for node, (upper, band) in zip(nodes[1:], pairwise(bands), strict=False):
        _check_pair(node, upper, band, fields.report, rising=rising)
    return Bands(quantity=quantity, unit=unit, bands=bands or (_NO_BAND,))


def _parse_band(node: Node, report: Report, *, last: bool) -> Band:
    fields = Fields(node, report)
    points = _parse_interval(fields, "points")
    if fields.true("otherwise") != last:
        report.add(node, "the last band, and no other, is `otherwise: true`; else some values have no band.")
    edge, included = (None, True) if last else _parse_edge(fields)
    band = Band(edge=edge, included=included, points=points, doubtful=fields.true("doubtful"))
    fields.done()
    return band


def _parse_edge(fields: Fields) -> tuple[Decimal | None, bool]:
    given = [key for key in ("at_least", "above") if fields.has(key)]
    if len(given) != 1 and not fields.has("otherwise"):
        fields.report.add(fields.node, "a band starts at one edge: write either `at_least` or `above`.")
    return (fields.number(given[0]) if given else None, given[:1] != ["above"])


def _check_pair(node: Node, upper: Band, band: Band, report: Report, *, rising: bool) -> None:
    """Note bands that are unsorted or overlap, and points that go up and down: less debt, say, gives always more."""
    if band.edge is not None and upper.edge is not None:
        own_value = band.edge == upper.edge and band.included and not upper.included
        if band.edge >= upper.edge and not own_value:
            report.add(node, f"bands overlap: {band.edge} comes below {upper.edge}. Sort them, highest edge first.")
    more, less = (upper, band) if rising else (band, upper)
    if more.points.high > less.points.high or more.points.low > less.points.low:
        way = "less" if rising else "more"
        message = f"this band gives {way} points than the one above it, against the way of the others. Correct them."
        report.add(node, message)


def _parse_interval(fields: Fields, key: str) -> Interval:
    """Read points: one number, or `[lowest, highest]` between which an expert decides."""
    node = fields.need(key)
    if node is None:
        return _ZERO
    if not isinstance(node, Sequence):
        points = read_number(node, fields.report)
        return Interval(low=points, high=points)
    numbers = [read_number(end, fields.report) for end in node.nodes]
    if len(numbers) != 2 or not 0 <= numbers[0] <= numbers[1]:
        fields.report.add(node, "points are one number, or [lowest, highest], none below 0.")
        return _ZERO
    return Interval(low=numbers[0], high=numbers[1])


def _check_reach(fields: Fields, item: Item) -> None:
    """Note an item whose maximum no band gives, or one exceeds."""
    reach = _highest(item.scale)
    if reach != item.max and (node := fields.get("max")):
        message = f"the maximum is {item.max}, but the best that can be reached is {reach}. Correct one of them."
        fields.report.add(node, message)


def _highest(scale: Scale) -> Decimal:
    match scale:
        case Bands():
            return max(band.points.high for band in scale.bands)
        case BestOf():
            return max((_highest(route.bands) for route in scale.routes), default=Decimal(0))
        case FlagPoints():
            return max(scale.if_true.high, scale.if_false.high)
        case Judged():
            return scale.points.high

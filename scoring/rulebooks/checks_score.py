"""Points that nobody can reach or miss, and lines of a score sheet that decide nothing."""

from collections.abc import Iterator
from decimal import Decimal

from scoring.rulebooks.fields import Fields
from scoring.rulebooks.schema import Bands, BestOf, FlagPoints, Interval, Item, Part, Points, Rulebook, Scale, Score

ZERO = Decimal(0)


def check_score(rulebook: Rulebook, score: Score, fields: Fields) -> None:
    """Note thresholds beyond what the score can give, and items and parts that no criterion looks at."""
    read: set[str] = set()
    for criterion in rulebook.walk():
        if isinstance(criterion.clause, Points):
            read.add(criterion.clause.of)
            if owner := fields.report.owners.get(criterion.id):
                _check_threshold(criterion.clause, score, owner)
    if not read and rulebook.criteria and (node := fields.get("score")):
        fields.report.add(node, "no criterion looks at the score; add one with `points_at_least`, or remove the score.")
        return
    for part in score.parts:
        for item in part.items:
            _check_item(item, part, read, fields)


def _check_threshold(clause: Points, score: Score, owner: Fields) -> None:
    reach = next((interval for name, interval in _reaches(score) if name == clause.of), None)
    node = owner.get("bound")
    if reach is None or node is None:
        return
    over = clause.kind == "points_above"
    if clause.bound > reach.high or (over and clause.bound == reach.high):
        message = f"`{clause.of}` gives at most {reach.high} points, so that nobody passes. Correct the number."
        owner.report.add(node, message)
    if clause.bound < reach.low or (not over and clause.bound == reach.low):
        message = f"`{clause.of}` gives at least {reach.low} points, so that everybody passes. Correct the number."
        owner.report.add(node, message)


def _check_item(item: Item, part: Part, read: set[str], fields: Fields) -> None:
    report = fields.report
    owner = report.owners.get(item.id)
    if owner is None:
        return
    node = owner.get("max") or owner.node
    if item.max > part.max:
        report.add(node, f"the item has {item.max} points, more than the {part.max} of its part. Correct one of them.")
    outcomes = set(_outcomes(item.scale))
    if read and read.isdisjoint({"total", part.id, item.id}):
        at = report.ids.get(item.id, node)
        report.add(at, f"no criterion looks at the points of `{item.id}`, its part or the total: it decides nothing.")
    elif item.requires is None and len(outcomes) == 1 and (only := outcomes.pop()).low == only.high:
        report.add(node, f"the item gives {only.low} points to every firm: it decides nothing. Correct the points.")


def _reaches(score: Score) -> Iterator[tuple[str, Interval]]:
    """Yield what each line of the score can give at least and at most."""
    total_low = total_high = ZERO
    for part in score.parts:
        low = high = ZERO
        for item in part.items:
            reach = _reach(item)
            yield item.id, reach
            low, high = low + reach.low, high + reach.high
        low, high = min(low, part.max), min(high, part.max)
        yield part.id, Interval(low=low, high=high)
        total_low, total_high = total_low + low, total_high + high
    yield "total", Interval(low=total_low, high=total_high)


def _reach(item: Item) -> Interval:
    outcomes = tuple(_outcomes(item.scale))
    low = ZERO if item.requires else min((one.low for one in outcomes), default=ZERO)
    return Interval(low=low, high=max((one.high for one in outcomes), default=ZERO))


def _outcomes(scale: Scale) -> Iterator[Interval]:
    match scale:
        case Bands():
            yield from (band.points for band in scale.bands)
        case BestOf():
            yield from _best(scale)
        case FlagPoints():
            yield from (scale.if_true, scale.if_false)
        case _:
            yield scale.points


def _best(scale: BestOf) -> Iterator[Interval]:
    """Yield the worst and the best that the better of several routes can give."""
    routes = [tuple(_outcomes(route.bands)) for route in scale.routes]
    for choose in (min, max):
        ends = [(choose(one.low for one in route), choose(one.high for one in route)) for route in routes]
        yield Interval(
            low=max((low for low, _ in ends), default=ZERO), high=max((high for _, high in ends), default=ZERO)
        )

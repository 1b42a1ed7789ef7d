"""A line of the score sheet as claims: so many points where this holds. Low ends for a certain goal, else high ends."""

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from math import floor

from scoring.rulebooks.planner.comparing import Side, missing, reaches
from scoring.rulebooks.planner.start import Start
from scoring.rulebooks.planner.tree import FALSE, TRUE, Claim, ScoreLine, Tree, all_of, score_line
from scoring.rulebooks.schema import Bands, BestOf, FlagPoints, Interval, Item, Judged, Rulebook, Scale

Worth = Callable[[Interval], Fraction]


def parts_of(rulebook: Rulebook, of: str) -> Iterator[tuple[Sequence[Item], Decimal | None]]:
    """Yield the items that points are of, with the most that they count together."""
    for part in rulebook.score.parts if rulebook.score else ():
        if of in {"total", part.id}:
            yield part.items, part.max if sum(item.max for item in part.items) > part.max else None
        else:
            yield from (((item,), None) for item in part.items if item.id == of)


def item_line(start: Start, item: Item, required: Callable[[str], Tree]) -> ScoreLine:
    """Return the points of an item: those on its scale, as an expert judged them, if what it requires is met."""
    worth = _worth(start, item)
    claims = [Claim(condition, worth(interval)) for condition, interval in _claims(start, item.scale, worth)]
    least = min(claim.points for claim in claims)
    if item.requires is None:
        return score_line(least, claims)
    met = required(item.requires)
    given = [Claim(all_of((met, claim.condition)), claim.points) for claim in claims]
    return score_line(Fraction(0), [*given, Claim(met, least)])


def _worth(start: Start, item: Item) -> Worth:
    """Return what an interval of points is worth: its end that the goal asks for, or an expert's points within it."""
    judged = start.setting.number(item.judged) if item.judged else None

    def worth(interval: Interval) -> Fraction:
        if judged is not None:
            return min(max(Fraction(interval.low), Fraction(floor(judged))), Fraction(interval.high))
        return Fraction(interval.low if start.goal == "certain" else interval.high)

    return worth


def _claims(start: Start, scale: Scale, worth: Worth) -> Iterator[tuple[Tree, Interval]]:
    """Yield what gives which points; where none of them holds, it is the least of all."""
    if not start.moves(scale.measures()):
        low, high = start.setting.evaluation.scale(scale)
        at = start.setting.at
        yield TRUE, Interval(low=Decimal(str(float(low[at]))), high=Decimal(str(float(high[at]))))
        return
    match scale:
        case Bands():
            yield from _bands(start, scale, worth)
        case BestOf():
            for route in scale.routes:
                yield from _claims(start, route.bands, worth)
        case FlagPoints():
            answer = start.answer(scale.measure)
            yield answer.yes, scale.if_true
            yield answer.no, scale.if_false
            yield answer.unknown, _hull((scale.if_true, scale.if_false))
        case Judged():
            yield TRUE, scale.points


def _bands(start: Start, scale: Bands, worth: Worth) -> Iterator[tuple[Tree, Interval]]:
    """Yield the bands; where a better band is worth no less, to have passed a band's edge is enough."""
    values = [worth(band.points) for band in scale.bands]
    falling = all(better >= worse for better, worse in pairwise(values))
    below: Tree = TRUE
    for band in scale.bands:
        strict = not band.included
        over = Side(above=True, strict=strict)
        passed = below if band.edge is None else reaches(start, scale.quantity, band.edge, over)
        if band.edge is None and falling:
            yield FALSE, band.points  # it is the least of all anyway
        else:
            yield (passed if falling else all_of((passed, below))), band.points
        if band.edge is not None and not falling:
            below = reaches(start, scale.quantity, band.edge, Side(above=False, strict=not strict))
    yield missing(start, scale.quantity), _hull(tuple(band.points for band in scale.bands))


def _hull(intervals: Sequence[Interval]) -> Interval:
    return Interval(low=min(of.low for of in intervals), high=max(of.high for of in intervals))

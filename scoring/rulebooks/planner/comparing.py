"""When a quantity is known and at least, or at most, some bound; and when it cannot be formed."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from scoring.rulebooks.exact import settle
from scoring.rulebooks.measures import MEASURES, whole_units
from scoring.rulebooks.planner.linear import Exact, Line, constant, exact, not_negative, positive, total
from scoring.rulebooks.planner.start import Figure, Start
from scoring.rulebooks.planner.tree import FALSE, TRUE, Tree, all_of, any_of
from scoring.rulebooks.schema import Growth, Mean, MeanGrowth, MeanRatio, Quantity, Ratio, Reading, Sum


@dataclass(frozen=True, slots=True)
class Side:
    """Compare so: the quantity is on the side of the bound that `above` says, on it only if not `strict`."""

    above: bool
    strict: bool


def reaches(start: Start, quantity: Quantity, bound: Decimal, side: Side) -> Tree:
    """Return that the quantity is known and on this side of the bound."""
    if not start.moves(quantity.measures()):
        return _settled(start, quantity, bound, side)
    formed = _formed(start, quantity)
    if formed is None:
        return FALSE
    return formed.reaches(exact(bound), side)


def missing(start: Start, quantity: Quantity) -> Tree:
    """Return that the quantity is unknown: a fact is, or the document gives no rule."""
    if not start.moves(quantity.measures()):
        value = float(start.setting.evaluation.value(quantity)[start.setting.at])
        return TRUE if value != value else FALSE
    formed = _formed(start, quantity)
    return TRUE if formed is None else formed.missing


def _settled(start: Start, quantity: Quantity, bound: Decimal, side: Side) -> Tree:
    evaluation, at = start.setting.evaluation, start.setting.at
    value = float(settle(quantity, evaluation.columns, evaluation.value(quantity), (bound,))[at])
    edge = float(bound)
    return (
        (value > edge or (value == edge and not side.strict))
        if side.above
        else (value < edge or (value == edge and not side.strict))
    )


class _Formed:
    """A quantity as a sum of lines, `top`, held against bound × `bottom`, where `bottom` is above zero."""

    def __init__(self, start: Start, figures: Iterable[Figure]) -> None:
        self.start = start
        found = [figure.found for figure in figures if figure.found is not None]
        self.known = all_of(start.at_least(decision, 1) for decision in found)
        self.missing = any_of(start.at_most(decision, 0) for decision in found)

    def reaches(self, bound: Exact, side: Side) -> Tree:
        raise NotImplementedError

    def compare(self, line: Line, side: Side) -> Tree:
        """Return line ≥ 0, or ≤ 0 for a side below."""
        return not_negative(line if side.above else line.times(-1), self.start.upper, strict=side.strict)


class _Linear(_Formed):
    """top ÷ a number."""

    def __init__(self, start: Start, figures: Sequence[Figure], top: Line, bottom: Exact) -> None:
        super().__init__(start, figures)
        self.top, self.bottom = top, bottom

    def reaches(self, bound: Exact, side: Side) -> Tree:
        return all_of((self.known, self.compare(self.top - constant(bound * self.bottom), side)))


class _Divided(_Formed):
    """top ÷ bottom; None for a top that stays unknown.

    Where bottom is zero it is `at_zero`, whatever the top, or unknown if that is None.
    """

    def __init__(
        self, start: Start, tops: Sequence[Figure] | None, bottoms: Sequence[Figure], at_zero: int | None
    ) -> None:
        super().__init__(start, bottoms)
        above = _Formed(start, tops or ())
        self.formed = all_of((self.known, above.known)) if tops is not None else FALSE
        self.top = total(figure.line for figure in tops or ())
        self.bottom = total(figure.line for figure in bottoms)
        self.at_zero = at_zero
        gone, upper = self.bottom.times(-1), start.upper
        unformed = positive(gone, upper) if at_zero is not None else not_negative(gone, upper)
        top_missing = above.missing if tops is not None else TRUE
        self.zero = all_of((self.known, not_negative(self.bottom, upper), not_negative(gone, upper)))
        if at_zero is not None:
            top_missing = all_of((top_missing, positive(self.bottom, upper)))
        self.missing = any_of((self.missing, unformed, top_missing))

    def reaches(self, bound: Exact, side: Side) -> Tree:
        line = self.top - self.bottom.times(bound)
        usual = all_of((self.formed, positive(self.bottom, self.start.upper), self.compare(line, side)))
        if self.at_zero is None:
            return usual
        return any_of((usual, all_of((self.zero, self.compare(constant(self.at_zero - bound), side)))))


class _MeanOfRatios(_Formed):
    """`fixed` + top ÷ bottom, over `years` years."""

    def __init__(self, start: Start, figures: Sequence[Figure], parts: tuple[Line, Line, Line], years: int) -> None:
        super().__init__(start, figures)
        self.fixed, self.top, self.bottom = parts
        self.years = years
        self.missing = any_of((self.missing, not_negative(self.bottom.times(-1), start.upper)))

    def reaches(self, bound: Exact, side: Side) -> Tree:
        rest = self.fixed - constant(bound * self.years)
        line = self.top + (self.bottom.times(rest.constant) if rest.is_constant else rest.times(self.bottom.constant))
        return all_of((self.known, positive(self.bottom, self.start.upper), self.compare(line, side)))


class _Compound(_Formed):
    """(newest ÷ oldest)^(1/years) − 1."""

    def __init__(self, start: Start, oldest: Figure, newest: Figure, years: int) -> None:
        super().__init__(start, (oldest, newest))
        self.oldest, self.newest, self.years = oldest.line, newest.line, years
        none = not_negative(self.oldest.times(-1), start.upper)
        self.missing = any_of((self.missing, none, positive(self.newest.times(-1), start.upper)))

    def reaches(self, bound: Exact, side: Side) -> Tree:
        upper, factor = self.start.upper, max(Fraction(0), Fraction(1 + bound)) ** self.years
        formed = (self.known, positive(self.oldest, upper), not_negative(self.newest, upper))
        if bound < -1:
            return all_of((*formed, TRUE if side.above else FALSE))
        return all_of((*formed, self.compare(self.newest - self.oldest.times(factor), side)))


class _NotAboveZero(_Linear):
    """A growth on a negative base: unknown where it would be above zero."""

    def __init__(self, start: Start, figures: Sequence[Figure], top: Line, bottom: Exact) -> None:
        super().__init__(start, figures, top, bottom)
        self.missing = any_of((self.missing, self.compare(top, Side(above=True, strict=True))))

    def reaches(self, bound: Exact, side: Side) -> Tree:
        return all_of((super().reaches(bound, side), self.compare(self.top, Side(above=False, strict=False))))


class _Never(_Formed):
    """A growth that counts as none by rule: below every bound."""

    def reaches(self, bound: Exact, side: Side) -> Tree:
        return FALSE if side.above else TRUE


def _formed(start: Start, quantity: Quantity) -> _Formed | None:
    """Return the quantity in terms of the decisions, None if it stays unknown; formed once."""
    if id(quantity) not in start.formed:
        start.formed[id(quantity)] = quantity, _form(start, quantity)
    formed: _Formed | None = start.formed[id(quantity)][1]
    return formed


def _form(start: Start, quantity: Quantity) -> _Formed | None:
    match quantity:
        case Reading():
            return _sum(start, (quantity.measure,), (), whole_units(quantity.measure))
        case Sum():
            plus, minus = (
                _counted(start, quantity.plus, quantity.within),
                _counted(start, quantity.minus, quantity.within),
            )
            if plus is None or minus is None:
                return None
            return _sum(start, plus, minus, whole_units(quantity.plus[0]))
        case Mean():
            of = _counted(start, quantity.of, quantity.within)
            return _sum(start, of, (), whole_units(quantity.of[0]) * len(of)) if of else None
        case Ratio():
            return _ratio(start, quantity)
        case MeanRatio():
            return _mean_ratio(start, quantity)
        case Growth():
            return _growth(start, quantity)
        case MeanGrowth():
            return _mean_growth(start, quantity)


def _counted(start: Start, names: tuple[str, ...], within: str | None) -> tuple[str, ...] | None:
    """Return the measures of years in which the firm existed, None if that is not known."""
    if within is None or all(MEASURES[name].year is None for name in names):
        return names
    years = start.setting.number(within)
    return (
        None
        if years is None
        else tuple(name for name in names if (MEASURES[name].year or 0) < years or MEASURES[name].year is None)
    )


def _figures(start: Start, names: Iterable[str]) -> list[Figure] | None:
    figures = [start.figure(name) for name in names]
    known = [figure for figure in figures if figure is not None]
    return known if len(known) == len(figures) else None


def _sum(start: Start, plus: Sequence[str], minus: Sequence[str], bottom: Exact) -> _Formed | None:
    added, taken = _figures(start, plus), _figures(start, minus)
    if added is None or taken is None:
        return None
    top = total(figure.line for figure in added) - total(figure.line for figure in taken)
    return _Linear(start, [*added, *taken], top, bottom)


def _ratio(start: Start, ratio: Ratio) -> _Formed | None:
    above = _counted(start, ratio.numerator, ratio.within)
    below = _counted(start, ratio.denominator, ratio.within)
    if above is None or below is None:
        return None
    bottoms = _figures(start, below)
    if bottoms is None:
        return None
    return _Divided(start, _figures(start, above), bottoms, 0 if ratio.zero == "as_zero" else None)


def _mean_ratio(start: Start, mean: MeanRatio) -> _Formed | None:
    counted = _counted(start, mean.denominator, mean.within)
    if not counted:
        return None
    tops = _figures(start, (top for top, of in zip(mean.numerator, mean.denominator, strict=True) if of in counted))
    bottoms = _figures(start, counted)
    if tops is None or bottoms is None:
        return None
    moving = [at for at, bottom in enumerate(bottoms) if not bottom.line.is_constant]
    assert len(moving) < 2, "the years before the newest are frozen"
    at = moving[0] if moving else 0
    others = [place for place in range(len(bottoms)) if place != at]
    if any(bottoms[place].line.constant <= 0 for place in others):
        return None
    fixed = total(tops[place].line.times(Fraction(1) / bottoms[place].line.constant) for place in others)
    return _MeanOfRatios(start, [*tops, *bottoms], (fixed, tops[at].line, bottoms[at].line), len(counted))


def _growth(start: Start, growth: Growth) -> _Formed | None:
    back = MEASURES[growth.oldest].year
    if growth.within is not None and back is not None:
        years = start.setting.number(growth.within)
        if years is None:
            return None
        if years <= back:
            return _Never(start, ())
    figures = _figures(start, (growth.oldest, growth.newest))
    return None if figures is None else _Compound(start, figures[0], figures[1], growth.years)


def _mean_growth(start: Start, growth: MeanGrowth) -> _Formed | None:
    """½ × (v2/v1 + v3/v2) − 1 with only the newest year moving: linear in it."""
    years, middle = start.setting.number(growth.within), start.figure(growth.middle)
    by_rule = growth.bases == "rule_195"
    if by_rule and ((middle is not None and middle.line.constant == 0) or (years is not None and years < 2)):
        return _Never(start, ())
    oldest, newest = start.figure(growth.oldest), start.figure(growth.newest)
    if years is None or middle is None or newest is None:
        return None
    v1, v2 = None if oldest is None else oldest.line.constant, middle.line.constant
    sign = 1 if v2 > 0 else -1
    size: Exact = v2 * sign
    if by_rule and (years < 3 or v1 == 0):
        form = _Linear if v2 > 0 else _NotAboveZero
        return form(start, [newest], (newest.line - constant(v2)).times(sign), size)
    if v1 is None or years < 3 or ((v1 <= 0 or v2 <= 0) and not by_rule):
        return None
    # ½ × (v2/v1 + v3/v2) − 1 = (v3 − v2 × (2 − v2/v1)) ÷ 2 v2
    form = _Linear if v1 > 0 and v2 > 0 else _NotAboveZero
    return form(start, [newest], (newest.line - constant(v2 * (2 - Fraction(v2) / v1))).times(sign), 2 * size)

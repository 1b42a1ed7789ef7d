"""Lines and conditions over whole numbers of steps, exact.

Every decision of a plan is a whole number, so a condition with fractions is one with integers once the denominators
are cleared, and `> 0` is `≥ 1`. Dividing by what the coefficients have in common rounds the bound up to where the first
whole numbers lie: a condition on one decision becomes the smallest number of steps itself.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import gcd, lcm
from types import MappingProxyType

from scoring.rulebooks.planner.tree import FALSE, TRUE, Atom, Tree

Exact = int | Fraction
"""A number without rounding; whole ones as `int`, which is many times faster."""


_NOTHING: Mapping[int, Exact] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Line:
    """`constant` + Σ coefficient × decision, in whole units of a measure (fen, people)."""

    constant: Exact
    slopes: Mapping[int, Exact]

    @property
    def is_constant(self) -> bool:
        """Does no decision move it?"""
        return not self.slopes

    def __add__(self, other: "Line") -> "Line":
        return total((self, other))

    def __sub__(self, other: "Line") -> "Line":
        return total((self, other.times(-1)))

    def times(self, factor: Exact) -> "Line":
        """Multiply by a number."""
        slopes = {name: slope * factor for name, slope in self.slopes.items()} if factor else {}
        return Line(self.constant * factor, slopes)


def constant(value: Exact) -> Line:
    """Return a line that nothing moves."""
    return Line(value, _NOTHING)


def exact(value: Decimal | float) -> Exact:
    """Return a number as it is written, as an `int` if it is whole."""
    number = Fraction(str(value))
    return number.numerator if number.denominator == 1 else number


def total(lines: Iterable[Line]) -> Line:
    """Add lines."""
    value: Exact = 0
    slopes: dict[int, Exact] = {}
    for line in lines:
        value += line.constant
        for name, slope in line.slopes.items():
            slopes[name] = slopes.get(name, 0) + slope
    return Line(value, {name: slope for name, slope in slopes.items() if slope})


def not_negative(line: Line, upper: Sequence[int], *, strict: bool = False) -> Tree:
    """Return the condition line ≥ 0, or > 0; decided at once where the limits of the decisions decide it.

    Parameters
    ----------
    line : Line
    upper : the most of each decision; the least is 0.
    strict : 0 itself is not enough.
    """
    if line.is_constant:
        return TRUE if line.constant > 0 or (line.constant == 0 and not strict) else FALSE
    scale = lcm(line.constant.denominator, *(slope.denominator for slope in line.slopes.values()))
    slopes = {name: int(slope * scale) for name, slope in line.slopes.items()}
    common = gcd(*slopes.values())
    least = -int(line.constant * scale) + (1 if strict else 0)
    atom = Atom(tuple((name, slope // common) for name, slope in slopes.items()), -(-least // common))
    if atom.lowest(upper) >= atom.least:
        return TRUE
    return atom if atom.highest(upper) >= atom.least else FALSE


def positive(line: Line, upper: Sequence[int]) -> Tree:
    """Return the condition line > 0."""
    return not_negative(line, upper, strict=True)

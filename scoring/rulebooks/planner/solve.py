"""The cheapest decisions under which a tree holds: a mixed-integer programme, solved by HiGHS through SciPy.

An `or` is a choice among yes/no variables, each of which switches its conditions on; a condition that is off is slack
by as much as its decisions could ever miss it. Points are claimed by yes/no variables too, one claim a line. HiGHS is
told to close the gap (its default stops within 0.01 %); what it answers is held against the tree in exact numbers.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from math import lcm

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array

from scoring.rulebooks.planner.tree import And, Atom, Enough, Heading, Or, Tree, all_of, holds, may_hold

SECONDS = 10.0
"""After that the best that was found counts, if anything was: no plan of a firm has come near it."""

_INFEASIBLE = 2
_HALF = 0.5


class Unsolved(RuntimeError):
    """The solver gave up, or what it found does not hold in exact numbers."""


@dataclass(slots=True)
class _Programme:
    """Variables (the decisions first), and rows Σ coefficient × variable ≥ least."""

    upper: list[float]
    whole: list[int]
    rows: list[tuple[Mapping[int, float], float]] = field(default_factory=list)

    def variable(self, *, upper: float = 1.0, whole: int = 1) -> int:
        """Add a variable from 0 to `upper`."""
        self.upper.append(upper)
        self.whole.append(whole)
        return len(self.upper) - 1

    def require(self, tree: Tree, given: int | None = None) -> None:
        """Have a tree hold, always or if the yes/no variable `given` is 1."""
        match tree:
            case bool():
                if not tree:
                    self.row({} if given is None else {given: -1.0}, 1.0 if given is None else 0.0)
            case Atom():
                self._atom(tree, given)
            case And():
                for member in tree.members:
                    self.require(member, given)
            case Or():
                self._one_of(tree, given)
            case Enough():
                self._enough(tree, given)

    def row(self, slopes: Mapping[int, float], least: float) -> None:
        """Add Σ coefficient × variable ≥ least."""
        self.rows.append((slopes, least))

    def _atom(self, atom: Atom, given: int | None) -> None:
        slopes = {name: float(slope) for name, slope in atom.slopes}
        if given is None:
            self.row(slopes, float(atom.least))
            return
        lowest = sum(slope * self.upper[name] for name, slope in slopes.items() if slope < 0)
        self.row({**slopes, given: lowest - atom.least}, lowest)

    def _one_of(self, tree: Or, given: int | None) -> None:
        choices = [self.variable() for _ in tree.members]
        for choice, member in zip(choices, tree.members, strict=True):
            self.require(member, choice)
        slopes = dict.fromkeys(choices, 1.0)
        self.row(slopes if given is None else {**slopes, given: -1.0}, 1.0 if given is None else 0.0)

    def _enough(self, tree: Enough, given: int | None) -> None:
        """Points in whole steps, so that half a step is room for the solver's rounding."""
        scale = _steps(tree)
        total: dict[int, float] = {}
        least = float(tree.least * scale)
        for heading in tree.headings:
            slopes, certain = self._claimed(heading, scale)
            if heading.most is None:
                total.update(slopes)
                least -= certain
                continue
            together = self.variable(upper=float(heading.most * scale), whole=0)
            self.row({**slopes, together: -1.0}, -certain)
            total[together] = 1.0
        self.row(total if given is None else {**total, given: -least}, least - _HALF if given is None else -_HALF)

    def _claimed(self, heading: Heading, scale: int) -> tuple[dict[int, float], float]:
        slopes: dict[int, float] = {}
        for line in heading.lines:
            claims = {self.variable(): claim for claim in line.claims}
            for chosen, claim in claims.items():
                self.require(claim.condition, chosen)
                slopes[chosen] = float((claim.points - line.otherwise) * scale)
            if len(claims) > 1:
                self.row(dict.fromkeys(claims, -1.0), -1.0)
        return slopes, float(sum((line.otherwise for line in heading.lines), Fraction(0)) * scale)


def cheapest(trees: Sequence[Tree], upper: Sequence[int], cost: Sequence[Decimal]) -> list[int] | None:
    """Return the decisions of least cost under which all trees hold, None if there are none.

    Raises
    ------
    Unsolved
        Not within `SECONDS`, or only by the solver's rounding.
    """
    goal = all_of(trees)
    if not may_hold(goal):
        return None
    if holds(goal, nothing := [0] * len(upper)):
        return nothing
    programme = _Programme([float(most) for most in upper], [1] * len(upper))
    programme.require(goal)
    found = _solved(programme, cost)
    if found is None:
        return None
    decisions = [round(value) for value in found[: len(upper)]]
    if holds(goal, decisions):
        return decisions
    # The solver takes 0.999999 for 1, which lets go of a condition with large numbers: fix what it chose, once more.
    choices = (name for name in range(len(upper), len(found)) if programme.whole[name])
    chosen = {name: float(round(found[name])) for name in choices}
    again = _solved(programme, cost, chosen)
    decisions = [] if again is None else [round(value) for value in again[: len(upper)]]
    if not decisions or not holds(goal, decisions):
        raise Unsolved("The plan found holds only within the solver's rounding.")
    return decisions


def _solved(
    programme: _Programme, cost: Sequence[Decimal], fixed: Mapping[int, float] | None = None
) -> list[float] | None:
    count = len(programme.upper)
    lower, upper = np.zeros(count), np.array(programme.upper)
    for name, value in (fixed or {}).items():
        lower[name] = upper[name] = value
    result = milp(
        np.array([*map(float, cost), *[0.0] * (count - len(cost))]),
        integrality=np.array(programme.whole),
        bounds=Bounds(lower, upper),
        constraints=_constraints(programme.rows, count),
        options={"mip_rel_gap": 0.0, "presolve": True, "time_limit": SECONDS},
    )
    if result.status == _INFEASIBLE:
        return None
    if result.x is None:
        raise Unsolved(f"The solver gave up: {result.message}")
    return [float(value) for value in result.x]


def _constraints(rows: Sequence[tuple[Mapping[int, float], float]], count: int) -> LinearConstraint:
    starts = np.cumsum([0, *(len(slopes) for slopes, _ in rows)])
    names = np.array([name for slopes, _ in rows for name in slopes], dtype=np.int32)
    values = np.array([value for slopes, _ in rows for value in slopes.values()], dtype=np.float64)
    matrix = csr_array((values, names, starts), shape=(len(rows), count))
    return LinearConstraint(matrix, lb=np.array([least for _, least in rows]), ub=np.inf)


def _steps(tree: Enough) -> int:
    values = [tree.least, *(heading.most for heading in tree.headings if heading.most is not None)]
    for heading in tree.headings:
        for line in heading.lines:
            values += [line.otherwise, *(claim.points for claim in line.claims)]
    return lcm(*(value.denominator for value in values))

"""What a rulebook asks of a firm, as a tree over what can be decided.

One tree a goal. For a verdict that is certain, what is unknown does not count as met; for one that is possible, it
does. What no decision touches is taken from the engine as it stands.
"""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from fractions import Fraction
from math import gcd, lcm

from scoring.rulebooks.planner.comparing import Side, missing, reaches
from scoring.rulebooks.planner.points import item_line, parts_of
from scoring.rulebooks.planner.start import Start
from scoring.rulebooks.planner.tree import FALSE, TRUE, Heading, Tree, all_of, any_of, enough
from scoring.rulebooks.schema import (
    ClassRow,
    Clause,
    Comparison,
    Criterion,
    Flag,
    Group,
    InClass,
    Item,
    Membership,
    Points,
    Reading,
    Steps,
)


class Encoder:
    """The trees of one firm, day and goal."""

    def __init__(self, start: Start) -> None:
        self.start = start
        self.rulebook = start.setting.evaluation.rulebook
        self._criteria = {criterion.id: criterion for criterion in self.rulebook.walk()}
        self._trees: dict[str, Tree] = {}

    def verdict(self) -> Tree:
        """Return what reaches the goal."""
        if not self.rulebook.criteria:
            return FALSE if self.start.goal == "certain" else TRUE
        return all_of(self.criterion(criterion) for criterion in sorted(self.rulebook.criteria, key=self._toil))

    def _toil(self, criterion: Criterion) -> int:
        """Return what comes first: what nothing moves may settle it, points take longest."""
        clauses = [member.clause for member in criterion.walk()]
        if any(isinstance(clause, Points) for clause in clauses):
            return 2
        return 1 if self.start.moves(criterion.clause.measures()) else 0

    def criterion(self, criterion: Criterion) -> Tree:
        """Return what meets a criterion."""
        if criterion.id not in self._trees:
            self._trees[criterion.id] = self._criterion(criterion)
        return self._trees[criterion.id]

    def named(self, criterion: str) -> Tree:
        """Return what meets a criterion of this id."""
        return self.criterion(self._criteria[criterion])

    def _criterion(self, criterion: Criterion) -> Tree:
        clause = criterion.clause
        if not isinstance(clause, Points | Group) and not self.start.moves(clause.measures()):
            return self._as_it_is(criterion)
        return self._clause(clause)

    def _as_it_is(self, criterion: Criterion) -> Tree:
        setting = self.start.setting
        sign = int(setting.evaluation.sign(criterion)[setting.at])
        return sign > 0 or (sign == 0 and self.start.goal == "possible")

    def _clause(self, clause: Clause) -> Tree:
        match clause:
            case Comparison():
                return self._comparison(clause)
            case Flag():
                answer = self.start.answer(clause.measure)
                wanted = answer if clause.kind == "is_true" else answer.turned()
                return wanted.yes if self.start.goal == "certain" else wanted.not_no
            case Membership():
                return FALSE if self.start.goal == "certain" else TRUE  # codes do not move and are not found out here
            case InClass():
                return self._in_class(clause)
            case Points():
                return self._points(clause)
            case Group():
                members = map(self.criterion, clause.members)
                return any_of(members) if clause.kind == "any_of" else all_of(members)

    def _comparison(self, clause: Comparison) -> Tree:
        above = clause.kind in {"at_least", "above"}
        sure = self.start.goal == "certain"
        strict = sure if clause.doubtful_edge else clause.kind in {"above", "below"}
        side = Side(above=above, strict=strict)
        if isinstance(clause.bound, Decimal):
            return self._perhaps(clause, reaches(self.start, clause.quantity, clause.bound, side))
        by = Reading(measure=clause.bound.measure)
        lows = (None, *(step.at_most for step in clause.bound.steps[:-1]))
        steps = (
            all_of((*self._within(by, low, step.at_most), reaches(self.start, clause.quantity, step.bound, side)))
            for low, step in zip(lows, clause.bound.steps, strict=True)
        )
        return self._perhaps(clause, any_of(steps))

    def _within(self, by: Reading, low: Decimal | None, high: Decimal | None) -> Iterator[Tree]:
        """Yield that the measure that steps are taken by is above `low` and at most `high`, and known."""
        if low is not None:
            yield reaches(self.start, by, low, Side(above=True, strict=True))
        if high is not None:
            yield reaches(self.start, by, high, Side(above=False, strict=False))
        if low is None and high is None:
            yield FALSE if missing(self.start, by) is True else TRUE

    def _perhaps(self, clause: Comparison, known: Tree) -> Tree:
        if self.start.goal == "certain":
            return known
        by = missing(self.start, Reading(measure=clause.bound.measure)) if isinstance(clause.bound, Steps) else FALSE
        return any_of((known, missing(self.start, clause.quantity), by))

    def _in_class(self, clause: InClass) -> Tree:
        """Return that the firm is in a class named, or in none of the others: as the engine has it."""
        code = self.start.setting.number(clause.table.by)
        row = next((row for row in clause.table.rows if code in row.codes), None)
        if row is None:
            return FALSE if self.start.goal == "certain" else TRUE
        yes = [self._reached(row, named.id, wanted=True) for named in clause.table.classes]
        no = [self._reached(row, named.id, wanted=False) for named in clause.table.classes]
        names = [named.id for named in clause.table.classes]
        inside = any_of(all_of((yes[at], *no[:at])) for at, name in enumerate(names) if name in clause.among)
        others = [any_of((no[at], *yes[:at])) for at, name in enumerate(names) if name not in clause.among]
        return any_of((inside, all_of(others))) if others else inside

    def _reached(self, row: ClassRow, name: str, *, wanted: bool) -> Tree:
        bounds = row.bounds.get(name, ())
        found = []
        for measure, bound in bounds:
            quantity = Reading(measure=measure)
            tree = reaches(self.start, quantity, bound, Side(above=wanted, strict=not wanted))
            found.append(tree if self.start.goal == "certain" else any_of((tree, missing(self.start, quantity))))
        return all_of(found) if wanted else any_of(found)

    def _points(self, clause: Points) -> Tree:
        headings = [self._heading(items, most) for items, most in parts_of(self.rulebook, clause.of)]
        least, step = Fraction(clause.bound), grid(headings)
        if clause.kind == "points_above":
            least = (least // step + 1) * step
        return enough(headings, least)

    def _heading(self, items: Sequence[Item], most: Decimal | None) -> Heading:
        lines = tuple(item_line(self.start, item, self.named) for item in items)
        return Heading(None if most is None else Fraction(most), lines)


def grid(headings: Sequence[Heading]) -> Fraction:
    """Return a step that all points are whole multiples of: more than a bound on it is a step more."""
    values = [claim.points for heading in headings for line in heading.lines for claim in line.claims]
    values += [line.otherwise for heading in headings for line in heading.lines]
    values += [heading.most for heading in headings if heading.most is not None]
    scale = lcm(*(value.denominator for value in values))
    return Fraction(gcd(*(int(value * scale) for value in values)) or 1, scale)

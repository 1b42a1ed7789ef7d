"""One firm on one day, and everything that can be decided about it: how often each lever, and which facts are found."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any, Literal

from scoring.rulebooks.engine import Evaluation
from scoring.rulebooks.measures import MAY_BE_NEGATIVE, MEASURES, YEARS_BACK, Unit, whole_units
from scoring.rulebooks.planner.freezing import frozen
from scoring.rulebooks.planner.levers import Levers, Move, moves_on
from scoring.rulebooks.planner.linear import Line, constant, exact, not_negative, total
from scoring.rulebooks.planner.tree import FALSE, TRUE, Tree, all_of, any_of

Goal = Literal["certain", "possible"]
"""certain: the verdict is met whatever is still unknown; possible: it is not unmet."""

_FOUND_IN: Mapping[Unit, tuple[Decimal, int]] = {
    "yuan": (Decimal(10_000), 200_000),
    "people": (Decimal(1), 50_000),
}
"""By unit, in what steps a figure that is to be found out is thought of, and how many at most.

Only figures that every firm has can be found out. A right that is not on record is not found by looking: counts of
rights and conversions stay unknown until their list is complete.
"""
HUNDREDTH = Decimal("0.01")
"""The smallest step of any figure: a fen, a hundredth of an employee."""
BEYOND = 10
"""How many times the most that is thought of a figure is followed beyond it, where all it can be is looked at."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """Row `at` of an evaluation: a firm as it will stand on a day; `carried` names the figures taken over for it."""

    on: date
    evaluation: Evaluation
    at: int
    carried: frozenset[str] = frozenset()

    def number(self, name: str) -> float | None:
        """Return a number of the row, None if it is not known."""
        value = float(self.evaluation.columns.numbers[name][self.at])
        return None if value != value else value

    def flag(self, name: str) -> int:
        """Return a flag of the row as a sign, 0 if it is not known."""
        return int(self.evaluation.columns.flags[name][self.at])


@dataclass(frozen=True, slots=True, kw_only=True)
class Pull:
    """How many steps of a lever."""

    move: Move


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """Whether a fact is found out, and of a yes/no measure the `value` that it is found to have."""

    measure: str
    value: bool | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Amount:
    """What is found, in steps of `step`, if the fact is found out."""

    measure: str
    step: Decimal


Decision = Pull | Found | Amount


@dataclass(frozen=True, slots=True)
class Figure:
    """A number of the firm as decisions move it; `found`: the decision to find it out, None if it is known."""

    line: Line
    found: int | None


@dataclass(frozen=True, slots=True)
class Answer:
    """A flag of the firm: what makes it true, what false, and what keeps it from being true, or false."""

    yes: Tree
    no: Tree
    not_yes: Tree
    not_no: Tree

    @property
    def unknown(self) -> Tree:
        """What leaves it unknown."""
        return all_of((self.not_yes, self.not_no))

    def turned(self) -> "Answer":
        """Return the answer to the opposite question."""
        return Answer(self.no, self.yes, self.not_no, self.not_yes)

    def set_true(self, done: Tree, not_done: Tree) -> "Answer":
        """Return it as it is with a lever that makes it true."""
        return Answer(
            yes=any_of((self.yes, done)),
            no=all_of((self.no, not_done)),
            not_yes=all_of((self.not_yes, not_done)),
            not_no=any_of((self.not_no, done)),
        )


@dataclass(slots=True)
class Start:
    """The decisions for one firm, day and goal, with the most of each and what a step of it costs."""

    setting: Setting
    levers: Levers
    as_of: date
    goal: Goal
    finely: bool = False
    """Think of figures that are to be found out in the smallest steps there are."""
    decisions: list[Decision] = field(default_factory=list)
    upper: list[int] = field(default_factory=list)
    cost: list[Decimal] = field(default_factory=list)
    frozen: frozenset[str] = frozenset()
    _figures: dict[str, Figure | None] = field(default_factory=dict)
    _answers: dict[str, Answer] = field(default_factory=dict)
    _moved: dict[str, list[int]] = field(default_factory=dict)
    formed: dict[int, Any] = field(default_factory=dict)
    """Quantities in terms of the decisions, by identity, as `comparing` makes them."""

    def __post_init__(self) -> None:
        rulebook = self.setting.evaluation.rulebook
        self.frozen = frozen(rulebook)
        read = frozenset(rulebook.measures())
        wanted = read | {large for small, large in self.levers.pairs() if small in read}
        own_title = f"{rulebook.programme}_in_force"
        for lever in self.levers.levers:
            if not lever.is_offered or own_title in lever.sets:
                continue
            for move in moves_on(lever, self.as_of, self.setting.on, self.frozen):
                if move.touches() & wanted and self._can(move):
                    self._add(Pull(move=move), lever.max_steps, lever.effort, move.touches())

    def _can(self, move: Move) -> bool:
        """Can it be done? A flag that is set already needs no lever; a number that is raised must be known."""
        if move.adds:
            return True
        rises = any(self._rise(name, goal) > 0 for name, goal in move.raises.items())
        return rises or any(self.setting.flag(name) != (1 if value else -1) for name, value in move.sets.items())

    def _rise(self, name: str, goal: Decimal) -> Decimal:
        value = self.setting.number(name)
        return Decimal(0) if value is None else max(Decimal(0), goal - Decimal(str(value)))

    def _add(self, decision: Decision, upper: int, cost: Decimal, touched: Iterable[str] = ()) -> int:
        self.decisions.append(decision)
        self.upper.append(upper)
        self.cost.append(cost)
        for name in touched:
            self._moved.setdefault(name, []).append(len(self.decisions) - 1)
        return len(self.decisions) - 1

    def moves(self, names: Iterable[str]) -> bool:
        """Can any of these measures become another than it is?"""
        return any(name in self._moved or self._can_be_found(name) for name in names)

    def _can_be_found(self, name: str) -> bool:
        if self.goal != "certain" or not self.levers.finding.is_offered or name in self.frozen:
            return False
        measure, finding = MEASURES[name], self.levers.finding
        if measure.unit == "flag":
            return self.setting.flag(name) == 0 and name in finding.usual
        findable = measure.unit in _FOUND_IN and measure.fact in finding.facts and self._was(measure.year)
        return findable and self.setting.number(name) is None

    def _was(self, back: int | None) -> bool:
        """Did the firm exist in the year so many years before the last, and is that year over on `as_of`?"""
        if back is None:
            return True
        columns = self.setting.evaluation.columns.numbers
        years = self.setting.number("existing_years") if "existing_years" in columns else None
        return self.setting.on.year - 1 - back < self.as_of.year and (years is None or back < years)

    def figure(self, name: str) -> Figure | None:
        """Return a number as decisions move it; None if it stays unknown."""
        if name not in self._figures:
            self._figures[name] = self._figure(name)
        return self._figures[name]

    def _figure(self, name: str) -> Figure | None:
        value, found = self.setting.number(name), None
        whole = whole_units(name)
        if value is not None:
            base = constant(round(value * whole) if whole > 1 else exact(value))
        elif self._can_be_found(name):
            step, most = _found_in(name, finely=self.finely)
            found = self._add(Found(measure=name, value=None), 1, self.levers.finding.effort)
            amount = self._add(Amount(measure=name, step=step), most, Decimal(0))
            base = Line(0, {amount: exact(step * whole)})
        else:
            return None
        return Figure(total((base, *(self._slope(at, name, whole) for at in self._moved.get(name, ())))), found)

    def _slope(self, at: int, name: str, whole: int) -> Line:
        decision = self.decisions[at]
        assert isinstance(decision, Pull), "only levers move what is known"
        move = decision.move
        step = move.adds[name] if name in move.adds else self._rise(name, move.raises[name])
        return Line(0, {at: exact(step * whole)} if step else {})

    def answer(self, name: str) -> Answer:
        """Return a flag as decisions set it."""
        if name not in self._answers:
            self._answers[name] = self._answer(name)
        return self._answers[name]

    def _answer(self, name: str) -> Answer:
        answer = self._unmoved_answer(name)
        for at in self._moved.get(name, ()):
            decision = self.decisions[at]
            assert isinstance(decision, Pull), "only levers set flags"
            done, not_done = self.at_least(at, 1), self.at_most(at, 0)
            if decision.move.sets[name]:
                answer = answer.set_true(done, not_done)
            else:
                answer = answer.turned().set_true(done, not_done).turned()
        return answer

    def _unmoved_answer(self, name: str) -> Answer:
        sign = self.setting.flag(name)
        if sign or not self._can_be_found(name):
            return Answer(sign > 0, sign < 0, sign <= 0, sign >= 0)
        usual = self.levers.finding.usual[name]
        found = self._add(Found(measure=name, value=usual), 1, self.levers.finding.effort)
        asked, left = self.at_least(found, 1), self.at_most(found, 0)
        answer = Answer(yes=asked, no=FALSE, not_yes=left, not_no=TRUE)
        return answer if usual else answer.turned()

    def at_least(self, decision: int, least: int) -> Tree:
        """Return that a decision is `least` or more."""
        return not_negative(Line(-least, {decision: 1}), self.upper)

    def at_most(self, decision: int, most: int) -> Tree:
        """Return that a decision is `most` or less."""
        return not_negative(Line(most, {decision: -1}), self.upper)

    def rules(self) -> list[Tree]:
        """Return what has to hold of any plan: amounts only of what is found out, and figures that fit each other.

        Facts that contradict a limit already may go on doing so, but not more.
        """
        found = [self._only_if_found(at) for at, decision in enumerate(self.decisions) if isinstance(decision, Amount)]
        pairs = [self._limit(small, large) for small, large in self.levers.pairs()]
        signs = [self._sign(name) for name in tuple(self._moved) if MEASURES[name].unit != "flag"]
        return [rule for rule in (*found, *pairs, *signs) if rule is not True]

    def plausible(self) -> list[Tree]:
        """Return that no plan rests on a figure far from those of the firm's other years, by half or double."""
        rules: list[Tree] = []
        for at, decision in enumerate(self.decisions):
            near = self._nearest(decision.measure) if isinstance(decision, Amount) else None
            if near is not None and isinstance(decision, Amount):
                low, high = int(Decimal(str(near)) / 2 / decision.step), int(Decimal(str(near)) * 2 / decision.step)
                rules.append(not_negative(Line(0, {at: 1, at - 1: -low}), self.upper))
                rules.append(self.at_most(at, max(1, high)))
        return rules

    def _nearest(self, name: str) -> float | None:
        """Return the same figure of the nearest year that has it and in which it is above zero."""
        year = MEASURES[name].year
        if year is None:
            return None
        columns = [(abs(back - year), f"{name[:-1]}{back}") for back in range(YEARS_BACK)]
        values = [self.setting.number(column) for _, column in sorted(columns) if column in self._known_columns]
        return next((value for value in values if value is not None and value > 0), None)

    @property
    def _known_columns(self) -> Mapping[str, object]:
        return self.setting.evaluation.columns.numbers

    def _only_if_found(self, amount: int) -> Tree:
        return not_negative(Line(0, {amount - 1: self.upper[amount], amount: -1}), self.upper)

    def _limit(self, small: str, large: str) -> Tree:
        if not (small in self._figures or small in self._moved or large in self._moved or large in self._figures):
            return TRUE
        lower, higher = self._as_it_is(small), self._as_it_is(large)
        if lower is None or higher is None:
            return TRUE
        return self._if_known((lower, higher), higher.line - lower.line)

    def _sign(self, name: str) -> Tree:
        if name[:-3] in MAY_BE_NEGATIVE:
            return TRUE
        figure = self._as_it_is(name)
        return TRUE if figure is None else self._if_known((figure,), figure.line)

    def _as_it_is(self, name: str) -> Figure | None:
        """Return a figure without making a decision of finding it out, unless that is one already."""
        if name in self._figures or self.setting.number(name) is not None:
            return self.figure(name)
        return None

    def _if_known(self, figures: Iterable[Figure], line: Line) -> Tree:
        unknown = [self.at_most(figure.found, 0) for figure in figures if figure.found is not None]
        now = line.constant if not unknown else 0
        return any_of((*unknown, not_negative(line + constant(max(0, -now)), self.upper)))


def _found_in(name: str, *, finely: bool) -> tuple[Decimal, int]:
    step, most = _FOUND_IN[MEASURES[name].unit]
    return (HUNDREDTH, int(most * step / HUNDREDTH) * BEYOND) if finely else (step, most)

"""What a plan is: steps of levers, facts to be found out, and what the firm would look like then."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from scoring.rulebooks.measures import MEASURES
from scoring.rulebooks.planner.levers import Finding, Lever
from scoring.rulebooks.planner.start import Goal
from scoring.rulebooks.schema import Criterion, Rulebook, Text

Outcome = Literal["met", "certain", "possible", "out_of_reach"]
Kind = Literal["cheapest", "earliest", "alternative"]
Why = Literal["fixed", "judged", "not_known", "beyond_levers", "together"]
Value = float | bool | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A measure before and after a step, None where it is not known."""

    measure: str
    before: Value
    after: Value


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanStep:
    """A lever, so many times, in a year (None: any time before the day), and what of the rulebook it moves."""

    lever: Lever
    year: int | None
    steps: int
    changes: tuple[Change, ...]

    @property
    def amount(self) -> Decimal:
        """How much of the lever's unit."""
        return self.lever.amount * self.steps

    @property
    def effort(self) -> Decimal:
        """What it takes."""
        return self.lever.effort * self.steps


@dataclass(frozen=True, slots=True, kw_only=True)
class Establish:
    """A fact to be found out, and how it has to turn out: at least, at most, both, or just this."""

    measure: str
    assumed: float | bool
    """What the plan was held against the rulebook with: for a bound, the bound itself."""
    at_least: float | None = None
    at_most: float | None = None
    value: Value = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What to do by a day so that the verdict becomes met (`certain`), or is no longer unmet (`possible`)."""

    kind: Kind
    outcome: Goal
    ready_on: date
    effort: Decimal
    steps: tuple[PlanStep, ...]
    establish: tuple[Establish, ...]
    finding: Finding
    open: tuple[str, ...]
    """Measures that stay unknown and that the verdict then still hangs on."""
    verdict: int
    """The verdict then as a sign, as the engine gave it."""
    after: Mapping[str, Value]
    """The measures that change, as they are then."""
    rulebook: Rulebook
    """The version that speaks on the day."""
    carried: frozenset[str]
    """The figures of the rulebook that were taken over from an earlier year."""

    @property
    def levers(self) -> frozenset[str]:
        """The codes of the levers pulled."""
        return frozenset(step.lever.code for step in self.steps)


@dataclass(frozen=True, slots=True, kw_only=True)
class Obstacle:
    """A criterion that stands in the way, and why."""

    criterion: Criterion
    why: Why


@dataclass(frozen=True, slots=True, kw_only=True)
class GapPlan:
    """The gap of one firm to one rulebook: its verdict now, and the ways to close it, the cheapest first."""

    outcome: Outcome
    verdict: int
    plans: tuple[Plan, ...]
    obstacles: tuple[Obstacle, ...]
    assumptions: tuple[Text, ...]


def name_of(measure: str) -> Text:
    """Return the names of a measure."""
    return Text(zh=MEASURES[measure].zh, en=MEASURES[measure].en)

"""Firms as they would stand on the days that gap plans are made for, each day under the version that speaks then."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

import pandas as pd

from scoring.facts import Facts
from scoring.models import RulebookVersion
from scoring.projection import Projection, projected
from scoring.rulebook_versions import definition
from scoring.rulebooks.columns import Columns
from scoring.rulebooks.engine import Evaluation
from scoring.rulebooks.planner.levers import Levers
from scoring.rulebooks.planner.planner import needed
from scoring.rulebooks.planner.start import Setting
from scoring.rulebooks.schema import Rulebook


def planning_days(as_of: date) -> tuple[date, ...]:
    """The days that are planned for: today, the last days of this year and the next, and the first after each.

    Figures of years change what is asked when their year is over, and most can be done by the last day before the next
    does; a plan that holds earlier in that year is told for the earlier day.
    """
    this, following = as_of.year, as_of.year + 1
    days = (as_of, date(this, 12, 31), date(following, 1, 1), date(following, 12, 31), date(following + 1, 1, 1))
    return tuple(dict.fromkeys(days))


@dataclass(slots=True)
class Days:
    """The firms of some facts on each day, and who speaks then: made once however many programmes ask."""

    facts: Facts
    as_of: date
    _made: dict[date, Projection] = field(default_factory=dict)
    _speaking: dict[date, Mapping[str, RulebookVersion]] = field(default_factory=dict)

    def on(self, day: date) -> Projection:
        """The firms on a day."""
        if day not in self._made:
            self._made[day] = projected(self.facts, day, self.as_of)
        return self._made[day]

    def rulebook(self, programme: str, day: date) -> Rulebook | None:
        """The version of a programme in force on a day, as far as is known today; None if none has criteria."""
        if day not in self._speaking:
            self._speaking[day] = {version.programme_id: version for version in RulebookVersion.objects.in_force(day)}
        version = self._speaking[day].get(programme)
        rulebook = definition(version) if version else None
        return rulebook if rulebook and rulebook.criteria else None


@dataclass(slots=True)
class Planned:
    """The firms of `days` under the rulebooks of one programme."""

    programme: str
    levers: Levers
    days: Days
    _made: dict[date, "_Day | None"] = field(default_factory=dict)

    def firms(self) -> Iterator[tuple[int, list[Setting]]]:
        """Every firm that operates today, on each of the planning days on which it does and a rulebook speaks."""
        today = self._on(self.days.as_of)
        for firm in today.places if today else ():
            settings = (self.on(day, firm) for day in planning_days(self.days.as_of))
            yield firm, [setting for setting in settings if setting]

    def on(self, day: date, firm: int) -> Setting | None:
        """One firm on a day; None where it does not operate or no rulebook speaks."""
        made = self._on(day)
        return made.setting(firm) if made else None

    def _on(self, day: date) -> "_Day | None":
        if day not in self._made:
            rulebook = self.days.rulebook(self.programme, day)
            self._made[day] = _Day.of(day, rulebook, self.levers, self.days.on(day)) if rulebook else None
        return self._made[day]


@dataclass(frozen=True, slots=True)
class _Day:
    """The firms on a day, ready to be held against a rulebook."""

    day: date
    evaluation: Evaluation
    carried: pd.DataFrame
    places: Mapping[int, int]

    @classmethod
    def of(cls, day: date, rulebook: Rulebook, levers: Levers, projection: Projection) -> "_Day":
        measures = projection.measures
        evaluation = Evaluation(rulebook, Columns.of(measures, needed(rulebook, levers)))
        return cls(day, evaluation, projection.carried, {int(firm): at for at, firm in enumerate(measures.index)})

    def setting(self, firm: int) -> Setting | None:
        at = self.places.get(firm)
        if at is None:
            return None
        row = self.carried.to_numpy()[at]
        taken = frozenset(str(name) for name, is_taken in zip(self.carried.columns, row, strict=True) if is_taken)
        return Setting(on=self.day, evaluation=self.evaluation, at=at, carried=taken)

"""What a firm can do: levers, with what a step of each moves, and the limits that figures keep among themselves."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal

from scoring.rulebooks.measures import MEASURES, YEARS_BACK, Unit
from scoring.rulebooks.schema import Text

STEMS = frozenset(name.removesuffix("_y0") for name in MEASURES if name.endswith("_y0"))
"""Figures of years."""
STOCKS = frozenset({"net_assets", "total_assets", "total_liabilities", "headcount", "st_staff", "rnd_staff"})
"""Figures of years that say how things stand: what moves one moves those of the years after too."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lever:
    """Something that a firm can do, a whole number of times, and what a step of it changes.

    `moves` adds to measures, or to the figures of the year in which it is done; `lasting` ones to those of all later
    years too (a person hired stays, money spent does not come again); how things stand then, `STOCKS`, stays moved in
    either case (money spent is missing from the assets of all years after). `sets` makes flags true or false, `raises`
    brings a number up to a value; these are done once. `after_year` counts only when the year in which it is done is
    over.
    `amount` is how much of `unit` one step is.
    """

    code: str
    title: Text
    note: Text | None
    unit: Unit
    amount: Decimal
    effort: Decimal
    lead_days: int
    max_steps: int
    is_offered: bool
    lasting: bool
    after_year: bool
    moves: Mapping[str, Decimal]
    sets: Mapping[str, bool]
    raises: Mapping[str, Decimal]

    def stems(self) -> frozenset[str]:
        """Name the figures of years that it moves."""
        return STEMS & self.moves.keys()


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """Finding out a fact that is not known: its effort, and what plans may ask for.

    `facts` are the kinds of facts whose numbers every firm has; `usual` the answers to yes/no measures that are so
    common that a plan may ask for them.
    """

    code: str
    title: Text
    effort: Decimal
    is_offered: bool
    facts: frozenset[str]
    usual: Mapping[str, bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class Levers:
    """All levers, what finding out a fact takes, and which figure cannot be more than which other."""

    levers: tuple[Lever, ...]
    finding: Finding
    limits: tuple[tuple[str, str], ...]

    def without(self, codes: frozenset[str]) -> "Levers":
        """Return the levers less some."""
        return replace(self, levers=tuple(lever for lever in self.levers if lever.code not in codes))

    def measures(self) -> tuple[str, ...]:
        """Name every measure that a lever moves or a limit speaks of."""
        touched = (name for lever in self.levers for name in (*lever.moves, *lever.sets, *lever.raises))
        named = (name for pair in self.limits for name in pair)
        return tuple(dict.fromkeys(column for name in (*touched, *named) for column in columns_of(name)))

    def pairs(self) -> tuple[tuple[str, str], ...]:
        """Return the limits in columns, year by year."""
        return tuple(
            pair for small, large in self.limits for pair in zip(columns_of(small), columns_of(large), strict=True)
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """A lever as it can be used for a day: done in `year` (None: at any time before), with the columns it changes."""

    lever: Lever
    year: int | None
    adds: Mapping[str, Decimal]
    sets: Mapping[str, bool]
    raises: Mapping[str, Decimal]

    def touches(self) -> frozenset[str]:
        """Name the columns that it changes."""
        return frozenset((*self.adds, *self.sets, *self.raises))


def columns_of(name: str) -> tuple[str, ...]:
    """Return the columns of a figure of years, or the measure itself."""
    return tuple(f"{name}_y{back}" for back in range(YEARS_BACK)) if name in STEMS else (name,)


def moves_on(lever: Lever, as_of: date, on: date, frozen: frozenset[str]) -> tuple[Move, ...]:
    """Return the ways in which a lever pulled from `as_of` on can count on `on`.

    Years that are over on `as_of` do not move, and no column in `frozen` does. What lasts is done as early as it can
    be; what counts for one year only can be done in each.
    """
    ready = as_of + timedelta(days=lever.lead_days)
    years = [year for year in range(as_of.year, on.year) if ready <= date(year, 12, 31)]
    if not lever.stems() and not lever.after_year:
        moves = [_move(lever, None, on)] if ready <= on else []
    elif years:
        moves = [_move(lever, year, on) for year in years]
    else:
        moves = [] if lever.after_year or ready > on else [_move(lever, None, on)]
    free = tuple(move for move in moves if move.touches() and not move.touches() & frozen)
    return free[:1] if lever.lasting or not lever.stems() else free


def _move(lever: Lever, year: int | None, on: date) -> Move:
    adds: dict[str, Decimal] = {}
    for name, amount in lever.moves.items():
        if name not in STEMS:
            adds[name] = amount
        elif year is not None:
            newest = on.year - 1
            for moved in range(year, newest + 1) if lever.lasting or name in STOCKS else (year,):
                if newest - moved < YEARS_BACK:
                    adds[f"{name}_y{newest - moved}"] = amount
    return Move(lever=lever, year=year, adds=adds, sets=lever.sets, raises=lever.raises)

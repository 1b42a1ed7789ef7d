"""No combination of steps that brute force can try takes less effort than the plan, or gets where it says none does."""

from dataclasses import replace
from decimal import Decimal
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scoring.rulebooks.columns import Columns
from scoring.rulebooks.engine import Evaluation
from scoring.rulebooks.planner.freezing import frozen
from scoring.rulebooks.planner.levers import STEMS, Lever, Levers, moves_on
from scoring.rulebooks.planner.planner import plan_on
from scoring.rulebooks.planner.start import Setting
from scoring.rulebooks.schema import Rulebook
from tests.scoring.rulebooks.planner.cities import AS_OF, LEVERS, NEXT_YEAR, SHIPPED, city, settings_of

BOOKS = [book for book in SHIPPED if book.criteria]
BIG = {"yuan": 100, "people": 4, "count": 1, "flag": 1}
"""So that a few steps of money move as much as a few people: one step is a hundred of the shipped ones."""


def few(codes: list[str], steps: int) -> Levers:
    """Return some levers, at once, with few and large steps; nothing may be found out."""
    chosen = [lever for lever in LEVERS.levers if lever.code in codes]
    return replace(
        LEVERS,
        levers=tuple(
            replace(
                lever,
                lead_days=0,
                max_steps=min(lever.max_steps, steps),
                moves={name: amount * BIG[lever.unit] for name, amount in lever.moves.items()},
            )
            for lever in chosen
        ),
        finding=replace(LEVERS.finding, is_offered=False),
    )


@pytest.mark.parametrize("book", BOOKS, ids=lambda book: f"{book.programme}@{book.version}")
@settings(max_examples=3, deadline=None)
@given(
    seed=st.integers(0, 10_000),
    codes=st.lists(st.sampled_from([lever.code for lever in LEVERS.levers]), min_size=4, max_size=4, unique=True),
    goal=st.sampled_from(["certain", "possible"]),
)
def test_no_combination_takes_less_effort_than_the_plan(book, seed, codes, goal):
    useful = [lever.code for lever in LEVERS.levers if _useful(book, lever)]
    levers = few([*codes[:2], *useful[seed % max(1, len(useful)) :][:3]], steps=3)
    frame = city(5, seed, missing=0.03)
    for (setting,) in settings_of(book, frame, (NEXT_YEAR,), LEVERS):
        plan = plan_on(setting, levers, AS_OF, goal)
        least = brute_force(setting, levers, 1 if goal == "certain" else 0)
        assert (None if plan is None else plan.effort) == least


def brute_force(setting: Setting, levers: Levers, wanted: int) -> Decimal | None:
    """Try every number of steps of every lever; the least effort that reaches the verdict within the limits."""
    columns, at = setting.evaluation.columns, setting.at
    book = setting.evaluation.rulebook
    kept = frozen(book)
    moves = [
        move
        for lever in levers.levers
        if f"{book.programme}_in_force" not in lever.sets
        for move in moves_on(lever, AS_OF, setting.on, kept)
    ]
    tried = list(product(*(range(move.lever.max_steps + 1) for move in moves)))
    numbers = {name: np.repeat(values[at], len(tried)) for name, values in columns.numbers.items()}
    flags = {name: np.repeat(values[at], len(tried)) for name, values in columns.flags.items()}
    for place, move in enumerate(moves):
        steps = np.array([combination[place] for combination in tried])
        for name, amount in move.adds.items():
            numbers[name] = np.round(numbers[name] + steps * float(amount), 2)
        for name, value in move.raises.items():
            numbers[name] = np.where(steps > 0, np.maximum(numbers[name], float(value)), numbers[name])
        for name, value in move.sets.items():
            flags[name] = np.where(steps > 0, np.int8(1 if value else -1), flags[name])
    verdicts = Evaluation(book, Columns(numbers=numbers, flags=flags, size=len(tried))).verdict()
    fits = _fits(levers, columns.numbers, numbers, at, {name for move in moves for name in move.adds})
    efforts = [
        sum((move.lever.effort * n for move, n in zip(moves, steps, strict=True)), Decimal(0)) for steps in tried
    ]
    return min(
        (effort for effort, verdict, fit in zip(efforts, verdicts, fits, strict=True) if fit and verdict >= wanted),
        default=None,
    )


def _fits(levers, before, after, at, moved):
    """Parts no larger than their wholes, unless they were already, and nothing driven below zero."""
    fits = np.ones(len(next(iter(after.values()))), dtype=bool)
    for small, large in levers.pairs():
        room = after[large] - after[small]
        now = before[large][at] - before[small][at]
        fits &= np.isnan(room) | (room >= min(0.0, now) - 1e-6)
    for name in moved:
        if not name.startswith(("net_assets", "net_profit")):
            fits &= np.isnan(after[name]) | (after[name] >= min(0.0, before[name][at]) - 1e-6)
    return fits


def _useful(book: Rulebook, lever: Lever) -> bool:
    touched = {name for name in (*lever.moves, *lever.sets, *lever.raises) if name not in STEMS}
    touched |= {f"{name}_y0" for name in lever.moves if name in STEMS}
    return bool(touched & set(book.measures()))

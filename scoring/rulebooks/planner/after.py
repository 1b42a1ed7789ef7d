"""A firm with a plan carried out, held against the rulebook by the engine that judges every firm."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

import numpy as np

from scoring.rulebooks.columns import Columns
from scoring.rulebooks.engine import Evaluation
from scoring.rulebooks.measures import MEASURES
from scoring.rulebooks.planner.plans import Change, Establish, PlanStep, Value
from scoring.rulebooks.planner.start import Amount, Found, Pull, Setting, Start


def establishing(start: Start, decisions: Sequence[int]) -> list[Establish]:
    """Return the facts that the decisions ask to be found out, as they stand in them."""
    found: list[Establish] = []
    for at, decision in enumerate(start.decisions):
        if not isinstance(decision, Found) or not decisions[at]:
            continue
        if decision.value is not None:
            found.append(Establish(measure=decision.measure, assumed=decision.value, value=decision.value))
        else:
            amount = start.decisions[at + 1]
            assert isinstance(amount, Amount), "an amount follows its finding"
            value = float(amount.step * decisions[at + 1])
            found.append(Establish(measure=decision.measure, assumed=value, value=value))
    return found


def carried_out(
    setting: Setting, established: Sequence[Establish], pulls: Sequence[tuple[Pull, int]]
) -> tuple[dict[str, Value], list[PlanStep]]:
    """Return the measures as they are after facts are found and levers pulled, and the steps with what each changes."""
    now: dict[str, Value] = {fact.measure: fact.assumed for fact in established}
    read = frozenset(setting.evaluation.rulebook.measures())
    steps = []
    for pull, times in pulls:
        changes = []
        for name in sorted(pull.move.touches()):
            before = now.get(name, _value(setting, name))
            after = _moved(pull, name, times, before)
            now[name] = after
            if name in read and after != before:
                changes.append(Change(measure=name, before=before, after=after))
        steps.append(PlanStep(lever=pull.move.lever, year=pull.move.year, steps=times, changes=tuple(changes)))
    return now, steps


def evaluated(setting: Setting, changed: Mapping[str, Value]) -> Evaluation:
    """Hold the one firm with these measures against the rulebook."""
    columns, at = setting.evaluation.columns, setting.at
    numbers = {name: values[at : at + 1] for name, values in columns.numbers.items()}
    flags = {name: values[at : at + 1] for name, values in columns.flags.items()}
    for name, value in changed.items():
        if name in flags:
            flags[name] = np.array([0 if value is None else 1 if value else -1], np.int8)
        else:
            numbers[name] = np.array([np.nan if value is None else float(value)])
    return Evaluation(setting.evaluation.rulebook, Columns(numbers=numbers, flags=flags, size=1))


def _value(setting: Setting, name: str) -> Value:
    if MEASURES[name].unit != "flag":
        return setting.number(name)
    sign = setting.flag(name)
    return None if sign == 0 else sign > 0


def _moved(pull: Pull, name: str, times: int, before: Value) -> Value:
    move = pull.move
    if name in move.sets:
        return move.sets[name]
    if before is None:
        return None
    if name in move.raises:
        return max(float(before), float(move.raises[name]))
    return float(Decimal(str(before)) + move.adds[name] * times)

"""Read the levers from their YAML file, and refuse what no firm can move."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import yaml

from scoring.rulebooks.measures import MEASURES, Unit
from scoring.rulebooks.planner.levers import STEMS, Finding, Lever, Levers, columns_of
from scoring.rulebooks.schema import Text

_REQUIRED = frozenset({"code", "zh", "en", "unit", "amount", "effort", "lead_days", "max_steps"})
_OPTIONAL = frozenset({"note", "is_offered", "lasting", "after_year", "moves", "sets", "raises"})
_FIXED_FACTS = frozenset({"incident"})
_FIXED_REGISTRATION = frozenset({"yuan", "people", "count", "days", "years", "code"})


class LeversUnreadable(ValueError):
    """The file of levers is not as it has to be; the message says where."""


def parse_levers(text: str) -> Levers:
    """Read the levers.

    Raises
    ------
    LeversUnreadable
        A word is missing or unknown, a code is there twice, or a lever moves what nobody can: a measure that there is
        not, a year that is over, an age, an incident, points that experts give.
    """
    tree = yaml.safe_load(text)
    if not isinstance(tree, Mapping) or tree.keys() != {"establish", "levers", "limits"}:
        raise LeversUnreadable("The file has to have `establish`, `levers` and `limits`, and nothing else.")
    levers = tuple(_lever(row) for row in tree["levers"])
    codes = [lever.code for lever in levers]
    if twice := sorted({code for code in (*codes, "establish") if [*codes, "establish"].count(code) > 1}):
        raise LeversUnreadable(f"There is more than one lever of these codes: {', '.join(twice)}.")
    limits = tuple(_limit(pair) for pair in tree["limits"])
    return Levers(levers=levers, finding=_finding(tree["establish"]), limits=limits)


def _finding(row: Mapping[str, Any]) -> Finding:
    if wrong := sorted(row.keys() ^ {"zh", "en", "effort", "facts", "usual"}):
        raise LeversUnreadable(f"establish lacks these words or should not have them: {', '.join(wrong)}.")
    facts = {measure.fact for measure in MEASURES.values()}
    if unknown := sorted(set(row["facts"]) - facts):
        raise LeversUnreadable(f"establish: these are no kinds of facts: {', '.join(unknown)}.")
    for measure, answer in row["usual"].items():
        if measure not in MEASURES or MEASURES[measure].unit != "flag" or not isinstance(answer, bool):
            raise LeversUnreadable(f"establish: {measure} is no yes/no measure with a usual answer.")
    return Finding(
        code="establish",
        title=Text(zh=row["zh"], en=row["en"]),
        effort=_positive(row["effort"], "establish: effort"),
        is_offered=True,
        facts=frozenset(row["facts"]),
        usual=dict(row["usual"]),
    )


def _lever(row: Mapping[str, Any]) -> Lever:
    name = str(row.get("code", "a lever without code"))
    if wrong := sorted((_REQUIRED - row.keys()) | (row.keys() - _REQUIRED - _OPTIONAL)):
        raise LeversUnreadable(f"{name} lacks these words or should not have them: {', '.join(wrong)}.")
    moves = {measure: _number(amount, f"{name}: {measure}") for measure, amount in row.get("moves", {}).items()}
    sets, raises = dict(row.get("sets", {})), row.get("raises", {})
    for measure in (*moves, *sets, *raises):
        _check_movable(name, measure, is_flag=measure in sets)
    if not (moves or sets or raises):
        raise LeversUnreadable(f"{name} changes nothing.")
    if raises and row["max_steps"] != 1:
        raise LeversUnreadable(f"{name} raises a number to a value, which is done once: max_steps has to be 1.")
    return Lever(
        code=name,
        title=Text(zh=row["zh"], en=row["en"]),
        note=Text(**row["note"]) if "note" in row else None,
        unit=_unit(row["unit"], name),
        amount=_positive(row["amount"], f"{name}: amount"),
        effort=_positive(row["effort"], f"{name}: effort"),
        lead_days=_count(row["lead_days"], f"{name}: lead_days"),
        max_steps=_count(row["max_steps"], f"{name}: max_steps"),
        is_offered=bool(row.get("is_offered", True)),
        lasting=bool(row.get("lasting", False)),
        after_year=bool(row.get("after_year", False)),
        moves=moves,
        sets=sets,
        raises={measure: _positive(value, f"{name}: {measure}") for measure, value in raises.items()},
    )


def _check_movable(name: str, measure: str, *, is_flag: bool) -> None:
    if measure in STEMS:
        return
    if measure not in MEASURES or MEASURES[measure].year is not None:
        raise LeversUnreadable(f"{name}: {measure} is no measure that a lever can name; years go by their stem.")
    of = MEASURES[measure]
    if of.fact in _FIXED_FACTS or (of.fact == "registration" and of.unit in _FIXED_REGISTRATION) or of.unit == "points":
        raise LeversUnreadable(f"{name}: nobody can move {measure}.")
    if (of.unit == "flag") != is_flag:
        raise LeversUnreadable(f"{name}: {measure} is in {of.unit}; flags are set, numbers moved or raised.")


def _limit(pair: Any) -> tuple[str, str]:
    known = isinstance(pair, list) and len(pair) == 2 and all(name in STEMS or name in MEASURES for name in pair)
    if not known or len(columns_of(pair[0])) != len(columns_of(pair[1])):
        raise LeversUnreadable(f"{pair} is no pair of measures of which the first cannot be more than the second.")
    return pair[0], pair[1]


def _unit(value: Any, name: str) -> Unit:
    units = {measure.unit for measure in MEASURES.values()}
    found = next((unit for unit in units if unit == value), None)
    if found is None:
        raise LeversUnreadable(f"{name}: {value} is no unit.")
    return found


def _number(value: Any, where: str) -> Decimal:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise LeversUnreadable(f"{where}: {value} is no number.")
    return Decimal(str(value))


def _positive(value: Any, where: str) -> Decimal:
    number = _number(value, where)
    if number <= 0:
        raise LeversUnreadable(f"{where} has to be above 0.")
    return number


def _count(value: Any, where: str) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise LeversUnreadable(f"{where}: {value} is no whole number from 0 on.")
    return value

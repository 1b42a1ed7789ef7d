"""Firms that lie on a threshold of a rulebook, or one smallest unit beside it: a fen, a right, a day.

People are counted in hundredths: a yearly mean may be a fraction.
"""

import random
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from math import ceil, floor, lcm

from scoring.rulebooks.measures import MEASURES
from tests.scoring.rulebooks.naive_yaml import QUANTITIES, Tree, codes, exact

Values = dict[str, float | bool | None]
_UNITS = {"yuan": 100, "people": 100, "ratio": 10_000, "points": 10, "years": 4}
"""Smallest units in one of the measure's own: fen in a yuan; a whole for whatever comes in wholes."""
_MONEY = (0, 100, 12_345_67, 4_000_000_00, 50_000_000_00, 50_000_000_01, 200_000_000_00, 999_999_999_99)


@dataclass(frozen=True, kw_only=True)
class Threshold:
    """An edge of a quantity, named for people; with `by`, it holds up to that size of another measure, or above it."""

    name: str
    holder: Tree
    edge: Fraction
    by: tuple[str, Fraction, int] | None = None


def thresholds(tree: Tree, find: Callable[[str], Tree]) -> list[Threshold]:
    """Name every edge that a number is compared with: bounds, steps, bands, bounds of classes."""
    found = list(_of_criteria(tree.get("criteria", ()), find))
    for part in tree.get("score", {}).get("parts", ()):
        for item in part["items"]:
            for holder in item.get("routes", (item,)):
                for band in holder.get("bands", ())[:-1]:
                    edge = exact(band.get("at_least", band.get("above")))
                    found.append(Threshold(name=f"{holder['id']} {edge}", holder=holder, edge=edge))
    return found


def read_by(tree: Tree, find: Callable[[str], Tree]) -> set[str]:
    """Name every measure that a rulebook reads."""

    def names(node: object) -> Iterator[str]:
        if isinstance(node, str):
            if node in MEASURES:
                yield node
        elif isinstance(node, dict):
            for key, inner in node.items():
                yield from (key,) if key in MEASURES else ()
                yield from names(find(inner).get("criteria")) if key == "rulebook" else names(inner)
        elif isinstance(node, list):
            for inner in node:
                yield from names(inner)

    return {name for key in ("criteria", "score") for name in names(tree.get(key))}


def codes_in(tree: Tree, find: Callable[[str], Tree]) -> list[int]:
    """Name every code that a rulebook names, and some that it may not."""

    def lists(node: object) -> Iterator[int]:
        if isinstance(node, dict):
            for key, inner in node.items():
                if key == "codes":
                    yield from codes(inner)
                else:
                    yield from lists(find(inner)["criteria"]) if key == "rulebook" else lists(inner)
        elif isinstance(node, list):
            for inner in node:
                yield from lists(inner)

    return sorted({1, 53, 66, 97, *lists(tree.get("criteria"))})


def any_firm(names: Iterable[str], divisions: list[int], chance: random.Random) -> Values:
    """Make a firm of which everything is known."""
    return {name: _any_value(name, divisions, chance) for name in names}


def aim(firm: Values, threshold: Threshold, beside: int, chance: random.Random) -> bool:
    """Move a firm onto a threshold, or so many smallest units beside it; tells whether it lies there exactly."""
    held = threshold.by[0] if threshold.by else None
    if threshold.by:
        name, size, above = threshold.by
        firm[name] = _value(name, size * _unit(name) + above)
    key = next(key for key in QUANTITIES if key in threshold.holder)
    node = threshold.holder[key]
    if isinstance(node, dict) and "within" in node:
        firm[node["within"]] = 4.0 if node["within"] == "existing_years" else 3.0
    return _AIMS[key](firm, node, threshold.edge, beside, chance, held)


def _of_criteria(criteria: Iterable[Tree], find: Callable[[str], Tree]) -> Iterator[Threshold]:
    for one in criteria:
        if one["kind"] == "meets":
            yield from _of_criteria(find(one["rulebook"])["criteria"], find)
        yield from _of_criteria(one.get("members", ()), find)
        if one["kind"] == "in_class":
            yield from _of_table(one["id"], one["table"])
        elif "bound_by" in one:
            yield from _of_steps(one)
        elif any(key in one for key in QUANTITIES[1:]) or (
            one["kind"] not in {"points_above", "points_at_least"} and "bound" in one
        ):
            yield Threshold(name=one["id"], holder=one, edge=exact(one["bound"]))


def _of_steps(one: Tree) -> Iterator[Threshold]:
    steps = one["bound_by"]["steps"]
    measure = one["bound_by"]["measure"]
    yield from (
        Threshold(name=f"{one['id']} by {step['at_most']}", holder={"measure": measure}, edge=exact(step["at_most"]))
        for step in steps[:-1]
    )
    for step, following in pairwise(steps):
        size = exact(step["at_most"])
        for bound, above in ((step["bound"], 0), (following["bound"], 1)):
            name = f"{one['id']} {bound} {'above' if above else 'up to'} {size}"
            yield Threshold(name=name, holder=one, edge=exact(bound), by=(measure, size, above))


def _of_table(name: str, table: Tree) -> Iterator[Threshold]:
    for row in table["rows"]:
        code = Fraction(min(codes(row["codes"])))
        for of_class, bounds in row["bounds"].items():
            for measure, bound in bounds.items():
                yield Threshold(
                    name=f"{name} {int(code)} {of_class} {measure}",
                    holder={"measure": measure},
                    edge=exact(bound),
                    by=(table["by"], code, 0),
                )


def _aim_reading(firm: Values, name: str, edge: Fraction, beside: int, _: random.Random, __: str | None) -> bool:
    firm[name] = _value(name, edge * _unit(name) + beside)
    return True


def _aim_ratio(firm: Values, node: Tree, edge: Fraction, beside: int, chance: random.Random, held: str | None) -> bool:
    top, bottom = node["numerator"], node["denominator"]
    if MEASURES[bottom[0]].unit == "years":
        firm[bottom[0]] = float(chance.randint(1, 3))
    else:
        _fill(firm, bottom, edge.denominator, chance, held)
    whole = sum(_wholes(firm, name) for name in bottom) * (
        1 if _unit(bottom[0]) == _unit(top[0]) else Fraction(_unit(top[0]), _unit(bottom[0]))
    )
    return _set_sum(firm, top, edge * whole, beside, chance)


def _aim_sum(firm: Values, node: Tree, edge: Fraction, beside: int, chance: random.Random, held: str | None) -> bool:
    minus = node.get("minus", ())
    _fill(firm, minus, 1, chance, held)
    return _set_sum(
        firm, node["plus"], edge * _unit(node["plus"][0]) + sum(_wholes(firm, name) for name in minus), beside, chance
    )


def _aim_mean(firm: Values, node: Tree, edge: Fraction, beside: int, chance: random.Random, _: str | None) -> bool:
    return _set_sum(firm, node["of"], edge * len(node["of"]) * _unit(node["of"][0]), beside, chance)


def _aim_mean_ratio(
    firm: Values, node: Tree, edge: Fraction, beside: int, chance: random.Random, held: str | None
) -> bool:
    _fill(firm, node["denominator"], edge.denominator, chance, held)
    for top, bottom in zip(node["numerator"], node["denominator"], strict=True):
        firm[top] = _value(top, Fraction(floor(edge * _wholes(firm, bottom))))
    first = node["numerator"][0]
    firm[first] = _value(first, Fraction(_wholes(firm, first) + beside))
    return all((edge * _wholes(firm, bottom)).denominator == 1 for bottom in node["denominator"])


def _aim_growth(firm: Values, node: Tree, edge: Fraction, beside: int, chance: random.Random, _: str | None) -> bool:
    factor = (1 + edge) ** int(node["years"])
    firm[node["oldest"]] = _value(node["oldest"], Fraction(factor.denominator * chance.randint(1, 400)))
    grown = factor * _wholes(firm, node["oldest"])
    firm[node["newest"]] = _value(node["newest"], max(grown + beside, Fraction(0)))
    return grown + beside >= 0


def _aim_mean_growth(
    firm: Values, node: Tree, edge: Fraction, beside: int, chance: random.Random, _: str | None
) -> bool:
    first = Fraction(chance.choice((90, 100, 110, 135)), 100)
    last = 2 * (1 + edge) - first
    base = lcm(first.denominator, (first * last).denominator) * chance.randint(1, 400)
    figures = (Fraction(base), base * first, base * first * last + beside)
    for key, figure in zip(("oldest", "middle", "newest"), figures, strict=True):
        firm[node[key]] = _value(node[key], figure)
    return all(figure.denominator == 1 for figure in figures)


def _fill(firm: Values, names: Iterable[str], multiple: int, chance: random.Random, held: str | None) -> None:
    """Give the figures sizes that together are a multiple, leaving alone the one that a step was chosen by."""
    free = [name for name in names if name != held]
    for name in free:
        firm[name] = _value(
            name, Fraction(multiple * chance.randint(1, 200) * (_unit(name) if chance.random() < 0.5 else 1))
        )
    if free and held in names:
        short = -_wholes(firm, held) % multiple
        firm[free[0]] = _value(free[0], Fraction(_wholes(firm, free[0]) + short))


def _set_sum(firm: Values, names: list[str], wanted: Fraction, beside: int, chance: random.Random) -> bool:
    """Spread a sum over figures; tells whether it is whole."""
    share = floor(wanted / len(names)) if chance.random() < 0.5 else 0
    for name in names[1:]:
        firm[name] = _value(name, Fraction(share))
    rest = floor(wanted) if beside <= 0 or wanted.denominator == 1 else ceil(wanted) - 1
    firm[names[0]] = _value(names[0], Fraction(rest - share * (len(names) - 1) + beside))
    return wanted.denominator == 1


def _unit(name: str) -> int:
    return _UNITS.get(MEASURES[name].unit, 1)


def _wholes(firm: Values, name: str) -> int:
    value = firm[name]
    assert value is not None
    return round(float(value) * _unit(name))


def _value(name: str, wholes: Fraction) -> float:
    """Return so many smallest units as the float nearest to them."""
    return round(wholes) / _unit(name)


def _any_value(name: str, divisions: list[int], chance: random.Random) -> float | bool:
    match MEASURES[name].unit:
        case "flag":
            return chance.random() < 0.5
        case "code":
            return float(chance.choice(divisions))
        case "yuan":
            size = chance.choice(_MONEY) + chance.choice((0, 0, 1, 37))
            return (-size if name.startswith("net_") and chance.random() < 0.2 else size) / 100
        case "people":
            hundredths = chance.choice((0, 1, 9, 10, 50, 100, 300, 500, 501, 1000)) * 100 + chance.choice(
                (0, 0, 0, 1, 37)
            )
            return hundredths / 100
        case "ratio":
            return chance.choice((0, 1, 5, 10, 10, 30)) / 100
        case "points":
            return chance.choice((0, 3, 5.5, 8, 20, 49.9, 50, 60))
        case "days":
            return float(chance.choice((10, 364, 365, 4000)))
        case "years":
            whole = {"operating_years": 3, "existing_years": 6}.get(name)
            return float(chance.randint(0, whole)) if whole else chance.randint(0, 64) / 4
        case _:
            return float(chance.choice((0, 0, 1, 2, 3, 4, 5, 15)))


_AIMS = {
    "measure": _aim_reading,
    "ratio": _aim_ratio,
    "sum": _aim_sum,
    "mean": _aim_mean,
    "mean_ratio": _aim_mean_ratio,
    "growth": _aim_growth,
    "mean_growth": _aim_mean_growth,
}

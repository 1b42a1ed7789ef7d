"""Any rulebook held against one firm, straight from its YAML, in fractions: slow and plain on purpose.

It exists to disagree with the engine, and shares nothing with it: no node, no float, no shortcut. A condition is True,
False or None (unknown); points are (lowest, highest). What it cannot know it finds out by trying (`in_class`).
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from fractions import Fraction
from functools import lru_cache
from itertools import product
from math import floor
from pathlib import Path
from typing import Any

import yaml

Ternary = bool | None
Points = tuple[Fraction, Fraction]
Firm = Mapping[str, float | bool | None]
Tree = dict[str, Any]
NEVER = Fraction(-(10**30))
"""Growth of a firm that was not there: below every bound."""
QUANTITIES = ("measure", "ratio", "sum", "mean", "mean_ratio", "growth", "mean_growth")
_YEAR = re.compile(r"_y([0-9])$")


@lru_cache(maxsize=64)
def read(path: Path) -> Tree:
    """Read a rulebook with every scalar as the text that it is."""
    tree: Tree = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    return tree


@lru_cache(maxsize=100_000)
def exact(text: str) -> Fraction:
    return Fraction(text)


def every(parts: Iterable[Ternary]) -> Ternary:
    found = list(parts)
    return False if False in found else None if None in found else True


def some(parts: Iterable[Ternary]) -> Ternary:
    found = list(parts)
    return True if True in found else None if None in found else False


def total(figures: Iterable[Fraction | None]) -> Fraction | None:
    known = list(figures)
    return None if None in known else sum((one for one in known if one is not None), Fraction(0))


class Naive:
    """One firm under one rulebook; `find` returns the tree of another by `programme@version`."""

    def __init__(self, tree: Tree, firm: Firm, find: Callable[[str], Tree]) -> None:
        self.tree, self.firm, self.find = tree, firm, find
        self.criteria: dict[str, Ternary] = {}
        self.lines: dict[str, Points] = {}

    def verdict(self) -> Ternary:
        """Decide every criterion and member, and the whole: unknown if there are no criteria."""
        statuses = [self.criterion(one) for one in self.tree.get("criteria", ())]
        if "score" in self.tree:
            self.points("total")
        return every(statuses) if statuses else None

    # conditions

    def criterion(self, one: Tree, prefix: str = "") -> Ternary:
        name = prefix + one["id"]
        if name not in self.criteria:
            self.criteria[name] = self.condition(one, prefix)
        return self.criteria[name]

    def condition(self, one: Tree, prefix: str) -> Ternary:
        kind = one["kind"]
        if kind in {"all_of", "any_of"}:
            members = [self.criterion(member, prefix) for member in one["members"]]
            return every(members) if kind == "all_of" else some(members)
        if kind == "meets":
            others = self.find(one["rulebook"])["criteria"]
            return every([self.criterion(other, f"{prefix}{one['id']}__") for other in others])
        if kind in {"is_true", "is_false"}:
            flag = self.firm[one["measure"]]
            return None if flag is None else bool(flag) == (kind == "is_true")
        if kind in {"code_in", "code_not_in"}:
            code = self.firm[one["measure"]]
            return None if code is None else (int(code) in codes(one["codes"])) == (kind == "code_in")
        if kind == "in_class":
            return self.in_class(one)
        if kind in {"points_at_least", "points_above"}:
            return self.enough(one)
        return self.comparison(one)

    def comparison(self, one: Tree) -> Ternary:
        bound = self.stepped(one["bound_by"]) if "bound_by" in one else exact(one["bound"])
        side = None if bound is None else self.side(one, bound)
        if side is None or (side == 0 and "doubtful_edge" in one):
            return None
        return {"at_least": side >= 0, "at_most": side <= 0, "above": side > 0, "below": side < 0}[one["kind"]]

    def stepped(self, by: Tree) -> Fraction | None:
        size = self.number(by["measure"])
        if size is None:
            return None
        return next(
            exact(step["bound"]) for step in by["steps"] if "at_most" not in step or size <= exact(step["at_most"])
        )

    def enough(self, one: Tree) -> Ternary:
        low, high = self.points(one["of"])
        bound, over = exact(one["bound"]), one["kind"] == "points_above"
        if low > bound or (low == bound and not over):
            return True
        return False if high < bound or (high == bound and over) else None

    def in_class(self, one: Tree) -> Ternary:
        """Try every size that a missing measure could have, at and below each bound: is the class always among them?"""
        found = {name in one["among"] for name in self.possible_classes(one["table"])}
        return found.pop() if len(found) == 1 else None

    def possible_classes(self, table: Tree) -> set[str]:
        """Return the classes that the firm could be in; all of them if its code is unknown or in no row."""
        code = self.firm[table["by"]]
        row = next((row for row in table["rows"] if code is not None and int(code) in codes(row["codes"])), None)
        if row is None:
            return {named["id"] for named in table["classes"]}
        sizes: dict[str, set[Fraction]] = {}
        for bounds in row["bounds"].values():
            for name, bound in bounds.items():
                known = self.number(name)
                sizes.setdefault(name, {Fraction(0)} if known is None else {known})
                if known is None:
                    sizes[name].add(exact(bound))
        return {reached(table, row, dict(zip(sizes, tried, strict=True))) for tried in product(*sizes.values())}

    # quantities

    def number(self, name: str) -> Fraction | None:
        value = self.firm[name]
        return None if value is None else exact(repr(value))

    def counts(self, name: str, node: Tree) -> Ternary:
        year = _YEAR.search(name)
        if "within" not in node or not year:
            return True
        years = self.number(node["within"])
        return None if years is None else years > int(year[1])

    def counted(self, names: Iterable[str], node: Tree) -> list[Fraction | None] | None:
        """Return the figures of the years that count, None if it is not known which these are."""
        names = list(names)
        if None in [self.counts(name, node) for name in names]:
            return None
        return [self.number(name) for name in names if self.counts(name, node)]

    def sum_of(self, names: Iterable[str], node: Tree) -> Fraction | None:
        figures = self.counted(names, node)
        return None if figures is None else total(figures)

    def side(self, holder: Tree, edge: Fraction) -> int | None:
        """Return −1, 0 or 1 as the quantity lies below, on or above the edge, None if it is unknown."""
        key = next(key for key in QUANTITIES if key in holder)
        node = holder[key]
        if key == "growth":
            return self.side_of_growth(node, edge)
        value = self.number(node) if key == "measure" else getattr(self, key)(node)
        return None if value is None else (value > edge) - (value < edge)

    def ratio(self, node: Tree) -> Fraction | None:
        top, bottom = self.sum_of(node["numerator"], node), self.sum_of(node["denominator"], node)
        if bottom == 0:
            return Fraction(0) if node["zero"] == "as_zero" else None
        return None if top is None or bottom is None or bottom < 0 else top / bottom

    def sum(self, node: Tree) -> Fraction | None:
        plus, minus = self.sum_of(node["plus"], node), self.sum_of(node.get("minus", ()), node)
        return None if plus is None or minus is None else plus - minus

    def mean(self, node: Tree) -> Fraction | None:
        figures = self.counted(node["of"], node)
        whole = total(figures) if figures else None
        return None if whole is None or not figures else whole / len(figures)

    def mean_ratio(self, node: Tree) -> Fraction | None:
        tops, bottoms = self.counted(node["numerator"], node), self.counted(node["denominator"], node)
        if not tops or not bottoms or None in (*tops, *bottoms):
            return None
        pairs = [(top, bottom) for top, bottom in zip(tops, bottoms, strict=True) if top is not None and bottom]
        if len(pairs) < len(bottoms) or any(bottom < 0 for _, bottom in pairs):
            return None
        return sum((top / bottom for top, bottom in pairs), Fraction(0)) / len(pairs)

    def side_of_growth(self, node: Tree, edge: Fraction) -> int | None:
        was_there = self.counts(node["oldest"], node)
        if was_there is False:
            return -1
        old, new = self.number(node["oldest"]), self.number(node["newest"])
        if was_there is None or old is None or new is None or old <= 0 or new < 0:
            return None
        grown = old * (1 + edge) ** int(node["years"])
        return 1 if edge < -1 else (new > grown) - (new < grown)

    def mean_growth(self, node: Tree) -> Fraction | None:
        v1, v2, v3, years = (self.number(node[key]) for key in ("oldest", "middle", "newest", "within"))
        if node.get("bases") == "unknown":
            if v1 is None or v2 is None or v3 is None or years is None or years < 3 or v1 <= 0 or v2 <= 0:
                return None
            return (v2 / v1 + v3 / v2) / 2 - 1
        if v2 == 0 or (years is not None and years < 2):
            return NEVER
        if years is None or v2 is None or v3 is None or (years >= 3 and v1 is None):
            return None
        two = years < 3 or not v1
        rate = ((v3 / v2 if two or v1 is None else v2 / v1) + v3 / v2) / 2 - 1
        negative = v2 < 0 or (years >= 3 and v1 is not None and v1 < 0)
        return None if negative and rate > 0 else rate

    # points

    def points(self, of: str) -> Points:
        if of not in self.lines:
            self.lines[of] = self.line(of)
        return self.lines[of]

    def line(self, of: str) -> Points:
        parts = self.tree["score"]["parts"]
        if of == "total":
            return added([self.points(part["id"]) for part in parts])
        for part in parts:
            if part["id"] == of:
                low, high = added([self.points(item["id"]) for item in part["items"]])
                return min(low, exact(part["max"])), min(high, exact(part["max"]))
        return self.item(next(item for part in parts for item in part["items"] if item["id"] == of))

    def item(self, item: Tree) -> Points:
        low, high = self.scale(item)
        judged = self.number(item["judged"]) if "judged" in item else None
        if judged is not None:
            low = high = min(max(Fraction(floor(judged)), low), high)
        if "requires" in item:
            wanted = next(one for one in walk(self.tree["criteria"]) if one["id"] == item["requires"])
            status = self.criterion(wanted)
            low, high = (low if status is True else Fraction(0)), (high if status is not False else Fraction(0))
        return low, high

    def scale(self, item: Tree) -> Points:
        match item["kind"]:
            case "judged":
                return Fraction(0), exact(item["max"])
            case "flag_points":
                flag = self.firm[item["measure"]]
                outcomes = [
                    span(item[key]) for key, yes in (("if_true", True), ("if_false", False)) if flag in {yes, None}
                ]
                return hull(outcomes)
            case "best_of":
                routes = [self.banded(route) for route in item["routes"]]
                return max(low for low, _ in routes), max(high for _, high in routes)
            case _:
                return self.banded(item)

    def banded(self, holder: Tree) -> Points:
        for band in holder["bands"]:
            edge = band.get("at_least", band.get("above"))
            if edge is None:
                return span(band["points"])
            side = self.side(holder, exact(edge))
            if side is None:
                return hull([span(other["points"]) for other in holder["bands"]])
            if side > 0 or (side == 0 and "at_least" in band):
                return span(band["points"])
        raise AssertionError("the last band has no edge")


def reached(table: Tree, row: Tree, sizes: Mapping[str, Fraction]) -> str:
    """Return the class of a firm with these sizes."""
    for named in table["classes"][:-1]:
        if all(sizes[name] >= exact(bound) for name, bound in row["bounds"][named["id"]].items()):
            return str(named["id"])
    return str(table["classes"][-1]["id"])


def codes(written: Iterable[str]) -> set[int]:
    found: set[int] = set()
    for text in written:
        first, _, last = text.partition("-")
        found |= set(range(int(first), int(last or first) + 1))
    return found


def span(written: str | list[str]) -> Points:
    return (exact(written), exact(written)) if isinstance(written, str) else (exact(written[0]), exact(written[1]))


def hull(spans: list[Points]) -> Points:
    return min(low for low, _ in spans), max(high for _, high in spans)


def added(spans: list[Points]) -> Points:
    return sum((low for low, _ in spans), Fraction(0)), sum((high for _, high in spans), Fraction(0))


def walk(criteria: Iterable[Tree]) -> Iterator[Tree]:
    for one in criteria:
        yield one
        yield from walk(one.get("members", ()))

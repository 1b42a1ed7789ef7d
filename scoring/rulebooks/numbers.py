"""The numbers of a rulebook where they stand in its YAML, and changing them there: comments and layout stay."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import TypeGuard

from scoring.rulebooks.measures import MEASURES
from scoring.rulebooks.schema import Text
from scoring.rulebooks.wording import measure_words
from scoring.rulebooks.yaml_tree import Mapping as MappingNode
from scoring.rulebooks.yaml_tree import Node, Scalar, Sequence, read_tree

NUMBER = re.compile(r"-?(0|[1-9][0-9]{0,15})(\.[0-9]{1,9})?")
KEYS: Mapping[str, Text] = MappingProxyType(
    {
        "bound": Text(zh="界值", en="bound"),
        "at_least": Text(zh="下限（含）", en="from (included)"),
        "above": Text(zh="下限（不含）", en="from (not included)"),
        "at_most": Text(zh="上限（含）", en="up to (included)"),
        "points": Text(zh="分值", en="points"),
        "if_true": Text(zh="“是”的分值", en="points if yes"),
        "if_false": Text(zh="“否”的分值", en="points if no"),
        "max": Text(zh="满分", en="maximum"),
        "years": Text(zh="年数", en="years"),
    }
)
"""The keys whose values are numbers that a document sets."""
POINTS = ("points", "if_true", "if_false", "max")
ENDS = (Text(zh="最低", en="lowest"), Text(zh="最高", en="highest"))


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberAt:
    """A number as it is written, where (counted from 1), and what it is of."""

    path: str
    label: Text
    value: str
    unit: str
    line: int
    column: int


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberChange:
    """Another value for the number at a place."""

    line: int
    column: int
    value: str


class NumberNotThere(ValueError):
    """There is no such number at the place, or the new value is no plain number."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Place:
    """How far down the tree we are, in ids, in words, and in units: the one here, and the one around it."""

    path: tuple[str, ...] = ()
    words: tuple[Text, ...] = ()
    unit: str = ""
    around: str = ""

    def below(self, step: str, *words: Text) -> "_Place":
        return replace(self, path=(*self.path, step), words=(*self.words, *words))

    def number(self, node: Scalar, *, words: Text, unit: str) -> NumberAt:
        every = (*self.words, words)
        return NumberAt(
            path=".".join(self.path),
            label=Text(zh=" · ".join(word.zh for word in every), en=" · ".join(word.en for word in every)),
            value=node.text,
            unit=unit,
            line=node.line,
            column=node.column,
        )


def numbers_in(text: str) -> tuple[NumberAt, ...]:
    """Find the bounds, edges, points and maxima in the order in which they stand.

    :raises RulebookError: the text is no YAML.
    """
    tree, _findings = read_tree(text, "rulebook")
    return tuple(_mapping(tree, _Place()))


def change_numbers(text: str, changes: Iterable[NumberChange]) -> str:
    """Write other values where numbers stand, and nothing else.

    :raises NumberNotThere: at a place there is none, a place is named twice, or a value is no plain number.
    :raises RulebookError: the text is no YAML.
    """
    there = {(number.line, number.column): number for number in numbers_in(text)}
    lines = text.splitlines(keepends=True)
    for change in sorted(changes, key=lambda one: (one.line, one.column), reverse=True):
        number = there.pop((change.line, change.column), None)
        if number is None:
            raise NumberNotThere(f"line {change.line}, column {change.column}: there is no number to change")
        if not NUMBER.fullmatch(change.value):
            raise NumberNotThere(f"{change.value!r}: digits with at most one point, such as 1000 or 0.05")
        line, start = lines[change.line - 1], change.column - 1
        lines[change.line - 1] = line[:start] + change.value + line[start + len(number.value) :]
    return "".join(lines)


def _walk(node: Node, place: _Place) -> Iterator[NumberAt]:
    if isinstance(node, MappingNode):
        yield from _mapping(node, place)
    elif isinstance(node, Sequence):
        for index, inner in enumerate(node.nodes):
            yield from _walk(inner, place.below(_id(inner) or str(index)))


def _mapping(node: MappingNode, place: _Place) -> Iterator[NumberAt]:
    if title := _title(node):
        place = replace(place, words=(*place.words, title))
    if isinstance(unit := node.nodes.get("unit"), Scalar):
        place = replace(place, unit=unit.text, around=place.unit)
    for key, inner in node.nodes.items():
        if key in KEYS:
            yield from _numbers(key, inner, place.below(key))
        elif key == "bounds":
            yield from _bounds(inner, place.below(key))
        else:
            yield from _walk(inner, place.below(key))


def _numbers(key: str, node: Node, place: _Place) -> Iterator[NumberAt]:
    """Yield one number, or the two ends of an interval."""
    unit = "points" if key in POINTS else "years" if key == "years" else place.unit
    if key == "bound" and "steps" in place.path:
        unit = place.around
    if isinstance(node, Sequence):
        for end, words, name in zip(node.nodes, ENDS, ("low", "high"), strict=False):
            if _is_number(end):
                yield place.below(name).number(end, words=_both(KEYS[key], words), unit=unit)
    elif _is_number(node):
        yield place.number(node, words=KEYS[key], unit=unit)


def _bounds(node: Node, place: _Place) -> Iterator[NumberAt]:
    """Yield the bounds of a row of a table of classes: class → measure → number."""
    for name, of_class in node.nodes.items() if isinstance(node, MappingNode) else ():
        for measure, bound in of_class.nodes.items() if isinstance(of_class, MappingNode) else ():
            if _is_number(bound) and measure in MEASURES:
                below = place.below(name, Text(zh=name, en=name)).below(measure)
                yield below.number(bound, words=measure_words(measure), unit=MEASURES[measure].unit)


def _is_number(node: Node) -> TypeGuard[Scalar]:
    return isinstance(node, Scalar) and not node.quoted and bool(NUMBER.fullmatch(node.text))


def _id(node: Node) -> str:
    inner = node.nodes.get("id") if isinstance(node, MappingNode) else None
    return inner.text if isinstance(inner, Scalar) else ""


def _title(node: MappingNode) -> Text | None:
    title = node.nodes.get("title")
    if "id" not in node.nodes and "codes" not in node.nodes:
        return None
    words = [title.nodes.get(tongue) for tongue in ("zh", "en")] if isinstance(title, MappingNode) else []
    zh, en = (word.text if isinstance(word, Scalar) else "" for word in words) if words else ("", "")
    return Text(zh=zh, en=en) if zh or en else None


def _both(one: Text, two: Text) -> Text:
    return Text(zh=f"{one.zh}（{two.zh}）", en=f"{one.en} ({two.en})")

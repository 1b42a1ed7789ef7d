"""What a YAML file says of a table: its target, its columns, how it is judged, and what was published on it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal, get_args

import yaml

from config.cli.steps import StepFailed

Kind = Literal["folds", "grouped_folds", "rolling", "forward", "split"]
Checked = Literal["verified", "recalled", "computed again"]
METRICS = ("auc", "average_precision", "brier", "error", "alift", "better_half")
WHOLE_NUMBERS: Mapping[Kind, Mapping[str, int]] = {
    "folds": {"folds": 10},
    "grouped_folds": {"folds": 5},
    "rolling": {"window": 20_000, "step": 2_000},
    "forward": {"periods": 6, "judged": 2},
    "split": {},
}
"""The numbers that each kind of protocol has, and what they are where the file does not say."""


class DescriptionWrong(StepFailed):
    """The description of a table cannot be understood; the message says where and what would be right."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetColumn:
    """Which rows count as positive: one value of a column, or a number at least or at most so high."""

    column: str
    positive: str | None = None
    at_least: float | None = None
    at_most: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Protocol:
    """How rows to learn from and rows to judge on are told apart; `judge` is the value of `column` that is judged."""

    kind: Kind
    numbers: Mapping[str, int]
    column: str = ""
    judge: str = ""

    def __str__(self) -> str:
        told = [f"{name} {number}" for name, number in self.numbers.items()]
        return ", ".join([self.kind, *told, *([f"{self.column} = {self.judge}"] if self.column else [])])


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """A figure that somebody published: of which model, on which rows, and whether we saw it in print."""

    metric: str
    value: float
    by: str
    of: str
    checked: Checked


@dataclass(frozen=True, slots=True, kw_only=True)
class Files:
    """One or more files that make a table together, by pattern, with what holds for them."""

    patterns: tuple[str, ...]
    protocol: Protocol
    published: tuple[Published, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Description:
    """All that is known of a table before it is read.

    `time`, `group` and the target are never features, nor are the columns of `leave_out` (column → why). `missing` are
    texts that mean unknown in every column, `missing_in` in one. `codes` are numbers that stand for kinds. `order`
    says that rows lie in the order of their days. `also` names further protocols.
    """

    title: str
    target: TargetColumn
    protocol: Protocol
    source: str = ""
    licence: str = ""
    time: str | None = None
    group: str | None = None
    leave_out: Mapping[str, str] = field(default_factory=dict)
    missing: tuple[str, ...] = ()
    missing_in: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    codes: tuple[str, ...] = ()
    order: bool = False
    separator: str = ","
    also: Mapping[str, Protocol] = field(default_factory=dict)
    published: tuple[Published, ...] = ()
    tables: tuple[Files, ...] = ()


def read_description(file: Path) -> Description:
    """Read and check a description.

    :raises DescriptionWrong: it is no YAML, lacks a field, has one that is not known, or contradicts itself.
    """
    try:
        given = yaml.safe_load(file.read_text(encoding="utf-8"))
    except yaml.YAMLError as wrong:
        raise DescriptionWrong(f"{file.name} is not YAML: {wrong}") from wrong
    try:
        made = _description(_mapping(given, "the file"))
        _contradictions(made)
    except DescriptionWrong as wrong:
        raise DescriptionWrong(f"{file.name}: {wrong}") from None
    return made


def _description(given: Mapping[str, Any]) -> Description:
    _only(given, Description.__dataclass_fields__, "the file", needed=("title", "target"))
    group, time = _text_or_none(given, "group"), _text_or_none(given, "time")
    usual = {"kind": "forward" if time else "grouped_folds" if group else "folds"}
    protocol = _protocol(given.get("protocol", usual), "protocol")
    published = _published(given.get("published", []), "published")
    return Description(
        title=str(given["title"]),
        source=str(given.get("source", "")),
        licence=str(given.get("licence", "")),
        target=_target(given["target"]),
        time=time,
        group=group,
        leave_out={str(name): str(why) for name, why in _mapping(given.get("leave_out", {}), "leave_out").items()},
        missing=_texts(given.get("missing", []), "missing"),
        missing_in={
            str(name): _texts(values, f"missing_in.{name}")
            for name, values in _mapping(given.get("missing_in", {}), "missing_in").items()
        },
        codes=_texts(given.get("codes", []), "codes"),
        order=_yes_no(given.get("order", False), "order"),
        separator=str(given.get("separator", ",")),
        protocol=protocol,
        also={
            str(name): _protocol(one, f"also.{name}") for name, one in _mapping(given.get("also", {}), "also").items()
        },
        published=published,
        tables=tuple(
            _files(str(patterns), _mapping(one or {}, f"tables.{patterns}"), protocol, published)
            for patterns, one in _mapping(given.get("tables", {}), "tables").items()
        ),
    )


def _contradictions(made: Description) -> None:
    """Refuse roles that fall on one column, and protocols that the table has no column for."""
    roles = [("target", made.target.column), ("time", made.time), ("group", made.group)]
    taken = [name for _, name in roles if name is not None]
    if len(set(taken)) < len(taken):
        raise DescriptionWrong(f"target, time and group must be different columns, but are {taken}.")
    for role, name in roles:
        if name in made.leave_out or name in made.codes:
            raise DescriptionWrong(f"{name} is the {role}, so it is no feature: take it out of leave_out and codes.")
    if both := sorted(set(made.leave_out) & set(made.codes)):
        raise DescriptionWrong(f"{both} are in leave_out and in codes; a column that is left out has no codes.")
    for protocol in (made.protocol, *made.also.values(), *(one.protocol for one in made.tables)):
        _fits(protocol, made)


def _fits(protocol: Protocol, made: Description) -> None:
    kind = protocol.kind
    if kind == "grouped_folds" and made.group is None:
        raise DescriptionWrong("the protocol grouped_folds needs a `group`, the column whose rows stay together.")
    if kind == "folds" and made.group is not None:
        raise DescriptionWrong("the protocol folds would tear groups apart: take grouped_folds, or give no `group`.")
    if kind == "forward" and made.time is None:
        raise DescriptionWrong("the protocol forward needs a `time`, the column with day or year.")
    if kind == "rolling" and made.time is None and not made.order:
        raise DescriptionWrong("the protocol rolling needs a `time`, or `order: true` where rows lie in date order.")
    if protocol.column == made.target.column:
        raise DescriptionWrong("the protocol splits by the target; name a column that was there before the outcome.")


def _target(given: Any) -> TargetColumn:
    target = _mapping(given, "target")
    _only(target, TargetColumn.__dataclass_fields__, "target", needed=("column",))
    told = {name: value for name, value in target.items() if name != "column"}
    if len(told) != 1:
        raise DescriptionWrong("target needs just one of positive (a value), at_least and at_most (numbers).")
    (name, value), *_ = told.items()
    made = str(value) if name == "positive" else _number(value, f"target.{name}")
    if isinstance(value, bool):
        raise DescriptionWrong("target.positive was read as yes/no; write the value in quotes, as it is in the table.")
    return TargetColumn(column=str(target["column"]), **{name: made})  # type: ignore[arg-type]  # by name, see above


def _protocol(given: Any, where: str) -> Protocol:
    told = _mapping(given, where)
    kind: Kind | None = next((one for one in get_args(Kind) if one == told.get("kind")), None)
    if kind is None:
        raise DescriptionWrong(f"{where}.kind is {told.get('kind')!r}; it is one of {', '.join(get_args(Kind))}.")
    usual = WHOLE_NUMBERS[kind]
    by_column = ("column", "judge") if kind == "split" else ()
    _only(told, ("kind", *usual, *by_column), where, needed=("kind", *by_column))
    numbers = {name: _at_least_one(told.get(name, number), f"{where}.{name}") for name, number in usual.items()}
    if numbers.get("folds", 2) < 2 or numbers.get("judged", 0) >= numbers.get("periods", 1):
        raise DescriptionWrong(f"{where} leaves nothing to learn from: at least 2 folds, fewer judged than periods.")
    return Protocol(
        kind=kind, numbers=numbers, column=str(told.get("column", "")), judge=str(told.get("judge", "")).strip()
    )


def _files(patterns: str, given: Mapping[str, Any], protocol: Protocol, published: tuple[Published, ...]) -> Files:
    where = f"tables.{patterns}"
    _only(given, ("protocol", "published"), where)
    return Files(
        patterns=tuple(one.strip() for one in patterns.split(" + ")),
        protocol=_protocol(given["protocol"], f"{where}.protocol") if "protocol" in given else protocol,
        published=_published(given["published"], f"{where}.published") if "published" in given else published,
    )


def _published(given: Any, where: str) -> tuple[Published, ...]:
    if not isinstance(given, list):
        raise DescriptionWrong(f"{where} is a list of figures, each with metric, value, by, of and checked.")
    made = []
    for place, each in enumerate(given):
        one, at = _mapping(each, f"{where}[{place}]"), f"{where}[{place}]"
        _only(one, Published.__dataclass_fields__, at, needed=tuple(Published.__dataclass_fields__))
        if one["metric"] not in METRICS or one["checked"] not in get_args(Checked):
            raise DescriptionWrong(
                f"{at}: metric is one of {', '.join(METRICS)}; checked is one of {', '.join(get_args(Checked))}."
            )
        made.append(Published(**{**one, "value": _number(one["value"], f"{at}.value")}))
    return tuple(made)


def _only(given: Mapping[str, Any], known: Any, where: str, *, needed: tuple[str, ...] = ()) -> None:
    if strange := sorted(str(name) for name in given if name not in known):
        raise DescriptionWrong(f"{where} has {', '.join(strange)}, which is not known; known are {', '.join(known)}.")
    if absent := [name for name in needed if name not in given]:
        raise DescriptionWrong(f"{where} lacks {', '.join(absent)}.")


def _mapping(given: Any, where: str) -> Mapping[str, Any]:
    if not isinstance(given, Mapping):
        raise DescriptionWrong(f"{where} must have named fields (name: value), but is {given!r}.")
    return given


def _texts(given: Any, where: str) -> tuple[str, ...]:
    if not isinstance(given, list):
        raise DescriptionWrong(f"{where} is a list, but is {given!r}.")
    return tuple(str(one) for one in given)


def _text_or_none(given: Mapping[str, Any], name: str) -> str | None:
    return None if given.get(name) is None else str(given[name])


def _yes_no(given: Any, where: str) -> bool:
    if not isinstance(given, bool):
        raise DescriptionWrong(f"{where} is true or false, but is {given!r}.")
    return given


def _number(given: Any, where: str) -> float:
    if isinstance(given, bool) or not isinstance(given, int | float):
        raise DescriptionWrong(f"{where} is a number, but is {given!r}.")
    return float(given)


def _at_least_one(given: Any, where: str) -> int:
    if isinstance(given, bool) or not isinstance(given, int) or given < 1:
        raise DescriptionWrong(f"{where} is a whole number from 1, but is {given!r}.")
    return given

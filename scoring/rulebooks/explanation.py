"""What an explanation holds: frozen values, in numbers, ids and words of both languages."""

from dataclasses import dataclass
from typing import Any, Literal

from scoring.rulebooks.measures import Fact, Unit
from scoring.rulebooks.schema import Confidence, Text

Value = float | bool | None
"""A number, a yes or no, or None for not known."""

CriterionStatus = Literal["met", "unmet", "unknown"]
Verdict = Literal["met", "unmet", "undetermined"]
Remark = Literal[
    "zero_denominator",
    "negative_denominator",
    "zero_base",
    "negative_base",
    "too_few_years",
    "doubtful_band",
    "judged_outside_band",
    "doubtful_edge",
    "no_class_row",
    "did_not_exist",
]
"""zero_denominator, negative_denominator: the ratio cannot be formed; zero_base, negative_base (or a newest figure
below zero), too_few_years: the growth formula or mean does not apply; did_not_exist: the firm was not there in the
year that growth counts from; doubtful_band: the document has no band for the value; doubtful_edge: the value lies on
a bound of which texts contradict each other; no_class_row: the table of classes does not speak of the firm's code;
judged_outside_band: the expert's points were cut to what the facts allow."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureRead:
    """A measure as it was read for this firm."""

    name: str
    zh: str
    en: str
    unit: Unit
    fact: Fact
    year: int | None
    value: Value


@dataclass(frozen=True, slots=True, kw_only=True)
class ExplainedCriterion:
    """One criterion, or a member of a group: `value` against `threshold`; for points, `low` and `high` instead.

    `missing` are the measures that this criterion, while unknown, still hangs on.
    """

    id: str
    title: Text
    text: Text
    article: str
    document: str
    confidence: Confidence
    note: Text | None
    status: CriterionStatus
    kind: str
    value: Value
    low: float | None
    high: float | None
    threshold: Value
    unit: Unit | None
    measures: tuple[MeasureRead, ...]
    missing: tuple[str, ...]
    flags: tuple[Remark, ...]
    members: "tuple[ExplainedCriterion, ...]"


@dataclass(frozen=True, slots=True, kw_only=True)
class ExplainedRoute:
    """One way to the points of an item."""

    id: str
    title: Text
    low: float
    high: float
    value: Value
    unit: Unit
    measures: tuple[MeasureRead, ...]
    flags: tuple[Remark, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ExplainedItem:
    """One line of the score sheet; `judged` are the expert's points, None until there are some."""

    id: str
    title: Text
    max: float
    low: float
    high: float
    bonus: bool
    article: str
    confidence: Confidence
    note: Text | None
    judged: float | None
    value: Value
    unit: Unit | None
    measures: tuple[MeasureRead, ...]
    missing: tuple[str, ...]
    flags: tuple[Remark, ...]
    routes: tuple[ExplainedRoute, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ExplainedPart:
    """Items under one maximum."""

    id: str
    title: Text
    max: float
    low: float
    high: float
    items: tuple[ExplainedItem, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ExplainedScore:
    """The score sheet of one firm."""

    low: float
    high: float
    max: float
    parts: tuple[ExplainedPart, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ExplainedClass:
    """A class of the rulebook's table, and whether the firm is in it."""

    id: str
    title: Text
    status: CriterionStatus


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """A rulebook held against one firm, with everything that a reader needs to follow it.

    `settles` are the missing measures that decide an undetermined verdict once all are known; empty if it is decided.
    `classes` are those of the rulebook's table, the highest first, none if it has no table; `class_id` is the one that
    the firm is in, None while that is open.
    """

    enterprise: int
    programme: str
    version: str
    title: Text
    verdict: Verdict
    settles: tuple[str, ...]
    score: ExplainedScore | None
    criteria: tuple[ExplainedCriterion, ...]
    class_id: str | None = None
    classes: tuple[ExplainedClass, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """Return the same as plain dicts, lists and numbers, fit for JSON."""
        plain: dict[str, Any] = _plain(self)
        return plain


def _plain(value: Any) -> Any:
    """Turn dataclasses into dicts and tuples into lists; `asdict` copies each leaf and takes four times as long."""
    if isinstance(value, tuple):
        return [_plain(inner) for inner in value]
    names = getattr(type(value), "__slots__", ())  # a dataclass with slots has its fields there
    return {name: _plain(getattr(value, name)) for name in names} if names else value

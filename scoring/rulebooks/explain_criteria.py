"""One criterion of one firm: the value read, the threshold, the words, the article, and what is missing."""

from dataclasses import dataclass
from typing import Any

from scoring.rulebooks.explanation import CriterionStatus, ExplainedCriterion, Remark, Value
from scoring.rulebooks.kept import Kept
from scoring.rulebooks.measures import Unit
from scoring.rulebooks.row import Row
from scoring.rulebooks.schema import (
    Clause,
    Comparison,
    Criterion,
    Flag,
    Group,
    InClass,
    Membership,
    Points,
    Steps,
)

STATUS: dict[int, CriterionStatus] = {1: "met", 0: "unknown", -1: "unmet"}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Fixed:
    """What an explanation of a criterion says of any firm."""

    words: dict[str, Any]
    threshold: Value
    measures: tuple[str, ...]


def explain_criterion(row: Row, criterion: Criterion) -> ExplainedCriterion:
    """Explain a criterion and every member below it."""
    clause, sign, fixed = criterion.clause, row.sign(criterion), _fixed_of(criterion)
    low, high = row.points(clause.of) if isinstance(clause, Points) else (None, None)
    value, threshold = _value(row, clause), fixed.threshold
    if isinstance(clause, Comparison) and isinstance(clause.bound, Steps):
        threshold = _step(row, clause.bound)
    members = clause.members if isinstance(clause, Group) else ()
    return ExplainedCriterion(
        **fixed.words,
        status=STATUS[sign],
        value=value,
        low=low,
        high=high,
        threshold=threshold,
        measures=row.read(fixed.measures),
        missing=row.missing_of_criteria((criterion,)) if sign == 0 else (),
        flags=_remarks(row, clause, sign, value, threshold),
        members=tuple([explain_criterion(row, member) for member in members]),
    )


def _fix(criterion: Criterion) -> _Fixed:
    clause = criterion.clause
    names = ("id", "title", "text", "article", "document", "confidence", "note")
    words = {name: getattr(criterion, name) for name in names} | {"kind": clause.kind, "unit": _unit(clause)}
    is_group = isinstance(clause, Group) and bool(clause.members)
    return _Fixed(
        words=words,
        threshold=_fixed_threshold(clause),
        measures=() if is_group else clause.measures(),
    )


_fixed_of = Kept(_fix, most=20_000)


def _value(row: Row, clause: Clause) -> Value:
    if isinstance(clause, Comparison):
        return row.value(clause.quantity)
    return row.measure(clause.measure) if isinstance(clause, Flag | Membership) else None


def _remarks(row: Row, clause: Clause, sign: int, value: Value, threshold: Value) -> tuple[Remark, ...]:
    if isinstance(clause, Comparison):
        remarks = row.remarks(clause.quantity)
        on_edge = clause.doubtful_edge and sign == 0 and value is not None and threshold is not None
        return (*remarks, "doubtful_edge") if on_edge else remarks
    if isinstance(clause, InClass):
        known = row.measure(clause.table.by) is not None
        return ("no_class_row",) if known and row.class_row(clause.table) is None else ()
    return ()


def _unit(clause: Clause) -> Unit | None:
    match clause:
        case Comparison():
            return clause.unit
        case Flag():
            return "flag"
        case Membership():
            return "code"
        case Points():
            return "points"
        case Group() | InClass():
            return None


def _fixed_threshold(clause: Clause) -> Value:
    """Return what the value is held against; None if that depends on the firm, or there is no such thing."""
    match clause:
        case Comparison() | Points():
            return None if isinstance(clause.bound, Steps) else float(clause.bound)
        case Group() | Membership() | InClass():
            return None
        case Flag():
            return clause.kind == "is_true"


def _step(row: Row, steps: Steps) -> float | None:
    by = row.measure(steps.measure)
    if by is None:
        return None
    return next(float(step.bound) for step in steps.steps if step.at_most is None or by <= float(step.at_most))

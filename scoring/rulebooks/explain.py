"""Why a verdict came out as it did: each criterion with the value read, the threshold, the words and the article.

An explanation is read off the same `Evaluation` that the engine decides by, so the two cannot disagree.
"""

from collections.abc import Iterator

import pandas as pd

from scoring.rulebooks.columns import Columns
from scoring.rulebooks.engine import BLOCK, Evaluation
from scoring.rulebooks.explanation import (
    CriterionStatus,
    ExplainedCriterion,
    ExplainedItem,
    ExplainedPart,
    ExplainedRoute,
    ExplainedScore,
    Explanation,
    Remark,
    Value,
    Verdict,
)
from scoring.rulebooks.measures import Unit
from scoring.rulebooks.row import Row
from scoring.rulebooks.schema import (
    Band,
    Bands,
    BestOf,
    Clause,
    Comparison,
    Criterion,
    Flag,
    Group,
    Item,
    Judged,
    Points,
    Route,
    Rulebook,
    Score,
    Steps,
)

_STATUS: dict[int, CriterionStatus] = {1: "met", 0: "unknown", -1: "unmet"}
_VERDICT: dict[int, Verdict] = {1: "met", 0: "undetermined", -1: "unmet"}


def explain(frame: pd.DataFrame, rulebook: Rulebook, enterprise: int) -> Explanation:
    """Explain the assessment of one firm.

    :param enterprise: the firm's label in the index of `frame`.
    :raises KeyError: the frame has no such firm.
    :raises MeasureMissing, MeasureUnreadable: as `assess`.
    """
    return next(explain_each(frame.loc[[enterprise]], rulebook))


def explain_each(frame: pd.DataFrame, rulebook: Rulebook) -> Iterator[Explanation]:
    """Explain the assessment of every firm in `frame`, in its order, computing whole blocks of rows at once.

    :raises MeasureMissing, MeasureUnreadable: as `assess`.
    """
    columns = Columns.of(frame, rulebook.measures())
    for start in range(0, columns.size, BLOCK):
        evaluation = Evaluation(rulebook, columns.rows(start, start + BLOCK))
        for at, enterprise in enumerate(frame.index[start : start + BLOCK]):
            yield _explanation(Row(evaluation=evaluation, at=at), rulebook, int(enterprise))


def settles_each(frame: pd.DataFrame, rulebook: Rulebook) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Name, for every firm of `frame` with an undetermined verdict, the missing measures that it hangs on.

    :raises MeasureMissing, MeasureUnreadable: as `assess`.
    """
    columns = Columns.of(frame, rulebook.measures())
    for start in range(0, columns.size, BLOCK):
        evaluation = Evaluation(rulebook, columns.rows(start, start + BLOCK))
        for at in (evaluation.verdict() == 0).nonzero()[0].tolist():
            row = Row(evaluation=evaluation, at=at)
            yield int(frame.index[start + at]), row.missing_of_criteria(rulebook.criteria)


def _explanation(row: Row, rulebook: Rulebook, enterprise: int) -> Explanation:
    verdict = _VERDICT[int(row.evaluation.verdict()[row.at])]
    return Explanation(
        enterprise=enterprise,
        programme=rulebook.programme,
        version=rulebook.version,
        title=rulebook.title,
        verdict=verdict,
        settles=row.missing_of_criteria(rulebook.criteria) if verdict == "undetermined" else (),
        score=_score(row, rulebook.score) if rulebook.score else None,
        criteria=tuple(_criterion(row, criterion) for criterion in rulebook.criteria),
    )


def _criterion(row: Row, criterion: Criterion) -> ExplainedCriterion:
    clause = criterion.clause
    low, high = row.points(clause.of) if isinstance(clause, Points) else (None, None)
    members = clause.members if isinstance(clause, Group) else ()
    return ExplainedCriterion(
        id=criterion.id,
        title=criterion.title,
        text=criterion.text,
        article=criterion.article,
        document=criterion.document,
        confidence=criterion.confidence,
        note=criterion.note,
        status=_STATUS[row.sign(criterion)],
        kind=clause.kind,
        value=_value(row, clause),
        low=low,
        high=high,
        threshold=_threshold(row, clause),
        unit=_unit(clause),
        measures=() if members else row.read(clause.measures()),
        missing=row.missing_of_criteria((criterion,)),
        flags=row.remarks(clause.quantity) if isinstance(clause, Comparison) else (),
        members=tuple(_criterion(row, member) for member in members),
    )


def _value(row: Row, clause: Clause) -> Value:
    if isinstance(clause, Comparison):
        return row.value(clause.quantity)
    return row.measure(clause.measure) if isinstance(clause, Flag) else None


def _unit(clause: Clause) -> Unit | None:
    match clause:
        case Comparison():
            return clause.unit
        case Flag():
            return "flag"
        case Points():
            return "points"
        case Group():
            return None


def _threshold(row: Row, clause: Clause) -> Value:
    match clause:
        case Comparison():
            return _step(row, clause.bound) if isinstance(clause.bound, Steps) else float(clause.bound)
        case Flag():
            return clause.kind == "is_true"
        case Points():
            return float(clause.bound)
        case Group():
            return None


def _step(row: Row, steps: Steps) -> float | None:
    by = row.measure(steps.measure)
    if by is None:
        return None
    return next(float(step.bound) for step in steps.steps if step.at_most is None or by <= float(step.at_most))


def _score(row: Row, score: Score) -> ExplainedScore:
    low, high = row.points("total")
    return ExplainedScore(
        low=low,
        high=high,
        max=float(score.max),
        parts=tuple(
            ExplainedPart(
                id=part.id,
                title=part.title,
                max=float(part.max),
                low=row.points(part.id)[0],
                high=row.points(part.id)[1],
                items=tuple(_item(row, item) for item in part.items),
            )
            for part in score.parts
        ),
    )


def _item(row: Row, item: Item) -> ExplainedItem:
    low, high = row.points(item.id)
    bands = item.scale if isinstance(item.scale, Bands) else None
    judged = row.measure(item.judged) if item.judged else None
    return ExplainedItem(
        id=item.id,
        title=item.title,
        max=float(item.max),
        low=low,
        high=high,
        bonus=item.bonus,
        article=item.article,
        confidence=item.confidence,
        note=item.note,
        judged=None if judged is None else float(judged),
        value=row.value(bands.quantity) if bands else None,
        unit=None if isinstance(item.scale, Judged | BestOf) else bands.unit if bands else "flag",
        measures=row.read(item.scale.measures()),
        missing=row.missing_of_items((item,)),
        flags=(*_flags(row, bands), *_cut(judged, low, high)),
        routes=tuple(_route(row, route) for route in _routes(item)),
    )


def _routes(item: Item) -> tuple[Route, ...]:
    return item.scale.routes if isinstance(item.scale, BestOf) else ()


def _route(row: Row, route: Route) -> ExplainedRoute:
    low, high = row.evaluation.scale(route.bands)
    return ExplainedRoute(
        id=route.id,
        title=route.title,
        low=float(low[row.at]),
        high=float(high[row.at]),
        value=row.value(route.bands.quantity),
        unit=route.bands.unit,
        measures=row.read(route.bands.measures()),
        flags=_flags(row, route.bands),
    )


def _flags(row: Row, bands: Bands | None) -> tuple[Remark, ...]:
    if bands is None:
        return ()
    doubtful: tuple[Remark, ...] = ("doubtful_band",) if _in_doubtful_band(row, bands) else ()
    return (*row.remarks(bands.quantity), *doubtful)


def _in_doubtful_band(row: Row, bands: Bands) -> bool:
    value = row.value(bands.quantity)
    if value is None:
        return False
    return next(band.doubtful for band in bands.bands if _holds(band, value))


def _holds(band: Band, value: float) -> bool:
    if band.edge is None:
        return True
    return value >= float(band.edge) if band.included else value > float(band.edge)


def _cut(judged: Value, low: float, high: float) -> tuple[Remark, ...]:
    return ("judged_outside_band",) if judged is not None and not low <= judged <= high else ()

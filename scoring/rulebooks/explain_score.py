"""The score sheet of one firm, line by line: what the facts allow, what experts gave, what is missing."""

from scoring.rulebooks.explanation import ExplainedItem, ExplainedPart, ExplainedRoute, ExplainedScore, Remark, Value
from scoring.rulebooks.row import Row
from scoring.rulebooks.schema import Band, Bands, BestOf, Item, Judged, Route, Score


def explain_score(row: Row, score: Score) -> ExplainedScore:
    """Explain every part and item."""
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

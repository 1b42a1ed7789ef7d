"""Score sheets and tables of classes in words: what gives how many points, what makes a firm of which class."""

from collections.abc import Iterator
from dataclasses import dataclass

from scoring.rulebooks.measures import MEASURES
from scoring.rulebooks.schema import (
    Band,
    Bands,
    BestOf,
    ClassRow,
    ClassTable,
    FlagPoints,
    Interval,
    Judged,
    Rulebook,
    Scale,
    Text,
)
from scoring.rulebooks.wording import amount, flag_words, measure_words, plain, quantity_words

_JUDGED = Text(zh="由专家评定", en="as experts judge")
_REST = Text(zh="其他情形", en="otherwise")


@dataclass(frozen=True, slots=True, kw_only=True)
class ScaleLine:
    """One line of an item: points for what; `route` and `of` name the way and the number that is looked at."""

    route: Text | None
    of: Text | None
    when: Text
    points: Text
    doubtful: bool = False


def scale_lines(scale: Scale, route: Text | None = None) -> tuple[ScaleLine, ...]:
    """Say line by line what a scale gives, the best first."""
    match scale:
        case Bands():
            return tuple(_bands(scale, route))
        case BestOf():
            return tuple(line for way in scale.routes for line in scale_lines(way.bands, way.title))
        case FlagPoints():
            both = ((True, scale.if_true), (False, scale.if_false))
            return tuple(
                ScaleLine(route=route, of=None, when=flag_words(scale.measure, yes=yes), points=points_words(points))
                for yes, points in both
            )
        case Judged():
            return (ScaleLine(route=route, of=None, when=_JUDGED, points=points_words(scale.points)),)


def points_words(points: Interval) -> Text:
    """Say points, or from which to which an expert decides."""
    if points.low == points.high:
        return amount(points.low, "points")
    span = f"{plain(points.low)}–{plain(points.high)}"
    return Text(zh=f"{span}分", en=f"{span} points")


def class_bounds(row: ClassRow, table: ClassTable) -> Iterator[tuple[str, Text]]:
    """Yield, by the id of each class but the last, what a firm of the row's codes has to reach."""
    for named in table.classes:
        if bounds := row.bounds.get(named.id):
            words = [(measure_words(name), amount(bound, MEASURES[name].unit)) for name, bound in bounds]
            yield (
                named.id,
                Text(
                    zh="，且".join(f"{measure.zh} ≥ {least.zh}" for measure, least in words),
                    en=" and ".join(f"{measure.en} ≥ {least.en}" for measure, least in words),
                ),
            )


def titles_of(rulebook: Rulebook) -> dict[str, Text]:
    """Return the titles of the parts and items of the score, by id."""
    if rulebook.score is None:
        return {}
    parts = {part.id: part.title for part in rulebook.score.parts}
    return parts | {item.id: item.title for item in rulebook.score.items()}


def _bands(scale: Bands, route: Text | None) -> Iterator[ScaleLine]:
    better: Band | None = None
    of = quantity_words(scale.quantity)
    for band in scale.bands:
        when = _when(band, better, scale)
        yield ScaleLine(route=route, of=of, when=when, points=points_words(band.points), doubtful=band.doubtful)
        better = band


def _when(band: Band, better: Band | None, scale: Bands) -> Text:
    """Say from where to where a band reaches: its own edge, and that of the better band before it."""
    lower = None if band.edge is None else _edge("≥" if band.included else ">", band, scale)
    upper = None if better is None else _edge("<" if better.included else "≤", better, scale)
    ends = [end for end in (lower, upper) if end]
    if not ends:
        return _REST
    return Text(zh="，".join(end.zh for end in ends), en=" and ".join(end.en for end in ends))


def _edge(sign: str, band: Band, scale: Bands) -> Text:
    assert band.edge is not None, "only the last band has none"
    words = amount(band.edge, scale.unit)
    return Text(zh=f"{sign} {words.zh}", en=f"{sign} {words.en}")

"""The plots of a model card: calibration, precision by county, slices, and the curves of the strongest features."""

import math
from collections.abc import Iterator, Sequence

from scoring.likelihood.cards import svg
from scoring.likelihood.cards.curves import curves
from scoring.likelihood.cards.svg import Scale
from scoring.likelihood.cards.words import Lang, metric_of, pick, short
from scoring.likelihood.metrics import CurvePoint, Metric
from scoring.likelihood.model import Card, CountyResult, SliceResult
from scoring.likelihood.slice_names import DIMENSION_NAMES, value_name

ROW = 22.0
ENDS = ((0.05, 5), (0.1, 5), (0.2, 4), (0.3, 3), (0.4, 4), (0.5, 5), (0.6, 3), (0.8, 4), (1.0, 5))  # end, steps


def plots(card: Card, lang: Lang) -> dict[str, str]:
    """Each plot by its name; only those that the card has figures for."""
    drawn = {"calibration": calibration(card.curve, lang)}
    if any(one.precision is not None for one in card.counties):
        drawn["counties"] = counties(card, lang)
    if ranked(card):
        drawn["slices"] = slices(card, lang)
    if card.curves:
        drawn["curves"] = curves(card, lang)
    return drawn


def calibration(curve: Sequence[CurvePoint], lang: Lang) -> str:
    """Foretold against happened in ten bins, with the 95 % interval of what happened; on the diagonal both agree."""
    highest = max(max(one.predicted, _wilson(one)[1]) for one in curve)
    furthest, steps = _round_end(highest)
    x, y = Scale(low=0, high=furthest, start=64, end=404), Scale(low=0, high=furthest, start=360, end=20)
    points = [
        svg.line(x(one.predicted), y(_wilson(one)[0]), x(one.predicted), y(_wilson(one)[1]), stroke=svg.GOOD, width=1.5)
        + svg.dot(x(one.predicted), y(one.observed))
        for one in curve
    ]
    frame = (
        svg.line(x(0), y(0), x(furthest), y(furthest), stroke=svg.FAINT, dash="5 4"),
        svg.text(234, 402, pick(lang, "模型给出的可能性", "likelihood that was foretold"), anchor="middle"),
        svg.upright(16, 190, pick(lang, "实际达标的比例", "share that reached the target")),
    )
    title = pick(lang, "校准：预测与实际", "calibration: foretold and happened")
    return svg.page(428, 414, title, [*_square(x, y, steps), *frame, *points])


def _round_end(highest: float) -> tuple[float, int]:
    """Where an axis of shares ends, and in how many steps, so that every mark is a round number."""
    return next((end, steps) for end, steps in ENDS if highest <= end)


def _square(x: Scale, y: Scale, steps: int) -> Iterator[str]:
    for share in x.marks(steps):
        yield svg.line(x(share), y.start, x(share), y.end)
        yield svg.line(x.start, y(share), x.end, y(share))
        yield svg.text(x(share), y.start + 18, f"{share:.0%}", anchor="middle", fill=svg.FAINT)
        yield svg.text(x.start - 8, y(share) + 4, f"{share:.0%}", anchor="end", fill=svg.FAINT)


def _wilson(point: CurvePoint) -> tuple[float, float]:
    """The 95 % interval of a share (Wilson 1927)."""
    n, share, z = point.firms, point.observed, 1.96
    middle = (share + z * z / (2 * n)) / (1 + z * z / n)
    reach = z / (1 + z * z / n) * math.sqrt(share * (1 - share) / n + z * z / (4 * n * n))
    return max(0.0, middle - reach), min(1.0, middle + reach)


def counties(card: Card, lang: Lang) -> str:
    """Of the firms that a county's staff can visit: which share reached the target, against all of its firms.

    A county whose staff can visit all is left out: there the order does not matter.
    """
    shown = sorted(_with_precision(card), key=lambda one: -one[1].value)
    furthest, steps = _round_end(max(max(precision.high, one.happened) for one, precision in shown))
    x, bottom = Scale(low=0, high=furthest, start=170, end=550), 38 + ROW * len(shown)
    rows = (part for place, one in enumerate(shown) for part in _county(*one, x, 38 + ROW * place, lang))
    legend = (
        svg.box(170, 10, 14, 10),
        svg.text(190, 19, pick(lang, "按模型走访：达标比例（95%区间）", "visited by the model (95 % interval)")),
        svg.line(420, 8, 420, 22, stroke=svg.BAD, width=3),
        svg.text(428, 19, pick(lang, "全部企业：达标比例", "all firms")),
        svg.text(562, 19, pick(lang, "可走访 / 待预测", "visits / at risk"), fill=svg.FAINT),
    )
    title = pick(lang, "各区县按走访能力的命中率", "hits at the capacity of each county's staff")
    return svg.page(660, bottom + 30, title, [*_upright_grid(x, 38, bottom, steps, "{:.0%}"), *rows, *legend])


def _with_precision(card: Card) -> list[tuple[CountyResult, Metric]]:
    return [(one, one.precision) for one in card.counties if one.precision is not None]


def _county(one: CountyResult, precision: Metric, x: Scale, top: float, lang: Lang) -> Iterator[str]:
    yield svg.text(x.start - 8, top + 15, short(pick(lang, one.zh, one.en), 12), anchor="end")
    yield svg.box(x.start, top + 5, x(precision.value) - x.start, ROW - 10)
    yield svg.line(x(precision.low), top + ROW / 2, x(precision.high), top + ROW / 2, stroke=svg.INK, width=1.5)
    yield svg.line(x(one.happened), top + 2, x(one.happened), top + ROW - 2, stroke=svg.BAD, width=3)
    yield svg.text(x.end + 12, top + 15, f"{one.capacity} / {one.at_risk}", fill=svg.FAINT)


def _upright_grid(x: Scale, top: float, bottom: float, steps: int, form: str) -> Iterator[str]:
    for mark in x.marks(steps):
        yield svg.line(x(mark), top, x(mark), bottom)
        yield svg.text(x(mark), bottom + 16, form.format(mark), anchor="middle", fill=svg.FAINT)


def ranked(card: Card) -> list[tuple[SliceResult, Metric]]:
    """The slices that were large enough to be tested for their ranking, with their AUC."""
    return [
        (one, metric) for one in card.slices if one.auc_p is not None for metric in one.metrics if metric.name == "auc"
    ]


def slices(card: Card, lang: Lang) -> str:
    """How well the model ranks in each part, with the interval, and where its own probabilities put it."""
    shown = ranked(card)
    floor = min(5, *(math.floor(auc.low * 10) for _, auc in shown)) / 10
    x = Scale(low=floor, high=1, start=220, end=560)
    rows, bottom = _slice_rows(card, shown, x, lang)
    whole = metric_of(card, "auc")
    dashed = [svg.line(x(whole.value), 38, x(whole.value), bottom, stroke=svg.INK, dash="5 4")] if whole else []
    legend = (
        svg.dot(150, 15),
        svg.text(160, 19, pick(lang, "AUC（95%区间）", "AUC (95 % interval)")),
        svg.line(290, 8, 290, 22, stroke=svg.MARK, width=3),
        svg.text(298, 19, pick(lang, "按自身概率应有", "what its probabilities promise")),
        svg.text(492, 19, pick(lang, "虚线：整体", "dashed: whole"), fill=svg.FAINT),
        svg.text(590, 19, pick(lang, "达标 / 企业", "reached / of"), fill=svg.FAINT),
    )
    title = pick(lang, "各分组的排序能力", "how well the model ranks, slice by slice")
    grid = _upright_grid(x, 38, bottom, round((1 - floor) * 10), "{:.1f}")
    return svg.page(690, bottom + 30, title, [*grid, *dashed, *rows, *legend])


def _slice_rows(
    card: Card, shown: Sequence[tuple[SliceResult, Metric]], x: Scale, lang: Lang
) -> tuple[list[str], float]:
    """The rows, a heading before each dimension, and where they end."""
    top, before, rows = 38.0, "", []
    for one, auc in shown:
        if one.dimension != before:
            rows.append(svg.text(8, top + 15, pick(lang, *DIMENSION_NAMES[one.dimension]), fill=svg.FAINT))
            before = one.dimension
        rows.extend(_slice(one, auc, pick(lang, *value_name(one, card.counties)), x, top))
        top += ROW
    return rows, top


def _slice(one: SliceResult, auc: Metric, name: str, x: Scale, top: float) -> Iterator[str]:
    colour = svg.BAD if one.worse else svg.GOOD
    yield svg.text(x.start - 10, top + 15, short(name, 10), anchor="end", fill=svg.BAD if one.worse else svg.INK)
    yield svg.line(x(auc.low), top + ROW / 2, x(auc.high), top + ROW / 2, stroke=colour, width=1.5)
    if one.expected_auc is not None:
        yield svg.line(x(one.expected_auc), top + 4, x(one.expected_auc), top + ROW - 4, stroke=svg.MARK, width=3)
    yield svg.dot(x(auc.value), top + ROW / 2, fill=colour)
    yield svg.text(x.end + 30, top + 15, f"{one.positives} / {one.rows}", fill=svg.FAINT)

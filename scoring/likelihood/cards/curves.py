"""The curves of the strongest features: what each alone does to the log-odds, side by side on one scale."""

from collections.abc import Iterator

from scoring.likelihood.cards import svg
from scoring.likelihood.cards.svg import Scale
from scoring.likelihood.cards.words import Lang, pick, short, told
from scoring.likelihood.features import Feature
from scoring.likelihood.model import Card, PrintedCurve

STRONGEST = 6
COLUMNS = 2
WIDTH, HEIGHT = 380.0, 190.0
LABELS = 4


def strongest(card: Card) -> list[PrintedCurve]:
    """The curves of the features that move a firm's log-odds most."""
    by_name = {one.feature: one for one in card.curves}
    moving = [one.feature for one in card.influence if one.mean_abs > 0]
    return [by_name[name] for name in moving if name in by_name and by_name[name].at][:STRONGEST]


def curves(card: Card, lang: Lang) -> str:
    """Draw them; points lie side by side in the order of their values."""
    shown = strongest(card)
    named = {feature.name: feature for feature in card.features}
    reach = max((abs(value) for one in shown for value in (*one.log_odds, one.missing)), default=0.1) or 0.1
    panels = (
        part
        for place, one in enumerate(shown)
        for part in _panel(one, named[one.feature], reach, place % COLUMNS * WIDTH, place // COLUMNS * HEIGHT, lang)
    )
    rows = -(-len(shown) // COLUMNS)
    note = pick(
        lang,
        "纵轴：使可能性的对数几率升（正）或降（负）多少；虚线：该项数据未知时",
        "upright: by how much it raises (+) or lowers (−) the log-odds; dashed: where the figure is not known",
    )
    title = pick(lang, "影响最大的特征", "the features that matter most")
    foot = svg.text(12, rows * HEIGHT + 20, note, fill=svg.FAINT)
    return svg.page(COLUMNS * WIDTH, rows * HEIGHT + 32, title, [*panels, foot])


def _panel(curve: PrintedCurve, feature: Feature, reach: float, left: float, top: float, lang: Lang) -> Iterator[str]:
    x = Scale(low=0, high=max(len(curve.at) - 1, 1), start=left + 56, end=left + WIDTH - 24)
    y = Scale(low=-reach, high=reach, start=top + HEIGHT - 36, end=top + 32)
    yield svg.text(left + 12, top + 18, short(pick(lang, feature.zh, feature.en), 26), size=13)
    for mark in (-reach, 0.0, reach):
        yield svg.line(x.start, y(mark), x.end, y(mark))
        yield svg.text(x.start - 6, y(mark) + 4, f"{mark:+.1f}" if mark else "0", anchor="end", fill=svg.FAINT)
    yield svg.line(x.start, y(curve.missing), x.end, y(curve.missing), stroke=svg.MARK, width=1.5, dash="5 4")
    yield from _drawn(curve, feature, x, y)
    yield from _labels(curve, feature, x, y.start + 18, lang)


def _drawn(curve: PrintedCurve, feature: Feature, x: Scale, y: Scale) -> Iterator[str]:
    """A line for figures, dots for codes, flags and single values."""
    points = [(x(place), y(value)) for place, value in enumerate(curve.log_odds)]
    if feature.categories or feature.unit == "yes_no" or len(points) == 1:
        yield from (svg.dot(*point) for point in points)
    else:
        yield svg.path(points)


def _labels(curve: PrintedCurve, feature: Feature, x: Scale, base: float, lang: Lang) -> Iterator[str]:
    last = len(curve.at) - 1
    for place in sorted({round(last * step / (LABELS - 1)) for step in range(LABELS)}):
        words = feature.categories[int(curve.at[place])] if feature.categories else told(feature, curve.at[place], lang)
        yield svg.text(x(place), base, words, anchor="middle", fill=svg.FAINT, size=11)

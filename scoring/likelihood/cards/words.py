"""Numbers and names as a card writes them."""

from typing import Literal

from scoring.likelihood.features import Feature
from scoring.likelihood.metrics import Metric
from scoring.likelihood.model import Card
from scoring.likelihood.slice_names import SECTIONS
from scoring.likelihood.targets import TARGETS

Lang = Literal["zh", "en"]
LANGUAGES: tuple[Lang, ...] = ("zh", "en")
LONGEST = 14


def pick(lang: Lang, zh: str, en: str) -> str:
    """The words of one language."""
    return zh if lang == "zh" else en


def short(words: str, longest: int = LONGEST) -> str:
    """Cut to what has room beside a plot; a Chinese character takes twice the room of a Latin one."""
    room = 0
    for place, letter in enumerate(words):
        room += 2 if letter > "⺀" else 1
        if room > 2 * longest:
            return words[:place] + "…"
    return words


def target_name(card: Card, lang: Lang) -> str:
    """What is foretold; the key alone for a table that is no target."""
    target = TARGETS.get(card.target)
    return card.target if target is None else pick(lang, target.zh, target.en)


def interval(metric: Metric | None, digits: int = 3) -> str:
    """A figure with its 95 % interval."""
    if metric is None:
        return "–"
    return f"{metric.value:.{digits}f} ({metric.low:.{digits}f}–{metric.high:.{digits}f})"


def share_interval(metric: Metric | None) -> str:
    """A share with its 95 % interval, in per cent."""
    return "–" if metric is None else f"{metric.value:.1%} ({metric.low:.1%}–{metric.high:.1%})"


def metric_of(card: Card, name: str) -> Metric | None:
    """A figure of the chosen candidate."""
    chosen = next(one for one in card.candidates if one.chosen)
    return next((one for one in chosen.metrics if one.name == name), None)


def told(feature: Feature, value: float, lang: Lang) -> str:
    """A value of a feature as people write it."""
    if feature.categories:
        return _category(feature, value, lang)
    if feature.unit == "yes_no":
        return pick(lang, "是" if value else "否", "yes" if value else "no")
    if feature.unit == "ratio":
        return f"{value:.1%}" if abs(value) < 0.1 else f"{value:.0%}"
    if feature.unit == "yuan":
        return pick(lang, f"{value / 1e4:,.0f}万元", f"CNY {value / 1e6:,.1f}m")
    return f"{value:,.0f}" if value == round(value) or abs(value) >= 100 else f"{value:.1f}"


def _category(feature: Feature, code: float, lang: Lang) -> str:
    name = feature.categories[int(code)]
    words = SECTIONS.get(name) if feature.name == "industry_section" else None
    return name if words is None else pick(lang, f"{name} {words[0]}", f"{name} {words[1]}")

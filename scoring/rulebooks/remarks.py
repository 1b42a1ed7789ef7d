"""Why a quantity of one firm could not be formed though nothing is missing, or what rule stood in for it."""

import math
from collections.abc import Callable
from typing import Any

from scoring.rulebooks.explanation import Remark, Value
from scoring.rulebooks.measures import MEASURES
from scoring.rulebooks.schema import Growth, Mean, MeanGrowth, MeanRatio, Quantity, Ratio

Read = Callable[[str], Value]
"""Returns a measure of the firm, None if it is not known."""

_ABSENT: tuple[Remark, ...] = ("did_not_exist",)


def remarks_on(quantity: Quantity, read: Read) -> tuple[Remark, ...]:
    """Return the remarks on a quantity, none if it was formed as written or facts are missing."""
    remark = _ON.get(type(quantity))
    return remark(quantity, read) if remark else ()


def counted(names: tuple[str, ...], within: str | None, read: Read) -> tuple[str, ...]:
    """Name the figures whose years are the firm's; all of them if that is not known."""
    years = read(within) if within else None
    return names if years is None else tuple(name for name in names if (MEASURES[name].year or 0) < years)


def _on_ratio(ratio: Ratio, read: Read) -> tuple[Remark, ...]:
    denominator = [read(name) for name in counted(ratio.denominator, ratio.within, read)]
    known = [float(value) for value in denominator if value is not None]
    if len(known) < len(denominator) or (ratio.within and read(ratio.within) is None):
        return ()
    total = math.fsum(known)
    return ("zero_denominator",) if total == 0 else ("negative_denominator",) if total < 0 else ()


def _on_mean(mean: Mean, read: Read) -> tuple[Remark, ...]:
    return () if counted(mean.of, mean.within, read) else ("too_few_years",)


def _on_mean_ratio(mean: MeanRatio, read: Read) -> tuple[Remark, ...]:
    denominators = [read(name) for name in counted(mean.denominator, mean.within, read)]
    if not denominators:
        return ("too_few_years",)
    if 0 in [value for value in denominators if value is not None]:
        return ("zero_denominator",)
    return ("negative_denominator",) if any(value is not None and value < 0 for value in denominators) else ()


def _on_growth(growth: Growth, read: Read) -> tuple[Remark, ...]:
    if not counted((growth.oldest,), growth.within, read):
        return _ABSENT
    return _on_figures(read(growth.oldest), read(growth.newest))


def _on_mean_growth(growth: MeanGrowth, read: Read) -> tuple[Remark, ...]:
    years, middle, oldest = read(growth.within), read(growth.middle), read(growth.oldest)
    if growth.bases == "unknown":
        return _ABSENT if years is not None and years < 3 else _on_figures(oldest, None) or _on_figures(middle, None)
    if years is not None and years < 2:
        return ("too_few_years",)
    if middle == 0:
        return ("zero_base",)
    oldest = oldest if years is not None and years >= 3 else None
    return ("negative_base",) if any(base is not None and base < 0 for base in (oldest, middle)) else ()


def _on_figures(base: Value, newest: Value) -> tuple[Remark, ...]:
    if base is not None and base == 0:
        return ("zero_base",)
    return ("negative_base",) if any(value is not None and value < 0 for value in (base, newest)) else ()


_ON: dict[type, Callable[[Any, Read], tuple[Remark, ...]]] = {
    Ratio: _on_ratio,
    Mean: _on_mean,
    MeanRatio: _on_mean_ratio,
    Growth: _on_growth,
    MeanGrowth: _on_mean_growth,
}

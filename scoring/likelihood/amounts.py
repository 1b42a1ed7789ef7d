"""Figures as they are read: rounded half up, with their unit, in Chinese and in English."""

from collections.abc import Callable, Mapping
from decimal import ROUND_HALF_UP, Decimal

from scoring.likelihood.features import Unit

Said = tuple[str, str]
"""Chinese, English."""
Written = Callable[[float], Said]
Scale = tuple[Decimal, str, str]
"""How much one of a unit is, how many decimals are written, and what it is called."""

YUAN_ZH: tuple[Scale, ...] = ((Decimal("1e8"), "0.01", "亿元"), (Decimal("1e4"), "0.01", "万元"))
YUAN_EN: tuple[Scale, ...] = ((Decimal("1e6"), "0.01", "million yuan"), (Decimal("1e3"), "0.1", "thousand yuan"))
"""The largest first."""


def shown(value: float, unit: Unit | str) -> Said:
    """A number with its unit."""
    return _written(unit, value)(value)


def shown_alike(one: float, other: float, unit: Unit | str) -> tuple[Said, Said]:
    """Two numbers in one unit, so that they can be compared at sight."""
    written = _written(unit, one, other)
    return written(one), written(other)


def _written(unit: Unit | str, *values: float) -> Written:
    return _yuan(*values) if unit == "yuan" else WRITTEN[unit]


def _yuan(*values: float) -> Written:
    """In the unit that fits the largest of `values`, or the next where another would read as nothing in it."""
    zh, en = (_scale(scales, [abs(_exact(value)) for value in values]) for scales in (YUAN_ZH, YUAN_EN))
    return lambda value: (_in_scale(value, zh), _in_scale(value, en))


def _scale(scales: tuple[Scale, ...], sizes: list[Decimal]) -> Scale:
    for one, step, name in scales:
        vanishes = any(0 < size < one * Decimal(step) for size in sizes)
        if max(sizes) >= one and not vanishes:
            return one, step, name
    return scales[-1]


def _in_scale(value: float, scale: Scale) -> str:
    one, step, name = scale
    return f"{_rounded(_exact(value) / one, step)} {name}"


def _ratio(value: float) -> Said:
    per_cent = _rounded(_exact(value) * 100, "0.1")
    return f"{per_cent}%", f"{per_cent} %"


def _counted(zh: str, en: str) -> Written:
    """Whole where one decimal says no more."""

    def written(value: float) -> Said:
        number = _rounded(_exact(value), "0.1").removesuffix(".0")
        return f"{number} {zh}".rstrip(), f"{number} {en}".rstrip()

    return written


def _exact(value: float) -> Decimal:
    """The number that a person would read, not the binary one beside it."""
    return Decimal(repr(float(value)))


def _rounded(value: Decimal, step: str) -> str:
    """Half up, and nothing below nothing."""
    rounded = value.quantize(Decimal(step), ROUND_HALF_UP)
    return f"{rounded or abs(rounded):,f}"


WRITTEN: Mapping[str, Written] = {
    "ratio": _ratio,
    "count": _counted("项", ""),
    "people": _counted("人", "people"),
    "years": _counted("年", "years"),
    "rank": _counted("", ""),
    "code": _counted("", ""),
    "yes_no": _counted("", ""),
    "number": _counted("", ""),
}
"""How numbers of each unit are written; yuan depend on the amount."""

"""What a measure can be: the values that a person may put in its place to see what would follow."""

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from django.utils.translation import gettext as _

from crm.directory.models import Industry
from crm.enterprises.accepting import NotAccepted, Wrong
from crm.enterprises.models import FinancialYear
from crm.words import in_reader_language
from scoring.rulebooks.measures import MEASURES, Measure, Unit

Value = float | bool | None
"""A number, a yes or no, or None for not known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds:
    """Both included. `whole`: no fractions."""

    low: float
    high: float
    whole: bool = False


OF_UNIT: Mapping[Unit, Bounds] = MappingProxyType(
    {
        "yuan": Bounds(low=0, high=1e15),
        "people": Bounds(low=0, high=1e7),  # a yearly mean may be a fraction
        "count": Bounds(low=0, high=1e5, whole=True),
        "points": Bounds(low=0, high=200),
        "days": Bounds(low=0, high=200_000, whole=True),
        "years": Bounds(low=0, high=500),
        "ratio": Bounds(low=0, high=1),
        "code": Bounds(low=1, high=99, whole=True),
        "count_per_year": Bounds(low=0, high=1e5),
    }
)
OF_MEASURE: Mapping[str, Bounds] = MappingProxyType(
    {
        "operating_years": Bounds(low=0, high=3, whole=True),
        "existing_years": Bounds(low=0, high=500, whole=True),
        "tier": Bounds(low=0, high=4, whole=True),
        "rnd_institution_level": Bounds(low=0, high=4, whole=True),
    }
)
"""Where they are narrower than those of the unit."""
BELOW_ZERO = Bounds(low=-1e15, high=1e15)
"""Of losses, and of what is owed beyond what is owned."""


def bounds_of(measure: Measure) -> Bounds | None:
    """The bounds of a measure; None of a yes or no."""
    stem = measure.name.rpartition("_")[0]
    if measure.year is not None and stem in FinancialYear.MAY_BE_NEGATIVE:
        return BELOW_ZERO
    return OF_MEASURE.get(measure.name) or OF_UNIT.get(measure.unit)


def checked(changes: Mapping[str, object]) -> dict[str, Value]:
    """Values as measures have them.

    :raises NotAccepted: there is no such measure, or it cannot be that; with one entry a measure.
    """
    if wrong := tuple(_wrong(changes)):
        raise NotAccepted(*wrong)
    return {
        name: value if value is None or isinstance(value, bool) else float(value)  # type: ignore[arg-type]  # numbers, by now
        for name, value in changes.items()
    }


def _wrong(changes: Mapping[str, object]) -> Iterator[Wrong]:
    for name, value in changes.items():
        found = _what_is_wrong(name, value)
        if found:
            code, message = found
            yield Wrong(field=f"changes.{name}", code=code, message=message)


def _what_is_wrong(name: str, value: object) -> tuple[str, str] | None:
    measure = MEASURES.get(name)
    if measure is None:
        return "unknown_measure", _("There is no measure called %(name)s.") % {"name": name}
    if value is None:
        return None
    words = {"measure": in_reader_language(zh=measure.zh, en=measure.en)}
    bounds = bounds_of(measure)
    if bounds is None:
        is_flag = isinstance(value, bool)
        return None if is_flag else ("not_a_flag", _("%(measure)s: say true, false or null (not known).") % words)
    if isinstance(value, bool) or not isinstance(value, int | float):
        return "not_a_number", _("%(measure)s: give a number, or null for not known.") % words
    return _out_of_bounds(measure, value, bounds, words)


def _out_of_bounds(measure: Measure, value: float, bounds: Bounds, words: Mapping[str, str]) -> tuple[str, str] | None:
    told = {**words, "low": f"{bounds.low:,.0f}", "high": f"{bounds.high:,.0f}"}
    if not value >= bounds.low:
        return "too_small", _("%(measure)s: give at least %(low)s.") % told
    if not value <= bounds.high:
        return "too_large", _("%(measure)s: give at most %(high)s.") % told
    if bounds.whole and not math.isclose(value, round(value), rel_tol=0, abs_tol=0):
        return "not_whole", _("%(measure)s: give a whole number.") % told
    if measure.unit == "code" and not Industry.objects.filter(level="division", code=f"{int(value):02}").exists():
        return "no_such_code", _("%(measure)s: there is no division with this code.") % told
    return None

"""The facts that rulebooks ask for: what somebody has to bring so that a measure is no longer missing.

Several measures hang on one fact: every count of IP rights on the statement that the list of them is complete.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from crm.enterprises.models import Coverage, Enterprise, FinancialYear, Judgement
from crm.words import in_both
from scoring.rulebooks.measures import MEASURES, Measure
from scoring.rulebooks.schema import Text
from scoring.words import field_name

REGISTRATION: Mapping[str, str] = MappingProxyType(
    {
        "age_days": "registered_on",
        "age_years": "registered_on",
        "operating_years": "registered_on",
        "existing_years": "registered_on",
        "age_years_at_year_end": "registered_on",
        "industry_division": "industry",
        "in_henan": "operating_region",
        "in_county": "operating_region",
        "field_listed": "technology_field",
    }
)
"""Measures of a registration, and the field behind each."""
EXPERTS = "expert_"
"""How the measures begin that are an expert's points."""
STALE: Mapping[str, Text] = MappingProxyType(
    {
        "figures": Text(zh="年度数据未更新", en="yearly figures out of date"),
        "registration": Text(zh="登记信息久未核实", en="registration not confirmed for long"),
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class WantedFact:
    """A fact by its code: a figure of a year (`rnd_expense_2025`), a complete list, a field, a judgement."""

    code: str
    kind: str
    zh: str
    en: str
    year: int | None = None


def wanted(measure: str, last_year: int) -> WantedFact | None:
    """The fact that would fill `measure` in a frame whose last full year is `last_year`.

    None for the points of experts: nobody can look these up.
    """
    known = MEASURES[measure]
    if measure.startswith(EXPERTS):
        return None
    if known.year is not None:
        return _figure(known, last_year - known.year)
    if measure in Judgement.Measure.values:
        return WantedFact(code=measure, kind="judgement", zh=known.zh, en=known.en)
    code = REGISTRATION.get(measure)
    return by_code(code or known.fact)


def by_code(code: str) -> WantedFact:
    """The fact with this code.

    :raises KeyError: there is no such fact.
    """
    if code in STALE:
        kind = "financial_year" if code == "figures" else "registration"
        return WantedFact(code=code, kind=kind, zh=STALE[code].zh, en=STALE[code].en)
    if code in REGISTRATION.values():
        name = field_name(Enterprise, code)
        return WantedFact(code=code, kind="registration", zh=name.zh, en=name.en)
    if code in Coverage.Kind.values:
        name = Text(**in_both(Coverage.Kind(code).label))
        return WantedFact(code=code, kind=code, zh=name.zh, en=name.en)
    if code in Judgement.Measure.values:
        return WantedFact(code=code, kind="judgement", zh=MEASURES[code].zh, en=MEASURES[code].en)
    stem, _, year = code.rpartition("_")
    if stem not in FinancialYear.FIGURES or not year.isdecimal():
        raise KeyError(code)
    return _figure(MEASURES[f"{stem}_y0"], int(year))


def _figure(measure: Measure, year: int) -> WantedFact:
    """A figure with the year that it speaks of: without it, three missing years read alike."""
    stem = measure.name.rpartition("_")[0]
    return WantedFact(
        code=f"{stem}_{year}",
        kind="financial_year",
        zh=f"{year}年{measure.zh}",
        en=f"{measure.en} {year}",
        year=year,
    )

"""Figures that may be right and look wrong: the row waits until somebody has looked at it."""

from collections.abc import Iterable, Mapping
from decimal import Decimal

from crm.intake.findings import Finding, hold
from crm.intake.planning.known import KnownEnterprise

Figures = dict[str, Decimal]

SUSPECT = ("revenue", "main_revenue", "total_income", "costs", "rnd_expense", "total_assets", "total_liabilities")
"""Figures that do not grow three hundredfold in a year; a profit may."""

UNIT_SLIP = 300
"""元 read as 千元 is a thousandfold, less what the figure really shrank."""
TWO_PLACES = 2
"""Figures whose first digits lie fewer places apart are less than `UNIT_SLIP` times off, which is quickly told."""

PARTS = (
    ("figures.rnd_above_revenue", "rnd_expense", "revenue"),
    ("figures.st_staff_above_headcount", "st_staff", "headcount"),
    ("figures.rnd_staff_above_headcount", "rnd_staff", "headcount"),
)
"""Code, the part, and the whole that it should not exceed."""


def unit_slips(stated: Mapping[str, Decimal], beside: Mapping[str, Decimal]) -> Iterable[Finding]:
    """Figures some hundred times off those, or more, of the year beside it: 万元 read as 元, or the other way round."""
    for name in SUSPECT if beside else ():
        value, other = stated.get(name), beside.get(name)
        if not value or not other or abs(value.adjusted() - other.adjusted()) < TWO_PLACES:
            continue
        if not (other <= value * UNIT_SLIP and value <= other * UNIT_SLIP):
            yield hold("amount.thousandfold", value=value, other=other).about(name)


def doubts_of_figures(figures: Mapping[str, Decimal]) -> Iterable[Finding]:
    """Parts that are more than the whole."""
    for code, part, whole in PARTS:
        if part in figures and whole in figures and figures[part] > figures[whole]:
            yield hold(code, value=figures[part], whole=figures[whole]).about(part)


def doubts_of_year(year: int, firm: KnownEnterprise) -> Iterable[Finding]:
    """A year in which the firm was not there yet, or not any more."""
    if firm.registered_on is not None and year < firm.registered_on.year:
        yield hold("year.before_registration", value=year, registered_on=firm.registered_on).about("year")
    if firm.ended_on is not None and year > firm.ended_on.year:
        yield hold("year.after_end", value=year, ended_on=firm.ended_on).about("year")

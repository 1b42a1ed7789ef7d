"""What is foretold: for which firms, within which horizon, from which features."""

from collections.abc import Callable
from dataclasses import dataclass, replace

import pandas as pd

from scoring.likelihood import catalogue
from scoring.likelihood.features import Derivation
from scoring.likelihood.labels import HIGH_GROWTH_STAFF


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """An event that a firm may reach within a horizon.

    `baseline` is the one feature on which the bar rests that a model has to clear. `at_risk` tells from the frame who
    can reach the event at all; a firm whose standing is unknown is not at risk.
    """

    key: str
    zh: str
    en: str
    horizon_months: int
    programme: str | None
    baseline: str
    derivations: tuple[Derivation, ...]
    at_risk: Callable[[pd.DataFrame], "pd.Series[bool]"]


def _without_certificate(frame: pd.DataFrame) -> "pd.Series[bool]":
    return (~frame["hnte_in_force"].astype("boolean")).fillna(False).astype(bool)


def _can_become_gazelle(frame: pd.DataFrame) -> "pd.Series[bool]":
    """Not a gazelle yet, and what the definition asks of a start: ten employees, not the year of birth."""
    below = frame["tier"].astype("Float64") < 3
    large_enough = frame["headcount_y0"].astype("Float64") >= HIGH_GROWTH_STAFF
    grown_up = frame["operating_years"].astype("Float64") >= 2
    return (below & large_enough & grown_up).fillna(False).astype(bool)


def _undirected(derivations: tuple[Derivation, ...]) -> tuple[Derivation, ...]:
    """No policy speaks of growth: there the data alone decide which way a feature points."""
    return tuple(replace(one, feature=replace(one.feature, direction=0)) for one in derivations)


HNTE_12M = Target(
    key="hnte_12m",
    zh="12个月内认定为高新技术企业",
    en="recognised as a high and new technology enterprise within 12 months",
    horizon_months=12,
    programme="hnte",
    baseline="rulebook_unmet",
    derivations=catalogue.STANDING + catalogue.SIZE + catalogue.INNOVATION + catalogue.RULEBOOK,
    at_risk=_without_certificate,
)
GAZELLE_3Y = Target(
    key="gazelle_3y",
    zh="未来三年成为瞪羚企业（OECD高成长口径：营收或职工年均增长超过20%）",
    en="becomes a gazelle in the next three years (OECD: revenue or staff grow by more than 20 % a year)",
    horizon_months=36,
    programme=None,
    baseline="revenue_growth",
    derivations=_undirected(catalogue.STANDING + catalogue.SIZE + catalogue.INNOVATION),
    at_risk=_can_become_gazelle,
)
TARGETS = {target.key: target for target in (HNTE_12M, GAZELLE_3Y)}

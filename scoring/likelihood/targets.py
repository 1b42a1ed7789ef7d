"""What is foretold: for which firms, within which horizon, from which features.

That a firm never applied does not mean that it was refused. So three questions about a title are kept apart: does the
firm hold it in a year, would it be recognised if it applied, and will it apply by itself?
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import pandas as pd

from scoring.likelihood import catalogue
from scoring.likelihood.features import Derivation
from scoring.likelihood.labels import HIGH_GROWTH_STAFF

Question = Literal["becomes", "if_applied", "applies", "grows"]
AtRisk = Callable[[pd.DataFrame], "pd.Series[bool]"]
GAZELLE_TIER = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """An event that a firm may reach within a horizon.

    `baseline` is the one feature on which the bar rests that a model has to clear. `at_risk` tells from the frame who
    can reach the event at all; a firm whose standing is unknown is not at risk. `selective`: what happened is known of
    a selection of those at risk only, and who is selected has to be learnt and weighed out.
    """

    key: str
    zh: str
    en: str
    question: Question
    horizon_months: int
    programme: str | None
    baseline: str
    derivations: tuple[Derivation, ...]
    at_risk: AtRisk

    @property
    def selective(self) -> bool:
        """Only who applied is decided on, and only who was left alone shows what it does by itself."""
        return self.question in ("if_applied", "applies")


def _no_certificate(frame: pd.DataFrame) -> "pd.Series[bool]":
    return _is_not(frame["hnte_in_force"])


def _not_in_register(frame: pd.DataFrame) -> "pd.Series[bool]":
    return _is_not(frame["tech_sme_in_force"])


def _is_not(flag: "pd.Series[bool]") -> "pd.Series[bool]":
    return (~flag.astype("boolean")).fillna(False).astype(bool)


def _can_grow(frame: pd.DataFrame) -> "pd.Series[bool]":
    """Not a gazelle yet, and what the definition asks of a start: ten employees, not the year of birth."""
    large_enough = frame["headcount_y0"].astype("Float64") >= HIGH_GROWTH_STAFF
    grown_up = frame["operating_years"].astype("Float64") >= 2
    return (_below_gazelle(frame) & large_enough & grown_up).fillna(False).astype(bool)


def _can_be_chosen(frame: pd.DataFrame) -> "pd.Series[bool]":
    """The province chooses gazelles among high-tech enterprises."""
    return (_below_gazelle(frame) & frame["hnte_in_force"].astype("boolean")).fillna(False).astype(bool)


def _below_gazelle(frame: pd.DataFrame) -> "pd.Series[bool]":
    below: pd.Series[bool] = frame["tier"].astype("Float64") < GAZELLE_TIER
    return below


_PLAIN = catalogue.STANDING + catalogue.SIZE + catalogue.INNOVATION
_HNTE = _PLAIN + catalogue.rulebook("hnte")
_TECH_SME = catalogue.without(_PLAIN, "tech_sme_in_force") + catalogue.rulebook("tech_sme")
_GAZELLE = catalogue.undirected(catalogue.without(_PLAIN, "tier"))

HNTE_12M = Target(
    key="hnte_12m",
    zh="12个月内认定为高新技术企业",
    en="recognised as a high and new technology enterprise within 12 months",
    question="becomes",
    horizon_months=12,
    programme="hnte",
    baseline="rulebook_unmet",
    derivations=_HNTE,
    at_risk=_no_certificate,
)
HNTE_IF_APPLIED = Target(
    key="hnte_if_applied",
    zh="若在12个月内申报高新技术企业，能通过认定",
    en="recognised as a high and new technology enterprise, if it applies within 12 months",
    question="if_applied",
    horizon_months=12,
    programme="hnte",
    baseline="rulebook_unmet",
    derivations=_HNTE,
    at_risk=_no_certificate,
)
HNTE_APPLIES_12M = Target(
    key="hnte_applies_12m",
    zh="12个月内自行申报高新技术企业（无人走访）",
    en="applies by itself for high and new technology enterprise within 12 months, with nobody calling on it",
    question="applies",
    horizon_months=12,
    programme="hnte",
    baseline="rulebook_unmet",
    derivations=catalogue.undirected(_HNTE),
    at_risk=_no_certificate,
)
TECH_SME_IF_APPLIED = Target(
    key="tech_sme_if_applied",
    zh="若在12个月内申报科技型中小企业，能入库",
    en="entered in the register of technology SMEs, if it applies within 12 months",
    question="if_applied",
    horizon_months=12,
    programme="tech_sme",
    baseline="rulebook_unmet",
    derivations=_TECH_SME,
    at_risk=_not_in_register,
)
TECH_SME_APPLIES_12M = Target(
    key="tech_sme_applies_12m",
    zh="12个月内自行申报科技型中小企业（无人走访）",
    en="applies by itself for the register of technology SMEs within 12 months, with nobody calling on it",
    question="applies",
    horizon_months=12,
    programme="tech_sme",
    baseline="rulebook_unmet",
    derivations=catalogue.undirected(_TECH_SME),
    at_risk=_not_in_register,
)
GAZELLE_3Y = Target(
    key="gazelle_3y",
    zh="未来三年成为瞪羚企业（OECD高成长口径：营收或职工年均增长超过20%）",
    en="becomes a gazelle in the next three years (OECD: revenue or staff grow by more than 20 % a year)",
    question="grows",
    horizon_months=36,
    programme=None,
    baseline="revenue_growth",
    derivations=catalogue.undirected(_PLAIN),
    at_risk=_can_grow,
)
GAZELLE_IF_APPLIED = Target(
    key="gazelle_if_applied",
    zh="若在12个月内申报瞪羚企业，能通过遴选",
    en="chosen as a gazelle enterprise, if it applies within 12 months",
    question="if_applied",
    horizon_months=12,
    programme="gazelle",
    baseline="revenue_growth",
    derivations=_GAZELLE,
    at_risk=_can_be_chosen,
)
GAZELLE_APPLIES_12M = Target(
    key="gazelle_applies_12m",
    zh="12个月内自行申报瞪羚企业（无人走访）",
    en="applies by itself for gazelle enterprise within 12 months, with nobody calling on it",
    question="applies",
    horizon_months=12,
    programme="gazelle",
    baseline="revenue_growth",
    derivations=_GAZELLE,
    at_risk=_can_be_chosen,
)
TARGETS = {
    target.key: target
    for target in (
        HNTE_12M,
        HNTE_IF_APPLIED,
        HNTE_APPLIES_12M,
        TECH_SME_IF_APPLIED,
        TECH_SME_APPLIES_12M,
        GAZELLE_3Y,
        GAZELLE_IF_APPLIED,
        GAZELLE_APPLIES_12M,
    )
}

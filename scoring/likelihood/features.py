"""Features: what a model may read of a firm, and the guard that lets nothing else through.

A score must never be moved by the bureau's own bookkeeping. So each feature names the frame columns that it reads, the
names must stand on `READABLE`, and its function is handed those columns and no others.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Literal

import pandas as pd

from scoring.likelihood.errors import LikelihoodError

Direction = Literal[-1, 0, 1]
Unit = Literal["yuan", "ratio", "count", "people", "years", "yes_no", "code", "rank", "number"]

YEARLY = (
    "revenue", "main_revenue", "rnd_expense", "headcount", "st_staff", "rnd_staff", "total_assets", "total_liabilities",
    "net_assets", "net_profit", "costs", "total_income", "hightech_income", "rnd_domestic", "tax_paid",
)  # fmt: skip
STANDING = (
    "age_years", "operating_years", "industry_section", "tier", "mainland_resident", "hnte_in_force",
    "tech_sme_in_force", "major_incident_365d", "major_incident_2y", "on_abnormal_list", "on_dishonest_list",
    "own_rnd_ip", "ip_class1", "ip_class1_own", "ip_class2", "ip_class2_unused",
)  # fmt: skip
RULEBOOK = ("hnte_unmet", "hnte_points", "tech_sme_unmet", "tech_sme_points")
"""What the rulebooks of the two lower steps say, as `scoring.rulebook_points` writes it beside the measures."""

# What the bureau learns only by meeting the firm: judgements, and lists that no register or yearly report gives. That
# it is known at all shows that somebody was there, and visits are what the score shall steer: no model reads it.
CONTACT_ONLY = (
    "expert_ip_advanced", "expert_ip_core", "expert_ip_number", "expert_ip_acquired", "expert_ip_standards",
    "expert_conversion", "expert_organisation", "expert_net_assets_growth", "expert_sales_growth", "core_ip",
    "product_allowed", "national_award_5y", "led_standard_5y", "conversions_3y", "provincial_rnd_institution",
    "equity_raised_3y", "field_listed",
)  # fmt: skip

READABLE = frozenset({f"{name}_y{year}" for name in YEARLY for year in range(4)} | set(STANDING) | set(RULEBOOK))

# What the bureau does with a firm, or concluded about it. A frame that carries such a column was put together wrongly.
BOOKKEEPING = (
    "stage", "caseworker", "contact", "outreach", "engagement", "visit", "portfolio", "assigned", "cultivation",
    "application", "priority", "likelihood", "probability", "label", "target_year",
)  # fmt: skip


class LeakRefused(LikelihoodError):
    """A column that outreach or bookkeeping moves was about to reach a model."""


class FrameIncomplete(LikelihoodError):
    """The frame lacks a column that a feature reads."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Feature:
    """A column that a model reads, with its words.

    `direction` is +1 or -1 where policy says that more can only help or only hurt, else 0. `changeable` is true where
    the firm itself can do something about it. `categories` are the values behind integer codes, in order.
    """

    name: str
    zh: str
    en: str
    unit: Unit = "number"
    changeable: bool = False
    direction: Direction = 0
    categories: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Derivation:
    """A feature and the pure function that makes it from columns of the frame."""

    feature: Feature
    reads: tuple[str, ...]
    compute: Callable[[pd.DataFrame], "pd.Series[float]"]

    def __post_init__(self) -> None:
        if foreign := sorted(set(self.reads) - READABLE):
            raise LeakRefused(
                f"Feature {self.feature.name} reads {foreign}, which no model may read. "
                "Take the feature out, or add the column to features.READABLE if outreach cannot move it."
            )


def derive(frame: pd.DataFrame, derivations: Iterable[Derivation]) -> pd.DataFrame:
    """Compute the features of every firm.

    Parameters
    ----------
    frame : DataFrame of shape (n_enterprises, n_columns)
        As `scoring.frame` makes it: money in yuan, ratios as fractions, a missing value is a fact not known on the day.
        Columns on no list are left unread. Those of `RULEBOOK` may be absent: then they are unknown.

    Returns
    -------
    DataFrame of shape (n_enterprises, n_features), dtype float64
        On the frame's index; NaN stays NaN.

    Raises
    ------
    LeakRefused
        If the frame carries a column of the bureau's bookkeeping.
    FrameIncomplete
        If a column that a feature reads is absent.
    """
    derivations = tuple(derivations)
    refuse_bookkeeping(frame.columns)
    given = frame.reindex(columns=[*frame.columns, *(name for name in RULEBOOK if name not in frame.columns)])
    if absent := sorted({name for made in derivations for name in made.reads} - set(given.columns)):
        raise FrameIncomplete(f"The frame lacks {absent}; build it with scoring.frame, which makes every column.")
    made = {one.feature.name: one.compute(given.loc[:, list(one.reads)]).astype("float64") for one in derivations}
    return pd.DataFrame(made, index=frame.index)


def without_contact(frame: pd.DataFrame) -> pd.DataFrame:
    """The frame as it would be had nobody met the firms: what `CONTACT_ONLY` names is unknown.

    Rulebook points for a model are computed from this; computed from all, they would carry in what no feature may read.
    """
    held = [name for name in CONTACT_ONLY if name in frame.columns]
    return frame.assign(**{name: pd.Series(pd.NA, index=frame.index, dtype=_nullable(frame[name])) for name in held})


def _nullable(column: "pd.Series[Any]") -> str:
    return "boolean" if column.dtype in ("boolean", "bool") else "Float64"


def refuse_bookkeeping(columns: Iterable[str]) -> None:
    """Raise `LeakRefused` if a column tells what the bureau does with the firm."""
    if leaks := sorted(name for name in columns if any(word in name for word in BOOKKEEPING)):
        raise LeakRefused(
            f"The frame carries {leaks}: what the bureau does with a firm must not move its likelihood. "
            "Take the columns out of the frame."
        )


def plain_features(columns: Iterable[str]) -> tuple[Feature, ...]:
    """Describe the columns of a table that is not about enterprises, each as a number without a policy."""
    return tuple(Feature(name=name, zh=name, en=name) for name in columns)

"""Firms at random for the planner, near enough to what rulebooks ask that plans exist, with gaps."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd

from scoring.rulebooks.columns import Columns
from scoring.rulebooks.engine import Evaluation
from scoring.rulebooks.loader import load_rulebook
from scoring.rulebooks.measures import MEASURES
from scoring.rulebooks.planner.levers import Levers
from scoring.rulebooks.planner.planner import needed
from scoring.rulebooks.planner.reading import parse_levers
from scoring.rulebooks.planner.start import Setting
from scoring.rulebooks.schema import Rulebook

SEEDS = Path(__file__).parents[4] / "seeds"
LEVERS = parse_levers((SEEDS / "levers.yaml").read_text(encoding="utf-8"))
SHIPPED = tuple(
    load_rulebook(path) for path in sorted((SEEDS / "rulebooks").glob("*/*.yaml")) if ".cases" not in path.name
)
AS_OF = date(2026, 11, 23)
NEXT_YEAR, AFTER = date(2027, 1, 1), date(2028, 1, 1)
_LARGE = frozenset({"revenue", "main_revenue", "total_income", "total_assets", "costs"})
_RARE = frozenset({"on_abnormal_list", "on_dishonest_list", "major_incident_365d", "major_incident_2y"})


def city(count: int, seed: int, *, missing: float = 0.08) -> pd.DataFrame:
    """Return firms with every measure; one in `missing` of the values is not known."""
    random = np.random.default_rng(seed)
    size = random.choice((3e6, 2e7, 8e7, 2.5e8), count)
    staff = random.choice((9.0, 40.0, 120.0, 520.0), count)
    columns = {name: _column(name, random, size, staff) for name in MEASURES}
    return pd.DataFrame(columns).mask(random.random((count, len(MEASURES))) < missing).rename_axis("enterprise")


def _column(name: str, random: np.random.Generator, size: np.ndarray, staff: np.ndarray) -> "pd.Series[float]":
    count, unit = len(size), MEASURES[name].unit
    if unit == "flag":
        return pd.Series(random.random(count) < (0.05 if name in _RARE else 0.8), dtype="boolean")
    if unit == "yuan":
        share = random.choice((0.5, 0.8, 1.0, 1.2) if name[:-3] in _LARGE else (0.0, 0.01, 0.03, 0.06, 0.3), count)
        sign = np.where(random.random(count) < (0.2 if name.startswith("net_") else 0.0), -1.0, 1.0)
        return pd.Series(np.round(size * share * sign * random.choice((1.0, 1.0, 0.9, 1.001), count), 2))
    if unit == "people":
        share = random.choice((0.05, 0.1, 0.2, 0.5) if name.startswith(("st_", "rnd_")) else (0.8, 1.0), count)
        return pd.Series(np.floor(staff * share))
    return pd.Series(random.choice(_VALUES.get(name, _BY_UNIT[unit]), count).astype(np.float64))


_BY_UNIT: Mapping[str, tuple[float, ...]] = {
    "count": (0, 0, 1, 2, 3, 5),
    "points": (np.nan, 0, 2, 4, 6, 8),
    "days": (100, 364, 365, 4000),
    "years": (1, 2, 3, 6, 12),
    "code": (6, 13, 35, 39, 51, 65, 73, 96),
    "ratio": (0.0, 0.05, 0.1, 0.2),
    "count_per_year": (0, 1),
}
_VALUES: Mapping[str, tuple[float, ...]] = {
    "operating_years": (0, 1, 2, 3, 3, 3, 3),
    "platform_score": (40, 50, 60, np.nan),
    "expert_conversion": (np.nan, 12, 18, 30),
    "expert_organisation": (np.nan, 10, 16, 20),
}


def settings_of(
    rulebook: Rulebook, frame: pd.DataFrame, days: tuple[date, ...], levers: Levers = LEVERS
) -> list[list[Setting]]:
    """Return every firm of a frame on every day; nothing but the day differs."""
    evaluation = Evaluation(rulebook, Columns.of(frame, needed(rulebook, levers)))
    return [[Setting(on=day, evaluation=evaluation, at=at) for day in days] for at in range(len(frame))]

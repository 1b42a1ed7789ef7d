"""Firms at random, thick on the edges of the rulebooks: exact ratios, one fen beside them, zeros, negative bases."""

import numpy as np
import pandas as pd

from scoring.rulebooks.columns import Columns
from scoring.rulebooks.engine import Evaluation
from scoring.rulebooks.measures import MEASURES
from scoring.rulebooks.schema import Rulebook

EXPERTS = tuple(name for name in MEASURES if name.startswith("expert_"))
SIZES = (0.0, 100.0, 12_345.67, 4_000_000.0, 50_000_000.0, 50_000_000.01, 200_000_000.0, 200_000_000.01, 7.5e11)
FACTORS = (0.0, 0.5, 0.9, 1.0, 1.0, 1.05, 1.1, 1.15, 1.2, 1.25, 1.35, 1.45, -1.0, -2.0)
SHARES = (0.0, 0.02, 0.03, 0.04, 0.05, 0.06, 0.1, 0.15, 0.2, 0.25, 0.3, 0.6, 0.8, 1.0)


def complete_firms(count: int, seed: int, rulebook: Rulebook) -> pd.DataFrame:
    """Make firms of which every measure is known, and experts judge within what the facts allow."""
    random = np.random.default_rng(seed)
    frame = pd.DataFrame({name: _flags(count, name, random) for name, m in MEASURES.items() if m.unit == "flag"})
    frame = pd.concat([frame, pd.DataFrame(_numbers(count, random))], axis=1)
    frame = pd.concat([frame, pd.DataFrame({name: np.full(count, np.nan) for name in EXPERTS})], axis=1)
    evaluation = Evaluation(rulebook, Columns.of(frame, rulebook.measures()))
    for item in rulebook.score.items() if rulebook.score else ():
        if item.judged:
            low, high = evaluation.points(item.id)
            frame[item.judged] = np.floor(low + random.random(count) * (high - low + 1 - 1e-9))
    return frame.rename_axis("enterprise")


def with_gaps(frame: pd.DataFrame, share: float, seed: int) -> pd.DataFrame:
    """Return the same firms with some measures missing."""
    gaps = np.random.default_rng(seed).random(frame.shape) < share
    return frame.mask(gaps)


def _numbers(count: int, random: np.random.Generator) -> dict[str, np.ndarray]:
    def cents(values: np.ndarray) -> np.ndarray:
        moved: np.ndarray = np.round(values + random.choice([0.0, 0.0, 0.0, 0.01, -0.01], count) * (values > 1), 2)
        return moved

    revenue = random.choice(SIZES, count)
    assets = random.choice((-500.0, 0.0, 100.0, 40_000.0, 123_456.78, 9e9), count)
    numbers = {"age_days": random.choice((10.0, 364.0, 365.0, 366.0, 4000.0), count)}
    numbers["operating_years"] = random.choice((0.0, 1.0, 2.0, 3.0, 3.0, 3.0), count)
    for back in (2, 1, 0):
        numbers[f"revenue_y{back}"] = cents(revenue)
        numbers[f"rnd_expense_y{back}"] = np.maximum(cents(revenue * random.choice(SHARES, count)), 0)
        numbers[f"rnd_domestic_y{back}"] = cents(
            numbers[f"rnd_expense_y{back}"] * random.choice((0.6, 0.6, 1.0), count)
        )
        numbers[f"net_assets_y{back}"] = np.round(assets, 2)
        revenue = np.abs(revenue * random.choice(FACTORS, count))
        assets = assets * random.choice(FACTORS, count)
    numbers["costs_y0"] = np.round(numbers["revenue_y0"] * random.choice((0.0, 0.2, 1.0), count), 2)
    numbers["total_income_y0"] = numbers["revenue_y0"]
    numbers["hightech_income_y0"] = np.maximum(cents(numbers["revenue_y0"] * random.choice((0.5, 0.6, 0.9), count)), 0)
    numbers["total_assets_y0"] = random.choice((1e6, 2e8, 200_000_000.01), count)
    numbers["headcount_y0"] = random.choice((0.0, 1.0, 20.0, 100.0, 101.0, 450.75, 500.0, 500.01, 501.0), count)
    numbers["st_staff_y0"] = np.floor(numbers["headcount_y0"] * random.choice(SHARES, count) * 100) / 100
    for name in ("ip_class1", "ip_class2", "ip_class2_unused"):
        numbers[name] = random.choice((0.0, 0.0, 0.0, 1.0, 2.0, 3.0, 4.0, 5.0), count)
    numbers["conversions_3y"] = random.integers(0, 20, count).astype(np.float64)
    return numbers


def _flags(count: int, name: str, random: np.random.Generator) -> "pd.Series[bool]":
    usual = name in {"mainland_resident", "product_allowed", "field_listed", "core_ip", "own_rnd_ip"}
    unusual = random.random(count) < (0.3 if name == "own_rnd_ip" else 0.06)
    return pd.Series(unusual != usual, dtype="boolean")

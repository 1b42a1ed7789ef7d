"""How fast the engine holds the shipped rulebooks against many firms, beside the same rules written by hand in NumPy.

Both read the same frame and give the same columns (every criterion, the verdict, both ends of the points), which is
asserted before the clock starts. The hand-written rules run twice, over whole columns and in cache-sized blocks like
the engine; `vs_numpy` is our time ÷ the faster of these two.
"""

import resource
import time
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from benches.rulebooks_by_hand import HAND_WRITTEN, Outputs, columns_of
from scoring.rulebooks.engine import BLOCK, assess
from scoring.rulebooks.loader import load_rulebooks
from scoring.rulebooks.measures import MEASURES
from scoring.rulebooks.schema import Rulebook

SHIPPED = Path(__file__).parents[1] / "seeds" / "rulebooks"
ROWS = 1_000_000
ROUNDS = 5
MISSING = 0.05
SEED = 20260630


def run(rows: int | None) -> dict[str, dict[str, float]]:
    """Measure firms assessed per second, all shipped rulebooks, and the ratio to NumPy by hand."""
    rulebooks = load_rulebooks(SHIPPED)
    frame = synthetic_frame(rows or ROWS, rulebooks)
    for rulebook in rulebooks:
        _assert_equal(_ours(frame, rulebook), _by_hand(frame, rulebook, block=BLOCK))
    seconds = _best_of_each(
        {
            "ours": lambda: [assess(frame, rulebook) for rulebook in rulebooks],
            "columns": lambda: [_by_hand(frame, rulebook, block=len(frame)) for rulebook in rulebooks],
            "blocks": lambda: [_by_hand(frame, rulebook, block=BLOCK) for rulebook in rulebooks],
            **{rulebook.programme: partial(assess, frame, rulebook) for rulebook in rulebooks},
        }
    )
    return {
        "figures": {
            "rows": len(frame),
            "rulebooks": len(rulebooks),
            "firms_per_second": round(len(frame) / seconds["ours"]),
            "seconds": round(seconds["ours"], 4),
            "seconds_numpy_columns": round(seconds["columns"], 4),
            "seconds_numpy_blocks": round(seconds["blocks"], 4),
            **{f"seconds_{book.programme}": round(seconds[book.programme], 4) for book in rulebooks},
            "peak_memory_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
        },
        "ratios": {"vs_numpy": round(seconds["ours"] / min(seconds["columns"], seconds["blocks"]), 3)},
    }


def synthetic_frame(rows: int, rulebooks: tuple[Rulebook, ...]) -> pd.DataFrame:
    """Make firms at random with every measure that the rulebooks read, about one value in twenty missing."""
    random = np.random.default_rng(SEED)
    names = list(dict.fromkeys(name for rulebook in rulebooks for name in rulebook.measures()))
    return pd.DataFrame({name: _column(name, rows, random) for name in names}).rename_axis("enterprise")


def _column(name: str, rows: int, random: np.random.Generator) -> "pd.Series[Any]":
    missing = random.random(rows) < MISSING
    if MEASURES[name].unit == "flag":
        likely = 0.9 if name in {"mainland_resident", "product_allowed", "field_listed", "core_ip"} else 0.1
        return pd.Series(random.random(rows) < likely, dtype="boolean").mask(missing)
    values = _RANDOM[MEASURES[name].unit](rows, random, name)
    values[missing] = np.nan
    return pd.Series(values)


def _money(rows: int, random: np.random.Generator, name: str) -> np.ndarray:
    share = 0.06 if name.startswith("rnd") else 1.0
    return np.round(random.lognormal(16.5, 1.2, rows) * share * (random.random(rows) > 0.02), 2)


_RANDOM: dict[str, Callable[[int, np.random.Generator, str], np.ndarray]] = {
    "yuan": _money,
    "people": lambda rows, random, name: np.rint(random.lognormal(2.0 if name.startswith("st") else 4.0, 1.0, rows)),
    "count": lambda rows, random, name: random.poisson(12.0 if name == "conversions_3y" else 1.5, rows).astype(float),
    "points": lambda rows, random, name: np.where(random.random(rows) < 0.5, np.nan, random.integers(0, 9, rows)),
    "days": lambda rows, random, name: random.integers(0, 8000, rows).astype(float),
    "years": lambda rows, random, name: random.choice([0.0, 1.0, 2.0, 3.0], rows, p=[0.05, 0.1, 0.1, 0.75]),
}


def _ours(frame: pd.DataFrame, rulebook: Rulebook) -> Outputs:
    found = assess(frame, rulebook)
    assert found.points_low is not None
    assert found.points_high is not None
    return {**found.status, "verdict": found.verdict, "low": found.points_low, "high": found.points_high}


def _by_hand(frame: pd.DataFrame, rulebook: Rulebook, *, block: int) -> Outputs:
    columns = columns_of(frame, rulebook.measures())
    parts = [
        HAND_WRITTEN[rulebook.programme]({name: values[start : start + block] for name, values in columns.items()})
        for start in range(0, len(frame), block)
    ]
    return {name: np.concatenate([part[name] for part in parts]) for name in parts[0]} if len(parts) > 1 else parts[0]


def _assert_equal(ours: Outputs, other: Outputs) -> None:
    for name, values in ours.items():
        different = np.flatnonzero(values != other[name])
        assert not len(different), f"{name} differs in {len(different)} rows, first in row {different[:1]}"


def _best_of_each(works: Mapping[str, Callable[[], object]]) -> dict[str, float]:
    """Return the least seconds of each, in rounds by turns: what a work costs when the machine does nothing else."""
    taken = dict.fromkeys(works, float("inf"))
    for _ in range(ROUNDS):
        for name, work in works.items():
            start = time.perf_counter()
            work()
            taken[name] = min(taken[name], time.perf_counter() - start)
    return taken

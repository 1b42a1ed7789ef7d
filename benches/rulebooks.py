"""How fast the engine holds the shipped rulebooks against many firms, and what other ways of doing it take.

Beside ours, on the same firms: the same rules written by hand in NumPy (over whole columns and in cache-sized blocks
like the engine's; the faster counts), in OpenFisca-Core and in ZEN Engine. Answers are compared before the clock
starts: every criterion, the verdict, both ends of the points. Ratios are our time ÷ theirs. `one_firm_ms` is the
median time to explain one firm in full under all shipped rulebooks, `gap_plan_ms` that of a gap plan (benches/gaps.py).
"""

import resource
import statistics
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from benches import gaps
from benches.rulebooks_by_hand import HAND_WRITTEN, Outputs
from benches.rulebooks_peers import run_peer
from scoring.rulebooks.engine import BLOCK, assess
from scoring.rulebooks.explain import explain_all
from scoring.rulebooks.loader import load_rulebooks
from scoring.rulebooks.measures import MEASURES
from scoring.rulebooks.schema import Rulebook

SHIPPED = Path(__file__).parents[1] / "seeds" / "rulebooks"
ROWS = 1_000_000
ZEN_ROWS = 20_000
"""It takes firms one by one; so many say what a firm takes."""
ROUNDS = 5
EXPLAINED = 101
PLANNED = 100
"""Firms of a demo city for which gaps are planned."""
MISSING = 0.05
SEED = 20260630
SAME_IN_SINGLE_PRECISION = 0.999
"""OpenFisca reckons money in floats of 24 bits: a firm near an edge may come out on its other side."""
PEER = "hnte"


def run(rows: int | None) -> dict[str, dict[str, float]]:
    """Measure firms assessed per second under all shipped rulebooks, one firm explained, and the ratios to others."""
    rulebooks = load_rulebooks(SHIPPED)
    by_hand = {book.programme: book for book in rulebooks if book.programme in HAND_WRITTEN}
    frame = synthetic_frame(rows or ROWS, rulebooks)
    for rulebook in by_hand.values():
        _assert_equal(_ours(frame, rulebook), _by_hand(frame, rulebook, block=BLOCK))
    peers = _peers(frame, by_hand[PEER])
    seconds = _best_of_each(
        {
            "all": lambda: [assess(frame, rulebook) for rulebook in rulebooks],
            **{f"{name}": partial(assess, frame, book) for name, book in by_hand.items()},
            **{f"{name}_columns": partial(_by_hand, frame, book, block=len(frame)) for name, book in by_hand.items()},
            **{f"{name}_blocks": partial(_by_hand, frame, book, block=BLOCK) for name, book in by_hand.items()},
        }
    )
    a_firm = seconds[PEER] / len(frame)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return {
        "figures": {
            "rows": len(frame),
            "rulebooks": len(rulebooks),
            "firms_per_second": round(len(frame) / seconds["all"]),
            "one_firm_ms": round(_one_firm_ms(frame, rulebooks), 2),
            **{f"seconds_{name}": round(taken, 4) for name, taken in seconds.items()},
            **peers.figures,
            "peak_memory_mb": round(peak / 1024),
            "gap_plan_ms": gaps.run(PLANNED)["figures"]["gap_plan_ms"],
        },
        "ratios": {
            "vs_numpy": _vs_numpy(PEER, seconds),
            "vs_numpy_tech_sme": _vs_numpy("tech_sme", seconds),
            "vs_openfisca": round(a_firm / peers.openfisca, 4),
            "vs_zen": round(a_firm / peers.zen, 6),
        },
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class _Peers:
    """Seconds a firm in other engines, and what else is told of them."""

    openfisca: float
    zen: float
    figures: dict[str, float]


def _peers(frame: pd.DataFrame, rulebook: Rulebook) -> _Peers:
    """Run the other engines on the same firms, holding their answers beside ours."""
    columns = _columns_of(frame, rulebook.measures())
    ours = {_PEER_NAMES.get(name, name): values for name, values in _ours(frame, rulebook).items()}
    fisca = run_peer("openfisca_hnte", columns, len(frame))
    zen = run_peer("zen_hnte", columns, min(ZEN_ROWS, len(frame)))
    off, beside = zen.differing(ours), fisca.differing(ours)
    assert not off, f"ZEN Engine answers otherwise for {off} of {zen.rows} firms"
    assert beside <= (1 - SAME_IN_SINGLE_PRECISION) * fisca.rows, f"OpenFisca answers otherwise for {beside} firms"
    return _Peers(
        openfisca=fisca.seconds / fisca.rows,
        zen=zen.seconds / zen.rows,
        figures={
            "openfisca_rows": fisca.rows,
            "openfisca_seconds": round(fisca.seconds, 3),
            "openfisca_differing_firms": beside,
            "zen_rows": zen.rows,
            "zen_seconds": round(zen.seconds, 3),
            "zen_differing_firms": off,
        },
    )


_PEER_NAMES = {"low": "p_low", "high": "p_high"}


def _vs_numpy(name: str, seconds: Mapping[str, float]) -> float:
    return round(seconds[name] / min(seconds[f"{name}_columns"], seconds[f"{name}_blocks"]), 3)


def _one_firm_ms(frame: pd.DataFrame, rulebooks: tuple[Rulebook, ...]) -> float:
    """Return the median time to explain a firm that stands alone in its frame, as when its page is opened."""
    firms = [frame.iloc[[place]].copy() for place in range(min(EXPLAINED, len(frame)))]
    taken = _best_of_each(
        {str(place): partial(explain_all, firm, rulebooks, place) for place, firm in enumerate(firms)}
    )
    return 1000 * statistics.median(taken.values())


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
    "code": lambda rows, random, name: random.integers(1, 98, rows).astype(float),
    "ratio": lambda rows, random, name: np.round(random.random(rows) ** 3, 4),
}


def _ours(frame: pd.DataFrame, rulebook: Rulebook) -> Outputs:
    found = assess(frame, rulebook)
    assert found.points_low is not None
    assert found.points_high is not None
    return {**found.status, "verdict": found.verdict, "low": found.points_low, "high": found.points_high}


def _by_hand(frame: pd.DataFrame, rulebook: Rulebook, *, block: int) -> Outputs:
    columns = _columns_of(frame, rulebook.measures())
    parts = [
        HAND_WRITTEN[rulebook.programme]({name: values[start : start + block] for name, values in columns.items()})
        for start in range(0, len(frame), block)
    ]
    return {name: np.concatenate([part[name] for part in parts]) for name in parts[0]} if len(parts) > 1 else parts[0]


def _columns_of(frame: pd.DataFrame, names: Iterable[str]) -> Outputs:
    """Take the columns out of the frame: floats as they are, flags as 1, 0 (unknown), −1."""
    columns: Outputs = {}
    for name in names:
        column = frame[name]
        if column.dtype == np.float64:
            columns[name] = column.to_numpy()
            continue
        unknown = column.isna().to_numpy()
        yes = column.to_numpy(dtype=bool, na_value=False)
        columns[name] = np.where(unknown, 0, np.where(yes, 1, -1)).astype(np.int8)
    return columns


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

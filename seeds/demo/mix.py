"""What the city is mixed from: `distributions.yaml`, read into values."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import yaml

SOURCE = Path(__file__).with_name("distributions.yaml")
SIZES = ("micro", "small", "medium", "large")


@dataclass(frozen=True, slots=True, kw_only=True)
class Trade:
    """One trade of the mix; see the comments in the file."""

    words: tuple[str, ...]
    count: int
    leaning: float
    classes: tuple[str, ...]
    field: str
    row: str
    rnd: float
    head: float
    chain: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """One county or zone."""

    code: str
    name: str
    short: str
    share: float
    zeal: float
    registered: str
    """The division of six digits that stands in the codes of its firms."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AgeBand:
    """Firms between two ages in years, the upper one excluded."""

    start: float
    end: float
    share: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Mix:
    """The shares that a city is drawn from."""

    legal_forms: dict[str, int]
    registered: dict[int, int]
    ages: tuple[AgeBand, ...]
    sizes: dict[str, float]
    size_rows: dict[str, dict[str, tuple[float, float, float]]]
    places: tuple[Place, ...]
    trades: tuple[Trade, ...]

    def trade_shares(self) -> npt.NDArray[np.float64]:
        """How often each trade is drawn: its count in the register times its leaning."""
        weights = np.array([trade.count * trade.leaning for trade in self.trades])
        return np.asarray(weights / weights.sum())

    def place_shares(self) -> npt.NDArray[np.float64]:
        """How often each county is drawn."""
        weights = np.array([place.share for place in self.places])
        return np.asarray(weights / weights.sum())

    def zeal(self) -> npt.NDArray[np.float64]:
        """The lasting zeal of each county."""
        return np.array([place.zeal for place in self.places])

    def of_trades(self, attribute: str) -> npt.NDArray[Any]:
        """One attribute of all trades, in order, to be indexed by the trade of each firm."""
        return np.array([getattr(trade, attribute) for trade in self.trades])


@cache
def read_mix() -> Mix:
    """The mix that ships with Tidu."""
    raw = yaml.safe_load(SOURCE.read_text(encoding="utf-8"))
    return Mix(
        legal_forms=raw["registry"]["legal_forms"],
        registered=raw["registry"]["registered"],
        ages=tuple(AgeBand(start=band["from"], end=band["to"], share=band["share"]) for band in raw["ages"]),
        sizes=raw["sizes"],
        size_rows={row: {axis: tuple(low) for axis, low in axes.items()} for row, axes in raw["size_rows"].items()},
        places=tuple(Place(code=code, **{"registered": code, **place}) for code, place in raw["regions"].items()),
        trades=tuple(_trade(row) for row in raw["trades"]),
    )


def _trade(row: dict[str, Any]) -> Trade:
    return Trade(**{**row, "words": tuple(row["words"]), "classes": tuple(row["classes"])})

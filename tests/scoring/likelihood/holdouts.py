"""Invented hold-outs with a known truth: what a model foretold of firms, and what happened to them."""

import numpy as np
import pandas as pd

from scoring.likelihood.foretold import Foretold

COUNTIES = tuple(f"41130{number}" for number in range(6))
PULL = {"micro": -2.4, "small": -1.4, "medium": -0.8}
SPREAD = {"micro": 0.4, "small": 1.0, "medium": 1.4}
"""Small firms are alike, and harder to rank: the AUC among them is lower though nothing is wrong."""


def hold_out(firms: int, *, seed: int, bad: str = "", county: str = COUNTIES[2]) -> Foretold:
    """A sound model, or one that in one county ranks blindly (`bad="ranking"`) or is one log-odd off ("shift")."""
    rng = np.random.default_rng(seed)
    slices = pd.DataFrame(
        {
            "county": rng.choice(COUNTIES, firms),
            "industry_section": rng.choice(list("CIM"), firms),
            "size": rng.choice(list(PULL), firms, p=[0.5, 0.3, 0.2]),
            "age": rng.choice(["0-3", "3-5", "5-10", "10+"], firms),
        }
    )
    decision = slices["size"].map(PULL) + slices["size"].map(SPREAD) * rng.normal(size=firms)
    said = np.asarray(1 / (1 + np.exp(-decision)))
    happens, there = said.copy(), (slices["county"] == county).to_numpy()
    if bad == "ranking":
        happens[there] = rng.permutation(said[there])
    if bad == "shift":
        happens[there] = 1 / (1 + np.exp(-(decision[there] + 1)))
    return Foretold(
        y=(rng.random(firms) < happens).astype(np.int64),
        group=np.arange(firms).astype(str),
        probability={"model": said, "base_rate": np.full(firms, said.mean())},
        slices=slices,
    )

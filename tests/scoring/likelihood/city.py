"""A small invented city with a known truth: who is recognised within twelve months, and with which chance."""

from datetime import date
from functools import cache

import numpy as np
import pandas as pd

from scoring.likelihood.dataset import Dataset, Snapshot, build
from scoring.likelihood.features import YEARLY
from scoring.likelihood.model import TrainedModel
from scoring.likelihood.targets import HNTE_12M
from scoring.likelihood.training import train

FLAGS = (
    "mainland_resident", "tech_sme_in_force", "provincial_rnd_institution", "national_award_5y", "led_standard_5y",
    "major_incident_365d", "major_incident_2y", "on_abnormal_list", "on_dishonest_list", "field_listed", "own_rnd_ip",
)  # fmt: skip
COUNTS = ("ip_class1", "ip_class1_own", "ip_class2", "ip_class2_unused", "conversions_3y")
TRAINED_ON = date(2026, 11, 23)
KEY = b"a key of this test"


def frame(firms: int, *, seed: int, missing: float = 0.05) -> pd.DataFrame:
    """A frame as scoring.frame makes it, with figures missing at random."""
    rng = np.random.default_rng(seed)
    made: dict[str, object] = {f"{name}_y{year}": rng.lognormal(15, 1, firms) for name in YEARLY for year in range(4)}
    for year in range(4):
        made[f"headcount_y{year}"] = rng.integers(5, 400, firms).astype(float)
        made[f"st_staff_y{year}"] = np.round(made[f"headcount_y{year}"] * rng.uniform(0, 0.4, firms))  # type: ignore[operator]
        made[f"rnd_expense_y{year}"] = made[f"revenue_y{year}"] * rng.uniform(0, 0.12, firms)  # type: ignore[operator]
    made |= {name: rng.poisson(2, firms).astype(float) for name in COUNTS}
    table = pd.DataFrame(made, index=pd.Index(np.arange(1, firms + 1), name="enterprise"))
    table = table.mask(rng.random(table.shape) < missing)
    flags = {name: pd.array(rng.random(firms) < 0.3, dtype="boolean") for name in FLAGS}
    standing = {
        "age_years": rng.uniform(0, 20, firms),
        "operating_years": np.full(firms, 3.0),
        "industry_section": rng.choice(list("CIM"), firms),
        "tier": rng.integers(0, 2, firms).astype(float),
        "hnte_in_force": pd.array(np.zeros(firms, dtype=bool), dtype="boolean"),
        "equity_raised_3y": np.zeros(firms),
        "hnte_unmet": rng.integers(0, 5, firms).astype(float),
        "registered_on": pd.Timestamp("2010-06-01"),
    }
    return pd.concat([table, pd.DataFrame(flags | standing, index=table.index)], axis="columns")


def truth(given: pd.DataFrame) -> np.ndarray:
    """The chance by which this city's labels are drawn: additive, and bent the way policy says."""
    staff = (given["st_staff_y0"] / given["headcount_y0"]).fillna(0.1)
    spent = (given["rnd_expense_y0"] / given["revenue_y0"]).fillna(0.03)
    pull = 8 * np.minimum(staff, 0.25) + 25 * np.minimum(spent, 0.06) + 0.5 * given["ip_class1"].fillna(0)
    return np.asarray(1 / (1 + np.exp(-(pull - 0.7 * given["hnte_unmet"] - 3.6))))


def snapshots(*, firms: int = 1_200, years: int = 5, seed: int = 0, noise: bool = False) -> list[Snapshot]:
    """One snapshot a year; with `noise` the labels have nothing to do with the firms."""
    made = []
    for place in range(years):
        table = frame(firms, seed=seed + place)
        chance = np.full(firms, 0.15) if noise else truth(table)
        hits = np.random.default_rng(1_000 + seed + place).random(firms) < chance
        label = pd.Series(hits, index=table.index, dtype="boolean")
        on = date(2020 + place, 12, 31)
        made.append(Snapshot(as_of=on, frame=table, label=label, slices=slices(table, seed=seed + place)))
    return made


def slices(given: pd.DataFrame, *, seed: int) -> pd.DataFrame:
    """Where each firm belongs: two counties and two sizes by chance, the section as in the frame."""
    rng = np.random.default_rng(2_000 + seed)
    age = np.where(given["age_years"] > 10, "10+", "5-10")
    county, size = rng.choice(["411302", "411303"], len(given)), rng.choice(["micro", "small"], len(given))
    made = {"county": county, "industry_section": given["industry_section"], "size": size, "age": age}
    return pd.DataFrame(made, index=given.index)


@cache
def city() -> Dataset:
    """The training table of the city."""
    return build(HNTE_12M, snapshots())


@cache
def trained() -> TrainedModel:
    """The model of the city, trained once for all tests that only read it."""
    return train(city(), trained_on=TRAINED_ON, refits=4)

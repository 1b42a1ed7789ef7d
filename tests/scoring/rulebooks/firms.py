"""Firms for the tests of the rulebooks: frames from a few measures, and the twelve worked examples."""

import csv
from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path

import numpy as np
import pandas as pd

from scoring.rulebooks.loader import load_rulebook, load_rulebooks
from scoring.rulebooks.measures import MEASURES
from scoring.rulebooks.schema import Rulebook

ORACLE = Path(__file__).parent / "oracle"
SHIPPED = Path(__file__).parents[3] / "seeds" / "rulebooks"
TECH_SME = load_rulebook(SHIPPED / "tech_sme" / "2017.yaml")
HNTE = load_rulebook(SHIPPED / "hnte" / "2016.yaml")


@cache
def shipped() -> tuple[Rulebook, ...]:
    """Every rulebook that ships, read once for all tests."""
    return load_rulebooks(SHIPPED)


AS_OF = date(2026, 6, 30)
WAN = 10_000

Values = Mapping[str, float | bool | None]


def frame_of(firms: list[Values]) -> pd.DataFrame:
    """Return a frame with every measure; what a firm does not name is missing."""
    columns: dict[str, pd.Series[float] | pd.Series[bool]] = {}
    for name, measure in MEASURES.items():
        values = [firm.get(name) for firm in firms]
        if measure.unit == "flag":
            columns[name] = pd.Series(values, dtype="boolean")
        else:
            columns[name] = pd.Series([np.nan if value is None else float(value) for value in values], dtype="float64")
    return pd.DataFrame(columns).rename_axis("enterprise")


def read_csv(name: str) -> list[dict[str, str]]:
    """Read a table of the worked examples."""
    with (ORACLE / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def worked_examples() -> dict[str, dict[str, str]]:
    """Return the twelve firms by id, every input as written."""
    firms: dict[str, dict[str, str]] = {}
    for part in ("registration", "staff", "finance", "rnd", "ip", "market"):
        for row in read_csv(f"firms_{part}"):
            firms.setdefault(row["id"], {}).update(row)
    return firms


def measures_of(firm: Mapping[str, str]) -> Values:
    """Translate a worked example into measures; what its tables leave out is given as met."""
    registered = date.fromisoformat(firm["reg_date"])
    return {
        **{name: _number(firm[column], 1) for name, column in _PLAIN.items()},
        **{name: _number(firm[column], WAN) for name, column in _MONEY.items()},
        "age_days": (AS_OF - registered).days,
        "operating_years": min(3, max(0, AS_OF.year - registered.year)),
        "rnd_domestic_y1": 0,
        "rnd_domestic_y2": 0,
        "hnte_in_force": firm["hnte_valid"] == "1",
        "provincial_rnd_institution": firm["prov_lab"] == "1",
        "major_incident_2y": firm["incident"] == "1",
        "major_incident_365d": firm["incident"] == "1",
        "on_abnormal_list": firm["abnormal"] == "1",
        "own_rnd_ip": firm["self_dev"] == "1",
        **dict.fromkeys(("mainland_resident", "product_allowed", "field_listed", "core_ip"), True),
        **dict.fromkeys(("on_dishonest_list", "national_award_5y", "led_standard_5y"), False),
    }


def _number(text: str, unit: int) -> float | None:
    return round(float(text) * unit, 2) if text else None


_PLAIN = {
    "headcount_y0": "staff",
    "st_staff_y0": "st_staff",
    "ip_class1": "ip1",
    "ip_class2": "ip2",
    "ip_class2_unused": "ip2_unused",
    "conversions_3y": "conv3y",
    "expert_ip_advanced": "adv",
    "expert_ip_core": "core",
    "expert_ip_number": "num",
    "expert_ip_acquired": "acq",
    "expert_ip_standards": "std",
    "expert_conversion": "conv",
    "expert_organisation": "org",
    "expert_net_assets_growth": "na_pts",
    "expert_sales_growth": "sg_pts",
}
_MONEY = {
    **{
        f"{name}_y{2025 - year}": f"{column}{year}"
        for name, column in (("revenue", "sales"), ("rnd_expense", "rd"), ("net_assets", "na"))
        for year in (2023, 2024, 2025)
    },
    "total_income_y0": "total2025",
    "hightech_income_y0": "hitech2025",
    "costs_y0": "cost2025",
    "total_assets_y0": "assets2025",
    "rnd_domestic_y0": "rd_dom_3y",
}

"""The two shipped rulebooks as someone fluent in NumPy would write them by hand: the yardstick of the bench.

Numbers are NaN where unknown, flags are floats 1, 0 or NaN; a criterion is 1 met, 0 unknown, −1 unmet.
"""

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[Any]
Inputs = Mapping[str, Array]
Outputs = dict[str, Array]

STAFF_BANDS = ((0.3, 20, 20), (0.25, 16, 16), (0.2, 12, 12), (0.15, 8, 8), (0.1, 4, 4))
GROWTH_BANDS = ((0.35, 9, 10), (0.25, 7, 8), (0.15, 5, 6), (0.05, 3, 4))
CONVERSION_BANDS = ((5, 25, 30), (4, 19, 24), (3, 13, 18), (2, 7, 12), (1, 1, 6))


def tech_sme(c: Inputs) -> Outputs:
    """科技型中小企业, 115号."""
    headcount, revenue, assets = c["headcount_y0"], c["revenue_y0"], c["total_assets_y0"]
    rnd_by_sales, rnd_by_costs = rnd_points(c)
    staff_low, staff_high = points(ratio(c["st_staff_y0"], headcount), STAFF_BANDS, 20)
    ip_low, ip_high = points(c["ip_class2"], ((4, 24, 24), (3, 18, 18), (2, 12, 12), (1, 6, 6)), 24)
    class1_low, class1_high = points(c["ip_class1"], ((1, 30, 30),), 30)
    low = staff_low + np.maximum(rnd_by_sales[0], rnd_by_costs[0]) + np.maximum(ip_low, class1_low)
    high = staff_high + np.maximum(rnd_by_sales[1], rnd_by_costs[1]) + np.maximum(ip_high, class1_high)
    by_points = np.minimum(sign(low >= 60, high < 60), sign(staff_low > 0, staff_high <= 0))
    direct = np.maximum(
        np.maximum(c["hnte_in_force"], c["national_award_5y"]),
        np.maximum(c["provincial_rnd_institution"], c["led_standard_5y"]),
    )
    status = {
        "resident": c["mainland_resident"],
        "staff": sign(headcount <= 500, headcount > 500),
        "sales": sign(revenue <= 2e8, revenue > 2e8),
        "assets": sign(assets <= 2e8, assets > 2e8),
        "product": c["product_allowed"],
        "conduct": -c["major_incident_2y"],
        "lists": np.minimum(-c["on_abnormal_list"], -c["on_dishonest_list"]),
        "ability": np.maximum(by_points, direct),
    }
    return {**status, "verdict": np.minimum.reduce(list(status.values())), "low": low, "high": high}


def hnte(c: Inputs) -> Outputs:
    """高新技术企业, 32号 and 195号."""
    years, revenue = c["operating_years"], c["revenue_y0"]
    rnd_sum, sales_sum, domestic_sum = (summed(c, stem, years) for stem in ("rnd_expense", "revenue", "rnd_domestic"))
    need = np.where(revenue <= 5e7, 0.05, np.where(revenue <= 2e8, 0.04, 0.03))
    intensity, domestic = ratio(rnd_sum, sales_sum), ratio(domestic_sum, rnd_sum)
    staff = ratio(c["st_staff_y0"], c["headcount_y0"])
    total_income = fen(c["total_income_y0"])
    income = np.where(total_income == 0, 0.0, ratio(fen(c["hightech_income_y0"]), total_income))
    class1, class2 = c["ip_class1"], c["ip_class2_unused"]
    usable = np.maximum(sign(class1 >= 1, class1 < 1), sign(class2 >= 1, class2 < 1))
    low, high = hnte_points(c, usable, years)
    status = {
        "resident": c["mainland_resident"],
        "c1": sign(c["age_days"] >= 365, c["age_days"] < 365),
        "c2": np.minimum(usable, c["core_ip"]),
        "c3": c["field_listed"],
        "c4": sign(staff >= 0.1, staff < 0.1),
        "c5": sign(intensity >= need, intensity < need),
        "c5b": sign(domestic >= 0.6, domestic < 0.6),
        "c6": sign(income >= 0.6, income < 0.6),
        "c7": sign(low > 70, high <= 70),
        "c8": -c["major_incident_365d"],
    }
    return {**status, "verdict": np.minimum.reduce(list(status.values())), "low": low, "high": high}


def hnte_points(c: Inputs, usable: Array, years: Array) -> tuple[Array, Array]:
    class1 = points(c["ip_class1"], ((1, 7, 8),), 8)
    class2 = points(c["ip_class2_unused"], ((5, 5, 6), (3, 3, 4), (1, 1, 2)), 6)
    number = judged(c["expert_ip_number"], np.maximum(class1[0], class2[0]), np.maximum(class1[1], class2[1]))
    acquired = judged(c["expert_ip_acquired"], 1.0, np.where(c["own_rnd_ip"] < 0, 3.0, 6.0))
    advanced, core = (judged(c[name], 0.0, 8.0) for name in ("expert_ip_advanced", "expert_ip_core"))
    standards = judged(c["expert_ip_standards"], 0.0, 2.0)
    ip_low = (advanced[0] + core[0] + number[0] + acquired[0]) * (usable > 0) + standards[0]
    ip_high = (advanced[1] + core[1] + number[1] + acquired[1]) * (usable >= 0) + standards[1]
    mean = ratio(c["conversions_3y"], years)
    conversion = judged(c["expert_conversion"], *points(mean, CONVERSION_BANDS, 30, above_zero=(0, 6)))
    organisation = judged(c["expert_organisation"], 0.0, 20.0)
    assets, sales = (
        judged(c[f"expert_{expert}_growth"], *points(growth(c, stem, years), GROWTH_BANDS, 10, (1, 2), 2.0**-50))
        for expert, stem in (("net_assets", "net_assets"), ("sales", "revenue"))
    )
    low = np.minimum(ip_low, 30) + conversion[0] + organisation[0] + assets[0] + sales[0]
    return low, np.minimum(ip_high, 30) + conversion[1] + organisation[1] + assets[1] + sales[1]


def rnd_points(c: Inputs) -> tuple[tuple[Array, Array], tuple[Array, Array]]:
    rnd, sales, costs = (fen(c[name]) for name in ("rnd_expense_y0", "revenue_y0", "costs_y0"))
    by_sales, by_costs = (np.where(base == 0, 0.0, ratio(rnd, base)) for base in (sales, costs))
    fiftieths = ((50, 0.06), (40, 0.05), (30, 0.04), (20, 0.03), (10, 0.02))
    return (
        points(by_sales, tuple((edge, points, points) for points, edge in fiftieths), 50),
        points(by_costs, ((0.3, 50, 50), (0.25, 40, 40), (0.2, 30, 30), (0.15, 20, 20), (0.1, 10, 10)), 50),
    )


def points(
    value: Array,
    bands: tuple[tuple[float, float, float], ...],
    most: float,
    above_zero: tuple[float, float] | None = None,
    slack: float = 0.0,
) -> tuple[Array, Array]:
    rising = [(edge - slack * (1 + edge), low, high) for edge, low, high in reversed(bands)]
    if above_zero:
        rising.insert(0, (np.nextafter(slack, 1), *above_zero))
    edges, lows, highs = (np.array(column, dtype=np.float64) for column in zip(*rising, strict=True))
    place = np.searchsorted(edges, value, side="right")
    place[np.isnan(value)] = len(edges) + 1
    return np.array([0, *lows, 0])[place], np.array([0, *highs, most])[place]


def judged(points: Array, low: Array | float, high: Array | float) -> tuple[Array, Array]:
    final = np.clip(np.floor(points), low, high)
    unknown = np.isnan(points)
    return np.where(unknown, low, final), np.where(unknown, high, final)


def growth(c: Inputs, stem: str, years: Array) -> Array:
    v1, v2, v3 = (fen(c[f"{stem}_y{back}"]) for back in (2, 1, 0))
    with np.errstate(divide="ignore", invalid="ignore"):
        last = v3 / v2
        rate = (np.where((years < 3) | (v1 == 0), last, v2 / v1) + last) / 2 - 1
    rate[(((v1 < 0) & (years >= 3)) | (v2 < 0)) & (rate > 2.0**-50)] = np.nan
    rate[np.isnan(years)] = np.nan
    rate[(years < 2) | (v2 == 0)] = -np.inf
    return rate


def summed(c: Inputs, stem: str, years: Array) -> Array:
    total = fen(c[f"{stem}_y0"]) * 1.0
    total[years < 1] = 0
    for back in (1, 2):
        total += np.where(years <= back, 0.0, fen(c[f"{stem}_y{back}"]))
    total[np.isnan(years)] = np.nan
    return total


def ratio(top: Array, bottom: Array) -> Array:
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(bottom > 0, top / bottom, np.nan)


def fen(yuan: Array) -> Array:
    fen: Array = np.rint(yuan * 100)
    return fen


def sign(met: npt.NDArray[np.bool_], unmet: npt.NDArray[np.bool_]) -> npt.NDArray[np.int8]:
    return met.astype(np.int8) - unmet.astype(np.int8)


HAND_WRITTEN: Mapping[str, Callable[[Inputs], Outputs]] = {"tech_sme": tech_sme, "hnte": hnte}

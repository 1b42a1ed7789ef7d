"""The two shipped rulebooks once more: firm by firm, in fractions, written from the documents and not from the YAML.

Slow and plain on purpose: it exists to disagree with the engine. A criterion is True, False or None (unknown); points
are (lowest, highest).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import floor

Ternary = bool | None
Points = tuple[int, int]
Firm = Mapping[str, float | bool | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    criteria: dict[str, Ternary]
    points: Points

    @property
    def verdict(self) -> Ternary:
        return every(*self.criteria.values())


def every(*parts: Ternary) -> Ternary:
    if False in parts:
        return False
    return None if None in parts else True


def some(*parts: Ternary) -> Ternary:
    if True in parts:
        return True
    return None if None in parts else False


def negated(part: Ternary) -> Ternary:
    return None if part is None else not part


def exact(firm: Firm, name: str) -> Fraction | None:
    value = firm[name]
    return None if value is None else Fraction(f"{value:.2f}")


def flag(firm: Firm, name: str) -> Ternary:
    value = firm[name]
    return None if value is None else bool(value)


def known(value: Fraction | None, test: str, bound: str) -> Ternary:
    if value is None:
        return None
    edge = Fraction(bound)
    return {">=": value >= edge, "<=": value <= edge, ">": value > edge}[test]


def divided(top: Fraction | None, bottom: Fraction | None, if_zero: Fraction | None = None) -> Fraction | None:
    if bottom == 0:
        return if_zero
    if top is None or bottom is None or bottom < 0:
        return None
    return top / bottom


def above(points: Points, *, over: int) -> Ternary:
    if points[0] > over:
        return True
    return False if points[1] <= over else None


def tech_sme(firm: Firm) -> Found:
    staff = banded(
        divided(exact(firm, "st_staff_y0"), exact(firm, "headcount_y0")),
        [("0.3", 20), ("0.25", 16), ("0.2", 12), ("0.15", 8), ("0.1", 4)],
    )
    rnd, ip = tech_sme_rnd(firm), tech_sme_ip(firm)
    total = (staff[0] + rnd[0] + ip[0], staff[1] + rnd[1] + ip[1])
    direct = ("hnte_in_force", "national_award_5y", "provincial_rnd_institution", "led_standard_5y")
    return Found(
        criteria={
            "resident": flag(firm, "mainland_resident"),
            "staff": known(exact(firm, "headcount_y0"), "<=", "500"),
            "sales": known(exact(firm, "revenue_y0"), "<=", "200000000"),
            "assets": known(exact(firm, "total_assets_y0"), "<=", "200000000"),
            "product": flag(firm, "product_allowed"),
            "conduct": negated(flag(firm, "major_incident_2y")),
            "lists": negated(some(flag(firm, "on_abnormal_list"), flag(firm, "on_dishonest_list"))),
            "ability": some(every(above(total, over=59), above(staff, over=0)), *(flag(firm, name) for name in direct)),
        },
        points=total,
    )


def tech_sme_rnd(firm: Firm) -> Points:
    spent = exact(firm, "rnd_expense_y0")
    zero = Fraction(0)
    by_sales = banded(
        divided(spent, exact(firm, "revenue_y0"), zero),
        [("0.06", 50), ("0.05", 40), ("0.04", 30), ("0.03", 20), ("0.02", 10)],
    )
    by_costs = banded(
        divided(spent, exact(firm, "costs_y0"), zero),
        [("0.3", 50), ("0.25", 40), ("0.2", 30), ("0.15", 20), ("0.1", 10)],
    )
    return max(by_sales[0], by_costs[0]), max(by_sales[1], by_costs[1])


def tech_sme_ip(firm: Firm) -> Points:
    class1, class2 = firm["ip_class1"], firm["ip_class2"]
    if class1 is not None and class1 >= 1:
        return 30, 30
    low, high = (0, 24) if class2 is None else (min(int(class2), 4) * 6,) * 2
    return (low, high) if class1 is not None else (low, 30)


def banded(value: Fraction | None, bands: Sequence[tuple[str, int]]) -> Points:
    if value is None:
        return 0, bands[0][1]
    for edge, points in bands:
        if value >= Fraction(edge):
            return points, points
    return 0, 0


def hnte(firm: Firm) -> Found:
    years = firm["operating_years"]
    spent, sales, at_home = (summed(firm, name, years) for name in ("rnd_expense", "revenue", "rnd_domestic"))
    class1, class2 = firm["ip_class1"], firm["ip_class2_unused"]
    usable = some(*(None if number is None else number >= 1 for number in (class1, class2)))
    points = hnte_points(firm, usable)
    income = divided(exact(firm, "hightech_income_y0"), exact(firm, "total_income_y0"), Fraction(0))
    intensity, last_sales = divided(spent, sales), exact(firm, "revenue_y0")
    return Found(
        criteria={
            "resident": flag(firm, "mainland_resident"),
            "c1": known(exact(firm, "age_days"), ">=", "365"),
            "c2": every(usable, flag(firm, "core_ip")),
            "c3": flag(firm, "field_listed"),
            "c4": known(divided(exact(firm, "st_staff_y0"), exact(firm, "headcount_y0")), ">=", "0.1"),
            "c5": None if last_sales is None else known(intensity, ">=", needed(last_sales)),
            "c5b": known(divided(at_home, spent), ">=", "0.6"),
            "c6": known(income, ">=", "0.6"),
            "c7": above(points, over=70),
            "c8": negated(flag(firm, "major_incident_365d")),
        },
        points=points,
    )


def needed(last_sales: Fraction) -> str:
    if last_sales <= 50_000_000:
        return "0.05"
    return "0.04" if last_sales <= 200_000_000 else "0.03"


def summed(firm: Firm, stem: str, years: float | None) -> Fraction | None:
    if years is None:
        return None
    figures = [exact(firm, f"{stem}_y{back}") for back in range(int(years))]
    return None if None in figures else sum((figure for figure in figures if figure is not None), Fraction(0))


def hnte_points(firm: Firm, usable: Ternary) -> Points:
    own = flag(firm, "own_rnd_ip")
    rights = [
        judged(firm, "expert_ip_advanced", (0, 8)),
        judged(firm, "expert_ip_core", (0, 8)),
        judged(firm, "expert_ip_number", ip_number(firm)),
        judged(firm, "expert_ip_acquired", (1, 3) if own is False else (1, 6)),
    ]
    low = sum(part[0] for part in rights) if usable is True else 0
    high = sum(part[1] for part in rights) if usable is not False else 0
    bonus = judged(firm, "expert_ip_standards", (0, 2))
    rest = [
        judged(firm, "expert_conversion", conversions(firm)),
        judged(firm, "expert_organisation", (0, 20)),
        judged(firm, "expert_net_assets_growth", growth(firm, "net_assets")),
        judged(firm, "expert_sales_growth", growth(firm, "revenue")),
    ]
    return (
        min(low + bonus[0], 30) + sum(part[0] for part in rest),
        min(high + bonus[1], 30) + sum(part[1] for part in rest),
    )


def judged(firm: Firm, name: str, allowed: Points) -> Points:
    points = firm[name]
    if points is None:
        return allowed
    final = min(max(floor(points), allowed[0]), allowed[1])
    return final, final


def ip_number(firm: Firm) -> Points:
    class1, class2 = firm["ip_class1"], firm["ip_class2_unused"]
    if class1 is not None and class1 >= 1:
        return 7, 8
    if class2 is None:
        low, high = 0, 6
    else:
        low, high = (5, 6) if class2 >= 5 else (3, 4) if class2 >= 3 else (1, 2) if class2 >= 1 else (0, 0)
    return (low, high) if class1 is not None else (low, 8)


def conversions(firm: Firm) -> Points:
    mean = divided(exact(firm, "conversions_3y"), exact(firm, "operating_years"))
    if mean is None:
        return 0, 30
    if mean >= 5:
        return 25, 30
    if mean >= 1:
        return (19, 24) if mean >= 4 else (13, 18) if mean >= 3 else (7, 12) if mean >= 2 else (1, 6)
    return (0, 6) if mean > 0 else (0, 0)


def growth(firm: Firm, stem: str) -> Points:
    years = firm["operating_years"]
    v1, v2, v3 = (exact(firm, f"{stem}_y{back}") for back in (2, 1, 0))
    if v2 == 0 or (years is not None and years < 2):
        return 0, 0
    if years is None or v2 is None or v3 is None or (years >= 3 and v1 is None):
        return 0, 10
    first = v3 / v2 if years < 3 or not v1 else v2 / v1
    rate = (first + v3 / v2) / 2 - 1
    if rate <= 0:
        return 0, 0
    if v2 < 0 or (years >= 3 and v1 is not None and v1 < 0):
        return 0, 10
    for edge, points in (("0.35", (9, 10)), ("0.25", (7, 8)), ("0.15", (5, 6)), ("0.05", (3, 4))):
        if rate >= Fraction(edge):
            return points
    return 1, 2

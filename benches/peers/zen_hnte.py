"""高新技术企业 as a decision of ZEN Engine: one node of expressions, evaluated firm by firm, in decimals.

A criterion is 1 met, 0 unknown, −1 unmet; null is a fact not known.
"""

import json
import sys
import time
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np
import zen

CRITERIA = ("resident", "c1", "c2", "c3", "c4", "c5", "c5b", "c6", "c7", "c8")
GROWTH_BANDS = ((0.35, 9, 10), (0.25, 7, 8), (0.15, 5, 6), (0.05, 3, 4))
CONVERSION_BANDS = ((5, 25, 30), (4, 19, 24), (3, 13, 18), (2, 7, 12), (1, 1, 6))
NEVER = -1000
"""Growth of a firm with one year of operation."""


def expressions() -> dict[str, str]:
    """Return the expressions by key, in the order in which they are computed; `$.key` is an earlier one."""
    found: dict[str, str] = {}
    for stem in ("rnd_expense", "revenue", "rnd_domestic"):
        for back in range(3):
            years = f"operating_years == null ? null : operating_years <= {back} ? 0 : {stem}_y{back}"
            found[f"{stem}_{back}"] = years
        unknown = " or ".join(f"$.{stem}_{back} == null" for back in range(3))
        found[f"{stem}_sum"] = f"{unknown} ? null : $.{stem}_0 + $.{stem}_1 + $.{stem}_2"
    found |= {
        "usable1": _reached("ip_class1", "1"),
        "usable2": _reached("ip_class2_unused", "1"),
        "usable": "max([$.usable1, $.usable2])",
        "need": "revenue_y0 == null ? 0 : revenue_y0 <= 50000000 ? 0.05 : revenue_y0 <= 200000000 ? 0.04 : 0.03",
        "intensity": f"revenue_y0 == null ? null : {_ratio('$.rnd_expense_sum', '$.revenue_sum')}",
        "domestic": _ratio("$.rnd_domestic_sum", "$.rnd_expense_sum"),
        "staff": _ratio("st_staff_y0", "headcount_y0"),
        "income": f"total_income_y0 == 0 ? 0 : {_ratio('hightech_income_y0', 'total_income_y0')}",
        "mean": _ratio("conversions_3y", "operating_years"),
    }
    found |= _points()
    found |= {
        "resident": "mainland_resident",
        "c1": _reached("age_days", "365"),
        "c2": "min([$.usable, core_ip])",
        "c3": "field_listed",
        "c4": _reached("$.staff", "0.1"),
        "c5": _reached("$.intensity", "$.need"),
        "c5b": _reached("$.domestic", "0.6"),
        "c6": _reached("$.income", "0.6"),
        "c7": "$.p_low > 70 ? 1 : $.p_high <= 70 ? -1 : 0",
        "c8": "0 - major_incident_365d",
        "verdict": f"min([{', '.join(f'$.{name}' for name in CRITERIA)}])",
    }
    return found


def _points() -> dict[str, str]:
    found: dict[str, str] = {}
    for name, (lows, highs) in {
        "by1": _banded("ip_class1", ((1, 7, 8),), 8),
        "by2": _banded("ip_class2_unused", ((5, 5, 6), (3, 3, 4), (1, 1, 2)), 6),
        "conversion": _banded("$.mean", CONVERSION_BANDS, 30, (0, 6)),
    }.items():
        found |= {f"{name}_low": lows, f"{name}_high": highs}
    for stem in ("net_assets", "revenue"):
        found |= _growth(stem)
    items = {
        "advanced": ("expert_ip_advanced", "0", "8"),
        "core": ("expert_ip_core", "0", "8"),
        "number": ("expert_ip_number", "max([$.by1_low, $.by2_low])", "max([$.by1_high, $.by2_high])"),
        "acquired": ("expert_ip_acquired", "1", "(own_rnd_ip < 0 ? 3 : 6)"),
        "standards": ("expert_ip_standards", "0", "2"),
        "converted": ("expert_conversion", "$.conversion_low", "$.conversion_high"),
        "organised": ("expert_organisation", "0", "20"),
        "assets": ("expert_net_assets_growth", "$.net_assets_low", "$.net_assets_high"),
        "sales": ("expert_sales_growth", "$.revenue_low", "$.revenue_high"),
    }
    for name, (expert, low, high) in items.items():
        cut = f"max([min([floor({expert}), {high}]), {low}])"
        found |= {
            f"{name}_p0": f"{expert} == null ? {low} : {cut}",
            f"{name}_p1": f"{expert} == null ? {high} : {cut}",
        }
    for end, (key, test) in enumerate((("p_low", "$.usable == 1"), ("p_high", "$.usable >= 0"))):
        rights = " + ".join(f"$.{name}_p{end}" for name in ("advanced", "core", "number", "acquired"))
        rest = " + ".join(f"$.{name}_p{end}" for name in ("converted", "organised", "assets", "sales"))
        found[key] = f"min([({test} ? {rights} : 0) + $.standards_p{end}, 30]) + {rest}"
    return found


def _growth(stem: str) -> dict[str, str]:
    v1, v2, v3 = (f"{stem}_y{back}" for back in (2, 1, 0))
    years = "operating_years"
    found = {
        f"{stem}_literal": (
            f"{v2} == 0 or ({years} != null and {years} < 2) ? {NEVER} : "
            f"{years} == null or {v2} == null or {v3} == null or ({years} >= 3 and {v1} == null) ? null : "
            f"(({years} < 3 or {v1} == 0 ? {v3} / {v2} : {v2} / {v1}) + {v3} / {v2}) / 2 - 1"
        ),
        f"{stem}_rate": (
            f"$.{stem}_literal == null ? null : "
            f"$.{stem}_literal > 0 and ({v2} < 0 or ({years} >= 3 and {v1} < 0)) ? null : $.{stem}_literal"
        ),
    }
    lows, highs = _banded(f"$.{stem}_rate", GROWTH_BANDS, 10, (1, 2))
    return {**found, f"{stem}_low": lows, f"{stem}_high": highs}


def _ratio(top: str, bottom: str) -> str:
    return f"({top} == null or {bottom} == null or {bottom} <= 0 ? null : {top} / {bottom})"


def _reached(value: str, bound: str) -> str:
    return f"{value} == null ? 0 : {value} >= {bound} ? 1 : -1"


def _banded(
    value: str, bands: tuple[tuple[float, int, int], ...], most: int, above_zero: tuple[int, int] | None = None
) -> tuple[str, str]:
    ends = []
    for end, unknown in ((1, 0), (2, most)):
        steps = "".join(f"{value} >= {band[0]} ? {band[end]} : " for band in bands)
        last = f"{value} > 0 ? {above_zero[end - 1]} : 0" if above_zero else "0"
        ends.append(f"{value} == null ? {unknown} : {steps}{last}")
    return ends[0], ends[1]


def decision() -> Any:
    """Return the decision, ready to be evaluated."""
    place = {"x": 0, "y": 0}
    content = {"expressions": [{"id": key, "key": key, "value": value} for key, value in expressions().items()]}
    nodes = [
        {"id": "in", "type": "inputNode", "name": "in", "position": place},
        {"id": "rules", "type": "expressionNode", "name": "rules", "position": place, "content": content},
        {"id": "out", "type": "outputNode", "name": "out", "position": place},
    ]
    edges = [
        {"id": f"{source}-{target}", "sourceId": source, "targetId": target, "type": "edge"}
        for source, target in (("in", "rules"), ("rules", "out"))
    ]
    return zen.ZenEngine().create_decision(json.dumps({"nodes": nodes, "edges": edges}))


def main(inputs_file: str, answers_file: str) -> None:
    """Evaluate every firm of the inputs once and print the seconds as JSON."""
    inputs = dict(np.load(inputs_file))
    names = list(inputs)
    rows = zip(*(column.tolist() for column in inputs.values()), strict=True)
    firms = [{name: None if value != value else value for name, value in zip(names, row, strict=True)} for row in rows]
    rules = decision()
    rules.evaluate(firms[0])
    start = time.perf_counter()
    found = [rules.evaluate(firm)["result"] for firm in firms]
    seconds = time.perf_counter() - start
    answers = {
        name: np.array([one[name] for one in found], dtype=np.float64)
        for name in (*CRITERIA, "verdict", "p_low", "p_high")
    }
    np.savez(answers_file, **answers)  # type: ignore[arg-type]  # the stubs take every name for allow_pickle
    sys.stdout.write(json.dumps({"rows": len(firms), "seconds": seconds, "version": version("zen-engine")}))


if __name__ == "__main__":
    main(*(str(Path(argument)) for argument in sys.argv[1:]))

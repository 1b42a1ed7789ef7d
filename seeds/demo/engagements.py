"""What the bureau did for the firms since records began: visits, calls and trainings, and what came of them."""

import numpy as np
import pandas as pd

from seeds.demo.clock import Calendar, stream
from seeds.demo.tables import SOURCE, days_in, once, told

RECENT_YEARS = 2
"""The newest years have random numbers of their own: they stay as they are when older ones change."""
KINDS = ("visit", "call", "training", "policy_push")
PURPOSES = {
    "visit": ("演示：了解研发投入与知识产权情况", "演示：走访培育库企业", "演示：核实经营地址与人员情况"),
    "call": ("演示：核对年度研发费用", "演示：提醒证书到期"),
    "training": ("演示：高新技术企业认定申报培训", "演示：研发费用加计扣除培训"),
    "policy_push": ("演示：推送科技型中小企业评价通知", "演示：推送研发补助政策"),
}
OUTCOMES = ("演示：企业有申报意愿，资料尚缺", "演示：已补充上年度财务数据", "演示：建议下一年度申报", "")
NEXT_STEPS = ("演示：协助整理知识产权清单", "演示：补充科技人员名单", "")


def make_engagements(seed: int, visits: pd.DataFrame, portfolios: pd.DataFrame, calendar: Calendar) -> pd.DataFrame:
    """One row for each visit on record, by whoever has the firm in their portfolio now."""
    begin = calendar.last_day - np.timedelta64(365 * RECENT_YEARS, "D")
    day = days_in(visits, "day")
    earlier, recent = (calendar.records_begin <= day) & (day < begin), (day >= begin) & (day <= calendar.last_day)
    looks_after = portfolios.drop_duplicates("enterprise").set_index("enterprise")["caseworker"]
    parts = [
        _engaged(stream(seed, name), visits.loc[rows, ["enterprise", "day"]].reset_index(drop=True), looks_after)
        for name, rows in (("earlier engagements", earlier), ("engagements", recent))
    ]
    table = pd.concat(parts, ignore_index=True)
    return once(told(table, calendar), ["enterprise", "kind", "happened_on", "purpose"])


def _engaged(rng: np.random.Generator, rows: pd.DataFrame, looks_after: "pd.Series[str]") -> pd.DataFrame:
    """What each visit was about and what came of it."""
    kinds = np.array(KINDS)[rng.choice(len(KINDS), len(rows), p=[0.55, 0.25, 0.1, 0.1])]
    steps = np.array(NEXT_STEPS)[rng.integers(len(NEXT_STEPS), size=len(rows))]
    happened = days_in(rows, "day")
    said, chance = [PURPOSES[kind] for kind in kinds], rng.random(len(rows))
    due = happened + rng.integers(14, 90, len(rows)).astype("timedelta64[D]")
    return pd.DataFrame(
        {
            "enterprise": rows["enterprise"],
            "kind": kinds,
            "happened_on": happened,
            "purpose": [words[int(roll * len(words))] for words, roll in zip(said, chance, strict=True)],
            "attendees": "演示人员",
            "outcome": np.array(OUTCOMES)[rng.integers(len(OUTCOMES), size=len(rows))],
            "next_step": steps,
            "next_step_on": np.where(steps != "", due, np.datetime64("NaT")),
            "caseworker": rows["enterprise"].map(looks_after),
            "known_on": happened + rng.integers(0, 4, len(rows)).astype("timedelta64[D]"),
            "source": SOURCE,
        }
    )

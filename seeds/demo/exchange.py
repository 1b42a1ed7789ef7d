"""The two libraries and the contracts: what firms look for, what they and made-up institutes offer, what was signed."""

import numpy as np
import pandas as pd

from seeds.demo.clock import Calendar, Days, stream
from seeds.demo.population import Numbers
from seeds.demo.tables import SOURCE, days_in

DEMANDS, ACHIEVEMENTS, CONTRACTS = 90, 70, 160
TOPICS = (
    "高效电机绝缘材料", "隔爆外壳轻量化", "光学镜片镀膜", "艾草精油提取", "智能分拣算法", "中药饮片在线检测",
    "锂电回收工艺", "超硬刀具涂层", "水处理膜组件", "农机自动导航", "生物育种标记", "工业视觉检测",
)  # fmt: skip
INSTITUTES = ("演示理工大学", "演示农业科学院", "演示材料研究院", "演示医药研究所")
CONTRACT_KINDS = ("development", "transfer", "licence", "consulting", "service")


def make_demands(seed: int, enterprises: pd.DataFrame, calendar: Calendar) -> pd.DataFrame:
    """What firms in business look for, the newest posted lately."""
    rng = stream(seed, "demands")
    who, posted = _some(rng, enterprises, DEMANDS, calendar)
    wants_date = rng.random(len(who)) < 0.6
    needed = posted + rng.integers(90, 500, len(who)).astype("timedelta64[D]")
    return pd.DataFrame(
        {
            "enterprise": who,
            "title": [f"演示需求：{_topic(roll)}技术" for roll in _rolls(rng, who)],
            "description": "演示数据，并非真实需求。",
            "technology_field": enterprises["technology_field"].to_numpy()[who],
            "budget": np.where(rng.random(len(who)) < 0.7, rng.integers(5, 300, len(who)) * 10_000.0, np.nan),
            "posted_on": posted,
            "needed_by": np.where(wants_date, needed, np.datetime64("NaT")),
            "state": rng.choice(["open", "matched", "closed"], len(who), p=[0.65, 0.2, 0.15]),
            "known_on": posted,
            "source": SOURCE,
        }
    )


def make_achievements(seed: int, enterprises: pd.DataFrame, calendar: Calendar) -> pd.DataFrame:
    """What is offered: half by firms, half by institutes that do not exist."""
    rng = stream(seed, "achievements")
    who, done = _some(rng, enterprises, ACHIEVEMENTS, calendar)
    outside = rng.random(len(who)) < 0.5
    institutes = np.array(INSTITUTES)[rng.integers(len(INSTITUTES), size=len(who))]
    return pd.DataFrame(
        {
            "enterprise": pd.array(np.where(outside, -1, who), dtype="Int64"),
            "title": [f"演示成果{number}：{_topic(roll)}" for number, roll in enumerate(_rolls(rng, who), 1)],
            "description": "演示数据，并非真实成果。",
            "holder": np.where(outside, institutes, enterprises["name"].to_numpy()[who]),
            "technology_field": enterprises["technology_field"].to_numpy()[who],
            "maturity": rng.choice(["laboratory", "pilot", "ready", ""], len(who)),
            "completed_on": done,
            "known_on": done,
            "source": SOURCE,
        }
    ).assign(enterprise=lambda rows: rows["enterprise"].where(rows["enterprise"] >= 0))


def make_contracts(seed: int, enterprises: pd.DataFrame, calendar: Calendar) -> pd.DataFrame:
    """Registered technology contracts; `TT` stands in the number where the register writes a digit."""
    rng = stream(seed, "contracts")
    who, signed = _some(rng, enterprises, CONTRACTS, calendar)
    amount = np.round(np.exp(rng.normal(12.5, 1.0, len(who))), -3)
    registered = np.minimum(signed + rng.integers(5, 60, len(who)).astype("timedelta64[D]"), calendar.last_day)
    return pd.DataFrame(
        {
            "enterprise": who,
            "number": [f"TT{day.astype('datetime64[Y]')}4113{place:05d}" for place, day in enumerate(signed, 1)],
            "title": [f"演示合同：{_topic(roll)}" for roll in _rolls(rng, who)],
            "kind": rng.choice(CONTRACT_KINDS, len(who)),
            "side": rng.choice(["seller", "buyer"], len(who), p=[0.7, 0.3]),
            "counterparty": np.array(INSTITUTES)[rng.integers(len(INSTITUTES), size=len(who))],
            "amount": amount,
            "technology_amount": np.round(amount * rng.uniform(0.3, 1, len(who)), 2),
            "signed_on": signed,
            "registered_on": registered,
            "known_on": registered,
            "source": SOURCE,
        }
    )


def _some(rng: np.random.Generator, enterprises: pd.DataFrame, most: int, calendar: Calendar) -> tuple[Numbers, Days]:
    """Firms in business, fewer in a small city, and for each a day of the last two years on which it was known."""
    there = np.flatnonzero(enterprises["status"].isin(["operating", "suspended"]).to_numpy())
    who = np.sort(rng.choice(there, size=min(most, len(there) // 3), replace=False))
    day = calendar.last_day - rng.integers(5, 730, len(who)).astype("timedelta64[D]")
    return who, np.asarray(np.maximum(day, days_in(enterprises, "known_on")[who]))


def _rolls(rng: np.random.Generator, who: Numbers) -> Numbers:
    return rng.integers(0, len(TOPICS), len(who))


def _topic(roll: int) -> str:
    return TOPICS[roll]

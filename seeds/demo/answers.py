"""What the rulebooks off the path ask a person to find out, as caseworkers answered it at their newest visit.

Every answer is given at some visits only: of a firm that was never asked it is not known, which is not a no.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pandas as pd

from seeds.demo.clock import Calendar, stream, year_of
from seeds.demo.finance import Finance
from seeds.demo.mix import Mix
from seeds.demo.population import Flags, Floats, Numbers, Population
from seeds.demo.tables import SOURCE, days_in, firms_in, told

ASKED = 0.85
"""How often a question that suits a firm is asked."""
WORTHWHILE = 5e6
"""Yearly revenue from which a caseworker thinks of the ladder."""
RUNGS = {"innovative_sme": 1, "srdi_sme": 2, "little_giant": 3}
EXCLUDED_ROWS = ("wholesale",)
"""Trades that the super-deduction leaves out, by their row in 300号."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """The firms visited, one entry a firm, at the newest visit."""

    who: Numbers
    day: "np.ndarray[tuple[int], np.dtype[np.datetime64]]"
    innovation: Floats
    quality: Floats
    age: Floats
    revenue: Floats
    """Of the last full year."""
    fell: Flags
    """Lost a third of the revenue in one of the last three years."""
    main: Floats
    field: Flags
    trade_row: "np.ndarray[tuple[int], np.dtype[np.str_]]"
    research: Flags
    rung: Numbers
    """How far up the ladder the firm has come: 0 not at all, 1 innovative, 2 specialised, 3 little giant."""

    @property
    def near(self) -> Flags:
        """Firms that a caseworker looks at for the ladder."""
        return np.asarray((self.rung > 1) | (self.research & (self.revenue >= WORTHWHILE)))

    @property
    def standing(self) -> Floats:
        """What the ladder tells of a firm's standing in its market: 0 below the second rung."""
        return np.maximum(self.rung - 1, 0).astype(np.float64)


Answers = tuple[str, Floats, Flags]
"""A measure, the answer of each firm, and to whom the question was put."""


def make_answers(
    seed: int,
    visits: pd.DataFrame,
    firms: Population,
    finance: Finance,
    ladder: pd.DataFrame,
    mix: Mix,
    calendar: Calendar,
) -> pd.DataFrame:
    """Judgements of the newest visit to each firm since records began; `ladder` are the titles of the ladder."""
    rng = stream(seed, "answers")
    asked = _asked(visits, firms, finance, ladder, mix, calendar)
    groups = (_of_all(rng, asked), _of_the_ladder(rng, asked), _of_the_market(rng, asked), _prizes(rng, asked))
    rows = [
        pd.DataFrame({"enterprise": asked.who[to], "measure": measure, "value": values[to], "judged_on": asked.day[to]})
        for group in groups
        for measure, values, to in group
    ]
    table = pd.concat(rows, ignore_index=True)
    table["known_on"] = days_in(table, "judged_on") + rng.integers(0, 6, len(table)).astype("timedelta64[D]")
    return told(table.assign(source=SOURCE), calendar)


def _asked(
    visits: pd.DataFrame, firms: Population, finance: Finance, ladder: pd.DataFrame, mix: Mix, calendar: Calendar
) -> Asked:
    day = days_in(visits, "day")
    seen = visits[(day >= calendar.records_begin) & (day <= calendar.last_day)]
    newest = seen.sort_values(["enterprise", "day"]).drop_duplicates("enterprise", keep="last")
    who, day = firms_in(newest), days_in(newest, "day")
    last = year_of(day) - 1 - calendar.first_year
    revenue = finance["revenue"][who]
    steps = np.stack([_step(revenue, last - back) for back in range(3)])
    return Asked(
        who=who,
        day=day,
        innovation=firms.innovation[who],
        quality=firms.quality[who],
        age=np.asarray((day - firms.registered_on[who]).astype(np.float64) / 365.25),
        revenue=np.nan_to_num(revenue[np.arange(len(who)), last]),
        fell=np.asarray((steps < 2 / 3).any(axis=0)),
        main=np.nan_to_num(finance["main_revenue"][who, last]),
        field=np.asarray((mix.of_trades("field") != "")[firms.trade[who]]),
        trade_row=np.asarray(mix.of_trades("row")[firms.trade[who]]),
        research=firms.does_research[who],
        rung=_rungs(ladder, firms.count)[who],
    )


def _rungs(ladder: pd.DataFrame, firms: int) -> Numbers:
    rungs = np.zeros(firms, dtype=np.int64)
    np.maximum.at(rungs, firms_in(ladder), ladder["programme"].map(RUNGS).to_numpy(dtype=np.int64))
    return rungs


def _step(revenue: Floats, column: Numbers) -> Floats:
    """Revenue of a year ÷ that of the year before; NaN where one is missing."""
    row = np.arange(len(revenue))
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray(revenue[row, column] / revenue[row, np.maximum(column - 1, 0)])


def _put(rng: np.random.Generator, suits: Flags, share: float = ASKED) -> Flags:
    return np.asarray(suits & (rng.random(len(suits)) < share))


def _yes(rng: np.random.Generator, chance: "Floats | float", count: int) -> Floats:
    return np.asarray(rng.random(count) < chance).astype(np.float64)


def _of_all(rng: np.random.Generator, asked: Asked) -> Iterator[Answers]:
    """Put to whoever was visited."""
    count = len(asked.who)
    everybody = np.ones(count, dtype=bool)
    excluded = np.isin(asked.trade_row, EXCLUDED_ROWS)
    yield "audited_books", _yes(rng, 0.93, count), _put(rng, everybody)
    yield "excluded_activity_major", excluded.astype(np.float64), _put(rng, everybody)
    yield "group_base", _yes(rng, 0.03, count), _put(rng, everybody)
    yield "sharp_fall_3y", asked.fell.astype(np.float64), _put(rng, everybody, 0.6)
    industrial = np.asarray(asked.trade_row == "industry")
    yield "above_scale_listed", (asked.main >= 2e7).astype(np.float64), _put(rng, industrial, 0.7)


def _of_the_ladder(rng: np.random.Generator, asked: Asked) -> Iterator[Answers]:
    """How the firm is run."""
    count, near, skill = len(asked.who), asked.near, asked.innovation

    def whole(mean: Floats, spread: float, most: int) -> Floats:
        return np.clip(np.round(mean + rng.normal(0, spread, count)), 0, most)

    yield "emerging_industry", _yes(rng, np.where(asked.field, 0.6, 0.1), count), _put(rng, near)
    yield "own_brand", _yes(rng, 0.6, count), _put(rng, near)
    yield "core_process_digital", _yes(rng, 0.7, count), _put(rng, near)
    yield "certified_system", _yes(rng, 0.65, count), _put(rng, near)
    yield "digital_level", np.maximum(whole(2.2 + 0.5 * skill, 0.8, 4), 1), _put(rng, near, 0.6)
    yield "quality_items", whole(1.8 + 0.5 * asked.quality, 1.0, 4), _put(rng, near)
    yield "local_points", whole(8 + 2 * skill, 3.0, 15), _put(rng, near, 0.3)
    score = np.clip(np.round(52 + 6 * skill + 5 * asked.standing + rng.normal(0, 7, count), 1), 0, 100)
    yield "platform_score", score, _put(rng, near, 0.75)
    before = np.clip(np.round(score - 2 + rng.normal(0, 4, count), 1), 0, 100)
    yield "platform_score_before", before, _put(rng, near, 0.5)
    yield "ip_class1_high_value", whole(np.maximum(0.5 * skill - 0.4, 0), 0.3, 3), _put(rng, near)


def _of_the_market(rng: np.random.Generator, asked: Asked) -> Iterator[Answers]:
    """Where the firm stands in its niche and its chain."""
    count, near = len(asked.who), asked.near
    known = np.exp(0.4 * asked.quality).clip(0.4, 3) * (1 + asked.standing)
    share = np.round(rng.beta(1.1, 14, count) * known, 4)
    yield "niche_years", np.floor(asked.age * rng.uniform(0.5, 1.0, count) * 2) / 2, _put(rng, near)
    yield "market_share", np.minimum(share, 0.9), _put(rng, near, 0.7)
    yield "market_share_known", (share >= 0.04).astype(np.float64), _put(rng, near)
    yield "market_top3", (share >= 0.2).astype(np.float64), _put(rng, near)
    base = rng.random(count) / (1 + asked.standing)
    yield "six_base_field", (base < 0.25).astype(np.float64), _put(rng, near)
    yield "six_base_or_supplier", (base < 0.45).astype(np.float64), _put(rng, near)
    yield "fills_chain_gap", _yes(rng, 0.1, count), _put(rng, near)
    yield "key_chain_link", _yes(rng, 0.3 + 0.2 * asked.standing, count), _put(rng, near)
    yield "single_champion", _yes(rng, 0.01, count), _put(rng, near)
    yield "linked_little_giant", _yes(rng, 0.03, count), _put(rng, near)


def _prizes(rng: np.random.Generator, asked: Asked) -> Iterator[Answers]:
    """Prizes and titles of the last three years; whoever won the rarer one has won the more common one."""
    count, to = len(asked.who), _put(rng, asked.near)
    luck = rng.random(count) / np.exp(0.5 * asked.innovation)
    for measure, most in (
        ("national_award_3y", 0.002),
        ("national_award_top5_3y", 0.003),
        ("provincial_award_3y", 0.03),
        ("science_award_3y", 0.05),
    ):
        yield measure, (luck < most).astype(np.float64), to
    contest = rng.random(count)
    yield "maker_china_50_3y", (contest < 0.002).astype(np.float64), to
    yield "maker_china_500_3y", (contest < 0.012).astype(np.float64), to
    yield "demonstration_title", _yes(rng, 0.01, count), to

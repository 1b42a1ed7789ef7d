"""Applications and recognitions as the bureau has them on record, out of what happened on the path."""

import numpy as np
import pandas as pd

from seeds.demo.clock import Calendar, Days, days_of_year, stream
from seeds.demo.codes import certificate_number
from seeds.demo.path import three_years_from
from seeds.demo.population import Population
from seeds.demo.tables import SOURCE, days_in, firms_in, heard, told

REASONS = {
    "hnte": (
        "研发费用归集与审计口径不一致",
        "知识产权与主要产品（服务）关联不足",
        "创新能力综合得分未超过70分",
        "高新技术产品（服务）收入占比不足",
    ),
    "tech_sme": ("综合评价得分不足60分", "科技人员证明材料不全"),
    "gazelle": ("未入选：综合排序靠后",),
    "innovation_leader": ("未入选：综合排序靠后",),
}

TIERS = {"tech_sme": 1, "hnte": 2, "gazelle": 3, "innovation_leader": 4}
APPLICATION_COLUMNS = [
    "enterprise",
    "programme",
    "submitted_on",
    "decided_on",
    "outcome",
    "reason",
    "known_on",
    "source",
]
RECOGNITION_COLUMNS = [
    "enterprise", "programme", "certificate_no", "batch", "valid_from", "valid_until", "withdrawn_on",
    "withdrawn_known_on", "known_on", "source",
]  # fmt: skip

SME_UNTIL_MARCH_FROM = 2022
"""Before, an entry ended with its year; since the guide of 2022 it runs to 31 March of the next."""


def make_applications(seed: int, events: pd.DataFrame, firms: Population, calendar: Calendar) -> pd.DataFrame:
    """Applications since records began: granted, refused, withdrawn by a firm that ended, or still pending."""
    rng = stream(seed, "applications")
    kept = events[days_in(events, "submitted_on") >= calendar.records_begin].reset_index(drop=True)
    decided, ended = days_in(kept, "decided_on"), firms.ended_on[firms_in(kept)]
    gone = ended <= decided
    pending = decided > calendar.last_day
    outcome = np.select([gone, pending, kept["granted"]], ["withdrawn", "pending", "granted"], "refused")
    refused = outcome == "refused"
    reasons = [
        REASONS[one][rng.integers(len(REASONS[one]))] if no else ""
        for one, no in zip(kept["programme"], refused, strict=True)
    ]
    left = np.where(gone, np.maximum(ended, days_in(kept, "submitted_on")), decided)
    table = kept.assign(
        outcome=np.where(gone & (left > calendar.last_day), "pending", outcome),
        decided_on=np.where(left > calendar.last_day, np.datetime64("NaT"), left),
        reason=reasons,
        known_on=days_in(kept, "submitted_on") + rng.integers(0, 8, len(kept)).astype("timedelta64[D]"),
        source=SOURCE,
    )
    return told(table, calendar)[APPLICATION_COLUMNS]


def make_recognitions(seed: int, events: pd.DataFrame, firms: Population, calendar: Calendar) -> pd.DataFrame:
    """Titles granted to firms that were still there, announced within weeks; some are withdrawn later."""
    rng = stream(seed, "recognitions")
    decided = days_in(events, "decided_on")
    there = ~(firms.ended_on[firms_in(events)] <= decided)
    table = events[events["granted"] & there & (decided <= calendar.last_day)].sort_values(
        ["programme", "year", "decided_on", "enterprise"], ignore_index=True
    )
    begins, until = days_in(table, "begins"), _until(table)
    withdrawn = _withdrawn(rng, table, firms, begins, until, calendar)
    table = table.assign(
        certificate_no=_certificates(table),
        batch=_batches(table),
        valid_from=begins,
        valid_until=until,
        withdrawn_on=withdrawn,
        known_on=calendar.known(days_in(table, "decided_on"), rng.integers(0, 21, len(table))),
        withdrawn_known_on=heard(withdrawn, rng.integers(0, 30, len(table)), calendar),
        source=SOURCE,
    )
    return told(table[until >= calendar.records_begin], calendar)[RECOGNITION_COLUMNS]


def _until(table: pd.DataFrame) -> Days:
    """The last day of each term."""
    year = table["year"].to_numpy()
    last_day_of_year = np.array([days_of_year(int(one), 12, 31) for one in year], dtype="datetime64[D]")
    last_of_march = np.array([days_of_year(int(one) + 1, 3, 31) for one in year], dtype="datetime64[D]")
    entry = np.where(year < SME_UNTIL_MARCH_FROM, last_day_of_year, last_of_march)
    return np.asarray(np.where(table["programme"] == "tech_sme", entry, three_years_from(days_in(table, "begins"))))


def _certificates(table: pd.DataFrame) -> list[str]:
    serial = table.groupby(["programme", "year"]).cumcount() + 1
    return [certificate_number(*row) for row in zip(table["programme"], table["year"], serial, strict=True)]


def _batches(table: pd.DataFrame) -> list[str]:
    """High-tech titles by batch of the year, entries by the month of announcement, others by year."""
    months = days_in(table, "decided_on").astype("datetime64[M]").astype(int) % 12 + 1
    return [
        f"{year}年第{'一二'[batch - 1]}批"
        if programme == "hnte"
        else f"{year}年{month}月"
        if programme == "tech_sme"
        else f"{year}年"
        for programme, year, batch, month in zip(table["programme"], table["year"], table["batch"], months, strict=True)
    ]


def _withdrawn(
    rng: np.random.Generator, table: pd.DataFrame, firms: Population, begins: Days, until: Days, calendar: Calendar
) -> Days:
    """A title falls with its firm; one high-tech title in eighty is withdrawn on a check."""
    ended = firms.ended_on[firms_in(table)] + np.timedelta64(20, "D")
    checked = (table["programme"] == "hnte").to_numpy() & (rng.random(len(table)) < 0.0125)
    after = begins + rng.integers(200, 900, len(table)).astype("timedelta64[D]")
    day = np.fmin(ended, np.where(checked, after, np.datetime64("NaT")))
    return np.asarray(np.where((day <= until) & (day <= calendar.last_day), day, np.datetime64("NaT")))


def tier_on(recognitions: pd.DataFrame, firms: int, day: np.datetime64) -> "np.ndarray[tuple[int], np.dtype[np.int64]]":
    """The tier of each firm on a day, as the recognitions in force give it; titles off the path give none."""
    running = (days_in(recognitions, "valid_from") <= day) & (days_in(recognitions, "valid_until") >= day)
    running &= ~(days_in(recognitions, "withdrawn_on") <= day) & (days_in(recognitions, "known_on") <= day)
    rank = recognitions["programme"].map(TIERS).fillna(0).astype(np.int64).to_numpy()
    tiers = np.zeros(firms, dtype=np.int64)
    np.maximum.at(tiers, firms_in(recognitions)[running], rank[running])
    return tiers


def tier_each_year(
    recognitions: pd.DataFrame, firms: int, years: tuple[int, ...]
) -> "np.ndarray[tuple[int, int], np.dtype[np.int64]]":
    """The tier of each firm at the end of each of `years`: (n_firms, n_years)."""
    return np.column_stack([tier_on(recognitions, firms, days_of_year(year, 12, 31)) for year in years])

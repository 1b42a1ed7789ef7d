"""What the firms invent: IP rights and conversions of results, and what they get for it: institutions and equity.

Everything that ever happens is here with the day it happened; when the bureau learns of it is for each table to say.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from seeds.demo.clock import Calendar, Days, january_first, stream
from seeds.demo.codes import patent_number
from seeds.demo.finance import Finance, ages
from seeds.demo.mix import Mix
from seeds.demo.population import Floats, Population

BACKLOG_YEARS = 4
"""Years before the simulation whose rights an old firm brings along."""

CLASS_I = ("invention", "plant_variety", "new_drug", "ic_layout")


@dataclass(frozen=True, slots=True, kw_only=True)
class Innovation:
    """Events, one a row, with `enterprise` (position of the firm) and the days on which they happened."""

    ip_rights: pd.DataFrame
    conversions: pd.DataFrame
    rnd_institutions: pd.DataFrame
    financing_rounds: pd.DataFrame


def make_innovation(seed: int, firms: Population, finance: Finance, mix: Mix, calendar: Calendar) -> Innovation:
    """All events up to the last day."""
    rng = stream(seed, "innovation")
    return Innovation(
        ip_rights=_ip_rights(rng, firms, mix, calendar),
        conversions=_conversions(rng, firms, calendar),
        rnd_institutions=_institutions(rng, firms, finance, calendar),
        financing_rounds=_rounds(rng, firms, finance, calendar),
    )


def scatter(
    rng: np.random.Generator, firms: Population, rates: Floats, years: tuple[int, ...], calendar: Calendar
) -> pd.DataFrame:
    """Poisson events: `rates` (n_firms, n_years) a year → rows of `enterprise` and `day`, while the firm was there."""
    enterprise, column = np.nonzero(counts := rng.poisson(rates))
    times = counts[enterprise, column]
    enterprise, column = np.repeat(enterprise, times), np.repeat(column, times)
    day = january_first(np.array(years)[column]) + rng.integers(0, 365, len(column)).astype("timedelta64[D]")
    there = (day > firms.registered_on[enterprise] + np.timedelta64(60, "D")) & (day <= calendar.last_day)
    there &= ~(firms.ended_on[enterprise] <= day)
    return pd.DataFrame({"enterprise": enterprise[there], "day": day[there]}).sort_values(
        ["enterprise", "day"], ignore_index=True
    )


def _heads(firms: Population) -> Floats:
    return np.asarray(np.log(np.clip(firms.head_aim, 3, 2000) / 30))


def _ip_rights(rng: np.random.Generator, firms: Population, mix: Mix, calendar: Calendar) -> pd.DataFrame:
    years = tuple(range(calendar.first_year - BACKLOG_YEARS, calendar.today.year + 1))
    trend = np.exp(0.05 * (np.array(years) - calendar.last_year))[None, :]
    does = np.where(firms.does_research, 1.0, 0.12)[:, None] * trend
    first = np.exp(-2.35 + 0.85 * firms.innovation + 0.35 * _heads(firms))[:, None] * does
    second = np.exp(0.05 + 0.60 * firms.innovation + 0.28 * _heads(firms))[:, None] * does
    table = pd.concat(
        [
            scatter(rng, firms, np.minimum(first, 6), years, calendar).assign(first=True),
            scatter(rng, firms, np.minimum(second, 12), years, calendar).assign(first=False),
        ]
    ).sort_values(["enterprise", "day", "first"], ignore_index=True)
    table["kind"] = _kinds(rng, table, firms, mix)
    return _dated(rng, table, firms, calendar)


def _kinds(
    rng: np.random.Generator, table: pd.DataFrame, firms: Population, mix: Mix
) -> "np.ndarray[tuple[int], np.dtype[np.str_]]":
    """Software firms write software, pharmacists find drugs, everybody else patents."""
    field, row = (mix.of_trades(name)[firms.trade[table["enterprise"]]] for name in ("field", "row"))
    chance = rng.random(len(table))
    first = np.select(
        [(row == "agriculture") & (chance < 0.5), (field == "2") & (chance < 0.04), (field == "1") & (chance < 0.03)],
        ["plant_variety", "new_drug", "ic_layout"],
        "invention",
    )
    software = np.where(row == "software", 0.9, np.where(np.isin(field, ["1", "5"]), 0.5, 0.12))
    second = np.where(chance < software, "software", np.where(chance < software + 0.08, "design", "utility_model"))
    return np.asarray(np.where(table["first"], first, second))


def _dated(rng: np.random.Generator, table: pd.DataFrame, firms: Population, calendar: Calendar) -> pd.DataFrame:
    """Applied for, granted, given up; bought rather than made by firms that invent little."""
    count = len(table)
    granted = table["day"].to_numpy().astype("datetime64[D]")
    wait = np.where(table["first"], rng.integers(400, 1100, count), rng.integers(60, 330, count))
    gives_up = (~table["first"]) & (table["kind"] != "software") & (rng.random(count) < 0.3)
    ended = granted + rng.integers(900, 3600, count).astype("timedelta64[D]")
    bought = rng.random(count) < 0.16 * np.exp(-0.5 * firms.innovation[table["enterprise"]])
    serial = np.arange(1, count + 1)
    return table.assign(
        number=[
            patent_number(k, int(y), int(s))
            for k, y, s in zip(table["kind"], granted.astype("datetime64[Y]").astype(int) + 1970, serial, strict=True)
        ],
        granted_on=granted,
        applied_on=granted - wait.astype("timedelta64[D]"),
        ended_on=np.where(gives_up & (ended <= calendar.last_day), ended, np.datetime64("NaT")),
        acquired_by=np.where(bought, rng.choice(["transfer", "gift", "merger"], count, p=[0.9, 0.05, 0.05]), "own_rnd"),
        told_after=rng.integers(5, 60, count),
    )


def _conversions(rng: np.random.Generator, firms: Population, calendar: Calendar) -> pd.DataFrame:
    years = (*calendar.years[2:], calendar.today.year)
    rate = np.exp(0.5 + 0.68 * firms.innovation + 0.22 * _heads(firms)) * np.where(firms.does_research, 1, 0.1)
    table = scatter(rng, firms, np.repeat(np.minimum(rate, 9)[:, None], len(years), axis=1), years, calendar)
    nth = table.groupby("enterprise").cumcount() + 1
    became = np.array(["产品", "工艺", "样机", "服务"])[rng.integers(4, size=len(table))]
    return table.rename(columns={"day": "converted_on"}).assign(
        title=[f"演示成果转化项目{n}" for n in nth], result=became
    )


def _institutions(rng: np.random.Generator, firms: Population, finance: Finance, calendar: Calendar) -> pd.DataFrame:
    """City institutions for those that spend on research, provincial ones for some of them."""
    spent = np.log10(np.nan_to_num(finance["rnd_expense"][:, 2:], nan=0.0) + 1)
    city = 0.09 / (1 + np.exp(-2.2 * (spent - 6.4)))
    province = 0.05 / (1 + np.exp(-2.6 * (spent - 6.9)))
    years = tuple(year + 1 for year in calendar.years[2:])
    tables = [
        scatter(rng, firms, rates, years, calendar).drop_duplicates("enterprise").assign(level=level, name=name)
        for rates, level, name in (
            (city, "city", "市级工程技术研究中心"),
            (province, "provincial", "省级工程技术研究中心"),
        )
    ]
    table = pd.concat(tables).sort_values(["enterprise", "day"], ignore_index=True)
    return table.rename(columns={"day": "recognised_on"}).assign(ended_on=np.datetime64("NaT", "s"))


def _rounds(rng: np.random.Generator, firms: Population, finance: Finance, calendar: Calendar) -> pd.DataFrame:
    """Equity from investors: rare, before and during years of fast growth."""
    age = ages(firms, calendar)
    logit = -6.4 + 1.6 * finance.spurt + 0.8 * firms.innovation[:, None] + 0.8 * (age < 8)
    table = scatter(rng, firms, 1 / (1 + np.exp(-logit)), calendar.years, calendar)
    size = np.exp(rng.normal(15.6, 0.8, len(table)))
    stage = np.array(["天使轮", "A轮", "B轮", "战略投资"])[rng.choice(4, len(table), p=[0.4, 0.35, 0.15, 0.1])]
    amounts = np.round(size, -4) + 10_000
    return table.rename(columns={"day": "closed_on"}).assign(amount=amounts, stage=stage, investor="演示创投基金")


def granted_before(rights: pd.DataFrame, firms: int, on: np.datetime64, *, first: bool) -> Floats:
    """How many rights of a class each firm had been granted by a day and not given up: one number a firm."""
    days: Days = rights["granted_on"].to_numpy().astype("datetime64[D]")
    ended: Days = rights["ended_on"].to_numpy().astype("datetime64[D]")
    held = (days <= on) & ~(ended <= on) & (rights["first"].to_numpy() == first)
    return np.bincount(rights["enterprise"].to_numpy()[held], minlength=firms).astype(np.float64)

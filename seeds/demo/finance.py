"""What the firms really earn, spend and employ, year by year, before anybody reports it.

Revenue is a ramp after founding, times a random walk whose drift is the firm's quality, times spurts: a few years of
fast growth that start more often in young and inventive firms. All else hangs from revenue.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from seeds.demo.clock import Calendar, january_first, stream
from seeds.demo.mix import Mix
from seeds.demo.population import Flags, Floats, Population

DRIFT = 0.012
SPURT = 0.27
PANDEMIC = {2020: -0.08, 2021: 0.05, 2022: -0.03}
"""The same bad and good years for all, in log points."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finance:
    """The true figures; each array is (n_firms, n_years) with the years of `Calendar.years`, NaN before founding.

    `figures` has the names of `crm.enterprises.FinancialYear.FIGURES`, in yuan to the fen and in people.
    """

    figures: Mapping[str, Floats]
    spurt: Flags

    def __getitem__(self, figure: str) -> Floats:
        return self.figures[figure]


def make_finance(seed: int, firms: Population, mix: Mix, calendar: Calendar) -> Finance:
    """Live through all years."""
    rng = stream(seed, "finance")
    spurt = _spurts(rng, firms, calendar)
    yearly = _revenue(rng, firms, spurt, calendar)
    share = _share_of_year(firms, calendar)
    revenue = yearly * share
    people = _people(rng, firms, yearly)
    research = _research(rng, firms, mix, revenue)
    income = _income(rng, firms, revenue)
    worth = _worth(rng, firms, yearly, revenue)
    staff = _staff(rng, firms, people, research["rnd_expense"] / np.maximum(revenue, 1.0))
    costs = _costs(rng, firms, revenue, income["total_income"])
    whole = {"revenue": revenue, **income, **costs, **research, **worth, "headcount": people, **staff}
    founded = np.where(share > 0, 1.0, np.nan)
    return Finance(figures={name: np.round(values * founded, 2) for name, values in whole.items()}, spurt=spurt)


def ages(firms: Population, calendar: Calendar) -> Floats:
    """Age in years at each year's end, negative before founding."""
    return np.asarray(np.array(calendar.years)[None, :] - firms.founded()[:, None], dtype=np.float64)


def _share_of_year(firms: Population, calendar: Calendar) -> Floats:
    """Which part of each year a firm was there: 0 before founding and after its end."""
    starts = january_first(np.array(calendar.years))[None, :]
    ends = january_first(np.array(calendar.years) + 1)[None, :]
    left = np.where(np.isnat(firms.ended_on), ends[0, -1], firms.ended_on)[:, None]
    days = np.minimum(left, ends) - np.maximum(firms.registered_on[:, None], starts)
    return np.asarray(np.clip(days.astype(np.float64) / 365.0, 0.0, 1.0))


def _spurts(rng: np.random.Generator, firms: Population, calendar: Calendar) -> Flags:
    """Years of fast growth: start by trait and youth, go on with two chances in three."""
    age = ages(firms, calendar)
    logit = -4.25 + 0.75 * firms.innovation[:, None] + 0.35 * firms.quality[:, None] + 0.8 * (age < 6)
    start = rng.random(age.shape) < 1 / (1 + np.exp(-logit))
    stays = rng.random(age.shape) < 0.68
    on = np.zeros(age.shape, dtype=bool)
    on[:, 0] = start[:, 0]
    for year in range(1, age.shape[1]):
        on[:, year] = start[:, year] | (on[:, year - 1] & stays[:, year])
    return on & (age >= 0)


def _revenue(rng: np.random.Generator, firms: Population, spurt: Flags, calendar: Calendar) -> Floats:
    """Revenue of whole years."""
    age = ages(firms, calendar)
    climate = np.array([PANDEMIC.get(year, 0.0) for year in calendar.years])
    step = DRIFT + 0.03 * firms.quality[:, None] + climate + 0.10 * rng.standard_t(5, age.shape)
    step = np.clip(step + spurt * (SPURT + rng.normal(0, 0.06, age.shape)), -0.9, 0.9)
    step[age <= 0] = 0.0
    ramp = -1.0 * np.exp(-np.maximum(age, 0) / 1.6)
    level = np.log(firms.revenue_aim)[:, None] + ramp + np.cumsum(step, axis=1)
    return np.asarray(np.exp(np.minimum(level, np.log(2.5e10))))


def _people(rng: np.random.Generator, firms: Population, yearly: Floats) -> Floats:
    """Mean headcount: grows by three quarters of what revenue grows by."""
    scale = (yearly / firms.revenue_aim[:, None]) ** 0.75 * np.exp(rng.normal(0, 0.05, yearly.shape))
    return np.asarray(np.maximum(np.round(firms.head_aim[:, None] * scale * 2) / 2, 1.0))


def _research(rng: np.random.Generator, firms: Population, mix: Mix, revenue: Floats) -> dict[str, Floats]:
    """R&D expense, and the part of it spent in mainland China."""
    usual = 1.12 * mix.of_trades("rnd")[firms.trade] * np.exp(0.46 * firms.innovation)
    smaller = (np.maximum(revenue, 1e4) / 2e7) ** -0.06
    ratio = np.minimum(usual[:, None] * smaller * np.exp(_slow(rng, revenue.shape, 0.8, 0.26)), 0.7)
    ratio = np.where(firms.does_research[:, None], ratio, ratio * 0.04 * (rng.random(revenue.shape) < 0.3))
    expense = np.round(revenue * ratio, 2)
    abroad = np.where(rng.random(firms.count) < 0.06, rng.uniform(0.05, 0.6, firms.count), 0.0)
    wobble = np.clip(abroad[:, None] * rng.uniform(0.7, 1.3, revenue.shape), 0, 1)
    return {"rnd_expense": expense, "rnd_domestic": np.floor(expense * (1 - wobble) * 100) / 100}


def _income(rng: np.random.Generator, firms: Population, revenue: Floats) -> dict[str, Floats]:
    """Main revenue, total income and what of it comes from high-tech products and services."""
    other = rng.exponential(0.012, revenue.shape)
    main = rng.beta(24, 1.2, firms.count)[:, None] * rng.uniform(0.97, 1.0, revenue.shape)
    logit = 0.75 + 1.0 * firms.innovation[:, None] + rng.normal(0, 0.5, firms.count)[:, None]
    share = 1 / (1 + np.exp(-(logit + _slow(rng, revenue.shape, 0.7, 0.25))))
    high = np.where(firms.does_research[:, None], share * main, 0.1 * share)
    return {
        "main_revenue": np.floor(revenue * main * 100) / 100,
        "total_income": np.ceil(revenue * (1 + other) * 100) / 100,
        "hightech_income": np.floor(revenue * high * 100) / 100,
    }


def _worth(rng: np.random.Generator, firms: Population, yearly: Floats, revenue: Floats) -> dict[str, Floats]:
    """Assets and what is owed on them; a few firms owe more than they have."""
    turn = np.exp(rng.normal(0.05, 0.45, firms.count))[:, None]
    smooth = firms.revenue_aim[:, None] ** 0.25 * yearly**0.75
    assets = np.round(turn * smooth * np.exp(_slow(rng, revenue.shape, 0.6, 0.08)), 2)
    debt = np.clip(rng.normal(0.5, 0.19, firms.count)[:, None] + _slow(rng, revenue.shape, 0.7, 0.05), 0.03, 1.3)
    owed = np.round(assets * debt, 2)
    return {"total_assets": assets, "total_liabilities": owed, "net_assets": np.round(assets - owed, 2)}


def _staff(rng: np.random.Generator, firms: Population, people: Floats, intensity: Floats) -> dict[str, Floats]:
    """S&T staff and, among them, R&D staff, in whole people."""
    usual = 0.085 + 1.6 * np.minimum(intensity, 0.22) + 0.025 * firms.innovation[:, None]
    own = np.exp(rng.normal(0, 0.3, firms.count))[:, None]
    share = np.clip(usual * own * np.exp(rng.normal(0, 0.1, people.shape)), 0.0, 0.9)
    technical = np.minimum(np.round(people * share), np.floor(people))
    return {"st_staff": technical, "rnd_staff": np.floor(technical * rng.uniform(0.6, 0.95, people.shape))}


def _costs(rng: np.random.Generator, firms: Population, revenue: Floats, income: Floats) -> dict[str, Floats]:
    """Costs, profit after tax, and tax paid."""
    usual = 0.045 + 0.03 * firms.quality + rng.normal(0, 0.04, firms.count)
    margin = np.clip(usual[:, None] + _slow(rng, revenue.shape, 0.5, 0.05), -0.6, 0.5)
    costs = np.round(income * (1 - margin), 2)
    gross = income - costs
    levy = np.maximum(gross, 0) * 0.2
    turnover_tax = revenue * rng.uniform(0.01, 0.045, firms.count)[:, None]
    return {"costs": costs, "net_profit": np.round(gross - levy, 2), "tax_paid": np.round(levy + turnover_tax, 2)}


def _slow(rng: np.random.Generator, shape: tuple[int, ...], memory: float, spread: float) -> Floats:
    """A random path a firm that forgets slowly: stationary, with standard deviation `spread`."""
    path = rng.normal(size=shape)
    for year in range(1, shape[1]):
        path[:, year] = memory * path[:, year - 1] + np.sqrt(1 - memory**2) * path[:, year]
    return np.asarray(spread * path)

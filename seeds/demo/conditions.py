"""Would the firm be recognised? The conditions of the two rulebooks on the true figures, written a second time.

The programme's own rulebooks live in `scoring.rulebooks`; the city decides by this short independent version
(国科发政〔2017〕115号; 国科发火〔2016〕32号 and 195号), so that the history that a model learns from does not move
when those are edited. Arrays have one entry a firm; NaN counts as not met.
"""

from dataclasses import dataclass

import numpy as np

from seeds.demo.finance import Finance
from seeds.demo.population import Flags, Floats, Population

WAN = 10_000.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What an assessor of one year could see, beside the figures of the three full years before it."""

    column: int
    """The last full year, as a column of the figures."""
    class1: Floats
    class2: Floats
    """Class II rights in force."""
    class2_unused: Floats
    """… and not yet used for an application."""
    conversions: Floats
    """Yearly mean over up to three years."""
    has_field: Flags
    clean: Flags
    """No major incident in the last 365 days."""
    on_list: Flags


@dataclass(frozen=True, slots=True, kw_only=True)
class HnteView:
    """How a firm stands to the conditions of a high-tech enterprise (32号, article 11)."""

    research: Floats
    """R&D ÷ sales of up to three years, divided by the ratio that the firm's size asks for."""
    technical: Floats
    """S&T staff ÷ headcount."""
    domestic: Floats
    income: Floats
    """High-tech income ÷ total income."""
    owns: Flags
    sound: Flags
    """Field listed and no major incident."""
    points: Floats
    """What fair experts would give, 0–100."""

    def meets(self, points: Floats) -> Flags:
        """All conditions, with the points that the experts really gave."""
        hard = (self.research >= 1) & (self.technical >= 0.1) & (self.domestic >= 0.6) & (self.income >= 0.6)
        return np.asarray(hard & self.owns & self.sound & (points > 70))

    def closeness(self) -> Floats:
        """0 where all is met, below 0 the more is missing; in units that a firm feels."""
        gaps = (
            np.log(np.maximum(self.research, 0.02)) / 0.22,
            np.log(np.maximum(self.technical, 0.01) / 0.1) / 0.3,
            (self.income - 0.6) / 0.1,
            (self.domestic - 0.6) / 0.1,
            (self.points - 71) / 9,
            np.where(self.owns, 0.0, -2.5),
            np.where(self.sound, 0.0, -2.0),
        )
        return np.asarray(sum(np.nan_to_num(np.clip(gap, -3, 0), nan=-3.0) for gap in gaps))


def hnte_view(firms: Population, finance: Finance, seen: Evidence) -> HnteView:
    """Where each firm stands to 32号 in the year after `seen.column`."""
    last = slice(max(seen.column - 2, 0), seen.column + 1)
    research, sales, domestic = (
        np.nansum(finance[name][:, last], axis=1) for name in ("rnd_expense", "revenue", "rnd_domestic")
    )
    now = {
        name: finance[name][:, seen.column]
        for name in ("revenue", "st_staff", "headcount", "hightech_income", "total_income")
    }
    needed = np.select([now["revenue"] <= 5000 * WAN, now["revenue"] <= 20_000 * WAN], [0.05, 0.04], 0.03)
    return HnteView(
        research=_ratio(research, sales) / needed,
        technical=_ratio(now["st_staff"], now["headcount"]),
        domestic=_ratio(domestic, research),
        income=_ratio(now["hightech_income"], now["total_income"]),
        owns=seen.class1 + seen.class2_unused > 0,
        sound=seen.has_field & seen.clean,
        points=_innovation_points(firms, seen) + _growth(finance, seen.column),
    )


def _innovation_points(firms: Population, seen: Evidence) -> Floats:
    """IP, conversion and organisation, as fair experts would see them (195号 三(七))."""
    skill = firms.innovation
    number = np.select(
        [seen.class1 >= 1, seen.class2_unused >= 5, seen.class2_unused >= 3, seen.class2_unused >= 1],
        [7.5, 5.5, 3.5, 1.5],
        0.0,
    )
    ip = np.clip(5.6 + skill, 1, 8) + np.clip(6.0 + 0.9 * skill, 1, 8) + number + 4.5
    means = [seen.conversions >= mean for mean in (5, 4, 3, 2, 1)]
    conversion = np.select(means, [27.5, 22.0, 16.5, 10.5, 4.0], 0.0)
    organisation = np.clip(14.0 + 2.3 * skill + 0.8 * firms.ambition, 3, 20)
    return np.asarray(np.where(number > 0, ip, 0.0) + conversion + organisation)


def _growth(finance: Finance, column: int) -> Floats:
    """Growth of net assets and of sales, ten points each."""
    return _growth_of(finance["net_assets"], column) + _growth_of(finance["revenue"], column)


def _growth_of(values: Floats, column: int) -> Floats:
    """Points of the mean growth factor of two years, or of one for a younger firm; 0 for a negative base."""
    third, second, first = values[:, column], values[:, column - 1], values[:, column - 2]
    with np.errstate(divide="ignore", invalid="ignore"):
        late, early = third / second, second / first
    rate = np.where(np.isnan(early), late, (late + early) / 2) - 1
    rate = np.where((second <= 0) | (first <= 0), 0.0, np.nan_to_num(rate, nan=0.0))
    return np.asarray(
        np.select([rate >= 0.35, rate >= 0.25, rate >= 0.15, rate >= 0.05, rate > 0], [9.5, 7.5, 5.5, 3.5, 1.5], 0.0)
    )


def entry_points(finance: Finance, seen: Evidence) -> Floats:
    """The score of a technology SME (115号, article 7), 0–100; 0 without S&T staff."""
    now = {name: finance[name][:, seen.column] for name in ("revenue", "costs", "rnd_expense", "st_staff", "headcount")}
    technical = _ratio(now["st_staff"], now["headcount"])
    staff = _bands(technical, (0.30, 0.25, 0.20, 0.15, 0.10), (20, 16, 12, 8, 4))
    by_sales = _bands(_ratio(now["rnd_expense"], now["revenue"]), (0.06, 0.05, 0.04, 0.03, 0.02), (50, 40, 30, 20, 10))
    by_costs = _bands(_ratio(now["rnd_expense"], now["costs"]), (0.30, 0.25, 0.20, 0.15, 0.10), (50, 40, 30, 20, 10))
    outcomes = np.where(seen.class1 >= 1, 30.0, np.minimum(seen.class2, 4) * 6)
    return np.asarray(np.where(technical > 0, staff + np.maximum(by_sales, by_costs) + outcomes, 0.0))


def within_ceilings(finance: Finance, seen: Evidence) -> Flags:
    """Small enough for a technology SME, and on no list (115号, article 6)."""
    now = {name: finance[name][:, seen.column] for name in ("revenue", "total_assets", "headcount")}
    small = (now["headcount"] <= 500) & (now["revenue"] <= 20_000 * WAN) & (now["total_assets"] <= 20_000 * WAN)
    return np.asarray(small & seen.clean & ~seen.on_list)


def _bands(values: Floats, edges: tuple[float, ...], points: tuple[float, ...]) -> Floats:
    return np.select([values >= edge for edge in edges], points, 0.0).astype(np.float64)


def _ratio(part: Floats, whole: Floats) -> Floats:
    """Part ÷ whole, NaN where there is no whole."""
    return np.asarray(np.divide(part, whole, out=np.full(len(part), np.nan), where=whole > 0))

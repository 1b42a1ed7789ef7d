"""The firms of the city as they are before they do anything: where, what, since when, how large, how good.

`quality`, `innovation` and `ambition` are standard normal traits that nobody ever sees; they drive growth, research
and the wish to apply. No table of the city holds them.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from seeds.demo.clock import Calendar, Days, january_first, stream, year_of
from seeds.demo.mix import SIZES, Mix

Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]
Numbers = npt.NDArray[np.int64]
Texts = npt.NDArray[np.str_]

FIRST_OLD_YEAR = 1992
CEASE_A_YEAR = 0.019
"""How likely a middling firm ends within a year."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Population:
    """One entry a firm in every array."""

    trade: Numbers
    place: Numbers
    registered_on: Days
    ended_on: Days
    """NaT: still there on the last day."""
    quality: Floats
    innovation: Floats
    ambition: Floats
    does_research: Flags
    revenue_aim: Floats
    """The yearly revenue in yuan that the firm tends to at the start of the simulation."""
    head_aim: Floats
    """The headcount that goes with it."""
    size: Numbers
    """Index into `mix.SIZES`."""

    @property
    def count(self) -> int:
        """How many firms."""
        return len(self.trade)

    def founded(self) -> Numbers:
        """The year of registration."""
        return year_of(self.registered_on)

    def alive(self, on: np.datetime64) -> Flags:
        """Registered and not ended on a day."""
        return np.asarray((self.registered_on <= on) & ~(self.ended_on <= on))


def make_population(seed: int, count: int, mix: Mix, calendar: Calendar) -> Population:
    """Draw `count` firms: those that were there when records began and those that came since."""
    rng = stream(seed, "population")
    trade = rng.choice(len(mix.trades), size=count, p=mix.trade_shares())
    quality, innovation, ambition = _traits(rng, count)
    registered = _registered(rng, count, mix, calendar)
    size = rng.choice(len(SIZES), size=count, p=[mix.sizes[name] for name in SIZES])
    revenue, heads = _aims(rng, trade, size, mix)
    return Population(
        trade=trade,
        place=rng.choice(len(mix.places), size=count, p=mix.place_shares()),
        registered_on=registered,
        ended_on=_ended(rng, registered, quality, calendar),
        quality=quality,
        innovation=innovation,
        ambition=ambition,
        does_research=innovation + rng.normal(0, 0.6, count) > -1.6,
        revenue_aim=revenue,
        head_aim=heads,
        size=size,
    )


def _traits(rng: np.random.Generator, count: int) -> tuple[Floats, Floats, Floats]:
    quality, own, wish = rng.normal(size=(3, count))
    innovation = 0.45 * quality + np.sqrt(1 - 0.45**2) * own
    return quality, innovation, 0.3 * innovation + np.sqrt(1 - 0.3**2) * wish


def _registered(rng: np.random.Generator, count: int, mix: Mix, calendar: Calendar) -> Days:
    """Days of registration: an age band, then an age; within the oldest band the years as in the register."""
    shares = np.array([band.share for band in mix.ages])
    band = rng.choice(len(mix.ages), size=count, p=shares / shares.sum())
    low = np.array([band.start for band in mix.ages])[band]
    high = np.array([band.end for band in mix.ages])[band]
    days = calendar.last_day - np.ceil(rng.uniform(low, high) * 365.25).astype("timedelta64[D]")
    years = np.array(list(mix.registered))
    counts = np.array(list(mix.registered.values()), dtype=np.float64)
    drawn = rng.choice(years, size=count, p=counts / counts.sum())
    old = january_first(drawn) + rng.integers(0, 365, count).astype("timedelta64[D]")
    return np.asarray(np.where(band == len(mix.ages) - 1, old, days))


def _ended(rng: np.random.Generator, registered: Days, quality: Floats, calendar: Calendar) -> Days:
    """Days of ending: good firms last longer; nobody ends before the records begin or in the first 200 days."""
    start = np.maximum(registered + np.timedelta64(200, "D"), calendar.records_begin)
    yearly = CEASE_A_YEAR * np.exp(-0.5 * quality)
    lasts = np.minimum(rng.exponential(1 / yearly), 200) * 365.25
    end = start + lasts.astype("timedelta64[D]")
    return np.asarray(np.where(end <= calendar.last_day, end, np.datetime64("NaT")))


def _aims(rng: np.random.Generator, trade: Numbers, size: Numbers, mix: Mix) -> tuple[Floats, Floats]:
    """Revenue and headcount within the size class of 300号 that each firm tends to."""
    rows = mix.of_trades("row")[trade]
    heads_of = mix.of_trades("head")[trade] * 10_000
    position = rng.beta(1.1, 1.6, len(trade))
    revenue = np.zeros(len(trade))
    for row, axes in mix.size_rows.items():
        inside = rows == row
        edges = _revenue_edges(axes, float(np.median(heads_of[inside])) if inside.any() else 0.0)
        low, high = np.log(edges[size[inside]]), np.log(edges[size[inside] + 1])
        revenue[inside] = np.exp(low + position[inside] * (high - low))
    larger = (revenue / 30_000_000) ** 0.3  # larger firms earn more a head
    heads = revenue / (heads_of * larger * np.exp(rng.normal(0, 0.3, len(trade))))
    return revenue, np.maximum(heads, 2.0)


def _revenue_edges(axes: dict[str, tuple[float, float, float]], per_head: float) -> Floats:
    """Five edges in yuan around the four size classes; rows without a revenue bound go by headcount."""
    if "Y" in axes:
        small, medium, large = (edge * 10_000 for edge in axes["Y"])
    else:
        small, medium, large = (edge * per_head for edge in axes["X"])
    return np.array([small * 0.25, small, medium, large, large * 6])

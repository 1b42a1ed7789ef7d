"""How the firms climb: year by year they are visited, enter the register, apply for the title, win or fail.

Who applies depends on size, ambition, the county's zeal and the caseworker's visit as much as on merit; who is granted
depends on the conditions of the rulebook and on experts who err. So a model can learn much of it and never all.
"""

from dataclasses import dataclass, field, replace

import numpy as np
import pandas as pd

from seeds.demo.clock import Calendar, Days, days_of_year, stream
from seeds.demo.conditions import Evidence, HnteView, entry_points, hnte_view, within_ceilings
from seeds.demo.evidence import History, gather
from seeds.demo.finance import Finance
from seeds.demo.mix import Mix
from seeds.demo.population import Flags, Floats, Numbers, Population

SPARED = 0.985
"""Of the applications that meet every condition, those that do not fail all the same."""
ZEAL_OF_A_YEAR = 0.5
"""How much a county's zeal moves from year to year."""


@dataclass(slots=True, kw_only=True)
class Path:
    """Where every firm stands while the years go by, and all that happened so far.

    The rows are tables to be joined at the end: `visits` (enterprise, day), `applications` (enterprise, programme,
    submitted, decided, outcome, batch, renewal, year).
    """

    title_until: Days
    """Last day of the newest high-tech certificate, NaT without one."""
    entered: Flags
    """Was in the register of technology SMEs in the year before."""
    ever_entered: Flags
    refused: Flags
    visited: Flags
    """Was visited in the year under way."""
    used: Floats
    """Class II rights spent on earlier applications."""
    visits: list[pd.DataFrame] = field(default_factory=list)
    applications: list[pd.DataFrame] = field(default_factory=list)
    views: dict[int, HnteView] = field(default_factory=dict)
    """By year, where every firm stood to the conditions of the title, before any audit."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Year:
    """What is the same for all decisions of one year."""

    year: int
    seen: Evidence
    zeal: Floats
    alive: Flags
    """There on 1 July, and for a year already."""


def climb(seed: int, firms: Population, finance: Finance, history: History, mix: Mix, calendar: Calendar) -> Path:
    """Live through all years, the warm-up included."""
    rng = stream(seed, "path")
    path = _start(firms.count)
    for year in range(calendar.first_year + 3, calendar.today.year + 1):
        now = Year(
            year=year,
            seen=gather(firms, history, year, path.used, calendar),
            zeal=_zeal(rng, firms, mix),
            alive=_there(firms, year),
        )
        _visit(rng, path, firms, now)
        _enter(rng, path, firms, finance, now, calendar)
        _apply(rng, path, firms, finance, now, calendar)
    return path


def _start(count: int) -> Path:
    no = np.zeros(count, dtype=bool)
    never = np.full(count, np.datetime64("NaT"), dtype="datetime64[D]")
    return Path(title_until=never, entered=no, ever_entered=no, refused=no, visited=no, used=np.zeros(count))


def _zeal(rng: np.random.Generator, firms: Population, mix: Mix) -> Floats:
    lasting = mix.zeal()
    return np.asarray((lasting + rng.normal(0, ZEAL_OF_A_YEAR, len(lasting)))[firms.place])


def _there(firms: Population, year: int) -> Flags:
    midsummer = days_of_year(year, 7, 1)
    return firms.alive(midsummer) & (firms.registered_on <= midsummer - np.timedelta64(365, "D"))


def _chance(logit: Floats) -> Floats:
    return np.asarray(1 / (1 + np.exp(-logit)))


def _size(firms: Population) -> Floats:
    """How large a firm is: the logarithm of its revenue, about standard normal over the whole mix."""
    return np.asarray((np.log(firms.revenue_aim) - 15.2) / 1.5)


def _enter(
    rng: np.random.Generator, path: Path, firms: Population, finance: Finance, now: Year, calendar: Calendar
) -> None:
    """The yearly register of technology SMEs: the firm scores itself, the province checks the form."""
    believed = entry_points(finance, now.seen) + rng.normal(8, 10, firms.count)
    titled = path.title_until >= days_of_year(now.year, 7, 1)
    worthwhile = (believed >= 60) | titled
    trend = 0.10 * (now.year - calendar.last_year)
    logit = (
        0.25 + trend + 0.5 * firms.ambition + now.zeal + 2.2 * path.entered + 0.5 * path.visited + 0.3 * _size(firms)
    )
    there = firms.alive(days_of_year(now.year, 7, 1)) & (firms.registered_on < days_of_year(now.year, 1, 1))
    tries = there & worthwhile & within_ceilings(finance, now.seen) & (rng.random(firms.count) < _chance(logit))
    passed = titled | (entry_points(finance, now.seen) + rng.normal(6, 6, firms.count) >= 60)
    who = np.flatnonzero(tries)
    submitted = days_of_year(now.year, 6, 1) + rng.integers(0, 100, len(who)).astype("timedelta64[D]")
    decided = _next_batch(submitted, now.year)
    path.applications.append(rows_of(who, "tech_sme", now.year, submitted, decided, passed[who]))
    granted = tries & passed
    path.entered = granted
    path.ever_entered = path.ever_entered | granted


def _next_batch(submitted: Days, year: int) -> Days:
    """Entries are announced in four batches, a month or so after the form came in."""
    batches = np.array([days_of_year(year, *day) for day in ((7, 18), (8, 22), (9, 26), (10, 24))])
    place = np.searchsorted(batches, submitted + np.timedelta64(20, "D"))
    return np.asarray(batches[np.minimum(place, len(batches) - 1)])


def _apply(
    rng: np.random.Generator, path: Path, firms: Population, finance: Finance, now: Year, calendar: Calendar
) -> None:
    """The title of high-tech enterprise: who has none, or whose certificate ends this year, may apply."""
    path.views[now.year] = hnte_view(firms, finance, now.seen)
    view = _audited(rng, path.views[now.year])
    due = path.title_until.astype("datetime64[Y]") == np.datetime64(str(now.year), "Y")
    felt = view.closeness() + rng.normal(0, 0.9, firms.count)
    logit = _eagerness(path, firms, felt, due, now, calendar)
    who = np.flatnonzero(now.alive & (rng.random(firms.count) < _chance(logit)))
    judged = _judged(rng, view)
    submitted, decided, batch = _title_days(rng, len(who), now.year)
    granted = view.meets(judged)[who] & (rng.random(len(who)) < SPARED)
    begins = np.where(due[who], np.maximum(decided, path.title_until[who] + np.timedelta64(1, "D")), decided)
    path.applications.append(
        rows_of(who, "hnte", now.year, submitted, decided, granted).assign(begins=begins, batch=batch, renewal=due[who])
    )
    _remember(path, now, who, granted, begins)


def _eagerness(path: Path, firms: Population, felt: Floats, due: Flags, now: Year, calendar: Calendar) -> Floats:
    """How likely, as a logit, each firm hands in an application; minus infinity while its title runs on."""
    wish = 1.1 * firms.ambition + now.zeal + 0.55 * path.visited + 0.45 * _size(firms)
    experience = 0.9 * path.ever_entered + 0.5 * path.refused
    first = -1.8 + 0.05 * (now.year - calendar.last_year) + 1.8 * felt + wish + experience
    again = 2.6 + 0.55 * felt + 0.5 * wish
    free = np.isnat(path.title_until) | (path.title_until < days_of_year(now.year, 1, 1))
    return np.asarray(np.where(due, again, np.where(free, first, -np.inf)))


def _audited(rng: np.random.Generator, view: HnteView) -> HnteView:
    """The special audit of an application counts research and high-tech income anew, mostly in the firm's favour."""
    count = len(view.points)
    return replace(
        view,
        research=view.research * np.exp(rng.normal(0.05, 0.22, count)),
        technical=view.technical * np.exp(rng.normal(0.05, 0.15, count)),
        income=np.minimum(view.income + rng.normal(0.02, 0.07, count), 1.0),
    )


def _judged(rng: np.random.Generator, view: HnteView) -> Floats:
    """The points that experts give: more than fair ones would, and each time others."""
    return np.asarray(view.points + rng.normal(15.5, 6.0, len(view.points)))


def chance_if_applied(seed: int, view: HnteView, draws: int) -> Floats:
    """How likely each firm, also one that never applied, would win the title if it applied.

    What nobody sees in a real city: the share of `draws` applications that the firm's own figures would win, audited
    and judged anew each time. With random numbers of its own, so that the city does not move.
    """
    rng = stream(seed, "chance if applied")
    won = np.zeros(len(view.points))
    for _ in range(draws):
        audited = _audited(rng, view)
        won += audited.meets(_judged(rng, audited))
    return np.asarray(SPARED * won / draws)


def _title_days(rng: np.random.Generator, count: int, year: int) -> tuple[Days, Days, Numbers]:
    """Two batches a year: those handed in by June are announced in autumn, the others in December."""
    submitted = days_of_year(year, 5, 8) + rng.integers(0, 130, count).astype("timedelta64[D]")
    batch = np.where(submitted <= days_of_year(year, 7, 20), 1, 2)
    announced = [
        day + np.timedelta64(int(rng.integers(14)), "D")
        for day in (days_of_year(year, 10, 22), days_of_year(year, 12, 1))
    ]
    return submitted, np.array(announced)[batch - 1], batch


def _remember(path: Path, now: Year, who: Numbers, granted: Flags, begins: Days) -> None:
    """A granted title runs three years and spends the class II rights shown for it."""
    winners = who[granted]
    path.title_until = path.title_until.copy()
    path.title_until[winners] = three_years_from(begins[granted])
    path.used = path.used.copy()
    path.used[winners] = now.seen.class2[winners]
    path.refused = np.zeros_like(path.refused)
    path.refused[who[~granted]] = True


def three_years_from(begins: Days) -> Days:
    """The last day of a term of three years that begins on each of `begins`."""
    months = begins.astype("datetime64[M]")
    day_of_month = begins - months.astype("datetime64[D]")
    return np.asarray((months + 36).astype("datetime64[D]") + day_of_month - np.timedelta64(1, "D"))


def _visit(rng: np.random.Generator, path: Path, firms: Population, now: Year) -> None:
    """Caseworkers go where somebody entered, won or was refused the year before, and to a few others."""
    titled = path.title_until >= days_of_year(now.year, 1, 1)
    logit = -2.2 + 0.9 * path.entered + 0.5 * titled + 0.5 * path.refused + 0.6 * now.zeal + 0.3 * _size(firms)
    there = firms.alive(days_of_year(now.year, 11, 1)) & (firms.registered_on < days_of_year(now.year, 1, 1))
    path.visited = there & (rng.random(firms.count) < _chance(logit))
    who = np.flatnonzero(path.visited)
    day = days_of_year(now.year, 3, 1) + rng.integers(0, 240, len(who)).astype("timedelta64[D]")
    path.visits.append(pd.DataFrame({"enterprise": who, "day": day}))


def rows_of(who: Numbers, programme: str, year: int, submitted: Days, decided: Days, granted: Flags) -> pd.DataFrame:
    """Applications of one programme and year, one a firm of `who`."""
    return pd.DataFrame(
        {
            "enterprise": who,
            "programme": programme,
            "year": year,
            "submitted_on": submitted,
            "decided_on": decided,
            "granted": granted,
            "begins": decided,
            "batch": 1,
            "renewal": False,
        }
    )


def holders(titles: pd.DataFrame, firms: int, on: np.datetime64) -> Flags:
    """Who holds a title of three years on a day, going by the granted rows of `titles`."""
    granted = titles[titles["granted"]]
    begins = granted["begins"].to_numpy().astype("datetime64[D]")
    running = (begins <= on) & (three_years_from(begins) >= on)
    held = np.zeros(firms, dtype=bool)
    held[granted["enterprise"].to_numpy()[running]] = True
    return held

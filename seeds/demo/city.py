"""The whole city: `make_city` puts the parts together."""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from datetime import date

import pandas as pd

from seeds.demo import (
    answers,
    controls,
    engagements,
    exchange,
    identity,
    knowledge,
    ladder,
    reports,
    sources,
    standing,
    titles,
    upper,
)
from seeds.demo.clock import Calendar, stream
from seeds.demo.codes import LARGEST_SERIAL, CityTooLarge
from seeds.demo.conditions import HnteView
from seeds.demo.evidence import History, listed_fields
from seeds.demo.finance import Finance, make_finance
from seeds.demo.innovation import make_innovation
from seeds.demo.mix import Mix, read_mix
from seeds.demo.path import chance_if_applied, climb
from seeds.demo.population import Population, make_population

COUNTY = "411303"
"""The county whose caseworker and lead get a demo login."""


@dataclass(frozen=True, slots=True, kw_only=True)
class City:
    """One DataFrame a table, columns named like the model's fields; `enterprise` is a row of `enterprises`.

    Days are datetime64, amounts float64 in yuan to the fen; NaN, NaT, NA and (in foreign keys) "" are missing values.
    `chains.chain` is the Chinese name of a chain, `portfolios.caseworker` a role.
    """

    today: date
    enterprises: pd.DataFrame
    registrations: pd.DataFrame
    source_choices: pd.DataFrame
    former_names: pd.DataFrame
    contacts: pd.DataFrame
    chains: pd.DataFrame
    financial_years: pd.DataFrame
    ip_rights: pd.DataFrame
    conversions: pd.DataFrame
    rnd_institutions: pd.DataFrame
    financing_rounds: pd.DataFrame
    judgements: pd.DataFrame
    controls: pd.DataFrame
    incidents: pd.DataFrame
    list_entries: pd.DataFrame
    coverage: pd.DataFrame
    applications: pd.DataFrame
    recognitions: pd.DataFrame
    portfolios: pd.DataFrame
    engagements: pd.DataFrame
    demands: pd.DataFrame
    achievements: pd.DataFrame
    technology_contracts: pd.DataFrame

    def tables(self) -> Iterator[tuple[str, pd.DataFrame]]:
        """Every table with its name, the enterprises first."""
        return ((part.name, getattr(self, part.name)) for part in fields(self) if part.name != "today")

    def digest(self) -> str:
        """SHA-256 over every table as CSV: two cities are the same if and only if their digests are."""
        whole = hashlib.sha256()
        for name, table in self.tables():
            whole.update(f"{name}\n{table.to_csv(index=False)}".encode())
        return whole.hexdigest()


def make_city(*, seed: int, firms: int = 7000, today: date) -> City:
    """Generate a city of `firms` fictional firms with eight full years of history up to `today`.

    The same arguments give the same bytes; the wall clock is never asked.

    Raises
    ------
    CityTooLarge
        If there are not enough fictional codes for so many firms.
    ValueError
        If `firms` is not positive.
    """
    if firms < 1:
        raise ValueError(f"A city of {firms} firms cannot be made; ask for at least one.")
    if firms > LARGEST_SERIAL:
        raise CityTooLarge(
            f"A city of {firms:,} firms needs more fictional codes than the {LARGEST_SERIAL:,} there are."
        )
    calendar, mix = Calendar(today=today), read_mix()
    life = _live(seed, firms, mix, calendar)
    return _record(seed, life, mix, calendar)


@dataclass(frozen=True, slots=True, kw_only=True)
class Life:
    """All that happened, whether anybody learned of it or not."""

    firms: Population
    finance: Finance
    history: History
    events: pd.DataFrame
    """Applications, decided or not."""
    visits: pd.DataFrame
    views: Mapping[int, HnteView]
    """By year, where each firm stood to the conditions of a high-tech enterprise."""


def true_chances(*, seed: int, firms: int, today: date, year: int, draws: int = 200) -> "pd.Series[float]":
    """How likely each firm of the city with these arguments would win the high-tech title if it applied in `year`.

    Returns
    -------
    Series of float64, indexed by the code of the firm
        The truth behind what `make_city` puts on record, for benches of models.
    """
    calendar, mix = Calendar(today=today), read_mix()
    life = _live(seed, firms, mix, calendar)
    enterprises = identity.make_enterprises(seed, life.firms, life.history.has_field, mix, calendar)
    return pd.Series(chance_if_applied(seed, life.views[year], draws), index=enterprises["uscc"].to_numpy())


def _live(seed: int, count: int, mix: Mix, calendar: Calendar) -> Life:
    """What the firms are, what happens to them, how they climb."""
    firms = make_population(seed, count, mix, calendar)
    finance = make_finance(seed, firms, mix, calendar)
    history = History(
        innovation=make_innovation(seed, firms, finance, mix, calendar),
        incidents=standing.make_incidents(seed, firms, mix, calendar),
        list_entries=standing.make_list_entries(seed, firms, calendar),
        has_field=listed_fields(stream(seed, "fields"), firms, mix),
    )
    path = climb(seed, firms, finance, history, mix, calendar)
    lower = pd.concat(path.applications, ignore_index=True)
    higher = upper.choose(seed, firms, finance, lower[lower["programme"] == "hnte"], calendar)
    events = pd.concat([lower, higher], ignore_index=True)
    visits = pd.concat(path.visits, ignore_index=True)
    return Life(firms=firms, finance=finance, history=history, events=events, visits=visits, views=path.views)


def _record(seed: int, life: Life, mix: Mix, calendar: Calendar) -> City:
    """What of a life stands on record, and since when."""
    firms, happened = life.firms, life.history.innovation
    enterprises = identity.with_twins(
        seed, identity.make_enterprises(seed, firms, life.history.has_field, mix, calendar)
    )
    registrations = sources.make_registrations(seed, enterprises, calendar)
    applications = titles.make_applications(seed, life.events, firms, calendar)
    recognitions = titles.make_recognitions(seed, life.events, firms, calendar)
    tiers = titles.tier_each_year(recognitions, firms.count, calendar.recorded_years)
    decided = applications[(applications["programme"] == "hnte") & applications["decided_on"].notna()]
    met = knowledge.first_contacts(life.visits, decided, firms.count, calendar)
    now = titles.tier_on(recognitions, firms.count, calendar.last_day)
    climbed = ladder.make_ladder(seed, firms, life.finance, happened.ip_rights, calendar)
    portfolios = knowledge.make_portfolios(seed, enterprises, now, COUNTY, calendar)
    return City(
        today=calendar.today,
        enterprises=enterprises,
        registrations=registrations,
        source_choices=sources.make_choices(seed, registrations, calendar),
        former_names=identity.make_former_names(seed, enterprises, calendar),
        contacts=identity.make_contacts(seed, enterprises, calendar),
        chains=identity.make_chains(seed, firms, mix),
        financial_years=reports.make_financial_years(seed, firms, life.finance, tiers, decided, calendar),
        ip_rights=knowledge.make_rights(happened.ip_rights, life.events, calendar),
        conversions=knowledge.on_contact(seed, happened.conversions, "converted_on", met, calendar),
        rnd_institutions=knowledge.on_contact(seed, happened.rnd_institutions, "recognised_on", met, calendar),
        financing_rounds=knowledge.on_contact(seed, happened.financing_rounds, "closed_on", met, calendar),
        judgements=pd.concat(
            [
                knowledge.make_judgements(seed, life.visits, firms, happened.ip_rights, calendar),
                answers.make_answers(seed, life.visits, firms, life.finance, climbed, mix, calendar),
            ],
            ignore_index=True,
        ),
        controls=controls.make_controls(seed, enterprises, calendar),
        incidents=life.history.incidents,
        list_entries=life.history.list_entries,
        coverage=knowledge.make_coverage(met, calendar),
        applications=applications,
        recognitions=pd.concat([recognitions, climbed], ignore_index=True),
        portfolios=portfolios,
        engagements=engagements.make_engagements(seed, life.visits, portfolios, calendar),
        demands=exchange.make_demands(seed, enterprises, calendar),
        achievements=exchange.make_achievements(seed, enterprises, calendar),
        technology_contracts=exchange.make_contracts(seed, enterprises, calendar),
    )

"""What the bureau learns by looking: judgements on visits, lists that are complete, facts that only a contact brings.

A conversion, an R&D institution or an equity round stands in no public register. The bureau knows those of a firm from
the first visit or application on, and says so in a coverage row; of other firms it knows nothing, which is not zero.
"""

import numpy as np
import pandas as pd

from seeds.demo.clock import Calendar, Days, stream
from seeds.demo.population import Flags, Floats, Numbers, Population
from seeds.demo.tables import SOURCE, days_in, firms_in, heard, once, told

CITY = "411300"
PUBLIC = ("ip_right", "recognition", "incident", "list_entry")
"""Lists that are complete for the whole city since records began."""
ON_CONTACT = ("conversion", "rnd_institution", "financing_round")

TITLES = {
    "invention": "一种演示用装置及方法",
    "utility_model": "一种演示用装置",
    "design": "演示产品外观",
    "software": "演示软件V1.0",
    "plant_variety": "演示品种",
    "new_drug": "演示新药",
    "ic_layout": "演示集成电路布图设计",
}
CLASS_II = ("utility_model", "design", "software")

CITY_PORTFOLIO = 120
COUNTY_PORTFOLIO = 80
"""Firms in the portfolio of each demo caseworker."""


def first_contacts(visits: pd.DataFrame, decided: pd.DataFrame, firms: int, calendar: Calendar) -> Days:
    """The day from which the bureau knows each firm from the inside: the first visit or decision; NaT if none."""
    days = pd.concat(
        [visits[["enterprise", "day"]], decided.rename(columns={"decided_on": "day"})[["enterprise", "day"]]]
    )
    seen = np.maximum(days_in(days, "day"), calendar.records_begin)
    first = np.full(firms, np.datetime64("9999-12-31"), dtype="datetime64[D]")
    np.minimum.at(first, firms_in(days), seen)
    return np.asarray(np.where(first <= calendar.last_day, first, np.datetime64("NaT")))


def make_coverage(contacts: Days, calendar: Calendar) -> pd.DataFrame:
    """Which lists are complete since when: of the city, and of each firm that was met."""
    known = np.flatnonzero(~np.isnat(contacts))
    city = pd.DataFrame({"kind": PUBLIC, "region": CITY, "enterprise": pd.NA, "known_on": calendar.records_begin})
    own = [
        pd.DataFrame({"kind": kind, "region": "", "enterprise": known, "known_on": contacts[known]})
        for kind in ON_CONTACT
    ]
    table = pd.concat(
        [city.astype({"enterprise": "Int64"}), *(one.astype({"enterprise": "Int64"}) for one in own)], ignore_index=True
    )
    return table.assign(source=SOURCE)


def on_contact(seed: int, table: pd.DataFrame, happened: str, contacts: Days, calendar: Calendar) -> pd.DataFrame:
    """Of `table`, the facts of firms that were met: known at the first contact, or weeks after they happened."""
    rng = stream(seed, happened)
    day, first = days_in(table, happened), contacts[firms_in(table)]
    later = day + rng.integers(10, 90, len(table)).astype("timedelta64[D]")
    out = table.assign(known_on=np.where(day <= first, first, later), source=SOURCE)
    return told(out[~np.isnat(first)], calendar)


def make_rights(rights: pd.DataFrame, events: pd.DataFrame, calendar: Calendar) -> pd.DataFrame:
    """IP rights on record, those of class II struck out by the first granted application that showed them."""
    used = _used(rights, events[(events["programme"] == "hnte") & events["granted"]], calendar)
    table = rights.assign(
        known_on=calendar.known(days_in(rights, "granted_on"), rights["told_after"].to_numpy()),
        ended_known_on=heard(days_in(rights, "ended_on"), rights["told_after"].to_numpy(), calendar),
        used_on=used,
        used_known_on=used,
        title=rights["kind"].map(TITLES).to_numpy(),
        source=SOURCE,
    )
    columns = [
        "enterprise",
        "kind",
        "number",
        "title",
        "applied_on",
        "granted_on",
        "ended_on",
        "ended_known_on",
        "acquired_by",
        "used_on",
        "used_known_on",
        "known_on",
        "source",
    ]
    return told(table, calendar)[columns]


def _used(rights: pd.DataFrame, granted: pd.DataFrame, calendar: Calendar) -> Days:
    """The day each class II right was used up: when the first application that showed it was granted.

    Marked at submission instead, it would tell on the day between the two which applications are going to be granted.
    """
    used = np.full(len(rights), np.datetime64("NaT"), dtype="datetime64[D]")
    owner, day, ended = firms_in(rights), days_in(rights, "granted_on"), days_in(rights, "ended_on")
    second = rights["kind"].isin(CLASS_II).to_numpy()
    for year, rows in granted.groupby("year"):
        shown = np.full(owner.max() + 1 if len(owner) else 0, np.datetime64("NaT"), dtype="datetime64[D]")
        inside = firms_in(rows) < len(shown)
        shown[firms_in(rows)[inside]] = days_in(rows, "decided_on")[inside]
        midsummer = np.datetime64(f"{year}-07-01")
        fits = second & np.isnat(used) & (day <= midsummer) & ~(ended <= midsummer) & ~np.isnat(shown[owner])
        used[fits] = np.maximum(shown[owner], day)[fits]
    return np.asarray(np.where(used <= calendar.last_day, used, np.datetime64("NaT")))


def make_judgements(
    seed: int, visits: pd.DataFrame, firms: Population, rights: pd.DataFrame, calendar: Calendar
) -> pd.DataFrame:
    """What caseworkers found: four plain answers at the first visit, those about the last years at the newest again,
    and an expert's points at every third or so.
    """
    rng = stream(seed, "judgements")
    seen = visits[(days_in(visits, "day") >= calendar.records_begin) & (days_in(visits, "day") <= calendar.last_day)]
    seen = seen.sort_values(["enterprise", "day"], ignore_index=True)
    who, day = firms_in(seen), days_in(seen, "day")
    skill, first = firms.innovation[who], ~seen.duplicated("enterprise").to_numpy()
    owns = _owns(rights, firms.count, who, day)
    expert = owns & (rng.random(len(seen)) < 0.35)
    newest = ~seen.duplicated("enterprise", keep="last").to_numpy()
    found = [_answers(rng, skill, first, newest, owns), _points(rng, skill, expert)]
    rows = [(measure, values, asked) for group in found for measure, (values, asked) in group.items()]
    table = pd.concat(
        [
            pd.DataFrame(
                {"enterprise": who[asked], "measure": measure, "value": values[asked], "judged_on": day[asked]}
            )
            for measure, values, asked in rows
        ]
    )
    table["known_on"] = days_in(table, "judged_on") + rng.integers(0, 6, len(table)).astype("timedelta64[D]")
    table = told(once(table.assign(source=SOURCE), ["enterprise", "measure", "judged_on"]), calendar)
    return table.sort_values(["enterprise", "judged_on", "measure"], ignore_index=True)


def _answers(
    rng: np.random.Generator, skill: Floats, first: Flags, newest: Flags, owns: Flags
) -> dict[str, tuple[Floats, Flags]]:
    """Yes (1) or no (0), and for which visits the question was asked."""
    roll = rng.random((4, len(skill)))
    return {
        "product_allowed": ((roll[0] < 0.985).astype(np.float64), first),
        "national_award_5y": ((roll[1] < 0.003).astype(np.float64), first | newest),
        "led_standard_5y": ((roll[2] < 0.008 * np.exp(skill)).astype(np.float64), first | newest),
        "core_ip": ((roll[3] < 1 / (1 + np.exp(-1.6 - 0.8 * skill))).astype(np.float64), owns & (roll[3] > 0.1)),
    }


def _points(rng: np.random.Generator, skill: Floats, expert: Flags) -> dict[str, tuple[Floats, Flags]]:
    """Points of one expert, whole ones, within the maxima of 195号."""

    def given(mean: Floats, spread: float, most: int) -> Floats:
        return np.clip(np.round(mean + rng.normal(0, spread, len(mean))), 0, most)

    return {
        "expert_ip_advanced": (given(5.6 + skill, 0.9, 8), expert),
        "expert_ip_core": (given(6.0 + 0.9 * skill, 0.9, 8), expert),
        "expert_ip_acquired": (np.maximum(given(4.5 + 0 * skill, 0.8, 6), 1), expert),
        "expert_ip_standards": (given(0.1 + 0.2 * skill, 0.5, 2), expert),
        "expert_organisation": (given(14.0 + 2.3 * skill, 1.5, 20), expert),
    }


def _owns(rights: pd.DataFrame, firms: int, who: Numbers, day: Days) -> Flags:
    """Had the visited firm an IP right on the day of the visit?"""
    first = np.full(firms, np.datetime64("9999-12-31"), dtype="datetime64[D]")
    np.minimum.at(first, firms_in(rights), days_in(rights, "granted_on"))
    return np.asarray(first[who] <= day)


def make_portfolios(
    seed: int, enterprises: pd.DataFrame, tiers: Numbers, county: str, calendar: Calendar
) -> pd.DataFrame:
    """The operating firms of the demo caseworkers, mostly firms on the path; the county's own for the county's."""
    rng = stream(seed, "portfolios")
    operating = enterprises["status"].isin(["operating", "suspended"]).to_numpy()
    near = (enterprises["operating_region"] == county).to_numpy()
    weight = np.where(tiers >= 1, 3.0, 1.0) * operating
    city = _drawn(rng, weight, CITY_PORTFOLIO)
    weight[city] = 0.0
    own = _drawn(rng, weight * near, COUNTY_PORTFOLIO)
    caseworker = np.repeat(["city_caseworker", "county_caseworker"], [len(city), len(own)])
    who = np.concatenate([city, own])
    known = days_in(enterprises, "known_on")[who]
    since = np.maximum(known, calendar.last_day - rng.integers(30, 900, len(who)).astype("timedelta64[D]"))
    return pd.DataFrame(
        {"enterprise": who, "caseworker": caseworker, "since": since, "until": np.datetime64("NaT", "s")}
    )


def _drawn(rng: np.random.Generator, weight: Floats, wanted: int) -> Numbers:
    """Up to `wanted` firms, but never more than a third of those that have a weight."""
    size = min(wanted, int(np.count_nonzero(weight)) // 3)
    if not size:
        return np.array([], dtype=np.int64)
    return np.sort(rng.choice(len(weight), size=size, replace=False, p=weight / weight.sum()))

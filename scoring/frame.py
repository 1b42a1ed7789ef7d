"""The as-of frame: one row an enterprise, one column a measure, only what was known on that day.

A count or a flag is known only where a `Coverage` says that its list was complete; otherwise 'no row' means that
nobody looked, and the measure is missing. This is where rows become columns and `Decimal` becomes float.
"""

from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd
from django.db.models import QuerySet

from crm.enterprises.models import Enterprise, FinancialYear, IPRight, Judgement
from scoring.ages import age_in_years
from scoring.facts import Facts, read_facts
from scoring.identities import IDENTITY, chosen, identities, in_county, in_henan, known, operating, told
from scoring.judgements import speaking
from scoring.rulebooks.measures import MEASURES

YEARS_BACK = 4
FLAGS = frozenset(name for name in Judgement.Measure.values if MEASURES[name].unit == "flag")
"""The judgements that are a yes or a no."""
TITLES = {
    "hnte_in_force": "hnte",
    "tech_sme_in_force": "tech_sme",
    "innovative_sme_in_force": "innovative_sme",
    "srdi_sme_in_force": "srdi_sme",
    "little_giant_in_force": "little_giant",
}
"""Measure → the programme whose title it is about."""
INSTITUTION_LEVELS = {"other": 1.0, "city": 2.0, "provincial": 3.0, "national": 4.0}
HIGHEST_LEVEL = max(INSTITUTION_LEVELS.values())


def frame(as_of: date, enterprises: "QuerySet[Enterprise]") -> pd.DataFrame:
    """What was known on `as_of` of those of `enterprises` that operated then.

    Returns
    -------
    DataFrame of shape (n_enterprises, n_columns)
        Indexed by enterprise id. Money in yuan, numbers float64, flags pandas `boolean`; a missing value is a fact not
        known on the day. `…_y0` is the last full calendar year before `as_of`, `…_y1` the one before, to `…_y3`.
    """
    return cut(read_facts(enterprises, as_of), as_of)


def cut(facts: Facts, as_of: date) -> pd.DataFrame:
    """The frame of `as_of` out of facts that may have become known later: those are left aside."""
    day = pd.Timestamp(as_of)
    firms = operating(identities(facts, day), day)
    complete = Lists(facts=facts, firms=firms, day=day)
    parts = [
        _identity(firms, facts.zones, day),
        _years(facts, firms, day),
        _ip(facts, complete, day),
        _innovation(facts, complete, day),
        _standing(facts, complete, day),
        _titles(facts, complete, day),
        _judged(known(facts.judgements, day), firms, day),
    ]
    measures = pd.concat(parts, axis=1)
    none = measures["ip_class1"] == 0  # none of it is of high value, whoever says what
    measures["ip_class1_high_value"] = measures["ip_class1_high_value"].mask(none, 0.0)
    return measures


@dataclass(frozen=True, slots=True, kw_only=True)
class Lists:
    """Which lists of facts are complete for which of `firms` on `day`."""

    facts: Facts
    firms: pd.DataFrame
    day: pd.Timestamp

    def complete(self, kind: str) -> "pd.Series[bool]":
        """Per firm: was its list of this kind of facts complete, by its own statement or that of a region around it?"""
        stated = known(self.facts.coverage, self.day)
        own = stated[stated["kind"] == kind]["enterprise"]
        regional = known(self.facts.regional_coverage, self.day)
        around = tuple(regional[regional["kind"] == kind]["region__path"])
        # A city has few regions and many firms: each path is looked at once.
        codes, paths = pd.factorize(self.firms["path"], use_na_sentinel=True)
        inside = np.array([*(path.startswith(around) for path in paths), False])[codes]
        return pd.Series(self.firms.index.isin(own) | inside, index=self.firms.index)


def _identity(firms: pd.DataFrame, zones: frozenset[str], day: pd.Timestamp) -> pd.DataFrame:
    """Who the firm is, how old, where it lies, and whether its technology lies in a listed field."""
    registered, field = firms["registered_on"], firms["technology_field"]
    existing = (day.year - registered.dt.year).clip(lower=0).astype(np.float64)
    last_day = pd.Timestamp(day.year - 1, 12, 31)
    measures = {
        "industry_division": pd.to_numeric(firms["industry"].str[:2], errors="coerce").astype(np.float64),
        "age_days": (day - registered).dt.days.astype(np.float64),
        "age_years": age_in_years(registered, day),
        "age_years_at_year_end": age_in_years(registered, last_day).clip(lower=0.0),
        "existing_years": existing,
        "operating_years": existing.clip(upper=3.0),
        "in_henan": in_henan(firms),
        "in_county": in_county(firms, zones),
        "mainland_resident": pd.Series(True, index=firms.index, dtype="boolean"),
        "field_listed": field.notna().astype("boolean").where(field.notna()),
    }
    return pd.concat([firms[list(IDENTITY)], pd.DataFrame(measures, index=firms.index)], axis=1)


def _years(facts: Facts, firms: pd.DataFrame, day: pd.Timestamp) -> pd.DataFrame:
    """Four full years of figures; each figure from the report that counts for it."""
    columns = list(FinancialYear.FIGURES)
    years = known(facts.financial_years, day)
    recent = years[years["year"].between(day.year - YEARS_BACK, day.year - 1)]
    best = chosen(facts, "financial_year", recent, by=["enterprise", "year"], fields=columns, day=day)
    best["net_assets"] = best["net_assets"].fillna(best["total_assets"] - best["total_liabilities"])
    by_year = best.unstack("year")
    wanted = [(figure, day.year - 1 - back) for figure in columns for back in range(YEARS_BACK)]
    cells = pd.DataFrame(by_year).reindex(columns=pd.MultiIndex.from_tuples(wanted))
    wide = cells.reindex(index=firms.index).astype(np.float64)
    wide.columns = pd.Index([f"{figure}_y{day.year - 1 - year}" for figure, year in wanted])
    return wide


def _count(rows: pd.DataFrame, covered: "pd.Series[bool]") -> "pd.Series[float]":
    """Rows per firm: zero where the list is complete and has none, missing where it is not complete."""
    counted = rows.groupby("enterprise").size().reindex(covered.index, fill_value=0).astype(np.float64)
    return counted.where(covered)


def _any(rows: pd.DataFrame, covered: "pd.Series[bool]") -> "pd.Series[bool]":
    """Has the firm a row? One row is proof; none is a 'no' only where the list is complete."""
    found = pd.Series(covered.index.isin(rows["enterprise"]), index=covered.index, dtype="boolean")
    return found.where(found | covered)


def _in_force(rows: pd.DataFrame, began: str, ended: str, day: pd.Timestamp) -> pd.DataFrame:
    """What had begun and not ended, as far as was known on the day."""
    return rows[(rows[began] <= day) & ~(told(rows, ended, day) <= day)]


def _ip(facts: Facts, lists: Lists, day: pd.Timestamp) -> pd.DataFrame:
    """IP rights in force, by class (国科发火〔2016〕195号 三(二))."""
    held, covered = _in_force(known(facts.ip_rights, day), "granted_on", "ended_on", day), lists.complete("ip_right")
    own = held["acquired_by"] == IPRight.Acquisition.OWN_RND
    second = held["kind"].isin(IPRight.CLASS_II)
    used = told(held, "used_on", day) <= day
    return pd.DataFrame(
        {
            "ip_class1": _count(held[~second], covered),
            "ip_class1_own": _count(held[~second & own], covered),
            "ip_class2": _count(held[second], covered),
            "ip_class2_unused": _count(held[second & ~used], covered),
            "own_rnd_ip": _any(held[own], covered),
        }
    )


def _innovation(facts: Facts, lists: Lists, day: pd.Timestamp) -> pd.DataFrame:
    """Conversions of the last three full years, R&D institutions in force, equity of the last three years."""
    conversions, rounds = known(facts.conversions, day), known(facts.financing_rounds, day)
    institutions = _in_force(known(facts.rnd_institutions, day), "recognised_on", "ended_on", day)
    rounds = rounds[rounds["closed_on"] <= day]
    recognised, raised = lists.complete("rnd_institution"), lists.complete("financing_round")
    return pd.DataFrame(
        {
            "conversions_3y": _count(
                conversions[conversions["converted_on"].dt.year.between(day.year - 3, day.year - 1)],
                lists.complete("conversion"),
            ),
            "provincial_rnd_institution": _any(
                institutions[institutions["level"].isin(["national", "provincial"])], recognised
            ),
            "rnd_institution_level": _highest_level(institutions, recognised),
            **{f"equity_raised_{years}y": _equity(rounds, raised, day, years) for years in (2, 3)},
        }
    )


def _equity(rounds: pd.DataFrame, covered: "pd.Series[bool]", day: pd.Timestamp, years: int) -> "pd.Series[float]":
    """Equity of the last years to the day, in yuan; missing where a round may not be on record."""
    recent = rounds[rounds["closed_on"] > day - pd.DateOffset(years=years)]
    return recent.groupby("enterprise")["amount"].sum().reindex(covered.index, fill_value=0.0).where(covered)


def _highest_level(institutions: pd.DataFrame, covered: "pd.Series[bool]") -> "pd.Series[float]":
    """The level of the firm's highest institution, 0 for none. Where the list may lack some, only the highest of all
    levels is certain.
    """
    level = institutions["level"].map(INSTITUTION_LEVELS).astype(np.float64)
    highest = level.groupby(institutions["enterprise"]).max().reindex(covered.index, fill_value=0.0)
    return highest.where(covered | (highest == HIGHEST_LEVEL))


def _standing(facts: Facts, lists: Lists, day: pd.Timestamp) -> pd.DataFrame:
    """Major incidents and public lists."""
    incidents = known(facts.incidents, day)
    major = incidents[incidents["is_major"].astype(bool) & (incidents["occurred_on"] <= day)]
    last_365 = (major["occurred_on"] > day - pd.Timedelta(days=365)) & (major["kind"] != "misconduct")
    last_3_years = major["occurred_on"] > day - pd.DateOffset(years=3)
    entries = _in_force(known(facts.list_entries, day), "listed_on", "removed_on", day)
    incidents_complete, lists_complete = lists.complete("incident"), lists.complete("list_entry")
    return pd.DataFrame(
        {
            "major_incident_365d": _any(major[last_365], incidents_complete),
            "major_incident_2y": _any(major[major["occurred_on"].dt.year >= day.year - 1], incidents_complete),
            "major_incident_3y": _any(major[last_3_years], incidents_complete),
            "on_abnormal_list": _any(entries[entries["kind"] == "abnormal"], lists_complete),
            "on_dishonest_list": _any(entries[entries["kind"] == "dishonest"], lists_complete),
        }
    )


def _titles(facts: Facts, lists: Lists, day: pd.Timestamp) -> pd.DataFrame:
    """Titles in force and the tier that they give."""
    recognitions, covered = known(facts.recognitions, day), lists.complete("recognition")
    begun = _in_force(recognitions, "valid_from", "withdrawn_on", day)
    held = begun[begun["valid_until"] >= day]
    tier = held.groupby("enterprise")["programme__tier"].max().reindex(covered.index)
    tier = tier.where(tier.notna() | ~covered, 0.0)
    return pd.DataFrame(
        {
            "tier": tier.astype(np.float64),
            **{name: _any(held[held["programme_id"] == code], covered) for name, code in TITLES.items()},
        }
    )


def _judged(judgements: pd.DataFrame, firms: pd.DataFrame, day: pd.Timestamp) -> pd.DataFrame:
    """The judgement of each measure that still speaks; flags as `boolean`, the rest as numbers."""
    told = speaking(judgements, day).set_index(["enterprise", "measure"])["value"]
    wide = told.unstack("measure").reindex(index=firms.index, columns=Judgement.Measure.values).astype(np.float64)
    columns = {str(name): _flag(column) if name in FLAGS else column for name, column in wide.items()}
    return pd.DataFrame(columns, index=firms.index)


def _flag(answers: "pd.Series[float]") -> "pd.arrays.BooleanArray":
    """Numbers as yes (not 0) and no, missing where they are."""
    values = answers.to_numpy()
    return pd.arrays.BooleanArray(values != 0, np.isnan(values))

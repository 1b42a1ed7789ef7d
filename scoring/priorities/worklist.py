"""Whom to visit next: each firm's next step, what has to be done for it, and how much that is worth.

A transparent product of three factors between 0 and 1, times 100: what the programme is worth, the chance, and how
close the firm is. It orders; it decides nothing.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """What the bureau thinks matters; each between 0 and 1."""

    worth_hnte: float = 1.0
    worth_tech_sme: float = 0.4
    chance_unknown: float = 0.2
    """Taken as the chance where no calibrated likelihood is given."""
    one_gap: float = 0.6
    two_gaps: float = 0.3
    facts_missing: float = 0.5
    """Closeness of a firm of which facts are missing; halved for each fact beyond the third."""
    renewal_days: int = 270
    """How long before a 高企 certificate ends its renewal becomes urgent."""


COLUMNS = ("programme", "action", "value", "due_on")


def prioritise(firms: pd.DataFrame, as_of: pd.Timestamp, weights: Weights | None = None) -> pd.DataFrame:
    """Order firms by what a visit is worth.

    Parameters
    ----------
    firms : DataFrame of shape (n_firms, …), indexed by enterprise id
        `tier` (0–4); for p in hnte, tech_sme: `{p}_gaps` (criteria unmet), `{p}_open` (facts missing; points that
        only experts give do not count), `{p}_applied` (bool: an application is under way); `hnte_until` (datetime64,
        end of the certificate in force or NaT); `hnte_chance` (probability or NaN).
    as_of : the day
    weights : what matters; the defaults of `Weights` when None

    Returns
    -------
    DataFrame indexed as `firms`, with the columns of `COLUMNS`, best first; firms with nothing to do are left out.
    """
    w = weights or Weights()
    renewals = _renewals(firms, as_of, w)
    rest = firms.drop(renewals.index)
    candidates = rest[~rest["hnte_applied"] & (rest["tier"] < 2)]
    towards_hnte = _step(candidates, "hnte", w.worth_hnte, candidates["hnte_chance"].fillna(w.chance_unknown), w)
    beginners = rest[~rest["tech_sme_applied"] & (rest["tier"] < 1)]
    towards_sme = _step(beginners, "tech_sme", w.worth_tech_sme, pd.Series(1.0, index=beginners.index), w)
    steps = pd.concat([renewals, towards_hnte, towards_sme]).sort_values("value", ascending=False, kind="stable")
    best = steps[~steps.index.duplicated()]
    return best.sort_index().sort_values("value", ascending=False, kind="stable")[list(COLUMNS)]


def _renewals(firms: pd.DataFrame, as_of: pd.Timestamp, w: Weights) -> pd.DataFrame:
    """Certificates that end soon: the nearer the end, the more urgent, and always before new applications."""
    left = (firms["hnte_until"] - as_of).dt.days
    due = firms[(left >= 0) & (left <= w.renewal_days) & ~firms["hnte_applied"]]
    urgency = 100.0 - 25.0 * left[due.index] / w.renewal_days
    return pd.DataFrame(
        {"programme": "hnte", "action": "renew", "value": urgency, "due_on": due["hnte_until"]}, index=due.index
    )


def _step(firms: pd.DataFrame, programme: str, worth: float, chance: "pd.Series[float]", w: Weights) -> pd.DataFrame:
    """The next step towards a programme: apply, close one or two gaps, or find the missing facts."""
    gaps, unknown = firms[f"{programme}_gaps"].to_numpy(), firms[f"{programme}_open"].to_numpy()
    states = [(gaps == 0) & (unknown == 0), gaps == 1, gaps == 2, (gaps == 0) & (unknown > 0)]
    thin = w.facts_missing * 0.5 ** np.clip(unknown - 3, 0, 6)
    close = np.select(
        states, [np.ones(len(firms)), np.full(len(firms), w.one_gap), np.full(len(firms), w.two_gaps), thin], 0.0
    )
    action = np.select(states, ["apply", "close_gap", "close_gap", "find_facts"], "")
    value = 70.0 * worth * close * (0.25 + 0.75 * chance.to_numpy())
    found = pd.DataFrame(
        {"programme": programme, "action": action, "value": value, "due_on": pd.NaT}, index=firms.index
    )
    return found[found["action"] != ""]

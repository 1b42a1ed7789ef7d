"""Which facts about a firm are missing or out of date, and which verdicts wait for them.

Worked out with the assessments, from the same frame, so that the two never speak of different knowledge.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import cache

import pandas as pd

from crm.bulk import copy_in
from crm.enterprises.models import FinancialYear
from crm.programmes.models import Programme
from scoring.facts import Facts
from scoring.identities import known
from scoring.models import Completeness, RulebookVersion, ScoringRun
from scoring.rulebook_versions import definition
from scoring.rulebooks.explain import settles_each
from scoring.wanted import wanted

FILING_SEASON_ENDS = (6, 30)
"""Month and day by which last year's figures are to be had. The tax return is due on 31 May (企业所得税法 第五十四条),
the annual report to the register on 30 June (企业信息公示暂行条例 第八条). Until then the year before is new enough."""

REGISTRATION_HOLDS_MONTHS = 18
"""How long a statement about who a firm is counts as fresh: each firm reports to the register once a year between
January and June, so after eighteen months a whole round has passed in which nobody looked."""

UNBLOCKS = 1_000
"""Place on the list: verdicts that the missing facts hold up, a thousand times, for each fact to be found."""
COLUMNS = ("run_id", "enterprise_id", "missing", "stale", "programmes", "blocks", "since", "unblocks")

Blocks = Mapping[str, Sequence[str]]
"""Fact → programmes whose verdict is undetermined for want of it."""


def store_completeness(
    run: ScoringRun, facts: Facts, measures: pd.DataFrame, rulebooks: Sequence[RulebookVersion]
) -> None:
    """Store what is missing of each firm of one frame, and what is blocked by it.

    Only the steps of the path count: nobody is sent out for what a statistical class or a reference standard lacks.
    """
    blocked = blocks_of(measures, on_the_path(rulebooks), run.as_of)
    stale = {"figures": figures_out_of_date(facts, run.as_of), "registration": unconfirmed(facts, run.as_of)}
    copy_in(Completeness, COLUMNS, _rows(run, measures.index, blocked, stale))


def on_the_path(rulebooks: Sequence[RulebookVersion]) -> list[RulebookVersion]:
    """Those of `rulebooks` that decide on a step of the cultivation path."""
    steps = set(Programme.objects.filter(tier__isnull=False).values_list("code", flat=True))
    return [version for version in rulebooks if version.programme_id in steps]


def blocks_of(measures: pd.DataFrame, rulebooks: Sequence[RulebookVersion], as_of: date) -> Mapping[int, Blocks]:
    """Per firm: the facts on which undetermined verdicts hang, each with the programmes that wait for it."""

    @cache  # many firms lack the same
    def codes(settles: tuple[str, ...]) -> tuple[str, ...]:
        needed = (wanted(name, as_of.year - 1) for name in settles)
        return tuple(dict.fromkeys(fact.code for fact in needed if fact))

    found: dict[int, dict[str, list[str]]] = defaultdict(dict)
    for version in rulebooks:
        for enterprise, settles in settles_each(measures, definition(version)):
            for code in codes(settles):
                found[enterprise].setdefault(code, []).append(version.programme_id)
    return found


def figures_out_of_date(facts: Facts, as_of: date) -> "pd.Series[pd.Timestamp]":
    """Firms whose newest figures are older than they should be: the day on which those became known."""
    years = known(facts.financial_years, pd.Timestamp(as_of))
    spoken = years[years[list(FinancialYear.FIGURES)].notna().any(axis=1)]
    newest = spoken.sort_values(["year", "known_on"]).groupby("enterprise").last()
    since: pd.Series[pd.Timestamp] = newest["known_on"]
    return since[newest["year"] < newest_year_due(as_of)]


def newest_year_due(as_of: date) -> int:
    """The year of which figures should be known on `as_of`."""
    return as_of.year - 1 if (as_of.month, as_of.day) > FILING_SEASON_ENDS else as_of.year - 2


def unconfirmed(facts: Facts, as_of: date) -> "pd.Series[pd.Timestamp]":
    """Firms of which no source has said for long who they are: the day on which one last did."""
    day = pd.Timestamp(as_of)
    last: pd.Series[pd.Timestamp] = known(facts.registrations, day).groupby("enterprise")["known_on"].max()
    return last[last < day - pd.DateOffset(months=REGISTRATION_HOLDS_MONTHS)]


def _rows(
    run: ScoringRun,
    firms: "pd.Index[int]",
    blocked: Mapping[int, Blocks],
    stale: Mapping[str, "pd.Series[pd.Timestamp]"],
) -> Iterator[tuple[object, ...]]:
    days = {name: since.dt.date.to_dict() for name, since in stale.items()}
    last_year = f"_{run.as_of.year - 1}"
    for enterprise in firms.tolist():
        blocks = dict(blocked.get(enterprise, {}))
        missing = list(blocks)
        since = {name: day[enterprise].isoformat() for name, day in days.items() if enterprise in day}
        programmes = list(dict.fromkeys(one for waiting in blocks.values() for one in waiting))
        if "figures" in since:
            waiting = (one for fact, ones in blocks.items() if fact.endswith(last_year) for one in ones)
            blocks["figures"] = list(dict.fromkeys(waiting))
        order = UNBLOCKS * len(programmes) // len(missing) if missing else len(since)
        yield run.pk, enterprise, missing, list(since), programmes, blocks, since, order


def forget_superseded() -> None:
    """Delete what was worked out in any run but the current one: nobody asks for it again."""
    current = ScoringRun.objects.current(ScoringRun.Kind.ASSESS)
    Completeness.objects.exclude(run=current).exclude(run__state=ScoringRun.State.RUNNING).delete()

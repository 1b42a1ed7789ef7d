"""How long a gap plan of one firm takes, and whether what plans promise comes out: the demo city's firms, one by one.

Each plan is what the screen shows: the cheapest, the earliest, alternatives, and what stands in the way. The clock runs
over planning alone, the firms' frames are read before; `verified` is the share of plans whose firm, changed as the plan
says and held against the rulebook once more, has the verdict that was promised.
"""

import io
from collections import Counter
from collections.abc import Mapping
from datetime import date
from functools import partial
from time import perf_counter
from typing import Any

import numpy as np
from django.db import transaction

from benches.scratch import scratch_database
from seeds.demo.city import make_city

SEED = 20241
FIRMS = 1_000
TODAY = date(2026, 11, 23)
PROGRAMMES = ("tech_sme", "hnte")


def run(rows: int | None) -> dict[str, Any]:
    """Plan for `rows` firms of the demo city under each of two rulebooks."""
    with scratch_database():
        from django.core.management import call_command

        call_command("load_reference", stdout=io.StringIO())
        call_command("load_rulebooks", stdout=io.StringIO())
        _load(rows or FIRMS)
        told = {programme: _plan_all(programme) for programme in PROGRAMMES}
        stored, seconds = _run_all()
    milliseconds = np.concatenate([times for times, _outcomes, _promises in told.values()]) * 1e3
    promises = [kept for _times, _outcomes, kept in told.values()]
    figures: dict[str, float] = {
        "firms": len(milliseconds) // len(PROGRAMMES),
        "gap_plan_ms": round(float(np.median(milliseconds)), 2),
        "gap_plan_ms_p95": round(float(np.quantile(milliseconds, 0.95)), 2),
        "gap_plan_ms_most": round(float(milliseconds.max()), 1),
        "verified": sum(map(sum, promises)) / max(1, sum(map(len, promises))),
        "plans": sum(map(len, promises)),
        "run_gaps": stored,
        "run_seconds": round(seconds, 1),
        "run_ms_a_gap": round(seconds / max(1, stored) * 1e3, 2),
    }
    for programme, (times, outcomes, _promises) in told.items():
        figures[f"gap_plan_ms_{programme}"] = round(float(np.median(times)) * 1e3, 2)
        figures.update({f"{programme}_{outcome}": count for outcome, count in sorted(outcomes.items())})
    return {"figures": figures, "ratios": {}}


def _load(firms: int) -> None:
    from django.utils.timezone import now

    from seeds.demo.load import load_city
    from seeds.demo.logins import make_logins

    users = {login.role: login.user_id for login in make_logins()}
    with transaction.atomic():
        load_city(make_city(seed=SEED, firms=firms, today=TODAY), caseworkers=users, at=now())


def _plan_all(programme: str) -> tuple[np.ndarray, Mapping[str, int], list[bool]]:
    """Seconds a firm, outcomes, and of each plan whether the engine gives the verdict that it promises."""
    from crm.enterprises.models import Enterprise
    from scoring.facts import read_facts
    from scoring.gap_days import Days, Planned
    from scoring.levers import levers_in_use
    from scoring.rulebooks.planner.after import evaluated
    from scoring.rulebooks.planner.planner import gap

    levers, seconds, outcomes, kept = levers_in_use(), [], Counter[str](), []
    planned = Planned(programme, levers, Days(read_facts(Enterprise.objects.all(), TODAY), TODAY))
    for firm, settings in planned.firms():
        started = perf_counter()
        found = gap(settings, levers, TODAY, on_day=partial(planned.on, firm=firm))
        seconds.append(perf_counter() - started)
        outcomes[found.outcome] += 1
        for plan in found.plans:
            then = planned.on(plan.ready_on, firm)
            verdict = int(evaluated(then, plan.after).verdict()[0]) if then else -1
            kept.append(verdict > 0 if plan.outcome == "certain" else verdict >= 0)
    return np.array(seconds), outcomes, kept


def _run_all() -> tuple[int, float]:
    """The job over all firms and programmes: how many gaps it stored, and in how many seconds."""
    from scoring.models import Gap, ScoringRun
    from scoring.runs import carry_out, open_run

    started = perf_counter()
    done = carry_out(open_run(ScoringRun.Kind.GAPS, TODAY))
    return Gap.objects.filter(run=done).count(), perf_counter() - started

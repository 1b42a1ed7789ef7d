"""The demo city: how fast it is made and loaded, and what it is like.

`vs_bulk_create` is the cost of a row through COPY ÷ that of the same row through Django's `bulk_create`, measured on
financial years of the same city in the same database.
"""

import io
from datetime import date
from time import perf_counter
from typing import Any

import numpy as np
from django.db import transaction

from benches.scratch import scratch_database
from seeds.demo.city import City, make_city
from seeds.demo.titles import tier_on

SEED = 20241
FIRMS = 7000
TODAY = date(2026, 11, 23)
SAMPLE = 5_000
"""Rows that `bulk_create` has to write for the comparison."""


def run(rows: int | None) -> dict[str, Any]:
    """Make a city of `rows` firms, load it into a scratch database, describe it."""
    started = perf_counter()
    city = make_city(seed=SEED, firms=rows or FIRMS, today=TODAY)
    made = perf_counter() - started
    with scratch_database():
        from django.core.management import call_command

        call_command("load_reference", stdout=io.StringIO())
        written, loaded = _load(city)
        by_copy, by_bulk = _row_costs()
    firms = len(city.enterprises)
    figures = {
        "firms": firms,
        "rows": written,
        "generate_seconds": made,
        "generate_firms_per_second": firms / made,
        "load_seconds": loaded,
        "load_rows_per_second": written / loaded,
        **describe(city),
    }
    return {"figures": figures, "ratios": {"vs_bulk_create": by_copy / by_bulk}}


def describe(city: City) -> dict[str, Any]:
    """Counts by tier, refusal rates and missing rates."""
    tiers = np.bincount(tier_on(city.recognitions, len(city.enterprises), np.datetime64(city.today)), minlength=5)
    return {
        **{f"tier_{tier}": int(count) for tier, count in enumerate(tiers)},
        "ever_tech_sme": city.recognitions.query("programme == 'tech_sme'")["enterprise"].nunique(),
        "ended_ratio": float(city.enterprises["ended_on"].notna().mean()),
        **{f"refused_{code}_ratio": _refused(city, code) for code in ("tech_sme", "hnte")},
        **{
            f"missing_{figure}_ratio": float(city.financial_years[figure].isna().mean())
            for figure in ("revenue", "rnd_expense", "hightech_income", "st_staff", "headcount")
        },
        "ever_visited_ratio": city.judgements["enterprise"].nunique() / len(city.enterprises),
    }


def _refused(city: City, programme: str) -> float:
    outcomes = city.applications.query("programme == @programme")["outcome"].value_counts()
    refused, granted = outcomes.get("refused", 0), outcomes.get("granted", 0)
    return float(refused / max(refused + granted, 1))


def _load(city: City) -> tuple[int, float]:
    """Load the city as `load_demo` does: rows and seconds, the check of the foreign keys included."""
    from django.utils.timezone import now

    from seeds.demo.load import load_city
    from seeds.demo.logins import make_logins

    users = {login.role: login.user_id for login in make_logins()}
    started = perf_counter()
    with transaction.atomic():
        written = load_city(city, caseworkers=users, at=now())
    return sum(written.values()), perf_counter() - started


def _row_costs() -> tuple[float, float]:
    """Seconds a row that COPY and `bulk_create` take to write the same financial years again, into the same tables."""
    from crm.bulk import copy_in
    from crm.enterprises.models import FinancialYear

    names = [str(field.column) for field in FinancialYear._meta.concrete_fields if field.name != "id"]
    rows = list(FinancialYear.objects.order_by("pk").values_list(*names)[:SAMPLE])
    FinancialYear.objects.all().delete()
    started = perf_counter()
    copy_in(FinancialYear, names, rows)
    by_copy = perf_counter() - started
    FinancialYear.objects.all().delete()
    made = [FinancialYear(**dict(zip(names, row, strict=True))) for row in rows]
    started = perf_counter()
    FinancialYear.objects.bulk_create(made, batch_size=500)
    return by_copy / len(rows), (perf_counter() - started) / len(rows)

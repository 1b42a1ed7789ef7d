"""django-import-export doing the same upsert of financial years: dry run and import, as its own admin does."""

import time
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

ROWS = 1000
"""It is slow enough that so many rows say what a row takes."""

FIGURES = {
    "revenue": 5,
    "main_revenue": 6,
    "total_income": 7,
    "hightech_income": 8,
    "costs": 9,
    "rnd_expense": 10,
    "rnd_domestic": 11,
    "total_assets": 12,
    "net_assets": 13,
    "total_liabilities": 14,
    "net_profit": 15,
    "tax_paid": 16,
    "headcount": 17,
    "st_staff": 18,
    "rnd_staff": 19,
}
"""Figure → place in the row."""
PEOPLE = frozenset({"headcount", "st_staff", "rnd_staff"})
KEY = ("enterprise", "year", "basis", "source", "known_on")


def peer_seconds_a_row(table: Sequence[Sequence[str | int | float]]) -> dict[str, Any]:
    """What a row takes it: with its bulk mode, from rows that are read already and whose money is in yuan already."""
    rows = table[1 : ROWS + 1]
    dataset, resource = _dataset(rows), _resource()
    started = time.perf_counter()
    for dry_run in (True, False):
        result = resource.import_data(dataset, dry_run=dry_run, raise_errors=True)
    seconds = time.perf_counter() - started
    assert result.totals["new"] == len(rows), result.totals
    return {"rows": len(rows), "seconds_a_row": seconds / len(rows)}


def _dataset(rows: Sequence[Sequence[str | int | float]]) -> Any:
    from tablib import Dataset

    dataset = Dataset(headers=[*KEY, *FIGURES])
    for row in rows:
        figures = (Decimal(repr(row[place])) * (1 if name in PEOPLE else 10_000) for name, place in FIGURES.items())
        dataset.append([row[1], row[3], "statistics", "peer", "2026-03-01", *figures])
    return dataset


def _resource() -> Any:
    from import_export.fields import Field
    from import_export.resources import ModelResource
    from import_export.widgets import ForeignKeyWidget

    from crm.enterprises.models import Enterprise, FinancialYear

    class YearResource(ModelResource):  # type: ignore[misc]  # the library has no types
        enterprise = Field(
            attribute="enterprise", column_name="enterprise", widget=ForeignKeyWidget(Enterprise, field="uscc")
        )

        class Meta:
            model = FinancialYear
            fields = (*KEY, *FIGURES)
            import_id_fields = KEY
            use_bulk = True
            batch_size = 1000
            skip_diff = True

    return YearResource()

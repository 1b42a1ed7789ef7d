"""The intake, measured three ways: a synthetic workbook of 50,000 × 30, a real register, and that register made dirty.

`vs_limit`: from upload to committed facts ÷ reading the same workbook with calamine and copying its rows, unchecked,
into a bare table. `vs_import_export`: our time a row ÷ that of django-import-export, which does the same upsert of
fewer rows (dry run and import, as its own admin does). `worker_peak_mb`: most memory of the worker that did the jobs,
a process of its own. Figures that begin with `register_`, `national_` and `dirty_` are of real
registrations, which do not ship.
"""

from collections.abc import Mapping
from typing import Any

from benches.data import DataMissing
from benches.intake_dirty import dirty_figures
from benches.intake_register import national_figures, register_figures
from benches.intake_workbook import workbook_figures
from benches.scratch import scratch_database

ROWS = 50_000


def run(rows: int | None) -> dict[str, dict[str, Any]]:
    """Measure the intake; `rows` is the size of the workbook, and at most so many rows of the register are taken."""
    with scratch_database():
        figures, ratios = workbook_figures(rows or ROWS)
    try:
        with scratch_database():
            register, national, dirty = register_figures(rows), national_figures(rows), dirty_figures(rows)
    except DataMissing as missing:
        return {"figures": figures | {"register": str(missing)}, "ratios": ratios}
    raw_copy = register.pop("vs_raw_copy")
    named = _named("register", register) | _named("national", national) | _named("dirty", dirty)
    return {"figures": figures | named, "ratios": ratios | {"register_vs_raw_copy": raw_copy}}


def _named(what: str, figures: Mapping[str, Any]) -> dict[str, Any]:
    return {f"{what}_{name}": value for name, value in figures.items()}

"""40,302 real registrations of Henan (1978-2004), from the file to committed firms, beside a bare COPY.

The rows go through the same services as an upload, into a database with the reference data and nothing else.
`vs_raw_copy` is our time a row ÷ that of copying the same rows, untouched, into a table of texts in the same database.
`uscc_vectors_*` holds the code check against 206 published vectors: those that differ are codes with spaces inside,
which we refuse with a suggestion. The data do not ship (registrations CC BY-NC-SA 4.0, vectors LGPL).
"""

import csv
import gzip
import io
import resource
import time
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, TypeVar

from django.db import connection, transaction

from benches.data import public_data

SOURCE = "cn_registry"
KNOWN_ON = date(2019, 12, 31)
"""The registrations were collected in 2019."""

T = TypeVar("T")


def register_figures(rows: int | None) -> dict[str, Any]:
    """Import the real register as CSV, then the same rows as XLSX, which has to repeat every one of them."""
    from django.core.management import call_command

    from crm.intake.reports import findings_by_code

    call_command("load_reference", stdout=io.StringIO())
    table = _table(rows)
    content = _as_csv(table)
    previewed, preview_seconds = _timed(lambda: _preview(content))
    import_, commit_seconds = _timed(lambda: _commit(previewed.pk))
    again, again_seconds = _timed(lambda: _commit(_preview(content).pk))
    as_xlsx = _as_xlsx(table)
    workbook, workbook_seconds = _timed(lambda: _preview(as_xlsx))
    copy_seconds = min(_timed(lambda: _bare_copy(table))[1] for _round in range(3))
    seconds = preview_seconds + commit_seconds
    found = findings_by_code(import_)
    figures = {
        **_vectors(),
        "rows": len(table) - 1,
        **{f"rows_{outcome}": count for outcome, count in import_.counts.items()},
        "rows_accepted": len(table) - 1 - import_.counts["refuse"],
        **{f"{_weight(finding)}_{finding['code']}": finding["count"] for finding in found},
        "seconds": round(seconds, 2),
        "seconds_preview": round(preview_seconds, 2),
        "seconds_commit": round(commit_seconds, 2),
        "rows_per_second": round((len(table) - 1) / seconds),
        "seconds_again": round(again_seconds, 2),
        "again_repeat": again.counts["repeat"],
        "xlsx_seconds_preview": round(workbook_seconds, 2),
        "xlsx_repeat": workbook.counts["repeat"],
        "xlsx_child_peak_mb": round(workbook.mapping["reader_peak_bytes"] / 2**20),
        "peak_memory_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
        "seconds_raw_copy": round(copy_seconds, 3),
        **_assessed(),
    }
    return figures | {"vs_raw_copy": round(seconds / copy_seconds, 2)}


def national_figures(rows: int | None) -> dict[str, Any]:
    """Import the sample of the other 30 provinces as well, and say why each row that stays out does."""
    from crm.intake.reports import findings_by_code

    table = _table(rows, "national_sample_30prov_x2000.csv.gz")
    import_, seconds = _timed(lambda: _commit(_preview(_as_csv(table)).pk))
    return {
        "rows": len(table) - 1,
        **{f"rows_{outcome}": count for outcome, count in import_.counts.items()},
        **{f"{_weight(finding)}_{finding['code']}": finding["count"] for finding in findings_by_code(import_)},
        "seconds": round(seconds, 2),
    }


def _weight(finding: Mapping[str, Any]) -> str:
    return "refused" if finding["refuses"] else "held" if finding["holds"] else "remark"


def _commit(import_id: int) -> Any:
    from crm.intake.services import commit_import

    return commit_import(import_id=import_id, by=None, good_rows_only=True)


def _assessed() -> dict[str, Any]:
    """Hold every imported firm against the rulebooks in force when the register was collected: what is still open?"""
    from django.core.management import call_command
    from django.db.models import Count, Func

    from scoring.models import ScoringRun
    from scoring.runs import carry_out, open_run

    call_command("load_rulebooks", stdout=io.StringIO())
    run, seconds = _timed(lambda: carry_out(open_run(ScoringRun.Kind.ASSESS, KNOWN_ON)))
    verdicts = run.assessments.values_list("rulebook__programme", "verdict").annotate(Count("pk"))
    unknown = run.assessments.annotate(one=Func("unknown", function="unnest")).values_list("rulebook__programme", "one")
    return {
        "assessed_firms": run.done,
        "assessed_seconds": round(seconds, 2),
        "assessed_firms_per_second": round(run.done / seconds),
        **{f"verdict_{programme}_{verdict}": number for programme, verdict, number in verdicts},
        **{f"unknown_{programme}_{one}": number for programme, one, number in unknown.annotate(Count("pk"))},
    }


def _preview(content: bytes) -> Any:
    from crm.intake.services import preview_import

    return preview_import(
        file=io.BytesIO(content), file_name="henan.csv", kind="enterprises", source=SOURCE, known_on=KNOWN_ON, user=None
    )


def _timed(work: Callable[[], T]) -> tuple[T, float]:
    started = time.perf_counter()
    made = work()
    return made, time.perf_counter() - started


def _bare_copy(table: list[list[str]]) -> None:
    """COPY the same cells into a table of texts that nothing checks and no index follows."""
    columns = ", ".join(f"c{index} text" for index in range(len(table[0])))
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"CREATE TABLE bare ({columns})")
        with cursor.copy("COPY bare FROM STDIN") as copy:
            for row in table[1:]:
                copy.write_row(row)
        cursor.execute("DROP TABLE bare")


def _vectors() -> dict[str, int]:
    """How many of the published vectors the code check agrees with."""
    from crm.enterprises.uscc import read_uscc

    with public_data("uscc_vectors", "uscc_vectors_stdnum.csv").open(encoding="utf-8", newline="") as lines:
        vectors = list(csv.DictReader(lines))
    agree = [
        (read_uscc(vector["input"]) == vector["canonical"]) == (vector["expected"] == "valid") for vector in vectors
    ]
    return {"uscc_vectors": len(vectors), "uscc_vectors_agree": sum(agree)}


def _table(rows: int | None, file: str = "henan_other_1978_2004.csv.gz") -> list[list[str]]:
    """The header and the first `rows` rows (all, when not told) of the register."""
    with gzip.open(public_data("cn_registry", file), "rt", encoding="utf-8", newline="") as lines:
        table = list(csv.reader(lines))
    return table if rows is None else table[: rows + 1]


def _as_csv(table: list[list[str]]) -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text).writerows(table)
    return text.getvalue().encode("utf-8")


def _as_xlsx(table: list[list[str]]) -> bytes:
    import xlsxwriter

    output = io.BytesIO()
    with xlsxwriter.Workbook(output, {"in_memory": True, "strings_to_formulas": False}) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate(table):
            for column, cell in enumerate(row):
                sheet.write_string(number, column, cell)
    return output.getvalue()

"""A workbook of synthetic financial years, 30 columns wide: from upload to committed facts, beside the least of it."""

import io
import json
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import Any, TypeVar

from django.db import connection, transaction

from benches.intake_peer import peer_seconds_a_row

YEARS = 5
"""Financial years of each firm."""
FIRST_YEAR = 2020
KNOWN_ON = date(2026, 3, 1)
SOURCE = "合成数据"
ROUNDS = 3

HEADER = (
    *("序号", "统一社会信用代码", "企业名称", "年度", "数据口径"),
    *("营业收入（万元）", "主营业务收入（万元）", "总收入（万元）", "高新技术产品收入（万元）", "成本费用（万元）"),
    *("研发费用（万元）", "境内研发费用（万元）", "资产总额（万元）", "净资产（万元）", "负债总额（万元）"),
    *("净利润（万元）", "实缴税费（万元）", "职工总数", "科技人员", "研发人员"),
    *("所在县区", "单位地址", "主要产品", "联系科室", "备注（合成数据）"),
    *("用电量（千瓦时）", "用水量（吨）", "用地面积（亩）", "出口额（万美元）", "单位能耗"),
)
"""Nineteen columns that are read and eleven that are only kept, as exports of statistics have them."""

T = TypeVar("T")
Row = Sequence[str | int | float]


def workbook_figures(rows: int) -> tuple[dict[str, Any], dict[str, float]]:
    """Figures and ratios of importing a workbook of `rows` financial years into a database that knows the firms."""
    firms = _enter_firms(-(-rows // YEARS))
    table = list(_table(rows, firms))
    content = _as_xlsx(table)
    limit = min(_limit_seconds(content) for _round in range(ROUNDS))
    import_module("crm.intake.services")  # a server that runs has read its code long before
    import_id, received = _timed(lambda: _receive(content))
    worked = _worked_off()
    done = _outcome(import_id)
    seconds = received + worked["seconds"]
    peer = peer_seconds_a_row(table)
    figures = {
        "rows": rows,
        "columns": len(HEADER),
        "data": "synthetic financial years",
        "file_mb": round(len(content) / 2**20, 1),
        **{f"rows_{outcome}": count for outcome, count in done.counts.items()},
        "state": done.state,
        "seconds": round(seconds, 2),
        "seconds_receive": round(received, 2),
        "seconds_jobs": {name: round(value or 0, 2) for name, value in worked["jobs"].items()},
        "rows_per_second": round(rows / seconds),
        "worker_peak_mb": worked["peak_mb"],
        "worker_idle_mb": worked["idle_mb"],
        "child_peak_mb": round(done.mapping["reader_peak_bytes"] / 2**20),
        "limit_seconds": round(limit, 2),
        "import_export_rows": peer["rows"],
        "import_export_seconds_a_row": round(peer["seconds_a_row"], 6),
    }
    vs_peer = seconds / rows / peer["seconds_a_row"]
    return figures, {"vs_limit": round(seconds / limit, 2), "vs_import_export": round(vs_peer, 4)}


def _enter_firms(number: int) -> list[tuple[str, str]]:
    """Put as many firms on record; their codes and names."""
    from crm.enterprises.models import Enterprise
    from crm.enterprises.uscc import check_digit

    codes = [f"91411300MA{index:07d}" for index in range(number)]
    firms = [(code + check_digit(code), f"合成样例企业{index:05d}号有限公司") for index, code in enumerate(codes)]
    Enterprise.objects.bulk_create(
        [
            Enterprise(uscc=code, name=name, source=SOURCE, known_on=date(2020, 1, 1), is_synthetic=True)
            for code, name in firms
        ],
        batch_size=2000,
    )
    return firms


def _table(rows: int, firms: Sequence[tuple[str, str]]) -> Iterator[Row]:
    """The header and the rows: figures that hang together, to four decimals of 万元."""
    yield HEADER
    chance = random.Random(20261123)
    sizes = [chance.lognormvariate(7, 1) for _firm in firms]
    for index in range(rows):
        firm, year = divmod(index, YEARS)
        revenue = sizes[firm] * (1 + 0.1 * year) * chance.uniform(0.9, 1.1)
        shares = (1, 0.9, 1.02, 0.6, 0.85, 0.05, 0.048, 2, 0.9, 1.1, 0.1, 0.03)
        people = chance.randint(20, 400)
        yield (
            *(index + 1, *firms[firm], FIRST_YEAR + year, "统计"),
            *(round(revenue * share, 4) for share in shares),
            *(people, people // 4, people // 8),
            *("宛城区", "南阳市宛城区某路1号", "通用设备", "高新科", "合成数据"),
            *(round(chance.random() * 1000, 3) for _column in range(5)),
        )


def _as_xlsx(table: Sequence[Row]) -> bytes:
    import xlsxwriter

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "years.xlsx"
        with xlsxwriter.Workbook(path, {"constant_memory": True}) as book:
            sheet = book.add_worksheet("年报")
            for number, row in enumerate(table):
                for column, cell in enumerate(row):
                    (sheet.write_string if isinstance(cell, str) else sheet.write_number)(number, column, cell)
        return path.read_bytes()


def _limit_seconds(content: bytes) -> float:
    """The least that any importer does: read the cells, copy them into a table that nothing checks or follows."""
    from python_calamine import CalamineWorkbook

    started = time.perf_counter()
    with CalamineWorkbook.from_filelike(io.BytesIO(content)) as workbook:
        rows = workbook.get_sheet_by_index(0).to_python()
    columns = ", ".join(
        f"c{index} {'text' if isinstance(cell, str) else 'numeric'}" for index, cell in enumerate(rows[1])
    )
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"CREATE TABLE bare ({columns})")
        with cursor.copy("COPY bare FROM STDIN") as copy:
            for row in rows[1:]:
                copy.write_row(row)
        cursor.execute("DROP TABLE bare")
    return time.perf_counter() - started


def _receive(content: bytes) -> int:
    from crm.intake.services import Received, receive_import

    received = Received(file_name="years.xlsx", kind="financial_years", source=SOURCE, known_on=KNOWN_ON, user=None)
    return receive_import(file=io.BytesIO(content), received=received, then="all").pk


def _worked_off() -> dict[str, Any]:
    """Have a worker, in a process of its own, do the jobs that wait: reading and committing."""
    database = str(connection.settings_dict["NAME"])
    done = subprocess.run(
        [sys.executable, "-m", "benches.intake_worker", database], capture_output=True, check=True, text=True
    )
    worked: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    jobs = _seconds_by_job()
    return worked | {"jobs": jobs, "seconds": sum(jobs.values())}


def _seconds_by_job() -> dict[str, float]:
    """How long each job took, as the queue has it on record: a worker that runs has started long before."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT split_part(job.task_name, '.', 4), extract(epoch FROM max(event.at) FILTER (WHERE type = 'succeeded')
                - max(event.at) FILTER (WHERE type = 'started'))::float
            FROM procrastinate_jobs AS job JOIN procrastinate_events AS event ON event.job_id = job.id
            WHERE job.queue_name = 'imports' GROUP BY job.id ORDER BY job.id
            """
        )
        return dict(cursor.fetchall())


def _outcome(import_id: int) -> Any:
    """The import as the jobs left it, every row of it on record."""
    from crm.enterprises.models import FinancialYear
    from crm.intake.models import Import

    done = Import.objects.get(pk=import_id)
    written = FinancialYear.objects.filter(import_row__table=done).count()
    if done.state != Import.State.COMMITTED or written != done.counts["create"]:
        raise AssertionError(f"the import is {done.state}, {done.counts}, with {written} facts: {done.problem}")
    return done


def _timed(work: Callable[[], T]) -> tuple[T, float]:
    started = time.perf_counter()
    made = work()
    return made, time.perf_counter() - started

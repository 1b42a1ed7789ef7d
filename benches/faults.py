"""Workers and PostgreSQL killed with -9 in the middle of commits: what is left, and how long it takes to go on.

`./tidu bench faults --rows 50000`: so many firms an import; TIDU_KILLS (20) kills of each sort that landed in a commit.
A kill that came too late is counted as missed and proves nothing. After the last one every row of every table is read,
through the checksums of its pages.
`vs_promise` is the slowest recovery ÷ the 60 s that are promised.
"""

import atexit
import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from benches.killing import Aftermath, House, kill_postgres, kill_worker
from config.postgres.binaries import find_binaries

ROWS = 5_000
KILLS = 20
PROMISED_SECONDS = 60
ROWS_A_SECOND = 10_000
"""About as fast as firms are written: the kill comes at some moment of the writing."""

KILLERS: dict[str, Callable[[House], None]] = {"worker": kill_worker, "postgres": kill_postgres}


def run(rows: int | None) -> dict[str, Any]:
    """Kill each sort so often that TIDU_KILLS landed, in a Tidu of its own."""
    rows, kills = rows or ROWS, int(os.environ.get("TIDU_KILLS") or KILLS)
    folder = Path(tempfile.mkdtemp())
    atexit.register(shutil.rmtree, folder, ignore_errors=True)  # runs after the server, which was begun later, stopped
    house = House(folder)
    house.run("tidu", "migrate", "--verbosity=0")
    with house.working():
        series = {name: _series(house, kill, rows, kills) for name, kill in KILLERS.items()}
    clean = _is_clean(house)
    landed = [aftermath for kinds in series.values() for aftermath in kinds if aftermath.landed]
    slowest = max(aftermath.seconds for aftermath in landed)
    figures = {"rows": rows, "dump_clean": clean}
    for name, aftermaths in series.items():
        figures |= _figures(name, aftermaths)
    return {"figures": figures, "ratios": {"vs_promise": slowest / PROMISED_SECONDS}}


def _series(house: House, kill: Callable[[House], None], rows: int, kills: int) -> list[Aftermath]:
    seen: list[Aftermath] = []
    while sum(aftermath.landed for aftermath in seen) < kills and len(seen) < 3 * kills + 3:
        seen.append(house.commit_and_kill(kill, rows=rows, within=rows / ROWS_A_SECOND))
    return seen


def _figures(name: str, seen: list[Aftermath]) -> dict[str, Any]:
    landed = [aftermath for aftermath in seen if aftermath.landed]
    seconds = sorted(aftermath.seconds for aftermath in landed)
    return {
        f"{name}_kills_landed": len(landed),
        f"{name}_kills_missed": len(seen) - len(landed),
        f"{name}_faults": sum(bool(aftermath.faults) for aftermath in seen),
        f"{name}_first_fault": next((fault for aftermath in seen for fault in aftermath.faults), ""),
        f"{name}_seconds_median": seconds[len(seconds) // 2] if seconds else None,
        f"{name}_seconds_most": seconds[-1] if seconds else None,
    }


def _is_clean(house: House) -> int:
    """1 where the whole database can be read, page by page."""
    command = [find_binaries().program("pg_dump"), "--file", os.devnull, house.url]
    return int(subprocess.run(command, check=False, capture_output=True).returncode == 0)

"""A Tidu of its own to be killed in: a private PostgreSQL, a supervised worker, imports to commit, and what came of it.

Nothing here is a stand-in: the worker is the product's, restarted by the product's supervisor, and killed with SIGKILL
while it holds the lock of a commit. A kill that came too early or too late is told from one that landed.
"""

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg

from config.cli.dependencies import ROOT
from config.cli.supervisor import Child, Program
from config.postgres import private_database_url

PATIENCE_SECONDS = 120
LOOK_EVERY_SECONDS = 0.02
COMMIT_QUEUED = """
import io, sys
from datetime import date
import django
django.setup()
from stdnum.cn.uscc import calc_check_digit
from crm.intake.services import preview_import, request_commit

def uscc(serial):
    organisation = f"TT{serial:06}"
    rest = 11 - sum(int(c, 36) * w for c, w in zip(organisation, (3, 7, 9, 10, 5, 8, 4, 2))) % 11
    body = f"91411300{organisation}{'0' if rest == 11 else 'X' if rest == 10 else rest}"
    return body + calc_check_digit(body)

rows, first, source = int(sys.argv[1]), int(sys.argv[2]), sys.argv[3]
lines = [f"{uscc(n)},南阳第{n}号有限公司,2018-03-01,{n % 900 + 100}" for n in range(first, first + rows)]
text = "\\n".join(["统一社会信用代码,企业名称,成立日期,注册资本（万元）", *lines])
import_ = preview_import(
    file=io.BytesIO(text.encode()), file_name="名录.csv", kind="enterprises", source=source,
    known_on=date(2026, 3, 1), user=None,
)
assert import_.counts["create"] == rows, import_.counts
request_commit(import_id=import_.pk, by=None, good_rows_only=False)
print(import_.pk)
"""
IN_FLIGHT = """
SELECT EXISTS (
    SELECT FROM pg_locks JOIN intake_importprogress ON table_id = %s
    WHERE locktype = 'advisory' AND granted AND classid = 0 AND objid = 1953064053 AND stage = 'writing'
)
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Aftermath:
    """What came of one kill."""

    landed: bool
    """Whether the commit was in flight when it came: begun, and not done when everything was back."""
    seconds: float
    """From the kill to the finished import."""
    faults: tuple[str, ...]
    """What is not as it has to be."""


class House:
    """One Tidu below `var`; this process only watches it."""

    def __init__(self, var: Path) -> None:
        self.var = var
        self.url = private_database_url(var)
        self.serial = 0
        self.worker: Child | None = None

    def run(self, *command: str) -> str:
        """Run Python in this house."""
        environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
        environment |= {"TIDU_VAR": str(self.var), "DJANGO_SETTINGS_MODULE": "config.settings"}
        done = subprocess.run(
            [sys.executable, *command], cwd=ROOT, env=environment, check=False, capture_output=True, text=True
        )
        if done.returncode:
            raise RuntimeError(done.stderr[-2000:])
        return done.stdout

    def ask(self, query: str, *parameters: Any) -> Any:
        """The first value that a query gives; while the database is away, it is asked again."""
        deadline = time.monotonic() + PATIENCE_SECONDS
        while True:
            try:
                with psycopg.connect(self.url, connect_timeout=5) as connection:
                    row = connection.execute(query, parameters).fetchone()
                    return row[0] if row else None
            except psycopg.OperationalError:
                if time.monotonic() > deadline:
                    raise
                time.sleep(0.1)

    @contextmanager
    def working(self) -> Iterator[None]:
        """A worker as `./tidu up` starts it, kept running as it keeps it."""
        command = [sys.executable, str(ROOT / "tidu"), "procrastinate", "worker", "--concurrency", "2"]
        program = Program(name="worker", command=[*command, "--delete-jobs", "never"], log=self.var / "worker.log")
        with _environment(TIDU_VAR=str(self.var)):
            self.worker = Child(program, mark=str(self.var), cwd=ROOT)
        try:
            yield
        finally:
            self.worker.signal(signal.SIGKILL)
            self.worker.process.wait()

    def wait(self, enough: Callable[[], bool], *, seconds: float = PATIENCE_SECONDS) -> bool:
        """Look after the worker until `enough()`; whether it came to that in time."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            if enough():
                return True
            assert self.worker is not None
            with _environment(TIDU_VAR=str(self.var)):
                self.worker.look_after(time.monotonic())
            time.sleep(LOOK_EVERY_SECONDS)
        return False

    def commit_and_kill(self, kill: Callable[["House"], None], *, rows: int, within: float) -> Aftermath:
        """Have `rows` new firms committed, `kill` some moment `within` seconds of the writing, see what comes of it."""
        self.serial += 1
        source = f"来源{self.serial}"
        told = self.told()
        number = int(self.run("-c", COMMIT_QUEUED, str(rows), str(self.serial * 100_000), source))
        if not self.wait(lambda: bool(self.ask(IN_FLIGHT, number)) or self.state(number) == "committed"):
            return Aftermath(landed=False, seconds=0, faults=("the commit never began",))
        time.sleep(random.uniform(0, within))
        killed_at = time.monotonic()
        kill(self)
        self.wait(self.answers)
        landed = self.state(number) == "committing"
        partly = self.written(source) if landed else (0, 0)
        resumed = self.wait(lambda: self.state(number) == "committed")
        seconds = time.monotonic() - killed_at
        faults = [] if resumed else [f"still {self.state(number)} after {PATIENCE_SECONDS} s"]
        if partly != (0, 0):
            faults.append(f"half written: {partly}")
        faults += self.faults(number, source, rows, told)
        return Aftermath(landed=landed, seconds=seconds, faults=tuple(faults))

    def faults(self, number: int, source: str, rows: int, told: int) -> list[str]:
        """What is wrong with a committed import: every row has to have its one effect, and be told of once."""
        found = {
            "firms and registrations": (self.written(source), (rows, rows)),
            "rows that create": (self._rows(number), rows),
            "jobs of its": (self._jobs(number), "succeeded"),
            "times told that facts changed": (self.told() - told, 1),
        }
        return [f"{what}: {is_}, not {should}" for what, (is_, should) in found.items() if is_ != should]

    def answers(self) -> bool:
        """Whether the database does."""
        try:
            with psycopg.connect(self.url, connect_timeout=2):
                return True
        except psycopg.OperationalError:
            return False

    def state(self, number: int) -> str:
        """The state of an import."""
        return str(self.ask("SELECT state FROM intake_import WHERE id = %s", number))

    def written(self, source: str) -> tuple[int, int]:
        """How many firms and registrations came from `source`."""
        firms, registrations = (
            f"SELECT count(*) FROM enterprises_{table} WHERE source = %s" for table in ("enterprise", "registration")
        )
        both = f"SELECT concat_ws(' ', ({firms}), ({registrations}))"  # at one moment: a commit may come between two
        one, other = str(self.ask(both, source, source)).split()
        return int(one), int(other)

    def told(self) -> int:
        """How often it was told that facts changed."""
        return int(self.ask("SELECT count(*) FROM procrastinate_jobs WHERE task_name = 'facts_changed'"))

    def _rows(self, number: int) -> int:
        return int(self.ask("SELECT count(*) FROM intake_importrow WHERE table_id = %s AND outcome = 'create'", number))

    def _jobs(self, number: int) -> str:
        """The status of the job that committed it, once the queue knows."""
        query = "SELECT status FROM procrastinate_jobs WHERE lock = %s ORDER BY id DESC LIMIT 1"
        self.wait(lambda: self.ask(query, f"import-{number}") not in ("doing", "todo"), seconds=60)
        return str(self.ask(query, f"import-{number}"))


def kill_worker(house: House) -> None:
    """Kill the worker and all that it started, without a word."""
    assert house.worker is not None
    house.worker.signal(signal.SIGKILL)
    house.worker.process.wait()


def kill_postgres(house: House) -> None:
    """Kill the whole server, each of its processes, without a word."""
    postmaster = int((house.var / "postgres" / "data" / "postmaster.pid").read_text().split()[0])
    children = [
        int(entry.name) for entry in Path("/proc").iterdir() if entry.name.isdigit() and _parent(entry) == postmaster
    ]
    for pid in (postmaster, *children):
        try:
            os.kill(pid, signal.SIGKILL)
        except ProcessLookupError:
            continue


def _parent(process: Path) -> int:
    try:
        return int((process / "stat").read_text().rpartition(")")[2].split()[1])
    except OSError:  # it ended
        return 0


@contextmanager
def _environment(**given: str) -> Iterator[None]:
    kept = dict(os.environ)
    os.environ.update(given)
    os.environ.pop("DATABASE_URL", None)
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(kept)

"""Keeps a few programs running: restarts the one that died, and stops them all when asked to end."""

import os
import signal
import subprocess
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from types import FrameType

from config.cli.die_with_parent import tied
from config.cli.steps import say

MARK = "TIDU_SUPERVISED_IN"  # in the environment of every child, so that the next start knows what a killed one left
LOOK_EVERY_SECONDS = 0.1
BESIDES_EVERY_SECONDS = 2.0
FIRST_PAUSE_SECONDS = 0.5
LONGEST_PAUSE_SECONDS = 30.0
STEADY_AFTER_SECONDS = 60.0  # who lived that long may be restarted at once again
GRACE_SECONDS = 20.0  # for a running job or request to end


@dataclass(frozen=True, slots=True, kw_only=True)
class Program:
    """Something that shall always run."""

    name: str
    command: Sequence[str]
    log: Path | None = None  # where its output goes; None: where ours goes


class Child:
    """A program and the process that it is at the moment."""

    def __init__(self, program: Program, *, mark: str, cwd: Path) -> None:
        self.program = program
        self.restarts = 0
        self._environment = {**os.environ, MARK: mark}
        self._cwd = cwd
        self._pause = FIRST_PAUSE_SECONDS
        self._due: float | None = None  # when it is to be restarted
        self._launch()

    def _launch(self) -> None:
        with _output(self.program.log) as output:
            self.process = subprocess.Popen(
                tied(self.program.command),
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                cwd=self._cwd,
                env=self._environment,
                process_group=0,  # Ctrl-C at the terminal reaches us alone, and we stop them in order
            )
        self._launched_at = time.monotonic()
        self._due = None

    def look_after(self, now: float) -> None:
        """Restart the program if it died: at once the first time, later after pauses that double."""
        status = self.process.poll()
        if status is None:
            return
        if self._due is None:
            self.signal(signal.SIGKILL)  # what it left of its own children
            if now - self._launched_at > STEADY_AFTER_SECONDS:
                self._pause = FIRST_PAUSE_SECONDS
            self._due = now + self._pause
            where = f"; see {self.program.log}" if self.program.log else ""
            say(f"! {self.program.name} ended (status {status}), restarting in {self._pause:.1f} s{where}")
            self._pause = min(2 * self._pause, LONGEST_PAUSE_SECONDS)
        elif now >= self._due:
            self.restarts += 1
            self._launch()

    def signal(self, number: signal.Signals) -> None:
        """Send `number` to the program and all that it started."""
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(self.process.pid, number)


class Supervisor:
    """Runs programs from `start` until a signal comes in, then stops them all.

    The programs end with this process, however it ends: see `die_with_parent` and `sweep`. `besides` is called every
    other second: for what has to be looked after and is no child of ours.
    """

    def __init__(
        self, programs: Sequence[Program], *, mark: str, cwd: Path, besides: Callable[[], None] = lambda: None
    ) -> None:
        self._programs = programs
        self._besides = besides
        self._besides_due = 0.0
        self._mark = mark
        self._cwd = cwd
        self._signals = 0
        self.children: list[Child] = []

    @property
    def stopping(self) -> bool:
        """Whether somebody asked it to end."""
        return self._signals > 0

    def start(self) -> None:
        """Take over SIGINT, SIGTERM and SIGHUP, and start every program."""
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self._note)
        self.children = [Child(program, mark=self._mark, cwd=self._cwd) for program in self._programs]

    def look_after_until(self, enough: Callable[[], bool]) -> bool:
        """Keep the programs running until `enough()`, or until asked to end; returns whether it was enough."""
        while not self.stopping:
            if enough():
                return True
            now = time.monotonic()
            if now >= self._besides_due:
                self._besides()
                self._besides_due = time.monotonic() + BESIDES_EVERY_SECONDS
            for child in self.children:
                child.look_after(now)
            time.sleep(LOOK_EVERY_SECONDS)
        return False

    def stop(self) -> None:
        """End every program: politely, and by force after a while or at a second signal."""
        asked = self._signals
        deadline = time.monotonic() + GRACE_SECONDS
        for child in self.children:
            child.signal(signal.SIGTERM)
        while any(child.process.poll() is None for child in self.children):
            if time.monotonic() > deadline or self._signals > asked:
                break
            time.sleep(LOOK_EVERY_SECONDS)
        for child in self.children:
            child.signal(signal.SIGKILL)
            child.process.wait()

    def _note(self, number: int, frame: FrameType | None) -> None:
        self._signals += 1


@contextmanager
def _output(log: Path | None) -> Iterator[int | None]:
    if log is None:
        yield None
        return
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("ab") as file:
        yield file.fileno()


def sweep(mark: str) -> int:
    """Kill what a killed supervisor with the same `mark` left running; returns how many processes that were.

    The caller holds the lock of `mark`, so no living supervisor's children can be among them.
    """
    wanted = f"{MARK}={mark}".encode()
    left = [pid for pid, environment in _environments() if wanted in environment.split(b"\0")]
    for pid in left:
        with suppress(ProcessLookupError, PermissionError):
            os.kill(pid, signal.SIGKILL)
    return len(left)


def _environments() -> Iterator[tuple[int, bytes]]:
    for entry in Path("/proc").glob("[0-9]*/environ"):
        with suppress(OSError):
            yield int(entry.parent.name), entry.read_bytes()

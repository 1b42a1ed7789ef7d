"""Telling the person at the terminal what is being done, and how long it took. Standard library only."""

import subprocess
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from config.cli.die_with_parent import tied

TAIL_LINES = 40
SIGN_OF_LIFE_SECONDS = 10.0  # how often a step that says nothing says that it lives, when nobody watches it


class StepFailed(Exception):
    """A step could not be done; the message says what was tried, what came of it and what to do."""


def say(line: str = "") -> None:
    """Print a line, even when nobody reads any more: a closed terminal must not stop an orderly end."""
    with suppress(OSError):
        print(line, flush=True)


class Step:
    """One step under way: what it says is shown below its name."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.began = time.monotonic()
        self.note = ""

    @property
    def elapsed(self) -> str:
        """Seconds since it began, for people."""
        return f"{time.monotonic() - self.began:.1f} s"

    def progress(self, note: str) -> None:
        """Remember where the step is; shown at the next sign of life."""
        self.note = note

    def line(self, text: str) -> None:
        """Show a line that the step said."""
        if text.strip():
            say(f"    {text.rstrip()}")


@contextmanager
def step(name: str) -> Iterator[Step]:
    """Announce a step, show that it lives, and say how long it took, or that it failed."""
    under_way = Step(name)
    done = threading.Event()
    watcher = threading.Thread(target=_signs_of_life, args=(under_way, done), daemon=True)
    say(f"▸ {name}")
    watcher.start()
    try:
        yield under_way
    except BaseException:
        say(f"✗ {name} ({under_way.elapsed})")
        raise
    finally:
        done.set()
        watcher.join()
    say(f"✓ {name} ({under_way.elapsed})")


def _signs_of_life(under_way: Step, done: threading.Event) -> None:
    while not done.wait(SIGN_OF_LIFE_SECONDS):
        say(f"    … {under_way.elapsed}  {under_way.note}".rstrip())


def run_shown(command: Sequence[str | Path], *, cwd: Path | None = None, env: Mapping[str, str] | None = None) -> int:
    """Run a program that talks to the terminal itself and ends with us; returns its exit status."""
    with subprocess.Popen(tied(command), cwd=cwd, env=env) as process, _ended_with_us(process):
        return process.wait()


def run_quietly(
    command: Sequence[str | Path],
    *,
    doing: str,
    heard: Callable[[str], None] = lambda line: None,
    cwd: Path | None = None,
    env: Mapping[str, str] | None = None,
) -> None:
    """Run a program that ends with us; pass each line it says to `heard`, and show its last lines only if it fails.

    :raises StepFailed: it could not be started, or ended with an error.
    """
    tail: deque[str] = deque(maxlen=TAIL_LINES)
    with (
        subprocess.Popen(
            tied(command),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            cwd=cwd,
            env=env,
        ) as process,
        _ended_with_us(process),
    ):
        for line in process.stdout or ():
            tail.append(line.rstrip())
            heard(line.rstrip())
    if process.returncode:
        raise StepFailed(f"{doing} failed (exit status {process.returncode}):\n" + "\n".join(tail))


@contextmanager
def _ended_with_us(process: subprocess.Popen[Any]) -> Iterator[None]:
    """Take `process` down when we are interrupted; on leaving, Popen waits for it."""
    try:
        yield
    except BaseException:
        process.terminate()
        raise

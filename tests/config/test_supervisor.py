"""The supervisor with real processes: small scripts in place of web and worker."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from config.cli.supervisor import sweep
from config.environment import ROOT

SUPERVISE = """
import sys
from pathlib import Path
from config.cli.supervisor import Program, Supervisor
folder = Path(sys.argv[1])
live = "import os, sys, time; open(sys.argv[1], 'a').write(f'{os.getpid()}\\\\n'); time.sleep(600)"
stubborn = "import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN); " + live
programs = [
    Program(name="plain", command=[sys.executable, "-c", live, str(folder / "plain")]),
    Program(name="stubborn", command=[sys.executable, "-c", stubborn, str(folder / "stubborn")]),
]
def besides(): open(folder / "besides", "a").write("1\\n")
supervisor = Supervisor(programs, mark=str(folder), cwd=folder, besides=besides)
supervisor.start()
print("started", flush=True)
supervisor.look_after_until(lambda: False)
supervisor.stop()
"""


@pytest.fixture
def supervisor(tmp_path: Path) -> Iterator[subprocess.Popen[bytes]]:
    process = subprocess.Popen([sys.executable, "-c", SUPERVISE, str(tmp_path)], cwd=ROOT, stdout=subprocess.DEVNULL)
    _wait(lambda: len(_lives(tmp_path / "plain")) == 1 and len(_lives(tmp_path / "stubborn")) == 1)
    yield process
    process.kill()
    process.wait()
    sweep(str(tmp_path))


def _lives(path: Path) -> list[int]:
    """The process ids that a program has had, in order."""
    return [int(line) for line in path.read_text().splitlines()] if path.exists() else []


def _runs(pid: int) -> bool:
    try:
        return "Z" not in Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0]
    except FileNotFoundError:
        return False


def _wait(condition: Callable[[], bool], seconds: float = 15) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "did not happen in time"
        time.sleep(0.02)


class TestSupervisor:
    def test_restarts_a_program_that_was_killed_and_leaves_the_other_alone(
        self, supervisor: subprocess.Popen[bytes], tmp_path: Path
    ):
        os.kill(_lives(tmp_path / "plain")[0], signal.SIGKILL)
        _wait(lambda: len(_lives(tmp_path / "plain")) == 2)
        assert _runs(_lives(tmp_path / "plain")[1])
        assert len(_lives(tmp_path / "stubborn")) == 1

    @pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
    def test_stops_everything_at_a_signal_and_by_force_at_the_second(
        self, supervisor: subprocess.Popen[bytes], tmp_path: Path, number: signal.Signals
    ):
        (plain,), (stubborn,) = _lives(tmp_path / "plain"), _lives(tmp_path / "stubborn")
        supervisor.send_signal(number)
        _wait(lambda: not _runs(plain))
        assert supervisor.poll() is None, "it waits for a program that is not done yet"
        supervisor.send_signal(number)
        assert supervisor.wait(timeout=10) == 0
        assert not _runs(stubborn)

    def test_takes_its_programs_along_when_it_is_killed(self, supervisor: subprocess.Popen[bytes], tmp_path: Path):
        (plain,) = _lives(tmp_path / "plain")
        supervisor.kill()
        _wait(lambda: not _runs(plain))

    def test_looks_after_what_is_no_child_of_its_own_too(self, supervisor: subprocess.Popen[bytes], tmp_path: Path):
        _wait(lambda: len(_lives(tmp_path / "besides")) >= 2)


class TestSweep:
    def test_ends_what_a_killed_supervisor_left(self, supervisor: subprocess.Popen[bytes], tmp_path: Path):
        (stubborn,) = _lives(tmp_path / "stubborn")
        supervisor.kill()
        supervisor.wait()
        assert sweep(str(tmp_path)) >= 1
        _wait(lambda: not _runs(stubborn))

    def test_leaves_other_installations_alone(self, supervisor: subprocess.Popen[bytes], tmp_path: Path):
        assert sweep(str(tmp_path / "other")) == 0
        assert _runs(_lives(tmp_path / "plain")[0])

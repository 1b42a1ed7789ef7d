import socket
from pathlib import Path

import pytest
from procrastinate.contrib.django import app

from config.cli.steps import StepFailed
from config.cli.up import _alone, _log, _port, _programs, serve
from crm.intake.jobs import QUEUE


class TestAlone:
    def test_lets_only_one_serve_from_a_var_at_a_time(self, tmp_path: Path):
        with _alone(tmp_path), pytest.raises(StepFailed, match="already runs"), _alone(tmp_path):
            pass

    def test_lets_the_next_one_in_afterwards(self, tmp_path: Path):
        for _ in range(2):
            with _alone(tmp_path):
                pass


class TestPort:
    def test_passes_over_a_port_that_is_taken(self, monkeypatch: pytest.MonkeyPatch):
        with socket.socket() as taken:
            taken.bind(("127.0.0.1", 0))
            taken.listen()
            first = taken.getsockname()[1]
            monkeypatch.delenv("TIDU_PORT", raising=False)
            monkeypatch.setattr("config.cli.up.FIRST_PORT", first)
            monkeypatch.setattr("config.cli.up.LAST_PORT", first)
            with pytest.raises(StepFailed, match="TIDU_PORT"):
                _port()

    def test_is_the_operators_to_choose(self, monkeypatch: pytest.MonkeyPatch):
        monkeypatch.setenv("TIDU_PORT", "8765")
        assert _port() == 8765


class TestLog:
    def test_is_put_aside_when_it_has_grown_big(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
        monkeypatch.setattr("config.cli.up.BIGGEST_LOG", 3)
        (tmp_path / "web.log").write_text("long")
        assert _log(tmp_path, "web") == tmp_path / "web.log"
        assert (tmp_path / "web.log.1").read_text() == "long"


class TestWorkers:
    def test_take_the_jobs_of_every_queue_and_imports_by_one_of_their_own(self):
        programs = {program.name: list(program.command) for program in _programs("127.0.0.1", 8000, None)}
        queues = {
            name: command[command.index("--queues") + 1] for name, command in programs.items() if "worker" in command
        }
        assert queues == {"worker": "default", "import-worker": QUEUE}
        assert {task.queue for task in app.tasks.values()} - {"builtin"} <= set(queues.values())


class TestServe:
    def test_takes_no_arguments(self):
        with pytest.raises(StepFailed, match="--port"):
            serve(["--port"])

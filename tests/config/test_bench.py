import json
import sys
from types import ModuleType

import pytest

from config.cli.bench import bench
from config.cli.steps import StepFailed


@pytest.fixture
def measured(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """A bench called `rulebooks` that measures nothing and takes no time."""
    module = ModuleType("benches.rulebooks")
    vars(module)["run"] = lambda rows: {"figures": {"rows": rows, "firms_per_s": 1e6}, "ratios": {"vs_numpy": 1.2}}
    monkeypatch.setitem(sys.modules, "benches.rulebooks", module)
    monkeypatch.setattr("config.cli.bench.available", lambda: ["rulebooks"])
    return module


@pytest.mark.usefixtures("measured")
class TestBench:
    def test_prints_one_json_object_as_its_last_line(self, capsys: pytest.CaptureFixture[str]):
        assert bench(["rulebooks", "--rows", "7"]) == 0
        *readable, last = capsys.readouterr().out.splitlines()
        report = json.loads(last)
        assert set(report) == {"bench", "figures", "ratios", "machine"}
        assert report["bench"] == "rulebooks"
        assert report["figures"] == {"rows": 7, "firms_per_s": 1e6}
        assert {"cpu", "cores", "memory_gib", "python", "platform"} <= set(report["machine"])
        assert any("vs_numpy" in line for line in readable)

    def test_prints_nothing_else_with_json(self, capsys: pytest.CaptureFixture[str]):
        bench(["rulebooks", "--json"])
        assert len(capsys.readouterr().out.splitlines()) == 1

    def test_hands_a_bench_the_arguments_that_it_declares(
        self, measured: ModuleType, capsys: pytest.CaptureFixture[str]
    ):
        vars(measured)["add_arguments"] = lambda parser: parser.add_argument("--data")
        vars(measured)["run"] = lambda rows, data: {"figures": {"data": data}, "ratios": {}}
        bench(["rulebooks", "--data", "here", "--json"])
        assert json.loads(capsys.readouterr().out)["figures"] == {"data": "here"}

    def test_refuses_arguments_that_the_bench_does_not_declare(self):
        with pytest.raises(SystemExit):
            bench(["rulebooks", "--data", "here"])

    def test_refuses_a_bench_that_does_not_exist(self):
        with pytest.raises(SystemExit):
            bench(["nonsense"])


class TestResult:
    def test_refuses_a_bench_that_returns_something_else(self, measured: ModuleType):
        vars(measured)["run"] = lambda rows: {"figures": {}}
        with pytest.raises(StepFailed, match="figures and ratios"):
            bench(["rulebooks"])

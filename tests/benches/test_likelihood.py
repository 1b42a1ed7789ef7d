import json
import shutil
from pathlib import Path

import pytest

from benches.data import DataMissing
from benches.likelihood import run
from benches.likelihood_description import DescriptionWrong
from config.cli.bench import bench
from config.cli.steps import StepFailed
from tests.benches.tables import DESCRIPTION, rows, written

ASKED = {"auc", "auc_low", "auc_high", "average_precision", "brier", "ece", "published_auc"}


class TestRun:
    def test_refuses_to_measure_without_the_data(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("TIDU_DATA", str(tmp_path))
        with pytest.raises(DataMissing, match="Set TIDU_DATA"):
            run(None)

    def test_puts_any_described_table_through_the_pipeline(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        folder = written(tmp_path, rows())
        bench(["likelihood", "--data", str(folder), "--workers", "1", "--json"])
        (line,) = capsys.readouterr().out.splitlines()
        report = json.loads(line)
        made = report["figures"]
        assert set(made) >= ASKED
        assert 0.7 < made["auc_low"] < made["auc"] < made["auc_high"] < 1
        assert made["published_auc"] == 0.7
        assert made["published_auc_is"].endswith("recalled")
        assert made["n"] == made["rows"] == 600
        assert sum(made["chosen"].values()) == 2
        assert set(made["left_out"]) == {"afterwards", "name"}
        assert report["ratios"]["vs_published_auc_gap"] == pytest.approx((1 - made["auc"]) / 0.3)

    def test_learns_forward_in_time_with_groups_apart(self, tmp_path: Path) -> None:
        forward = "{kind: forward, periods: 8, judged: 1}"
        text = DESCRIPTION.replace("{kind: folds, folds: 2}", forward) + "time: year\ngroup: owner\n"
        made = run(None, data=written(tmp_path, rows(1_600), text))["figures"]
        assert made["n"] == 200
        assert made["auc"] > 0.65

    def test_runs_further_protocols_under_their_own_names(self, tmp_path: Path) -> None:
        text = DESCRIPTION + "order: true\nalso: {rolling: {kind: rolling, window: 500, step: 100}}\n"
        made = run(None, data=written(tmp_path, rows(), text), workers=1)["figures"]
        assert (made["n"], made["n_rolling"]) == (600, 100)
        assert made["protocol_rolling"] == "rolling, window 500, step 100"

    def test_warns_of_a_column_that_alone_tells_the_outcome(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        text = DESCRIPTION.replace("  afterwards: known only when it is over", "  size: forgotten the other")
        made = run(200, data=written(tmp_path, rows(), text), workers=1)["figures"]
        assert set(made["suspicious"]) == {"afterwards"}
        assert "known before the outcome" in capsys.readouterr().err

    def test_reads_a_table_or_a_description_named_by_its_path(self, tmp_path: Path) -> None:
        folder = written(tmp_path / "data", rows(300))
        rows(200, seed=1).to_csv(folder / "more.csv", index=False)
        by_table = run(None, data=folder / "more.csv", workers=1)["figures"]
        by_description = run(None, data=folder / "firms.yaml", table="more.csv", workers=1)["figures"]
        assert by_table["table"] == by_description["table"] == "more.csv"
        assert by_table["auc"] == by_description["auc"]

    def test_takes_the_description_in_the_folder_before_the_one_that_ships(self, tmp_path: Path) -> None:
        folder = written(tmp_path / "bank_marketing", rows(200))
        assert run(None, data=folder, workers=1)["figures"]["title"] == "made up for a test"

    def test_says_the_same_however_many_processes_work(self, tmp_path: Path) -> None:
        folder = written(tmp_path, rows(300))
        alone, together = (run(None, data=folder, workers=workers)["figures"] for workers in (1, 2))
        assert {**alone, "seconds": 0} == {**together, "seconds": 0}

    def test_asks_for_a_description_where_there_is_none(self, tmp_path: Path) -> None:
        folder = written(tmp_path, rows(100))
        shutil.move(folder / "firms.yaml", folder / "firms.txt")
        with pytest.raises(DescriptionWrong, match=r"docs/benchmarks\.md"):
            run(None, data=folder)

    def test_says_so_where_there_are_too_few_outcomes(self, tmp_path: Path) -> None:
        with pytest.raises(StepFailed, match=r"firms.csv by folds.* needed"):
            run(40, data=written(tmp_path, rows()), workers=1)

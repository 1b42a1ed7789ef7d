from pathlib import Path

import pytest

from benches.data import DataMissing
from benches.likelihood import run


class TestRun:
    def test_refuses_to_measure_without_the_data(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("TIDU_DATA", str(tmp_path))
        with pytest.raises(DataMissing, match="Set TIDU_DATA"):
            run(None)

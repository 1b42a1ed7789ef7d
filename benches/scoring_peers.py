"""Boosted trees in shap and ONNX Runtime, on the same rows, in the environment of the peers."""

import os
import pickle
import subprocess
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from sklearn.ensemble import HistGradientBoostingClassifier

from benches.rulebooks_peers import PEERS, environment
from config.environment import ROOT
from scoring.likelihood.blocks import Floats


def run_peers(rows: Floats, trees: Mapping[str, HistGradientBoostingClassifier], *, explained: int) -> dict[str, Any]:
    """Run `benches/peers/trees.py`: shap on the first `explained` rows, ONNX Runtime on all, for each of `trees`.

    Returns
    -------
    dict
        `shap_NAME` and `onnx_NAME_single`, `onnx_NAME_double`: seconds and answers; `shap_base_NAME`; versions.
    """
    python = environment()
    with tempfile.TemporaryDirectory() as folder:
        inputs, answers = Path(folder) / "inputs", Path(folder) / "answers"
        inputs.write_bytes(pickle.dumps({"rows": rows, "trees": dict(trees), "explained": explained}))
        done = subprocess.run(
            [python, PEERS / "trees.py", inputs, answers],
            env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"},
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            raise RuntimeError(f"The peers failed:\n{done.stderr[-2000:]}")
        found: dict[str, Any] = pickle.loads(answers.read_bytes())
        return found

"""Other rule engines beside ours, on the same firms: in an environment of their own, in a process of their own."""

import hashlib
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from benches.rulebooks_by_hand import Array
from config.environment import ROOT

LOCK = ROOT / "requirements" / "bench.txt"
PEERS = Path(__file__).parent / "peers"


@dataclass(frozen=True, slots=True, kw_only=True)
class PeerRun:
    """What a peer answered, for the first `rows` firms, and in how many seconds."""

    rows: int
    seconds: float
    version: str
    answers: Mapping[str, Array]

    def differing(self, ours: Mapping[str, Array]) -> int:
        """Count the firms for which it gives another criterion, verdict or interval of points than ours."""
        different = np.zeros(self.rows, dtype=bool)
        for name, values in ours.items():
            different |= values[: self.rows] != self.answers[name]
        return int(different.sum())


def run_peer(name: str, columns: Mapping[str, Array], rows: int) -> PeerRun:
    """Run `benches/peers/NAME.py` on the first `rows` firms."""
    python = environment()
    with tempfile.TemporaryDirectory() as folder:
        inputs, answers = Path(folder) / "inputs.npz", Path(folder) / "answers.npz"
        sample = {column: values[:rows] for column, values in columns.items()}
        np.savez(inputs, **sample)  # type: ignore[arg-type]  # the stubs take every name for allow_pickle
        done = subprocess.run(
            [python, PEERS / f"{name}.py", inputs, answers],
            env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"},
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            raise RuntimeError(f"{name} failed:\n{done.stderr[-2000:]}")
        report = json.loads(done.stdout.splitlines()[-1])
        with np.load(answers) as found:
            return PeerRun(**report, answers=dict(found))


def environment() -> Path:
    """Return the Python of the peers, installed from the lock unless that very lock already is."""
    home = Path(os.environ.get("TIDU_VAR") or ROOT / "var").absolute() / "bench-venv"
    python, stamp = home / "bin" / "python", home / "bench.installed"
    wanted = f"{sys.version_info.major}.{sys.version_info.minor} {hashlib.sha256(LOCK.read_bytes()).hexdigest()}"
    if not (python.exists() and stamp.exists() and stamp.read_text() == wanted):
        subprocess.run([sys.executable, "-m", "venv", "--clear", home], check=True)
        pip: list[str | Path] = [python, "-m", "pip", "--disable-pip-version-check", "--no-input", "install", "--quiet"]
        subprocess.run([*pip, "--require-hashes", "-r", LOCK], check=True, stdout=sys.stderr)
        stamp.write_text(wanted)
    return python

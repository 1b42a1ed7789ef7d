"""`./tidu test`: everything, or with arguments only the Python tests that they name."""

import os
import sys
from collections.abc import Sequence

from config.cli.chromium import ensure_chromium
from config.cli.dependencies import ROOT
from config.cli.frontend import ensure_built, run_script
from config.cli.messages import compile_messages
from config.cli.steps import run_shown, step

MOST_PROCESSES = 4
"""Each has a browser, a database and imports of up to half a gigabyte."""


def test(arguments: Sequence[str]) -> int:
    """Run frontend tests, then pytest; pytest's closing line is the last that is printed."""
    compile_messages()
    environment = {**os.environ}
    everything = not arguments
    if everything or any("browser" in argument for argument in arguments):
        node = ensure_built()
        environment["TIDU_CHROMIUM"] = ensure_chromium()
        if everything:
            with step("前端测试 frontend tests"):
                run_script("test", node=node)
    how = [*side_by_side(), *arguments] if everything else arguments
    return run_shown([sys.executable, "-m", "pytest", *how], cwd=ROOT if everything else None, env=environment)


def side_by_side() -> list[str]:
    """How pytest shares all tests among processes, each with a database of its own; a file stays in one process."""
    processes = min(os.cpu_count() or 1, MOST_PROCESSES)
    return ["-n", str(processes), "--dist", "loadfile"] if processes > 1 else []

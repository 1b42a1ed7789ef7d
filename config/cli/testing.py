"""`./tidu test`: everything, or with arguments only the Python tests that they name."""

import os
import sys
from collections.abc import Sequence

from config.cli.chromium import ensure_chromium
from config.cli.dependencies import ROOT
from config.cli.frontend import ensure_built, run_script
from config.cli.messages import compile_messages
from config.cli.steps import run_shown, step


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
    return run_shown([sys.executable, "-m", "pytest", *arguments], cwd=ROOT if everything else None, env=environment)

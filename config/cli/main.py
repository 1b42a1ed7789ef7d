"""Which module does which sub-command, inside the virtual environment."""

import os
import sys
from collections.abc import Callable, Sequence

from config.cli.bench import bench
from config.cli.checks import NO_DATABASE, check, fix
from config.cli.dependencies import ROOT
from config.cli.prepare import prepare
from config.cli.steps import StepFailed
from config.cli.testing import test
from config.cli.up import serve, up
from config.postgres import PostgresUnavailable

SUBCOMMANDS: dict[str, Callable[[Sequence[str]], int]] = {
    "up": up,
    "serve": serve,
    "prepare": prepare,
    "test": test,
    "check": check,
    "fix": fix,
    "bench": bench,
}

NEED_NO_DATABASE = ("rulebook",)
"""Management commands that read files only: no PostgreSQL is started for them."""


def dispatch(arguments: Sequence[str]) -> int:
    """Run one sub-command, or else the management command of that name. Returns the exit status."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    name, *rest = arguments
    try:
        if own := SUBCOMMANDS.get(name):
            return own(rest)
        return _manage(arguments)
    except (StepFailed, PostgresUnavailable) as failure:
        print(failure, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


def _manage(arguments: Sequence[str]) -> int:
    if arguments[0] in NEED_NO_DATABASE:
        os.environ.update(NO_DATABASE)
    from django.core.management import execute_from_command_line

    execute_from_command_line([str(ROOT / "tidu"), *arguments])
    return 0

"""The first thing `./tidu` runs, still outside the virtual environment. Standard library only."""

import os
import signal
import sys
from collections.abc import Sequence
from types import FrameType

from config.cli.dependencies import PYTHON, ROOT, ensure_installed, inside_venv
from config.cli.steps import StepFailed

HELP = ("-h", "--help", "help")
NEEDS_TOOLS = ("test", "check", "fix")
USAGE = """\
./tidu up [--no-demo]      启动全部：依赖、前端、数据库、演示城市、模型、网站
                           install, build, prepare and start everything; again: only what has changed
./tidu serve               只启动网站与后台任务  start web and worker only, on what `up` prepared
./tidu test [ARGS …]       运行全部测试；带参数时只运行所指 Python 测试
                           run every test; with arguments, only the Python tests they name
./tidu check               代码检查  linters, types, contracts, migrations, API drift, deployment settings
./tidu fix                 自动修正  format, safe fixes, regenerate the OpenAPI document and client
./tidu bench NAME [--rows N] [--json]
                           性能基准  measure; the last line is one JSON object
./tidu rulebook check FILE 检查认定规则文件及其用例  check a rulebook file and its cases; needs no database
./tidu COMMAND [ARGS …]    管理命令  any management command: migrate, shell, createsuperuser …
"""


def run(arguments: Sequence[str]) -> int:
    """Do what `arguments` ask, in `.venv`, which is made and filled first. Returns the exit status."""
    if not arguments or arguments[0] in HELP:
        print(USAGE + _own_commands())
        return 0
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _end)
    try:
        ensure_installed("dev" if arguments[0] in NEEDS_TOOLS else "base")
    except StepFailed as failure:
        print(failure, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    if not inside_venv():
        os.execv(PYTHON, [str(PYTHON), str(ROOT / "tidu"), *arguments])  # noqa: S606 - our own Python, no shell
    from config.cli.main import dispatch

    return dispatch(arguments)


def _end(number: int, frame: FrameType | None) -> None:
    # By way of an exception, so that what was started is stopped: the default would end this process alone.
    sys.exit(128 + number)


def _own_commands() -> str:
    names = {
        path.stem
        for app in ("config", "crm/*", "scoring", "seeds", "api")
        for path in ROOT.glob(f"{app}/management/commands/[a-z]*.py")
    }
    return "\nTidu's own commands: " + ", ".join(sorted(names)) if names else ""

"""Run a command that ends when the process that started it ends: `python die_with_parent.py PARENT_PID COMMAND …`.

The kernel sends SIGTERM to it even when the parent was killed and could not say a word (Linux; elsewhere it just runs).
"""

import ctypes
import os
import signal
import sys
from collections.abc import Sequence
from pathlib import Path

PR_SET_PDEATHSIG = 1


def tied(command: Sequence[str | Path]) -> list[str]:
    """The command line that runs `command` tied to this process."""
    return [sys.executable, "-I", "-S", __file__, str(os.getpid()), *map(str, command)]


def main(parent: int, command: list[str]) -> None:
    """Tie this process to `parent`, then become `command`."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
        if os.getppid() != parent:  # it ended before we had asked
            sys.exit(1)
    try:
        os.execvp(command[0], command)  # noqa: S606 - the point of this file: no shell, the caller's own list
    except OSError as error:
        sys.exit(f"{command[0]} could not be started: {error.strerror}")


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2:])

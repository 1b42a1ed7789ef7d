"""Running PostgreSQL's programs when we are root, which they refuse to be."""

import functools
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from config.postgres import as_nobody
from config.postgres.errors import PostgresUnavailable

# -I -S: nothing of the caller's environment is imported by the two lines that change who we are.
NAMESPACE = (sys.executable, "-I", "-S", as_nobody.__file__)


@functools.cache
def namespaces_work() -> bool:
    """Whether root may appear as somebody else through a user namespace (a container can forbid it)."""
    if os.environ.get("TIDU_NO_USER_NAMESPACE"):
        return False
    return subprocess.run([*NAMESPACE, "true"], capture_output=True, check=False).returncode == 0


def run_unprivileged(command: Sequence[str], *, stdout: Path | None = None) -> subprocess.CompletedProcess[bytes]:
    """Run one of PostgreSQL's programs, never as root, from `/`, with nothing to read.

    What it says is discarded, or appended to the file `stdout`: a server that it leaves behind would keep a pipe open.
    """
    with Path(stdout or os.devnull).open("ab") as said:
        if os.geteuid() != 0:
            return _run(command, said.fileno())
        if namespaces_work():
            return _run([*NAMESPACE, *command], said.fileno())
        return _run(command, said.fileno(), account=as_nobody.NOBODY)


def _run(command: Sequence[str], said: int, *, account: int | None = None) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        command,
        stdin=subprocess.DEVNULL,
        stdout=said,
        stderr=said,
        cwd="/",
        check=False,
        user=account,
        group=account,
        extra_groups=None if account is None else [],
    )


def hand_over(*directories: Path) -> None:
    """Let the account that PostgreSQL will run under own `directories` and all that is in them.

    Matters to root only: through a namespace the files stay root's, without one they become nobody's. Going from one to
    the other is allowed, so the owner is set whenever it is another.

    :raises PostgresUnavailable: nobody's account cannot reach one of the directories.
    """
    if os.geteuid() != 0:
        return
    owner = 0 if namespaces_work() else as_nobody.NOBODY
    for directory in directories:
        if directory.stat().st_uid == owner:
            continue
        for path in (directory, *directory.rglob("*")):
            os.chown(path, owner, owner, follow_symlinks=False)
    if owner:
        _demand_reachable(directories)


def _demand_reachable(directories: Sequence[Path]) -> None:
    for directory in directories:
        if run_unprivileged(["test", "-w", str(directory)]).returncode:
            raise PostgresUnavailable(
                f"This runs as root where user namespaces are forbidden, so PostgreSQL has to run as 'nobody', who "
                f"cannot reach {directory}. Run Tidu as an ordinary user, set TIDU_VAR to a directory that everybody "
                f"can enter, or set DATABASE_URL to a server of yours."
            )

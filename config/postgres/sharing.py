"""Several processes, one private server: the first starts it, the last stops it, and a killed one does not count."""

import atexit
import fcntl
import functools
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from config.postgres.cluster import Cluster, bring_up, open_cluster, runs, shut_down


@functools.cache
def private_database_url(var: Path) -> str:
    """Start, or join, the private PostgreSQL under `var`; this process uses it until it ends.

    The last process to end stops the server. A process that is killed stops nothing, and the next one to end does.

    :raises PostgresUnavailable: it cannot run here.
    """
    home = (var / "postgres").resolve()
    home.mkdir(parents=True, exist_ok=True)
    home.chmod(0o700)
    # The kernel drops these locks however a process ends, so no count or list of users can go stale.
    users = (home / "users.lock").open("w")
    with _one_at_a_time(home):
        fcntl.flock(users, fcntl.LOCK_SH)
        cluster = open_cluster(home)
        bring_up(cluster)
    atexit.register(_leave, cluster, users, os.getpid())
    return cluster.url


def keep_private_database_up(var: Path) -> bool:
    """Start the private PostgreSQL under `var` again if it died, as who uses it all day has to; tells whether it had.

    :raises PostgresUnavailable: it does not start.
    """
    home = (var / "postgres").resolve()
    cluster = open_cluster(home)
    if runs(cluster):
        return False
    with _one_at_a_time(home):
        bring_up(cluster)
    return True


@contextmanager
def _one_at_a_time(home: Path) -> Iterator[None]:
    with (home / "start.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _leave(cluster: Cluster, users: IO[str], joined_by: int) -> None:
    if os.getpid() != joined_by:  # a forked child shares its parent's lock: it is not the one that leaves
        return
    with _one_at_a_time(cluster.home):
        try:
            fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return  # somebody else still uses it
        shut_down(cluster)

"""One private PostgreSQL: its directory, and how it is made, started, mended and stopped."""

import hashlib
import os
import shlex
import shutil
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import psycopg

from config.postgres.binaries import Binaries, find_binaries
from config.postgres.errors import PostgresUnavailable
from config.postgres.privileges import hand_over, run_unprivileged

NAME = "tidu"  # the database, and the role that owns it
PORT = 5432  # only part of the socket's name: nothing listens on the network
LONGEST_SOCKET_DIRECTORY = 90  # an address of a Unix socket is at most 108 bytes, its file name included
START_SECONDS = 60
SETTINGS = {
    "port": str(PORT),
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "max_connections": "100",
    "shared_buffers": "256MB",
    "work_mem": "16MB",
    "maintenance_work_mem": "128MB",
    "random_page_cost": "1.1",
    "jit": "off",
    # The log must not hold what people typed: neither the refused row nor the statement with its values.
    "log_error_verbosity": "terse",
    "log_min_error_statement": "panic",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Cluster:
    """A PostgreSQL data directory with the programs that serve it."""

    binaries: Binaries
    home: Path  # everything of this server; absolute, symbolic links resolved

    @property
    def data(self) -> Path:
        """The data directory proper."""
        return self.home / "data"

    @property
    def log(self) -> Path:
        """What the server says."""
        return self.home / "server.log"

    @property
    def sockets(self) -> Path:
        """The directory of the socket: in `home`, or in the temporary directory when that path is too long."""
        inside = self.home / "socket"
        if len(os.fsencode(inside)) <= LONGEST_SOCKET_DIRECTORY:
            return inside
        digest = hashlib.sha256(os.fsencode(self.home)).hexdigest()[:12]
        return Path(tempfile.gettempdir()) / f"tidu-{os.getuid()}-{digest}"

    @property
    def url(self) -> str:
        """The connection string of Tidu's database in this server."""
        return f"postgresql://{NAME}@/{NAME}?host={quote(str(self.sockets), safe='')}&port={PORT}"


def open_cluster(home: Path) -> Cluster:
    """The cluster that lives, or will live, in `home`; an existing one is served by the version that made it."""
    version = home / "data" / "PG_VERSION"
    made_by = int(version.read_text()) if version.exists() else None
    return Cluster(binaries=find_binaries(made_by), home=home)


def bring_up(cluster: Cluster) -> None:
    """Make sure that `cluster` exists and answers. The caller holds the lock that lets one starter in at a time.

    :raises PostgresUnavailable: it cannot be made or does not start; the end of its log is in the message.
    """
    _prepare_directories(cluster)
    if not (cluster.data / "PG_VERSION").exists():
        _create(cluster)
    if not answers(cluster):
        _start(cluster)
    _ensure_database(cluster)


def shut_down(cluster: Cluster) -> None:
    """Stop the server: open transactions are rolled back, everything committed is on disk."""
    run_unprivileged([cluster.binaries.program("pg_ctl"), "-D", str(cluster.data), "-w", "-m", "fast", "stop"])


def answers(cluster: Cluster) -> bool:
    """Whether a server takes connections at the cluster's socket."""
    try:
        _connect(cluster).close()
    except psycopg.OperationalError:
        return False
    return True


def _connect(cluster: Cluster) -> psycopg.Connection:
    return psycopg.connect(
        host=str(cluster.sockets), port=PORT, user=NAME, dbname="postgres", connect_timeout=5, autocommit=True
    )


def _prepare_directories(cluster: Cluster) -> None:
    cluster.sockets.mkdir(mode=0o700, exist_ok=True)
    # In a shared temporary directory somebody else could have been there first and would own our socket.
    if os.geteuid() != 0 and cluster.sockets.stat().st_uid != os.getuid():
        raise PostgresUnavailable(f"{cluster.sockets} belongs to another user. Remove it, or set TIDU_VAR elsewhere.")
    hand_over(cluster.home, cluster.sockets)


def _create(cluster: Cluster) -> None:
    # initdb works beside and is renamed into place: killed half-way it leaves nothing that looks finished.
    unfinished = cluster.home / "data.unfinished"
    shutil.rmtree(unfinished, ignore_errors=True)
    done = run_unprivileged(
        [
            *(cluster.binaries.program("initdb"), "-D", str(unfinished), "-U", NAME, "--auth=trust"),
            *("--encoding=UTF8", *_locale(cluster.binaries.major)),
        ],
        stdout=cluster.log,
    )
    if done.returncode:
        raise PostgresUnavailable(f"PostgreSQL could not make {cluster.data}:\n{_end_of(cluster.log)}")
    unfinished.rename(cluster.data)


def _locale(major: int) -> tuple[str, ...]:
    # Code-point order with Unicode upper and lower case, the same on every system: "C" alone knows no letter but ASCII.
    builtin = ("--locale-provider=builtin", "--builtin-locale=C.UTF-8") if major >= 17 else ()
    return ("--locale=C.UTF-8", *builtin)


def _start(cluster: Cluster) -> None:
    deadline = time.monotonic() + START_SECONDS
    if runs(cluster):
        _wait_until_it_answers(cluster, deadline)
        return
    _clear_leftovers(cluster, deadline)
    if cluster.log.exists():
        cluster.log.replace(cluster.log.with_suffix(".log.1"))
    options = {**SETTINGS, "unix_socket_directories": str(cluster.sockets)}
    spelled = " ".join(f"-c {name}={shlex.quote(value)}" for name, value in options.items())  # pg_ctl asks a shell
    command = [cluster.binaries.program("pg_ctl"), "-D", str(cluster.data), "-w", "-t", str(START_SECONDS)]
    if run_unprivileged([*command, "-l", str(cluster.log), "-o", spelled, "start"]).returncode:
        raise PostgresUnavailable(f"PostgreSQL did not start in {cluster.home}:\n{_end_of(cluster.log)}")


def _wait_until_it_answers(cluster: Cluster, deadline: float) -> None:
    """Wait for a server that another starter left while it was still recovering."""
    while not answers(cluster):
        if time.monotonic() > deadline:
            raise PostgresUnavailable(f"PostgreSQL runs in {cluster.data} but does not answer:\n{_end_of(cluster.log)}")
        time.sleep(0.1)


def _clear_leftovers(cluster: Cluster, deadline: float) -> None:
    """Remove the pid file and sockets of a server that was killed, as soon as nothing of it runs any more.

    The pid file is PostgreSQL's own guard against two servers on one directory, and after a power cut or in a new
    container its number may belong to a stranger. It may only go when no process stands in the data directory.
    """
    pid_file = cluster.data / "postmaster.pid"
    while pid_file.exists() and (left := list(_processes_in(cluster.data))):
        if time.monotonic() > deadline:
            raise PostgresUnavailable(f"Processes of a dead PostgreSQL still run in {cluster.data}: {left}. End them.")
        time.sleep(0.1)
    if Path("/proc/self/cwd").exists():  # elsewhere PostgreSQL decides by itself
        for stale in (pid_file, *cluster.sockets.glob(".s.PGSQL.*")):
            stale.unlink(missing_ok=True)


def runs(cluster: Cluster) -> bool:
    """Whether the server's process lives; it may be too busy starting to answer yet."""
    try:
        pid = int((cluster.data / "postmaster.pid").read_text().split()[0])
    except (OSError, IndexError, ValueError):
        return False
    return pid in _processes_in(cluster.data)


def _processes_in(directory: Path) -> Iterator[int]:
    """The processes whose working directory is `directory`: each one of PostgreSQL's, and no stranger or zombie."""
    for link in Path("/proc").glob("[0-9]*/cwd"):
        try:
            if link.readlink() == directory:
                yield int(link.parent.name)
        except OSError:
            continue  # ended meanwhile, or somebody else's


def _ensure_database(cluster: Cluster) -> None:
    with _connect(cluster) as connection:
        if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [NAME]).fetchone():
            connection.execute(f"CREATE DATABASE {NAME}")


def _end_of(log: Path) -> str:
    return log.read_text(errors="replace")[-2000:] if log.exists() else "(it left no log)"

"""`./tidu up`: from a fresh clone to a usable page. `./tidu serve`: only the last part of it."""

import fcntl
import os
import socket
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from config.cli.arguments import no_arguments
from config.cli.dependencies import ROOT
from config.cli.frontend import ensure_built
from config.cli.messages import compile_messages
from config.cli.steps import StepFailed, run_shown, say, step
from config.cli.supervisor import Program, Supervisor, sweep
from config.environment import Environment
from config.postgres import PostgresUnavailable, keep_private_database_up, private_database_url

FIRST_PORT, LAST_PORT = 8000, 8019
READY_SECONDS = 120
BIGGEST_LOG = 10 * 2**20
WORKERS = {"worker": ("default", 2), "import-worker": ("imports", 1)}
"""Which queue each worker takes jobs from, and how many at once: no scoring run holds an import up."""


def up(arguments: Sequence[str]) -> int:
    """Install, build and prepare what is not yet, then serve. `--no-demo` leaves out the demo city."""
    environment = Environment.read()
    with _alone(environment.var):
        ensure_built()
        compile_messages()
        if not environment.database_url:
            with step("数据库 PostgreSQL"):
                # Held by this process until it ends, after everything that uses it.
                private_database_url(environment.var)
        status = run_shown([sys.executable, ROOT / "tidu", "prepare", *arguments])
        return status or _serve(environment, logs=environment.var / "log")


def serve(arguments: Sequence[str]) -> int:
    """Start web and worker on what `up` or `prepare` made; their log goes to standard output."""
    no_arguments(arguments, "serve")
    environment = Environment.read()
    with _alone(environment.var):
        if not environment.database_url:
            private_database_url(environment.var)
        return _serve(environment, logs=None)


def _serve(environment: Environment, *, logs: Path | None) -> int:
    host, port = os.environ.get("TIDU_BIND") or "127.0.0.1", _port()
    mark = str(environment.var)
    sweep(mark)
    supervisor = Supervisor(_programs(host, port, logs), mark=mark, cwd=ROOT, besides=_database_keeper(environment))
    try:
        with step("网站与后台任务 web and workers"):
            supervisor.start()
            _wait_until_ready(supervisor, host, port)
        if not supervisor.stopping:
            say(f"\n梯度已就绪 Tidu is ready:  http://{host}:{port}/      (Ctrl-C 停止 stops it)")
        supervisor.look_after_until(lambda: False)
    finally:
        say("\n正在停止 stopping …")
        supervisor.stop()
    return 0


def _database_keeper(environment: Environment) -> Callable[[], None]:
    """What starts the private PostgreSQL again when it died; a server of somebody else's is theirs to start."""

    def keep() -> None:
        try:
            if not environment.database_url and keep_private_database_up(environment.var):
                say("! PostgreSQL had ended and was started again; see var/postgres/server.log")
        except PostgresUnavailable as error:
            say(f"! PostgreSQL has ended and does not start: {error}")

    return keep


def _programs(host: str, port: int, logs: Path | None) -> list[Program]:
    workers = os.environ.get("TIDU_WEB_WORKERS") or str(min(2, os.cpu_count() or 1))
    web = [
        *(sys.executable, "-m", "granian", "--interface", "wsgi", "--host", host, "--port", str(port)),
        *("--workers", workers, "--blocking-threads", "4", "--log-level", "warning", "--no-ws"),
        *("--respawn-failed-workers", "--respawn-interval", "0.5", "--workers-kill-timeout", "10"),
        "config.wsgi:application",
    ]
    return [
        Program(name="web", command=web, log=_log(logs, "web")),
        *(
            Program(name=name, command=_worker(queue, concurrency), log=_log(logs, name))
            for name, (queue, concurrency) in WORKERS.items()
        ),
    ]


def _worker(queue: str, concurrency: int) -> list[str]:
    return [
        *(sys.executable, str(ROOT / "tidu"), "procrastinate", "worker", "--queues", queue),
        *("--concurrency", str(concurrency), "--shutdown-graceful-timeout", "10", "--delete-jobs", "never"),
    ]


def _log(logs: Path | None, name: str) -> Path | None:
    if logs is None:
        return None
    log = logs / f"{name}.log"
    if log.exists() and log.stat().st_size > BIGGEST_LOG:
        log.replace(log.with_suffix(".log.1"))
    return log


def _wait_until_ready(supervisor: Supervisor, host: str, port: int) -> None:
    url = f"http://{host}:{port}/health/ready"
    deadline = time.monotonic() + READY_SECONDS
    late = f"{url} did not answer within {READY_SECONDS} s; the web log says why (under `up`: var/log/web.log)."

    def ready() -> bool:
        if time.monotonic() > deadline:
            raise StepFailed(late)
        return _answers(url)

    supervisor.look_after_until(ready)


def _answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=5) as answer:  # noqa: S310 - an http address of our own making
            return bool(answer.status == 200)
    except OSError:
        return False


def _port() -> int:
    if chosen := os.environ.get("TIDU_PORT"):
        return int(chosen)
    for port in range(FIRST_PORT, LAST_PORT + 1):
        if _is_free(port):
            return port
    raise StepFailed(f"Ports {FIRST_PORT} to {LAST_PORT} are all in use. Name a free one in TIDU_PORT.")


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


@contextmanager
def _alone(var: Path) -> Iterator[None]:
    """One Tidu is served from a `var` at a time."""
    var.mkdir(parents=True, exist_ok=True)
    with (var / "serve.lock").open("a+") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise StepFailed(
                f"Tidu already runs from {var}. Stop it first (Ctrl-C there), or set TIDU_VAR to another directory."
            ) from None
        yield

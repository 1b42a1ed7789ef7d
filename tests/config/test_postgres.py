"""The private PostgreSQL, really started, killed and started again, in a directory of the test's own."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from config.environment import ROOT
from config.postgres import PostgresUnavailable, keep_private_database_up
from config.postgres.binaries import find_binaries
from config.postgres.cluster import LONGEST_SOCKET_DIRECTORY, Cluster

USER = """
import sys
from pathlib import Path
from config.postgres import private_database_url
print(private_database_url(Path(sys.argv[1])), flush=True)
sys.stdin.readline()
"""


class User:
    """A process that uses the private server until it is told to end."""

    def __init__(self, var: Path) -> None:
        command = [sys.executable, "-c", USER, str(var)]
        self.process = subprocess.Popen(
            command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )

    def url(self) -> str:
        assert self.process.stdout is not None
        return str(self.process.stdout.readline()).strip()

    def leave(self) -> None:
        self.process.communicate("\n", timeout=30)

    def kill(self) -> None:
        self.process.kill()
        self.process.communicate()


@pytest.fixture(scope="class")
def var(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A `var` with a server of its own; whatever a test does to it, nothing of it is left running."""
    var = tmp_path_factory.mktemp("var")
    yield var
    User(var).leave()


def postmaster(var: Path) -> int:
    return int((var / "postgres" / "data" / "postmaster.pid").read_text().split()[0])


def runs(var: Path) -> bool:
    return (var / "postgres" / "data" / "postmaster.pid").exists()


class TestPrivateDatabaseUrl:
    """Each test leaves a made, stopped server behind; which of them makes it does not matter."""

    def test_gives_a_server_that_knows_chinese_and_listens_on_no_port(self, var: Path):
        user = User(var)
        with psycopg.connect(user.url()) as connection:
            row = connection.execute(
                "SELECT current_setting('listen_addresses'), current_setting('server_encoding'), upper('é'),"
                " '南阳' < '郑州', current_database()"
            ).fetchone()
        user.leave()
        assert row == ("", "UTF8", "É", True, "tidu")

    def test_starts_one_server_for_all_that_come_at_once_and_the_last_stops_it(self, var: Path):
        users = [User(var) for _ in range(4)]
        assert len({user.url() for user in users}) == 1
        server = postmaster(var)
        for user in users[:-1]:
            user.leave()
        assert postmaster(var) == server
        users[-1].leave()
        assert not runs(var)

    def test_loses_nothing_committed_when_the_server_is_killed(self, var: Path):
        first = User(var)
        with psycopg.connect(first.url()) as connection:
            connection.execute("DROP TABLE IF EXISTS kept")
            connection.execute("CREATE TABLE kept AS SELECT 1 AS id")
        os.kill(postmaster(var), signal.SIGKILL)
        second = User(var)
        with psycopg.connect(second.url()) as connection:
            assert connection.execute("SELECT id FROM kept").fetchall() == [(1,)]
        second.leave()
        first.leave()
        assert not runs(var)

    def test_joins_and_later_stops_the_server_of_a_killed_user(self, var: Path):
        killed = User(var)
        killed.url()
        server = postmaster(var)
        killed.kill()
        heir = User(var)
        heir.url()
        assert postmaster(var) == server
        heir.leave()
        assert not runs(var)

    def test_is_not_fooled_by_a_pid_file_that_names_a_living_stranger(self, var: Path):
        first = User(var)
        first.url()
        pid_file = var / "postgres" / "data" / "postmaster.pid"
        kept = pid_file.read_text().splitlines()
        os.kill(postmaster(var), signal.SIGKILL)
        first.kill()
        _wait_until_no_process_stands_in(pid_file.parent)
        pid_file.write_text("\n".join([str(os.getpid()), *kept[1:]]) + "\n")
        second = User(var)
        assert second.url().startswith("postgresql://")
        second.leave()

    def test_begins_again_after_being_killed_while_it_made_the_server(self, tmp_path: Path):
        unfinished = tmp_path / "postgres" / "data.unfinished"
        unfinished.mkdir(parents=True)
        (unfinished / "PG_VERSION").write_text("18\n")
        user = User(tmp_path)
        assert user.url().startswith("postgresql://")
        user.leave()
        assert not unfinished.exists()


class TestKeepPrivateDatabaseUp:
    def test_starts_a_server_that_was_killed_and_leaves_a_living_one_alone(self, var: Path):
        user = User(var)
        url = user.url()
        assert not keep_private_database_up(var)
        killed = postmaster(var)
        os.kill(killed, signal.SIGKILL)
        _wait_until_no_process_stands_in(var / "postgres" / "data")
        assert keep_private_database_up(var)
        assert postmaster(var) != killed
        with psycopg.connect(url) as connection:
            assert connection.execute("SELECT 1").fetchall() == [(1,)]
        user.leave()


def _wait_until_no_process_stands_in(directory: Path) -> None:
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline:
        if not any(_stands_in(link, directory) for link in Path("/proc").glob("[0-9]*/cwd")):
            return
        time.sleep(0.05)


def _stands_in(link: Path, directory: Path) -> bool:
    try:
        return link.readlink() == directory
    except OSError:
        return False


class TestFindBinaries:
    def test_takes_what_the_operator_names(self, monkeypatch: pytest.MonkeyPatch):
        usual = find_binaries()
        monkeypatch.setenv("TIDU_PG_BIN", str(usual.directory))
        assert find_binaries() == usual

    def test_says_what_to_do_when_the_operator_names_a_place_without_postgresql(
        self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
    ):
        monkeypatch.setenv("TIDU_PG_BIN", str(tmp_path))
        with pytest.raises(PostgresUnavailable, match=r"\./tidu up"):
            find_binaries()

    def test_refuses_to_serve_the_data_of_a_version_that_is_gone(self):
        with pytest.raises(PostgresUnavailable, match=r"made by PostgreSQL 99"):
            find_binaries(99)


class TestCluster:
    def test_keeps_its_socket_where_the_address_is_short_enough(self, tmp_path: Path):
        deep = tmp_path / ("long" * 30)
        for home in (tmp_path / "postgres", deep):
            sockets = Cluster(binaries=find_binaries(), home=home).sockets
            assert len(os.fsencode(sockets)) <= LONGEST_SOCKET_DIRECTORY

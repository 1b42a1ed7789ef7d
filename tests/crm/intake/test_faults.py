"""Killed with -9 in the middle of a commit: no partial import, the job goes on by itself, each effect once."""

import subprocess
from collections.abc import Callable, Iterator

import psycopg
import pytest
from django.db import connection

from benches.killing import Aftermath, House, kill_postgres, kill_worker
from config.postgres.binaries import find_binaries

pytestmark = pytest.mark.django_db

ROWS = 3000
WITHIN_SECONDS = 0.15
MOST_MISSES = 6


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory, django_db_setup: None) -> Iterator[House]:
    """A Tidu of its own, with the tables of the test's database; its server ends with its last user."""
    house = House(tmp_path_factory.mktemp("var"))
    _copy_tables(connection.settings_dict, house.url)
    with house.working():
        yield house


def _copy_tables(here: dict[str, str], there: str) -> None:
    programs = find_binaries()
    source = {"host": here["HOST"], "user": here["USER"], "dbname": here["NAME"], "port": str(here["PORT"])}
    conninfo = psycopg.conninfo.make_conninfo("", **{name: value for name, value in source.items() if value})
    schema = subprocess.run(
        [programs.program("pg_dump"), "--schema-only", "--no-owner", conninfo], check=True, capture_output=True
    ).stdout
    subprocess.run(
        [programs.program("psql"), "--quiet", "--set=ON_ERROR_STOP=1", there],
        input=schema,
        check=True,
        capture_output=True,
    )


def landed(house: House, kill: Callable[[House], None]) -> Aftermath:
    """The first kill that lands while a commit is in flight; those that come too late prove nothing."""
    for _miss in range(MOST_MISSES):
        aftermath = house.commit_and_kill(kill, rows=ROWS, within=WITHIN_SECONDS)
        if aftermath.landed:
            return aftermath
        assert aftermath.faults == ()
    pytest.fail("no kill landed in the middle of a commit")


class TestKilledInTheMiddleOfACommit:
    @pytest.mark.parametrize("kill", [kill_worker, kill_postgres])
    def test_leaves_nothing_half_done_and_goes_on_by_itself(self, house: House, kill: Callable[[House], None]) -> None:
        aftermath = landed(house, kill)
        assert aftermath.faults == ()  # it took how long it took: that is for `./tidu bench faults` on a quiet machine

    def test_would_be_seen_if_a_row_were_missing_or_told_twice(self, house: House) -> None:
        aftermath = house.commit_and_kill(lambda _house: None, rows=10, within=0)
        assert (aftermath.landed and aftermath.seconds > 0, aftermath.faults) in ((False, ()), (True, ()))
        source, number = f"来源{house.serial}", house.ask("SELECT max(id) FROM intake_import")
        told = house.told()
        house.ask("DELETE FROM enterprises_registration WHERE source = %s RETURNING id", source)
        faults = house.faults(number, source, 10, told)
        assert [fault.split(":")[0] for fault in faults] == ["firms and registrations", "times told that facts changed"]

"""The queue's own job, against a real queue in PostgreSQL."""

from collections.abc import Iterator

import pytest
from django.conf import settings
from django.db import connection
from procrastinate.contrib.django import app
from procrastinate.jobs import Status

from config.environment import ROOT
from config.tasks import STALLED_AFTER_SECONDS, rescue_stalled_jobs
from scoring.tasks import refresh_scores
from tests.jobs import work_off

pytestmark = pytest.mark.django_db(transaction=True)


def _job_in_the_hands_of_a_worker(*, silent_for: int, task_name: str = "anything") -> int:
    """A job that a worker took, whose heart beat last so many seconds ago."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO procrastinate_jobs (queue_name, task_name, args, status, attempts, worker_id)"
            " VALUES ('other', %s, '{}', 'doing', 0, %s) RETURNING id",
            [task_name, _worker(silent_for=silent_for)],
        )
        (job,) = cursor.fetchone()
    return int(job)


def _worker(*, silent_for: int) -> int:
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO procrastinate_workers (last_heartbeat)"
            " VALUES (now() - make_interval(secs => %s)) RETURNING id",
            [silent_for],
        )
        (worker,) = cursor.fetchone()
    return int(worker)


def _killed_in_the_middle_of(job: int) -> None:
    """Let a worker take `job`, the only one that waits, as workers do, and fall silent."""
    with connection.cursor() as cursor:
        worker = _worker(silent_for=STALLED_AFTER_SECONDS + 5)
        cursor.execute("SELECT (procrastinate_fetch_job_v2(NULL, %s)).id", [worker])
        assert cursor.fetchone() == (job,)


def _status(job: int) -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT status FROM procrastinate_jobs WHERE id = %s", [job])
        return str(cursor.fetchone()[0])


def _rescue() -> None:
    app.configure_task(rescue_stalled_jobs.name).defer(timestamp=0)
    work_off("default")


@pytest.fixture(autouse=True)
def empty_queue(transactional_db: None) -> None:
    """Nobody else's jobs: the queue is not among the tables that Django empties after a test."""
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE procrastinate_jobs, procrastinate_workers CASCADE")


@pytest.fixture
def no_scoring(monkeypatch: pytest.MonkeyPatch) -> None:
    """The task and its locks are the real ones; what it computes is for scoring's tests."""
    monkeypatch.setattr("scoring.tasks.refresh", lambda: None)


@pytest.fixture
def cursed(empty_queue: None) -> Iterator[str]:
    """The name of a task whose jobs the database refuses to move on."""
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'cursed'; END $$;"
            "CREATE TRIGGER refuse BEFORE UPDATE ON procrastinate_jobs FOR EACH ROW"
            " WHEN (OLD.task_name = 'cursed' AND NEW.status <> OLD.status) EXECUTE FUNCTION refuse()"
        )
    yield "cursed"
    with connection.cursor() as cursor:
        cursor.execute("DROP FUNCTION refuse CASCADE")


class TestRescueStalledJobs:
    def test_gives_a_dead_workers_job_back_and_leaves_a_living_ones(self):
        orphaned = _job_in_the_hands_of_a_worker(silent_for=STALLED_AFTER_SECONDS + 5)
        held = _job_in_the_hands_of_a_worker(silent_for=0)
        _rescue()
        assert _status(held) == Status.DOING.value
        assert _status(orphaned) == Status.TODO.value

    @pytest.mark.usefixtures("no_scoring")
    def test_takes_up_again_what_a_dead_worker_held_locked(self):
        stalled = refresh_scores.defer()
        _killed_in_the_middle_of(stalled)
        _rescue()
        assert _status(stalled) == Status.SUCCEEDED.value

    @pytest.mark.usefixtures("no_scoring")
    def test_ends_a_job_whose_twin_waits_so_that_the_twin_and_those_after_it_go_on(self):
        stalled = refresh_scores.defer()
        _killed_in_the_middle_of(stalled)
        twin = refresh_scores.defer()
        later = _job_in_the_hands_of_a_worker(silent_for=STALLED_AFTER_SECONDS + 5)
        _rescue()
        assert _status(stalled) == Status.FAILED.value
        assert _status(twin) == Status.SUCCEEDED.value
        assert _status(later) == Status.TODO.value

    def test_lets_no_job_that_cannot_be_rescued_stop_the_others(self, cursed: str, caplog: pytest.LogCaptureFixture):
        hopeless = _job_in_the_hands_of_a_worker(silent_for=STALLED_AFTER_SECONDS + 5, task_name=cursed)
        later = _job_in_the_hands_of_a_worker(silent_for=STALLED_AFTER_SECONDS + 5)
        _rescue()
        assert _status(hopeless) == Status.DOING.value
        assert _status(later) == Status.TODO.value
        assert f"Stalled job {hopeless} " in caplog.text


class TestImportPaths:
    def test_name_every_module_of_jobs_so_that_the_worker_knows_them(self):
        modules = {
            ".".join(path.relative_to(ROOT).with_suffix("").parts)
            for room in ("config", "crm/*", "scoring", "seeds", "api")
            for path in ROOT.glob(f"{room}/tasks.py")
        }
        assert modules == set(settings.PROCRASTINATE_IMPORT_PATHS)

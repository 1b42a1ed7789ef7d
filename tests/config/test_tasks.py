"""The queue's own job, against a real queue in PostgreSQL."""

import pytest
from django.conf import settings
from django.db import connection
from procrastinate.contrib.django import app
from procrastinate.contrib.django.django_connector import DjangoConnector
from procrastinate.jobs import Status

from config.environment import ROOT
from config.tasks import STALLED_AFTER_SECONDS, rescue_stalled_jobs

pytestmark = pytest.mark.django_db(transaction=True)


def _job_in_the_hands_of_a_worker(*, silent_for: int) -> int:
    """A job that a worker took, whose heart beat last so many seconds ago."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO procrastinate_workers (last_heartbeat)"
            " VALUES (now() - make_interval(secs => %s)) RETURNING id",
            [silent_for],
        )
        (worker,) = cursor.fetchone()
        cursor.execute(
            "INSERT INTO procrastinate_jobs (queue_name, task_name, args, status, attempts, worker_id)"
            " VALUES ('other', 'anything', '{}', 'doing', 0, %s) RETURNING id",
            [worker],
        )
        (job,) = cursor.fetchone()
    return int(job)


def _status(job: int) -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT status FROM procrastinate_jobs WHERE id = %s", [job])
        return str(cursor.fetchone()[0])


def _rescue() -> None:
    app.configure_task(rescue_stalled_jobs.name).defer(timestamp=0)
    assert isinstance(app.connector, DjangoConnector)
    with app.replace_connector(app.connector.get_worker_connector()) as working:
        working.run_worker(wait=False, install_signal_handlers=False, listen_notify=False, queues=["default"])


class TestRescueStalledJobs:
    def test_gives_a_dead_workers_job_back_and_leaves_a_living_ones(self):
        orphaned = _job_in_the_hands_of_a_worker(silent_for=STALLED_AFTER_SECONDS + 5)
        held = _job_in_the_hands_of_a_worker(silent_for=0)
        _rescue()
        assert _status(held) == Status.DOING.value
        assert _status(orphaned) == Status.TODO.value


class TestImportPaths:
    def test_name_every_module_of_jobs_so_that_the_worker_knows_them(self):
        modules = {
            ".".join(path.relative_to(ROOT).with_suffix("").parts)
            for room in ("config", "crm/*", "scoring", "seeds", "api")
            for path in ROOT.glob(f"{room}/tasks.py")
        }
        assert modules == set(settings.PROCRASTINATE_IMPORT_PATHS)

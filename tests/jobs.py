"""Working off what was queued: in the test's own transaction, or as workers do."""

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import SimpleNamespace

from django.db import connection, connections
from procrastinate import App
from procrastinate.contrib.django import app
from procrastinate.contrib.django.django_connector import DjangoConnector
from procrastinate.contrib.django.models import ProcrastinateJob

import crm.intake.tasks  # noqa: F401 (who runs jobs has to know them)
from crm.intake.jobs import QUEUE


def run_jobs(queue: str = QUEUE) -> int:
    """Run the jobs that wait in `queue`, and those that they queue there, in this thread and transaction; how many."""
    done = 0
    while job := ProcrastinateJob.objects.filter(queue_name=queue, status="todo").order_by("pk").first():
        with connection.cursor() as cursor:
            cursor.execute("UPDATE procrastinate_jobs SET status = 'succeeded' WHERE id = %s", [job.pk])
        task = app.tasks[job.task_name]
        context = [SimpleNamespace(job=job)] if task.pass_context else []
        task.func(*context, **job.args)
        done += 1
    return done


def work_off(*queues: str) -> None:
    """Let a worker take what waits in `queues` until nothing does; what is queued has to be committed."""
    with _worker() as worker:
        worker.run_worker(
            wait=False, install_signal_handlers=False, listen_notify=False, queues=list(queues) or [QUEUE]
        )


@contextmanager
def working(*queues: str) -> Iterator[None]:
    """A worker in a thread of this process, as long as the test needs one."""
    loop = asyncio.new_event_loop()
    stopped = threading.Event()

    async def work() -> None:
        with _worker() as worker:
            async with worker.open_async():
                await worker.run_worker_async(
                    install_signal_handlers=False, queues=list(queues) or [QUEUE], fetch_job_polling_interval=0.5
                )

    def run() -> None:
        asyncio.set_event_loop(loop)
        try:
            loop.run_until_complete(task)
        except asyncio.CancelledError:
            pass
        finally:
            loop.close()
            stopped.set()

    task = loop.create_task(work())
    threading.Thread(target=run, daemon=True).start()
    try:
        yield
    finally:
        loop.call_soon_threadsafe(task.cancel)
        stopped.wait(timeout=30)


@contextmanager
def _worker() -> Iterator[App]:
    assert isinstance(app.connector, DjangoConnector)
    settings = connections.settings["default"]
    kept, settings["CONN_MAX_AGE"] = settings["CONN_MAX_AGE"], 0  # the worker's threads end with it: nothing stays open
    try:
        with app.replace_connector(app.connector.get_worker_connector()) as working_app:
            yield working_app
    finally:
        settings["CONN_MAX_AGE"] = kept

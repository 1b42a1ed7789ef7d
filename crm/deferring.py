"""Queueing jobs in the transaction at hand: a job is there if and only if the change that asks for it comes to be."""

from procrastinate.contrib.django.django_connector import DjangoConnector
from procrastinate.jobs import JobDeferrer
from procrastinate.manager import JobManager
from procrastinate.tasks import configure_task


def in_this_transaction(
    task: str, *, queue: str = "default", lock: str | None = None, queueing_lock: str | None = None
) -> JobDeferrer:
    """What defers a job of `task` over Django's own connection.

    Inside a worker, `task.defer()` goes over a connection of the worker's and is there at once, whatever becomes of the
    transaction around it. The task is named, so that nobody has to load what it computes with.
    """
    manager = JobManager(DjangoConnector())
    return configure_task(name=task, job_manager=manager, queue=queue, lock=lock, queueing_lock=queueing_lock)

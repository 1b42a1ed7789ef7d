"""Jobs that keep the queue itself healthy."""

import logging

import procrastinate
from procrastinate.contrib.django import app
from procrastinate.exceptions import ConnectorException, UniqueViolation
from procrastinate.jobs import Job, Status
from procrastinate.manager import JobManager

STALLED_AFTER_SECONDS = 12  # a worker's heart beats every 3 s (settings.PROCRASTINATE_WORKER_DEFAULTS)

logger = logging.getLogger(__name__)


@app.periodic(cron="* * * * * */5")
@app.task(queueing_lock="rescue_stalled_jobs", pass_context=True, retry=False, name="config.tasks.rescue_stalled_jobs")
async def rescue_stalled_jobs(context: procrastinate.JobContext, timestamp: int) -> None:
    """Give the jobs of killed workers back to the queue: Procrastinate notices them but leaves them where they are."""
    manager = context.app.job_manager
    for job in await manager.get_stalled_jobs(seconds_since_heartbeat=STALLED_AFTER_SECONDS):
        try:
            await rescue(manager, job)
        except ConnectorException:  # e.g. it ended just now; whatever it is, the next ones are not to wait for it
            logger.exception("Stalled job %s (%s) was not rescued; the next round tries again", job.id, job.task_name)


async def rescue(manager: JobManager, job: Job) -> None:
    """Queue the stalled `job` again, or end it as failed where a twin waits in its place.

    A queueing lock lets only one job wait. The twin does the work of both, but not before `job` lets go of its lock.
    """
    try:
        await manager.retry_job(job)
    except UniqueViolation:
        await manager.finish_job(job, status=Status.FAILED, delete_job=False)

"""Jobs that keep the queue itself healthy."""

import procrastinate
from procrastinate.contrib.django import app

STALLED_AFTER_SECONDS = 12  # a worker's heart beats every 3 s (settings.PROCRASTINATE_WORKER_DEFAULTS)


@app.periodic(cron="* * * * * */5")
@app.task(queueing_lock="rescue_stalled_jobs", pass_context=True, retry=False, name="config.tasks.rescue_stalled_jobs")
async def rescue_stalled_jobs(context: procrastinate.JobContext, timestamp: int) -> None:
    """Give the jobs of killed workers back to the queue: Procrastinate notices them but leaves them where they are."""
    manager = context.app.job_manager
    for job in await manager.get_stalled_jobs(seconds_since_heartbeat=STALLED_AFTER_SECONDS):
        await manager.retry_job(job)

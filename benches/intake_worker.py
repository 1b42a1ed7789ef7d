"""The worker of the intake bench: does the jobs that wait in one database, and tells how much memory it took.

Run as `python -m benches.intake_worker DATABASE`, with the settings that the bench itself has.
"""

import importlib
import json
import sys
from pathlib import Path

import django
from django.db import connection


def main(database: str) -> None:
    """Work the queue of imports off and print one JSON object."""
    django.setup()
    connection.settings_dict["NAME"] = database

    from procrastinate.contrib.django import app
    from procrastinate.contrib.django.django_connector import DjangoConnector

    from crm.intake.jobs import QUEUE

    importlib.import_module("crm.intake.tasks")

    idle = peak_mb()
    assert isinstance(app.connector, DjangoConnector)
    with app.replace_connector(app.connector.get_worker_connector()) as worker:
        worker.run_worker(wait=False, install_signal_handlers=False, listen_notify=False, queues=[QUEUE])
    print(json.dumps({"peak_mb": peak_mb(), "idle_mb": idle}))  # noqa: T201


def peak_mb() -> int:
    """Most memory that this process held, in MB."""
    with Path("/proc/self/status").open(encoding="ascii") as status:
        return next(int(line.split()[1]) // 1024 for line in status if line.startswith("VmHWM"))


if __name__ == "__main__":
    main(sys.argv[1])

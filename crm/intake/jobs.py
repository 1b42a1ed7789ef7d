"""Jobs that intake asks for, by name: a service that queues a job does not import the task that calls a service."""

from typing import Literal

from django.utils.translation import get_language

from crm.deferring import in_this_transaction
from crm.intake.models import Import, ImportProgress

QUEUE = "imports"
"""Worked by a worker of its own, so that no long scoring run holds an import up."""

FACTS_CHANGED = "facts_changed"
"""The job that facts changed. Whoever computes on facts has a task of this name; nobody here knows who that is."""


def queue(task: Literal["read", "commit", "undo"], import_: Import, **arguments: str | int | None) -> int:
    """Queue a job for `import_` in the transaction at hand; jobs of one import run one after the other."""
    ImportProgress.objects.update_or_create(
        table=import_, defaults={"stage": "", "done": 0, "total": 0, "stop_asked": False}
    )
    job = in_this_transaction(f"crm.intake.tasks.{task}", queue=QUEUE, lock=f"import-{import_.pk}")
    return job.defer(import_id=import_.pk, language=get_language(), **arguments)


def tell_facts_changed() -> None:
    """Queue `FACTS_CHANGED` in the transaction at hand: told if and only if the change itself comes to be."""
    in_this_transaction(FACTS_CHANGED).defer()

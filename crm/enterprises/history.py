"""What is kept when a row changes: the state before it, written by database triggers that no code path can forget."""

from typing import TypeVar

import pghistory
from django.db import models

M = TypeVar("M", bound=models.Model)


def keeps_history(model: type[M]) -> type[M]:
    """Keep the old row at each real change and at deletion, in a table that nobody can alter.

    The present row is the table itself, so nothing is written when a row is made.
    """
    changed = pghistory.UpdateEvent(condition=pghistory.AnyChange(), row=pghistory.Old)
    deleted = pghistory.DeleteEvent(row=pghistory.Old)
    tracked: type[M] = pghistory.track(changed, deleted, append_only=True)(model)
    return tracked

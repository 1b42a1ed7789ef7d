"""Asking for new results after facts changed."""

from django.db import transaction
from procrastinate.exceptions import AlreadyEnqueued

from scoring.tasks import refresh_scores


def ask_for_refresh() -> bool:
    """Have all firms assessed and scored again soon; tells whether that was not asked for already.

    Facts that change while a refresh runs are asked for anew: only a job that has not begun counts as asked.
    """
    try:
        with transaction.atomic():  # the refusal is a broken constraint, which must not spoil the caller's transaction
            refresh_scores.defer()
    except AlreadyEnqueued:
        return False
    return True

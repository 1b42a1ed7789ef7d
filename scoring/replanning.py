"""Asking for new gap plans after what they rest on changed: rules in force, or levers."""

from django.db import transaction
from procrastinate.exceptions import AlreadyEnqueued

from crm.deferring import in_this_transaction

TASK, LOCK = "scoring.tasks.plan_gaps", "gap_plans"


def ask_for_plans() -> bool:
    """Have gap plans made for all firms soon, behind the jobs that wait; tells whether that was not asked for already.

    The job is named, not imported: it plans with what asks for it here.
    """
    try:
        with transaction.atomic():  # the refusal is a broken constraint, which must not spoil the caller's transaction
            in_this_transaction(TASK, lock=LOCK, queueing_lock=LOCK).defer()
    except AlreadyEnqueued:
        return False
    return True

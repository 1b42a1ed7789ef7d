"""Asking for duplicates to be looked for after firms came in or changed their names."""

from django.db import transaction
from procrastinate.exceptions import AlreadyEnqueued

from crm.deferring import in_this_transaction
from crm.enterprises.tasks import look_for_duplicates


def ask_for_duplicates() -> bool:
    """Have duplicates looked for soon; tells whether that was not asked for already."""
    try:
        with transaction.atomic():  # the refusal is a broken constraint, which must not spoil the caller's transaction
            in_this_transaction(
                look_for_duplicates.name, lock=look_for_duplicates.lock, queueing_lock=look_for_duplicates.queueing_lock
            ).defer()
    except AlreadyEnqueued:
        return False
    return True

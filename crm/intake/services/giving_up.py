"""Stopping a job, and giving an import up."""

from django.db import transaction
from django.utils.translation import gettext as _

from crm.intake.errors import NothingToStop, NotPreviewed
from crm.intake.models import Import, ImportProgress
from crm.intake.rights import DISCARDABLE
from crm.intake.services.turns import WORKING, in_state, move


def cancel_job(*, import_id: int) -> None:
    """Ask the job of an import to stop; it rolls back and the import is again what it was before. Waits for nothing.

    :raises NothingToStop: no job works on it, nor will.
    """
    asked = ImportProgress.objects.filter(table=import_id, table__state__in=WORKING).update(stop_asked=True)
    if not asked:
        raise NothingToStop(_("Nothing is being done with this import just now, so there is nothing to stop."))


@transaction.atomic
def discard_import(*, import_id: int) -> Import:
    """Give up an import that changed nothing yet; its rows stay readable.

    :raises NotPreviewed: it was committed or discarded before, or a job works on it.
    """
    discarded = move(import_id, DISCARDABLE, Import.State.DISCARDED)
    import_ = Import.objects.get(pk=import_id)
    return import_ if discarded else in_state(import_, Import.State.PREVIEWED, NotPreviewed)

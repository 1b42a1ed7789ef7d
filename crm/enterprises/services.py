"""What changes a firm and the facts about it by hand."""

from datetime import date

from django.db import transaction

from crm.directory.models import Region
from crm.enterprises.models import Coverage


@transaction.atomic
def state_complete(*, kind: Coverage.Kind, region: Region, known_on: date, source: str) -> Coverage:
    """State that from `known_on` on all facts of `kind` about the firms of `region` are on record.

    From then on a firm of the region without such a fact has none, where before nobody knew. Said again, the earlier
    day stands: what was complete stays so.
    """
    stated = Coverage.objects.select_for_update().filter(kind=kind, region=region).first()
    if stated is None:
        return Coverage.objects.create(kind=kind, region=region, known_on=known_on, source=source)
    if known_on < stated.known_on:
        stated.known_on, stated.source = known_on, source
        stated.save(update_fields=["known_on", "source"])
    return stated

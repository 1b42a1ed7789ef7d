"""Bring a table of reference data in line with what ships: a few statements, however many rows."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Model


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """How many rows an upsert touched."""

    created: int
    updated: int
    unchanged: int


@transaction.atomic
def upsert(rows: Iterable[Model], *, model: type[Model], overwrite: bool = True) -> Changes:
    """Insert the rows whose key is new and update those that differ; rows that are not in `rows` stay.

    With `overwrite` off, a row that is there is left as it is: for tables that the bureau fills itself.
    """
    fields = [field.attname for field in model._meta.concrete_fields if not field.primary_key]
    there = {row[0]: row[1:] for row in model._default_manager.values_list("pk", *fields)}
    new: list[Model] = []
    changed: list[Model] = []
    same = 0
    for row in rows:
        if row.pk not in there:
            new.append(row)
        elif overwrite and there[row.pk] != tuple(getattr(row, field) for field in fields):
            changed.append(row)
        else:
            same += 1
    model._default_manager.bulk_create(new)
    if changed:
        model._default_manager.bulk_update(changed, _names(model), batch_size=500)
    return Changes(created=len(new), updated=len(changed), unchanged=same)


def _names(model: type[Model]) -> list[str]:
    return [field.name for field in model._meta.concrete_fields if not field.primary_key]

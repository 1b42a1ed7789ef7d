"""Rows on both sides of a merge: which of them are the same."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.db.models import Q

ForeignKey = models.ForeignKey[Any, Any]
NO_MATTER = frozenset({"source", "known_on", "import_row", "recorded_at", "note"})
"""Two rows that differ in nothing but these say the same."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Split:
    """The rows of the merged record: those that move, those that the survivor has already."""

    moves: tuple[int, ...] = ()
    set_aside: tuple[int, ...] = ()
    differing: tuple[int, ...] = ()
    """Of those set aside: what says something else than the survivor's row does."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """What makes two rows of one firm the same row: equal values of `fields` among the rows that meet `condition`."""

    fields: tuple[str, ...]
    condition: Q
    nulls_are_equal: bool = False


def split(relation: ForeignKey, *, keep: int, merge: int, same_by: tuple[str, ...] = ()) -> Split:
    """Divide the rows that point to `merge` by `relation` into those that move to `keep` and those set aside."""
    rows = relation.model._base_manager.all()
    theirs = list(rows.filter(**{relation.attname: merge}).order_by("pk").values_list("pk", flat=True))
    same: dict[int, int] = {}
    for identity in _identities(relation, same_by) if theirs else ():
        ours = dict(_keyed(rows.filter(identity.condition, **{relation.attname: keep}), identity))
        for key, pk in _keyed(rows.filter(identity.condition, **{relation.attname: merge}), identity):
            if key in ours:
                same.setdefault(pk, ours[key])
    return Split(
        moves=tuple(pk for pk in theirs if pk not in same),
        set_aside=tuple(pk for pk in theirs if pk in same),
        differing=tuple(_differing(relation, same)),
    )


def _identities(relation: ForeignKey, same_by: tuple[str, ...]) -> Iterator[Identity]:
    """What the table's own constraints allow once a firm, and what was declared besides."""
    meta = relation.model._meta
    if same_by:
        yield Identity(fields=same_by, condition=Q())
    if relation.unique:
        yield Identity(fields=(), condition=Q())
    for together in meta.unique_together:
        if relation.name in together:
            yield Identity(fields=_besides(together, relation), condition=Q())
    for constraint in meta.constraints:
        if isinstance(constraint, models.UniqueConstraint) and relation.name in constraint.fields:
            yield Identity(
                fields=_besides(constraint.fields, relation),
                condition=constraint.condition or Q(),
                nulls_are_equal=constraint.nulls_distinct is False,
            )


def _besides(fields: Sequence[str], relation: ForeignKey) -> tuple[str, ...]:
    return tuple(field for field in fields if field != relation.name)


def _keyed(rows: "models.QuerySet[Any]", identity: Identity) -> Iterator[tuple[tuple[object, ...], int]]:
    for pk, *key in rows.order_by("pk").values_list("pk", *identity.fields):
        if identity.nulls_are_equal or None not in key:
            yield tuple(key), pk


def _differing(relation: ForeignKey, same: dict[int, int]) -> Iterator[int]:
    """Those of the keys of `same` whose row says something else than the one it stands for."""
    columns = [
        field.attname
        for field in relation.model._meta.local_concrete_fields
        if not field.primary_key and field is not relation and field.name not in NO_MATTER
    ]
    ids = {*same, *same.values()}
    said = {pk: said for pk, *said in relation.model._base_manager.filter(pk__in=ids).values_list("pk", *columns)}
    return (pk for pk, ours in sorted(same.items()) if said[pk] != said[ours])

"""What merging one record into another would do, before anything is done."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from crm.enterprises.choosing import Choice, RegistrationStatement, choose_registration
from crm.enterprises.merging.relations import RELATIONS, Decision, every_relation
from crm.enterprises.merging.sides import Split, split
from crm.enterprises.models import Enterprise, Registration, SourceRank
from crm.enterprises.statements import choices_of, ranks_of
from crm.enterprises.uscc import is_valid
from crm.errors import DomainError

DIFFERENT_CODES = "different_codes"
"""Two valid codes of two organisations: by law two entities, so merging them wants a word to say that it is known."""
NOT_YET_STATED = 2**60
"""The key of the statement that a firm without any makes of its own row: later than all that there are."""

COLUMNS = {
    field.name: field.attname for field in Registration._meta.concrete_fields if field.name in Registration.STATED
}
"""Field of a registration → column, of both tables."""


class MergeOfOne(DomainError):
    code = "merge.same"


class AlreadyMerged(DomainError):
    code = "merge.already"


class DemoAndReal(DomainError):
    code = "merge.demo_and_real"


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldPlan:
    """One field of the firm: what each record shows, what will be shown, and why (a reason of `choosing`)."""

    field: str
    kept: object
    merged: object
    becomes: object
    reason: str | None
    """None: no source states it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RelationPlan:
    """One relation: the decision on it and, where its rows move, which do."""

    relation: str
    decision: Decision
    rows: Split = field(default_factory=Split)


@dataclass(frozen=True, slots=True, kw_only=True)
class MergePlan:
    """The whole merge, worked out. Nothing was changed."""

    keep: int
    merge: int
    fields: tuple[FieldPlan, ...]
    relations: tuple[RelationPlan, ...]
    blocked_by: tuple[str, ...]
    """Relations that nobody has decided on."""
    needs: tuple[str, ...]
    """What has to be confirmed."""


def plan_merge(*, keep: Enterprise, merge: Enterprise) -> MergePlan:
    """Work out what merging the record `merge` into `keep` would do, field by field and relation by relation.

    :raises MergeOfOne: both are the same record.
    :raises AlreadyMerged: one of them was merged into another.
    :raises DemoAndReal: one is a firm of the demo city, the other is not.
    """
    _check(keep, merge)
    relations = tuple(plan_relations(keep=keep.pk, merge=merge.pk))
    return MergePlan(
        keep=keep.pk,
        merge=merge.pk,
        fields=tuple(_fields(keep, merge, relations)),
        relations=relations,
        blocked_by=tuple(sorted(every_relation().keys() - RELATIONS.keys())),
        needs=(DIFFERENT_CODES,) if _two_organisations(keep.uscc, merge.uscc) else (),
    )


def plan_relations(*, keep: int, merge: int) -> Iterator[RelationPlan]:
    """What becomes of the rows of each relation that is decided on."""
    fields = every_relation()
    for relation, decided in RELATIONS.items():
        if decided.decision is not Decision.MOVES:
            yield RelationPlan(relation=relation, decision=decided.decision)
        elif relation in fields:
            rows = split(fields[relation], keep=keep, merge=merge, same_by=decided.same_by)
            yield RelationPlan(relation=relation, decision=decided.decision, rows=rows)


def _check(keep: Enterprise, merge: Enterprise) -> None:
    if keep.pk == merge.pk:
        raise MergeOfOne(_("This is one record. Choose another one to merge it with."))
    for firm in (keep, merge):
        if firm.merged_into_id is not None:
            raise AlreadyMerged(
                _("%(name)s (%(uscc)s) was merged into another record before.")
                % {"name": firm.name, "uscc": firm.uscc},
                uscc=firm.uscc,
            )
    if keep.is_synthetic != merge.is_synthetic:
        raise DemoAndReal(_("A firm of the demo city and a real one cannot be one firm."))


def _two_organisations(one: str, other: str) -> bool:
    """Whether the codes are those of two bodies. A firm registered anew elsewhere keeps positions 9 to 17."""
    return is_valid(one) and is_valid(other) and one[8:17] != other[8:17]


def _fields(keep: Enterprise, merge: Enterprise, relations: tuple[RelationPlan, ...]) -> Iterator[FieldPlan]:
    chosen = choose_registration(
        _statements(keep, merge, relations), ranks_of(SourceRank.Table.REGISTRATION), _choices(keep.pk, merge.pk)
    )
    for name, column in COLUMNS.items():
        kept, counts = getattr(keep, column), chosen.get(name)
        yield FieldPlan(
            field=name,
            kept=kept,
            merged=getattr(merge, column),
            becomes=counts.statement.value if counts else _when_unstated(name, kept),
            reason=counts.reason if counts else None,
        )


def _when_unstated(name: str, kept: object) -> object:
    """What is shown of a field that no source states."""
    if name in ("name", "status"):
        return kept if name == "name" else Enterprise.Status.OPERATING.value
    return "" if Enterprise._meta.get_field(name).empty_strings_allowed and isinstance(kept, str) else None


def _statements(
    keep: Enterprise, merge: Enterprise, relations: tuple[RelationPlan, ...]
) -> list[RegistrationStatement]:
    """All that sources will have said of the firm that is kept."""
    (moving,) = (plan.rows.moves for plan in relations if plan.relation == "enterprises.Registration.enterprise")
    said = {firm.pk: list(_stated(firm)) for firm in (keep, merge)}
    own = said[keep.pk] or [_own_row(keep, NOT_YET_STATED)]
    if said[merge.pk]:
        return own + [statement for statement in said[merge.pk] if statement.id in moving]
    theirs = _own_row(merge, NOT_YET_STATED + 1)
    taken = {(statement.source, statement.known_on) for statement in own}
    return own if (theirs.source, theirs.known_on) in taken else [*own, theirs]


def _stated(firm: Enterprise) -> Iterator[RegistrationStatement]:
    for row in Registration.objects.filter(enterprise=firm).order_by("pk"):
        values = {name: getattr(row, column) for name, column in COLUMNS.items()}
        yield RegistrationStatement(id=row.pk, source=row.source, known_on=row.known_on, values=values)


def _own_row(firm: Enterprise, key: int) -> RegistrationStatement:
    values = {name: getattr(firm, column) or None for name, column in COLUMNS.items()}
    return RegistrationStatement(id=key, source=firm.source, known_on=firm.known_on, values=values)


def _choices(keep: int, merge: int) -> Mapping[str, Choice]:
    """The choices that will stand: where both records have one, that of the one that is kept."""
    standing = choices_of([keep, merge], SourceRank.Table.REGISTRATION)
    theirs, own = (
        {name: choice for (firm, name, _year), choice in standing.items() if firm == pk} for pk in (merge, keep)
    )
    return {**theirs, **own}

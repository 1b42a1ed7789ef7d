"""What is on record of the facts that a table names: one query, whatever the number of rows."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Self

from django.db.models import Q

from crm.bulk import among
from crm.enterprises.models.enterprise import Spelling
from crm.enterprises.names import spelling
from crm.intake.kinds.facts import FactKind, Value
from crm.intake.models import Import, ImportRow

NamedBy = tuple[object, ...]
"""The firm (None where the key alone names the fact) and the values of the key, as they are compared."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownFact:
    """A fact on record."""

    pk: int
    enterprise: int | None
    values: Mapping[str, Value | None]
    told_on: date
    """The day of the latest table that it was taken from."""
    import_row: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownFacts:
    """The facts on record that rows may speak of, by what has to agree exactly."""

    kind: FactKind
    strictly: Mapping[NamedBy, tuple[KnownFact, ...]]

    @classmethod
    def load(cls, kind: FactKind, *, firms: Iterable[int], stated: Iterable[Mapping[str, Value]]) -> Self:
        """All facts of these firms; where the key alone names a fact, those with the keys of these rows."""
        strictly: defaultdict[NamedBy, list[KnownFact]] = defaultdict(list)
        for fact in _facts(kind, _condition(kind, firms, stated)):
            strictly[strict_key(kind, fact.enterprise, fact.values)].append(fact)
        return cls(kind=kind, strictly={key: tuple(facts) for key, facts in strictly.items()})

    def of(self, firm: int | None, stated: Mapping[str, Value]) -> KnownFact | None:
        """The fact that a row speaks of: the one whose key agrees, else the only one that lacks what the row says."""
        meant = self.strictly.get(strict_key(self.kind, firm, stated), ())
        loose = loose_key(self.kind, stated)
        agreeing = [fact for fact in meant if loose_key(self.kind, fact.values) == loose]
        if agreeing:
            return agreeing[0]
        open_ones = [fact for fact in meant if _may_agree(loose_key(self.kind, fact.values), loose)]
        return open_ones[0] if len(open_ones) == 1 else None

    def all(self) -> Iterable[KnownFact]:
        """Every fact that was read."""
        return (fact for facts in self.strictly.values() for fact in facts)


def strict_key(kind: FactKind, firm: int | None, values: Mapping[str, Any]) -> NamedBy:
    """The parts of the key that have to agree."""
    of_firm = firm if kind.firm == "in_key" else None
    return (of_firm, *(kind.spelt(name, values.get(name)) for name in kind.key if name not in kind.loose))


def loose_key(kind: FactKind, values: Mapping[str, Any]) -> NamedBy:
    """The parts of the key that one side may lack."""
    return tuple(kind.spelt(name, values.get(name) or None) for name in kind.loose)


def _may_agree(known: NamedBy, stated: NamedBy) -> bool:
    return all(one is None or other is None or one == other for one, other in zip(known, stated, strict=True))


def _condition(kind: FactKind, firms: Iterable[int], stated: Iterable[Mapping[str, Value]]) -> Q:
    if kind.firm == "in_key":
        return among("enterprise", set(firms))
    return among("first_of_key", {spelling(str(values[kind.key[0]])) for values in stated if kind.key[0] in values})


def _facts(kind: FactKind, condition: Q) -> Iterable[KnownFact]:
    paths = {name: _path(kind, name) for name in kind.names}
    facts = kind.model._default_manager.alias(first_of_key=Spelling(kind.column(kind.key[0])))
    found = facts.filter(condition).order_by("pk")
    records = list(found.values("pk", "enterprise_id", "known_on", "import_row_id", *paths.values()))
    told_on = _told_on(record["import_row_id"] for record in records)
    for record in records:
        yield KnownFact(
            pk=record["pk"],
            enterprise=record["enterprise_id"],
            values={name: _plain(record[path]) for name, path in paths.items()},
            told_on=told_on.get(record["import_row_id"], record["known_on"]),
            import_row=record["import_row_id"],
        )


def _told_on(rows: Iterable[int | None]) -> dict[int | None, date]:
    """The days on which the tables of imported rows became known; not joined, since statistics lag behind imports."""
    named = {row for row in rows if row is not None}
    days = dict(Import.objects.values_list("pk", "known_on"))
    return {row: days[table] for row, table in ImportRow.objects.filter(among("pk", named)).values_list("pk", "table")}


def _path(kind: FactKind, name: str) -> str:
    return "caseworker__username" if kind.references.get(name) == "caseworker" else kind.column(name)


def _plain(value: Any) -> Value | None:
    """A stored value as tables state it."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    stated: Value | None = value
    return stated

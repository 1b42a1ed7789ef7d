"""What a plan of facts becomes: new rows by COPY, changed ones by one UPDATE, each tied to its row of the file."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from django.db import models

from crm.bulk import copy_in, update_from
from crm.intake.kinds.facts import FactKind, Value
from crm.intake.kinds.registry import FACTS
from crm.intake.models import Import
from crm.intake.planning.planned import ImportPlan, Outcome, PlannedRow
from crm.intake.planning.references import References, completed

RowIds = Mapping[tuple[str, int], int]
"""Sheet and number of a row → key of its `ImportRow`."""


def write_facts(plan: ImportPlan, import_: Import, row_ids: RowIds) -> None:
    """Write the facts that the plan creates, and what it changes of known ones."""
    kind = FACTS[import_.kind]
    writing = _Writing(kind=kind, references=References.load(kind), import_=import_, row_ids=row_ids)
    copy_in(kind.model, writing.new_columns, map(writing.new_row, plan.of(Outcome.CREATE)))
    changed = plan.of(Outcome.UPDATE)
    if changed:
        update_from(kind.model, writing.changed_columns, map(writing.changed_row, changed))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Writing:
    """How the rows of one import become rows of the model."""

    kind: FactKind
    references: References
    import_: Import
    row_ids: RowIds

    @property
    def new_columns(self) -> tuple[str, ...]:
        own = (self.kind.column(name) for name in self.kind.names)
        return ("enterprise_id", *own, *(name for name, _value in self._provenance()), "import_row_id")

    def new_row(self, planned: PlannedRow) -> tuple[object, ...]:
        values = completed(self.kind, planned.row.values, self.references)
        own = (self._stored(name, values.get(name)) for name in self.kind.names)
        return (planned.enterprise, *own, *(value for _name, value in self._provenance()), self._row_id(planned))

    @property
    def changed_columns(self) -> tuple[str, ...]:
        own = (self.kind.column(name) for name in self.kind.compared)
        return ("enterprise_id", *own, *self.kind.becomes_known.values(), "import_row_id")

    def changed_row(self, planned: PlannedRow) -> tuple[object, ...]:
        """The changed columns of a known fact; None leaves one as it is."""
        values = {name: planned.row.values[name] for name in planned.changed}
        own = (self._stored(name, values[name]) if name in values else None for name in self.kind.compared)
        # A day that is only corrected has been known, if not exactly, since it was first told of.
        known_on: tuple[date | None, ...] = tuple(
            self.import_.known_on if name in planned.fills else None for name in self.kind.becomes_known
        )
        return (planned.target, planned.enterprise, *own, *known_on, self._row_id(planned))

    def _provenance(self) -> Iterator[tuple[str, object]]:
        yield "source", self.import_.source
        yield "known_on", self.import_.known_on
        if any(field.name == "recorded_at" for field in self.kind.model._meta.concrete_fields):
            yield "recorded_at", self.import_.committed_at

    def _row_id(self, planned: PlannedRow) -> int:
        return self.row_ids[planned.row.sheet, planned.row.number]

    def _stored(self, name: str, value: Value | None) -> object:
        """A value as its column wants it; a text that nobody stated is empty."""
        if value is None:
            return None if self._column(name).null else ""
        if name in self.kind.flags:
            return value == "yes"
        if self.kind.references.get(name) == "caseworker":
            return self.references.caseworker_keys[str(value)]
        return value

    def _column(self, name: str) -> "models.Field[object, object]":
        column = self.kind.column(name)
        return next(field for field in self.kind.model._meta.concrete_fields if field.column == column)

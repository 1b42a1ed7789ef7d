"""What one import did to a table: read from the rows as they are and from their history."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Self

from django.db import models
from pghistory.models import Context

from crm.bulk import among
from crm.intake.models import Import, ImportRow

Record = Mapping[str, Any]
"""A row as it is, or as an entry of the history has it, by column."""

IMPORT_ROW = "import_row_id"


def history_of(model: type[models.Model]) -> type[models.Model]:
    """The model of the table that holds the rows of `model` as they were before each change."""
    events: type[models.Model] = model.pgh_event_model  # type: ignore[attr-defined]  # set by pghistory.track
    return events


@dataclass(frozen=True, kw_only=True)
class Touched:
    """The rows of one table that an import made or changed, and what became of them since."""

    now: Mapping[int, Record]
    """Those that are still there, by key."""
    changes: Mapping[int, Record]
    """Of those that the import changed: the entry that its change left in the history."""
    history: Mapping[int, tuple[Record, ...]]
    """All entries about them, oldest first."""
    own_rows: frozenset[int]
    """The keys of the import's own rows."""
    undone_rows: frozenset[int]
    """The keys of rows, of those that the history names, whose import was undone."""

    @classmethod
    def read(cls, model: type[models.Model], import_: Import, *, lock: bool) -> Self:
        """Read them: a few queries, whatever their number."""
        events = history_of(model)._default_manager
        own_rows = frozenset(import_.rows.values_list("pk", flat=True))
        changes = _first_changes(events, import_.pk)
        came_from_it = among("import_row", own_rows)
        keys = set(model._default_manager.filter(came_from_it).values_list("pk", flat=True)) | changes.keys()
        keys |= set(events.filter(came_from_it).values_list("pgh_obj_id", flat=True))
        rows = model._default_manager.filter(among("pk", keys)).order_by("pk")
        rows = rows.select_for_update(of=("self",)) if lock else rows
        now = {record["id"]: record for record in rows.values(*_columns(model))}
        history = _histories(events, keys)  # after the rows: once they are held, nothing is added to it
        return cls(
            now=now,
            changes=changes,
            history=history,
            own_rows=own_rows,
            undone_rows=_undone(entry[IMPORT_ROW] for entries in history.values() for entry in entries),
        )

    @cached_property
    def made(self) -> tuple[int, ...]:
        """The rows that the import made."""
        return tuple(
            key for key in self.now if key not in self.changes and self._states(key)[0][IMPORT_ROW] in self.own_rows
        )

    @cached_property
    def changed(self) -> tuple[int, ...]:
        """The rows that the import changed."""
        return tuple(key for key in self.now if key in self.changes)

    def since_made(self, key: int) -> tuple[str, ...]:
        """The columns in which a row differs from what it was when it was made."""
        return _differing(self._states(key)[0], self.now[key])

    def written(self, key: int) -> tuple[str, ...]:
        """The columns that the import changed in a row."""
        return _differing(self.changes[key], self._left(key))

    def since_written(self, key: int) -> frozenset[str]:
        """The columns in which a row differs from what the import had made of it."""
        return frozenset(_differing(self._left(key), self.now[key]))

    def was(self, key: int, column: str) -> Record:
        """The entry of the history that says what stood in a column before the import.

        If that came from an import that was undone in the meantime, it is what stood there before that one.
        """
        states = self._states(key)
        place = self._place(key)
        while (origin := states[place][IMPORT_ROW]) in self.undone_rows:
            came = [at for at in range(place) if states[at][IMPORT_ROW] != origin == states[at + 1][IMPORT_ROW]]
            if not came or states[came[-1] + 1][column] != states[place][column]:
                break
            place = came[-1]
        return states[place]

    def _states(self, key: int) -> tuple[Record, ...]:
        """The row from its making to now."""
        return (*self.history.get(key, ()), self.now[key])

    def _place(self, key: int) -> int:
        own = self.changes[key]["pgh_id"]
        return next(at for at, entry in enumerate(self.history[key]) if entry["pgh_id"] == own)

    def _left(self, key: int) -> Record:
        """The row as the import left it: an import changes each row once."""
        return self._states(key)[self._place(key) + 1]


def _first_changes(events: "models.Manager[Any]", import_id: int) -> dict[int, Record]:
    """What stood in each row before the import changed it for the first time."""
    marked = Context.objects.filter(metadata__import_id=import_id).exclude(metadata__has_key="undo")
    done = events.filter(pgh_context_id__in=list(marked.values_list("pk", flat=True)), pgh_label="update")
    changes: dict[int, Record] = {}
    for entry in done.order_by("pgh_id").values(*_columns(events.model)):
        changes.setdefault(entry["pgh_obj_id"], entry)
    return changes


def _columns(model: type[models.Model]) -> list[str]:
    return [field.attname for field in model._meta.concrete_fields]


def _histories(events: "models.Manager[Any]", keys: Collection[int]) -> dict[int, tuple[Record, ...]]:
    histories: defaultdict[int, list[Record]] = defaultdict(list)
    about = events.filter(among("pgh_obj", keys), pgh_label="update").order_by("pgh_id")
    for entry in about.values(*_columns(events.model)):
        histories[entry["pgh_obj_id"]].append(entry)
    return {key: tuple(entries) for key, entries in histories.items()}


def _undone(rows: Any) -> frozenset[int]:
    named = {row for row in rows if row is not None}
    undone = ImportRow.objects.filter(among("pk", named), table__state=Import.State.UNDONE)
    return frozenset(undone.values_list("pk", flat=True))


def _differing(one: Record, other: Record) -> tuple[str, ...]:
    """The columns, those of the history itself aside, in which two states differ."""
    return tuple(column for column in one if not column.startswith("pgh_") and one[column] != other[column])

"""What undoing an import would do: rows that go, rows that get back what they said, rows that stay, and why."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Why = Literal["edited_since", "taken_up", "merged", "facts_hang_on_it", "record_issued", "not_yours"]

REASONS: dict[Why, Promise] = {
    "edited_since": _("somebody has changed it since"),
    "taken_up": _("a later import has changed it since"),
    "merged": _("the firm was merged with another record since"),
    "facts_hang_on_it": _("other facts have been recorded about it since"),
    "record_issued": _("an assessment record of it has been issued since"),
    "not_yours": _("the firm lies outside your regions now"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Delete:
    """Rows of one table that the import made."""

    table: str
    keys: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Restore:
    """A row that the import changed, and the entry of its history that holds what stood there before."""

    table: str
    key: int
    event: int
    columns: tuple[str, ...]
    import_row: int | None = None
    """The imported row that it is then said to come from, where that is not the one in the history."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A row, or some fields of it, that stays as it is."""

    table: str
    what: str
    uscc: str
    why: Why
    fields: tuple[str, ...] = ()

    @property
    def message(self) -> str:
        """Why it stays, in the reader's language."""
        return str(REASONS[self.why])

    def to_json(self) -> dict[str, object]:
        """As an import keeps it."""
        return {
            "table": self.table,
            "what": self.what,
            "uscc": self.uscc,
            "why": self.why,
            "fields": list(self.fields),
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class UndoPlan:
    """The undoing, worked out. The same import and the same state always give the same plan."""

    import_id: int
    deletes: tuple[Delete, ...]
    restores: tuple[Restore, ...]
    kept: tuple[Kept, ...]
    firms: tuple[int, ...] = ()
    """The firms whose statements change, so that what is shown of them has to be chosen anew."""

    @property
    def deleted_by_table(self) -> Mapping[str, int]:
        """How many rows go, by table."""
        return {delete.table: len(delete.keys) for delete in self.deletes if delete.keys}

    @property
    def restored_by_table(self) -> Mapping[str, int]:
        """How many rows get back what they said, by table."""
        return dict(Counter(restore.table for restore in self.restores))

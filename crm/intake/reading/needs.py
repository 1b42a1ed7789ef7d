"""What has to be said before a table can be read: which header, which column, which unit."""

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol, Self

from crm.intake.findings import shown
from crm.intake.kinds.fields import Field
from crm.intake.messages import TEMPLATES
from crm.intake.words import worded


class Placed(Protocol):
    """A column, as far as a need names it."""

    @property
    def header(self) -> str: ...
    @property
    def letter(self) -> str: ...
    @property
    def field(self) -> Field | None: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Need:
    """One thing that is unclear about a table, and where."""

    code: str
    sheet: str = ""
    column: str = ""
    letter: str = ""
    field: str = ""
    details: Mapping[str, str] = dataclasses.field(default_factory=dict)

    @classmethod
    def of(cls, code: str, column: Placed, sheet: str, **details: object) -> Self:
        """A need about one column."""
        return cls(
            code=code,
            sheet=sheet,
            column=column.header,
            letter=column.letter,
            field=column.field.name if column.field else "",
            details={name: shown(value, 200) for name, value in details.items()},
        )

    @property
    def message(self) -> str:
        """What is unclear and what to do, in the reader's language."""
        return str(TEMPLATES[self.code]) % worded(self.details)

    def to_json(self) -> dict[str, Any]:
        """As it is stored: the message is left out, since it depends on who reads it."""
        return {
            "code": self.code,
            "sheet": self.sheet,
            "column": self.column,
            "letter": self.letter,
            "field": self.field,
            "details": dict(self.details),
        }

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> Self:
        """What `to_json` stored."""
        return cls(**stored)

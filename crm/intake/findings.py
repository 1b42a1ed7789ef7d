"""What intake has to say about a cell, a row or a table: a stable code, and a message in the reader's language."""

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, Self, cast

from crm.intake.messages import TEMPLATES
from crm.intake.words import worded

Weight = Literal["refuse", "hold", "remark"]
"""What a finding does to its row: it is left out, it waits for a person, or it goes in and is told of."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing found: what (a code with its details), where (the header or the field), and what it does to the row."""

    code: str
    column: str = ""
    """The header of the column, where the reader of cells found it."""
    field: str = ""
    """The field that it is about, where the plan found it: which column that is, the mapping says."""
    details: Mapping[str, str] = dataclasses.field(default_factory=dict)
    weight: Weight = "refuse"

    @property
    def refuses(self) -> bool:
        """Whether the row is left out for it."""
        return self.weight == "refuse"

    @property
    def holds(self) -> bool:
        """Whether the row waits for somebody's decision because of it."""
        return self.weight == "hold"

    @property
    def message(self) -> str:
        """What was found, why it is a problem, and what to do, in the reader's language."""
        return str(TEMPLATES[self.code]) % worded(self.details)

    def at(self, column: str) -> Self:
        """The same finding, placed in a column."""
        return dataclasses.replace(self, column=column)

    def about(self, field: str) -> Self:
        """The same finding, placed in whichever column has this field."""
        return dataclasses.replace(self, field=field)

    def weighing(self, weight: Weight) -> Self:
        """The same finding with another weight."""
        return dataclasses.replace(self, weight=weight)

    def to_json(self) -> dict[str, object]:
        """As it is stored: the message is left out, since it depends on who reads it."""
        return {
            "code": self.code,
            "column": self.column,
            "field": self.field,
            "details": dict(self.details),
            "weight": self.weight,
        }

    @classmethod
    def from_json(cls, stored: Mapping[str, object]) -> Self:
        """What `to_json` stored; rows from before there was a third weight say only whether they were refused."""
        details = stored["details"]
        assert isinstance(details, dict)
        weight = stored.get("weight") or ("refuse" if stored.get("refuses") else "remark")
        return cls(
            code=str(stored["code"]),
            column=str(stored["column"]),
            field=str(stored.get("field", "")),
            details=details,
            weight=cast(Weight, weight),
        )


def refusal(code: str, /, **details: object) -> Finding:
    """A finding that refuses the row."""
    return Finding(code=code, details=_shown(details))


def hold(code: str, /, **details: object) -> Finding:
    """A finding that holds the row until somebody decides."""
    return Finding(code=code, details=_shown(details), weight="hold")


def remark(code: str, /, **details: object) -> Finding:
    """A finding that only tells."""
    return Finding(code=code, details=_shown(details), weight="remark")


def _shown(details: Mapping[str, object]) -> dict[str, str]:
    return {name: shown(value) for name, value in details.items()}


def shown(value: object, most: int = 60) -> str:
    """A value as a message quotes it: never the whole of a cell that holds a novel."""
    text = str(value)
    return text if len(text) <= most else text[: most - 1] + "…"

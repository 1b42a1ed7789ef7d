"""What intake has to say about a cell, a row or a table: a stable code, and a message in the reader's language."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Self

from crm.intake.messages import TEMPLATES


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing found: where (the header), what (a code with its details), and whether it refuses the row."""

    code: str
    column: str = ""
    details: Mapping[str, str] = field(default_factory=dict)
    refuses: bool = True

    @property
    def message(self) -> str:
        """What was found, why it is a problem, and what to do, in the reader's language."""
        return str(TEMPLATES[self.code]) % self.details

    def at(self, column: str) -> "Finding":
        """The same finding, placed in a column."""
        return Finding(code=self.code, column=column, details=self.details, refuses=self.refuses)

    def to_json(self) -> dict[str, object]:
        """As it is stored: the message is left out, since it depends on who reads it."""
        return {"code": self.code, "column": self.column, "details": dict(self.details), "refuses": self.refuses}

    @classmethod
    def from_json(cls, stored: Mapping[str, object]) -> Self:
        """What `to_json` stored."""
        details = stored["details"]
        assert isinstance(details, dict)
        return cls(
            code=str(stored["code"]), column=str(stored["column"]), details=details, refuses=bool(stored["refuses"])
        )


def refusal(code: str, /, **details: object) -> Finding:
    """A finding that refuses the row."""
    return Finding(code=code, details={name: shown(value) for name, value in details.items()})


def remark(code: str, /, **details: object) -> Finding:
    """A finding that only tells."""
    return Finding(code=code, details={name: shown(value) for name, value in details.items()}, refuses=False)


def shown(value: object, most: int = 60) -> str:
    """A value as a message quotes it: never the whole of a cell that holds a novel."""
    text = str(value)
    return text if len(text) <= most else text[: most - 1] + "…"

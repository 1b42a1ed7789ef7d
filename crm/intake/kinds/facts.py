"""How a kind of fact is declared: its columns, what makes two rows speak of one fact, and what a row has to say."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Literal

from django.db import models

from crm.enterprises.names import spelling
from crm.intake.findings import Finding
from crm.intake.kinds.fields import IDENTITY, NAME, REGISTRATION_NO, USCC, Field
from crm.intake.models import Kind

Value = str | int | Decimal | date
Stated = Mapping[str, Value]
"""What a row says, by field."""
Tidied = tuple[dict[str, Value], tuple[Finding, ...]]
Reference = Literal["programme", "technology_field", "caseworker"]

FIRM = (USCC, REGISTRATION_NO, NAME)
"""The fields by which a row says which firm it is about."""


def words(by_value: Mapping[str, tuple[str, ...]]) -> tuple[tuple[str, str], ...]:
    """Words of a file, each with the value that it stands for, as `Field.choices` wants them."""
    return tuple((word, str(value)) for value, listed in by_value.items() for word in listed)


def as_stated(values: Stated) -> Tidied:
    """A row as it stands: nothing to tidy."""
    return dict(values), ()


def nothing_to_say(values: Stated) -> Iterable[Finding]:
    """No check besides those that every kind has."""
    return ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FactKind:
    """One kind of fact: the rows of one model, each of a firm, named by a key that tables can state."""

    kind: Kind
    model: type[models.Model]
    fields: tuple[Field, ...]
    """The fields of the fact itself; those that name the firm come before them."""
    key: tuple[str, ...]
    """The fields that, with the firm, name one fact. They are never changed by an update."""
    required: tuple[str, ...]
    """The fields that each row has to state."""
    firm: Literal["in_key", "beside", "optional"] = "in_key"
    """`beside`: the key alone names the fact, and its firm has to be the row's. `optional`: it may have no firm."""
    columns: Mapping[str, str] = field(default_factory=dict)
    """Field → column of the model, where the two have different names."""
    loose: tuple[str, ...] = ()
    """Fields of the key that one side may lack, as long as one fact only can be meant."""
    spellings: Mapping[str, Callable[[str], str]] = field(default_factory=dict)
    """How a text of the key is compared, where `spelling` does not do."""
    defaults: Mapping[str, Value] = field(default_factory=dict)
    """What a new fact says where its row does not."""
    flags: frozenset[str] = frozenset()
    """Fields of yes or no."""
    references: Mapping[str, Reference] = field(default_factory=dict)
    """Fields that name a row of another table."""
    becomes_known: Mapping[str, str] = field(default_factory=dict)
    """A date that comes later in the fact's life → the column for the day on which that date became known."""
    happened: tuple[str, ...] = ()
    """Dates of what has happened: none may lie after the day on which it became known."""
    read_from: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """A required field → the fields of a table one of which is enough, because `tidy` makes it of them."""
    tidy: Callable[[Stated], Tidied] = as_stated
    """One spelling for what is written in many; run before the key is read, and again on what it made."""
    check: Callable[[Stated], Iterable[Finding]] = nothing_to_say
    """What is wrong with the fact as it would stand then."""

    @property
    def all_fields(self) -> tuple[Field, ...]:
        """The fields of a table of this kind."""
        return (*FIRM, *self.fields)

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the fact's own fields."""
        return tuple(own.name for own in self.fields)

    @property
    def compared(self) -> tuple[str, ...]:
        """The fields that an update may change: all but the key, and of the key what one side may lack."""
        return tuple(name for name in self.names if name not in self.key or name in self.loose)

    @property
    def required_columns(self) -> tuple[str | tuple[str, ...], ...]:
        """What a table has to have, as a column or as a value of every row; a tuple: one of them."""
        needed = tuple(self.read_from.get(name, name) for name in self.required)
        return needed if self.firm == "optional" else (IDENTITY, *needed)

    def column(self, name: str) -> str:
        """The column of the model that a field is written to."""
        own = self.columns.get(name, name)
        return f"{own}_id" if name in self.references else own

    def spelt(self, name: str, value: object) -> object:
        """A value of the key as it is compared."""
        if not isinstance(value, str):
            return value
        return self.spellings.get(name, spelling)(value)

"""What is on record about the firms that a table names: read in a few queries, whatever the number of rows."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, cast

from django.db.models import Q

from crm.accounts.models import User
from crm.bulk import among
from crm.directory.models import Region
from crm.enterprises.choosing import RegistrationStatement
from crm.enterprises.models import Enterprise, FormerName, Registration
from crm.enterprises.models.enterprise import Spelling
from crm.enterprises.projection import STATED
from crm.intake.reading.column_readers import Value


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownEnterprise:
    """A firm on record, as far as naming it and doubting what is said of it takes."""

    pk: int
    uscc: str
    registration_no: str
    name: str
    region: str | None
    """Where it operates; where that is not known, where it is registered."""
    registered_on: date | None
    status: str
    ended_on: date | None
    merged_into: int | None
    visible: bool = True


KNOWN = (
    "pk",
    "uscc",
    "registration_no",
    "name",
    "operating_region_id",
    "registered_region_id",
    "registered_on",
    "status",
    "ended_on",
    "merged_into_id",
)


def enterprises_where(condition: Q, users: Collection[User]) -> list[KnownEnterprise]:
    """The firms on record that meet `condition`, and those that they were merged into.

    Firms outside the scope of one of `users` are among them, marked as not visible: their code is taken, and nothing
    else may be told.
    """
    found = list(Enterprise.objects.filter(condition).order_by("pk").values_list(*KNOWN))
    keys = {record[0] for record in found}
    while absent := {record[-1] for record in found} - keys - {None}:
        found += Enterprise.objects.filter(among("pk", absent)).order_by("pk").values_list(*KNOWN)
        keys |= absent
    hidden = keys - _visible_to_all(keys, users)
    return [_known(record, record[0] not in hidden) for record in found]


def _known(record: tuple[Any, ...], visible: bool) -> KnownEnterprise:
    pk, uscc, number, name, operating, registered, registered_on, status, ended_on, merged_into = record
    return KnownEnterprise(
        pk=pk,
        uscc=uscc,
        registration_no=number,
        name=name,
        region=operating or registered,
        registered_on=registered_on,
        status=status,
        ended_on=ended_on,
        merged_into=merged_into,
        visible=visible,
    )


def _visible_to_all(keys: set[int], users: Collection[User]) -> set[int]:
    visible = keys
    for user in users:
        seen = Enterprise.objects.visible_to(user).filter(among("pk", visible))
        visible = set(seen.values_list("pk", flat=True))
    return visible


def firms_by_spelling(spellings: Collection[str]) -> tuple[dict[str, set[int]], dict[str, set[int]]]:
    """The firms that bear one of these names, and those that bore one before: spelling → keys."""
    return (
        _keys_by_spelling(Enterprise.objects.alias(spelt=Spelling("name")), "pk", spellings),
        _keys_by_spelling(FormerName.objects.alias(spelt=Spelling("name")), "enterprise", spellings),
    )


def _keys_by_spelling(names: Any, key: str, spellings: Collection[str]) -> dict[str, set[int]]:
    found: dict[str, set[int]] = {}
    if spellings:
        named = names.filter(among("spelt", spellings)).order_by().annotate(spelling=Spelling("name"))
        for spelling, firm in named.values_list("spelling", key):
            found.setdefault(spelling, set()).add(firm)
    return found


def regions_of(users: Collection[User]) -> set[str] | None:
    """The regions that each of `users` may enter firms in; None when all."""
    bound = [user for user in users if user.role_definition.enterprise_scope != "all"]
    if not bound:
        return None
    return set.intersection(
        *(set(Region.objects.within(user.regions.all()).values_list("code", flat=True)) for user in bound)
    )


def former_names(enterprises: Iterable[int]) -> dict[int, set[str]]:
    """The names that firms bore before, by firm."""
    names: dict[int, set[str]] = {}
    for pk, name in FormerName.objects.filter(among("enterprise", enterprises)).values_list("enterprise", "name"):
        names.setdefault(pk, set()).add(name)
    return names


def shown_of(enterprises: Iterable[int]) -> dict[int, dict[str, Value | None]]:
    """What is shown of firms, by the fields that sources state."""
    rows = Enterprise.objects.filter(among("pk", enterprises)).values_list("pk", *STATED.values())
    return {pk: dict(zip(STATED, values, strict=True)) for pk, *values in rows}


@dataclass(frozen=True, slots=True, kw_only=True)
class Stated:
    """A registration on record: what it says, and the imported row that it came from."""

    said: RegistrationStatement
    import_row: int | None

    @property
    def values(self) -> Mapping[str, Value]:
        """What it says, by field."""
        return cast(Mapping[str, Value], self.said.values)


def registrations_of(enterprises: Collection[int]) -> Mapping[int, list[Stated]]:
    """What sources have said of these firms.

    A firm of which none is on record counts as one statement, of the source that it came from (key 0).
    """
    columns = ("enterprise_id", "pk", "source", "known_on", "import_row_id", *STATED.values())
    stated: dict[int, list[Stated]] = {}
    for row in Registration.objects.filter(among("enterprise", enterprises)).order_by("pk").values_list(*columns):
        stated.setdefault(row[0], []).append(_stated(row[1:]))
    silent = [firm for firm in enterprises if firm not in stated]
    own = ("pk", "source", "known_on", "import_row_id", *STATED.values())
    for row in Enterprise.objects.filter(among("pk", silent)).order_by("pk").values_list(*own):
        stated[row[0]] = [_stated((0, *row[1:]))]
    return stated


def _stated(record: tuple[Any, ...]) -> Stated:
    pk, source, known_on, import_row, *values = record
    spoken = {name: value for name, value in zip(STATED, values, strict=True) if value not in (None, "")}
    said = RegistrationStatement(id=pk, source=source, known_on=known_on, values=spoken)
    return Stated(said=said, import_row=import_row)

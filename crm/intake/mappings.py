"""Saved mappings: how the tables of one source are read, kept under a name; those that ship and those people make."""

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from crm.accounts.models import User
from crm.directory.upsert import Changes
from crm.errors import DomainError
from crm.intake.kinds.registry import FIELDS
from crm.intake.models import Import, SavedMapping
from crm.intake.reading.headers import bare

NEAR_ENOUGH = 0.5
"""A saved mapping is offered for a file that has at least this share of its headers."""


class MappingNameTaken(DomainError):
    code = "import_mapping.name_taken"


class MappingUnusable(DomainError):
    code = "import_mapping.unusable"


class MappingShipped(DomainError):
    code = "import_mapping.shipped"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fitting:
    """A saved mapping that a file seems to be made for."""

    saved: SavedMapping
    overlap: float
    """Share of its headers that the file has."""


def save_mapping(*, import_: Import, name: str, by: User | None) -> SavedMapping:
    """Keep under a name how an import was read.

    :raises MappingNameTaken: the kind has a mapping of this name.
    :raises MappingUnusable: no column of the import was read.
    """
    columns = {
        column["column"]: {"field": column["field"], "unit": column["unit"]}
        for sheet in import_.mapping.get("sheets", [])
        if sheet["read"]
        for column in sheet["columns"]
        if column["column"] and column["field"]
    }
    return create_mapping(
        name=name, kind=import_.kind, source=import_.source, columns=columns, fixed=import_.fixed, by=by
    )


def create_mapping(
    *,
    name: str,
    kind: str,
    source: str,
    columns: Mapping[str, Mapping[str, Any]],
    fixed: Mapping[str, str],
    by: User | None,
) -> SavedMapping:
    """Keep a mapping under a name.

    :raises MappingNameTaken: the kind has a mapping of this name.
    :raises MappingUnusable: it names a field or unit that the kind has not, or nothing at all.
    """
    _check(kind, name, source, columns, fixed)
    made = SavedMapping(
        name=name.strip(), kind=kind, source=source.strip(), columns=dict(columns), fixed=dict(fixed), created_by=by
    )
    return _saved(made)


def change_mapping(
    *,
    saved: SavedMapping,
    name: str | None = None,
    source: str | None = None,
    columns: Mapping[str, Mapping[str, Any]] | None = None,
    fixed: Mapping[str, str] | None = None,
) -> SavedMapping:
    """Change a mapping; what is None stays.

    :raises MappingShipped: it came with the product.
    :raises MappingNameTaken: the kind has another mapping of this name.
    :raises MappingUnusable: it names a field or unit that the kind has not.
    """
    _refuse_shipped(saved)
    saved.name = saved.name if name is None else name.strip()
    saved.source = saved.source if source is None else source.strip()
    saved.columns = saved.columns if columns is None else dict(columns)
    saved.fixed = saved.fixed if fixed is None else dict(fixed)
    _check(saved.kind, saved.name, saved.source, saved.columns, saved.fixed)
    return _saved(saved)


def delete_mapping(*, saved: SavedMapping) -> None:
    """Forget a mapping; imports that were read with it stay as they are.

    :raises MappingShipped: it came with the product.
    """
    _refuse_shipped(saved)
    saved.delete()


def with_saved(saved: SavedMapping | None, fixed: Mapping[str, str]) -> dict[str, str]:
    """The values of every row: those of the import before those of its saved mapping."""
    return {**(saved.fixed if saved else {}), **fixed}


def fitting_mappings(kind: str, headers: Collection[str]) -> list[Fitting]:
    """The saved mappings of `kind` of whose headers a file has at least half, the nearest first."""
    here = {bare(word) for header in headers for word in (header, header.rsplit("/", 1)[-1])}
    found = []
    for saved in SavedMapping.objects.filter(kind=kind).order_by("is_shipped", "name"):
        told = {bare(header) for header in saved.columns}
        overlap = len(told & here) / len(told) if told else 0.0
        if overlap >= NEAR_ENOUGH:
            found.append(Fitting(saved=saved, overlap=round(overlap, 2)))
    return sorted(found, key=lambda fitting: -fitting.overlap)


@transaction.atomic
def load_saved_mappings(path: Path) -> Changes:
    """Bring the mappings that ship in line with the YAML file at `path`; those that people made stay.

    :raises MappingUnusable: the file names a field or unit that a kind has not.
    """
    done = Counter(_load_one(told) for told in yaml.safe_load(path.read_text(encoding="utf-8")))
    return Changes(created=done["created"], updated=done["updated"], unchanged=done["unchanged"])


def _load_one(told: Mapping[str, Any]) -> str:
    columns = {header: {"field": field, "unit": None} for header, field in told["columns"].items()}
    values = {"source": told["source"], "columns": columns, "fixed": told.get("fixed", {}), "is_shipped": True}
    _check(told["kind"], told["name"], told["source"], columns, values["fixed"])
    saved = SavedMapping.objects.filter(kind=told["kind"], name=told["name"]).first()
    if saved is None:
        SavedMapping.objects.create(kind=told["kind"], name=told["name"], **values)
        return "created"
    if all(getattr(saved, name) == value for name, value in values.items()):
        return "unchanged"
    SavedMapping.objects.filter(pk=saved.pk).update(**values)
    return "updated"


def _saved(saved: SavedMapping) -> SavedMapping:
    try:
        with transaction.atomic():
            saved.save()
    except IntegrityError as error:
        raise MappingNameTaken(
            _("There is a mapping “%(name)s” for this kind of table already. Choose another name.")
            % {"name": saved.name}
        ) from error
    return saved


def _refuse_shipped(saved: SavedMapping) -> None:
    if saved.is_shipped:
        raise MappingShipped(_("This mapping came with the product. Save a copy under another name and change that."))


def _check(
    kind: str, name: str, source: str, columns: Mapping[str, Mapping[str, Any]], fixed: Mapping[str, str]
) -> None:
    if not name.strip() or not source.strip() or not columns:
        raise MappingUnusable(_("A mapping needs a name, a source and at least one column."))
    fields = {field.name: field for field in FIELDS.get(kind, ())}
    for field in (*fixed, *(said["field"] for said in columns.values() if said.get("field"))):
        if field not in fields:
            raise MappingUnusable(_("There is no field “%(value)s” in tables of this kind.") % {"value": field})
    for header, said in columns.items():
        if said.get("unit") and said["unit"] not in fields[said["field"]].units:
            raise MappingUnusable(
                _("Column “%(header)s” cannot be in “%(unit)s”.") % {"header": header, "unit": said["unit"]}
            )

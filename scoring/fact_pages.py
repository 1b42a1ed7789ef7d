"""One value of one fact, back to the cell that it was read from, and forward through every change of it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from types import MappingProxyType
from typing import Any

from django.db.models import Model
from django.utils.translation import gettext as _

from crm.accounts.models import User
from crm.casework.models import Engagement
from crm.enterprises.models import (
    Control,
    Conversion,
    Enterprise,
    FinancialYear,
    FinancingRound,
    Incident,
    IPRight,
    Judgement,
    ListEntry,
    Registration,
    RnDInstitution,
)
from crm.exchange.models import Achievement, Demand, TechnologyContract
from crm.intake.models import Import, ImportRow
from crm.intake.reading.stored_cells import shown_cell
from crm.programmes.models import Application, Recognition
from scoring.import_places import ImportPlace, Places, places_of
from scoring.words import as_text, field_name, shown

TABLES: Mapping[str, type[Model]] = MappingProxyType(
    {
        "registration": Registration,
        "enterprise": Enterprise,
        "financial_year": FinancialYear,
        "ip_right": IPRight,
        "conversion": Conversion,
        "rnd_institution": RnDInstitution,
        "financing_round": FinancingRound,
        "judgement": Judgement,
        "control": Control,
        "incident": Incident,
        "list_entry": ListEntry,
        "recognition": Recognition,
        "application": Application,
        "engagement": Engagement,
        "demand": Demand,
        "achievement": Achievement,
        "technology_contract": TechnologyContract,
    }
)
"""The facts that have a page, by the word that stands for them in addresses. Contacts have none: they are people."""

PERIOD: Mapping[str, str] = MappingProxyType(
    {
        "financial_year": "year",
        "ip_right": "granted_on",
        "conversion": "converted_on",
        "incident": "occurred_on",
        "list_entry": "listed_on",
        "recognition": "valid_until",
        "rnd_institution": "recognised_on",
        "financing_round": "closed_on",
        "judgement": "judged_on",
        "control": "since",
        "application": "submitted_on",
        "engagement": "happened_on",
        "demand": "posted_on",
        "achievement": "completed_on",
        "technology_contract": "signed_on",
    }
)
"""The field that says what period a fact speaks of."""
ABOUT_THE_FACT = frozenset({"id", "import_row", "recorded_at", "merged_into"})
"""Columns that are no statement of anybody."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin(ImportPlace):
    """The cell as it stood, and who brought the file in."""

    raw: str | None
    uploaded_by: User | None
    committed_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A change of the value: from what, to what, when, by whom."""

    at: datetime
    by: User | None
    old: str | None
    new: str | None
    why: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class FactPage:
    """One value of one fact."""

    table: str
    id: int
    field: str
    zh: str
    en: str
    value: str | None
    shown: str | None
    period: str
    enterprise: Enterprise | None
    known_on: date
    source: str
    recorded_at: datetime | None
    import_place: Origin | None
    edited_cell_was: str | None
    history: tuple[Change, ...]


def fields_of(table: str) -> tuple[str, ...]:
    """The fields of a table of facts that somebody states."""
    stated = (field.name for field in TABLES[table]._meta.concrete_fields)
    return tuple(name for name in stated if name not in ABOUT_THE_FACT)


def page_of(table: str, fact: Any, field: str) -> FactPage:
    """Everything about the value of `field` of `fact`, a row of `table`."""
    model, names = TABLES[table], field_name(TABLES[table], field)
    value = getattr(fact, model._meta.get_field(field).attname)  # type: ignore[union-attr]  # a column, as fields_of says
    places = places_of([fact.import_row_id])
    row = places.rows.get(fact.import_row_id)
    return FactPage(
        table=table,
        id=fact.pk,
        field=field,
        zh=names.zh,
        en=names.en,
        value=as_text(value),
        shown=shown(model, field, value),
        period=as_text(getattr(fact, PERIOD[table])) or "" if table in PERIOD else "",
        enterprise=fact if table == "enterprise" else fact.enterprise,
        known_on=fact.known_on,
        source=fact.source,
        recorded_at=getattr(fact, "recorded_at", None),
        import_place=_origin(places, row, field) if row else None,
        edited_cell_was=_edited(places, row, field) if row else None,
        history=tuple(_changes(model, fact, field, as_text(value))),
    )


def _origin(places: Places, row: ImportRow, field: str) -> Origin:
    """The cell and its file. Money and codes are shown as they stood, not as they were understood."""
    place = places.of(row.pk, field)
    assert place is not None
    brought = Import.objects.select_related("uploaded_by").only("uploaded_by", "committed_at").get(pk=row.table_id)
    column = places.column(row, field)
    return Origin(
        import_id=place.import_id,
        row_id=place.row_id,
        file_name=place.file_name,
        sheet=place.sheet,
        row=place.row,
        cell=place.cell,
        raw=_raw(row.cells, column.index) if column else None,
        uploaded_by=brought.uploaded_by,
        committed_at=brought.committed_at,
    )


def _raw(cells: Sequence[Any], index: int) -> str | None:
    """A stored cell as text; None for an empty one, or where the row is shorter."""
    shown_as = shown_cell(cells[index]) if index < len(cells) else None
    return None if shown_as is None else str(shown_as)


def _edited(places: Places, row: ImportRow, field: str) -> str | None:
    """What the cell held in the file, if somebody mended it before the import was committed."""
    column = places.column(row, field)
    if column is None or not row.edits or str(column.index) not in row.edits:
        return None
    return _raw([row.edits[str(column.index)]], 0) or ""


def _changes(model: type[Model], fact: Any, field: str, now: str | None) -> Iterator[Change]:
    """Each change of the value, the newest first; the history keeps whole rows, most of which changed elsewhere."""
    events: Any = model.pgh_event_model  # type: ignore[attr-defined]  # keeps_history gives each of TABLES one
    column = model._meta.get_field(field).attname  # type: ignore[union-attr]  # a column, as fields_of says
    kept = events.objects.filter(pgh_obj_id=fact.pk).select_related("pgh_context")
    rows = list(kept.order_by("-pgh_created_at", "-pk"))
    users = User.objects.in_bulk({user for row in rows if (user := _user_id(row)) is not None})
    after = now
    for row in rows:
        before = as_text(getattr(row, column))
        if before != after:
            by = users.get(_user_id(row) or 0)
            yield Change(at=row.pgh_created_at, by=by, old=before, new=after, why=_why(row))
        after = before


def _user_id(row: Any) -> int | None:
    user = (row.pgh_context.metadata or {}).get("user") if row.pgh_context else None
    return user if isinstance(user, int) else None


def _why(row: Any) -> str | None:
    """By what the row changed, as far as the history says."""
    context = (row.pgh_context.metadata or {}) if row.pgh_context else {}
    if "import_id" in context:
        words = _("import %(number)s undone") if context.get("undo") else _("import %(number)s")
        return words % {"number": context["import_id"]}
    reason = context.get("reason")
    return reason if isinstance(reason, str) else None

"""Kinds of tables: what each may say, and an empty table of each to fill in."""

from collections.abc import Iterator
from typing import Any

from django.http import Http404, HttpResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from api.permissions import Need
from api.spreadsheets import XLSX
from api.v1.import_kinds_serializers import ImportKindOut
from api.v1.imports import TAG, attachment
from api.views import ApiView
from crm.intake.kinds.fields import IDENTITY, Field
from crm.intake.kinds.registry import FIELDS, REQUIRED
from crm.intake.models import Kind
from crm.intake.rights import may_read, may_write
from crm.intake.templates import template_workbook
from crm.words import in_both

VIEW = Need("view", "import_job")


class ImportKinds(ApiView):
    """The kinds of tables that may be imported."""

    needs = {"GET": VIEW}

    @extend_schema(operation_id="listImportKinds", tags=[TAG], responses=ImportKindOut(many=True))
    def get(self, request: Request) -> Response:
        """List the kinds of tables that who asks may see, with their fields."""
        kinds = [_kind(kind, may_write(self.user, kind)) for kind in Kind if may_read(self.user, kind)]
        return Response(ImportKindOut(kinds, many=True).data)


def _kind(kind: Kind, may_import: bool) -> dict[str, Any]:
    fields = [_field(field, kind) for field in FIELDS[kind]]
    return {"kind": kind.value, **in_both(kind.label), "may_import": may_import, "fields": fields}


def _field(field: Field, kind: Kind) -> dict[str, Any]:
    return {
        "name": field.name,
        "zh": field.zh,
        "en": field.en,
        "reading": field.reading,
        "required": field.name in REQUIRED[kind],
        "identifies": field.name in IDENTITY,
        "one_of": list(next((names for names in _alternatives(kind) if field.name in names), ())),
        "units": field.units,
        "choices": list(_choices(field)),
        "help": in_both(field.help) if field.help else None,
    }


def _alternatives(kind: Kind) -> Iterator[tuple[str, ...]]:
    return (names for names in REQUIRED[kind] if not isinstance(names, str))


def _choices(field: Field) -> Iterator[dict[str, str]]:
    """Each value once, with the first word that files have for it."""
    words: dict[str, str] = {}
    for word, value in field.choices:
        words.setdefault(value, word)
    return ({"value": value, "zh": word} for value, word in words.items())


class ImportTemplate(ApiView):
    """An empty table to fill in."""

    needs = {"GET": VIEW}

    @extend_schema(operation_id="downloadImportTemplate", tags=[TAG], responses={(200, XLSX): OpenApiTypes.BINARY})
    def get(self, request: Request, kind: str) -> HttpResponse:
        """Download an empty table of this kind, with its headers, units, pick lists and what to write where."""
        if kind not in Kind.values or not may_read(self.user, kind):
            raise Http404
        return attachment(template_workbook(kind), f"{Kind(kind).label}.xlsx", XLSX)

"""Imports: upload and preview, look at rows, commit or discard."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response

from api.filters import EachOf, Filters
from api.pagination import Ordering
from api.permissions import Need
from api.spreadsheets import XLSX
from api.v1.imports_serializers import ImportIn, ImportOut, ImportRowOut, RowOut
from api.views import ApiView, ListView
from api.visibility import ENTERPRISE, FINANCIALS, imports_for, imports_read_by
from crm.intake.models import Import, ImportRow
from crm.intake.reports import refused_rows_workbook
from crm.intake.services import commit_import, discard_import, preview_import
from scoring.refreshing import ask_for_refresh

TAG = "imports"


class ImportView(ApiView):
    """A view about one import, if who asks may see it."""

    def imports(self) -> QuerySet[Import]:
        """The imports that who asks may see."""
        return imports_for(self.user).select_related("uploaded_by")

    def import_(self, number: int) -> Import:
        """The import with this number: absent and denied are the same 404."""
        return get_object_or_404(self.imports(), pk=number)


class ImportFilter(Filters):
    """By kind and state."""

    kind = EachOf(field_name="kind", choices=Import.Kind.choices)
    state = EachOf(field_name="state", choices=Import.State.choices)


class ImportList(ListView, ImportView):
    """Imports, the newest first."""

    needs = {"GET": Need("view", "import_job"), "POST": Need("create", "import_job")}
    queryset = Import.objects.none()  # what is seen depends on who asks
    serializer_class = ImportRowOut
    parser_classes = [MultiPartParser]
    filterset_class = ImportFilter
    orderings = {"uploaded_at": Ordering(field="uploaded_at")}
    default_ordering = "-uploaded_at"

    @extend_schema(operation_id="listImports", tags=[TAG])
    def get(self, request: Request) -> Response:
        """List imports."""
        return self.get_paginated_response(ImportRowOut(self.page_of(self.imports()), many=True).data)

    @extend_schema(operation_id="previewImport", tags=[TAG], request=ImportIn, responses={201: ImportOut})
    def post(self, request: Request) -> Response:
        """Upload a table and see, row by row, what importing it would do; no fact changes."""
        given = ImportIn(data=request.data)
        given.is_valid(raise_exception=True)
        values: dict[str, Any] = given.validated_data
        made = preview_import(file_name=values["file"].name, user=self.user, **values)
        return Response(ImportOut(made).data, status=201)


class ImportPage(ImportView):
    """One import."""

    needs = {"GET": Need("view", "import_job"), "DELETE": Need("run", "import_job")}

    @extend_schema(operation_id="readImport", tags=[TAG], responses=ImportOut)
    def get(self, request: Request, number: int) -> Response:
        """Read one import."""
        return Response(ImportOut(self.import_(number)).data)

    @extend_schema(operation_id="discardImport", tags=[TAG], request=None, responses={200: ImportOut})
    def delete(self, request: Request, number: int) -> Response:
        """Give up a previewed import; its rows stay readable."""
        return Response(ImportOut(discard_import(import_id=self.import_(number).pk)).data)


class ImportCommit(ImportView):
    """The decision to carry an import out."""

    needs = {"POST": Need("run", "import_job")}

    @extend_schema(operation_id="commitImport", tags=[TAG], request=None, responses={200: ImportOut})
    def post(self, request: Request, number: int) -> Response:
        """Carry out a previewed import: all of its good rows or, if anything fails, none. Results follow by a job."""
        committed = commit_import(import_id=self.import_(number).pk, by=self.user)
        ask_for_refresh()
        return Response(ImportOut(committed).data)


class RowsView(ImportView):
    """A view of the rows of an import, which name firms and say things about them."""

    needs = {"GET": (Need("view", "import_job"), ENTERPRISE)}

    def imports(self) -> QuerySet[Import]:
        """The imports whose rows who asks may read."""
        return imports_read_by(self.user)

    def import_(self, number: int) -> Import:
        """The import with this number; figures only for who may see figures."""
        found = super().import_(number)
        if found.kind == Import.Kind.FINANCIAL_YEARS:
            self.require(FINANCIALS)
        return found


class RowFilter(Filters):
    """By what becomes of a row."""

    outcome = EachOf(field_name="outcome", choices=ImportRow.Outcome.choices)


class ImportRows(RowsView, ListView):
    """The rows of an import, in the order of the file."""

    queryset = ImportRow.objects.none()  # what is seen depends on who asks
    serializer_class = RowOut
    filterset_class = RowFilter
    orderings = {"row": Ordering(field="pk")}
    default_ordering = "row"

    @extend_schema(operation_id="listImportRows", tags=[TAG])
    def get(self, request: Request, number: int) -> Response:
        """List the rows of one import."""
        page = self.page_of(self.import_(number).rows.all())
        return self.get_paginated_response(RowOut(page, many=True).data)


class RefusedRows(RowsView):
    """The refused rows as a file to correct and upload again."""

    @extend_schema(operation_id="downloadRefusedRows", tags=[TAG], responses={(200, XLSX): OpenApiTypes.BINARY})
    def get(self, request: Request, number: int) -> HttpResponse:
        """Download the refused rows with the reasons."""
        book = refused_rows_workbook(self.import_(number))
        headers = {"Content-Disposition": f'attachment; filename="refused-{number}.xlsx"'}
        return HttpResponse(book, content_type=XLSX, headers=headers)

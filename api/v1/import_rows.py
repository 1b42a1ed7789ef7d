"""Rows of an import: look at them, mend them in place, decide on them, take the refused ones home."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django_filters import NumberFilter  # type: ignore[import-untyped]  # it has no types
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework.exceptions import PermissionDenied
from rest_framework.request import Request
from rest_framework.response import Response

from api.filters import CodeFilter, EachOf, Filters
from api.pagination import Ordering
from api.spreadsheets import XLSX
from api.v1.import_rows_serializers import CandidateOut, RowIn, RowMendedOut, RowOut
from api.v1.imports import CREATE, OPEN, TAG, VIEW, ImportView, attachment
from api.v1.imports_serializers import DecisionIn, ImportOut
from api.views import ListView
from api.visibility import ENTERPRISE
from crm.intake.models import Import, ImportRow
from crm.intake.planning.candidates import candidates
from crm.intake.refused_rows import refused_rows_workbook
from crm.intake.reports import counts_of, findings_by_code
from crm.intake.rights import may_download, may_read
from crm.intake.services import RowChange, decide_all, mend_row
from crm.intake.told_rows import Teller


class RowsView(ImportView):
    """A view of the rows of an import, which name firms and say things about them."""

    needs = {"GET": (VIEW, ENTERPRISE)}

    def imports(self) -> QuerySet[Import]:
        """The imports whose rows who asks may read."""
        return super().imports().filter(OPEN)

    def import_(self, number: int) -> Import:
        """The import with this number; what its rows say only for who may see that kind of thing."""
        found = super().import_(number)
        if not may_read(self.user, found.kind):
            raise PermissionDenied
        return found

    def row(self, import_: Import, key: int) -> ImportRow:
        """The row of the import with this key."""
        return get_object_or_404(import_.rows, pk=key)


class RowFilter(Filters):
    """By what becomes of a row, what was found in it, its sheet, and what its cells or its firm say."""

    outcome = EachOf(field_name="outcome", choices=ImportRow.Outcome.choices)
    code = CodeFilter(method="with_finding", label="A code of `findings_by_code`.")
    sheet = CodeFilter(field_name="sheet")
    number = NumberFilter(field_name="number", label="As the spreadsheet counts.")
    search = CodeFilter(method="saying", label="Part of a cell, or of the firm's name or code.")

    def with_finding(self, rows: Any, _name: str, code: str) -> Any:
        """Rows in which `code` was found."""
        return rows.filter(findings__contains=[{"code": code}])

    def saying(self, rows: Any, _name: str, text: str) -> Any:
        """Rows of which a cell, or the firm, has `text` in it."""
        return rows.saying(text)


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
        import_ = self.import_(number)
        teller = Teller(import_, self.user)
        page = self.page_of(import_.rows.all())
        return self.get_paginated_response(RowOut(teller.tell(page), many=True).data)


class ImportRowPage(RowsView):
    """One row of an import."""

    needs = {"PATCH": (CREATE, ENTERPRISE)}

    @extend_schema(operation_id="mendImportRow", tags=[TAG], request=RowIn, responses=RowMendedOut)
    def patch(self, request: Request, number: int, row: int) -> Response:
        """Mend cells in place, confirm what looks odd, name the firm, or leave the row out; it is checked again."""
        import_ = self.worked_on(number)
        found = self.row(import_, row)
        given = RowIn(data=request.data)
        given.is_valid(raise_exception=True)
        mended = mend_row(import_id=number, row_id=found.pk, by=self.user, change=_change(given.validated_data))
        first, *also = Teller(import_, self.user).tell([mended.row, *mended.also])
        now = self.import_(number)
        told = {"row": first, "also": also, "counts": counts_of(now), "findings_by_code": findings_by_code(now)}
        return Response(RowMendedOut(told).data)


def _change(values: dict[str, Any]) -> RowChange:
    """What was asked; a firm of null takes the firm back."""
    if "enterprise" in values:
        values["enterprise"] = values["enterprise"] or ""
    return RowChange(**values)


class ImportRowCandidates(RowsView):
    """Firms that a row may be about."""

    @extend_schema(operation_id="listRowCandidates", tags=[TAG], responses=CandidateOut(many=True))
    def get(self, request: Request, number: int, row: int) -> Response:
        """Firms with a name like the one that the row states. They are offered, never taken."""
        found = self.row(self.import_(number), row)
        name = str(found.values.get("new", {}).get("name", ""))
        return Response(CandidateOut(candidates(name=name, user=self.user), many=True).data)


class ImportDecisions(RowsView):
    """A decision for all rows that wait for the same reason."""

    needs = {"POST": (CREATE, ENTERPRISE)}

    @extend_schema(operation_id="confirmImportRows", tags=[TAG], request=DecisionIn, responses=ImportOut)
    def post(self, request: Request, number: int) -> Response:
        """Take what one code holds as right, in every row of the import."""
        import_ = self.worked_on(number)
        given = DecisionIn(data=request.data)
        given.is_valid(raise_exception=True)
        decide_all(import_id=import_.pk, code=given.validated_data["code"], by=self.user)
        return self.told(number)


class RefusedRows(RowsView):
    """The refused and the waiting rows as a file to correct and upload again."""

    @extend_schema(operation_id="downloadRefusedRows", tags=[TAG], responses={(200, XLSX): OpenApiTypes.BINARY})
    def get(self, request: Request, number: int) -> HttpResponse:
        """Download the refused rows, and those that wait, with the reasons."""
        import_ = self.import_(number)
        if not may_download(self.user, import_):
            raise PermissionDenied
        return attachment(refused_rows_workbook(import_), f"refused-{number}.xlsx", XLSX)

"""Imports: upload and have read, map, commit, undo, stop, discard."""

import io
from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.http import content_disposition_header
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework.exceptions import PermissionDenied
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response

from api.filters import CodeFilter, EachOf, Filters
from api.pagination import Ordering
from api.parsers import BatchJSONParser
from api.permissions import Need
from api.v1.import_mappings_serializers import SavedMappingOut
from api.v1.imports_serializers import (
    BatchIn,
    CommitIn,
    ImportIn,
    ImportOut,
    ImportRowOut,
    MappingIn,
    MappingNameIn,
    UndoPlanOut,
)
from api.views import ApiView, ListView
from api.visibility import ENTERPRISE
from crm.intake.batch import FILE_NAME, batch_asked, batch_content
from crm.intake.mappings import save_mapping
from crm.intake.models import Import
from crm.intake.rights import may_download, may_read, may_write, words_open_to
from crm.intake.services import (
    Received,
    cancel_job,
    discard_import,
    map_import,
    receive_import,
    request_commit,
    request_undo,
    what_undoing_does,
)
from crm.intake.told_undo import told_undo

TAG = "imports"
VIEW, CREATE, RUN = Need("view", "import_job"), Need("create", "import_job"), Need("run", "import_job")
OPEN = Q(rows_open=True)
"""Of the imports that somebody may see, those whose rows they may read."""
IN_FULL = ("uploaded_by", "committed_by", "undone_by", "saved_mapping", "progress")


class ImportView(ApiView):
    """A view about one import, if who asks may see it."""

    def imports(self) -> QuerySet[Import]:
        """The imports that who asks may see."""
        return Import.objects.visible_to(self.user).select_related(*IN_FULL)

    def import_(self, number: int) -> Import:
        """The import with this number: absent and denied are the same 404."""
        return get_object_or_404(self.imports(), pk=number)

    def worked_on(self, number: int) -> Import:
        """The import with this number, if who asks may enter facts of its kind and read all that it says."""
        found = get_object_or_404(self.imports().filter(OPEN), pk=number)
        self.require_kind(found.kind)
        return found

    def mapped(self, number: int) -> Import:
        """The import with this number, if who asks may work on it and read its cells: a mapping says how these show.

        :raises PermissionDenied: its cells are personal data that somebody else brought.
        """
        found = self.worked_on(number)
        if not may_download(self.user, found):
            raise PermissionDenied
        return found

    def require_kind(self, kind: str) -> None:
        """Refuse who may not enter facts of this kind.

        :raises PermissionDenied: the matrix does not grant it.
        """
        if not (may_read(self.user, kind) and may_write(self.user, kind)):
            raise PermissionDenied

    def told(self, number: int, status: int = 200) -> Response:
        """The import as it is now."""
        import_ = self.import_(number)
        context = {"user": self.user, "words": words_open_to(self.user, import_)}
        return Response(ImportOut(import_, context=context).data, status=status)


class ImportFilter(Filters):
    """By kind, state and source."""

    kind = EachOf(field_name="kind", choices=Import.Kind.choices)
    state = EachOf(field_name="state", choices=Import.State.choices)
    source = CodeFilter(field_name="source")


class ImportList(ListView, ImportView):
    """Imports, the newest first."""

    needs = {"GET": VIEW, "POST": CREATE}
    queryset = Import.objects.none()  # what is seen depends on who asks
    serializer_class = ImportRowOut
    parser_classes = [MultiPartParser]
    filterset_class = ImportFilter
    orderings = {"uploaded_at": Ordering(field="uploaded_at")}
    default_ordering = "-uploaded_at"

    @extend_schema(operation_id="listImports", tags=[TAG])
    def get(self, request: Request) -> Response:
        """List imports."""
        page = ImportRowOut(self.page_of(self.imports()), many=True, context={"user": self.user})
        return self.get_paginated_response(page.data)

    @extend_schema(operation_id="uploadImport", tags=[TAG], request=ImportIn, responses={201: ImportOut})
    def post(self, request: Request) -> Response:
        """Upload a table. A job reads it and works out, row by row, what importing it would do; no fact changes."""
        given = ImportIn(data=request.data)
        given.is_valid(raise_exception=True)
        values: dict[str, Any] = given.validated_data
        self.require_kind(values["kind"])
        file = values.pop("file")
        received = Received(file_name=file.name, user=self.user, **values)
        return self.told(receive_import(file=file, received=received).pk, 201)


class ImportBatch(ImportView):
    """Rows without a file."""

    needs = {"POST": CREATE}
    parser_classes = [BatchJSONParser]

    @extend_schema(operation_id="importBatch", tags=[TAG], request=BatchIn, responses={201: ImportOut})
    def post(self, request: Request) -> Response:
        """Send rows as JSON: the same checks, plan and result as of a table. `commit` says whether a job goes on."""
        given = BatchIn(data=request.data)
        given.is_valid(raise_exception=True)
        values: dict[str, Any] = given.validated_data
        self.require_kind(values["kind"])
        rows, then = values.pop("rows"), values.pop("commit")
        if then != "no":
            self.require(RUN)
        content = batch_content(values["kind"], rows)
        received = Received(file_name=FILE_NAME, user=self.user, asked=batch_asked(values["kind"], rows), **values)
        made = receive_import(file=io.BytesIO(content), received=received, then=None if then == "no" else then)
        return self.told(made.pk, 201)


class ImportPage(ImportView):
    """One import."""

    needs = {"GET": VIEW, "DELETE": RUN}

    @extend_schema(operation_id="readImport", tags=[TAG], responses=ImportOut)
    def get(self, request: Request, number: int) -> Response:
        """Read one import."""
        return self.told(number)

    @extend_schema(operation_id="discardImport", tags=[TAG], request=None, responses={200: ImportOut})
    def delete(self, request: Request, number: int) -> Response:
        """Give up an import that changed nothing yet; its rows stay readable."""
        discard_import(import_id=self.worked_on(number).pk)
        return self.told(number)


class ImportMapping(ImportView):
    """What the columns of an import are."""

    needs = {"PUT": CREATE}

    @extend_schema(operation_id="mapImport", tags=[TAG], request=MappingIn, responses={202: ImportOut})
    def put(self, request: Request, number: int) -> Response:
        """Say what the columns are; a job reads the table again. A sheet without `columns` is recognised anew."""
        import_ = self.mapped(number)
        given = MappingIn(data=request.data)
        given.is_valid(raise_exception=True)
        values: dict[str, Any] = given.validated_data
        map_import(import_id=import_.pk, sheets=values["sheets"], fixed=values.get("fixed"))
        return self.told(number, 202)


class ImportMappingSave(ImportView):
    """The mapping of an import, kept for the next table of the same source."""

    needs = {"POST": Need("create", "import_mapping")}

    @extend_schema(
        operation_id="saveImportMapping", tags=[TAG], request=MappingNameIn, responses={201: SavedMappingOut}
    )
    def post(self, request: Request, number: int) -> Response:
        """Save how this table was read, under a name."""
        import_ = self.mapped(number)
        given = MappingNameIn(data=request.data)
        given.is_valid(raise_exception=True)
        saved = save_mapping(import_=import_, name=given.validated_data["name"], by=self.user)
        return Response(SavedMappingOut(saved, context={"user": self.user}).data, status=201)


class ImportCommit(ImportView):
    """The decision to carry an import out."""

    needs = {"POST": RUN}

    @extend_schema(operation_id="commitImport", tags=[TAG], request=CommitIn, responses={202: ImportOut})
    def post(self, request: Request, number: int) -> Response:
        """Have a previewed import carried out by a job: in one transaction, all of its good rows or none."""
        import_ = self.worked_on(number)
        given = CommitIn(data=request.data)
        given.is_valid(raise_exception=True)
        request_commit(import_id=import_.pk, by=self.user, **given.validated_data)
        return self.told(number, 202)


class ImportCancel(ImportView):
    """The wish to stop what a job does with an import."""

    needs = {"POST": RUN}

    @extend_schema(operation_id="cancelImport", tags=[TAG], request=None, responses={202: ImportOut})
    def post(self, request: Request, number: int) -> Response:
        """Ask the job to stop: it rolls back, and the import is again what it was before."""
        cancel_job(import_id=self.worked_on(number).pk)
        return self.told(number, 202)


class ImportUndo(ImportView):
    """Undoing a committed import."""

    needs = {"GET": RUN, "POST": RUN}

    @extend_schema(operation_id="planUndo", tags=[TAG], responses=UndoPlanOut)
    def get(self, request: Request, number: int) -> Response:
        """What undoing would take away, give back and keep; nothing changes."""
        return Response(UndoPlanOut(told_undo(what_undoing_does(self.worked_on(number), by=self.user))).data)

    @extend_schema(operation_id="undoImport", tags=[TAG], request=None, responses={202: ImportOut})
    def post(self, request: Request, number: int) -> Response:
        """Have a committed import undone by a job, its updates too; what was edited since is kept and told."""
        request_undo(import_id=self.worked_on(number).pk, by=self.user)
        return self.told(number, 202)


class ImportOriginal(ImportView):
    """The file as it came."""

    needs = {"GET": (VIEW, ENTERPRISE)}

    @extend_schema(
        operation_id="downloadImport", tags=[TAG], responses={(200, "application/octet-stream"): OpenApiTypes.BINARY}
    )
    def get(self, request: Request, number: int) -> HttpResponse:
        """Download the file as it came, byte for byte: as an attachment, whatever it holds."""
        import_ = get_object_or_404(self.imports().filter(OPEN, file__isnull=False).select_related("file"), pk=number)
        if not may_download(self.user, import_):
            raise PermissionDenied
        return attachment(bytes(import_.file.content), import_.file_name, "application/octet-stream")


def attachment(content: bytes, name: str, content_type: str) -> HttpResponse:
    """A file that no browser opens or takes for something else."""
    answer = HttpResponse(content, content_type=content_type)
    answer.headers["Content-Disposition"] = (
        content_disposition_header(as_attachment=True, filename=name) or "attachment"
    )
    answer.headers["X-Content-Type-Options"] = "nosniff"
    return answer

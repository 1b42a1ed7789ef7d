"""Saved mappings: list, read, make, change, delete."""

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from api.filters import CodeFilter, EachOf, Filters
from api.pagination import Ordering
from api.permissions import Need
from api.v1.import_mappings_serializers import MappingChangeIn, SavedMappingIn, SavedMappingOut
from api.views import ApiView, ListView
from crm.intake.mappings import change_mapping, create_mapping, delete_mapping
from crm.intake.models import Kind, SavedMapping

TAG = "import-mappings"


class MappingFilter(Filters):
    """By kind and source."""

    kind = EachOf(field_name="kind", choices=Kind.choices)
    source = CodeFilter(field_name="source")


class MappingList(ListView):
    """Saved mappings."""

    needs = {"GET": Need("list", "import_mapping"), "POST": Need("create", "import_mapping")}
    queryset = SavedMapping.objects.select_related("created_by")
    serializer_class = SavedMappingOut
    filterset_class = MappingFilter
    orderings = {"name": Ordering(field="name")}
    default_ordering = "name"

    @extend_schema(operation_id="listImportMappings", tags=[TAG])
    def get(self, request: Request) -> Response:
        """List saved mappings."""
        page = self.page_of(self.get_queryset())
        return self.get_paginated_response(SavedMappingOut(page, many=True, context={"user": self.user}).data)

    @extend_schema(
        operation_id="createImportMapping", tags=[TAG], request=SavedMappingIn, responses={201: SavedMappingOut}
    )
    def post(self, request: Request) -> Response:
        """Save how the tables of a source are read."""
        given = SavedMappingIn(data=request.data)
        given.is_valid(raise_exception=True)
        made = create_mapping(by=self.user, **given.validated_data)
        return Response(SavedMappingOut(made, context={"user": self.user}).data, status=201)


class MappingPage(ApiView):
    """One saved mapping."""

    needs = {
        "GET": Need("view", "import_mapping"),
        "PUT": Need("update", "import_mapping"),
        "DELETE": Need("delete", "import_mapping"),
    }

    def mapping(self, number: int) -> SavedMapping:
        """The mapping with this number."""
        return get_object_or_404(SavedMapping.objects.select_related("created_by"), pk=number)

    @extend_schema(operation_id="readImportMapping", tags=[TAG], responses=SavedMappingOut)
    def get(self, request: Request, number: int) -> Response:
        """Read one saved mapping."""
        return Response(SavedMappingOut(self.mapping(number), context={"user": self.user}).data)

    @extend_schema(
        operation_id="changeImportMapping", tags=[TAG], request=MappingChangeIn, responses={200: SavedMappingOut}
    )
    def put(self, request: Request, number: int) -> Response:
        """Change a saved mapping; what is left out stays. Those that came with the product stay as they are."""
        saved = self.mapping(number)
        given = MappingChangeIn(data=request.data)
        given.is_valid(raise_exception=True)
        changed = change_mapping(saved=saved, **given.validated_data)
        return Response(SavedMappingOut(changed, context={"user": self.user}).data)

    @extend_schema(operation_id="deleteImportMapping", tags=[TAG], request=None, responses={204: None})
    def delete(self, request: Request, number: int) -> Response:
        """Delete a saved mapping; imports that were read with it stay as they are."""
        delete_mapping(saved=self.mapping(number))
        return Response(status=204)

"""Reference lists: for everybody who is signed in."""

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from api.filters import CodeFilter, EachOf, Filters
from api.pagination import KeysetPagination, Ordering
from api.permissions import SIGNED_IN
from api.v1 import reference_serializers as out
from api.views import ListView
from crm.directory.models import IndustrialChain, Industry, Region, TechnologyField
from crm.programmes.models import Programme

TAG = "reference"


class ReferencePagination(KeysetPagination):
    """Most reference lists fit on one page."""

    page_size = 200


class ReferenceList(ListView):
    """A reference table, by its key."""

    needs = {"GET": SIGNED_IN}
    pagination_class = ReferencePagination
    orderings = {"code": Ordering(field="pk")}
    default_ordering = "code"

    def answer(self, request: Request) -> Response:
        """One page of the table."""
        serializer = self.get_serializer_class()
        return self.get_paginated_response(serializer(self.page_of(self.get_queryset()), many=True).data)


class RegionFilters(Filters):
    """By what stands above, or by level."""

    parent = CodeFilter(field_name="parent", max_length=16)
    level = EachOf(field_name="level", choices=Region.Level.choices)


class RegionList(ReferenceList):
    """Administrative divisions and functional zones."""

    filterset_class = RegionFilters
    serializer_class = out.RegionOut
    queryset = Region.objects.all()

    @extend_schema(operation_id="listRegions", tags=[TAG])
    def get(self, request: Request) -> Response:
        """List regions."""
        return self.answer(request)


class IndustryFilters(Filters):
    """By what stands above, or by level."""

    parent = CodeFilter(field_name="parent", max_length=4)
    level = EachOf(field_name="level", choices=Industry.Level.choices)


class IndustryList(ReferenceList):
    """Industries of GB/T 4754-2017."""

    filterset_class = IndustryFilters
    serializer_class = out.IndustryOut
    queryset = Industry.objects.all()

    @extend_schema(operation_id="listIndustries", tags=[TAG])
    def get(self, request: Request) -> Response:
        """List industries."""
        return self.answer(request)


class ProgrammeList(ReferenceList):
    """Programmes."""

    serializer_class = out.ProgrammeOut
    queryset = Programme.objects.all()

    @extend_schema(operation_id="listProgrammes", tags=[TAG])
    def get(self, request: Request) -> Response:
        """List programmes."""
        return self.answer(request)


class TechnologyFieldList(ReferenceList):
    """Fields that the State supports."""

    serializer_class = out.TechnologyFieldOut
    queryset = TechnologyField.objects.all()

    @extend_schema(operation_id="listTechnologyFields", tags=[TAG])
    def get(self, request: Request) -> Response:
        """List technology fields."""
        return self.answer(request)


class ChainList(ReferenceList):
    """Industrial chains."""

    serializer_class = out.ChainOut
    queryset = IndustrialChain.objects.all()

    @extend_schema(operation_id="listChains", tags=[TAG])
    def get(self, request: Request) -> Response:
        """List industrial chains."""
        return self.answer(request)

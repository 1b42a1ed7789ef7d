"""What is missing: the worklist of facts to be found, the numbers by county, and the sheet to send out."""

from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.exceptions import PermissionDenied
from rest_framework.request import Request
from rest_framework.response import Response

from api.filters import CodeFilter, Filters, ProgrammeFilter, RegionFilter, SearchFilter, StrictBooleanFilter
from api.pagination import Ordering
from api.permissions import Need
from api.spreadsheets import XLSX
from api.v1.completeness_serializers import CompletenessOut, CompletenessSummaryOut
from api.views import ApiView, ListView
from crm.directory.models import Region
from crm.enterprises.models import Enterprise
from crm.enterprises.models.enterprise import EnterpriseQuerySet, lying_in
from crm.programmes.models import Programme
from scoring.completeness_queries import current_completeness, lacking_something, lacks_of, summary
from scoring.completeness_sheet import KINDS, sheet_of
from scoring.models import Completeness

TAG = "completeness"
NEEDS = (Need("list", "assessment"), Need("view", "financials"))
Rows = QuerySet[Completeness]
PLACES = ("run", "enterprise__operating_region", "enterprise__registered_region")


class CompletenessFilter(Filters):
    """Which firms, and what they lack."""

    search = SearchFilter(method="find")
    region = RegionFilter(method="in_region", label="With all below.")
    programme = ProgrammeFilter(method="waiting", label="Whose verdict waits for facts.")
    fact = CodeFilter(method="lacking", max_length=40, label="Missing or out of date.")
    stale = StrictBooleanFilter(method="out_of_date", label="With facts that are out of date.")

    def find(self, rows: Rows, name: str, text: str) -> Rows:
        """By name, former name or code."""
        return rows.filter(enterprise__in=Enterprise.objects.search(text).values("pk"))

    def in_region(self, rows: Rows, name: str, region: Region) -> Rows:
        """In a region or below it."""
        return rows.filter(lying_in(Region.objects.within([region]), "enterprise__"))

    def waiting(self, rows: Rows, name: str, programme: Programme) -> Rows:
        """Firms on whose verdict under a programme nothing can be said for want of facts."""
        return rows.filter(programmes__contains=[programme.pk])

    def lacking(self, rows: Rows, name: str, fact: str) -> Rows:
        """Firms that lack a fact, or have it only of old."""
        return rows.filter(Q(missing__contains=[fact]) | Q(stale__contains=[fact]))

    def out_of_date(self, rows: Rows, name: str, wanted: bool) -> Rows:
        """Firms of which something is out of date, or nothing is."""
        return rows.exclude(stale=[]) if wanted else rows.filter(stale=[])


class CompletenessList(ListView):
    """Firms that lack facts, those first where a fact unblocks most."""

    needs = {"GET": NEEDS}
    queryset = Completeness.objects.none()  # what is seen depends on who asks
    serializer_class = CompletenessOut
    filterset_class = CompletenessFilter
    orderings = {"unblocks": Ordering(field="unblocks"), "name": Ordering(field="enterprise__name")}
    default_ordering = "-unblocks"

    @extend_schema(operation_id="listCompleteness", tags=[TAG])
    def get(self, request: Request) -> Response:
        """List firms that lack facts."""
        found = lacking_something(current_completeness(Enterprise.objects.visible_to(self.user)))
        page = self.page_of(found.select_related(*PLACES))
        return self.get_paginated_response(CompletenessOut(lacks_of(page), many=True).data)


class EnterpriseCompleteness(ApiView):
    """What one firm lacks."""

    needs = {"GET": NEEDS}

    @extend_schema(operation_id="readCompleteness", tags=[TAG], responses=CompletenessOut)
    def get(self, request: Request, uscc: str) -> Response:
        """Read what one firm lacks; absent until a run has looked at the firm."""
        of = Enterprise.objects.filter(pk=self.enterprise(uscc).pk)
        row = get_object_or_404(current_completeness(of).select_related(*PLACES))
        return Response(CompletenessOut(lacks_of([row])[0]).data)


class RegionQuery(serializers.Serializer[Any]):
    """Where."""

    region = serializers.PrimaryKeyRelatedField(
        queryset=Region.objects.all(), required=False, help_text="With all below."
    )


class SheetQuery(RegionQuery):
    """For which firms, and of what kind."""

    kind = serializers.ChoiceField(choices=KINDS)
    uscc = serializers.RegexField("^[0-9A-Za-z]{18}$", required=False, help_text="Of the one firm that is meant.")


class RegionalView(ApiView):
    """A view over the firms of a region."""

    def firms(self, region: Region | None) -> EnterpriseQuerySet:
        """The firms that who asks may see, in a region or everywhere."""
        seen = Enterprise.objects.visible_to(self.user)
        return seen.filter(lying_in(Region.objects.within([region]))) if region else seen


class CompletenessSummary(RegionalView):
    """How many firms lack what, county by county."""

    needs = {"GET": Need("list", "enterprise")}
    query_class = RegionQuery

    @extend_schema(operation_id="readCompletenessSummary", tags=[TAG], responses=CompletenessSummaryOut)
    def get(self, request: Request) -> Response:
        """Read the numbers; who may see numbers only sees none from 1 to 4."""
        kinds = ("financials", "assessment")
        if not all(self.user.may_count(kind) for kind in kinds):
            raise PermissionDenied
        only_counts = any(self.user.counts_only(kind) for kind in kinds)
        rows = current_completeness(self.firms(self.asked().get("region")))
        return Response(CompletenessSummaryOut(summary(rows, only_counts=only_counts)).data)


class CompletenessSheet(RegionalView):
    """A table with a blank cell for each fact that is missing, to send to the firms or the county."""

    needs = {"GET": (*NEEDS, Need("export", "enterprise"))}
    query_class = SheetQuery

    @extend_schema(operation_id="downloadCompletenessSheet", tags=[TAG], responses={(200, XLSX): OpenApiTypes.BINARY})
    def get(self, request: Request) -> HttpResponse:
        """Download the sheet. Filled in, it is imported like any other table."""
        asked = self.asked()
        firms = self.firms(asked.get("region"))
        if "uscc" in asked:
            firms = firms.filter(uscc=asked["uscc"].upper())
        book = sheet_of(asked["kind"], current_completeness(firms))
        headers = {"Content-Disposition": f'attachment; filename="completeness-{asked["kind"]}-{self.today}.xlsx"'}
        return HttpResponse(book, content_type=XLSX, headers=headers)

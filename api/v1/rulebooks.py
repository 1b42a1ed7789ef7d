"""The published rulebooks."""

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from api.pagination import Ordering
from api.permissions import Need
from api.v1.rulebooks_serializers import RulebookOut, RulebookRowOut
from api.views import ApiView, ListView
from scoring.models import RulebookVersion
from scoring.rulebook_versions import definition

TAG = "rulebooks"
PUBLISHED = (RulebookVersion.Status.ACTIVE, RulebookVersion.Status.REFERENCE)


class RulebookList(ListView):
    """Every published version of every rulebook."""

    needs = {"GET": Need("list", "rulebook_published")}
    queryset = RulebookVersion.objects.filter(status__in=PUBLISHED)
    serializer_class = RulebookRowOut
    orderings = {"effective_from": Ordering(field="effective_from")}
    default_ordering = "-effective_from"

    @extend_schema(operation_id="listRulebooks", tags=[TAG])
    def get(self, request: Request) -> Response:
        """List rulebooks."""
        page = self.page_of(self.get_queryset())
        return self.get_paginated_response(RulebookRowOut([definition(row) for row in page], many=True).data)


class RulebookPage(ApiView):
    """One version of a rulebook."""

    needs = {"GET": Need("view", "rulebook_published")}

    @extend_schema(operation_id="readRulebook", tags=[TAG], responses=RulebookOut)
    def get(self, request: Request, programme: str, version: str) -> Response:
        """Read one rulebook."""
        published = RulebookVersion.objects.filter(status__in=PUBLISHED)
        return Response(
            RulebookOut(definition(get_object_or_404(published, programme=programme, version=version))).data
        )

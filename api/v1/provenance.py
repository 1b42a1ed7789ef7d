"""Where one value of one fact came from."""

from collections.abc import Mapping
from typing import Any

from django.db.models import Q
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from api.permissions import Need
from api.v1.provenance_serializers import ProvenanceOut
from api.views import ApiView
from api.visibility import CERTIFICATE, ENGAGEMENT, ENTERPRISE, EXCHANGE, FINANCIALS
from crm.enterprises.models import Enterprise
from scoring.fact_pages import TABLES, fields_of, page_of

NEEDS: Mapping[str, Need] = {
    "registration": ENTERPRISE,
    "enterprise": ENTERPRISE,
    "recognition": CERTIFICATE,
    "application": CERTIFICATE,
    "engagement": ENGAGEMENT,
    "demand": EXCHANGE,
    "achievement": EXCHANGE,
    "technology_contract": EXCHANGE,
}
"""What has to be granted to look at a fact of each kind; figures and the rest of what rules read go together."""


class FieldQuery(serializers.Serializer[Any]):
    """Which value of the fact."""

    def get_fields(self) -> dict[str, Any]:
        """`field` is a name that the framework keeps for itself, so it is not declared."""
        return {"field": serializers.CharField(max_length=40, help_text="The field whose value is asked about.")}


class FactProvenance(ApiView):
    """One value of one fact, back to its cell."""

    needs = {"GET": ENTERPRISE}
    query_class = FieldQuery

    @extend_schema(operation_id="readProvenance", tags=["provenance"], responses=ProvenanceOut)
    def get(self, request: Request, table: str, number: int) -> Response:
        """Read where a value came from, and how it changed."""
        if table not in TABLES:
            raise Http404
        self.require(NEEDS.get(table, FINANCIALS))
        field = self.asked()["field"]
        if field not in fields_of(table):
            raise serializers.ValidationError({"field": _("These facts have no such field.")}, code="unknown_field")
        return Response(ProvenanceOut(page_of(table, self.fact(table, number), field)).data)

    def fact(self, table: str, number: int) -> Any:
        """The fact, if it is about a firm that who asks may see, or about none: absent and denied are the same 404."""
        seen = Enterprise.objects.visible_to(self.user)
        if table == "enterprise":
            return get_object_or_404(seen, pk=number)
        about = Q(enterprise__in=seen.values("pk"))
        if table == "achievement":
            about |= Q(enterprise=None)
        return get_object_or_404(TABLES[table]._default_manager.select_related("enterprise").filter(about), pk=number)

"""The facts about one enterprise."""

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from api.permissions import Need
from api.v1.facts_serializers import FactsOut
from api.views import ApiView
from scoring.records import record_of


class EnterpriseFacts(ApiView):
    """Everything on record about one enterprise that rules and models read."""

    needs = {"GET": Need("view", "financials")}

    @extend_schema(operation_id="readFacts", tags=["enterprises"], responses=FactsOut)
    def get(self, request: Request, uscc: str) -> Response:
        """Read the facts of one enterprise."""
        return Response(FactsOut(record_of(self.enterprise(uscc), self.today)).data)

"""The facts about one enterprise."""

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from api.permissions import Need
from api.v1.facts_serializers import FactsOut
from api.views import ApiView
from api.visibility import record_for
from scoring.records import record_of


class EnterpriseFacts(ApiView):
    """Everything on record about one enterprise that is dated."""

    needs = {"GET": Need("view", "financials")}

    @extend_schema(operation_id="readFacts", tags=["enterprises"], responses=FactsOut)
    def get(self, request: Request, uscc: str) -> Response:
        """Read the facts of one enterprise."""
        record = record_for(self.user, record_of(self.enterprise(uscc), self.today))
        return Response(FactsOut(record, context={"places": record.places}).data)

"""How the verdicts on one enterprise changed over time."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from api.filters import EachOf, Filters, ProgrammeFilter
from api.pagination import Ordering
from api.permissions import Need
from api.v1.verdict_changes_serializers import VerdictChangeOut
from api.views import ListView
from scoring.models import VerdictChange
from scoring.rulebook_versions import definition
from scoring.verdict_history import ToldChange, told


class VerdictChangeFilter(Filters):
    """Filters of the history."""

    programme = ProgrammeFilter()
    cause = EachOf(field_name="cause", choices=VerdictChange.Cause.choices)


class EnterpriseVerdictChanges(ListView):
    """The changes of verdicts on one enterprise, the newest first."""

    needs = {"GET": Need("view", "assessment")}
    queryset = VerdictChange.objects.none()  # what is seen depends on who asks
    serializer_class = VerdictChangeOut
    filterset_class = VerdictChangeFilter
    orderings = {"as_of": Ordering(field="as_of")}
    default_ordering = "-as_of"

    @extend_schema(operation_id="listVerdictChanges", tags=["enterprises"])
    def get(self, request: Request, uscc: str) -> Response:
        """List changes of verdicts."""
        of_firm = VerdictChange.objects.filter(enterprise=self.enterprise(uscc))
        changes = told(self.page_of(of_firm.select_related("programme", "rulebook")))
        return self.get_paginated_response(VerdictChangeOut([shown(one) for one in changes], many=True).data)


def shown(one: ToldChange) -> dict[str, Any]:
    """A change under the names of the API."""
    change = one.change
    return {
        "programme": change.programme,
        "rulebook": definition(change.rulebook),
        "as_of": change.as_of,
        "before": change.before or None,
        "verdict": change.verdict,
        "cause": change.cause,
        "points_low": change.points_low,
        "points_high": change.points_high,
        "turned": one.turned,
        "recorded_at": change.recorded_at,
    }

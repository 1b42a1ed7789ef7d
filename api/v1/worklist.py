"""The worklist: whom to visit next, and why."""

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from api.filters import EachOf, Filters, ProgrammeFilter, RegionFilter, SearchFilter
from api.pagination import Ordering
from api.permissions import Need
from api.v1.worklist_serializers import WorklistRowOut
from api.views import ListView
from api.visibility import standing_for
from crm.directory.models import Region
from crm.enterprises.models import Enterprise
from crm.enterprises.models.enterprise import lying_in
from scoring.models import Priority
from scoring.steps import current_priorities, next_steps

PLACES = ("programme", "enterprise__operating_region", "enterprise__registered_region", "enterprise__industry")
Priorities = QuerySet[Priority]


class WorklistFilter(Filters):
    """Filters of the worklist. Several words, separated by commas, mean any of them."""

    search = SearchFilter(method="find")
    region = RegionFilter(method="in_region", label="With all below.")
    action = EachOf(field_name="action", choices=Priority.Action.choices)
    programme = ProgrammeFilter()

    def find(self, rows: Priorities, name: str, text: str) -> Priorities:
        """By name, former name or code."""
        return rows.filter(enterprise__in=Enterprise.objects.search(text).values("pk"))

    def in_region(self, rows: Priorities, name: str, region: Region) -> Priorities:
        """In a region or below it."""
        return rows.filter(lying_in(Region.objects.within([region]), "enterprise__"))


class Worklist(ListView):
    """The next step with each firm, the most worthwhile first."""

    needs = {"GET": Need("list", "worklist")}
    queryset = Priority.objects.none()  # what is seen depends on who asks
    serializer_class = WorklistRowOut
    filterset_class = WorklistFilter
    orderings = {
        "value": Ordering(field="value"),
        "due_on": Ordering(field="due_on", nullable=True),
        "name": Ordering(field="enterprise__name"),
    }
    default_ordering = "-value"

    @extend_schema(operation_id="listWorklist", tags=["worklist"])
    def get(self, request: Request) -> Response:
        """List next steps."""
        seen = current_priorities(Enterprise.objects.visible_to(self.user)).select_related(*PLACES)
        steps = [standing_for(self.user, step) for step in next_steps(self.page_of(seen), self.today)]
        return self.get_paginated_response(WorklistRowOut(steps, many=True).data)

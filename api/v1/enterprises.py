"""Enterprises: the list, and one of them in full."""

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from api.permissions import Need
from api.v1.enterprises_filters import ENTERPRISE_ORDERINGS, FILTER_NEEDS, EnterpriseFilter
from api.v1.enterprises_serializers import EnterpriseOut, EnterpriseRowOut
from api.views import ApiView, ListView
from api.visibility import profile_for, standing_for
from crm.enterprises.models import Enterprise
from crm.enterprises.models.enterprise import EnterpriseQuerySet
from scoring.profiles import profile_of
from scoring.queries import comparable, standings

TAG = "enterprises"
PLACES = ("operating_region", "registered_region", "industry")


class EnterpriseListView(ListView):
    """What the list and its export have in common."""

    queryset = Enterprise.objects.none()  # what is seen depends on who asks
    filterset_class = EnterpriseFilter
    orderings = ENTERPRISE_ORDERINGS
    default_ordering = "name"
    parameter_needs = FILTER_NEEDS

    def seen(self) -> EnterpriseQuerySet:
        """The firms that who asks may see, ready to be filtered and ordered."""
        return comparable(Enterprise.objects.visible_to(self.user), self.today)


class EnterpriseList(EnterpriseListView):
    """Enterprises with their standing."""

    needs = {"GET": Need("list", "enterprise")}
    serializer_class = EnterpriseRowOut

    @extend_schema(operation_id="listEnterprises", tags=[TAG])
    def get(self, request: Request) -> Response:
        """List enterprises."""
        page = self.page_of(self.seen().select_related(*PLACES))
        rows = [standing_for(self.user, standing) for standing in standings(page, self.today)]
        return self.get_paginated_response(EnterpriseRowOut(rows, many=True).data)


class EnterprisePage(ApiView):
    """One enterprise in full."""

    needs = {"GET": Need("view", "enterprise")}

    @extend_schema(operation_id="readEnterprise", tags=[TAG], responses=EnterpriseOut)
    def get(self, request: Request, uscc: str) -> Response:
        """Read one enterprise."""
        profile = profile_of(self.enterprise(uscc), self.today)
        return Response(EnterpriseOut(profile_for(self.user, profile)).data)

"""What a firm can do, and the effort that the bureau reckons it to be."""

from django.http import Http404
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from api.permissions import Need
from api.v1.levers_serializers import LeverIn, LeverOut
from api.views import ApiView
from scoring.levers import change_lever, lever_rows
from scoring.models import Lever

TAG = "gaps"


class LeverList(ApiView):
    """All levers."""

    needs = {"GET": Need("list", "lever")}

    @extend_schema(operation_id="listLevers", tags=[TAG], responses=LeverOut(many=True))
    def get(self, request: Request) -> Response:
        """List levers."""
        return Response(LeverOut(lever_rows(), many=True).data)


class LeverPage(ApiView):
    """One lever."""

    needs = {"PATCH": Need("update", "lever")}

    @extend_schema(operation_id="changeLever", tags=[TAG], request=LeverIn, responses=LeverOut)
    def patch(self, request: Request, code: str) -> Response:
        """Set its effort, lead time or limit; plans follow it from the next one on."""
        given = LeverIn(data=request.data)
        given.is_valid(raise_exception=True)
        try:
            changed = change_lever(code=code, changes=given.validated_data, by=self.user)
        except Lever.DoesNotExist as absent:
            raise Http404 from absent
        return Response(LeverOut(changed).data)

"""Who is asking."""

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from api.permissions import SIGNED_IN
from api.v1.me_serializers import MeOut
from api.views import ApiView


class Me(ApiView):
    """The user who is signed in, and what the screens may offer."""

    needs = {"GET": SIGNED_IN}

    @extend_schema(operation_id="readMe", tags=["me"], responses=MeOut)
    def get(self, request: Request) -> Response:
        """Read who is signed in."""
        return Response(MeOut(self.user, context={"today": self.today}).data)

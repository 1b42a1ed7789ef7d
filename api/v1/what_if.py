"""What the rulebooks read of one enterprise, and what they would say if some of it were otherwise."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from api.permissions import Need
from api.v1.what_if_serializers import MeasureNowOut, MeasuresQuery, WhatIfIn, WhatIfOut
from api.views import ApiView
from scoring.rulebook_versions import definition
from scoring.rulebooks.explanation import Explanation
from scoring.rulebooks.measures import MEASURES
from scoring.what_if import Response as Responded
from scoring.what_if import WhatIf, measures_now, what_if

TAG = "enterprises"


class EnterpriseMeasures(ApiView):
    """What the rulebooks in force read of one enterprise."""

    needs = {"GET": Need("view", "assessment")}
    query_class = MeasuresQuery

    @extend_schema(operation_id="listMeasures", tags=[TAG], responses=MeasureNowOut(many=True))
    def get(self, request: Request, uscc: str) -> Response:
        """Read the measures of one enterprise."""
        asked = self.asked()
        found = measures_now(self.enterprise(uscc), asked.get("as_of", self.today), asked.get("on"))
        return Response(MeasureNowOut(found, many=True).data)


class EnterpriseWhatIf(ApiView):
    """Rulebooks held against one enterprise as it might be."""

    needs = {"POST": Need("run", "assessment")}

    @extend_schema(operation_id="whatIf", tags=[TAG], request=WhatIfIn, responses={200: WhatIfOut})
    def post(self, request: Request, uscc: str) -> Response:
        """Change some measures and see what every rulebook would say. Nothing is stored."""
        firm = self.enterprise(uscc)
        given = WhatIfIn(data=request.data)
        given.is_valid(raise_exception=True)
        asked = given.validated_data
        told = what_if(firm, asked.get("as_of", self.today), asked["changes"], asked.get("on"))
        return Response(WhatIfOut(_shown(told)).data)


def _shown(told: WhatIf) -> dict[str, Any]:
    return {
        "as_of": told.as_of,
        "on": told.on,
        "changed": told.changed,
        "followed": told.followed,
        "rulebooks": [_response(one) for one in told.rulebooks],
    }


def _response(one: Responded) -> dict[str, Any]:
    return {
        "programme": one.rulebook.programme,
        "rulebook": definition(one.rulebook),
        "before": _outcome(one.before),
        "after": _outcome(one.after),
        "criteria": one.criteria,
        "settles": [MEASURES[name] for name in one.after.settles],
    }


def _outcome(explanation: Explanation) -> dict[str, Any]:
    score = explanation.score
    return {
        "verdict": explanation.verdict,
        "low": score.low if score else None,
        "high": score.high if score else None,
        "class_id": explanation.class_id,
    }

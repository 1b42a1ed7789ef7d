"""What the rulebooks say of one enterprise."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from api.permissions import Need
from api.v1.assessments_serializers import AssessmentOut
from api.v1.queries import AsOfQuery
from api.views import ApiView
from scoring.explanations import ExplainedAssessment, explain_assessments
from scoring.rulebook_versions import definition
from scoring.rulebooks.measures import MEASURES


class EnterpriseAssessments(ApiView):
    """Every rulebook in force, held against one enterprise as of a day."""

    needs = {"GET": Need("view", "assessment")}
    query_class = AsOfQuery

    @extend_schema(operation_id="listAssessments", tags=["enterprises"], responses=AssessmentOut(many=True))
    def get(self, request: Request, uscc: str) -> Response:
        """Assess one enterprise."""
        as_of = self.asked().get("as_of", self.today)
        explained = explain_assessments(self.enterprise(uscc), as_of)
        return Response(AssessmentOut([shown(one) for one in explained], many=True).data)


def shown(one: ExplainedAssessment) -> dict[str, Any]:
    """An explained assessment under the names of the API."""
    explanation = one.explanation
    return {
        "programme": one.rulebook.programme,
        "rulebook": definition(one.rulebook),
        "as_of": one.as_of,
        "verdict": explanation.verdict,
        "settles": [MEASURES[name] for name in explanation.settles],
        "score": explanation.score,
        "criteria": explanation.criteria,
        "class_id": explanation.class_id,
        "classes": explanation.classes,
        "facts": one.facts,
    }

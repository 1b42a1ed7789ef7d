"""Gap plans: of one firm in full, of all firms as the nightly run has them, and the run itself."""

from typing import Any

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from api.filters import EachOf, Filters, ProgrammeFilter, RegionFilter, SearchFilter
from api.pagination import Ordering
from api.permissions import Need
from api.v1.gaps_serializers import GapPlanOut, GapRowOut, GapRunOut
from api.v1.queries import AsOfQuery
from api.views import ApiView, ListView
from crm.directory.models import Region
from crm.enterprises.models import Enterprise
from crm.enterprises.models.enterprise import lying_in
from scoring.assessing import VERDICT
from scoring.gap_runs import GapRun, ask_for_gaps, current_gaps, gap_run, may_ask_for_gaps
from scoring.gaps import FirmGap, gap_of
from scoring.models import Gap
from scoring.rulebook_versions import definition
from scoring.rulebooks.measures import MEASURES
from scoring.rulebooks.planner.obstacles import REASONS
from scoring.rulebooks.planner.plans import Obstacle, Plan, PlanStep

TAG = "gaps"
PLACES = ("run", "rulebook__programme", "enterprise__operating_region", "enterprise__registered_region")
Rows = QuerySet[Gap]


class EnterpriseGapPlan(ApiView):
    """How one firm could meet a programme's rulebook."""

    needs = {"GET": Need("run", "assessment")}
    query_class = AsOfQuery

    @extend_schema(operation_id="planGap", tags=[TAG], responses=GapPlanOut)
    def get(self, request: Request, uscc: str, programme: str) -> Response:
        """Plan the least effort; every plan was held against the rulebook before it is told."""
        as_of = self.asked().get("as_of", self.today)
        return Response(GapPlanOut(shown(gap_of(self.enterprise(uscc), programme, as_of))).data)


class GapFilter(Filters):
    """Which firms, which programme, and how it stands."""

    search = SearchFilter(method="find")
    region = RegionFilter(method="in_region", label="With all below.")
    programme = ProgrammeFilter(field_name="rulebook__programme")
    outcome = EachOf(field_name="outcome", choices=Gap.Outcome.choices)

    def find(self, rows: Rows, name: str, text: str) -> Rows:
        """By name, former name or code."""
        return rows.filter(enterprise__in=Enterprise.objects.search(text).values("pk"))

    def in_region(self, rows: Rows, name: str, region: Region) -> Rows:
        """In a region or below it."""
        return rows.filter(lying_in(Region.objects.within([region]), "enterprise__"))


class GapList(ListView):
    """The cheapest plan of every firm for every programme."""

    needs = {"GET": Need("list", "assessment")}
    queryset = Gap.objects.none()  # what is seen depends on who asks
    serializer_class = GapRowOut
    filterset_class = GapFilter
    orderings = {
        "effort": Ordering(field="toil", nullable=True),
        "ready_on": Ordering(field="ready_on", nullable=True),
        "name": Ordering(field="enterprise__name"),
    }
    default_ordering = "effort"

    @extend_schema(operation_id="listGaps", tags=[TAG])
    def get(self, request: Request) -> Response:
        """List gaps.

        Ordered by effort, plans that make it certain come before those that only make it possible, each the least
        effort first; firms without a plan come last.
        """
        seen = current_gaps(Enterprise.objects.visible_to(self.user), self.today).select_related(*PLACES)
        return self.get_paginated_response(GapRowOut([row_shown(row) for row in self.page_of(seen)], many=True).data)


class GapRunPage(ApiView):
    """The run over all firms."""

    needs = {"GET": Need("list", "assessment"), "POST": Need("run", "assessment")}

    @extend_schema(operation_id="readGapRun", tags=[TAG], responses=GapRunOut)
    def get(self, request: Request) -> Response:
        """Read how far the newest run has come."""
        return self.told(gap_run())

    @extend_schema(operation_id="runGaps", tags=[TAG], request=None, responses={202: GapRunOut})
    def post(self, request: Request) -> Response:
        """Plan for all firms anew. A job does it; only who may assess all firms may ask for it."""
        ask_for_gaps(self.user)
        return self.told(gap_run(), 202)

    def told(self, run: GapRun, status: int = 200) -> Response:
        """The run under the names of the API."""
        return Response(GapRunOut(run, context={"may_run": may_ask_for_gaps(self.user)}).data, status=status)


def shown(firm: FirmGap) -> dict[str, Any]:
    """A gap under the names of the API."""
    return {
        "programme": firm.programme,
        "rulebook": definition(firm.rulebook),
        "as_of": firm.as_of,
        "verdict": VERDICT[firm.gap.verdict],
        "outcome": firm.gap.outcome,
        "plans": [_plan(plan) for plan in firm.gap.plans],
        "obstacles": [_obstacle(obstacle) for obstacle in firm.gap.obstacles],
        "assumptions": firm.gap.assumptions,
    }


def row_shown(row: Gap) -> dict[str, Any]:
    """A stored gap under the names of the API."""
    firm = row.enterprise
    return {
        "enterprise": firm,
        "region": firm.operating_region or firm.registered_region,
        "programme": row.rulebook.programme,
        "rulebook": definition(row.rulebook),
        "as_of": row.run.as_of,
        "outcome": row.outcome,
        "effort": row.effort,
        "ready_on": row.ready_on,
        "steps": row.steps,
    }


def _plan(plan: Plan) -> dict[str, Any]:
    return {
        "kind": plan.kind,
        "outcome": plan.outcome,
        "ready_on": plan.ready_on,
        "effort": plan.effort,
        "steps": [_step(step) for step in plan.steps],
        "establish": [
            {"measure": MEASURES[fact.measure], "at_least": fact.at_least, "at_most": fact.at_most, "value": fact.value}
            for fact in plan.establish
        ],
        "open": [{"measure": MEASURES[name]} for name in plan.open],
        "verdict_after": VERDICT[plan.verdict],
    }


def _step(step: PlanStep) -> dict[str, Any]:
    return {
        "lever": step.lever.code,
        "zh": step.lever.title.zh,
        "en": step.lever.title.en,
        "year": step.year,
        "steps": step.steps,
        "amount": step.amount,
        "unit": step.lever.unit,
        "effort": step.effort,
        "measures": [
            {"measure": MEASURES[change.measure], "before": change.before, "after": change.after}
            for change in step.changes
        ],
    }


def _obstacle(obstacle: Obstacle) -> dict[str, Any]:
    reason = REASONS[obstacle.why]
    return {"criterion": obstacle.criterion, "why": obstacle.why, "zh": reason.zh, "en": reason.en}

"""The pipeline: how many firms stand where."""

from collections.abc import Mapping
from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from api.permissions import Need
from api.v1.pipeline_serializers import PipelineOut
from api.v1.queries import AsOfQuery
from api.views import ApiView
from crm.directory.models import Region
from crm.enterprises.models import Enterprise
from crm.enterprises.models.enterprise import lying_in
from crm.programmes.models import Programme
from scoring.pipeline import Pipeline, hide_small, pipeline

SEEDLING = {"tier": 0, "code": "seedling", "zh": "科技型企业(培育库)", "en": "seedling"}


class PipelineQuery(AsOfQuery):
    """As of which day, and where."""

    region = serializers.PrimaryKeyRelatedField(
        queryset=Region.objects.all(), required=False, help_text="With all below."
    )


class PipelineView(ApiView):
    """Numbers of firms by tier, county and verdict, and certificates about to end."""

    needs = {"GET": Need("list", "enterprise")}
    query_class = PipelineQuery

    @extend_schema(operation_id="readPipeline", tags=["pipeline"], responses=PipelineOut)
    def get(self, request: Request) -> Response:
        """Read the pipeline."""
        asked = self.asked()
        firms = Enterprise.objects.visible_to(self.user)
        if region := asked.get("region"):
            firms = firms.filter(lying_in(Region.objects.within([region])))
        counted = pipeline(firms, asked.get("as_of", self.today))
        return Response(PipelineOut(self.shown(counted)).data)

    def shown(self, counted: Pipeline) -> dict[str, Any]:
        """The numbers under the names of the API, as far as who asks may see them."""
        verdicts = {name: self.seen("assessment", counts) for name, counts in counted.verdicts.items()}
        expiring = self.seen("certificate", {f"{month:%Y-%m}": count for month, count in counted.expiring.items()})
        named = Programme.objects.filter(tier__isnull=False).order_by("tier").values("tier", "code", "zh", "en")
        titles: list[dict[str, Any]] = [SEEDLING, *map(dict, named)]
        return {
            "as_of": counted.as_of,
            "is_synthetic": counted.is_synthetic,
            "tiers": [{**title, "count": counted.tiers[title["tier"]]} for title in titles],
            "counties": counted.counties,
            "verdicts": {name: counts for name, counts in verdicts.items() if counts},
            "expiring": [{"month": month, "count": count} for month, count in expiring.items()],
        }

    def seen(self, kind: str, counts: Mapping[str, int]) -> Mapping[str, int | None]:
        """All of `counts`, none of the small ones, or nothing, as the matrix says."""
        if self.may(Need("view", kind)):
            return counts
        return hide_small(counts) if self.user.counts_only(kind) else {}

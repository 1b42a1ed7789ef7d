"""Merging two records of one firm: the plan, the deed, the list of what was merged, and taking it apart."""

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from api.pagination import Ordering
from api.permissions import Need
from api.v1.merges_serializers import MergeIn, MergeOut, MergePlanOut, MergePlanQuery
from api.views import ApiView, ListView
from crm.enterprises.merging import MergePlan, carry_out, plan_merge, unmerge
from crm.enterprises.merging.relations import Decision
from crm.enterprises.merging.weight import facts_of
from crm.enterprises.models import Enterprise, Merge
from scoring.refreshing import ask_for_refresh

TAG = "duplicates"
DECIDES = Need("approve", "duplicate")


class MergeView(ApiView):
    """A view of merges of two records that are both within the scope of who asks."""

    def merges(self) -> QuerySet[Merge]:
        """The merges that who asks may see."""
        return Merge.objects.visible_to(self.user).select_related("kept", "merged", "merged_by", "undone_by")


class MergePlanPage(ApiView):
    """What a merge would do."""

    needs = {"GET": Need("view", "duplicate")}
    query_class = MergePlanQuery

    @extend_schema(operation_id="planMerge", tags=[TAG], responses=MergePlanOut)
    def get(self, request: Request) -> Response:
        """Work out what merging one record into another would do, field by field and relation by relation."""
        asked = self.asked()
        keep, merge = (self.enterprise(asked[side].upper()) for side in ("keep", "merge"))
        plan = plan_merge(keep=keep, merge=merge)
        facts = facts_of([keep.pk, merge.pk])
        return Response(MergePlanOut(_described(plan, keep, merge), context={"facts": facts}).data)


def _described(plan: MergePlan, keep: Enterprise, merge: Enterprise) -> dict[str, object]:
    """The plan with both records; of relations whose rows would move only those that have some."""
    return {
        "keep": keep,
        "merge": merge,
        "fields": plan.fields,
        "relations": [
            one for one in plan.relations if one.decision is not Decision.MOVES or one.rows.moves or one.rows.set_aside
        ],
        "blocked_by": plan.blocked_by,
        "needs": plan.needs,
    }


class MergeList(ListView, MergeView):
    """Merges, the newest first."""

    needs = {"GET": Need("list", "duplicate"), "POST": DECIDES}
    queryset = Merge.objects.none()  # what is seen depends on who asks
    serializer_class = MergeOut
    orderings = {"merged_at": Ordering(field="merged_at")}
    default_ordering = "-merged_at"

    @extend_schema(operation_id="listMerges", tags=[TAG])
    def get(self, request: Request) -> Response:
        """List merges."""
        return self.get_paginated_response(MergeOut(self.page_of(self.merges()), many=True).data)

    @extend_schema(operation_id="mergeEnterprises", tags=[TAG], request=MergeIn, responses={201: MergeOut})
    def post(self, request: Request) -> Response:
        """Merge a record into another. The code of the merged one leads to the one that is kept from then on."""
        given = MergeIn(data=request.data)
        given.is_valid(raise_exception=True)
        asked = given.validated_data
        keep, merge = (self.enterprise(asked[side].upper()) for side in ("keep", "merge"))
        made = carry_out(
            plan_merge(keep=keep, merge=merge),
            by=self.user,
            reason=asked["reason"],
            at=timezone.now(),
            confirm_codes=asked["confirm_codes"],
        )
        ask_for_refresh()
        return Response(MergeOut(self.merges().get(pk=made.pk)).data, status=201)


class MergeUndo(MergeView):
    """Taking two records apart again."""

    needs = {"POST": DECIDES}

    @extend_schema(operation_id="undoMerge", tags=[TAG], request=None, responses={200: MergeOut})
    def post(self, request: Request, number: int) -> Response:
        """Undo a merge: every row and value as it was, but for what was changed since."""
        merge = get_object_or_404(self.merges(), pk=number)
        unmerge(merge=merge, by=self.user, at=timezone.now())
        ask_for_refresh()
        return Response(MergeOut(self.merges().get(pk=merge.pk)).data)

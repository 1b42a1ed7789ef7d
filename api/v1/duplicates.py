"""Firms on record that may be one: the queue, and the decision that two are different."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Q
from django.shortcuts import get_object_or_404
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from api.filters import EachOf, Filters, RegionFilter, SearchFilter
from api.pagination import Ordering
from api.permissions import Need
from api.v1.duplicates_serializers import DismissIn, DuplicateCheckIn, KnownFirmsOut, PairOut
from api.views import ApiView, ListView
from crm.directory.models import Region
from crm.enterprises.duplicates import dismiss
from crm.enterprises.known_before import check
from crm.enterprises.merging.weight import facts_of
from crm.enterprises.models import DuplicatePair, Enterprise
from crm.enterprises.models.duplicates import DuplicatePairQuerySet
from crm.enterprises.models.enterprise import lying_in
from crm.enterprises.recording import told
from crm.enterprises.uscc import normalise

TAG = "duplicates"
READ = Need("list", "duplicate")
SIDES = [
    f"{side}__{place}"
    for side in ("one", "other")
    for place in ("operating_region", "registered_region", "merged_into")
]


class PairFilter(Filters):
    """By state, place and name; a pair is found by either of its firms."""

    state = EachOf(field_name="state", choices=DuplicatePair.State.choices)
    region = RegionFilter(method="in_region", label="With all below.")
    search = SearchFilter(method="find")

    def in_region(self, pairs: DuplicatePairQuerySet, name: str, region: Region) -> DuplicatePairQuerySet:
        """In a region or below it."""
        regions = Region.objects.within([region])
        return pairs.filter(lying_in(regions, "one__") | lying_in(regions, "other__"))

    def find(self, pairs: DuplicatePairQuerySet, name: str, text: str) -> DuplicatePairQuerySet:
        """By name, former name or code."""
        found = Enterprise.objects.search(text).values("pk")
        return pairs.filter(Q(one__in=found) | Q(other__in=found))


class PairView(ApiView):
    """A view of pairs that who asks may see both firms of."""

    def pairs(self) -> DuplicatePairQuerySet:
        """The pairs that who asks may see."""
        seen = DuplicatePair.objects.visible_to(self.user).select_related("one", "other", "decided_by", *SIDES)
        return seen.prefetch_related("one__former_names", "other__former_names")

    def pair(self, number: int) -> DuplicatePair:
        """The pair with this number: absent and denied are the same 404."""
        return get_object_or_404(self.pairs(), pk=number)


def pairs_out(pairs: Sequence[DuplicatePair]) -> list[Any]:
    """Pairs as they are answered."""
    facts = facts_of({firm for pair in pairs for firm in (pair.one_id, pair.other_id)})
    return list(PairOut(pairs, many=True, context={"facts": facts}).data)


class DuplicateList(ListView, PairView):
    """Pairs of firms that may be one, the most alike first."""

    needs = {"GET": READ}
    queryset = DuplicatePair.objects.none()  # what is seen depends on who asks
    serializer_class = PairOut
    filterset_class = PairFilter
    orderings = {"similarity": Ordering(field="similarity"), "found_on": Ordering(field="found_on")}
    default_ordering = "-similarity"

    @extend_schema(operation_id="listDuplicates", tags=[TAG])
    def get(self, request: Request) -> Response:
        """List pairs of firms that may be one."""
        return self.get_paginated_response(pairs_out(self.page_of(self.pairs())))


class DuplicatePage(PairView):
    """One pair."""

    needs = {"GET": Need("view", "duplicate")}

    @extend_schema(operation_id="readDuplicate", tags=[TAG], responses=PairOut)
    def get(self, request: Request, number: int) -> Response:
        """Read one pair."""
        return Response(pairs_out([self.pair(number)])[0])


class DuplicateDismissal(PairView):
    """The decision that two firms are different."""

    needs = {"POST": Need("update", "duplicate")}

    @extend_schema(operation_id="dismissDuplicate", tags=[TAG], request=DismissIn, responses={200: PairOut})
    def post(self, request: Request, number: int) -> Response:
        """Say that the two are different firms; they are not proposed again."""
        pair = self.pair(number)
        given = DismissIn(data=request.data)
        given.is_valid(raise_exception=True)
        dismiss(pair=pair, by=self.user, at=timezone.now(), note=given.validated_data["note"])
        return Response(pairs_out([self.pair(number)])[0])


class DuplicateCheck(ApiView):
    """Whether a firm is on record, asked while it is being entered."""

    needs = {"POST": Need("update", "enterprise")}

    @extend_schema(operation_id="checkDuplicates", tags=[TAG], request=DuplicateCheckIn, responses={200: KnownFirmsOut})
    def post(self, request: Request) -> Response:
        """Find firms on record that may be the one with this code or name. Nothing is written."""
        given = DuplicateCheckIn(data=request.data)
        given.is_valid(raise_exception=True)
        asked: dict[str, Any] = given.validated_data
        besides = self.enterprise(asked["besides"].upper()) if "besides" in asked else None
        candidates = check(
            user=self.user,
            uscc=normalise(asked["uscc"]),
            name=asked["name"],
            registration_no=asked["registration_no"].strip(),
            besides=besides,
        )
        return Response(KnownFirmsOut({"duplicates": [told(candidate) for candidate in candidates]}).data)

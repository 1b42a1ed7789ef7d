"""Training labels: outcomes that the official lists do not tell, stated by one person and approved by another."""

from collections.abc import Collection
from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from api.filters import EachOf, Filters
from api.pagination import Ordering
from api.permissions import Need
from api.v1.training_labels_serializers import LabelNoteIn, LabelRefusalIn, TrainingLabelIn, TrainingLabelOut
from api.views import ApiView, ListView
from crm.accounts.models import User
from crm.enterprises.models import Enterprise
from scoring.likelihood.targets import TARGETS
from scoring.models import TrainingLabel
from scoring.training_labels import approve_label, label_rights, refuse_label, state_label, withdraw_label

TAG = "training-labels"
STATE, APPROVE = Need("create", "training_label"), Need("approve", "training_label")


class LabelView(ApiView):
    """A view about training labels, as far as who asks may see them."""

    def labels(self) -> "QuerySet[TrainingLabel]":
        """The labels that who asks may see."""
        return labels_visible_to(self.user).select_related("enterprise", "stated_by", "decided_by")

    def label(self, number: int) -> TrainingLabel:
        """The label with this number: absent and denied are the same 404."""
        return get_object_or_404(self.labels(), pk=number)

    def told(self, number: int, status: int = 200) -> Response:
        """The label as it is now."""
        (row,) = self.rows([self.label(number)])
        return Response(TrainingLabelOut(row).data, status=status)

    def rows(self, labels: Collection[TrainingLabel]) -> list[dict[str, Any]]:
        """Labels under the names of the API; a firm is named only to who may see it.

        Who approves labels holds the documents they rest on against the code, and is told that alone.
        """
        ids = [label.enterprise_id for label in labels]
        visible = Enterprise.objects.visible_to(self.user).filter(pk__in=ids)
        seen = frozenset(visible.values_list("pk", flat=True))
        return [self.row(label, seen) for label in labels]

    def row(self, label: TrainingLabel, seen: Collection[int]) -> dict[str, Any]:
        """One label under the names of the API, with what who asks may do with it."""
        plain = ("id", "target", "year", "outcome", "basis", "state", "stated_by", "stated_at")
        decision = ("decided_by", "decided_at", "note")
        return {
            **{name: getattr(label, name) for name in (*plain, *decision)},
            "enterprise": label.enterprise if label.enterprise_id in seen else None,
            "uscc": label.enterprise.uscc if label.enterprise_id in seen or self.may(APPROVE) else None,
            "can": label_rights(label, self.user),
        }


def labels_visible_to(user: User) -> "QuerySet[TrainingLabel]":
    """The labels that `user` may see: all, or those that `user` stated."""
    right = user.right("view", "training_label")
    if right is None:
        return TrainingLabel.objects.none()
    return TrainingLabel.objects.all() if right.scope == "*" else TrainingLabel.objects.filter(stated_by=user)


class LabelFilter(Filters):
    """By target and state."""

    target = EachOf(field_name="target", choices=[(key, key) for key in TARGETS])
    state = EachOf(field_name="state", choices=TrainingLabel.State.choices)


class LabelList(ListView, LabelView):
    """Training labels, the newest first."""

    needs = {"GET": Need("list", "training_label"), "POST": STATE}
    queryset = TrainingLabel.objects.none()  # what is seen depends on who asks
    serializer_class = TrainingLabelOut
    filterset_class = LabelFilter
    orderings = {"stated_at": Ordering(field="stated_at")}
    default_ordering = "-stated_at"

    @extend_schema(operation_id="listTrainingLabels", tags=[TAG])
    def get(self, request: Request) -> Response:
        """List labels."""
        rows = self.rows(self.page_of(self.labels()))
        return self.get_paginated_response(TrainingLabelOut(rows, many=True).data)

    @extend_schema(
        operation_id="stateTrainingLabel", tags=[TAG], request=TrainingLabelIn, responses={201: TrainingLabelOut}
    )
    def post(self, request: Request) -> Response:
        """State what became of a firm. It counts in training once somebody else has approved it."""
        given = TrainingLabelIn(data=request.data)
        given.is_valid(raise_exception=True)
        values = dict(given.validated_data)
        firm = self.firm(values.pop("uscc").upper())
        return self.told(state_label(enterprise=firm, by=self.user, on=self.today, **values).pk, 201)

    def firm(self, uscc: str) -> Enterprise:
        """The firm that a label is about.

        Who keeps the models sees no firm, but holds lists of outcomes by code: they may name any, and are told no more
        of it than that it is there.
        """
        right = self.user.right(*STATE)
        if right and right.scope == "*":
            return get_object_or_404(Enterprise.objects.unmerged(), uscc=uscc)
        return self.enterprise(uscc)


class LabelApproval(LabelView):
    """Approving a label."""

    needs = {"POST": APPROVE}

    @extend_schema(
        operation_id="approveTrainingLabel", tags=[TAG], request=LabelNoteIn, responses={200: TrainingLabelOut}
    )
    def post(self, request: Request, number: int) -> Response:
        """Approve a label that somebody else stated: the next training learns from it."""
        found = self.label(number)
        given = LabelNoteIn(data=request.data)
        given.is_valid(raise_exception=True)
        approve_label(label_id=found.pk, by=self.user, **given.validated_data)
        return self.told(number)


class LabelRefusal(LabelView):
    """Refusing a label."""

    needs = {"POST": APPROVE}

    @extend_schema(
        operation_id="refuseTrainingLabel", tags=[TAG], request=LabelRefusalIn, responses={200: TrainingLabelOut}
    )
    def post(self, request: Request, number: int) -> Response:
        """Refuse a label, also one that was approved, and say why."""
        found = self.label(number)
        given = LabelRefusalIn(data=request.data)
        given.is_valid(raise_exception=True)
        refuse_label(label_id=found.pk, by=self.user, **given.validated_data)
        return self.told(number)


class LabelWithdrawal(LabelView):
    """Taking a label back."""

    needs = {"POST": STATE}

    @extend_schema(operation_id="withdrawTrainingLabel", tags=[TAG], request=None, responses={200: TrainingLabelOut})
    def post(self, request: Request, number: int) -> Response:
        """Take back a label that one stated oneself; trainings from then on do not learn from it."""
        self.refuse_body()
        withdraw_label(label_id=self.label(number).pk, by=self.user)
        return self.told(number)

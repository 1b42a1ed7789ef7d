"""Overrides: what a person who knows a firm thinks of its likelihood, made, confirmed by another, ended."""

from datetime import date
from typing import Any

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from api.permissions import Need
from api.v1.overrides_serializers import CONFIRM, END, OverrideEndIn, OverrideIn, OverrideOut
from api.v1.targets import known_target
from api.views import ApiView
from crm.accounts.models import User
from scoring.models import LikelihoodOverride
from scoring.overrides import (
    confirm_override,
    end_override,
    make_override,
    may_confirm,
    may_end,
    overrides_of,
    stands,
)

TAG = "enterprises"


class OverrideView(ApiView):
    """A view about overrides of one firm's likelihoods."""

    def override(self, uscc: str, target: str, number: int) -> LikelihoodOverride:
        """The override of this firm and target with this number: absent and denied are the same 404."""
        return get_object_or_404(overrides_of(self.enterprise(uscc), target), pk=number)

    def told(self, override: LikelihoodOverride, status: int = 200) -> Response:
        """The override as it is now."""
        return Response(OverrideOut(override_shown(override, self.user, self.today)).data, status=status)


class EnterpriseOverrides(OverrideView):
    """Overrides of one likelihood."""

    needs = {"POST": Need("create", "score_override")}

    @extend_schema(operation_id="overrideLikelihood", tags=[TAG], request=OverrideIn, responses={201: OverrideOut})
    def post(self, request: Request, uscc: str, target: str) -> Response:
        """Put down what one thinks oneself, beside the model's likelihood; it takes the place of the one before."""
        firm = self.enterprise(uscc)
        foretold = known_target(target)
        given = OverrideIn(data=request.data)
        given.is_valid(raise_exception=True)
        made = make_override(enterprise=firm, target=foretold.key, by=self.user, on=self.today, **given.validated_data)
        return self.told(made, 201)


class OverrideConfirmation(OverrideView):
    """Confirming an override."""

    needs = {"POST": Need("approve", "score_override")}

    @extend_schema(operation_id="confirmOverride", tags=[TAG], request=None, responses={200: OverrideOut})
    def post(self, request: Request, uscc: str, target: str, number: int) -> Response:
        """Say that one thinks so too; who made it does not."""
        self.refuse_body()
        found = self.override(uscc, target, number)
        return self.told(confirm_override(override_id=found.pk, by=self.user, on=self.today))


class OverrideEnd(OverrideView):
    """Ending an override."""

    needs = {"POST": Need("update", "score_override")}

    @extend_schema(operation_id="endOverride", tags=[TAG], request=OverrideEndIn, responses={200: OverrideOut})
    def post(self, request: Request, uscc: str, target: str, number: int) -> Response:
        """End an override before its day; it stays on record."""
        found = self.override(uscc, target, number)
        given = OverrideEndIn(data=request.data)
        given.is_valid(raise_exception=True)
        return self.told(end_override(override_id=found.pk, by=self.user, **given.validated_data))


def override_shown(override: LikelihoodOverride, user: User, on: date) -> dict[str, Any]:
    """An override under the names of the API, with what `user` may do with it."""
    plain = ("id", "probability", "model_probability", "reason", "until", "made_by", "made_at")
    later = ("confirmed_by", "confirmed_at", "ended_by", "ended_at", "end_note")
    may = {CONFIRM: may_confirm(override, user, on), END: may_end(override, user)}
    return {
        **{name: getattr(override, name) for name in (*plain, *later)},
        "stands": stands(override, on),
        "can": [action for action, allowed in may.items() if allowed],
    }

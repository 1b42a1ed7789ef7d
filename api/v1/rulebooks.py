"""The rulebooks: all versions, how they differ, and taking one back."""

from typing import Any

from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from api.filters import EachOf, Filters, ProgrammeFilter
from api.pagination import Ordering
from api.permissions import Need
from api.v1.rulebooks_serializers import (
    BODY,
    ComparisonOut,
    RulebookOut,
    RulebookRefOut,
    RulebookRowOut,
    WithdrawalIn,
)
from api.views import ApiView, ListView
from scoring.models import RulebookVersion
from scoring.rulebook_drafts import checked, checked_once, drafts_visible_to, refuse_unreadable
from scoring.rulebook_versions import definition
from scoring.rulebook_withdrawing import reinstate_version, withdraw_version, withdrawal_of
from scoring.rulebooks.diff import compare
from scoring.rulebooks.limits import PROGRAMME, VERSION
from scoring.rulebooks.schema import Rulebook
from scoring.rulebooks.wording_score import titles_of

TAG = "rulebooks"
COMPARED = rf"^({PROGRAMME}@{VERSION}|draft:[0-9]{{1,9}})$"
REF = tuple(RulebookRefOut().get_fields())
STORED = (
    *("cases", "loaded_at", "author", "published_by", "source"),
    *("withdrawn_at", "withdrawn_by", "withdrawn_because"),
    *("reinstated_at", "reinstated_by", "reinstated_because"),
)
PEOPLE = ("programme", "author", "published_by", "withdrawn_by", "reinstated_by")


class RulebookView(ApiView):
    """A view about rulebooks as they are stored."""

    def row(self, stored: RulebookVersion, deciding: frozenset[int]) -> dict[str, Any]:
        """A version under the names of the list."""
        rulebook = definition(stored)
        return {
            **{name: getattr(rulebook, name) for name in REF},
            "programme": rulebook.programme,
            "programme_name": stored.programme,
            "kind": stored.programme.kind,
            "tier": stored.programme.tier,
            "in_force": stored.pk in deciding,
            "withdrawn": stored.withdrawn_at is not None,
        }

    def deciding(self) -> frozenset[int]:
        """The versions that decide today."""
        return frozenset(RulebookVersion.objects.in_force(self.today).values_list("pk", flat=True))

    def told(self, programme: str, version: str) -> Response:
        """One version in full."""
        stored = self.stored(programme, version)
        rulebook = definition(stored)
        body = {
            **self.row(stored, self.deciding()),
            **{name: getattr(rulebook, name) for name in BODY},
            **{name: getattr(stored, name) for name in STORED},
            "case_results": checked_once(stored.source, stored.cases).case_results,
            "if_withdrawn": withdrawal_of(stored, self.today),
            "can": self.rights(stored),
        }
        return Response(RulebookOut(body, context={"titles": titles_of(rulebook)}).data)

    def stored(self, programme: str, version: str) -> RulebookVersion:
        """The version with this name."""
        every = RulebookVersion.objects.select_related(*PEOPLE)
        return get_object_or_404(every, programme=programme, version=version)

    def rights(self, stored: RulebookVersion) -> dict[str, bool]:
        """What who asks may do with it."""
        approves = stored.status != RulebookVersion.Status.DRAFT and self.may(Need("approve", "rulebook_draft"))
        return {
            "withdraw": approves and stored.withdrawn_at is None,
            "reinstate": approves and stored.withdrawn_at is not None and stored.author_id != self.user.pk,
            "draft": self.may(Need("create", "rulebook_draft")),
        }


class RulebookFilter(Filters):
    """By programme and status."""

    programme = ProgrammeFilter()
    status = EachOf(field_name="status", choices=RulebookVersion.Status.choices)


class RulebookList(ListView, RulebookView):
    """Every version of every rulebook."""

    needs = {"GET": Need("list", "rulebook_published")}
    queryset: QuerySet[RulebookVersion] = RulebookVersion.objects.select_related("programme")
    serializer_class = RulebookRowOut
    filterset_class = RulebookFilter
    orderings = {"effective_from": Ordering(field="effective_from"), "programme": Ordering(field="programme_id")}
    default_ordering = "-effective_from"

    @extend_schema(operation_id="listRulebooks", tags=[TAG])
    def get(self, request: Request) -> Response:
        """List rulebooks: all versions, those that decide, drafts without thresholds, older and withdrawn ones."""
        deciding = self.deciding()
        rows = [self.row(stored, deciding) for stored in self.page_of(self.get_queryset())]
        return self.get_paginated_response(RulebookRowOut(rows, many=True).data)


class RulebookPage(RulebookView):
    """One version of a rulebook."""

    needs = {"GET": Need("view", "rulebook_published")}

    @extend_schema(operation_id="readRulebook", tags=[TAG], responses=RulebookOut)
    def get(self, request: Request, programme: str, version: str) -> Response:
        """Read one rulebook."""
        return self.told(programme, version)


class RulebookWithdrawal(RulebookView):
    """Taking a version back."""

    needs = {"POST": Need("approve", "rulebook_draft")}

    @extend_schema(operation_id="withdrawRulebook", tags=[TAG], request=WithdrawalIn, responses={200: RulebookOut})
    def post(self, request: Request, programme: str, version: str) -> Response:
        """Withdraw a version: the one before it decides again. All firms are assessed again by a job."""
        given = WithdrawalIn(data=request.data)
        given.is_valid(raise_exception=True)
        stored = self.stored(programme, version)
        withdraw_version(version_id=stored.pk, by=self.user, on=self.today, **given.validated_data)
        return self.told(programme, version)


class RulebookReinstatement(RulebookView):
    """Undoing that a version was taken back."""

    needs = {"POST": Need("approve", "rulebook_draft")}

    @extend_schema(operation_id="reinstateRulebook", tags=[TAG], request=WithdrawalIn, responses={200: RulebookOut})
    def post(self, request: Request, programme: str, version: str) -> Response:
        """Reinstate a withdrawn version: it decides again where its term says so. All firms are assessed by a job."""
        given = WithdrawalIn(data=request.data)
        given.is_valid(raise_exception=True)
        reinstate_version(version_id=self.stored(programme, version).pk, by=self.user, **given.validated_data)
        return self.told(programme, version)


class CompareQuery(serializers.Serializer[Any]):
    """Which two."""

    left = serializers.RegexField(
        COMPARED,
        help_text="`programme@version`, or `draft:` and its number.",
    )
    right = serializers.RegexField(COMPARED)


class RulebookComparison(RulebookView):
    """Two versions, or a version and a draft, side by side."""

    needs = {"GET": Need("view", "rulebook_published")}
    query_class = CompareQuery

    @extend_schema(operation_id="compareRulebooks", tags=[TAG], responses=ComparisonOut)
    def get(self, request: Request) -> Response:
        """What `right` has otherwise than `left`: terms, criteria, items of the score, classes, notes."""
        asked = self.asked()
        (left, left_draft), (right, right_draft) = self.named(asked["left"]), self.named(asked["right"])
        body = {
            "left": self.compared(left, left_draft),
            "right": self.compared(right, right_draft),
            "changes": compare(left, right),
        }
        return Response(ComparisonOut(body).data)

    def named(self, name: str) -> tuple[Rulebook, int | None]:
        """The rulebook with this name, and its number if it is a draft.

        :raises Http404: there is none, or none that who asks may see.
        :raises DraftUnreadable: the draft has findings.
        """
        if not name.startswith("draft:"):
            programme, _, version = name.partition("@")
            return definition(self.stored(programme, version)), None
        draft = drafts_visible_to(self.user).filter(pk=int(name.removeprefix("draft:"))).first()
        if draft is None:
            raise Http404
        found = checked(draft.source, "")
        refuse_unreadable(found)
        assert found.rulebook, "a text without findings has been read"
        return found.rulebook, draft.pk

    def compared(self, rulebook: Rulebook, draft: int | None) -> dict[str, Any]:
        """One of the two, under the names of the API."""
        return {
            "programme": rulebook.programme,
            "version": rulebook.version,
            "title": rulebook.title,
            "draft": draft,
        }

"""Drafts of rulebooks: begin, write, check, hand in, take back, give up; decided on by another person."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response

from api.filters import EachOf, Filters, ProgrammeFilter
from api.pagination import Ordering
from api.permissions import Need
from api.v1.rulebook_drafts_serializers import (
    CheckedOut,
    DraftEditIn,
    DraftIn,
    DraftOut,
    DraftRowOut,
    NumbersIn,
    PublishIn,
    ReturnIn,
    SubmitIn,
    TextIn,
)
from api.v1.rulebook_impact import impact_told
from api.views import ApiView, ListView
from scoring.impact import newest_preview
from scoring.models import RulebookDraft, RulebookVersion
from scoring.rulebook_drafts import (
    change_draft_numbers,
    checked,
    create_draft,
    discard_draft,
    drafts_visible_to,
    edit_draft,
    may_see_impact,
    rights_to,
    submit_draft,
    take_back_draft,
    version_of,
)
from scoring.rulebook_publishing import publish_draft, return_draft
from scoring.rulebook_terms import decides_from
from scoring.rulebooks.draft_text import top_value
from scoring.rulebooks.finding_words import in_words
from scoring.rulebooks.numbers import NumberChange, numbers_in
from scoring.rulebooks.yaml_tree import Finding, RulebookError

TAG = "rulebook-drafts"
VIEW = Need("view", "rulebook_draft")
UPDATE = Need("update", "rulebook_draft")
APPROVE = Need("approve", "rulebook_draft")
MOST_FINDINGS = 200
"""So many are told at once: who has mended these asks again."""
PEOPLE = ("programme", "based_on", "author", "decided_by", "published_as")


class DraftView(ApiView):
    """A view about drafts, as far as who asks may see them."""

    def drafts(self) -> QuerySet[RulebookDraft]:
        """The drafts that who asks may see."""
        return drafts_visible_to(self.user).select_related(*PEOPLE)

    def draft(self, number: int) -> RulebookDraft:
        """The draft with this number: absent and denied are the same 404."""
        return get_object_or_404(self.drafts(), pk=number)

    def row(self, draft: RulebookDraft) -> dict[str, Any]:
        """A draft under the names of the list."""
        plain = ("id", "programme", "author", "state", "revision", "created_at", "updated_at", "submitted_at")
        return {
            **{name: getattr(draft, name) for name in (*plain, "decided_by", "decided_at", "note")},
            "version": version_of(draft),
            "based_on": draft.based_on.version if draft.based_on else None,
            "published_as": draft.published_as.version if draft.published_as else None,
            "can": rights_to(draft, self.user),
        }

    def told(self, number: int, status: int = 200) -> Response:
        """The draft as it is now, in full."""
        draft = self.draft(number)
        preview = newest_preview(draft) if may_see_impact(self.user) else None
        body = {
            **self.row(draft),
            **checked_text(draft.source, draft.cases, self.today),
            "source": draft.source,
            "cases": draft.cases,
            "impact": impact_told(preview, self.user, self.today) if preview else None,
        }
        return Response(DraftOut(body).data, status=status)


def checked_text(source: str, cases: str, on: date) -> dict[str, Any]:
    """What is wrong with a text, what its cases give and what it says, under the names of the API."""
    found = checked(source, cases)
    return {
        "version": top_value(source, "version"),
        "findings": [_finding(finding) for finding in found.findings[:MOST_FINDINGS]],
        "case_findings": [_finding(finding) for finding in found.case_findings[:MOST_FINDINGS]],
        "case_results": found.case_results,
        "rulebook": found.rulebook,
        "decides_from": decides_from(found.rulebook, on) if found.rulebook else None,
        "numbers": _numbers(source),
    }


def _finding(finding: Finding) -> dict[str, Any]:
    return {"line": finding.line, "column": finding.column, "message": in_words(finding.message)}


def _numbers(source: str) -> Iterable[Any]:
    try:
        return numbers_in(source)
    except RulebookError:
        return ()


class DraftFilter(Filters):
    """By programme and state."""

    programme = ProgrammeFilter()
    state = EachOf(field_name="state", choices=RulebookDraft.State.choices)


class DraftList(ListView, DraftView):
    """Drafts, those changed last first."""

    needs = {"GET": Need("list", "rulebook_draft"), "POST": Need("create", "rulebook_draft")}
    queryset = RulebookDraft.objects.none()  # what is seen depends on who asks
    serializer_class = DraftRowOut
    filterset_class = DraftFilter
    orderings = {"updated_at": Ordering(field="updated_at")}
    default_ordering = "-updated_at"

    @extend_schema(operation_id="listRulebookDrafts", tags=[TAG])
    def get(self, request: Request) -> Response:
        """List drafts."""
        rows = [self.row(draft) for draft in self.page_of(self.drafts())]
        return self.get_paginated_response(DraftRowOut(rows, many=True).data)

    @extend_schema(operation_id="beginRulebookDraft", tags=[TAG], request=DraftIn, responses={201: DraftOut})
    def post(self, request: Request) -> Response:
        """Begin a draft: from a version (under the next version's name), from an empty form, or from a text."""
        given = DraftIn(data=request.data)
        given.is_valid(raise_exception=True)
        values: dict[str, Any] = given.validated_data
        values["based_on"] = self.based_on(values) if "based_on" in values else None
        return self.told(create_draft(by=self.user, on=self.today, **values).pk, 201)

    def based_on(self, values: dict[str, Any]) -> RulebookVersion:
        """The version to begin from.

        :raises ValidationError: the programme has none of this name.
        """
        found = RulebookVersion.objects.filter(programme=values["programme"], version=values["based_on"]).first()
        if found is None:
            raise ValidationError({"based_on": _("The programme has no version of this name.")}, code="does_not_exist")
        return found


class DraftCheck(ApiView):
    """A text that is not stored."""

    needs = {"POST": Need("create", "rulebook_draft")}

    @extend_schema(operation_id="checkRulebookText", tags=[TAG], request=TextIn, responses={200: CheckedOut})
    def post(self, request: Request) -> Response:
        """Check a text while it is typed: findings with line and column, cases, what it says. Nothing is stored."""
        given = TextIn(data=request.data)
        given.is_valid(raise_exception=True)
        return Response(CheckedOut(checked_text(**given.validated_data, on=self.today)).data)


class DraftPage(DraftView):
    """One draft."""

    needs = {"GET": VIEW, "PATCH": UPDATE, "DELETE": Need("delete", "rulebook_draft")}

    @extend_schema(operation_id="readRulebookDraft", tags=[TAG], responses=DraftOut)
    def get(self, request: Request, number: int) -> Response:
        """Read one draft, with all that is wrong with it and what it would change."""
        return self.told(number)

    @extend_schema(operation_id="writeRulebookDraft", tags=[TAG], request=DraftEditIn, responses={200: DraftOut})
    def patch(self, request: Request, number: int) -> Response:
        """Write another text. Findings do not hinder; an old `revision` does: nobody writes over what was not read."""
        draft = self.draft(number)
        given = DraftEditIn(data=request.data)
        given.is_valid(raise_exception=True)
        edit_draft(draft_id=draft.pk, by=self.user, **given.validated_data)
        return self.told(number)

    @extend_schema(operation_id="discardRulebookDraft", tags=[TAG], request=None, responses={200: DraftOut})
    def delete(self, request: Request, number: int) -> Response:
        """Give a draft up; its text stays readable."""
        discard_draft(draft_id=self.draft(number).pk, by=self.user)
        return self.told(number)


class DraftNumbers(DraftView):
    """The numbers of a draft."""

    needs = {"POST": UPDATE}

    @extend_schema(operation_id="changeRulebookNumbers", tags=[TAG], request=NumbersIn, responses={200: DraftOut})
    def post(self, request: Request, number: int) -> Response:
        """Write other numbers in their places; comments and layout stay."""
        draft = self.draft(number)
        given = NumbersIn(data=request.data)
        given.is_valid(raise_exception=True)
        values: dict[str, Any] = given.validated_data
        changes = [NumberChange(**change) for change in values["changes"]]
        change_draft_numbers(draft_id=draft.pk, by=self.user, revision=values["revision"], changes=changes)
        return self.told(number)


class DraftSubmission(DraftView):
    """Handing a draft in."""

    needs = {"POST": UPDATE}

    @extend_schema(operation_id="submitRulebookDraft", tags=[TAG], request=SubmitIn, responses={200: DraftOut})
    def post(self, request: Request, number: int) -> Response:
        """Hand a draft in: another person decides on it, and its text stands still until then."""
        draft = self.draft(number)
        given = SubmitIn(data=request.data)
        given.is_valid(raise_exception=True)
        submit_draft(draft_id=draft.pk, by=self.user, **given.validated_data)
        return self.told(number)


class DraftTakingBack(DraftView):
    """Taking a draft back."""

    needs = {"POST": UPDATE}

    @extend_schema(operation_id="takeBackRulebookDraft", tags=[TAG], request=None, responses={200: DraftOut})
    def post(self, request: Request, number: int) -> Response:
        """Take a draft back that nobody has decided on, to go on writing."""
        take_back_draft(draft_id=self.draft(number).pk, by=self.user)
        return self.told(number)


class DraftReturn(DraftView):
    """Sending a draft back."""

    needs = {"POST": APPROVE}

    @extend_schema(operation_id="returnRulebookDraft", tags=[TAG], request=ReturnIn, responses={200: DraftOut})
    def post(self, request: Request, number: int) -> Response:
        """Send a draft back to its author, with what has to be changed."""
        draft = self.draft(number)
        given = ReturnIn(data=request.data)
        given.is_valid(raise_exception=True)
        return_draft(draft_id=draft.pk, by=self.user, **given.validated_data)
        return self.told(number)


class DraftPublication(DraftView):
    """Publishing a draft."""

    needs = {"POST": APPROVE}

    @extend_schema(operation_id="publishRulebookDraft", tags=[TAG], request=PublishIn, responses={200: DraftOut})
    def post(self, request: Request, number: int) -> Response:
        """Make a version of a draft that somebody else wrote. All firms are assessed again by a job."""
        draft = self.draft(number)
        given = PublishIn(data=request.data)
        given.is_valid(raise_exception=True)
        publish_draft(draft_id=draft.pk, by=self.user, on=self.today, **given.validated_data)
        return self.told(number)

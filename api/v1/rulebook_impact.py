"""What a draft would change: asked for, watched, read."""

from collections.abc import Iterable
from dataclasses import asdict
from datetime import date
from typing import Any

import django_filters  # type: ignore[import-untyped]  # it has no types
from django.http import Http404
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from api.filters import CodeFilter, EachOf, Filters
from api.pagination import Ordering
from api.permissions import Need
from api.v1.rulebook_drafts_serializers import VERDICTS_BEFORE, FlipOut, ImpactOut
from api.views import ApiView, ListView
from crm.accounts.models import User
from crm.directory.models import Region
from crm.enterprises.models import Enterprise
from scoring.impact import ask_for_preview, has_stalled, is_outdated, newer_preview, newest_preview
from scoring.impact_counts import flips_told, shown
from scoring.models import Assessment, ImpactFlip, ImpactPreview, RulebookDraft
from scoring.rulebook_drafts import checked, drafts_visible_to, may_see_impact, sees_every_verdict
from scoring.rulebook_publishing import why_old

TAG = "rulebook-drafts"
VIEW, PREVIEW = Need("view", "rulebook_draft"), Need("run", "rulebook_draft")
NOWHERE = "none"
"""Asks for the firms of which it is not known where they are."""


def impact_told(preview: ImpactPreview, user: User, on: date) -> dict[str, Any]:
    """A preview under the names of the API, with the numbers that `user` may see."""
    newer = newer_preview(preview)
    numbers = shown(preview, hide=hides(user))
    names = region_names(cell.region for cell in numbers.counts)
    cells = [asdict(cell) for cell in numbers.counts]
    return {
        **_progress(preview),
        **{name: getattr(preview, name) for name in ("revision", "as_of", "finished_at")},
        "newer": _progress(newer) if newer else None,
        "against": preview.against.version if preview.against else None,
        "outdated": _is_outdated(preview, on),
        "summary": numbers.summary,
        "counts": [{**cell, **_place(cell["region"], names)} for cell in cells],
    }


def _progress(preview: ImpactPreview) -> dict[str, Any]:
    plain = ("id", "state", "problem", "total", "done", "created_at")
    return {**{name: getattr(preview, name) for name in plain}, "stalled": has_stalled(preview)}


def _is_outdated(preview: ImpactPreview, on: date) -> bool:
    """Whether it would have to be worked out again before the draft can be published."""
    draft = preview.draft
    waits = draft.state in (RulebookDraft.State.OPEN, RulebookDraft.State.SUBMITTED)
    rulebook = checked(draft.source, "").rulebook if waits else None
    return rulebook is not None and (is_outdated(preview, rulebook, on) or why_old(preview, on) is not None)


def hides(user: User) -> bool:
    """Whether small numbers are hidden from `user`."""
    return not sees_every_verdict(user)


def region_names(codes: Iterable[str]) -> dict[str, str]:
    """The names of regions by code."""
    return dict(Region.objects.filter(code__in=set(codes)).values_list("code", "name"))


def _place(code: str, names: dict[str, str]) -> dict[str, str | None]:
    return {"region": code or None, "region_name": names.get(code)}


class ImpactView(ApiView):
    """A view about what a draft would change."""

    def draft(self, number: int) -> RulebookDraft:
        """The draft, if who asks may see it and what it would change.

        :raises Http404: who asks may not, as auditors, who read the text alone.
        """
        if not may_see_impact(self.user):
            raise Http404
        return get_object_or_404(drafts_visible_to(self.user), pk=number)

    def preview(self, number: int) -> ImpactPreview:
        """The preview of the draft's revision.

        :raises Http404: nobody asked for it.
        """
        preview = newest_preview(self.draft(number))
        if preview is None:
            raise Http404
        return preview


class DraftImpact(ImpactView):
    """What a draft would change."""

    needs = {"GET": VIEW, "POST": PREVIEW}

    @extend_schema(operation_id="readRulebookImpact", tags=[TAG], responses=ImpactOut)
    def get(self, request: Request, number: int) -> Response:
        """Read how far it is worked out, and the numbers: verdicts before and after, by county and tier."""
        return Response(ImpactOut(impact_told(self.preview(number), self.user, self.today)).data)

    @extend_schema(operation_id="previewRulebookImpact", tags=[TAG], request=None, responses={202: ImpactOut})
    def post(self, request: Request, number: int) -> Response:
        """Have it worked out over all firms by a job; what is under way for this revision goes on.

        One that is done stays, and is told, until the new one (`newer`) is done too.
        """
        ask_for_preview(draft_id=self.draft(number).pk, by=self.user, on=self.today)
        return Response(ImpactOut(impact_told(self.preview(number), self.user, self.today)).data, status=202)


class FlipFilter(Filters):
    """By place, tier and transition."""

    region = CodeFilter(method="in_region", label="A region as `counts` has it; `none`: not known.")
    tier = django_filters.NumberFilter(field_name="tier", min_value=0, max_value=9, decimal_places=0)
    before = EachOf(field_name="before", choices=[(word, word) for word in VERDICTS_BEFORE])
    after = EachOf(field_name="after", choices=Assessment.Verdict.choices)

    def in_region(self, rows: Any, name: str, code: str) -> Any:
        """Exactly there, as the counts are."""
        return rows.filter(region="" if code == NOWHERE else code)


class DraftFlips(ListView, ImpactView):
    """The firms whose verdict a draft would change."""

    needs = {"GET": VIEW}
    queryset = ImpactFlip.objects.none()  # what is seen depends on who asks
    serializer_class = FlipOut
    filterset_class = FlipFilter
    orderings = {"enterprise": Ordering(field="enterprise_id")}
    default_ordering = "enterprise"

    @extend_schema(operation_id="listRulebookFlips", tags=[TAG])
    def get(self, request: Request, number: int) -> Response:
        """List them with the criteria that turned; a firm is named only to who may see it."""
        flips = flips_told(self.preview(number), hide=hides(self.user))
        page: list[ImpactFlip] = self.page_of(flips.select_related("enterprise"))
        names, seen = region_names(flip.region for flip in page), self.seen(page)
        return self.get_paginated_response(FlipOut([self.row(flip, names, seen) for flip in page], many=True).data)

    def seen(self, flips: list[ImpactFlip]) -> frozenset[int]:
        """Of the firms of `flips` those that who asks may see, and their verdicts with them."""
        if hides(self.user):
            return frozenset()
        ids = [flip.enterprise_id for flip in flips]
        return frozenset(Enterprise.objects.visible_to(self.user).filter(pk__in=ids).values_list("pk", flat=True))

    def row(self, flip: ImpactFlip, names: dict[str, str], seen: frozenset[int]) -> dict[str, Any]:
        """One firm under the names of the API."""
        plain = ("tier", "before", "after", "criteria")
        return {
            **{name: getattr(flip, name) for name in plain},
            **_place(flip.region, names),
            "enterprise": flip.enterprise if flip.enterprise_id in seen else None,
        }

"""Assessments that were issued: numbered, citable, and the same for ever."""

from typing import Any

import orjson
from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from api.filters import Filters, ProgrammeFilter
from api.pagination import Ordering
from api.permissions import Need
from api.v1.assessment_records_serializers import RecordIn, RecordOut, RecordRowOut, VerificationOut
from api.views import ApiView, ListView
from scoring.assessment_records import Verification, issue_record, read_measures, records_seen_by
from scoring.models import AssessmentRecord
from scoring.rulebook_versions import definition
from scoring.rulebooks.measures import MEASURES, Measure
from scoring.rulebooks.schema import Rulebook
from scoring.snapshots import with_names

TAG = "assessment-records"
SEES = Need("view", "assessment")
ISSUES = Need("run", "assessment")


class RecordFilter(Filters):
    """Filters of the records of one enterprise."""

    programme = ProgrammeFilter(field_name="rulebook__programme")


class EnterpriseAssessmentRecords(ListView):
    """The assessments of one enterprise that were issued, the newest first."""

    needs = {"GET": SEES, "POST": ISSUES}
    queryset = AssessmentRecord.objects.none()  # what is seen depends on who asks
    serializer_class = RecordRowOut
    filterset_class = RecordFilter
    orderings = {"issued_at": Ordering(field="issued_at")}
    default_ordering = "-issued_at"

    @extend_schema(operation_id="listAssessmentRecords", tags=[TAG])
    def get(self, request: Request, uscc: str) -> Response:
        """List issued assessments."""
        issued = records_seen_by(self.user).filter(enterprise=self.enterprise(uscc))
        rows = [_row(record) for record in self.page_of(issued)]
        return self.get_paginated_response(RecordRowOut(rows, many=True).data)

    @extend_schema(operation_id="issueAssessmentRecord", tags=[TAG], request=RecordIn, responses={201: RecordOut})
    def post(self, request: Request, uscc: str) -> Response:
        """Issue the assessment of one enterprise under one programme. It can be cited, and never changes."""
        firm = self.enterprise(uscc)
        given = RecordIn(data=request.data)
        given.is_valid(raise_exception=True)
        asked = {"as_of": self.today, **given.validated_data}
        issued = issue_record(enterprise=firm, by=self.user, on=self.today, **asked)
        return Response(RecordOut(_in_full(records_seen_by(self.user).get(pk=issued.pk))).data, status=201)


class RecordView(ApiView):
    """A view of one issued assessment."""

    def record(self, number: str) -> AssessmentRecord:
        """The record with this number, if who asks may see its firm: absent and denied are the same 404."""
        seen: QuerySet[AssessmentRecord] = records_seen_by(self.user)
        return get_object_or_404(seen, number=number)


class AssessmentRecordPage(RecordView):
    """One issued assessment."""

    needs = {"GET": SEES}

    @extend_schema(operation_id="readAssessmentRecord", tags=[TAG], responses=RecordOut)
    def get(self, request: Request, number: str) -> Response:
        """Read all of it, as it was issued."""
        return Response(RecordOut(_in_full(self.record(number))).data)


class AssessmentRecordVerification(RecordView):
    """One issued assessment, held against its own measures again."""

    needs = {"POST": ISSUES}

    @extend_schema(operation_id="verifyAssessmentRecord", tags=[TAG], request=None, responses={200: VerificationOut})
    def post(self, request: Request, number: str) -> Response:
        """Work it out again from what was kept with it, and see which facts would read otherwise now."""
        return Response(VerificationOut(Verification.of(self.record(number))).data)


def _row(record: AssessmentRecord) -> dict[str, Any]:
    return {
        "number": record.number,
        "programme": record.rulebook.programme,
        "rulebook": _cited(definition(record.rulebook), record.rulebook.sha256),
        "as_of": record.as_of,
        "verdict": record.verdict,
        "purpose": record.purpose,
        "issued_at": record.issued_at,
        "issued_by": record.issued_by,
        "sha256": record.sha256,
    }


def _cited(rulebook: Rulebook, sha256: str) -> dict[str, Any]:
    names = ("version", "title", "documents", "effective_from", "effective_until", "status")
    return {**{name: getattr(rulebook, name) for name in names}, "sha256": sha256}


def _in_full(record: AssessmentRecord) -> dict[str, Any]:
    """The record under the names of the API; the explanation is read from the bytes that were issued."""
    explanation = with_names(orjson.loads(record.explanation))
    return {
        **_row(record),
        "enterprise_name": record.enterprise_name,
        "uscc": record.uscc,
        "is_synthetic": record.enterprise.is_synthetic,
        "explanation": {**explanation, "settles": [MEASURES[name] for name in explanation["settles"]]},
        "measures": [_measure(measure, value) for measure, value in read_measures(record)],
        "facts": record.facts,
        "notes": definition(record.rulebook).notes,
    }


def _measure(measure: Measure, value: float | bool | None) -> dict[str, Any]:
    names = ("name", "zh", "en", "unit", "fact", "year")
    return {**{name: getattr(measure, name) for name in names}, "value": value}

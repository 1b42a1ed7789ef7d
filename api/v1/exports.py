"""The list of enterprises as a file."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from django.http import HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request

from api.pagination import asked_ordering, ordered
from api.permissions import Need
from api.spreadsheets import XLSX, Cell, csv_lines, workbook
from api.v1.enterprises import PLACES, EnterpriseListView
from api.visibility import standing_for
from crm.errors import DomainError
from scoring.queries import Standing, standings

LIMIT = 5_000
Column = tuple[str, str, Callable[[Standing], Cell]]


class ExportTooLarge(DomainError):
    """More firms than a spreadsheet is good for."""

    code = "export.too_large"
    status = 422


class ExportQuery(serializers.Serializer[Any]):
    """Which kind of file."""

    format = serializers.ChoiceField(choices=("csv", "xlsx"), default="csv")


def _verdict(programme: str) -> Callable[[Standing], Cell]:
    def cell(standing: Standing) -> Cell:
        assessment = standing.verdicts[programme]
        return assessment.get_verdict_display() if assessment else None

    return cell


def _likelihood(target: str) -> Callable[[Standing], Cell]:
    return lambda standing: standing.likelihoods[target]


COLUMNS: tuple[Column, ...] = (
    ("统一社会信用代码", "USCC", lambda of: of.enterprise.uscc),
    ("企业名称", "Name", lambda of: of.enterprise.name),
    ("地区", "Region", lambda of: of.region.name if of.region else None),
    ("行业代码", "Industry code", lambda of: of.enterprise.industry_id),
    ("行业", "Industry", lambda of: of.enterprise.industry.name if of.enterprise.industry else None),
    ("成立日期", "Registered on", lambda of: str(of.enterprise.registered_on or "") or None),
    ("状态", "Status", lambda of: of.enterprise.get_status_display()),
    ("梯次", "Tier", lambda of: of.tier),
    ("是否演示数据", "Demo data", lambda of: str(_("yes")) if of.enterprise.is_synthetic else str(_("no"))),
    ("营业收入年度", "Year of revenue", lambda of: of.revenue.year if of.revenue else None),
    ("营业收入（元）", "Revenue (yuan)", lambda of: float(of.revenue.value) if of.revenue else None),
    ("科技型中小企业评估", "Tech SME verdict", _verdict("tech_sme")),
    ("高新技术企业评估", "HNTE verdict", _verdict("hnte")),
    ("12个月内认定高企可能性", "Likelihood of HNTE in 12 months", _likelihood("hnte_12m")),
    ("三年内成为瞪羚可能性", "Likelihood of gazelle in 3 years", _likelihood("gazelle_3y")),
)


def table_of(standings_: Iterable[Standing]) -> Iterator[Sequence[Cell]]:
    """The heading in the language of the request, then a row a firm."""
    chinese = (get_language() or "zh").startswith("zh")
    yield [zh if chinese else en for zh, en, _cell in COLUMNS]
    for standing in standings_:
        yield [cell(standing) for _zh, _en, cell in COLUMNS]


class EnterpriseExport(EnterpriseListView):
    """The same filters and order as the list, without pages."""

    needs = {"GET": Need("export", "enterprise")}
    query_class = ExportQuery
    pagination_class = None

    def parameters(self) -> frozenset[str]:
        """Those of the list but for pages, and the format."""
        return super().parameters() - {"cursor", "page_size"} | {"format"}

    @extend_schema(
        operation_id="exportEnterprises",
        tags=["enterprises"],
        responses={(200, "text/csv"): OpenApiTypes.STR, (200, XLSX): OpenApiTypes.BINARY},
    )
    def get(self, request: Request) -> HttpResponseBase:
        """Export enterprises, at most 5,000."""
        kind = self.asked()["format"]
        rows = table_of(standing_for(self.user, standing) for standing in self.exported())
        name = f"enterprises-{self.today}.{kind}"
        headers = {"Content-Disposition": f'attachment; filename="{name}"'}
        if kind == "csv":
            return StreamingHttpResponse(csv_lines(rows), content_type="text/csv; charset=utf-8", headers=headers)
        return HttpResponse(workbook(rows), content_type=XLSX, headers=headers)

    def exported(self) -> list[Standing]:
        """The firms of the export.

        :raises ExportTooLarge: the filters leave more than the limit.
        """
        name, ordering = asked_ordering(self.request, self)
        firms = ordered(self.filter_queryset(self.seen().select_related(*PLACES)), name, ordering)
        found = list(firms[: LIMIT + 1])
        if len(found) > LIMIT:
            message = _("The filters leave more than %(limit)s enterprises; narrow them and export in parts.")
            raise ExportTooLarge(message % {"limit": LIMIT}, limit=LIMIT)
        return standings(found, self.today)

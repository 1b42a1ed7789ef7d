"""By what the list of enterprises is filtered."""

from django.db.models import Q

from api.filters import CodeFilter, EachOf, Filters, RegionFilter, SearchFilter, ShareFilter, StrictBooleanFilter
from api.pagination import Ordering
from api.visibility import ASSESSMENT, FINANCIALS, SCORE
from crm.directory.models import Region
from crm.enterprises.models import Enterprise
from crm.enterprises.models.enterprise import EnterpriseQuerySet, lying_in
from scoring.models import Assessment
from scoring.queries import with_verdict

TIER_CHOICES = [(str(tier), str(tier)) for tier in range(5)]

ENTERPRISE_ORDERINGS = {
    "name": Ordering(field="name"),
    "registered_on": Ordering(field="registered_on", nullable=True),
    "tier": Ordering(field="tier"),
    "revenue": Ordering(field="revenue", nullable=True, need=FINANCIALS),
    "hnte_12m": Ordering(field="hnte_12m", nullable=True, need=SCORE),
    "gazelle_3y": Ordering(field="gazelle_3y", nullable=True, need=SCORE),
}
FILTER_NEEDS = {"verdict_hnte": ASSESSMENT, "verdict_tech_sme": ASSESSMENT, "likelihood_min": SCORE}
"""Filters that tell what the list itself may hide."""


class EnterpriseFilter(Filters):
    """Filters of the list and of the export. Several words, separated by commas, mean any of them."""

    search = SearchFilter(method="find")
    tier = EachOf(field_name="tier", choices=TIER_CHOICES)
    region = RegionFilter(method="in_region", label="With all below.")
    industry = CodeFilter(method="in_industry", max_length=4, label="Section, or the start of a code.")
    status = EachOf(field_name="status", choices=Enterprise.Status.choices)
    verdict_hnte = EachOf(method="by_verdict", choices=Assessment.Verdict.choices)
    verdict_tech_sme = EachOf(method="by_verdict", choices=Assessment.Verdict.choices)
    likelihood_min = ShareFilter(field_name="hnte_12m", lookup_expr="gte", label="Of hnte_12m.")
    synthetic = StrictBooleanFilter(field_name="is_synthetic")

    def find(self, firms: EnterpriseQuerySet, name: str, text: str) -> EnterpriseQuerySet:
        """By name, former name or code."""
        return firms.search(text)

    def in_region(self, firms: EnterpriseQuerySet, name: str, region: Region) -> EnterpriseQuerySet:
        """In a region or below it."""
        return firms.filter(lying_in(Region.objects.within([region])))

    def in_industry(self, firms: EnterpriseQuerySet, name: str, code: str) -> EnterpriseQuerySet:
        """In a section, or in what begins with a code."""
        return firms.filter(Q(industry__section=code.upper()) if code.isalpha() else Q(industry__code__startswith=code))

    def by_verdict(self, firms: EnterpriseQuerySet, name: str, verdicts: list[str]) -> EnterpriseQuerySet:
        """By what the current run says under the rulebook that the filter is named for."""
        return with_verdict(firms, name.removeprefix("verdict_"), verdicts)

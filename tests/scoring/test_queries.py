"""Questions about many firms."""

from datetime import date

import pytest
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from crm.directory.models import Region
from crm.enterprises.models import Enterprise, SourceChoice, SourceRank
from crm.enterprises.models.enterprise import lying_in
from scoring.likelihood.targets import TARGETS
from scoring.models import Assessment, Likelihood, ModelVersion, RulebookVersion, ScoringRun
from scoring.queries import YearlyRevenue, comparable, current_runs, standings
from tests.factories import (
    EnterpriseFactory,
    FinancialYearFactory,
    ProgrammeFactory,
    RegionFactory,
)

ON = date(2026, 6, 1)
pytestmark = pytest.mark.django_db


def finished(kind: str, as_of: date) -> ScoringRun:
    return ScoringRun.objects.create(kind=kind, as_of=as_of, state="done", finished_at=timezone.now())


class TestStandings:
    def test_takes_the_same_five_queries_however_many_firms(
        self, django_assert_num_queries: DjangoAssertNumQueries
    ) -> None:
        finished("assess", ON)
        finished("score", ON)
        firms = EnterpriseFactory.create_batch(20, hnte=True, with_years=2)
        for count in (1, 20):
            with django_assert_num_queries(5):
                standings(firms[:count], ON)

    def test_keeps_the_order(self) -> None:
        firms = EnterpriseFactory.create_batch(3)[::-1]
        assert [standing.enterprise for standing in standings(firms, ON)] == firms

    def test_tells_what_the_current_run_says(self) -> None:
        firm = EnterpriseFactory()
        rulebook = RulebookVersion.objects.create(
            programme=ProgrammeFactory(), version="1", status="active", effective_from=date(2016, 1, 1)
        )
        model = ModelVersion.objects.create(target="hnte_12m", version="1", sha256="0" * 64, card={})
        for day, verdict, probability in ((date(2026, 5, 1), "unmet", 0.1), (ON, "met", 0.9)):
            Assessment.objects.create(
                run=finished("assess", day),
                enterprise=firm,
                rulebook=rulebook,
                verdict=verdict,
                points_low=71,
                points_high=80,
            )
            Likelihood.objects.create(
                run=finished("score", day),
                enterprise=firm,
                model_version=model,
                target="hnte_12m",
                probability=probability,
            )
        ScoringRun.objects.create(kind="assess", as_of=date(2026, 6, 2))
        (standing,) = standings([firm], ON)
        assert standing.verdicts["hnte"] is not None
        assert standing.verdicts["hnte"].verdict == "met"
        assert standing.verdicts["tech_sme"] is None
        assert standing.likelihoods == dict.fromkeys(TARGETS) | {"hnte_12m": 0.9}
        assert comparable(Enterprise.objects.all(), ON).filter(hnte_12m=0.9).get() == firm

    def test_gives_the_revenue_that_was_known_on_the_day(self) -> None:
        firm = EnterpriseFactory(with_years=2)
        FinancialYearFactory(enterprise=firm, year=2025, basis="tax", revenue=1, known_on=date(2026, 2, 1))
        (standing,) = standings([firm], date(2026, 3, 1))
        assert standing.revenue == YearlyRevenue(year=2025, value=1)

    def test_places_a_firm_where_it_is_registered_if_nothing_better_is_known(self) -> None:
        xixia = RegionFactory(code="411323")
        firm = EnterpriseFactory(registered_region=xixia, operating_region=None)
        (standing,) = standings([firm], ON)
        assert standing.region == xixia
        assert Enterprise.objects.filter(lying_in(Region.objects.within([xixia]))).get() == firm
        assert not Enterprise.objects.filter(lying_in(Region.objects.within([RegionFactory(code="411303")]))).exists()


class TestCurrentRuns:
    def test_are_the_newest_finished_ones(self) -> None:
        finished("assess", date(2026, 5, 1))
        newest = finished("assess", ON)
        ScoringRun.objects.create(kind="assess", as_of=date(2026, 7, 1))
        assert current_runs() == {"assess": newest}


class TestLatestRevenues:
    """The list shows and orders by the same revenue as the frame reads."""

    @pytest.fixture
    def firm(self) -> Enterprise:
        firm = EnterpriseFactory()
        report = {"enterprise": firm, "year": 2025, "known_on": date(2026, 5, 1)}
        FinancialYearFactory(**report, basis="audit", source="auditor", revenue=1)
        FinancialYearFactory(**report, basis="tax", source="tax office", revenue=2)
        return firm

    def seen(self, firm: Enterprise, on: date = ON) -> float:
        (standing,) = standings([firm], on)
        assert standing.revenue is not None
        return float(standing.revenue.value)

    @pytest.mark.usefixtures("shipped_ranks")
    def test_come_from_the_basis_that_ranks_first(self, firm: Enterprise) -> None:
        assert self.seen(firm) == 1

    @pytest.mark.usefixtures("shipped_ranks")
    def test_follow_the_most_specific_rank(self, firm: Enterprise) -> None:
        SourceRank.objects.create(table="financial_year", field="revenue", source="tax office", rank=900)
        assert self.seen(firm) == 1
        SourceRank.objects.create(table="financial_year", field="revenue", source="auditor", rank=901)
        assert self.seen(firm) == 2

    @pytest.mark.usefixtures("shipped_ranks")
    def test_follow_a_choice_while_it_stands(self, firm: Enterprise) -> None:
        SourceChoice.objects.create(
            enterprise=firm, table="financial_year", field="revenue", year=2025, source="tax office", reason="核对",
            chosen_on=date(2026, 5, 20),
        )  # fmt: skip
        assert (self.seen(firm, date(2026, 5, 19)), self.seen(firm)) == (1, 2)
        assert comparable(Enterprise.objects.all(), ON).filter(revenue=2).get() == firm

    def test_are_the_newest_report_where_nothing_is_ranked(self, firm: Enterprise) -> None:
        FinancialYearFactory(enterprise=firm, year=2025, basis="declared", revenue=3, known_on=date(2026, 5, 2))
        assert self.seen(firm) == 3

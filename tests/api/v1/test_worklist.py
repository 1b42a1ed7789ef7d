"""The worklist: whom to visit next, and why."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from crm.directory.models import Region
from crm.enterprises.models import Enterprise
from scoring.models import Priority, ScoringRun
from tests.api.contract import conforming
from tests.factories import EnterpriseFactory, PortfolioFactory, ProgrammeFactory, RegionFactory, UserFactory

MOST_QUERIES = 12
REASONS = [{"code": "expires", "zh": "证书即将到期", "en": "the certificate ends soon"}]


@pytest.fixture
def prioritise(rulebooks: None) -> Callable[..., Priority]:
    """Put a firm on the worklist of a run."""

    def put(firm: Enterprise, value: float = 50, *, as_of: date = date(2026, 6, 1), **columns: Any) -> Priority:
        finished = {"state": "done", "finished_at": timezone.now()}
        run, _made = ScoringRun.objects.get_or_create(kind="score", as_of=as_of, defaults=finished)
        row = {"programme": ProgrammeFactory(code="hnte"), "action": "renew", "reasons": REASONS, **columns}
        return Priority.objects.create(run=run, enterprise=firm, value=value, **row)

    return put


def listed(client: Client, query: str = "") -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = conforming(client.get(f"/api/v1/worklist?{query}"), "listWorklist")["results"]
    return rows


class TestWorklist:
    def test_shows_the_next_step_and_why(
        self,
        caseworker: Client,
        own_firm: Enterprise,
        prioritise: Callable[..., Priority],
        likelihood: Callable[..., Any],
    ) -> None:
        prioritise(own_firm, 77.5, due_on=date(2026, 9, 30))
        likelihood(own_firm, 0.3)
        PortfolioFactory(enterprise=own_firm, caseworker=UserFactory(display_name="李专员"))
        (row,) = listed(caseworker)
        assert (row["uscc"], row["action"], row["value"], row["due_on"]) == (own_firm.uscc, "renew", 77.5, "2026-09-30")
        assert (row["tier"], row["likelihood"], row["programme"]["code"]) == (2, 0.3, "hnte")
        assert row["reasons"] == REASONS
        assert row["caseworker"] == {"display_name": "李专员"}

    def test_puts_the_most_worthwhile_first_and_hides_other_counties(
        self, caseworker: Client, own_firm: Enterprise, foreign_firm: Enterprise, prioritise: Callable[..., Priority]
    ) -> None:
        prioritise(own_firm, 10)
        prioritise(foreign_firm, 90)
        other = EnterpriseFactory()
        prioritise(other, 20)
        assert [row["uscc"] for row in listed(caseworker)] == [other.uscc, own_firm.uscc]

    def test_shows_the_newest_finished_run_only(
        self, caseworker: Client, own_firm: Enterprise, prioritise: Callable[..., Priority]
    ) -> None:
        prioritise(own_firm, 10, as_of=date(2026, 5, 1))
        prioritise(own_firm, 20)
        ScoringRun.objects.create(kind="score", as_of=date(2026, 6, 2))
        assert [row["value"] for row in listed(caseworker)] == [20]

    @pytest.mark.parametrize(
        ("query", "found"),
        [
            ("action=apply,close_gap", {"申报企业"}),
            ("programme=tech_sme", {"申报企业"}),
            ("search=续期", {"续期企业"}),
            ("region=411303", {"申报企业", "续期企业"}),
            ("region=411302", set()),
        ],
    )
    def test_filters(
        self, caseworker: Client, wolong: Region, prioritise: Callable[..., Priority], query: str, found: set[str]
    ) -> None:
        RegionFactory(code="411302")
        prioritise(EnterpriseFactory(name="续期企业"))
        prioritise(EnterpriseFactory(name="申报企业"), action="apply", programme=ProgrammeFactory(code="tech_sme"))
        assert {row["name"] for row in listed(caseworker, query)} == found

    def test_orders_by_the_day_it_is_due_and_puts_what_is_not_due_last(
        self, caseworker: Client, wolong: Region, prioritise: Callable[..., Priority]
    ) -> None:
        for day in (None, date(2026, 12, 1), date(2026, 7, 1)):
            prioritise(EnterpriseFactory(), due_on=day)
        assert [row["due_on"] for row in listed(caseworker, "ordering=due_on")] == ["2026-07-01", "2026-12-01", None]

    def test_costs_the_same_queries_whatever_the_number_of_rows(
        self, caseworker: Client, wolong: Region, prioritise: Callable[..., Priority]
    ) -> None:
        assert self.queries(caseworker, prioritise, 10) == self.queries(caseworker, prioritise, 90) <= MOST_QUERIES

    def queries(self, client: Client, prioritise: Callable[..., Priority], more: int) -> int:
        for firm in EnterpriseFactory.create_batch(more, hnte=True, with_years=1):
            prioritise(firm)
            PortfolioFactory(enterprise=firm)
        address = "/api/v1/worklist?page_size=200&region=411300&search=南阳"
        client.get(address)
        with CaptureQueriesContext(connection) as caught:
            assert len(client.get(address).json()["results"]) >= more
        return len(caught)

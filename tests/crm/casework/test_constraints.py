"""Each named constraint of `crm.casework`, violated once."""

from datetime import date

import pytest

from tests.constraints import constraint_names, refusing_constraint, twice
from tests.factories import EngagementFactory, EnterpriseFactory, PortfolioFactory


def two_caseworkers_at_once() -> None:
    firm = EnterpriseFactory()
    PortfolioFactory(enterprise=firm)
    PortfolioFactory(enterprise=firm)


def same_visit_twice() -> None:
    firm = EnterpriseFactory()
    twice(lambda: EngagementFactory(enterprise=firm, purpose="高企培育"))()


VIOLATIONS = {
    "portfolio_one_caseworker_a_firm": two_caseworkers_at_once,
    "portfolio_term_runs_forward": lambda: PortfolioFactory(since=date(2024, 1, 2), until=date(2024, 1, 1)),
    "engagement_recorded_once": same_visit_twice,
    "engagement_known_after_it_happened": lambda: EngagementFactory(
        happened_on=date(2026, 3, 2), known_on=date(2026, 3, 1)
    ),
}


@pytest.mark.django_db
@pytest.mark.parametrize("name", VIOLATIONS)
def test_the_database_refuses(name: str) -> None:
    assert refusing_constraint(VIOLATIONS[name]) == name


@pytest.mark.django_db
def test_a_firm_may_be_handed_over() -> None:
    firm = EnterpriseFactory()
    PortfolioFactory(enterprise=firm, until=date(2025, 1, 1))
    assert PortfolioFactory(enterprise=firm, since=date(2025, 1, 1)).pk


def test_no_constraint_is_forgotten() -> None:
    assert constraint_names("casework") == VIOLATIONS.keys()

"""Each named constraint of `crm.casework`, violated once."""

from datetime import date

import pytest

from tests.constraints import constraint_names, refusing_constraint
from tests.factories import EnterpriseFactory, PortfolioFactory


def two_caseworkers_at_once() -> None:
    firm = EnterpriseFactory()
    PortfolioFactory(enterprise=firm)
    PortfolioFactory(enterprise=firm)


VIOLATIONS = {
    "portfolio_one_caseworker_a_firm": two_caseworkers_at_once,
    "portfolio_term_runs_forward": lambda: PortfolioFactory(since=date(2024, 1, 2), until=date(2024, 1, 1)),
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

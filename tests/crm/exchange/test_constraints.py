"""Each named constraint of `crm.exchange`, violated once."""

from decimal import Decimal

import pytest

from tests.constraints import constraint_names, refusing_constraint, twice
from tests.factories import AchievementFactory, DemandFactory, EnterpriseFactory, TechnologyContractFactory


def same_demand_twice() -> None:
    firm = EnterpriseFactory()
    twice(lambda: DemandFactory(enterprise=firm, title="高效电机控制"))()


VIOLATIONS = {
    "demand_posted_once": same_demand_twice,
    "demand_budget_not_negative": lambda: DemandFactory(budget=-1),
    "achievement_once_a_holder": twice(lambda: AchievementFactory(title="一种合金", holder="南阳示例研究院")),
    "achievement_has_title_and_holder": lambda: AchievementFactory(holder=""),
    "technology_contract_once_a_side": twice(lambda: TechnologyContractFactory(number="2026411300000001")),
    "technology_contract_amount_not_negative": lambda: TechnologyContractFactory(amount=-1, technology_amount=None),
    "technology_contract_technology_within_amount": lambda: TechnologyContractFactory(
        amount=Decimal(100), technology_amount=Decimal(101)
    ),
}


@pytest.mark.django_db
@pytest.mark.parametrize("name", VIOLATIONS)
def test_the_database_refuses(name: str) -> None:
    assert refusing_constraint(VIOLATIONS[name]) == name


@pytest.mark.django_db
def test_an_achievement_has_a_title() -> None:
    assert refusing_constraint(lambda: AchievementFactory(title="")) == "achievement_has_title_and_holder"


@pytest.mark.django_db
def test_a_contract_counts_for_its_seller_and_for_its_buyer() -> None:
    TechnologyContractFactory(number="2026411300000001", side="seller")
    assert TechnologyContractFactory(number="2026411300000001", side="buyer").pk


def test_no_constraint_is_forgotten() -> None:
    assert constraint_names("exchange") == VIOLATIONS.keys()

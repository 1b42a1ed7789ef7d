"""The models of the demo city: put in use by themselves, and nowhere else."""

import pytest

from crm.accounts.models import User
from scoring.models import ModelDecision, ModelVersion
from seeds.demo.logins import make_logins
from seeds.demo.models import NOTE, promote_earned
from tests.factories import EnterpriseFactory, UserFactory
from tests.scoring.stored_models import a_version


def in_use() -> set[str]:
    return {str(version) for version in ModelVersion.objects.filter(is_promoted=True)}


@pytest.fixture
def owner(reference_data: None) -> User:
    make_logins()
    return User.objects.get(username="demo-model-owner")


class TestPromoteEarned:
    def test_puts_the_newest_version_in_use_where_it_earned_it(self, owner: User) -> None:
        earned = a_version("hnte_12m", trained_by=owner)
        a_version("gazelle_3y", trained_by=owner, refused=("calibrated",))
        assert promote_earned() == [earned]
        assert in_use() == {str(earned)}
        decision = ModelDecision.objects.get()
        assert (decision.decided_by.username, decision.note) == ("demo-rule-approver", NOTE)

    def test_leaves_alone_what_somebody_decided_on(self, owner: User) -> None:
        a_version("hnte_12m", trained_by=owner)
        promote_earned()
        ModelVersion.objects.update(is_promoted=False)
        assert promote_earned() == []

    def test_decides_nothing_for_real_firms_or_for_real_people(self, owner: User) -> None:
        a_version("hnte_12m", trained_by=UserFactory(role="model_owner"))
        assert promote_earned() == []
        a_version("gazelle_3y", trained_by=owner)
        EnterpriseFactory()
        assert promote_earned() == []

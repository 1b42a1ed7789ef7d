"""Whether a firm is on record already."""

import pytest

from crm.accounts.models import User
from crm.enterprises.known_before import check
from crm.enterprises.models import Enterprise
from crm.enterprises.pairing import Reason
from tests.factories import EnterpriseFactory, FormerNameFactory, RegionFactory, UserFactory, uscc

pytestmark = pytest.mark.django_db


@pytest.fixture
def user() -> User:
    """Who answers for 卧龙区."""
    return UserFactory(regions=[RegionFactory()])


def found(user: User, **asked: str) -> list[tuple[Enterprise | None, tuple[Reason, ...]]]:
    return [(candidate.enterprise, candidate.reasons) for candidate in check(user=user, **asked)]


class TestCheck:
    def test_finds_by_code_by_number_and_by_name_the_strongest_first(self, user: User) -> None:
        by_name = EnterpriseFactory(name="南阳（卧龙）电机有限公司")
        by_number = EnterpriseFactory(name="淅川天冠酒业有限公司", registration_no="411300000000123")
        by_code = EnterpriseFactory(name="桐柏碱业有限公司")
        asked = {"uscc": by_code.uscc, "registration_no": "411300000000123", "name": "南阳(卧龙) 电机有限公司"}
        assert found(user, **asked) == [
            (by_code, (Reason.SAME_USCC,)),
            (by_number, (Reason.SAME_REGISTRATION_NO,)),
            (by_name, (Reason.SAME_NAME,)),
        ]

    def test_finds_the_same_organisation_registered_elsewhere(self, user: User) -> None:
        firm = EnterpriseFactory(uscc=uscc(77, "411300"))
        assert found(user, uscc=uscc(77, "410100")) == [(firm, (Reason.SAME_ORGANISATION,))]

    def test_finds_by_a_former_name(self, user: User) -> None:
        firm = FormerNameFactory(name="南阳旧名机械有限公司").enterprise
        assert found(user, name="南阳旧名机械有限公司") == [(firm, (Reason.FORMER_NAME,))]

    def test_leads_from_a_merged_record_to_its_survivor(self, user: User) -> None:
        keep = EnterpriseFactory(name="南阳卧龙电机有限公司")
        EnterpriseFactory(name="南阳卧龙电机有限公司", merged_into=keep)
        assert [firm for firm, _reasons in found(user, name="南阳卧龙电机")] == [keep]

    def test_offers_at_most_ten(self, user: User) -> None:
        for _number in range(12):
            EnterpriseFactory(name="南阳卧龙电机有限公司")
        assert len(found(user, name="南阳卧龙电机有限公司")) == 10

    def test_hints_once_at_firms_that_the_user_may_not_see(self, user: User) -> None:
        there = RegionFactory(code="411323")
        for _number in range(2):
            EnterpriseFactory(name="西峡宛西制药有限公司", registered_region=there)
        assert found(user, name="西峡宛西制药有限公司") == [(None, (Reason.SAME_NAME,))]
        assert found(user, name="西峡宛西制药") == []

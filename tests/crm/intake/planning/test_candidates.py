import pytest

from crm.intake.planning.candidates import candidates
from tests.factories import EnterpriseFactory, FormerNameFactory, RegionFactory, UserFactory

pytestmark = pytest.mark.django_db


class TestCandidates:
    def test_are_the_firms_of_like_names_the_likest_first(self):
        RegionFactory()
        near = EnterpriseFactory(name="南阳卧龙防爆电机有限公司")
        nearest = EnterpriseFactory(name="卧龙防爆电机股份有限公司")
        EnterpriseFactory(name="南阳宛运汽车运输有限公司")
        found = candidates(name="卧龙防爆电气有限公司", user=None)
        assert {one.pk for one in found} == {near.pk, nearest.pk}
        assert found[0].similarity >= found[1].similarity > 0.5
        assert (found[0].uscc, found[0].region, found[0].former_name) == (
            {near.pk: near.uscc, nearest.pk: nearest.uscc}[found[0].pk],
            "卧龙区",
            "",
        )

    def test_are_found_by_former_names_too_and_say_so(self):
        firm = EnterpriseFactory(name="新名机电有限公司")
        FormerNameFactory(enterprise=firm, name="老字号电机有限公司")
        (found,) = candidates(name="老字号电机股份有限公司", user=None)
        assert (found.pk, found.name, found.former_name) == (firm.pk, "新名机电有限公司", "老字号电机有限公司")

    def test_are_only_firms_that_the_user_may_see(self):
        EnterpriseFactory(name="卧龙防爆电机有限公司")
        lead = UserFactory(county_lead=True, regions=[RegionFactory(code="411323")])
        assert candidates(name="卧龙防爆电机有限公司", user=lead) == []

    def test_are_never_records_that_were_merged_away(self):
        kept = EnterpriseFactory(name="卧龙防爆电机有限公司")
        EnterpriseFactory(name="卧龙防爆电机有限公司", merged_into=kept)
        assert [one.pk for one in candidates(name="卧龙防爆电机", user=None)] == [kept.pk]

    def test_are_as_many_as_asked_for(self):
        EnterpriseFactory.create_batch(4, name="卧龙防爆电机有限公司")
        assert len(candidates(name="卧龙防爆电机有限公司", user=None, limit=3)) == 3

    def test_are_none_for_a_name_of_nothing(self):
        EnterpriseFactory()
        assert candidates(name="", user=None) == candidates(name="厂", user=None) == []

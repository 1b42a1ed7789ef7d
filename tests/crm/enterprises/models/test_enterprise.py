"""Who sees which firm, how it is found, which tier it has."""

from datetime import date

import pytest
from django.contrib.auth.models import AnonymousUser
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from crm.enterprises.models import Enterprise
from tests.factories import (
    EnterpriseFactory,
    FormerNameFactory,
    PortfolioFactory,
    RecognitionFactory,
    RegionFactory,
    UserFactory,
)

DAY = date(2026, 6, 30)
CODES = ["410000", "411300", "411302", "411303", "411300-GZ", "410100"]


@pytest.mark.django_db
class TestVisibleTo:
    def test_is_nothing_to_whoever_has_not_signed_in(self) -> None:
        EnterpriseFactory()
        assert not Enterprise.objects.visible_to(AnonymousUser()).exists()

    @pytest.mark.parametrize("role", ["data_steward", "county_caseworker", "city_caseworker"])
    def test_is_nothing_to_whoever_is_no_longer_active(self, role: str) -> None:
        firm = EnterpriseFactory()
        user = UserFactory(role=role, regions=[firm.operating_region], is_active=False)
        PortfolioFactory(enterprise=firm, caseworker=user)
        assert not Enterprise.objects.visible_to(user).exists()

    def test_is_nothing_to_a_county_worker_without_a_county(self) -> None:
        EnterpriseFactory()
        assert not Enterprise.objects.visible_to(UserFactory()).exists()

    def test_goes_by_where_the_firm_operates_not_where_it_registered(self) -> None:
        wancheng, wolong = RegionFactory(code="411302"), RegionFactory(code="411303")
        moved = EnterpriseFactory(registered_region=wancheng, operating_region=wolong)
        assert Enterprise.objects.visible_to(UserFactory(regions=[wolong])).get() == moved
        assert not Enterprise.objects.visible_to(UserFactory(regions=[wancheng])).exists()

    def test_shows_a_firm_without_a_region_to_nobody_by_region(self) -> None:
        EnterpriseFactory(operating_region=None, registered_region=None)
        assert not Enterprise.objects.visible_to(UserFactory(regions=[RegionFactory(code="410000")])).exists()

    def test_shows_a_firm_where_it_is_registered_if_nobody_knows_where_it_operates(self) -> None:
        firm = EnterpriseFactory(operating_region=None, registered_region=RegionFactory(code="411303"))
        assert Enterprise.objects.visible_to(UserFactory(regions=[RegionFactory(code="411303")])).get() == firm
        assert not Enterprise.objects.visible_to(UserFactory(regions=[RegionFactory(code="411302")])).exists()

    def test_follows_where_a_firm_operates_over_where_it_is_registered(self) -> None:
        here, there = RegionFactory(code="411303"), RegionFactory(code="411302")
        EnterpriseFactory(operating_region=here, registered_region=there)
        assert not Enterprise.objects.visible_to(UserFactory(regions=[there])).exists()

    def test_ends_with_the_portfolio(self) -> None:
        former = PortfolioFactory(until=date(2025, 1, 1))
        assert not Enterprise.objects.visible_to(former.caseworker).exists()

    def test_shows_a_firm_once_however_often_it_is_reached(self) -> None:
        firm = EnterpriseFactory()
        user = UserFactory(regions=[firm.operating_region, firm.operating_region.parent])
        assert Enterprise.objects.visible_to(user).count() == 1


class TestVisibleToByRegion(TestCase):
    @classmethod
    def setUpTestData(cls) -> None:
        cls.regions = {code: RegionFactory(code=code) for code in CODES}
        for region in cls.regions.values():
            EnterpriseFactory(operating_region=region)

    @settings(max_examples=25, deadline=None)
    @given(st.sets(st.sampled_from(CODES)))
    def test_is_the_subtree_of_the_users_regions(self, codes: set[str]) -> None:
        user = UserFactory(role="county_lead", regions=[self.regions[code] for code in codes])
        seen = set(Enterprise.objects.visible_to(user).values_list("operating_region", flat=True))
        assert seen == {code for code in CODES if codes & set(self.regions[code].path.split("/"))}


@pytest.mark.django_db
class TestSearch:
    @pytest.mark.parametrize(
        "text", ["电驱", "卧龙电驱", " 电驱 ", "914113", "91411300TT000001", "91411300tt000001", "防爆"], ids=str
    )
    def test_finds_by_part_of_a_name_former_name_or_code(self, text: str) -> None:
        wanted = EnterpriseFactory(uscc="91411300TT0000015U", name="南阳卧龙电驱有限公司")
        FormerNameFactory(enterprise=wanted, name="南阳防爆集团有限公司")
        EnterpriseFactory(uscc="91410100TT0000023M", name="郑州电力驱动有限公司")
        assert Enterprise.objects.search(text).get() == wanted

    def test_finds_by_the_old_registration_number_as_a_whole(self) -> None:
        firm = EnterpriseFactory(registration_no="411300100001234")
        assert Enterprise.objects.search("411300100001234").get() == firm
        assert not Enterprise.objects.search("41130010000123").exists()

    def test_wants_the_characters_side_by_side(self) -> None:
        EnterpriseFactory(name="电力驱动公司")
        assert not Enterprise.objects.search("电驱").exists()
        assert not Enterprise.objects.search("驱动电").exists()

    def test_finds_a_firm_once_whose_names_all_fit(self) -> None:
        firm = EnterpriseFactory(name="卧龙电驱公司")
        FormerNameFactory(enterprise=firm, name="卧龙电机公司")
        FormerNameFactory(enterprise=firm, name="卧龙电气公司")
        assert Enterprise.objects.search("卧龙").count() == 1

    def test_finds_by_a_single_character(self) -> None:
        firm = EnterpriseFactory(name="鑫公司")
        assert Enterprise.objects.search("鑫").get() == firm

    @pytest.mark.parametrize("text", ["%", "_", "'", "\\", "电驱%"])
    def test_takes_signs_of_sql_as_characters(self, text: str) -> None:
        EnterpriseFactory(name="卧龙电驱公司")
        assert not Enterprise.objects.search(text).exists()

    @pytest.mark.parametrize("text", ["", "  "])
    def test_leaves_all_when_nothing_is_asked(self, text: str) -> None:
        EnterpriseFactory()
        assert Enterprise.objects.search(text).count() == 1


@pytest.mark.django_db
class TestWithTier:
    @staticmethod
    def tier(day: date = DAY) -> int:
        found: int = Enterprise.objects.with_tier(day).get().tier
        return found

    def test_is_zero_without_a_recognition(self) -> None:
        EnterpriseFactory()
        assert self.tier() == 0

    def test_is_the_highest_of_those_in_force(self) -> None:
        EnterpriseFactory(hnte=True, tech_sme=True)
        assert self.tier() == 2
        assert self.tier(date(2027, 10, 31)) == 2
        assert self.tier(date(2027, 11, 1)) == 0

    def test_counts_only_what_was_known(self) -> None:
        RecognitionFactory(known_on=date(2024, 12, 15))
        assert self.tier(date(2024, 12, 14)) == 0
        assert self.tier(date(2024, 12, 15)) == 2

    def test_falls_on_the_day_of_withdrawal(self) -> None:
        RecognitionFactory(withdrawn_on=date(2025, 6, 1))
        assert self.tier(date(2025, 5, 31)) == 2
        assert self.tier(date(2025, 6, 1)) == 0

    def test_is_not_lost_by_a_withdrawn_lower_one(self) -> None:
        firm = EnterpriseFactory(hnte=True)
        RecognitionFactory(enterprise=firm, programme__code="tech_sme", withdrawn_on=date(2025, 1, 1))
        assert self.tier() == 2

    def test_gives_one_row_a_firm(self) -> None:
        EnterpriseFactory(hnte=True, tech_sme=True)
        assert Enterprise.objects.with_tier(DAY).count() == 1

    def test_is_not_raised_by_a_programme_without_a_tier(self) -> None:
        RecognitionFactory(programme__code="loan-of-the-year")
        assert self.tier() == 0


@pytest.mark.django_db
class TestOperating:
    def test_counts_a_firm_of_unknown_beginning_and_not_one_that_ended_nobody_knows_when(self) -> None:
        there = EnterpriseFactory(registered_on=None)
        EnterpriseFactory(status="dissolved", ended_on=None)
        assert Enterprise.objects.operating(DAY).get() == there

    def test_is_from_registration_to_the_day_before_the_end(self) -> None:
        EnterpriseFactory(registered_on=date(2020, 1, 1), status="dissolved", ended_on=date(2025, 1, 1))
        days = (date(2019, 12, 31), date(2020, 1, 1), date(2024, 12, 31), date(2025, 1, 1))
        assert [Enterprise.objects.operating(day).exists() for day in days] == [False, True, True, False]

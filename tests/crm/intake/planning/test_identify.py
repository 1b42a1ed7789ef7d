from decimal import Decimal
from typing import Any

import pytest

from crm.enterprises.models import Enterprise
from crm.intake.planning.identify import FACTS_OF_ANYBODY, Identified, Wording, identify
from crm.intake.planning.planned import Decision
from tests.crm.intake.planning.rows import codes, plan, row, rows, under
from tests.factories import EnterpriseFactory, FormerNameFactory, RegionFactory, UserFactory, uscc

pytestmark = pytest.mark.django_db

NUMBER = "411300100012345"


def one(wording: Wording | None = None, decided: Decision | None = None, users: tuple[Any, ...] = (), **values: Any):
    decisions = {("", 2): decided} if decided else {}
    circumstances = under(users=users, decisions=decisions)
    (found,) = identify([row(**values)], circumstances, *([wording] if wording else []))
    return found


def told(found: Identified) -> list[str]:
    return [finding.code for finding in found.found]


def firm_of(found: Identified) -> int | None:
    return found.firm.pk if found.firm else None


class TestByCode:
    def test_finds_the_firm_and_says_nothing(self):
        firm = EnterpriseFactory()
        found = one(uscc=firm.uscc)
        assert (firm_of(found), found.found) == (firm.pk, ())

    def test_goes_before_number_and_name(self):
        firm, other = EnterpriseFactory.create_batch(2, registration_no="")
        Enterprise.objects.filter(pk=other.pk).update(registration_no=NUMBER, name="别家有限公司")
        assert firm_of(one(uscc=firm.uscc, registration_no=NUMBER, name="别家有限公司")) == firm.pk

    def test_refuses_a_code_that_is_not_on_record_even_where_the_name_is(self):
        EnterpriseFactory(name="甲有限公司")
        found = one(uscc=uscc(99), name="甲有限公司")
        assert (firm_of(found), told(found)) == (None, ["enterprise.not_found"])

    def test_refuses_a_firm_out_of_scope_in_the_same_words_and_without_its_name(self):
        EnterpriseFactory(uscc=uscc(1), name="机密有限公司")
        lead = UserFactory(county_lead=True, regions=[RegionFactory(code="411323")])
        found = one(users=(lead,), uscc=uscc(1))
        assert (firm_of(found), told(found)) == (None, ["enterprise.not_found"])
        assert "机密" not in str(found.found)

    def test_needs_every_one_of_the_people_to_see_the_firm(self):
        firm = EnterpriseFactory()
        seeing = UserFactory(county_lead=True, regions=[firm.operating_region])
        blind = UserFactory(county_lead=True, regions=[RegionFactory(code="411323")])
        assert firm_of(one(users=(seeing,), uscc=firm.uscc)) == firm.pk
        assert firm_of(one(users=(seeing, blind), uscc=firm.uscc)) is None

    def test_leads_a_code_that_was_merged_away_to_the_firm_that_was_kept(self):
        kept = EnterpriseFactory()
        merged = EnterpriseFactory(merged_into=kept)
        lead = UserFactory(county_lead=True, regions=[kept.operating_region])
        found = one(users=(lead,), uscc=merged.uscc)
        assert (firm_of(found), told(found)) == (kept.pk, ["enterprise.merged"])

    def test_remarks_on_a_name_that_the_firm_never_had(self):
        firm = EnterpriseFactory(name="甲（南阳）有限公司")
        FormerNameFactory(enterprise=firm, name="老甲有限公司")
        assert told(one(uscc=firm.uscc, name="甲(南阳) 有限公司")) == []
        assert told(one(uscc=firm.uscc, name="老甲有限公司")) == []
        assert told(one(uscc=firm.uscc, name="乙有限公司")) == ["name.differs"]


class TestByNumber:
    def test_finds_the_only_firm_with_it(self):
        firm = EnterpriseFactory(registration_no=NUMBER)
        found = one(registration_no=NUMBER)
        assert (firm_of(found), told(found)) == (firm.pk, ["enterprise.by_registration_no"])

    def test_waits_where_several_have_it(self):
        EnterpriseFactory.create_batch(2, registration_no=NUMBER)
        found = one(registration_no=NUMBER)
        assert (firm_of(found), told(found)) == (None, ["enterprise.unidentified"])
        assert found.found[0].holds
        assert found.found[0].details["number"] == "2"

    def test_takes_of_several_the_one_with_the_name(self):
        firm, _other = EnterpriseFactory.create_batch(2, registration_no=NUMBER)
        assert firm_of(one(registration_no=NUMBER, name=firm.name)) == firm.pk

    def test_falls_back_on_the_name_of_a_firm_without_a_number(self):
        firm = EnterpriseFactory(name="甲有限公司")
        assert firm_of(one(registration_no=NUMBER, name="甲有限公司")) == firm.pk

    def test_takes_no_firm_of_the_name_that_has_another_number(self):
        EnterpriseFactory(name="甲有限公司", registration_no="411300100099999")
        assert told(one(registration_no=NUMBER, name="甲有限公司")) == ["enterprise.unidentified"]


class TestByName:
    @pytest.mark.parametrize("written", ["示例(南阳)有限公司", "示例（南阳） 有限公司", "示例【南阳】有限公司"])
    def test_finds_the_only_firm_with_exactly_this_name_however_it_is_written(self, written: str):
        firm = EnterpriseFactory(name="示例（南阳）有限公司")
        found = one(name=written)
        assert (firm_of(found), told(found)) == (firm.pk, ["enterprise.by_name"])

    def test_never_takes_a_name_that_is_only_alike(self):
        EnterpriseFactory(name="南阳示例机电有限公司")
        found = one(name="南阳示例机电有限责任公司")
        assert (firm_of(found), told(found)) == (None, ["enterprise.unidentified"])
        assert found.found[0].details["number"] == "0"

    def test_falls_back_on_former_names(self):
        firm = EnterpriseFactory()
        FormerNameFactory(enterprise=firm, name="老甲（南阳）有限公司")
        found = one(name="老甲(南阳)有限公司")
        assert (firm_of(found), told(found)) == (firm.pk, ["enterprise.by_former_name"])

    def test_puts_the_present_name_of_one_firm_before_a_former_one_of_another(self):
        firm = EnterpriseFactory(name="甲有限公司")
        FormerNameFactory(name="甲有限公司")
        assert firm_of(one(name="甲有限公司")) == firm.pk

    def test_waits_where_several_bear_the_name(self):
        EnterpriseFactory.create_batch(2, name="甲有限公司")
        assert told(one(name="甲有限公司")) == ["enterprise.unidentified"]

    def test_counts_firms_that_were_merged_once(self):
        kept = EnterpriseFactory(name="甲有限公司")
        EnterpriseFactory(name="甲有限公司", merged_into=kept)
        assert firm_of(one(name="甲有限公司")) == kept.pk

    def test_does_not_know_firms_out_of_scope(self):
        EnterpriseFactory(name="甲有限公司")
        mine = EnterpriseFactory(name="甲有限公司", operating_region=RegionFactory(code="411323"))
        lead = UserFactory(county_lead=True, regions=[RegionFactory(code="411323")])
        assert firm_of(one(users=(lead,), name="甲有限公司")) == mine.pk


class TestIdentify:
    def test_refuses_a_row_that_names_nobody_unless_facts_may_be_of_nobody(self):
        assert told(one(year=2025)) == ["uscc.missing"]
        assert one(FACTS_OF_ANYBODY, title="成果") == Identified()

    def test_takes_what_a_person_decided_before_everything(self):
        firm, other = EnterpriseFactory.create_batch(2)
        found = one(decided=Decision(enterprise=firm.pk), uscc=other.uscc)
        assert (firm_of(found), told(found)) == (firm.pk, ["enterprise.assigned"])

    def test_does_not_let_anybody_assign_a_firm_out_of_scope(self):
        firm = EnterpriseFactory()
        lead = UserFactory(county_lead=True, regions=[RegionFactory(code="411323")])
        found = one(decided=Decision(enterprise=firm.pk), users=(lead,), name="甲")
        assert (firm_of(found), told(found)) == (None, ["enterprise.not_found"])

    def test_asks_the_database_as_often_for_many_rows_as_for_few(self, django_assert_max_num_queries: Any):
        firms = EnterpriseFactory.create_batch(20)
        said = [{"uscc": firm.uscc, "name": "别名"} for firm in firms] + [{"name": firm.name} for firm in firms]
        with django_assert_max_num_queries(7):
            found = identify(rows(*said), under())
        assert [firm_of(one) for one in found] == [firm.pk for firm in firms] * 2


class TestANameOfAnotherFirm:
    def test_holds_the_row_since_codes_and_names_have_slipped(self):
        EnterpriseFactory(uscc=uscc(1), name="甲机械有限公司")
        EnterpriseFactory(uscc=uscc(2), name="乙化工有限公司")
        year = plan(
            "financial_years", {"uscc": uscc(1), "name": "乙化工有限公司", "year": 2025, "revenue": Decimal(5)}
        ).rows[0]
        firm = plan("enterprises", {"uscc": uscc(1), "name": "乙化工有限公司"}).rows[0]
        assert (year.outcome, codes(year)) == ("conflict", ["name.of_another_firm"])
        assert (firm.outcome, "name.of_another_firm" in codes(firm)) == ("conflict", True)

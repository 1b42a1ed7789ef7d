"""Firms entered and corrected by hand."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection

from crm.accounts.models import User
from crm.enterprises.accepting import NotAccepted
from crm.enterprises.merging import carry_out, plan_merge
from crm.enterprises.models import Enterprise
from crm.enterprises.recording import BY_HAND, ChangedMeanwhile, Known, MayBeKnown, change_enterprise, create_enterprise
from tests.crm.enterprises.merging.situations import NOW, recorded
from tests.factories import EnterpriseFactory, RegionFactory, SourceRankFactory, UserFactory, uscc

pytestmark = pytest.mark.django_db
TODAY = date(2026, 6, 1)
CODE = uscc(920_001)


@pytest.fixture
def user() -> User:
    """Who answers for 卧龙区."""
    return UserFactory(regions=[RegionFactory()])


def created(user: User, code: str = CODE, confirm_duplicates: bool = False, **values: Any) -> Enterprise:
    stated = {"name": "南阳新设机电有限公司", "registered_region": "411303", **values}
    return create_enterprise(
        uscc=code, values=stated, user=user, on=TODAY, reason="来访登记", confirm_duplicates=confirm_duplicates
    )


def changed(firm: Enterprise, user: User, was: dict[str, Any] | None = None, **changes: Any) -> Any:
    seen = was if was is not None else {name: getattr(firm, name) for name in changes}
    return change_enterprise(enterprise=firm, changes=changes, was=seen, user=user, on=TODAY, reason="电话核实")


def wrong(refused: pytest.ExceptionInfo[NotAccepted]) -> set[tuple[str | None, str | None]]:
    return {(error["field"], error["code"]) for error in refused.value.errors}


class TestCreateEnterprise:
    def test_writes_the_firm_and_who_said_so(self, user: User) -> None:
        firm = created(user, code=f" {CODE.lower()}", registered_capital=Decimal("5000000.00"))
        (said,) = firm.registrations.all()
        assert (firm.uscc, firm.operating_region_id, firm.status, firm.known_on) == (CODE, "411303", "operating", TODAY)
        assert (said.source, said.known_on, said.note) == (BY_HAND, TODAY, "来访登记")
        assert (said.name, said.registered_capital) == (firm.name, Decimal("5000000.00"))

    def test_asks_for_duplicates_to_be_looked_for(self, user: User) -> None:
        created(user)
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM procrastinate_jobs WHERE task_name LIKE '%look_for_duplicates'")
            assert cursor.fetchone() == (1,)

    def test_warns_of_a_firm_that_it_may_be(self, user: User) -> None:
        EnterpriseFactory(name="南阳市新设机电有限责任公司")
        with pytest.raises(MayBeKnown):
            created(user)
        assert created(user, confirm_duplicates=True).pk

    def test_refuses_the_code_of_a_record_that_was_merged_and_names_the_survivor(self, user: User) -> None:
        keep, merge = recorded(), recorded(uscc=CODE)
        carry_out(plan_merge(keep=keep, merge=merge), by=None, reason="同一企业", at=NOW, confirm_codes=True)
        with pytest.raises(Known) as refused:
            created(user)
        assert refused.value.details == {"uscc": keep.uscc, "name": keep.name}

    def test_names_all_that_is_wrong(self, user: User) -> None:
        with pytest.raises(NotAccepted) as refused:
            created(
                user,
                name="机电\u202e公司",
                registered_capital=Decimal(-1),
                ended_on=date(2026, 1, 1),
                address="x" * 301,
            )
        assert wrong(refused) == {
            ("name", "control"),
            ("name", "not_in_a_name"),
            ("registered_capital", "min_value"),
            ("ended_on", "end_without_reason"),
            ("address", "max_length"),
        }

    def test_refuses_a_firm_of_no_region_or_of_another(self, user: User) -> None:
        with pytest.raises(NotAccepted) as refused:
            created(user, registered_region=None)
        assert wrong(refused) == {("registered_region", "blank"), ("operating_region", "required")}
        with pytest.raises(NotAccepted) as refused:
            created(user, operating_region=RegionFactory(code="411323").code)
        assert wrong(refused) == {("operating_region", "region.not_yours")}


class TestChangeEnterprise:
    def test_states_what_is_right_beside_what_others_say(self, user: User) -> None:
        firm = recorded(address="车站路1号")
        after = changed(firm, user, address="工业路9号", legal_form="").enterprise
        assert (after.address, after.legal_form) == ("工业路9号", "")
        said = firm.registrations.get(source=BY_HAND)
        assert (said.address, said.name, said.known_on, said.note) == ("工业路9号", None, TODAY, "电话核实")
        assert firm.registrations.count() == 2

    def test_adds_to_the_statement_of_the_same_day(self, user: User) -> None:
        firm = changed(recorded(), user, address="工业路9号").enterprise
        firm = changed(firm, user, legal_form="股份有限公司").enterprise
        assert (firm.address, firm.legal_form) == ("工业路9号", "股份有限公司")
        assert firm.registrations.filter(source=BY_HAND).count() == 1

    def test_writes_nothing_when_nothing_differs(self, user: User) -> None:
        firm = recorded(address="车站路1号")
        changed(firm, user, address=" 车站路1号 ")
        assert not firm.registrations.filter(source=BY_HAND).exists()

    def test_keeps_the_old_name_as_a_former_one(self, user: User) -> None:
        firm = recorded(name="南阳旧名机电有限公司")
        changed(firm, user, name="南阳宏图科技有限公司")
        assert [former.name for former in firm.former_names.all()] == ["南阳旧名机电有限公司"]

    def test_lets_a_source_that_ranks_first_count_and_says_so(self, user: User) -> None:
        SourceRankFactory(table="registration", source="登记机关", basis="", rank=1)
        after = changed(recorded(address="车站路1号"), user, address="工业路9号")
        assert (after.enterprise.address, after.outranked) == ("车站路1号", ("address",))

    def test_refuses_to_overwrite_what_the_user_has_not_seen(self, user: User) -> None:
        firm = recorded(address="车站路1号")
        changed(firm, user, address="工业路9号")
        with pytest.raises(ChangedMeanwhile):
            changed(firm, user, was={"address": "车站路1号"}, address="建设路5号")
        firm.refresh_from_db()
        assert firm.address == "工业路9号"

    def test_lets_two_people_change_different_fields(self, user: User) -> None:
        firm = recorded(address="车站路1号")
        changed(firm, user, address="工业路9号")
        after = changed(firm, user, was={"legal_form": firm.legal_form}, legal_form="股份有限公司").enterprise
        assert (after.address, after.legal_form) == ("工业路9号", "股份有限公司")

    def test_takes_a_change_that_somebody_else_made_already_for_done(self, user: User) -> None:
        firm = recorded(address="车站路1号")
        changed(firm, user, address="工业路9号")
        assert changed(firm, user, was={"address": "车站路1号"}, address="工业路9号").outranked == ()

    def test_ends_a_firm_and_brings_it_back(self, user: User) -> None:
        firm = changed(recorded(), user, status="dissolved", ended_on=date(2026, 5, 1)).enterprise
        assert (firm.status, firm.ended_on) == ("dissolved", date(2026, 5, 1))
        firm = changed(firm, user, status="operating", ended_on=None).enterprise
        assert (firm.status, firm.ended_on) == ("operating", None)

    def test_warns_of_a_namesake(self, user: User) -> None:
        EnterpriseFactory(name="南阳宏图科技有限公司")
        with pytest.raises(MayBeKnown):
            changed(recorded(), user, name="南阳市宏图科技有限公司")

    def test_moves_no_firm_out_of_the_users_regions(self, user: User) -> None:
        with pytest.raises(NotAccepted) as refused:
            changed(
                recorded(), user, was={"operating_region": "411303"}, operating_region=RegionFactory(code="411323").code
            )
        assert wrong(refused) == {("operating_region", "region.not_yours")}

    def test_says_why_in_the_history(self, user: User) -> None:
        firm = recorded(address="车站路1号")
        changed(firm, user, address="工业路9号")
        (event,) = Enterprise.pgh_event_model.objects.filter(pgh_obj=firm)
        assert (event.address, event.pgh_context.metadata["reason"]) == ("车站路1号", "电话核实")

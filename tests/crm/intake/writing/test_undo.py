"""Undoing imports of every kind: all as before, what others wrote since excepted."""

from datetime import date
from typing import Any

import pytest
from django.utils.translation import override
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from crm.accounts.models import User
from crm.enterprises.models import Enterprise, FinancialYear, FormerName, IPRight, ListEntry, Registration
from crm.intake.models import Import, Kind
from crm.intake.writing.undo import plan_undo
from tests.crm.intake.writing.test_facts import FIRST, LATER, row, what_rows_name
from tests.crm.intake.writing.undone import on_record, taken_in, undone
from tests.factories import (
    ContactFactory,
    EnterpriseFactory,
    FormerNameFactory,
    IPRightFactory,
    PortfolioFactory,
    RegionFactory,
    RegistrationFactory,
    UserFactory,
    uscc,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures(what_rows_name.__name__)]

YET_LATER = date(2026, 9, 1)
CODE = uscc(7001)
FIRM: dict[str, Any] = {"统一社会信用代码": CODE, "企业名称": "南阳新办机电有限公司", "区县": "卧龙区"}
YEAR = {"年度": "2025", "数据口径": "审计", "营业收入（万元）": "2000"}
EVERY_KIND = pytest.mark.parametrize("kind", [*FIRST, Kind.ENTERPRISES, Kind.FINANCIAL_YEARS])


def first(kind: str, firm: Enterprise) -> dict[str, Any]:
    """A row that makes something: a firm of its own for a table of firms."""
    match kind:
        case Kind.ENTERPRISES:
            return FIRM | {"注册地址": "甲路1号"}
        case Kind.FINANCIAL_YEARS:
            return {"统一社会信用代码": firm.uscc} | YEAR
        case _:
            return row(kind, firm)


def second(kind: str, firm: Enterprise) -> dict[str, Any]:
    """A row that says more of the same, and some of it otherwise."""
    match kind:
        case Kind.ENTERPRISES:
            return FIRM | {"企业名称": "南阳改名机电有限公司", "注册地址": "乙路2号", "注册资本（万元）": "500"}
        case Kind.FINANCIAL_YEARS:
            return {"统一社会信用代码": firm.uscc} | YEAR | {"营业收入（万元）": "2100", "净利润（万元）": "-3"}
        case _:
            return row(kind, firm, more=True)


def day_of_second(kind: str) -> date:
    """A financial year is corrected by what the same source says as of the same day, anything else at any time."""
    return date(2026, 3, 1) if kind == Kind.FINANCIAL_YEARS else LATER


@pytest.fixture
def firm() -> Enterprise:
    """A firm on record, as an import leaves one: with what its source said of it."""
    RegionFactory(code="411303")
    return RegistrationFactory(enterprise=EnterpriseFactory()).enterprise  # type: ignore[no-any-return]  # of a factory


class TestCarryOutUndo:
    @EVERY_KIND
    def test_leaves_every_table_as_it_was_before_each_import(self, kind: str, firm: Enterprise) -> None:
        states, imports = [], []
        for said, known_on in ((first(kind, firm), date(2026, 3, 1)), (second(kind, firm), day_of_second(kind))):
            states.append(on_record())
            imports.append(taken_in(kind, said, known_on=known_on))
        assert [import_.counts["create"] + import_.counts["update"] for import_ in imports] == [1, 1]
        for import_, before in zip(reversed(imports), reversed(states), strict=True):
            assert on_record() != before
            done = undone(import_)
            assert (done.state, done.kept) == (Import.State.UNDONE, [])
            assert on_record() == before

    @pytest.mark.parametrize("kind", [*FIRST, Kind.FINANCIAL_YEARS])
    def test_keeps_what_a_later_import_took_up(self, kind: str, firm: Enterprise) -> None:
        earlier = taken_in(kind, first(kind, firm))
        made = on_record()
        later = taken_in(kind, second(kind, firm), known_on=day_of_second(kind))
        both = on_record()
        (kept,) = undone(earlier).kept
        assert (kept["table"], kept["why"]) == (kind, "taken_up")
        assert on_record() == both
        undone(later)
        assert on_record() == made

    def test_keeps_a_firm_of_which_a_later_import_spoke(self, firm: Enterprise) -> None:
        earlier = taken_in(Kind.ENTERPRISES, first(Kind.ENTERPRISES, firm), source="甲局")
        taken_in(Kind.ENTERPRISES, second(Kind.ENTERPRISES, firm), source="乙局", known_on=LATER)
        (kept,) = undone(earlier).kept
        assert (kept["table"], kept["uscc"], kept["why"]) == (
            "enterprises",
            CODE,
            "facts_hang_on_it",
        )
        new = Enterprise.objects.get(uscc=CODE)
        assert (new.name, new.address) == ("南阳改名机电有限公司", "乙路2号")
        assert [said.source for said in new.registrations.all()] == ["乙局"]

    def test_keeps_a_firm_on_which_something_hangs_and_what_was_said_of_it(self, firm: Enterprise) -> None:
        import_ = taken_in(
            Kind.ENTERPRISES, FIRM, {**FIRM, "统一社会信用代码": uscc(7002), "企业名称": "南阳又一家有限公司"}
        )
        new = Enterprise.objects.get(uscc=CODE)
        ContactFactory(enterprise=new)
        (kept,) = undone(import_).kept
        assert (kept["what"], kept["why"]) == ("南阳新办机电有限公司", "facts_hang_on_it")
        assert set(Enterprise.objects.values_list("pk", flat=True)) == {firm.pk, new.pk}
        assert Registration.objects.filter(enterprise=new).count() == 1

    @pytest.mark.parametrize("make", [IPRightFactory, PortfolioFactory, ContactFactory])
    def test_keeps_no_firm_for_what_went_before_it(self, make: Any, firm: Enterprise) -> None:
        before = on_record()
        import_ = taken_in(Kind.ENTERPRISES, FIRM)
        make(enterprise=Enterprise.objects.get(uscc=CODE)).delete()
        undone(import_)
        assert on_record()["enterprises.Enterprise"] == before["enterprises.Enterprise"]

    def test_keeps_a_firm_that_was_merged(self, firm: Enterprise) -> None:
        import_ = taken_in(Kind.ENTERPRISES, FIRM)
        Enterprise.objects.filter(uscc=CODE).update(merged_into=firm)
        assert [kept["why"] for kept in undone(import_).kept] == ["merged"]

    def test_keeps_a_fact_that_somebody_edited(self, firm: Enterprise) -> None:
        import_ = taken_in(Kind.LIST_ENTRIES, row(Kind.LIST_ENTRIES, firm))
        ListEntry.objects.update(reason="电话核实")
        (kept,) = undone(import_).kept
        assert kept == {
            "table": "list_entries",
            "what": "abnormal 2025-07-01",
            "uscc": firm.uscc,
            "why": "edited_since",
            "fields": ["reason"],
        }
        assert ListEntry.objects.get().reason == "电话核实"

    def test_takes_away_a_fact_that_was_edited_and_put_back(self, firm: Enterprise) -> None:
        import_ = taken_in(Kind.LIST_ENTRIES, row(Kind.LIST_ENTRIES, firm))
        ListEntry.objects.update(reason="电话核实")
        ListEntry.objects.update(reason="")
        assert undone(import_).kept == []
        assert not ListEntry.objects.exists()

    def test_gives_back_all_but_what_somebody_edited(self, firm: Enterprise) -> None:
        taken_in(Kind.IP_RIGHTS, row(Kind.IP_RIGHTS, firm))
        later = taken_in(Kind.IP_RIGHTS, row(Kind.IP_RIGHTS, firm, more=True), known_on=LATER)
        IPRight.objects.update(title="电话核实的名称")
        (kept,) = undone(later).kept
        assert (kept["why"], kept["fields"]) == ("edited_since", ["title"])
        right = IPRight.objects.get()
        assert (right.title, right.ended_on, right.ended_known_on) == ("电话核实的名称", None, None)

    def test_keeps_a_fact_that_a_merge_moved(self, firm: Enterprise) -> None:
        import_ = taken_in(Kind.LIST_ENTRIES, row(Kind.LIST_ENTRIES, firm))
        ListEntry.objects.update(enterprise=EnterpriseFactory())
        assert [kept["why"] for kept in undone(import_).kept] == ["merged"]

    def test_reaches_back_behind_an_import_that_was_undone_first(self, firm: Enterprise) -> None:
        said = row(Kind.LIST_ENTRIES, firm)
        taken_in(Kind.LIST_ENTRIES, said | {"列入原因": "一"})
        before = on_record()
        middle = taken_in(Kind.LIST_ENTRIES, said | {"列入原因": "二"}, known_on=LATER)
        last = taken_in(Kind.LIST_ENTRIES, said | {"列入原因": "三"}, known_on=YET_LATER)
        undone(middle)
        assert ListEntry.objects.get().reason == "三"
        undone(last)
        assert on_record() == before

    def test_does_not_reach_behind_what_somebody_edited_in_between(self, firm: Enterprise) -> None:
        said = row(Kind.LIST_ENTRIES, firm)
        taken_in(Kind.LIST_ENTRIES, said | {"列入原因": "一"})
        middle = taken_in(Kind.LIST_ENTRIES, said | {"列入原因": "二"}, known_on=LATER)
        ListEntry.objects.update(reason="电话核实")
        last = taken_in(Kind.LIST_ENTRIES, said | {"列入原因": "三"}, known_on=YET_LATER)
        undone(middle)
        undone(last)
        assert ListEntry.objects.get().reason == "电话核实"

    def test_can_be_taken_in_and_undone_again(self, firm: Enterprise) -> None:
        before = on_record()
        said = row(Kind.DEMANDS, firm)
        undone(taken_in(Kind.DEMANDS, said))
        again = taken_in(Kind.DEMANDS, said)
        assert again.counts["create"] == 1
        undone(again)
        assert on_record() == before

    def test_leaves_what_an_import_only_repeated(self, firm: Enterprise) -> None:
        said = row(Kind.LIST_ENTRIES, firm)
        taken_in(Kind.LIST_ENTRIES, said)
        before = on_record()
        undone(taken_in(Kind.LIST_ENTRIES, said, known_on=LATER))
        assert on_record() == before


def renamed(firm: Enterprise, name: str, known_on: date = LATER) -> Import:
    return taken_in(Kind.ENTERPRISES, {"统一社会信用代码": firm.uscc, "企业名称": name}, known_on=known_on)


class TestNames:
    def test_a_former_name_that_the_import_made_goes(self, firm: Enterprise) -> None:
        renaming = taken_in(
            Kind.ENTERPRISES, {"统一社会信用代码": firm.uscc, "企业名称": "南阳改名有限公司"}, known_on=LATER
        )
        assert FormerName.objects.get().name == firm.name
        undone(renaming)
        assert not FormerName.objects.exists()
        assert Enterprise.objects.get(pk=firm.pk).name == firm.name

    def test_a_former_name_of_other_days_stays(self, firm: Enterprise) -> None:
        FormerNameFactory(enterprise=firm, name="南阳旧名有限公司")
        undone(
            taken_in(Kind.ENTERPRISES, {"统一社会信用代码": firm.uscc, "企业名称": "南阳改名有限公司"}, known_on=LATER)
        )
        assert FormerName.objects.get().name == "南阳旧名有限公司"

    def test_a_name_that_was_a_former_one_before_stays_one(self, firm: Enterprise) -> None:
        renamed(firm, "南阳乙名有限公司", known_on=date(2026, 4, 1))
        renamed(firm, firm.name, known_on=date(2026, 5, 1))
        before = on_record()
        undone(renamed(firm, "南阳丙名有限公司"))
        assert on_record() == before
        assert {former.name for former in FormerName.objects.all()} == {firm.name, "南阳乙名有限公司"}


@pytest.fixture
def lead(firm: Enterprise) -> User:
    """Who answers for the region in which the firm lies."""
    user: User = UserFactory(county_lead=True, regions=[RegionFactory(code="411303")])
    return user


def moved_away(code: str) -> None:
    away = RegionFactory(code="411323")
    Enterprise.objects.filter(uscc=code).update(registered_region=away, operating_region=away)


class TestWhatIsClosed:
    def test_a_fact_of_a_firm_that_moved_away_stays(self, firm: Enterprise, lead: User) -> None:
        Enterprise.objects.filter(pk=firm.pk).update(operating_region="411303")
        import_ = taken_in(Kind.LIST_ENTRIES, row(Kind.LIST_ENTRIES, firm), user=lead)
        moved_away(firm.uscc)
        (kept,) = undone(import_, by=lead).kept
        assert (kept["table"], kept["uscc"], kept["why"]) == ("list_entries", "", "not_yours")
        assert ListEntry.objects.exists()

    def test_a_changed_fact_of_a_firm_that_moved_away_stays_changed(self, firm: Enterprise, lead: User) -> None:
        taken_in(Kind.LIST_ENTRIES, row(Kind.LIST_ENTRIES, firm))
        Enterprise.objects.filter(pk=firm.pk).update(operating_region="411303")
        later = taken_in(Kind.LIST_ENTRIES, row(Kind.LIST_ENTRIES, firm, more=True), known_on=LATER, user=lead)
        moved_away(firm.uscc)
        before = on_record()
        assert [kept["why"] for kept in undone(later, by=lead).kept] == ["not_yours"]
        assert on_record() == before

    def test_a_firm_that_moved_away_stays_and_is_not_named(self, firm: Enterprise, lead: User) -> None:
        import_ = taken_in(Kind.ENTERPRISES, FIRM, user=lead)
        moved_away(CODE)
        before = on_record()
        told = undone(import_, by=lead).kept
        assert {(kept["table"], kept["why"]) for kept in told} == {
            ("registrations", "not_yours"),
            ("enterprises", "not_yours"),
        }
        assert "南阳新办机电有限公司" not in str(told)
        assert on_record() == before

    def test_nothing_is_to_who_may_see_all(self, firm: Enterprise, lead: User) -> None:
        import_ = taken_in(Kind.ENTERPRISES, FIRM, user=lead)
        moved_away(CODE)
        assert undone(import_, by=UserFactory(role="data_steward")).kept == []
        assert not Enterprise.objects.filter(uscc=CODE).exists()


class TestPlanUndo:
    def test_counts_without_doing(self, firm: Enterprise) -> None:
        known = taken_in(Kind.LIST_ENTRIES, row(Kind.LIST_ENTRIES, firm))
        other = {"统一社会信用代码": EnterpriseFactory().uscc, "名单类型": "经营异常", "列入日期": "2025-08-01"}
        import_ = taken_in(Kind.LIST_ENTRIES, row(Kind.LIST_ENTRIES, firm, more=True), other, known_on=LATER)
        before = on_record()
        plan = plan_undo(import_)
        assert (plan.deleted_by_table, plan.restored_by_table) == ({"list_entries": 1}, {"list_entries": 1})
        assert (on_record(), plan_undo(import_)) == (before, plan)
        with override("en"):
            assert plan_undo(known).kept[0].message == "a later import has changed it since"

    def test_hides_the_name_of_a_person(self, firm: Enterprise) -> None:
        import_ = taken_in(Kind.CONTACTS, row(Kind.CONTACTS, firm))
        firm.contacts.update(position="总经理")
        assert plan_undo(import_).kept[0].what == "张*"

    def test_asks_the_database_no_more_for_many_rows(self, django_assert_max_num_queries: Any) -> None:
        firms = EnterpriseFactory.create_batch(12)
        import_ = taken_in(Kind.LIST_ENTRIES, *(row(Kind.LIST_ENTRIES, firm) for firm in firms))
        with django_assert_max_num_queries(9):
            assert plan_undo(import_).deleted_by_table == {"list_entries": 12}


SAID = st.fixed_dictionaries(
    {"firm": st.integers(0, 2), "day": st.sampled_from(["2025-07-01", "2025-08-01"])},
    optional={
        "列入原因": st.sampled_from(["一", "二", "三"]),
        "移出日期": st.sampled_from(["2025-10-01", "2025-11-01"]),
    },
)
TABLE = st.lists(SAID, min_size=1, max_size=4, unique_by=lambda said: (said["firm"], said["day"]))


def as_row(said: dict[str, Any], firms: list[Enterprise]) -> dict[str, Any]:
    own = {header: cell for header, cell in said.items() if header not in {"firm", "day"}}
    return {"统一社会信用代码": firms[said["firm"]].uscc, "名单类型": "异常", "列入日期": said["day"]} | own


class TestUndoingBackwards:
    @settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(tables=st.lists(TABLE, min_size=1, max_size=4))
    def test_whatever_was_taken_in_leaves_the_state_before_each(self, tables: list[list[dict[str, Any]]]) -> None:
        firms = EnterpriseFactory.create_batch(3)
        ListEntry.objects.all().delete()
        states, imports = [], []
        for month, table in enumerate(tables, start=1):
            states.append(on_record()["enterprises.ListEntry"])
            rows = [as_row(said, firms) for said in table]
            imports.append(taken_in(Kind.LIST_ENTRIES, *rows, known_on=date(2026, month, 1)))
        for import_, before in zip(reversed(imports), reversed(states), strict=True):
            assert undone(import_).kept == []
            assert on_record()["enterprises.ListEntry"] == before

    @settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(tables=st.lists(TABLE, min_size=2, max_size=4), order=st.randoms(use_true_random=False))
    def test_in_any_order_leaves_no_value_of_an_undone_import(
        self, tables: list[list[dict[str, Any]]], order: Any
    ) -> None:
        firms = EnterpriseFactory.create_batch(3)
        ListEntry.objects.all().delete()
        imports = [
            taken_in(Kind.LIST_ENTRIES, *(as_row(said, firms) for said in table), known_on=date(2026, month, 1))
            for month, table in enumerate(tables, start=1)
        ]
        order.shuffle(imports)
        for import_ in imports:
            undone(import_)
        leftover = ListEntry.objects.all()
        assert all(entry.import_row.table.state == Import.State.UNDONE for entry in leftover)
        makers = {entry.import_row.outcome for entry in leftover}
        assert makers <= {"create"}  # only facts that were kept when their maker was undone, as it made them


def test_financial_years_of_others_are_not_touched(firm: Enterprise) -> None:
    before = taken_in(Kind.FINANCIAL_YEARS, first(Kind.FINANCIAL_YEARS, firm))
    undone(taken_in(Kind.FINANCIAL_YEARS, first(Kind.FINANCIAL_YEARS, firm), source="税务局"))
    assert FinancialYear.objects.get().import_row.table == before

"""The plan of tables of facts: whose they are, which fact a row speaks of, and what it changes of it."""

from datetime import date
from decimal import Decimal

import pytest

from crm.intake.planning.planned import Decision
from tests.crm.intake.planning.rows import codes, finding, plan
from tests.factories import (
    AchievementFactory,
    ContactFactory,
    ControlFactory,
    EngagementFactory,
    EnterpriseFactory,
    FinancingRoundFactory,
    ImportFactory,
    ImportRowFactory,
    IncidentFactory,
    IPRightFactory,
    ListEntryFactory,
    RegionFactory,
    TechnologyContractFactory,
    TechnologyFieldFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db

LISTED_ON = date(2025, 7, 1)


def entry(**changed: object) -> dict[str, object]:
    return {"kind": "abnormal", "listed_on": LISTED_ON} | changed


class TestPlanFacts:
    def test_creates_what_is_not_on_record(self) -> None:
        firm = EnterpriseFactory()
        (row,) = plan("list_entries", entry(uscc=firm.uscc)).rows
        assert (row.outcome, row.enterprise, row.target) == ("create", firm.pk, None)

    def test_repeats_what_is_on_record(self) -> None:
        known = ListEntryFactory(listed_on=LISTED_ON)
        (row,) = plan("list_entries", entry(uscc=known.enterprise.uscc)).rows
        assert (row.outcome, row.target, row.changed) == ("repeat", known.pk, ())

    def test_updates_what_the_row_adds_and_what_it_says_otherwise(self) -> None:
        known = ListEntryFactory(listed_on=LISTED_ON, reason="未按期年报")
        said = entry(uscc=known.enterprise.uscc, reason="地址失联", removed_on=date(2025, 12, 1))
        (row,) = plan("list_entries", said).rows
        assert (row.outcome, row.target) == ("update", known.pk)
        assert (row.old, row.fills) == ({"reason": "未按期年报"}, ("removed_on",))

    def test_erases_nothing_by_a_blank(self) -> None:
        known = ListEntryFactory(listed_on=LISTED_ON, reason="未按期年报", removed_on=date(2025, 12, 1))
        assert plan("list_entries", entry(uscc=known.enterprise.uscc)).rows[0].outcome == "repeat"

    def test_leaves_facts_of_other_firms_alone(self) -> None:
        ListEntryFactory(listed_on=LISTED_ON)
        assert plan("list_entries", entry(uscc=EnterpriseFactory().uscc)).rows[0].outcome == "create"

    def test_knows_a_firm_by_its_exact_name(self) -> None:
        firm = EnterpriseFactory(name="南阳某某机电（集团）有限公司")
        (row,) = plan("list_entries", entry(name="南阳某某机电(集团)有限公司")).rows
        assert (row.outcome, row.enterprise, codes(row)) == ("create", firm.pk, ["enterprise.by_name"])

    def test_holds_a_name_that_fits_no_firm(self) -> None:
        (row,) = plan("list_entries", entry(name="南阳无此企业有限公司")).rows
        assert (row.outcome, codes(row)) == ("conflict", ["enterprise.unidentified"])

    def test_takes_the_firm_that_somebody_assigned(self) -> None:
        firm = EnterpriseFactory()
        decided = {("", 2): Decision(enterprise=firm.pk)}
        (row,) = plan("list_entries", entry(name="南阳无此企业有限公司"), decisions=decided).rows
        assert (row.outcome, row.enterprise) == ("create", firm.pk)

    def test_refuses_a_row_that_lacks_what_is_needed(self) -> None:
        (row,) = plan("list_entries", {"uscc": EnterpriseFactory().uscc, "kind": "abnormal"}).rows
        assert row.outcome == "refuse"
        assert finding(row, "fact.field_missing").field == "listed_on"

    def test_takes_the_same_row_once(self) -> None:
        firm = EnterpriseFactory()
        first, second = plan("list_entries", entry(uscc=firm.uscc), entry(name=firm.name)).rows
        assert [first.outcome, second.outcome] == ["create", "repeat"]

    def test_holds_rows_that_contradict_each_other(self) -> None:
        firm = EnterpriseFactory()
        rows = plan("list_entries", entry(uscc=firm.uscc, reason="甲"), entry(uscc=firm.uscc, reason="乙")).rows
        assert [row.outcome for row in rows] == ["conflict", "conflict"]
        assert codes(rows[0]) == ["row.contradicts"]

    def test_only_fills_from_a_table_that_is_older_than_the_last(self) -> None:
        newer = ImportRowFactory(table=ImportFactory(known_on=date(2026, 6, 1)))
        known = ListEntryFactory(listed_on=LISTED_ON, reason="地址失联", import_row=newer)
        said = entry(uscc=known.enterprise.uscc, reason="未按期年报", removed_on=date(2025, 12, 1))
        (row,) = plan("list_entries", said).rows
        assert (row.old, row.fills, row.was_row) == ({}, ("removed_on",), newer.pk)
        assert finding(row, "fact.older").details == {"known_on": "2026-06-01"}

    def test_refuses_days_that_run_backward_with_what_is_on_record(self) -> None:
        known = ListEntryFactory(listed_on=LISTED_ON)
        (row,) = plan("list_entries", entry(uscc=known.enterprise.uscc, removed_on=date(2025, 6, 30))).rows
        assert row.outcome == "refuse"
        assert finding(row, "fact.days_backward").details == {"first": "2025-07-01", "then": "2025-06-30"}

    def test_refuses_what_had_not_happened_when_it_became_known(self) -> None:
        said = {"kind": "safety", "is_major": "yes", "occurred_on": date(2026, 3, 2)}
        (row,) = plan("incidents", said | {"uscc": EnterpriseFactory().uscc}).rows
        assert (row.outcome, codes(row)) == ("refuse", ["fact.not_yet"])

    def test_asks_the_database_no_more_for_many_rows(self, django_assert_max_num_queries: object) -> None:
        firms = EnterpriseFactory.create_batch(12)
        with django_assert_max_num_queries(9):  # type: ignore[operator]  # a fixture of pytest-django
            rows = plan("list_entries", *(entry(uscc=firm.uscc) for firm in firms)).rows
        assert {row.outcome for row in rows} == {"create"}

    def test_reads_a_flag_as_what_is_on_record(self) -> None:
        known = IncidentFactory(is_major=True)
        said = {"uscc": known.enterprise.uscc, "kind": "safety", "occurred_on": known.occurred_on}
        assert plan("incidents", said | {"is_major": "yes"}).rows[0].outcome == "repeat"
        assert plan("incidents", said | {"is_major": "no"}).rows[0].old == {"is_major": "yes"}

    def test_gives_the_same_plan_twice(self) -> None:
        known = ListEntryFactory(listed_on=LISTED_ON)
        said = [entry(uscc=known.enterprise.uscc, reason="地址失联"), entry(name="南阳无此企业有限公司")]
        assert plan("list_entries", *said) == plan("list_entries", *said)


class TestIPRights:
    @pytest.mark.parametrize(
        "spelt", ["ZL201510123456.5", "201510123456.5", "ＺＬ ２０１５ １ ０１２３４５６", "2015101234565"]
    )
    def test_are_known_by_their_number_however_it_is_spelt(self, spelt: str) -> None:
        known = IPRightFactory(kind="invention", number="ZL2015101234565")
        said = {"uscc": known.enterprise.uscc, "number": spelt, "kind": "invention"}
        assert plan("ip_rights", said).rows[0].target == known.pk

    def test_are_of_the_kind_that_the_number_tells(self) -> None:
        said = {"uscc": EnterpriseFactory().uscc, "number": "ZL201520123456.8"}
        (row,) = plan("ip_rights", said).rows
        assert (row.outcome, row.row.values["kind"]) == ("create", "utility_model")

    def test_are_held_where_number_and_kind_differ(self) -> None:
        said = {"uscc": EnterpriseFactory().uscc, "number": "ZL201520123456.8", "kind": "invention"}
        (row,) = plan("ip_rights", said).rows
        assert (row.outcome, finding(row, "ip_right.kind_differs").details["told"]) == ("conflict", "实用新型")
        confirmed = {("", 2): Decision(confirmed=frozenset({"ip_right.kind_differs"}))}
        assert plan("ip_rights", said, decisions=confirmed).rows[0].outcome == "create"

    def test_say_what_is_assumed_of_a_new_one_and_nothing_of_a_known_one(self) -> None:
        known = IPRightFactory(acquired_by="transfer", kind="software", number="2019SR0123456")
        new, repeat = plan(
            "ip_rights",
            {"uscc": known.enterprise.uscc, "kind": "software", "number": "2020SR0000001"},
            {"uscc": known.enterprise.uscc, "kind": "software", "number": "2019SR0123456"},
        ).rows
        assert (new.outcome, codes(new)) == ("create", ["ip_right.acquisition_assumed"])
        assert (repeat.outcome, codes(repeat)) == ("repeat", [])


class TestContacts:
    def test_are_the_same_by_name_and_phone(self) -> None:
        known = ContactFactory(name="张三", phone="138-0000-0000")
        said = {"uscc": known.enterprise.uscc, "person": "张三", "phone": "13800000000"}
        (row,) = plan("contacts", said).rows
        assert (row.outcome, row.target) == ("repeat", known.pk)

    def test_with_another_phone_are_other_people(self) -> None:
        known = ContactFactory(name="张三", phone="13800000000")
        said = {"uscc": known.enterprise.uscc, "person": "张三", "phone": "13900000000"}
        assert plan("contacts", said).rows[0].outcome == "create"

    def test_get_the_phone_that_was_missing(self) -> None:
        known = ContactFactory(name="张三", phone="")
        said = {"uscc": known.enterprise.uscc, "person": "张三", "phone": "13800000000"}
        (row,) = plan("contacts", said).rows
        assert (row.outcome, row.target, row.fills) == ("update", known.pk, ("phone",))

    def test_without_a_phone_are_the_only_one_of_that_name(self) -> None:
        known = ContactFactory(name="张三", phone="13800000000", position="")
        said = {"uscc": known.enterprise.uscc, "person": "张三", "position": "总经理"}
        (row,) = plan("contacts", said).rows
        assert (row.outcome, row.target, row.fills) == ("update", known.pk, ("position",))

    def test_in_two_rows_about_one_person_wait_for_somebody(self) -> None:
        known = ContactFactory(name="张三", phone="13800000000", position="")
        said = {"uscc": known.enterprise.uscc, "person": "张三"}
        rows = plan("contacts", said | {"position": "经理"}, said | {"phone": "13800000000", "position": "总经理"}).rows
        assert [row.outcome for row in rows] == ["conflict", "conflict"]

    def test_lose_an_address_that_none_can_write_to(self) -> None:
        said = {"uscc": EnterpriseFactory().uscc, "person": "张三", "email": "zhangsan at example"}
        (row,) = plan("contacts", said).rows
        assert (row.outcome, codes(row)) == ("create", ["contact.email_unreadable"])
        assert "email" not in row.row.values


class TestFinancingRounds:
    def test_of_other_investors_on_one_day_are_two(self) -> None:
        known = FinancingRoundFactory(investor="甲基金", closed_on=date(2024, 9, 1))
        said = {"uscc": known.enterprise.uscc, "closed_on": date(2024, 9, 1), "amount": Decimal(100)}
        assert plan("financing_rounds", said | {"investor": "乙基金"}).rows[0].outcome == "create"
        assert plan("financing_rounds", said | {"investor": "甲基金"}).rows[0].outcome == "update"

    def test_refuse_an_amount_of_zero(self) -> None:
        said = {"uscc": EnterpriseFactory().uscc, "closed_on": date(2024, 9, 1), "amount": Decimal(0)}
        assert codes(plan("financing_rounds", said).rows[0]) == ["financing.nothing_paid"]


class TestControls:
    SINCE = date(2022, 1, 1)

    def said(self, **told: object) -> dict[str, object]:
        return {"uscc": EnterpriseFactory().uscc, "since": self.SINCE} | told

    def test_are_of_an_organisation_by_code_or_name_or_of_a_person_by_number(self) -> None:
        told = ({"controller_uscc": "91411300TT0000015U"}, {"controller_name": "甲集团"}, {"person_ref": "zr-0012"})
        rows = plan("controls", *(self.said(**one) for one in told)).rows
        assert [(row.outcome, row.row.values["kind"]) for row in rows] == [
            ("create", "organisation"),
            ("create", "organisation"),
            ("create", "person"),
        ]
        assert rows[2].row.values["person_ref"] == "ZR-0012"

    def test_of_an_organisation_and_of_a_person_are_two(self) -> None:
        known = ControlFactory(since=self.SINCE)
        said = self.said(uscc=known.enterprise.uscc, person_ref="ZR-0012")
        assert plan("controls", said).rows[0].outcome == "create"

    def test_get_the_code_that_was_missing(self) -> None:
        known = ControlFactory(since=self.SINCE, controller_uscc="", controller_name="甲集团（控股）")
        told = {"controller_name": "甲集团(控股)", "controller_uscc": "91411300TT0000015U"}
        (row,) = plan("controls", self.said(uscc=known.enterprise.uscc, **told)).rows
        assert (row.outcome, row.target, row.fills) == ("update", known.pk, ("controller_uscc",))

    def test_of_another_controller_since_the_same_day_are_another(self) -> None:
        known = ControlFactory(since=self.SINCE)
        said = self.said(uscc=known.enterprise.uscc, controller_uscc="91411300TT0000023N")
        assert plan("controls", said).rows[0].outcome == "create"

    def test_with_the_same_share_to_six_places_are_repeats(self) -> None:
        known = ControlFactory(since=self.SINCE, share=Decimal("0.333333"))
        told = {"controller_uscc": known.controller_uscc, "share": Decimal(1) / 3}
        assert plan("controls", self.said(uscc=known.enterprise.uscc, **told)).rows[0].outcome == "repeat"

    @pytest.mark.parametrize(
        ("told", "code"),
        [
            ({"share": Decimal("1.2")}, "control.share_of_no_whole"),
            ({"share": Decimal(0)}, "control.share_of_no_whole"),
            ({"ended_on": date(2021, 12, 31)}, "fact.days_backward"),
            ({"since": date(2026, 3, 2)}, "fact.not_yet"),
        ],
    )
    def test_refuse_shares_and_days_that_cannot_be(self, told: dict[str, object], code: str) -> None:
        (row,) = plan("controls", self.said(controller_name="甲集团") | told).rows
        assert (row.outcome, codes(row)) == ("refuse", [code])

    def test_refuse_a_firm_that_controls_itself(self) -> None:
        firm = EnterpriseFactory()
        (row,) = plan("controls", self.said(uscc=firm.uscc, controller_uscc=firm.uscc)).rows
        assert (row.outcome, codes(row)) == ("refuse", ["control.of_itself"])

    def test_refuse_a_day_that_is_missing(self) -> None:
        (row,) = plan("controls", {"uscc": EnterpriseFactory().uscc, "controller_name": "甲集团"}).rows
        assert finding(row, "fact.field_missing").field == "since"


class TestEngagements:
    SAID = {"kind": "visit", "happened_on": date(2026, 2, 1), "purpose": "高企培育"}

    @pytest.mark.parametrize("word", ["李干部", "li.gb", " 李 干部 "])
    def test_name_their_caseworker_by_display_name_or_user_name(self, word: str) -> None:
        UserFactory(username="li.gb", display_name="李干部")
        said = self.SAID | {"uscc": EnterpriseFactory().uscc, "caseworker": word}
        assert plan("engagements", said).rows[0].row.values["caseworker"] == "li.gb"

    def test_have_none_where_two_bear_the_name(self) -> None:
        UserFactory.create_batch(2, display_name="李干部")
        said = self.SAID | {"uscc": EnterpriseFactory().uscc, "caseworker": "李干部"}
        (row,) = plan("engagements", said).rows
        assert (row.outcome, codes(row)) == ("create", ["caseworker.not_found"])
        assert "caseworker" not in row.row.values

    def test_repeat_with_the_caseworker_on_record(self) -> None:
        known = EngagementFactory(**self.SAID, known_on=date(2026, 2, 1), caseworker=UserFactory(username="li.gb"))
        said = self.SAID | {"uscc": known.enterprise.uscc, "caseworker": "li.gb"}
        assert plan("engagements", said).rows[0].outcome == "repeat"


class TestTechnologyContracts:
    SAID = {"title": "电机控制", "kind": "development", "amount": Decimal(100), "signed_on": date(2026, 2, 1)}

    def test_are_of_the_seller_unless_the_row_says_otherwise(self) -> None:
        said = self.SAID | {"uscc": EnterpriseFactory().uscc, "number": "2026 4113 00000001"}
        (row,) = plan("technology_contracts", said).rows
        assert (row.outcome, row.row.values["side"], row.row.values["number"]) == (
            "create",
            "seller",
            "2026411300000001",
        )

    def test_refuse_a_number_that_is_on_record_for_another_firm(self) -> None:
        TechnologyContractFactory(number="2026411300000001")
        said = self.SAID | {"uscc": EnterpriseFactory().uscc, "number": "2026411300000001"}
        assert codes(plan("technology_contracts", said).rows[0]) == ["fact.of_another_firm"]

    def test_have_another_row_for_the_other_side(self) -> None:
        known = TechnologyContractFactory(number="2026411300000001")
        said = self.SAID | {"uscc": known.enterprise.uscc, "number": "2026411300000001", "side": "buyer"}
        assert plan("technology_contracts", said).rows[0].outcome == "create"

    def test_refuse_a_part_that_is_more_than_the_whole(self) -> None:
        known = TechnologyContractFactory(number="1", amount=Decimal(100))
        said = {**self.SAID, "uscc": known.enterprise.uscc, "number": "1", "technology_amount": Decimal(101)}
        assert "contract.technology_above_amount" in codes(plan("technology_contracts", said).rows[0])


class TestAchievements:
    def test_need_no_firm(self) -> None:
        (row,) = plan("achievements", {"title": "一种合金", "holder": "南阳示例研究院"}).rows
        assert (row.outcome, row.enterprise, codes(row)) == ("create", None, [])

    def test_belong_to_the_firm_that_their_holder_is(self) -> None:
        firm = EnterpriseFactory(name="南阳示例机电有限公司")
        (row,) = plan("achievements", {"title": "一种合金", "holder": "南阳示例机电有限公司"}).rows
        assert (row.outcome, row.enterprise, codes(row)) == ("create", firm.pk, ["enterprise.by_name"])

    def test_belong_to_none_where_the_code_is_not_on_record(self) -> None:
        said = {"title": "一种合金", "holder": "某大学", "uscc": "91530100MA6NABCD06"}
        (row,) = plan("achievements", said).rows
        assert (row.outcome, row.enterprise, codes(row)) == ("create", None, [])

    def test_are_held_by_the_firm_that_the_row_names_where_no_holder_is_named(self) -> None:
        firm = EnterpriseFactory()
        (row,) = plan("achievements", {"title": "一种合金", "name": firm.name}).rows
        assert (row.enterprise, row.row.values["holder"]) == (firm.pk, firm.name)

    def test_are_known_by_title_and_holder_however_they_are_spelt(self) -> None:
        known = AchievementFactory(title="一种合金（A型）", holder="南阳示例研究院")
        (row,) = plan("achievements", {"title": "一种 合金(A型)", "holder": "南阳示例研究院"}).rows
        assert (row.outcome, row.target) == ("repeat", known.pk)

    def test_get_the_firm_that_was_not_known_before(self) -> None:
        firm = EnterpriseFactory(name="南阳示例机电有限公司")
        known = AchievementFactory(title="一种合金", holder=firm.name)
        (row,) = plan("achievements", {"title": "一种合金", "holder": firm.name}).rows
        assert (row.outcome, row.target, row.enterprise, row.fills) == ("update", known.pk, firm.pk, ("uscc",))
        assert row.row.values["uscc"] == firm.uscc

    def test_of_a_firm_out_of_scope_are_not_touched(self) -> None:
        firm = EnterpriseFactory(registered_region=RegionFactory(code="410100"))
        AchievementFactory(title="一种合金", holder=firm.name, enterprise=firm)
        user = UserFactory(regions=[RegionFactory(code="411303")])
        said = {"title": "一种合金", "holder": firm.name, "maturity": "pilot"}
        assert codes(plan("achievements", said, users=(user,)).rows[0]) == ["fact.not_yours"]

    @pytest.mark.parametrize("word", ["8", "先进制造与自动化"])
    def test_name_their_field_by_code_or_name(self, word: str) -> None:
        TechnologyFieldFactory()
        said = {"title": "一种合金", "holder": "某大学", "technology_field": word}
        assert plan("achievements", said).rows[0].row.values["technology_field"] == "8"

    def test_stay_without_a_field_that_is_in_no_list(self) -> None:
        said = {"title": "一种合金", "holder": "某大学", "technology_field": "区块链"}
        (row,) = plan("achievements", said).rows
        assert (row.outcome, codes(row)) == ("create", ["technology_field.not_found"])

"""What tables of facts leave on record: each kind once from a file, and again with something changed."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from crm.casework.models import Engagement
from crm.enterprises.models import Contact, Control, Enterprise, Incident, IPRight, ListEntry
from crm.exchange.models import Achievement, Demand, TechnologyContract
from crm.intake.kinds.registry import FACTS
from crm.intake.models import Kind
from crm.programmes.models import Recognition
from tests.crm.intake.writing.undone import taken_in
from tests.factories import EnterpriseFactory, ProgrammeFactory, TechnologyFieldFactory, UserFactory

pytestmark = pytest.mark.django_db

LATER = date(2026, 6, 1)

FIRST: dict[str, dict[str, Any]] = {
    Kind.IP_RIGHTS: {"知识产权类型": "发明专利", "专利号": "ZL201710601862.3", "授权日": "2019-05-01"},
    Kind.RECOGNITIONS: {"认定类型": "高企", "发证日期": "2025-11-01"},
    Kind.INCIDENTS: {"事件类型": "安全事故", "是否重大": "一般", "发生日期": "2025-02-01"},
    Kind.LIST_ENTRIES: {"名单类型": "经营异常名录", "列入日期": "2025-07-01"},
    Kind.CONVERSIONS: {"成果名称": "隔爆电机", "转化日期": "2025-06-01"},
    Kind.FINANCING_ROUNDS: {"到账日期": "2025-09-01", "融资金额（万元）": "800"},
    Kind.JUDGEMENTS: {"判断事项": "细分市场占有率", "结论": "12.5%", "判断日期": "2026-02-01"},
    Kind.CONTROLS: {"实际控制人": "南阳示例控股集团有限公司", "控制起始日期": "2022-01-01"},
    Kind.CONTACTS: {"联系人": "张三", "手机": "138 0000 0000"},
    Kind.ENGAGEMENTS: {"服务方式": "实地走访", "走访日期": "2026-02-01", "走访事由": "高企培育"},
    Kind.DEMANDS: {"需求名称": "高效电机控制", "发布日期": "2026-01-05"},
    Kind.ACHIEVEMENTS: {"成果名称": "一种合金", "完成单位": "南阳示例研究院"},
    Kind.TECHNOLOGY_CONTRACTS: {
        "合同登记编号": "2026411300000001",
        "合同名称": "电机控制",
        "合同类别": "技术开发",
        "合同成交额（万元）": "100",
        "签订日期": "2026-02-01",
    },
}
"""A row of each kind, as a bureau would write it."""

MORE: dict[str, dict[str, Any]] = {
    Kind.IP_RIGHTS: {"失效日期": "2026-05-01", "知识产权名称": "一种隔爆型电动机"},
    Kind.RECOGNITIONS: {"证书编号": "GR202541000001", "撤销日期": "2026-05-01"},
    Kind.INCIDENTS: {"是否重大": "重大", "情况说明": "复核后定为重大"},
    Kind.LIST_ENTRIES: {"移出日期": "2026-05-01"},
    Kind.CONVERSIONS: {"转化结果": "新产品"},
    Kind.FINANCING_ROUNDS: {"投资机构": "示例基金", "融资金额（万元）": "900"},
    Kind.JUDGEMENTS: {"结论": "11%"},
    Kind.CONTROLS: {"控股股东统一社会信用代码": "91411300TT0000015U", "控制终止日期": "2026-05-01"},
    Kind.CONTACTS: {"职务": "总经理"},
    Kind.ENGAGEMENTS: {"走访结果": "已解决", "经办人": "李干部"},
    Kind.DEMANDS: {"需求状态": "已对接", "技术领域": "先进制造与自动化"},
    Kind.ACHIEVEMENTS: {"成熟度": "中试"},
    Kind.TECHNOLOGY_CONTRACTS: {"技术交易额（万元）": "80", "合同成交额（万元）": "120"},
}
"""What a later table says of the same fact."""


def row(kind: str, firm: Enterprise, *, more: bool = False) -> dict[str, Any]:
    """A row of this kind about this firm; achievements of an institute have none."""
    about = {} if kind == Kind.ACHIEVEMENTS else {"统一社会信用代码": firm.uscc}
    return about | FIRST[kind] | (MORE[kind] if more else {})


@pytest.fixture(autouse=True)
def what_rows_name() -> None:
    ProgrammeFactory(code="hnte")
    TechnologyFieldFactory()
    UserFactory(username="li.gb", display_name="李干部")


def only(kind: str) -> Any:
    return FACTS[kind].model._default_manager.get()


class TestWriteFacts:
    @pytest.mark.parametrize("kind", FIRST)
    def test_makes_a_fact_that_knows_where_it_came_from(self, kind: str) -> None:
        firm = EnterpriseFactory()
        import_ = taken_in(kind, row(kind, firm), source="科技局")
        fact = only(kind)
        assert (fact.source, fact.known_on) == ("科技局", date(2026, 3, 1))
        assert fact.import_row == import_.rows.get()
        assert fact.enterprise == (None if kind == Kind.ACHIEVEMENTS else firm)

    @pytest.mark.parametrize("kind", FIRST)
    def test_takes_the_same_table_a_second_time_as_repeats(self, kind: str) -> None:
        firm = EnterpriseFactory()
        first = taken_in(kind, row(kind, firm))
        second = taken_in(kind, row(kind, firm), known_on=LATER)
        assert second.counts == {"create": 0, "update": 0, "repeat": 1, "conflict": 0, "refuse": 0}
        assert only(kind).import_row == first.rows.get()

    @pytest.mark.parametrize("kind", FIRST)
    def test_writes_what_a_later_table_adds(self, kind: str) -> None:
        firm = EnterpriseFactory()
        taken_in(kind, row(kind, firm))
        later = taken_in(kind, row(kind, firm, more=True), known_on=LATER)
        assert later.counts["update"] == 1
        fact = only(kind)
        assert fact.import_row == later.rows.get()
        assert fact.known_on == date(2026, 3, 1)  # the fact itself has been known since the first table

    @pytest.mark.parametrize(
        ("kind", "day", "known"),
        [
            (Kind.IP_RIGHTS, "ended_on", "ended_known_on"),
            (Kind.RECOGNITIONS, "withdrawn_on", "withdrawn_known_on"),
            (Kind.LIST_ENTRIES, "removed_on", "removed_known_on"),
            (Kind.CONTROLS, "ended_on", "ended_known_on"),
        ],
    )
    def test_keeps_since_when_an_end_is_known(self, kind: str, day: str, known: str) -> None:
        firm = EnterpriseFactory()
        taken_in(kind, row(kind, firm))
        assert getattr(only(kind), known) is None
        taken_in(kind, row(kind, firm, more=True), known_on=LATER)
        assert (getattr(only(kind), day), getattr(only(kind), known)) == (date(2026, 5, 1), LATER)

    def test_keeps_since_when_an_end_is_known_where_its_day_is_only_corrected(self) -> None:
        firm = EnterpriseFactory()
        taken_in(Kind.LIST_ENTRIES, row(Kind.LIST_ENTRIES, firm))
        for known_on, removed_on in ((LATER, "2026-05-01"), (date(2026, 9, 1), "2026-05-03")):
            told = row(Kind.LIST_ENTRIES, firm) | {"移出日期": removed_on}
            assert taken_in(Kind.LIST_ENTRIES, told, known_on=known_on).counts["update"] == 1
        entry = ListEntry.objects.get()
        assert (entry.removed_on, entry.removed_known_on) == (date(2026, 5, 3), LATER)

    @pytest.mark.parametrize(
        ("kind", "model", "said"),
        [
            (Kind.IP_RIGHTS, IPRight, {"number": "ZL201710601862.3", "kind": "invention", "acquired_by": "own_rnd"}),
            (Kind.RECOGNITIONS, Recognition, {"programme_id": "hnte", "valid_until": date(2028, 10, 31)}),
            (Kind.INCIDENTS, Incident, {"is_major": False, "kind": "safety", "description": ""}),
            (Kind.LIST_ENTRIES, ListEntry, {"kind": "abnormal", "removed_on": None}),
            (Kind.CONTROLS, Control, {"kind": "organisation", "controller_uscc": "", "person_ref": "", "share": None}),
            (Kind.CONTACTS, Contact, {"name": "张三", "phone": "13800000000", "email": ""}),
            (Kind.DEMANDS, Demand, {"state": "open", "budget": None, "technology_field_id": None}),
            (Kind.ACHIEVEMENTS, Achievement, {"holder": "南阳示例研究院", "maturity": ""}),
            (Kind.TECHNOLOGY_CONTRACTS, TechnologyContract, {"side": "seller", "amount": Decimal(1_000_000)}),
        ],
    )
    def test_says_what_the_row_says_and_what_follows(self, kind: str, model: Any, said: dict[str, Any]) -> None:
        taken_in(kind, row(kind, EnterpriseFactory()))
        assert model.objects.values(*said).get() == said

    def test_ties_an_engagement_to_its_caseworker(self) -> None:
        taken_in(Kind.ENGAGEMENTS, row(Kind.ENGAGEMENTS, EnterpriseFactory(), more=True))
        assert Engagement.objects.get().caseworker.username == "li.gb"

    def test_gives_an_achievement_the_firm_that_its_holder_turned_out_to_be(self) -> None:
        taken_in(Kind.ACHIEVEMENTS, row(Kind.ACHIEVEMENTS, EnterpriseFactory()))
        firm = EnterpriseFactory(name="南阳示例研究院")
        taken_in(Kind.ACHIEVEMENTS, row(Kind.ACHIEVEMENTS, firm), known_on=LATER)
        assert Achievement.objects.get().enterprise == firm

    def test_takes_an_announcement_of_names_with_the_rest_for_every_row(self) -> None:
        firms = EnterpriseFactory.create_batch(3)
        said = [{"序号": index, "企业名称": firm.name} for index, firm in enumerate(firms, start=1)]
        fixed = {"programme": "hnte", "valid_from": "2025-11-01", "batch": "2025年第一批"}
        taken_in(Kind.RECOGNITIONS, *said, fixed=fixed)
        expected = [(firm.pk, "hnte", date(2025, 11, 1), date(2028, 10, 31), "2025年第一批", "") for firm in firms]
        columns = ("enterprise", "programme", "valid_from", "valid_until", "batch", "certificate_no")
        assert list(Recognition.objects.order_by("enterprise").values_list(*columns)) == expected


def test_every_kind_of_fact_is_tried() -> None:
    assert FIRST.keys() == MORE.keys() == FACTS.keys()

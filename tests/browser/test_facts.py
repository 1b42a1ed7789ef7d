"""Where a number comes from, which source counts, what is missing, and records that are one firm."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from crm.enterprises.models import DuplicatePair, Enterprise, FinancingRound, Registration, SourceChoice
from crm.enterprises.models.duplicates import Merge
from tests.browser.conftest import City
from tests.crm.intake.files import imported, xlsx_file
from tests.factories import DuplicatePairFactory, EnterpriseFactory, SourceRankFactory

OK = re.compile("确.?定")


@pytest.fixture
def disagreeing(city: City) -> Enterprise:
    """A firm whose revenue is 2,000 by the audit, which ranks first, and 1,812.34 by an imported tax return (万元)."""
    SourceRankFactory(table="financial_year", basis="audit", rank=10)
    SourceRankFactory(table="financial_year", basis="tax", rank=20)
    table = xlsx_file(
        ("统一社会信用代码", "企业名称", "年度", "数据口径", "营业收入（万元）"),
        (city.own.uscc, city.own.name, 2025, "税务", 1812.34),
    )
    imported(table, "financial_years", file_name="研发投入.xlsx", source="税务局", user=city.lead)
    return city.own


@pytest.fixture
def drawer(lead: Page, disagreeing: Enterprise) -> Locator:
    """The drawer of last year's revenue, opened from the number that counts."""
    lead.goto(f"/enterprises/{disagreeing.uscc}?tab=facts")
    lead.get_by_role("button", name="2,000.00", exact=True).click()
    opened = lead.get_by_role("dialog")
    expect(opened).to_contain_text("各来源的说法")
    return opened


class TestProvenance:
    def test_marks_a_number_of_which_another_source_says_something_else(
        self, lead: Page, disagreeing: Enterprise
    ) -> None:
        lead.goto(f"/enterprises/{disagreeing.uscc}?tab=facts")
        row = lead.get_by_role("row").filter(has_text="营业收入").first
        expect(row.get_by_role("img", name="另有 1 个来源的数值不同")).to_have_count(1)
        expect(lead.get_by_role("row").filter(has_text="净利润").get_by_role("img")).to_have_count(0)

    def test_says_which_source_counts_and_what_the_other_says(self, drawer: Locator) -> None:
        counting, other = drawer.get_by_test_id("statement").all()
        expect(counting).to_contain_text("2,000.00 万元")
        expect(counting).to_contain_text("审计")
        expect(other).to_contain_text("1,812.34 万元")
        expect(other).to_contain_text("税务局")

    def test_leads_from_a_number_to_the_cell_it_was_read_from(self, lead: Page, disagreeing: Enterprise) -> None:
        lead.goto(f"/enterprises/{disagreeing.uscc}?tab=facts")
        lead.get_by_text("各来源原数").click()
        lead.get_by_role("button", name="1,812.34").click()
        drawer = lead.get_by_role("dialog")
        expect(drawer).to_contain_text("未采用")
        expect(drawer.locator("code")).to_have_text("1812.34")
        drawer.get_by_role("link", name="研发投入.xlsx · Sheet1 · E2").click()
        lead.wait_for_url("**/imports/*row=2*")
        expect(lead.get_by_role("heading", name="研发投入.xlsx")).to_be_visible()

    def test_is_an_address_of_its_own(self, lead: Page, disagreeing: Enterprise) -> None:
        lead.goto("/enterprises")
        row = lead.get_by_role("row").filter(has_text=disagreeing.name)
        row.get_by_role("link", name="2,000.00").click()
        expect(lead.get_by_role("dialog")).to_contain_text("20,000,000.00 元")

    def test_opens_from_a_criterion_of_an_assessment(self, lead: Page, city: City) -> None:
        lead.goto(f"/enterprises/{city.own.uscc}?programme=tech_sme")
        row = lead.get_by_test_id("assessment-tech_sme").get_by_role("row").filter(has_text="职工总数不超过500人").first
        row.get_by_role("button").click()
        lead.get_by_test_id("assessment-tech_sme").get_by_title("查看出处").first.click()
        expect(lead.get_by_role("dialog")).to_contain_text("不是从文件导入的")


class TestSourceChoice:
    def test_lets_another_source_count_for_a_reason_and_is_taken_back(
        self, lead: Page, disagreeing: Enterprise, drawer: Locator
    ) -> None:
        drawer.get_by_role("button", name="改用此来源").click()
        lead.get_by_label("改用的理由").fill("已与企业核对纳税申报表")
        lead.get_by_role("button", name="确认改用").click()
        expect(drawer.get_by_test_id("statement").first).to_contain_text("1,812.34 万元")
        expect(drawer).to_contain_text("理由：已与企业核对纳税申报表")
        expect(drawer).to_contain_text("李负责人 于 2026-06-01 选定采用“税务局”")
        assert SourceChoice.objects.get().enterprise == disagreeing
        drawer.get_by_role("button", name="撤销选定").click()
        lead.get_by_role("button", name=OK).click()
        expect(drawer.get_by_test_id("statement").first).to_contain_text("2,000.00 万元")
        expect(drawer.get_by_role("button", name="撤销选定")).to_have_count(0)

    def test_is_not_taken_without_a_reason(self, lead: Page, drawer: Locator) -> None:
        drawer.get_by_role("button", name="改用此来源").click()
        lead.get_by_role("button", name="确认改用").click()
        expect(lead.get_by_text("请填写理由。")).to_be_visible()
        assert not SourceChoice.objects.exists()


@pytest.fixture
def pair(city: City) -> DuplicatePair:
    """Two records of the lead's county that look like one firm."""
    known = Enterprise.objects.get(name="南阳卧龙光学有限公司")
    twin = EnterpriseFactory(name="南阳市卧龙光学有限公司", registered_region=known.registered_region)
    return DuplicatePairFactory(one=known, other=twin)


class TestDuplicates:
    def test_merges_by_a_plan_and_undoes_it(self, lead: Page, pair: DuplicatePair) -> None:
        lead.goto("/duplicates")
        row = lead.get_by_role("row").filter(has_text=pair.other.name)
        row.get_by_role("button", name=re.compile("核.?对")).click()
        expect(lead.get_by_text(f"合并方案：保留“{pair.one.name}”")).to_be_visible()
        lead.get_by_role("checkbox").check()
        lead.get_by_label("合并的理由").fill("换发执照，同一主体")
        lead.get_by_role("button", name=f"合并到“{pair.one.name}”").click()
        lead.wait_for_url(f"**/enterprises/{pair.one.uscc}")
        assert Merge.objects.get().reason == "换发执照，同一主体"

        lead.goto(f"/enterprises/{pair.other.uscc}")
        lead.wait_for_url(f"**/enterprises/{pair.one.uscc}")
        expect(lead.get_by_text(f"您打开的 {pair.other.uscc} 已合并到本企业。")).to_be_visible()

        lead.goto("/duplicates?view=merges")
        lead.get_by_role("button", name="撤销合并").click()
        lead.get_by_role("button", name=OK).click()
        expect(lead.get_by_role("row").filter(has_text=pair.other.name)).to_contain_text("已撤销")
        lead.goto(f"/enterprises/{pair.other.uscc}")
        expect(lead.get_by_role("heading", name=pair.other.name)).to_be_visible()

    def test_merges_nothing_before_somebody_says_that_two_codes_are_one_firm(
        self, lead: Page, pair: DuplicatePair
    ) -> None:
        lead.goto(f"/duplicates/{pair.pk}")
        lead.get_by_label("合并的理由").fill("同一主体")
        lead.get_by_role("button", name="合并到").click()
        expect(lead.get_by_text("两条记录的信用代码不同，请先核实并勾选。")).to_be_visible()
        assert not Merge.objects.exists()

    def test_takes_different_firms_out_of_the_queue(self, lead: Page, pair: DuplicatePair) -> None:
        lead.goto(f"/duplicates/{pair.pk}")
        lead.get_by_role("button", name="不是同一家").click()
        lead.get_by_label("判断依据").fill("法人和地址都不同")
        lead.get_by_role("button", name="确认不是同一家").click()
        expect(lead.get_by_text("已判定不是同一家企业。")).to_be_visible()
        lead.get_by_role("button", name="返回列表").click()
        expect(lead.get_by_test_id("total")).to_have_text("共 0 条")


class TestCompleteness:
    def test_leads_from_a_county_to_its_firms_and_says_what_is_blocked(self, lead: Page, city: City) -> None:
        lead.goto("/completeness")
        lead.get_by_role("row").filter(has_text="卧龙区").get_by_role("link").first.click()
        lead.wait_for_url("**/completeness?view=list&region=411303")
        row = lead.get_by_role("row").filter(has_text="南阳卧龙光学有限公司")
        expect(row).to_contain_text("缺失")
        expect(row).to_contain_text("高新技术企业 待定")
        expect(lead.get_by_text(city.foreign.name)).to_have_count(0)

        said = row.get_by_role("listitem").first.inner_text()
        row.get_by_role("link").click()
        expect(lead.get_by_test_id("missing").get_by_role("listitem").first).to_have_text(said, use_inner_text=True)

    def test_gives_the_sheet_to_send_out(self, lead: Page) -> None:
        lead.goto("/completeness?view=list&region=411303")
        lead.get_by_role("button", name="导出待填表").click()
        lead.get_by_role("combobox", name="表格类型").click()
        lead.get_by_title("企业登记信息表").click()
        with lead.expect_download() as begun:
            lead.get_by_role("button", name=re.compile("下.?载")).click()
        assert begun.value.suggested_filename.endswith(".xlsx")


class TestRecording:
    @pytest.mark.usefixtures("worker")
    def test_writes_down_one_fact_through_the_checks_of_an_import(self, lead: Page, city: City) -> None:
        lead.goto(f"/enterprises/{city.own.uscc}?tab=facts")
        card = lead.locator(".ant-card").filter(has=lead.get_by_text("股权融资", exact=True))
        card.get_by_role("button", name="补录数据").click()
        lead.get_by_label("到账日期").fill("2026-05-01")
        lead.get_by_label("到账日期").press("Enter")
        lead.get_by_label("金额").fill("1200.5")
        lead.get_by_role("button", name="检查并保存").click()
        expect(card).to_contain_text("1,200.50 万元")
        expect(card).to_contain_text("来源：手工录入")
        assert FinancingRound.objects.get().enterprise == city.own

    def test_changes_what_is_stated_of_a_firm_with_a_reason(self, lead: Page, city: City) -> None:
        lead.goto(f"/enterprises/{city.own.uscc}?tab=profile")
        lead.get_by_role("button", name="编辑信息").click()
        form = lead.get_by_role("dialog")
        form.get_by_label("地址").fill("卧龙区信臣路9号")
        form.get_by_role("button", name=re.compile("保.?存")).click()
        expect(form.get_by_text("请填写理由。")).to_be_visible()
        form.get_by_label("修改的理由").fill("企业搬迁")
        form.get_by_role("button", name=re.compile("保.?存")).click()
        expect(lead.get_by_role("button", name="卧龙区信臣路9号")).to_be_visible()
        assert Registration.objects.filter(enterprise=city.own, address="卧龙区信臣路9号").exists()

    def test_warns_while_one_types_the_name_of_a_firm_on_record(self, lead: Page, city: City) -> None:
        lead.goto("/enterprises")
        lead.get_by_role("button", name="新增企业").click()
        form = lead.get_by_role("dialog")
        form.get_by_label("企业名称").fill("南阳市卧龙防爆电机有限公司")
        expect(form.get_by_text("可能已有这家企业，请先核对：")).to_be_visible()
        expect(form.get_by_role("link", name=city.own.name)).to_be_visible()

"""The list of firms, and one of them."""

from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import Page, expect

from scoring.models import RulebookVersion
from scoring.rulebook_versions import definition
from tests.browser.conftest import City


class TestEnterpriseList:
    def test_keeps_search_and_filters_in_the_address(self, lead: Page, city: City) -> None:
        lead.goto("/enterprises")
        expect(lead.get_by_test_id("total")).to_have_text("共 2 条")
        lead.get_by_role("searchbox").fill("防爆")
        expect(lead.get_by_test_id("total")).to_have_text("共 1 条")
        assert parse_qs(urlsplit(lead.url).query) == {"search": ["防爆"]}
        lead.reload()
        expect(lead.get_by_role("searchbox")).to_have_value("防爆")
        expect(lead.get_by_test_id("total")).to_have_text("共 1 条")
        lead.go_back()
        expect(lead.get_by_test_id("total")).to_have_text("共 2 条")
        expect(lead.get_by_role("searchbox")).to_have_value("")

    def test_filters_by_tier(self, lead: Page, city: City) -> None:
        lead.goto("/enterprises")
        lead.get_by_role("combobox", name="梯次").click()
        lead.get_by_title("高新技术企业", exact=True).click()
        expect(lead.get_by_test_id("total")).to_have_text("共 1 条")
        assert parse_qs(urlsplit(lead.url).query) == {"tier": ["2"]}
        expect(lead.get_by_role("link", name=city.own.name)).to_be_visible()

    def test_turns_pages_forth_and_back(self, lead: Page) -> None:
        lead.goto("/enterprises?page_size=1")
        first = lead.locator("tbody a").first.inner_text()
        lead.get_by_role("button", name="下一页").click()
        expect(lead.get_by_text("第 2 页")).to_be_visible()
        expect(lead.locator("tbody a").first).not_to_have_text(first)
        expect(lead.get_by_role("button", name="下一页")).to_be_disabled()
        lead.get_by_role("button", name="上一页").click()
        expect(lead.locator("tbody a").first).to_have_text(first)

    def test_gives_the_filtered_list_as_a_file(self, lead: Page) -> None:
        lead.goto("/enterprises?search=防爆")
        lead.get_by_role("button", name="导出").click()
        with lead.expect_download() as begun:
            lead.get_by_role("menuitem", name="CSV").click()
        text = begun.value.path().read_text("utf-8-sig")
        assert "南阳卧龙防爆电机有限公司" in text
        assert "南阳卧龙光学有限公司" not in text

    def test_says_that_a_firm_is_invented(self, lead: Page, city: City) -> None:
        lead.goto("/enterprises")
        expect(lead.get_by_role("row").filter(has_text=city.own.name)).to_contain_text("演示数据")
        expect(lead.get_by_role("row").filter(has_text="南阳卧龙光学有限公司")).not_to_contain_text("演示数据")


class TestEnterprise:
    def test_shows_each_criterion_with_its_article(self, lead: Page, city: City) -> None:
        lead.goto(f"/enterprises/{city.own.uscc}")
        for version in RulebookVersion.objects.all():
            card = lead.get_by_test_id(f"assessment-{version.programme_id}")
            card.get_by_role("button").first.click()
            for criterion in definition(version).criteria:
                row = card.get_by_role("row").filter(has=lead.get_by_text(criterion.title.zh, exact=True))
                expect(row.first).to_contain_text(criterion.article)

    def test_opens_a_criterion_to_the_fact_behind_it(self, lead: Page, city: City) -> None:
        lead.goto(f"/enterprises/{city.own.uscc}?programme=tech_sme")
        row = lead.get_by_test_id("assessment-tech_sme").get_by_role("row").filter(has_text="职工总数不超过500人").first
        row.get_by_role("button").click()
        behind = lead.get_by_role("row").filter(has_text="来源：test，获知于 2026-05-31")
        expect(behind.first).to_contain_text("60 人")

    def test_of_another_county_does_not_exist_for_this_user(self, lead: Page, city: City) -> None:
        lead.goto(f"/enterprises/{city.foreign.uscc}")
        expect(lead.get_by_text("没有这家企业")).to_be_visible()
        expect(lead.get_by_text(city.foreign.name)).to_have_count(0)

    def test_shows_figures_by_year_in_wan(self, lead: Page, city: City) -> None:
        lead.goto(f"/enterprises/{city.own.uscc}?tab=facts")
        row = lead.get_by_role("row").filter(has_text="营业收入").first
        expect(row).to_contain_text("2,000.00")
        expect(row).to_contain_text("1,666.67")


class TestPipeline:
    def test_leads_from_a_number_to_its_firms(self, lead: Page, city: City) -> None:
        lead.goto("/pipeline")
        lead.get_by_role("row").filter(has_text="卧龙区").get_by_role("link").nth(1).click()
        lead.wait_for_url("**/enterprises?region=411303&tier=2&status=operating,suspended")
        expect(lead.get_by_role("link", name=city.own.name)).to_be_visible()


class TestRulebook:
    def test_reads_like_the_document(self, lead: Page) -> None:
        lead.goto("/rulebooks")
        lead.get_by_role("link", name="高新技术企业认定").click()
        expect(lead.get_by_text("国科发火〔2016〕195号《高新技术企业认定管理工作指引》")).to_be_visible()
        expect(lead.get_by_role("row").filter(has_text="科技人员占比不低于10%").first).to_contain_text("第十一条（四）")
        expect(lead.get_by_text("评分表（满分 100 分）")).to_be_visible()

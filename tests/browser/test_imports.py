"""Importing a table as a user does: what the columns are, what becomes of the rows, mending, committing, undoing."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from crm.enterprises.models import Enterprise, FinancialYear
from crm.intake.models import Import, SavedMapping
from tests.browser.conftest import City
from tests.factories import uscc

pytestmark = pytest.mark.usefixtures("worker")

NEW, SECOND = uscc(910_001, "411303"), uscc(910_002, "411303")


def spoilt(code: str) -> str:
    """`code` with a check digit that is not its own."""
    return code[:-1] + ("0" if code[-1] != "0" else "1")


@pytest.fixture
def firms(tmp_path: Path) -> Path:
    """A good row, one with a wrong digit in its code, and money without a unit, as saved by a spreadsheet program."""
    file = tmp_path / "企业名录.csv"
    lines = (
        "统一社会信用代码,企业名称,成立日期,所在区县,注册资本",
        f"{NEW},南阳新星仪器有限公司,2019-05-06,卧龙区,500",
        f"{spoilt(SECOND)},南阳错码有限公司,2019-05-06,卧龙区,300",
    )
    file.write_text("\r\n".join(lines), "gb18030")
    return file


@pytest.fixture
def years(tmp_path: Path, city: City) -> Path:
    """A year of the county's firm by its code, and one that only resembles its name."""
    file = tmp_path / "年度数据.csv"
    lines = (
        "统一社会信用代码,企业名称,年度,营业收入（万元）",
        f",{city.own.name.replace('电机', '电器')},2020,1200",
    )
    file.write_text("\r\n".join(lines), "utf-8-sig")
    return file


def upload(page: Page, table: Path, kind: str) -> None:
    """Fill in the first step and see the table read."""
    page.goto("/imports/new")
    page.get_by_text(kind, exact=True).click()
    page.locator("input[type=file]").set_input_files(table)
    page.get_by_label("数据来源").fill("市场监管局")
    page.get_by_role("button", name="上传并读取").click()
    page.wait_for_url(re.compile(r"/imports/\d+"))


def choose(page: Page, what: str, option: str) -> None:
    """Take an option of a list that opens."""
    field = page.get_by_label(what, exact=True)
    field.click()
    page.locator(".ant-select-item-option:visible").filter(has_text=re.compile(f"^{option}$")).click()
    expect(page.locator(".ant-select").filter(has=field)).to_contain_text(option)


def state(page: Page, word: str) -> None:
    """Wait until the head of the page says where the import stands."""
    expect(page.get_by_role("heading", level=4)).to_contain_text(word)


def tile(page: Page, outcome: str) -> Locator:
    """The figure of an outcome."""
    return page.get_by_role("group", name="按处理结果筛选").get_by_role("button", name=outcome)


@pytest.fixture
def previewed(lead: Page, firms: Path) -> Page:
    """The preview of the firms, after the unit that the file does not say was chosen."""
    upload(lead, firms, "企业名单")
    state(lead, "待对照列")
    expect(lead.get_by_role("alert").filter(has_text="注册资本")).to_be_visible()
    choose(lead, "“注册资本”的单位", "万元")
    lead.get_by_role("button", name="按此对照读取").click()
    state(lead, "待确认")
    return lead


class TestFromUploadToUndo:
    def test_maps_mends_commits_and_takes_back(self, previewed: Page) -> None:
        expect(tile(previewed, "新增")).to_contain_text("1")
        expect(tile(previewed, "拒绝")).to_contain_text("1")
        assert not Enterprise.objects.filter(uscc__in=[NEW, SECOND]).exists()

        self._mend(previewed)
        previewed.get_by_role("button", name="写入 2 行").click()
        previewed.get_by_role("dialog").get_by_role("button", name="写入 2 行").click()
        state(previewed, "已写入")
        assert Enterprise.objects.get(uscc=SECOND).registered_capital == 3_000_000

        previewed.get_by_role("button", name="撤销这次导入").click()
        plan = previewed.get_by_role("dialog")
        expect(plan).to_contain_text("2")
        expect(plan).to_contain_text("没有此后被改动的内容")
        plan.get_by_role("button", name=re.compile("撤.?销$")).click()
        state(previewed, "已撤销")
        assert not Enterprise.objects.filter(uscc__in=[NEW, SECOND]).exists()

    def _mend(self, page: Page) -> None:
        page.reload()  # everything so far is the server's
        cell = page.get_by_role("button", name=re.compile(f"统一社会信用代码：{spoilt(SECOND)}"))
        cell.focus()
        page.keyboard.press("Enter")
        page.get_by_role("textbox", name="统一社会信用代码").fill(SECOND)
        page.keyboard.press("Enter")
        expect(page.get_by_text("第 3 行已重新核对：新增。")).to_be_visible()
        expect(tile(page, "新增")).to_contain_text("2")


class TestGoodRowsOnly:
    def test_writes_them_when_expressly_asked_and_says_what_it_leaves(self, previewed: Page) -> None:
        previewed.get_by_role("button", name="只写入没有问题的 1 行").click()
        sure = previewed.get_by_role("dialog")
        expect(sure).to_contain_text("1 行被拒绝、0 行待决定，这些行不会写入")
        sure.get_by_role("button", name="只写入没有问题的 1 行").click()
        state(previewed, "已写入")
        expect(previewed.get_by_text("有问题的 1 行没有写入")).to_be_visible()
        assert list(Enterprise.objects.filter(uscc__in=[NEW, spoilt(SECOND)]).values_list("uscc", flat=True)) == [NEW]


class TestProblems:
    def test_shows_them_alone_and_gives_them_as_a_file(self, previewed: Page) -> None:
        previewed.get_by_role("group", name="问题汇总").get_by_role("button", name=re.compile("代码校验位不符")).click()
        expect(previewed.get_by_text("南阳新星仪器有限公司")).to_have_count(0)
        expect(previewed.get_by_role("button", name=re.compile("企业名称：南阳错码有限公司"))).to_be_visible()
        with previewed.expect_download() as begun:
            previewed.get_by_role("button", name="下载有问题的行").click()
        assert begun.value.suggested_filename.endswith(".xlsx")


class TestSaveMapping:
    def test_keeps_how_the_table_was_read_for_the_next_one(self, previewed: Page) -> None:
        previewed.get_by_role("button", name="存为对照方案").click()
        previewed.get_by_label("方案名称").fill("登记名录")
        previewed.get_by_role("dialog").get_by_role("button", name=re.compile("保.?存")).click()
        expect(previewed.get_by_text("已存为“登记名录”")).to_be_visible()
        assert SavedMapping.objects.get(name="登记名录").columns["注册资本"]["unit"] == "万元"
        previewed.goto("/imports/mappings")
        expect(previewed.get_by_role("row").filter(has_text="登记名录")).to_contain_text("市场监管局")


class TestUnidentifiedFirm:
    def test_is_chosen_by_a_person_and_by_nobody_else(self, lead: Page, years: Path, city: City) -> None:
        upload(lead, years, "年度数据")
        state(lead, "待确认")
        expect(tile(lead, "待决定")).to_contain_text("1")
        lead.get_by_role("button", name=re.compile("决.?定$")).last.click()
        drawer = lead.get_by_role("dialog")
        drawer.get_by_role("radio", name=re.compile(city.own.name)).check()
        drawer.get_by_role("button", name="就是这家企业").click()
        expect(drawer.get_by_text(f"已指定为“{city.own.name}”。")).to_be_visible()
        lead.keyboard.press("Escape")
        lead.get_by_role("button", name="写入 1 行").click()
        lead.get_by_role("dialog").get_by_role("button", name="写入 1 行").click()
        state(lead, "已写入")
        assert FinancialYear.objects.filter(enterprise=city.own, year=2020, revenue=12_000_000).count() == 1


class TestDiscard:
    def test_writes_nothing(self, previewed: Page) -> None:
        previewed.get_by_role("button", name="放弃导入").click()
        previewed.get_by_role("tooltip").get_by_role("button", name="放弃导入").click()
        state(previewed, "已放弃")
        assert Import.objects.get().state == Import.State.DISCARDED
        assert not Enterprise.objects.filter(uscc=NEW).exists()

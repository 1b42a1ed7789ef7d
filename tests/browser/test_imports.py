"""Importing a table as a user does: preview first, then the decision."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from crm.enterprises.models import Enterprise
from crm.intake.models import Import
from tests.factories import uscc

NEW = uscc(910_001, "411303")


@pytest.fixture
def table(tmp_path: Path) -> Path:
    """A good row, and one whose code has a wrong check digit, as a spreadsheet program here saves it."""
    spoilt = NEW[:-1] + ("0" if NEW[-1] != "0" else "1")
    file = tmp_path / "企业名录.csv"
    lines = (
        "统一社会信用代码,企业名称,成立日期,所在区县",
        f"{NEW},南阳新星仪器有限公司,2019-05-06,卧龙区",
        f"{spoilt},南阳错码有限公司,2019-05-06,卧龙区",
    )
    file.write_text("\r\n".join(lines), "gb18030")
    return file


@pytest.fixture
def previewed(lead: Page, table: Path) -> Page:
    """The preview of the table, reached by the form."""
    lead.goto("/imports")
    lead.locator("input[type=file]").set_input_files(table)
    lead.get_by_label("数据来源").fill("市场监管局")
    lead.get_by_role("button", name="上传并预览").click()
    lead.wait_for_url("**/imports/*")
    return lead


class TestPreview:
    def test_shows_what_would_become_of_each_row_and_changes_nothing(self, previewed: Page) -> None:
        expect(previewed.get_by_role("heading", name="企业名录.csv")).to_contain_text("待确认")
        expect(previewed.get_by_role("row").filter(has_text="南阳新星仪器有限公司")).to_contain_text("新增")
        expect(previewed.get_by_role("row").filter(has_text="南阳错码有限公司")).to_contain_text("拒绝")
        assert not Enterprise.objects.filter(uscc=NEW).exists()

    def test_shows_the_refused_rows_alone_and_gives_them_as_a_file(self, previewed: Page) -> None:
        previewed.get_by_text("拒绝 1", exact=True).click()
        expect(previewed.get_by_text("南阳新星仪器有限公司")).to_have_count(0)
        expect(previewed.get_by_text("南阳错码有限公司")).to_be_visible()
        with previewed.expect_download() as begun:
            previewed.get_by_role("button", name="下载被拒绝的行").click()
        assert begun.value.suggested_filename.endswith(".xlsx")


class TestCommit:
    def test_writes_the_good_rows_and_names_the_file_as_their_source(self, previewed: Page) -> None:
        previewed.get_by_role("button", name="确认写入").click()
        previewed.get_by_role("button", name="确定").or_(previewed.get_by_role("button", name="确 定")).click()
        expect(previewed.get_by_text("已全部写入。")).to_be_visible()
        previewed.goto(f"/enterprises/{NEW}")
        resident = previewed.get_by_test_id("assessment-tech_sme").get_by_role("row").filter(has_text="境内居民企业")
        resident.get_by_role("button").click()
        expect(previewed.get_by_role("link", name="企业名录.csv").first).to_contain_text("第 2 行")


class TestDiscard:
    def test_writes_nothing(self, previewed: Page) -> None:
        previewed.get_by_role("button", name="放弃").or_(previewed.get_by_role("button", name="放 弃")).click()
        previewed.get_by_role("button", name="确定").or_(previewed.get_by_role("button", name="确 定")).click()
        expect(previewed.get_by_text("已放弃，没有写入任何数据。")).to_be_visible()
        assert Import.objects.get().state == Import.State.DISCARDED
        assert not Enterprise.objects.filter(uscc=NEW).exists()

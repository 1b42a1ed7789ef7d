"""A rulebook from its draft to its withdrawal: written by one person, published by another, read by everybody."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from crm.enterprises.models import Enterprise
from scoring.impact import carry_out_preview
from scoring.models import ImpactPreview, RulebookDraft, RulebookVersion, ScoringRun
from scoring.runs import carry_out, open_run
from tests.browser.conftest import TODAY, City, fill_in_login
from tests.factories import UserFactory

PUBLISH = re.compile("^发.?布$")
STAFF = "科技人员占比不低于10% · 界值"
CASES = """\
cases:
  - case: 科技人员占比不足30%，不符合
    given: {headcount_y0: 100, st_staff_y0: 29}
    expect: {verdict: unmet, criteria: {c4: unmet}}
"""


@pytest.fixture
def as_role(city: City, new_page: Callable[[], Page]) -> Callable[[str], Page]:
    """A browser of its own for somebody with a role, signed in and at the rulebooks."""

    def sign_in(role: str) -> Page:
        UserFactory(username=role, display_name=role, role=role)
        page = new_page()
        page.goto("/login")
        fill_in_login(page, role)
        page.wait_for_url("**/rulebooks")
        return page

    return sign_in


@pytest.fixture
def editor(as_role: Callable[[str], Page]) -> Page:
    """The browser of who writes rulebooks."""
    return as_role("rule_editor")


def type_over(page: Page, text: str) -> None:
    """Put `text` in the place of all that stands in the editor."""
    page.locator(".cm-content").click()
    page.keyboard.press("Control+a")
    page.keyboard.insert_text(text)


def work_off_previews() -> None:
    """What the worker does: it is a process of its own, and this test needs no other."""
    for preview in ImpactPreview.objects.filter(state=ImpactPreview.State.RUNNING):
        carry_out_preview(preview.pk)


def draft_from_the_version_in_force(editor: Page) -> None:
    """Begin the next version of the high-tech rulebook."""
    editor.goto("/rulebooks/hnte/2016")
    editor.get_by_role("button", name="起草新版本").click()
    editor.wait_for_url("**/drafts/*")


def write_and_submit(editor: Page) -> None:
    """Ask for 30 % of staff instead of 10 %, show it by a case, look at whom it touches, hand it in."""
    draft_from_the_version_in_force(editor)
    editor.get_by_text("数字", exact=True).click()
    editor.get_by_label(STAFF).fill("0.3")
    expect(editor.get_by_text("原为 10.00%")).to_be_visible()
    editor.get_by_role("button", name="写入 1 处修改").click()
    expect(editor.get_by_text("有用例未通过")).to_be_visible()
    editor.get_by_text("用例 YAML", exact=True).click()
    type_over(editor, CASES)
    editor.keyboard.press("Control+s")
    expect(editor.get_by_text("用例全部通过")).to_be_visible()
    editor.get_by_role("tab", name="影响预览").click()
    editor.get_by_role("button", name="开始预览").click()
    expect(editor.get_by_role("status").filter(has_text="已评估 0 / 3 家")).to_be_visible()
    work_off_previews()
    expect(editor.get_by_test_id("impact-summary")).to_contain_text("变为不符合")
    editor.get_by_role("button", name="提交审批").click()
    expect(editor.get_by_text("等待审批员审批")).to_be_visible()


def verdict_of(firm: Enterprise) -> str:
    """What the rulebook in force says of `firm`, once the job that a publication asks for has run."""
    run = carry_out(open_run(ScoringRun.Kind.ASSESS, TODAY))
    return run.assessments.get(enterprise=firm, rulebook__programme="hnte").verdict


class TestRulebookDraft:
    def test_becomes_everybodys_rulebook_by_a_second_person_and_is_rolled_back(
        self, editor: Page, as_role: Callable[[str], Page], lead: Page, city: City
    ) -> None:
        assert verdict_of(city.own) != "unmet"
        write_and_submit(editor)
        approver = as_role("rule_approver")
        approver.get_by_role("menuitem", name="规则草案").click()
        approver.get_by_role("link", name="高新技术企业 2026").click()
        changed = approver.get_by_test_id("changes-criterion")
        expect(changed.locator("del")).to_have_text("10")
        expect(changed.locator("ins")).to_have_text("30")
        approver.get_by_role("button", name=PUBLISH).click()
        approver.get_by_role("dialog").get_by_role("button", name=re.compile("发.?布")).click()
        approver.get_by_role("link", name=re.compile("已发布为 2026 版")).click()
        expect(approver.get_by_text("rule_editor 编制，rule_approver 于")).to_be_visible()
        assert verdict_of(city.own) == "unmet"

        lead.goto("/rulebooks/hnte/2026")
        expect(lead.get_by_text("今日适用")).to_be_visible()
        expect(lead.get_by_text("上年科技人员数 ÷ 上年职工总数 ≥ 30%")).to_be_visible()
        expect(lead.get_by_role("button", name="撤回此版本")).to_have_count(0)

        approver.get_by_role("button", name="撤回此版本").click()
        approver.get_by_label("撤回的理由").fill("比例应为10%")
        approver.get_by_role("dialog").get_by_role("button", name="撤回此版本").click()
        expect(approver.get_by_text("撤回本版本：比例应为10%")).to_be_visible()
        lead.goto("/rulebooks/hnte/2016")
        expect(lead.get_by_text("今日适用")).to_be_visible()
        assert verdict_of(city.own) != "unmet"

    def test_cannot_be_handed_in_while_a_line_is_wrong(self, editor: Page) -> None:
        draft_from_the_version_in_force(editor)
        source = RulebookDraft.objects.get().source
        type_over(editor, source.replace("kind: at_least", "kind: at_leest", 1))
        wrong = editor.get_by_role("region", name="检查结果")
        expect(wrong).to_contain_text("发现 1 个问题")
        line = source[: source.index("kind: at_least")].count("\n") + 1
        wrong.get_by_role("button", name=re.compile(f"^第 {line} 行")).click()
        expect(editor.locator(".cm-activeLine")).to_contain_text("kind: at_leest")
        expect(editor.locator(".cm-lint-marker-error")).to_be_visible()
        editor.keyboard.press("Control+s")
        expect(editor.get_by_role("button", name="已保存")).to_be_visible()
        submit = editor.get_by_role("button", name="提交审批")
        expect(submit).to_be_disabled()
        expect(submit).to_have_accessible_description("还有问题未改正")
        assert RulebookVersion.objects.filter(programme="hnte").count() == 1

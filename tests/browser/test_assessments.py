"""Assessments as a county's lead works with them: suppose other facts, plan, and put on record what an appeal needs."""

import re

import pytest
from playwright.sync_api import Page, expect

from scoring.levers import load_levers
from scoring.models import AssessmentRecord
from tests.browser.conftest import City


class TestWhatIf:
    def test_turns_a_verdict_at_once_and_stores_nothing(self, lead: Page, city: City) -> None:
        lead.goto(f"/enterprises/{city.own.uscc}?tab=what-if")
        answer = lead.get_by_test_id("what-if-tech_sme")
        expect(answer).not_to_contain_text("假设")
        lead.get_by_role("textbox", name="2025 职工总数", exact=True).fill("600")
        expect(answer).to_contain_text(re.compile("不符合.*假设.*职工总数不超过500人", re.DOTALL))
        expect(lead.get_by_test_id("measure-headcount_y0")).to_contain_text("现：60 人")
        lead.reload()
        expect(answer).to_contain_text("假设")
        lead.get_by_role("button", name=re.compile("清除全部假设")).click()
        expect(answer).not_to_contain_text("假设")


class TestRecord:
    def test_is_issued_for_a_purpose_and_holds_what_an_appeal_needs(self, lead: Page, city: City) -> None:
        lead.goto(f"/enterprises/{city.own.uscc}?programme=tech_sme")
        lead.get_by_role("button", name="出具评估记录").click()
        lead.get_by_label("用途").fill("企业有异议")
        lead.get_by_role("dialog").get_by_role("button", name=re.compile("出.?具")).click()
        lead.wait_for_url("**/records/*")
        record = AssessmentRecord.objects.get()
        paper = lead.get_by_test_id("paper")
        for text in (record.number, record.sha256, city.own.name, city.own.uscc, "企业有异议", "职工总数不超过500人"):
            expect(paper).to_contain_text(text)
        lead.get_by_role("button", name=re.compile("复.?核")).click()
        expect(lead.get_by_test_id("verify")).to_contain_text("复核一致")
        lead.emulate_media(media="print")
        expect(paper).to_be_visible()
        expect(lead.get_by_role("button", name=re.compile("打.?印"))).to_be_hidden()


class TestGapPlan:
    @pytest.fixture(autouse=True)
    def levers(self, city: City) -> None:
        """What plans may be made of."""
        load_levers()

    def test_comes_out_in_the_what_if_as_it_promises(self, lead: Page, city: City) -> None:
        lead.goto(f"/enterprises/{city.own.uscc}?tab=gap&programme=hnte")
        plan = lead.get_by_test_id("plan-cheapest")
        promised = plan.get_by_text(re.compile("^(符合|待定)$")).inner_text()
        plan.get_by_role("link", name="代入推演").click()
        verdicts = lead.get_by_test_id("what-if-hnte").get_by_text(re.compile("^(符合|不符合|待定)"))
        expect(verdicts.last).to_have_text(promised)

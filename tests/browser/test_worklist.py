"""Whom to visit next, and why."""

from playwright.sync_api import Page, expect

from scoring.models import Priority
from tests.browser.conftest import City


class TestWorklist:
    def test_gives_the_reasons_of_each_step_in_sentences(self, lead: Page, city: City) -> None:
        steps = Priority.objects.filter(enterprise__operating_region=city.own.operating_region)
        assert steps.exists()
        for step in steps:
            row = lead.get_by_role("row").filter(has_text=step.enterprise.name)
            for reason in step.reasons:
                expect(row).to_contain_text(reason["zh"])

    def test_shows_nothing_of_another_county(self, lead: Page, city: City) -> None:
        expect(lead.get_by_test_id("total")).not_to_have_text("共 0 条")
        expect(lead.get_by_text(city.foreign.name)).to_have_count(0)

    def test_leads_to_the_firm(self, lead: Page) -> None:
        step = Priority.objects.filter(enterprise__name="南阳卧龙光学有限公司").get()
        lead.get_by_role("link", name=step.enterprise.name).click()
        lead.wait_for_url(f"**/enterprises/{step.enterprise.uscc}")
        expect(lead.get_by_role("heading", name=step.enterprise.name)).to_be_visible()

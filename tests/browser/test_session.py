"""Signing in and out, and who is sent where."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser.conftest import City


class TestLogin:
    def test_leads_back_to_the_page_that_was_asked_for(
        self, page: Page, city: City, sign_in: Callable[..., None]
    ) -> None:
        page.goto(f"/enterprises/{city.own.uscc}")
        sign_in(city.lead.username)
        page.wait_for_url(f"**/enterprises/{city.own.uscc}")
        expect(page.get_by_role("heading", name=city.own.name)).to_be_visible()

    def test_says_that_name_or_password_is_wrong(self, page: Page, city: City, sign_in: Callable[..., None]) -> None:
        page.goto("/login")
        sign_in(city.lead.username, "not the password")
        expect(page.get_by_text("用户名或密码不正确。")).to_be_visible()
        assert page.url.endswith("/login")

    def test_says_so_when_too_many_attempts_failed(self, page: Page, city: City, sign_in: Callable[..., None]) -> None:
        page.goto("/login")
        blocked = page.get_by_text("登录失败次数过多")
        for _attempt in range(12):
            with page.expect_response("**/auth/login"):
                sign_in(city.lead.username, "not the password")
            expect(page.get_by_role("alert")).to_be_visible()
            if blocked.is_visible():
                break
        expect(blocked).to_be_visible()


class TestSession:
    def test_that_has_ended_leads_to_the_login_and_back(
        self, lead: Page, city: City, sign_in: Callable[..., None]
    ) -> None:
        lead.context.clear_cookies(name="sessionid")
        lead.get_by_role("link", name="企业", exact=True).click()
        expect(lead.get_by_text("登录已过期")).to_be_visible()
        sign_in(city.lead.username)
        lead.wait_for_url("**/enterprises")

    def test_is_over_after_signing_out(self, lead: Page) -> None:
        lead.get_by_role("button", name="我的账号").click()
        lead.get_by_role("menuitem", name="退出登录").click()
        lead.wait_for_url("**/login")
        lead.goto("/worklist")
        expect(lead.get_by_label("用户名")).to_be_visible()


class TestLanguage:
    def test_is_switched_and_remembered(self, lead: Page) -> None:
        lead.get_by_role("button", name="English").click()
        expect(lead.get_by_role("heading", name="Worklist")).to_be_visible()
        lead.reload()
        expect(lead.get_by_role("heading", name="Worklist")).to_be_visible()
        lead.get_by_role("button", name="中文").click()
        expect(lead.get_by_role("heading", name="工作清单")).to_be_visible()


class TestUnknownAddress:
    def test_says_that_there_is_no_such_page(self, lead: Page) -> None:
        lead.goto("/no-such-page")
        expect(lead.get_by_text("没有这个页面")).to_be_visible()

"""A real Chromium in front of the real server, database and built web app; a small city of two counties."""

import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.utils import timezone
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright
from procrastinate.contrib.django.models import ProcrastinateJob
from psycopg.conninfo import make_conninfo
from pytest_django.live_server_helper import LiveServer

import seeds
from config.cli.chromium import find_chromium
from config.cli.die_with_parent import tied
from config.environment import ROOT
from crm.accounts.models import User
from crm.enterprises.models import Enterprise
from crm.intake.jobs import QUEUE
from scoring.models import ScoringRun
from scoring.rulebook_versions import load_version
from scoring.runs import carry_out, open_run
from tests.factories import PASSWORD, EnterpriseFactory, ProgrammeFactory, RegionFactory, UserFactory

TODAY = date(2026, 6, 1)
ARGUMENTS = [
    "--headless",
    "--no-sandbox",  # as root, and in containers without user namespaces, the sandbox cannot start
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
PATIENCE_MS = 30_000
RULEBOOKS = Path(seeds.__file__).with_name("rulebooks")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What lies in this folder drives a browser."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="module")
def browser(django_db_setup: None) -> Iterator[Browser]:
    """Chromium; without it, or without a built web app, these tests fail rather than pass unseen.

    Playwright keeps an event loop running in this thread, beside which Django refuses to be called: it is told not
    to, and the browser ends with its module, before tests of other rooms run in this thread.
    """
    if not (settings.FRONTEND_DIST / "index.html").is_file():
        pytest.fail(
            f"{settings.FRONTEND_DIST} holds no built web app. Run ./tidu test, which builds it.", pytrace=False
        )
    program = find_chromium()
    if program is None:
        pytest.fail("No Chromium found. Install it, or name its program in TIDU_CHROMIUM.", pytrace=False)
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        expect.set_options(timeout=PATIENCE_MS)
        chromium = playwright.chromium.launch(executable_path=program, args=ARGUMENTS)
        yield chromium
        chromium.close()


@pytest.fixture(autouse=True)
def today(monkeypatch: pytest.MonkeyPatch) -> date:
    """The day at the bureau; the server runs in this process and reads the same."""
    monkeypatch.setattr(timezone, "localdate", lambda *_args: TODAY)
    return TODAY


@dataclass(frozen=True, slots=True, kw_only=True)
class City:
    """Two counties, a firm in each, and the lead of the first."""

    own: Enterprise
    foreign: Enterprise
    lead: User


@pytest.fixture
def city(browser: Browser, transactional_db: None, today: date) -> City:
    """The city, assessed and with its worklist made."""
    cache.clear()  # the counts of failed logins, which are no table of a model and outlive a test
    wolong, xixia = RegionFactory(code="411303"), RegionFactory(code="411323")
    for programme, version in (("tech_sme", "2017"), ("hnte", "2016")):
        ProgrammeFactory(code=programme)
        load_version(RULEBOOKS / programme / f"{version}.yaml")
    made = City(
        own=EnterpriseFactory(
            registered_region=wolong, name="南阳卧龙防爆电机有限公司", hnte=True, with_years=3, synthetic=True
        ),
        foreign=EnterpriseFactory(registered_region=xixia, name="西峡汽车水泵有限公司", with_years=3),
        lead=UserFactory(username="wolong", display_name="李负责人", county_lead=True, regions=[wolong]),
    )
    EnterpriseFactory(registered_region=wolong, name="南阳卧龙光学有限公司", with_years=2)
    for kind in (ScoringRun.Kind.ASSESS, ScoringRun.Kind.SCORE):
        carry_out(open_run(kind, today))
    return made


@pytest.fixture
def new_page(browser: Browser, city: City, live_server: LiveServer) -> Iterator[Callable[[], Page]]:
    """Opens fresh browsers at the live server; what a page throws, or its policy (CSP) stops, fails the test."""
    contexts: list[BrowserContext] = []
    wrong: list[str] = []

    def open_one() -> Page:
        context = browser.new_context(
            base_url=live_server.url,
            locale="zh-CN",
            viewport={"width": 1366, "height": 768},
            reduced_motion="reduce",  # a button that still slides in may be clicked where it is no more
        )
        context.set_default_timeout(PATIENCE_MS)
        contexts.append(context)
        shown = context.new_page()
        shown.on("pageerror", lambda error: wrong.append(str(error)))
        shown.on("console", lambda said: wrong.append(said.text) if "Content Security Policy" in said.text else None)
        return shown

    yield open_one
    for context in contexts:
        context.close()
    assert wrong == []


@pytest.fixture
def page(new_page: Callable[[], Page]) -> Page:
    """A fresh browser at the live server."""
    return new_page()


def fill_in_login(page: Page, username: str, password: str = PASSWORD) -> None:
    """Fill in the login as a user does."""
    page.get_by_label("用户名").fill(username)
    page.get_by_label("密码").fill(password)
    page.get_by_role("button", name=re.compile("登.?录")).click()


@pytest.fixture
def sign_in(page: Page) -> Callable[..., None]:
    """Fill in the login of the one page as a user does."""
    return partial(fill_in_login, page)


@pytest.fixture
def lead(page: Page, city: City, sign_in: Callable[..., None]) -> Page:
    """The browser of the county's lead, signed in and at the worklist."""
    page.goto("/login")
    sign_in(city.lead.username)
    page.wait_for_url("**/worklist")
    return page


@pytest.fixture
def worker(city: City) -> Iterator[None]:
    """A worker of the imports' queue as `./tidu up` starts one: a process of its own, at the tests' database."""
    here = connection.settings_dict
    source = {"host": here["HOST"], "user": here["USER"], "password": here["PASSWORD"], "port": str(here["PORT"])}
    url = make_conninfo("", dbname=here["NAME"], **{name: value for name, value in source.items() if value})
    left = ProcrastinateJob.objects.filter(queue_name=QUEUE, status="todo")
    with connection.cursor() as cursor:  # of an earlier test: the queue is not emptied with the other tables
        cursor.execute("DELETE FROM procrastinate_jobs WHERE id = ANY(%s)", [list(left.values_list("pk", flat=True))])
    process = subprocess.Popen(
        tied([sys.executable, str(ROOT / "tidu"), "procrastinate", "worker", "--queues", QUEUE]),
        env={**os.environ, "DATABASE_URL": url},
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    yield
    process.terminate()
    process.wait(timeout=30)

"""A probability as people work with it: its model put in use by a second person, read with reasons, judged anew."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from crm.enterprises.models import Enterprise
from scoring.models import LikelihoodOverride, ModelDecision, ModelVersion, ScoringRun, TrainingRun
from scoring.runs import carry_out, open_run
from tests.browser.conftest import TODAY, City, fill_in_login
from tests.factories import UserFactory
from tests.scoring.stored_models import a_version, settle

PROMOTE = re.compile("^启.?用$")
REASON = "已与会计师核对研发归集，材料齐备"


@pytest.fixture
def waiting(city: City) -> ModelVersion:
    """A model that somebody trained, and that does worse for a part of the firms."""
    settle()
    owner = UserFactory(username="owner", display_name="王模管", role="model_owner")
    return a_version(trained_by=owner, refused=("slices",))


@pytest.fixture
def seedling(city: City) -> Enterprise:
    """A firm of the first county that holds no certificate."""
    return Enterprise.objects.get(name="南阳卧龙光学有限公司")


@pytest.fixture
def signed_in(city: City, new_page: Callable[[], Page]) -> Callable[[str, str], Page]:
    """A browser of its own for a user, signed in and at a page."""

    def open_at(username: str, path: str) -> Page:
        page = new_page()
        page.goto(path)
        fill_in_login(page, username)
        page.wait_for_url(f"**{path}")
        return page

    return open_at


class TestModel:
    def test_is_put_in_use_by_a_second_person_who_signs_for_what_did_not_hold(
        self, waiting: ModelVersion, signed_in: Callable[[str, str], Page]
    ) -> None:
        owner = signed_in("owner", "/models")
        expect(owner.get_by_role("row").filter(has_text=waiting.version)).to_contain_text("1 项条件未达到")
        owner.get_by_role("link", name=waiting.version).click()
        expect(owner.get_by_text("可由审批人签字")).to_be_visible()
        expect(owner.get_by_role("button", name=PROMOTE)).to_have_count(0)

        UserFactory(username="approver", display_name="赵审批", role="rule_approver")
        approver = signed_in("approver", f"/models/{waiting.target}/{waiting.version}")
        approver.get_by_role("button", name=PROMOTE).click()
        dialog = approver.get_by_role("dialog")
        expect(dialog.get_by_role("button", name=PROMOTE)).to_be_disabled()
        dialog.get_by_role("checkbox", name=re.compile("没有明显偏差的分组")).check()
        dialog.get_by_label("理由").fill("微型企业样本少，下季度复核")
        dialog.get_by_role("button", name=PROMOTE).click()
        expect(approver.get_by_text("使用中", exact=True)).to_be_visible()
        decision = ModelDecision.objects.get()
        assert (decision.decided_by.username, decision.signed_for) == ("approver", ["slices"])

        owner.goto(f"/models/{waiting.target}")
        expect(owner.get_by_role("row").filter(has_text="赵审批")).to_contain_text("签字承担：没有明显偏差的分组")

    def test_is_asked_for_once_at_a_time(self, waiting: ModelVersion, signed_in: Callable[[str, str], Page]) -> None:
        owner = signed_in("owner", f"/models/{waiting.target}")
        owner.get_by_role("button", name=re.compile("^训.?练$")).click()
        owner.get_by_role("button", name=re.compile("确.?定")).click()
        expect(owner.get_by_role("status").filter(has_text="等待开始")).to_be_visible()
        train = owner.get_by_role("button", name=re.compile("^训.?练$"))
        expect(train).to_be_disabled()
        expect(train).to_have_accessible_description("正在训练")
        assert TrainingRun.objects.get().requested_by == waiting.trained_by


class TestLikelihood:
    def test_is_read_with_its_reasons_and_judged_otherwise_beside_the_model(
        self, waiting: ModelVersion, seedling: Enterprise, city: City, signed_in: Callable[[str, str], Page]
    ) -> None:
        ModelVersion.objects.update(is_promoted=True)
        for kind in (ScoringRun.Kind.ASSESS, ScoringRun.Kind.SCORE):
            carry_out(open_run(kind, TODAY))
        (region,) = city.lead.regions.all()
        UserFactory(username="caseworker", display_name="周专员", role="county_caseworker", regions=[region])
        path = f"/enterprises/{seedling.uscc}?tab=likelihoods"

        caseworker = signed_in("caseworker", path)
        question = caseworker.get_by_test_id("question-hnte_12m")
        expect(question).to_contain_text(re.compile(r"\d+%.*波动范围 "))
        expect(caseworker.get_by_role("region", name="不利因素")).to_be_visible()
        expect(caseworker.get_by_test_id("question-gazelle_3y")).to_contain_text("没有可用的模型")
        question.get_by_role("button", name="提出人工判断").click()
        dialog = caseworker.get_by_role("dialog")
        dialog.get_by_label("您判断的可能性").fill("80")
        dialog.get_by_label(re.compile("^理由")).fill(REASON)
        dialog.get_by_role("button", name="提出人工判断").click()
        expect(question).to_contain_text(re.compile(r"人工判断\s*80%\s*待负责人确认"))
        expect(question.get_by_role("button", name=re.compile("^确.?认$"))).to_have_count(0)

        lead = signed_in(city.lead.username, path)
        judged = lead.get_by_test_id("question-hnte_12m")
        expect(judged).to_contain_text(REASON)
        judged.get_by_role("button", name=re.compile("^确.?认$")).click()
        expect(judged).to_contain_text("李负责人 已确认")
        override = LikelihoodOverride.objects.get()
        assert (override.made_by.username, override.confirmed_by) == ("caseworker", city.lead)
        assert override.model_probability is not None

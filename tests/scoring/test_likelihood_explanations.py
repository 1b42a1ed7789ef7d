"""One firm's likelihoods: of every target a probability with reasons that add up, or why there is none."""

from datetime import date, timedelta

import numpy as np
import pytest
from django.utils import timezone

from crm.accounts.models import User
from crm.enterprises.models import Enterprise
from scoring.likelihood.targets import TARGETS
from scoring.likelihood_explanations import ExplainedLikelihood, explain_likelihoods
from scoring.model_decisions import promote, retire
from scoring.model_files import model_folder
from scoring.models import Likelihood, ModelVersion, ScoringRun, TrainingRun
from scoring.overrides import make_override
from scoring.runs import carry_out, open_run
from tests.factories import ApplicationFactory, EnterpriseFactory, RecognitionFactory, UserFactory
from tests.scoring.stored_models import a_version, settle

AS_OF = date(2026, 6, 1)
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def settled(db: None) -> None:
    settle()


@pytest.fixture
def owner() -> User:
    return UserFactory(role="model_owner")


def runs() -> None:
    for kind in (ScoringRun.Kind.ASSESS, ScoringRun.Kind.SCORE):
        carry_out(open_run(kind, AS_OF))


def told(firm: Enterprise, target: str = "hnte_12m") -> ExplainedLikelihood:
    return {one.target: one for one in explain_likelihoods(firm, on=AS_OF)}[target]


class TestGiven:
    @pytest.mark.parametrize(
        ("chosen", "by"), [("logistic", "additive"), ("additive_boosting", "additive"), ("full_boosting", "tree_shap")]
    )
    def test_has_reasons_that_sum_to_the_log_odds_whatever_the_form(self, owner: User, chosen: str, by: str) -> None:
        a_version(trained_by=owner, chosen=chosen, in_use=True)
        firms = [EnterpriseFactory(with_years=years) for years in (1, 2, 3)]
        runs()
        for firm in firms:
            one = told(firm)
            assert (one.state, one.reasons_by, one.reasons_stale) == ("given", by, False)
            assert one.base_log_odds is not None
            assert one.log_odds is not None
            total = one.base_log_odds + sum(reason.contribution for reason in one.reasons)
            assert total == pytest.approx(one.log_odds, abs=1e-6)
            assert one.probability == pytest.approx(1 / (1 + np.exp(-total)), abs=1e-6)
            assert len(one.reasons) == len(TARGETS["hnte_12m"].derivations)
            assert any(abs(reason.contribution) > 0.01 for reason in one.reasons)

    def test_says_the_strongest_reason_first_with_words_and_firms_like_it(self, owner: User) -> None:
        a_version(trained_by=owner, in_use=True)
        firm = EnterpriseFactory(with_years=3)
        runs()
        one = told(firm)
        strengths = [abs(reason.contribution) for reason in one.reasons]
        assert strengths == sorted(strengths, reverse=True)
        rnd = next(reason for reason in one.reasons if reason.feature == "rnd_intensity")
        assert rnd.value == pytest.approx(0.06)
        assert rnd.peer_value is not None
        assert rnd.sentence
        assert rnd.sentence.zh.startswith("研发费用占营收比 6.0%，低于同类企业的")
        assert rnd.changeable
        quiet = {reason.feature for reason in one.reasons if reason.sentence is None}
        assert quiet == {"industry_section", "tier", "rulebook_unmet", "rulebook_points"}
        assert one.peers
        assert (one.peers.zh, one.peers.en, one.peers.firms) == ("制造业小型企业", "small firms in manufacturing", 150)

    def test_compares_with_all_firms_where_too_few_are_like_it_and_says_so(self, owner: User) -> None:
        a_version(trained_by=owner, in_use=True)
        firm = EnterpriseFactory(with_years=3, industry__section="I", industry__code="6510")
        runs()
        one = told(firm)
        assert one.peers
        assert (one.peers.zh, one.peers.en) == (
            "最近一次年度快照中的全部企业",
            "all firms of the newest yearly snapshot",
        )
        said = [reason.sentence for reason in one.reasons if reason.sentence]
        assert any("全市企业的" in each.zh and "of all firms" in each.en for each in said)
        assert not [each for each in said if "同类企业" in each.zh or "like it" in each.en]

    def test_lies_inside_its_interval_and_stands_beside_what_the_rules_say(self, owner: User) -> None:
        a_version(trained_by=owner, in_use=True)
        firm = EnterpriseFactory(with_years=3)
        runs()
        one = told(firm)
        assert one.low is not None
        assert one.probability is not None
        assert one.high is not None
        assert one.low < one.probability < one.high
        stored = firm.assessments.get(rulebook__programme="hnte")
        assert one.eligibility
        assert (one.eligibility.programme, one.eligibility.verdict) == ("hnte", stored.verdict)
        assert one.eligibility.unmet == len(stored.unmet)

    def test_stays_what_was_said_when_facts_move_and_waits_with_the_reasons(self, owner: User) -> None:
        a_version(trained_by=owner, in_use=True)
        firm = EnterpriseFactory(with_years=3)
        runs()
        before = told(firm)
        firm.financial_years.update(rnd_expense=0)
        after = told(firm)
        assert (after.state, after.probability, after.low) == ("given", before.probability, before.low)
        assert (after.reasons_stale, after.reasons, after.log_odds, after.base_log_odds) == (True, (), None, None)

    def test_goes_on_while_the_next_model_waits_for_its_first_run(self, owner: User) -> None:
        former = a_version(trained_by=owner, in_use=True)
        firm = EnterpriseFactory(with_years=3)
        runs()
        newer = a_version(trained_by=owner, version="2026-05-02-bbbb", chosen="additive_boosting")
        promote(version=newer, by=UserFactory(role="rule_approver"), note="更好")
        one = told(firm)
        assert (one.state, one.model_version, bool(one.reasons)) == ("given", former, True)


class TestSilent:
    def test_says_which_facts_are_missing_in_both_languages(self, owner: User) -> None:
        a_version(trained_by=owner, in_use=True)
        firm = EnterpriseFactory()
        runs()
        one = told(firm)
        assert (one.state, one.probability, one.reasons) == ("silent", None, ())
        assert one.abstained_because
        assert one.abstained_because["code"] == "facts_missing"
        assert "营业收入" in one.abstained_because["zh"]
        assert "revenue" in one.abstained_because["en"]

    def test_says_that_a_firm_came_after_the_run(self, owner: User) -> None:
        a_version(trained_by=owner, in_use=True)
        runs()
        one = told(EnterpriseFactory(with_years=3, known_on=AS_OF + timedelta(days=1)))
        assert one.abstained_because
        assert (one.state, one.abstained_because["code"]) == ("silent", "not_scored_yet")

    def test_says_that_a_model_came_after_the_run(self, owner: User) -> None:
        firm = EnterpriseFactory(with_years=3)
        runs()
        a_version(trained_by=owner, in_use=True)
        one = told(firm)
        assert one.abstained_because
        assert (one.state, one.abstained_because["code"], one.as_of) == ("silent", "not_scored_yet", AS_OF)

    def test_says_so_before_the_first_run(self, owner: User) -> None:
        a_version(trained_by=owner, in_use=True)
        one = told(EnterpriseFactory(with_years=3))
        assert (one.state, one.as_of, one.eligibility) == ("silent", None, None)


class TestNotAtRisk:
    def test_says_that_the_target_is_reached(self, owner: User) -> None:
        a_version(trained_by=owner, in_use=True)
        holder = EnterpriseFactory(with_years=3, hnte=True)
        runs()
        one = told(holder)
        assert one.abstained_because
        assert (one.state, one.abstained_because["code"], one.stored) == ("not_at_risk", "not_at_risk", None)
        assert one.abstained_because["zh"]
        assert one.abstained_because["en"]

    def test_is_about_the_day_of_the_run(self, owner: User) -> None:
        a_version(trained_by=owner, in_use=True)
        firm = EnterpriseFactory(with_years=3)
        runs()
        RecognitionFactory(enterprise=firm, programme__code="hnte", known_on=AS_OF + timedelta(days=1))
        assert told(firm).state == "given"


class TestHasApplied:
    def test_is_said_in_place_of_a_probability_while_the_application_waits(self, owner: User) -> None:
        for target in ("hnte_12m", "hnte_applies_12m"):
            a_version(target, trained_by=owner, in_use=True)
        firm = EnterpriseFactory(with_years=3)
        ApplicationFactory(enterprise=firm, programme__code="hnte", submitted_on=date(2026, 3, 1))
        runs()
        one = told(firm, "hnte_applies_12m")
        assert (one.state, one.probability, one.stored, one.reasons) == ("not_at_risk", None, None, ())
        assert one.abstained_because == {
            "code": "has_applied",
            "zh": "已提交申报，等待结论",
            "en": "has applied and awaits the decision",
        }
        assert told(firm, "hnte_12m").state == "given"

    @pytest.mark.parametrize(
        "given",
        [
            {"known_on": AS_OF + timedelta(days=1)},
            {"outcome": "refused", "decided_on": AS_OF},
            {"programme__code": "tech_sme"},
        ],
        ids=["not known yet", "decided", "another programme"],
    )
    def test_is_about_what_is_open_on_the_day_of_the_run(self, owner: User, given: dict[str, object]) -> None:
        a_version("hnte_applies_12m", trained_by=owner, in_use=True)
        firm = EnterpriseFactory(with_years=3)
        ApplicationFactory(**{"enterprise": firm, "programme__code": "hnte", "submitted_on": date(2026, 3, 1), **given})
        runs()
        assert told(firm, "hnte_applies_12m").state == "given"


class TestNoModel:
    def test_tells_eligibility_and_why_of_every_target_before_anything_was_trained(self) -> None:
        firm = EnterpriseFactory(with_years=3)
        runs()
        explained = explain_likelihoods(firm, on=AS_OF)
        assert [one.target for one in explained] == list(TARGETS)
        for one in explained:
            assert one.no_model_because
            assert (one.state, one.no_model_because.code, one.probability) == ("no_model", "never_trained", None)
        ruled = {one.target for one in explained if one.eligibility}
        assert ruled == {key for key, target in TARGETS.items() if target.programme in ("hnte", "tech_sme")}

    def test_says_how_many_outcomes_are_missing(self) -> None:
        refusal = {"code": "too_few_outcomes", "zh": "认定数不足", "en": "too few", "found": 12, "needed": 30}
        TrainingRun.objects.create(
            target="gazelle_if_applied", as_of=AS_OF, state="refused", refusal=refusal, finished_at=timezone.now()
        )
        because = told(EnterpriseFactory(), "gazelle_if_applied").no_model_because
        assert because
        assert (because.code, because.found, because.needed) == ("too_few_outcomes", 12, 30)

    def test_says_nothing_more_once_the_model_was_taken_out_of_use(self, owner: User) -> None:
        a_version(trained_by=owner, in_use=True)
        firm = EnterpriseFactory(with_years=3)
        runs()
        retire(target="hnte_12m", by=UserFactory(role="rule_approver"), note="新办法出台")
        one = told(firm)
        assert one.no_model_because
        assert (one.state, one.probability, one.no_model_because.code) == ("no_model", None, "retired")

    def test_reads_no_model_file(self, owner: User) -> None:
        version = a_version(trained_by=owner)
        (model_folder(version) / "model.skops").unlink()
        assert told(EnterpriseFactory()).state == "no_model"


class TestOverride:
    def test_stands_beside_what_the_model_says_until_its_day(self, owner: User) -> None:
        a_version(trained_by=owner, in_use=True)
        firm = EnterpriseFactory(with_years=3)
        runs()
        before = told(firm)
        rows = list(Likelihood.objects.order_by("pk").values())
        until = AS_OF + timedelta(days=30)
        made = make_override(
            enterprise=firm,
            target="hnte_12m",
            probability=0.99,
            reason="研发楼已封顶，专利已授权",
            until=until,
            by=UserFactory(),
            on=AS_OF,
        )
        after = told(firm)
        assert (after.override, after.probability, after.reasons) == (made, before.probability, before.reasons)
        assert list(Likelihood.objects.order_by("pk").values()) == rows
        over = {one.target: one for one in explain_likelihoods(firm, on=until + timedelta(days=1))}
        assert over["hnte_12m"].override is None

    def test_stands_where_there_is_no_model(self) -> None:
        firm = EnterpriseFactory()
        made = make_override(
            enterprise=firm,
            target="gazelle_3y",
            probability=0.5,
            reason="订单已排到后年，正在扩产",
            until=AS_OF,
            by=UserFactory(),
            on=AS_OF,
        )
        assert (told(firm, "gazelle_3y").override, told(firm, "gazelle_3y").state) == (made, "no_model")


class TestUnavailable:
    def test_gives_what_was_said_without_reasons_and_the_other_targets_as_ever(self, owner: User) -> None:
        version = a_version(trained_by=owner, in_use=True)
        a_version("tech_sme_if_applied", trained_by=owner, in_use=True)
        firm = EnterpriseFactory(with_years=3)
        runs()
        # Another process, which has loaded nothing yet.
        ModelVersion.objects.filter(pk=version.pk).update(sha256="e" * 64)
        damaged, whole = told(firm, "hnte_12m"), told(firm, "tech_sme_if_applied")
        assert (damaged.state, damaged.reasons, damaged.reasons_stale) == ("given", (), True)
        assert damaged.probability == firm.likelihoods.get(target="hnte_12m").probability
        assert (whole.state, whole.reasons_stale, len(whole.reasons) > 0) == ("given", False, True)

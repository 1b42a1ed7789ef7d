"""Storing likelihoods: what the models in use say, nothing of the target of one that cannot be used, no override."""

from datetime import date

import pytest

import scoring.runs
from crm.accounts.models import User
from crm.enterprises.models import Enterprise
from scoring.model_decisions import promote, retire
from scoring.model_files import model_folder
from scoring.models import Likelihood, LikelihoodOverride, LikelihoodRecord, ModelVersion, ScoringRun
from scoring.overrides import make_override
from scoring.runs import KEPT, advance, carry_out, open_run
from tests.factories import EnterpriseFactory, UserFactory
from tests.scoring.stored_models import a_version, settle

AS_OF, NEXT_DAY = date(2026, 6, 1), date(2026, 6, 2)
SCORE = ScoringRun.Kind.SCORE
pytestmark = pytest.mark.django_db


@pytest.fixture
def owner() -> User:
    return UserFactory(role="model_owner")


@pytest.fixture
def version(owner: User) -> ModelVersion:
    settle()
    return a_version(trained_by=owner, in_use=True)


@pytest.fixture
def small_chunks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scoring.runs, "CHUNK", 2)


def scored(day: date = AS_OF) -> ScoringRun:
    return carry_out(open_run(SCORE, day))


def damage(version: ModelVersion) -> None:
    (model_folder(version) / "model.skops").write_bytes(b"no model")


def override(firm: Enterprise) -> LikelihoodOverride:
    return make_override(
        enterprise=firm,
        target="hnte_12m",
        probability=0.99,
        reason="研发楼已封顶，专利已授权",
        until=date(2027, 1, 1),
        by=UserFactory(),
        on=AS_OF,
    )


class TestStoreLikelihoods:
    def test_stores_a_probability_inside_its_interval_or_why_there_is_none(self, version: ModelVersion) -> None:
        told, silent = EnterpriseFactory(with_years=3), EnterpriseFactory()
        run = scored()
        given = Likelihood.objects.get(run=run, enterprise=told)
        assert given.probability is not None
        assert given.low is not None
        assert given.high is not None
        assert 0 < given.low < given.probability < given.high < 1
        assert (given.model_version, given.abstained_because) == (version, None)
        kept = Likelihood.objects.get(run=run, enterprise=silent)
        assert (kept.probability, kept.low, kept.high) == (None, None, None)
        assert kept.abstained_because["code"] == "facts_missing"
        assert kept.abstained_because["zh"]
        assert kept.abstained_because["en"]

    def test_says_nothing_of_who_has_reached_the_target(self, version: ModelVersion) -> None:
        holder = EnterpriseFactory(with_years=3, hnte=True)
        assert not scored().likelihoods.filter(enterprise=holder).exists()

    @pytest.mark.parametrize("chosen", ["logistic", "full_boosting"])
    def test_says_nothing_where_no_firm_can_reach_the_target(
        self, version: ModelVersion, owner: User, chosen: str
    ) -> None:
        a_version("gazelle_if_applied", trained_by=owner, chosen=chosen, in_use=True)
        EnterpriseFactory(with_years=3)
        run = scored()
        assert {one.target for one in run.likelihoods.all()} == {"hnte_12m"}

    def test_lets_each_model_speak_of_its_own_target(self, version: ModelVersion, owner: User) -> None:
        other = a_version("tech_sme_if_applied", trained_by=owner, in_use=True)
        firm = EnterpriseFactory(with_years=3)
        said = dict(scored().likelihoods.filter(enterprise=firm).values_list("target", "model_version"))
        assert said == {"hnte_12m": version.pk, "tech_sme_if_applied": other.pk}

    def test_records_what_moved_once(self, version: ModelVersion) -> None:
        firm = EnterpriseFactory(with_years=3)
        scored()
        scored(NEXT_DAY)
        (record,) = LikelihoodRecord.objects.filter(enterprise=firm)
        stored = Likelihood.objects.get(run__as_of=AS_OF, enterprise=firm)
        assert (record.as_of, record.probability, record.low) == (AS_OF, stored.probability, stored.low)

    def test_neither_reads_nor_changes_an_override(self, version: ModelVersion) -> None:
        firm = EnterpriseFactory(with_years=3)
        before = Likelihood.objects.get(run=scored(), enterprise=firm)
        made = override(firm)
        after = Likelihood.objects.get(run=scored(NEXT_DAY), enterprise=firm)
        assert after.probability == pytest.approx(before.probability, abs=0.01)
        stored = LikelihoodOverride.objects.get(pk=made.pk)
        assert (stored.probability, stored.ended_at, stored.until) == (0.99, None, date(2027, 1, 1))

    def test_leaves_out_the_target_of_a_champion_that_cannot_be_used_and_no_other(
        self, version: ModelVersion, owner: User, caplog: pytest.LogCaptureFixture
    ) -> None:
        firm = EnterpriseFactory(with_years=3)
        a_version("tech_sme_if_applied", trained_by=owner, in_use=True)
        damage(ModelVersion.objects.get(target="tech_sme_if_applied"))
        run = scored()
        assert ScoringRun.objects.current(SCORE) == run
        assert {one.model_version for one in run.likelihoods.filter(enterprise=firm)} == {version}
        assert {one.target for one in LikelihoodRecord.objects.all()} == {"hnte_12m"}
        assert [one for one in caplog.records if one.levelname == "ERROR" and "tech_sme_if_applied" in one.getMessage()]

    def test_has_a_worklist_where_no_champion_can_be_used(self, version: ModelVersion) -> None:
        firm = EnterpriseFactory(with_years=3)
        damage(version)
        run = scored()
        assert not run.likelihoods.exists()
        assert run.priorities.filter(enterprise=firm).exists()


class TestGivingUp:
    @pytest.mark.usefixtures("small_chunks")
    def test_leaves_no_record_of_a_run_that_is_given_up(self, version: ModelVersion) -> None:
        EnterpriseFactory.create_batch(3, with_years=3)
        advance(open_run(SCORE, AS_OF))
        assert LikelihoodRecord.objects.count() == 2
        open_run(SCORE, NEXT_DAY)
        assert not LikelihoodRecord.objects.exists()

    @pytest.mark.usefixtures("small_chunks")
    def test_gives_up_a_run_when_another_model_is_put_in_use(self, version: ModelVersion, owner: User) -> None:
        EnterpriseFactory.create_batch(3, with_years=3)
        begun = advance(open_run(SCORE, AS_OF))
        newer = a_version(trained_by=owner, version="2026-05-02-bbbb")
        promote(version=newer, by=UserFactory(role="rule_approver"), note="更好")
        finished = scored()
        assert finished.pk != begun.pk
        assert {one.model_version for one in finished.likelihoods.all()} == {newer}
        assert set(LikelihoodRecord.objects.values_list("model_version", flat=True)) == {newer.pk}

    @pytest.mark.usefixtures("small_chunks")
    def test_gives_up_a_run_when_a_model_is_taken_out_of_use(self, version: ModelVersion) -> None:
        EnterpriseFactory.create_batch(3, with_years=3)
        advance(open_run(SCORE, AS_OF))
        retire(target="hnte_12m", by=UserFactory(role="rule_approver"), note="停用")
        assert not scored().likelihoods.exists()

    @pytest.mark.usefixtures("small_chunks")
    def test_goes_on_with_a_run_under_the_same_models(self, version: ModelVersion) -> None:
        EnterpriseFactory.create_batch(3, with_years=3)
        begun = advance(open_run(SCORE, AS_OF))
        assert scored().pk == begun.pk


class TestKept:
    def test_keeps_five_runs_of_likelihoods_since_records_tell_the_rest(self) -> None:
        assert KEPT[SCORE] == 5

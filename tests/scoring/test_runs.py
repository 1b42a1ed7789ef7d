"""Runs over all firms: whole, resumable, and the same whenever they are done again."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from django.utils import timezone

import scoring.runs
import seeds
from crm.enterprises.models import Enterprise
from scoring.explanations import explain_assessments
from scoring.models import Assessment, RulebookVersion, ScoringRun
from scoring.rulebook_versions import VersionChanged, load_version
from scoring.runs import advance, carry_out, open_run, prune_runs
from tests.factories import EnterpriseFactory, ImportFactory, ProgrammeFactory

AS_OF = date(2026, 6, 30)
RULEBOOKS = Path(seeds.__file__).with_name("rulebooks")
ASSESS, SCORE = ScoringRun.Kind.ASSESS, ScoringRun.Kind.SCORE
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def rulebooks() -> None:
    for programme, name in (("tech_sme", "2017"), ("hnte", "2016")):
        ProgrammeFactory(code=programme)
        load_version(RULEBOOKS / programme / f"{name}.yaml")


@pytest.fixture
def small_chunks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scoring.runs, "CHUNK", 2)


def results(run: ScoringRun) -> list[tuple[object, ...]]:
    columns = ("enterprise", "rulebook__programme", "verdict", "points_low", "points_high", "unmet", "unknown")
    return list(Assessment.objects.filter(run=run).order_by("enterprise", "rulebook").values_list(*columns))


class TestCarryOut:
    def test_assesses_every_firm_under_every_rulebook_in_force(self) -> None:
        EnterpriseFactory.create_batch(3, with_years=3)
        run = carry_out(open_run(ASSESS, AS_OF))
        assert (run.state, run.done, run.total) == ("done", 3, 3)
        assert Assessment.objects.filter(run=run).count() == 3 * RulebookVersion.objects.in_force(AS_OF).count()

    def test_leaves_registry_facts_alone_undetermined_and_says_what_is_missing(self) -> None:
        firm = EnterpriseFactory()
        run = carry_out(open_run(ASSESS, AS_OF))
        for assessment in run.assessments.filter(enterprise=firm):
            assert assessment.verdict == "undetermined"
            assert assessment.unknown

    @pytest.mark.usefixtures("small_chunks")
    def test_gives_the_same_results_whatever_the_chunks(self, monkeypatch: pytest.MonkeyPatch) -> None:
        EnterpriseFactory.create_batch(5, with_years=3)
        in_twos = results(carry_out(open_run(ASSESS, AS_OF)))
        monkeypatch.setattr(scoring.runs, "CHUNK", 100)
        assert results(carry_out(open_run(ASSESS, AS_OF))) == in_twos

    @pytest.mark.usefixtures("small_chunks")
    def test_tells_how_far_it_is(self) -> None:
        EnterpriseFactory.create_batch(3)
        heard: list[tuple[int, int]] = []
        carry_out(open_run(ASSESS, AS_OF), progress=lambda done, total: heard.append((done, total)))
        assert heard[:2] == [(2, 3), (3, 3)]


class TestAdvance:
    @pytest.mark.usefixtures("small_chunks")
    def test_goes_on_after_the_last_firm_when_it_was_cut_off(self) -> None:
        EnterpriseFactory.create_batch(5)
        cut_off = advance(open_run(ASSESS, AS_OF))
        resumed = open_run(ASSESS, AS_OF)
        assert (resumed.pk, resumed.done) == (cut_off.pk, 2)
        carry_out(resumed)
        assert len(results(resumed)) == 5 * resumed.rulebooks.count()

    @pytest.mark.usefixtures("small_chunks")
    def test_leaves_nothing_of_a_chunk_that_failed(self, monkeypatch: pytest.MonkeyPatch) -> None:
        EnterpriseFactory.create_batch(3)
        run = open_run(ASSESS, AS_OF)
        done = scoring.runs.store_assessments

        def fails_after_writing(*args: object) -> None:
            done(*args)  # type: ignore[arg-type]  # passed through as it came
            raise ConnectionError

        monkeypatch.setattr(scoring.runs, "store_assessments", fails_after_writing)
        with pytest.raises(ConnectionError):
            advance(run)
        run.refresh_from_db()
        assert (run.done, run.assessments.count()) == (0, 0)

    def test_does_nothing_to_a_finished_run(self) -> None:
        EnterpriseFactory()
        run = carry_out(open_run(ASSESS, AS_OF))
        assert advance(run).finished_at == run.finished_at


class TestOpenRun:
    @pytest.mark.usefixtures("small_chunks")
    def test_gives_up_an_unfinished_run_when_facts_were_imported_since(self) -> None:
        EnterpriseFactory.create_batch(3)
        stale = advance(open_run(ASSESS, AS_OF))
        ImportFactory(state="committed", committed_at=timezone.now())
        fresh = open_run(ASSESS, AS_OF)
        assert (fresh.done, ScoringRun.objects.filter(pk=stale.pk).exists()) == (0, False)

    @pytest.mark.usefixtures("small_chunks")
    def test_gives_up_an_unfinished_run_of_another_day(self) -> None:
        EnterpriseFactory.create_batch(3)
        yesterday = advance(open_run(ASSESS, AS_OF))
        open_run(ASSESS, date(2026, 7, 1))
        assert not ScoringRun.objects.filter(pk=yesterday.pk).exists()


class TestPruneRuns:
    def test_keeps_the_newest_of_each_kind(self) -> None:
        EnterpriseFactory()
        days = [date(2026, 6, day) for day in (1, 2, 3)]
        for day in days:
            carry_out(open_run(ASSESS, day))
        carry_out(open_run(SCORE, days[0]))
        assert prune_runs(keep=dict.fromkeys(ScoringRun.Kind.values, 2)) == 1
        assert set(ScoringRun.objects.values_list("kind", "as_of")) == {
            ("assess", days[1]),
            ("assess", days[2]),
            ("score", days[0]),
        }


class TestCurrent:
    @pytest.mark.usefixtures("small_chunks")
    def test_is_the_newest_finished_run_never_one_under_way(self) -> None:
        EnterpriseFactory.create_batch(3)
        finished = carry_out(open_run(ASSESS, AS_OF))
        advance(open_run(ASSESS, date(2026, 7, 1)))
        assert ScoringRun.objects.current(ASSESS) == finished


class TestScoreRun:
    def test_makes_a_worklist_without_any_model(self) -> None:
        EnterpriseFactory.create_batch(2)
        run = carry_out(open_run(SCORE, AS_OF))
        assert run.likelihoods.count() == 0
        assert {entry.action for entry in run.priorities.all()} == {"find_facts"}
        assert all(entry.reasons[0]["zh"] for entry in run.priorities.all())


class TestExplainAssessments:
    def test_agrees_with_what_the_run_stored(self) -> None:
        firms = EnterpriseFactory.create_batch(2, with_years=3)
        run = carry_out(open_run(ASSESS, AS_OF))
        for firm in firms:
            stored = {one.rulebook_id: one.verdict for one in run.assessments.filter(enterprise=firm)}
            assert {one.rulebook.pk: one.explanation.verdict for one in explain_assessments(firm, AS_OF)} == stored

    def test_is_empty_for_a_firm_that_did_not_operate(self) -> None:
        firm = EnterpriseFactory(registered_on=date(2026, 7, 1))
        assert explain_assessments(firm, AS_OF) == ()


class TestInForce:
    def test_is_the_newest_version_of_each_programme_whose_term_covers_the_day(self) -> None:
        older = RulebookVersion.objects.get(programme="hnte")
        newer = RulebookVersion.objects.create(
            programme_id="hnte", version="next", status="active", effective_from=AS_OF, source=older.source
        )
        of_hnte = RulebookVersion.objects.filter(programme="hnte")
        assert of_hnte.in_force(AS_OF).get() == newer
        assert of_hnte.in_force(AS_OF - timedelta(days=1)).get() == older


class TestLoadVersion:
    def test_leaves_a_version_alone_that_is_there(self) -> None:
        version, is_new = load_version(RULEBOOKS / "hnte" / "2016.yaml")
        assert not is_new
        assert version.programme_id == "hnte"

    def test_refuses_another_text_under_the_same_version(self, tmp_path: Path) -> None:
        changed = tmp_path / "2016.yaml"
        changed.write_text((RULEBOOKS / "hnte" / "2016.yaml").read_text("utf-8") + "\n# changed\n", "utf-8")
        with pytest.raises(VersionChanged) as refused:
            load_version(changed)
        assert refused.value.code == "rulebook.version_changed"


def test_no_firm_is_lost_between_the_registry_and_the_run() -> None:
    EnterpriseFactory.create_batch(4)
    run = carry_out(open_run(ASSESS, AS_OF))
    assert run.assessments.values("enterprise").distinct().count() == Enterprise.objects.count()

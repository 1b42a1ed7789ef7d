"""Watching models in use: firms that changed raise an alarm, and what was foretold is held against what happened."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from io import StringIO

import numpy as np
import pytest
from django.core.management import call_command
from procrastinate.contrib.django.models import ProcrastinateJob

import scoring.model_watch
from crm.enterprises.models import Enterprise, FinancialYear
from scoring.likelihood.targets import HNTE_12M
from scoring.model_watch import watch
from scoring.models import LikelihoodRecord, ModelVersion, ModelWatch, ScoringRun
from scoring.runs import carry_out, open_run
from scoring.tasks import refresh, watch_models
from tests.factories import EnterpriseFactory, RecognitionFactory, UserFactory
from tests.scoring.stored_models import a_version, firms, settle

AS_OF = date(2026, 6, 1)
SCORE = ScoringRun.Kind.SCORE
FIRMS = 60
pytestmark = pytest.mark.django_db


@pytest.fixture
def version() -> ModelVersion:
    settle()
    return a_version(trained_by=UserFactory(role="model_owner"), in_use=True)


def as_in_training(spent: Callable[[int], float]) -> None:
    """Firms that look like those of the training data, but for the share of R&D, which each is told by its number."""
    like = firms(HNTE_12M, rows=FIRMS, seed=9)
    for place in range(FIRMS):
        firm, revenue = EnterpriseFactory(), float(like["revenue_y0"][place])
        FinancialYear.objects.create(
            enterprise=firm,
            year=2025,
            basis="audit",
            source="test",
            known_on=date(2026, 5, 1),
            revenue=Decimal(round(revenue)),
            rnd_expense=Decimal(round(revenue * spent(place))),
            headcount=Decimal(60),
        )


def evenly(place: int) -> float:
    """From nothing to 60 %, as the training data have it."""
    return 0.6 * (place + 0.5) / FIRMS


def drift_of(seen: ModelWatch, feature: str) -> float:
    return float(next(one["psi"] for one in seen.drift["features"] if one["feature"] == feature))


class TestWatch:
    def test_raises_an_alarm_when_firms_are_no_longer_those_of_the_training(self, version: ModelVersion) -> None:
        as_in_training(lambda _place: 0.55)
        (seen,) = watch(carry_out(open_run(SCORE, AS_OF)))
        assert (seen.model_version, seen.as_of, seen.firms) == (version, AS_OF, FIRMS)
        assert drift_of(seen, "rnd_intensity") > 0.25
        (told,) = (one for one in seen.alerts if one["feature"] == "rnd_intensity")
        assert (told["code"], told["level"]) == ("feature_drift", "alarm")
        assert "研发费用占营收比" in told["zh"]
        assert "R&D" in told["en"]
        assert "alarm" in {one["level"] for one in seen.alerts if one["code"] == "score_drift"}

    def test_stays_quiet_about_a_feature_that_is_spread_as_in_training(self, version: ModelVersion) -> None:
        as_in_training(evenly)
        (seen,) = watch(carry_out(open_run(SCORE, AS_OF)))
        assert drift_of(seen, "rnd_intensity") < 0.1
        assert not [one for one in seen.alerts if one["feature"] == "rnd_intensity"]

    def test_looks_at_some_of_many_firms(self, version: ModelVersion, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(scoring.model_watch, "LOOKED_AT", 20)
        monkeypatch.setattr(scoring.model_watch, "CHUNK", 7)
        as_in_training(evenly)
        (seen,) = watch(carry_out(open_run(SCORE, AS_OF)))
        assert seen.firms == FIRMS
        assert drift_of(seen, "rnd_intensity") < 0.25

    def test_looks_at_each_model_once_a_day(self, version: ModelVersion) -> None:
        as_in_training(evenly)
        run = carry_out(open_run(SCORE, AS_OF))
        assert len(watch(run)) == 1
        assert watch(run) == []
        assert watch(carry_out(open_run(SCORE, AS_OF))) == []
        assert len(watch(carry_out(open_run(SCORE, date(2026, 6, 2))))) == 1

    def test_goes_on_with_the_next_model_where_one_cannot_be_opened(self, version: ModelVersion) -> None:
        other = a_version("tech_sme_if_applied", trained_by=UserFactory(role="model_owner"), in_use=True)
        as_in_training(evenly)
        run = carry_out(open_run(SCORE, AS_OF))
        ModelVersion.objects.filter(pk=version.pk).update(sha256="e" * 64)
        assert [one.model_version for one in watch(run)] == [other]

    def test_has_nothing_to_look_at_without_firms(self, version: ModelVersion) -> None:
        assert watch(carry_out(open_run(SCORE, AS_OF))) == []


class TestMatured:
    FORETOLD = date(2025, 4, 2)
    """A year and the time that reports take before the day of the run."""

    @pytest.fixture
    def watched(self, version: ModelVersion) -> ModelVersion:
        as_in_training(evenly)
        return version

    def foretold(self, version: ModelVersion, probability: float, *, on: date = FORETOLD) -> list[Enterprise]:
        known = list(Enterprise.objects.order_by("pk"))
        for firm in known:
            LikelihoodRecord.objects.create(
                enterprise=firm,
                target=version.target,
                as_of=on,
                model_version=version,
                probability=probability,
                low=probability,
                high=probability,
                recorded_at="2025-04-02T00:00:00Z",
            )
        return known

    def recognise(self, known: list[Enterprise]) -> None:
        for firm in known:
            RecognitionFactory(
                enterprise=firm, programme__code="hnte", valid_from=date(2025, 11, 1), known_on=date(2025, 11, 10)
            )

    def watched_now(self) -> ModelWatch:
        (seen,) = watch(carry_out(open_run(SCORE, AS_OF)))
        return seen

    def test_is_nothing_before_any_horizon_has_run_out(self, watched: ModelVersion) -> None:
        self.foretold(watched, 0.5, on=date(2025, 4, 3))
        assert self.watched_now().matured is None

    def test_holds_what_was_foretold_against_what_happened(self, watched: ModelVersion) -> None:
        known = self.foretold(watched, 0.5)
        self.recognise(known[: FIRMS // 2])
        seen = self.watched_now()
        assert seen.matured is not None
        assert (seen.matured["firms"], seen.matured["positives"]) == (FIRMS, FIRMS // 2)
        assert (seen.matured["foretold"], seen.matured["happened"]) == (0.5, 0.5)
        assert not [one for one in seen.alerts if one["code"] == "calibration"]

    def test_raises_an_alarm_when_it_did_not_come_true(self, watched: ModelVersion) -> None:
        known = self.foretold(watched, 0.8)
        self.recognise(known[:6])
        seen = self.watched_now()
        assert seen.matured is not None
        assert seen.matured["beyond_noise"]
        assert [one["level"] for one in seen.alerts if one["code"] == "calibration"] == ["alarm"]

    def test_leaves_out_who_was_no_longer_at_risk_when_the_horizon_began(self, watched: ModelVersion) -> None:
        known = self.foretold(watched, 0.5, on=date(2024, 10, 1))
        RecognitionFactory(
            enterprise=known[0],
            valid_from=date(2024, 11, 1),
            known_on=date(2024, 11, 10),
            withdrawn_on=date(2025, 3, 1),
            withdrawn_known_on=date(2025, 6, 1),  # so that it looked a holder still
        )
        self.recognise(known[1:31])
        seen = self.watched_now()
        assert seen.matured is not None
        assert (seen.matured["firms"], seen.matured["positives"]) == (FIRMS - 1, 30)

    def test_holds_nothing_against_a_model_that_another_said(self, watched: ModelVersion) -> None:
        former = ModelVersion.objects.create(target="hnte_12m", version="2024", sha256="0" * 64, card={})
        self.foretold(former, 0.8)
        assert self.watched_now().matured is None


class TestWatchModels:
    def test_is_queued_once_by_the_command_that_scores(self) -> None:
        settle()
        for arguments in ((), ("--if-missing",)):
            call_command("score", "--as-of", AS_OF.isoformat(), *arguments, stdout=StringIO())
        assert ProcrastinateJob.objects.filter(task_name="scoring.tasks.watch_models", status="todo").count() == 1

    def test_is_queued_when_firms_were_scored(self, version: ModelVersion, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("scoring.tasks.localdate", lambda: AS_OF)
        as_in_training(evenly)
        refresh()
        assert ProcrastinateJob.objects.filter(task_name="scoring.tasks.watch_models", status="todo").count() == 1
        watch_models()
        assert np.isfinite([one["psi"] for one in ModelWatch.objects.get().drift["features"]]).all()

    def test_does_nothing_before_the_first_run(self, version: ModelVersion) -> None:
        watch_models()
        assert not ModelWatch.objects.exists()

"""The history of likelihoods: only what moved is recorded, nothing recorded changes, and a run given up leaves none."""

from datetime import date

import numpy as np
import pandas as pd
import pytest
from django.db import ProgrammingError, transaction
from hypothesis import given
from hypothesis import strategies as st

from crm.enterprises.models import Enterprise
from scoring.likelihood.support import Abstention
from scoring.likelihood_records import MOVED, Newest, forget_records, moved, newest_of, store_records
from scoring.models import LikelihoodRecord, ModelVersion, ScoringRun
from tests.factories import EnterpriseFactory

MONDAY, TUESDAY, WEDNESDAY = (date(2026, 6, day) for day in (1, 2, 3))
MISSING = Abstention(code="facts_missing", zh="数据不足", en="facts missing")
PROBABILITIES = st.floats(0, 1)


def a_run(day: date, kind: str = "score") -> ScoringRun:
    return ScoringRun.objects.create(kind=kind, as_of=day)


def a_version(target: str = "hnte_12m", version: str = "1") -> ModelVersion:
    return ModelVersion.objects.create(target=target, version=version, sha256="0" * 64, card={})


def said(probabilities: dict[Enterprise, float | None]) -> pd.DataFrame:
    """What `predict.score` would give; None where the model keeps silent."""
    values = pd.Series({firm.pk: np.nan if p is None else p for firm, p in probabilities.items()}, dtype="float64")
    because = [MISSING if np.isnan(value) else None for value in values]
    return pd.DataFrame(
        {
            "probability": values,
            "low": values * 0.9,
            "high": values,
            "abstained_because": pd.Series(because, values.index),
        }
    )


def history(firm: Enterprise, target: str = "hnte_12m") -> list[tuple[date, float | None, str]]:
    records = LikelihoodRecord.objects.filter(enterprise=firm, target=target).order_by("pk")
    return list(records.values_list("as_of", "probability", "abstained"))


class TestMoved:
    @given(before=PROBABILITIES, now=PROBABILITIES)
    def test_is_a_hundredth_or_more(self, before: float, now: float) -> None:
        last = Newest(model_version=1, probability=before, as_of=MONDAY)
        if abs(now - before) > MOVED:
            assert moved(last, 1, now, TUESDAY)
        if abs(now - before) < MOVED - 1e-8:
            assert not moved(last, 1, now, TUESDAY)

    @given(before=st.none() | PROBABILITIES, now=st.none() | PROBABILITIES)
    def test_is_any_word_of_another_model_and_any_first_word(self, before: float | None, now: float | None) -> None:
        assert moved(None, 1, now, MONDAY)
        assert moved(Newest(model_version=1, probability=before, as_of=MONDAY), 2, now, TUESDAY)

    @given(probability=PROBABILITIES)
    def test_is_silence_that_begins_or_ends_and_never_one_that_lasts(self, probability: float) -> None:
        spoke = Newest(model_version=1, probability=probability, as_of=MONDAY)
        silent = Newest(model_version=1, probability=None, as_of=MONDAY)
        assert moved(spoke, 1, None, TUESDAY)
        assert moved(silent, 1, probability, TUESDAY)
        assert not moved(silent, 1, None, TUESDAY)

    @given(before=st.none() | PROBABILITIES, now=st.none() | PROBABILITIES, model=st.integers(1, 2))
    def test_is_nothing_that_looks_back(self, before: float | None, now: float | None, model: int) -> None:
        assert not moved(Newest(model_version=1, probability=before, as_of=TUESDAY), model, now, MONDAY)


@pytest.mark.django_db
class TestStoreRecords:
    def test_tells_the_history_of_each_firm_and_target_apart(self) -> None:
        one, other = EnterpriseFactory.create_batch(2)
        hnte, gazelle = a_version(), a_version("gazelle_3y")
        store_records(a_run(MONDAY), {hnte: said({one: 0.30, other: 0.50}), gazelle: said({one: 0.10})})
        made = store_records(a_run(TUESDAY), {hnte: said({one: 0.305, other: 0.52}), gazelle: said({one: 0.10})})
        assert made == 1
        assert history(one) == [(MONDAY, 0.30, "")]
        assert history(other) == [(MONDAY, 0.50, ""), (TUESDAY, 0.52, "")]
        assert history(one, "gazelle_3y") == [(MONDAY, 0.10, "")]

    def test_adds_up_small_moves_until_they_are_a_hundredth(self) -> None:
        firm, version = EnterpriseFactory(), a_version()
        for day, probability in ((MONDAY, 0.30), (TUESDAY, 0.306), (WEDNESDAY, 0.312)):
            store_records(a_run(day), {version: said({firm: probability})})
        assert history(firm) == [(MONDAY, 0.30, ""), (WEDNESDAY, 0.312, "")]

    def test_records_silence_with_its_code_and_the_interval_of_a_word(self) -> None:
        firm, version = EnterpriseFactory(), a_version()
        for day, probability in ((MONDAY, 0.30), (TUESDAY, None), (WEDNESDAY, 0.30)):
            store_records(a_run(day), {version: said({firm: probability})})
        assert history(firm) == [(MONDAY, 0.30, ""), (TUESDAY, None, "facts_missing"), (WEDNESDAY, 0.30, "")]
        intervals = LikelihoodRecord.objects.filter(enterprise=firm).order_by("pk").values_list("low", "high")
        assert list(intervals) == [(pytest.approx(0.27), 0.30), (None, None), (pytest.approx(0.27), 0.30)]

    def test_records_that_another_model_spoke(self) -> None:
        firm, before, after = EnterpriseFactory(), a_version(), a_version(version="2")
        store_records(a_run(MONDAY), {before: said({firm: 0.30})})
        store_records(a_run(TUESDAY), {after: said({firm: 0.30})})
        records = LikelihoodRecord.objects.filter(enterprise=firm).order_by("pk")
        assert [record.model_version for record in records] == [before, after]

    def test_does_nothing_without_firms_or_models(self) -> None:
        assert store_records(a_run(MONDAY), {}) == 0
        assert store_records(a_run(MONDAY), {a_version(): said({})}) == 0

    def test_is_append_only(self) -> None:
        firm, version = EnterpriseFactory(), a_version()
        store_records(a_run(MONDAY), {version: said({firm: 0.30})})
        with pytest.raises(ProgrammingError, match="Cannot update rows"), transaction.atomic():
            LikelihoodRecord.objects.update(probability=0.9)
        assert history(firm) == [(MONDAY, 0.30, "")]


@pytest.mark.django_db
class TestForgetRecords:
    def test_takes_back_what_the_run_recorded_and_nothing_else(self) -> None:
        firm, version = EnterpriseFactory(), a_version()
        store_records(a_run(MONDAY), {version: said({firm: 0.30})})
        given_up = a_run(TUESDAY)
        store_records(given_up, {version: said({firm: 0.60})})
        forget_records(given_up)
        assert history(firm) == [(MONDAY, 0.30, "")]
        assert newest_of([firm.pk])[firm.pk, "hnte_12m"].probability == 0.30

    def test_takes_back_nothing_for_a_run_of_another_kind(self) -> None:
        firm, version = EnterpriseFactory(), a_version()
        assessing = a_run(MONDAY, "assess")
        store_records(a_run(MONDAY), {version: said({firm: 0.30})})
        forget_records(assessing)
        assert history(firm) == [(MONDAY, 0.30, "")]

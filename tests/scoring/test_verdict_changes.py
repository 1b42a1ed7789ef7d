"""The history of verdicts: changes and nothing else, with what was known and why they changed."""

from datetime import date
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone

import scoring.runs
from crm.enterprises.models import Enterprise, FinancialYear
from scoring.models import MeasureSnapshot, RulebookVersion, ScoringRun, VerdictChange
from scoring.pipeline import pipeline
from scoring.runs import KEPT, advance, carry_out, open_run, prune_runs
from scoring.verdict_history import told
from tests.factories import EnterpriseFactory, FinancialYearFactory
from tests.scoring.situations import REVENUE, STAFF, rulebook_version

DAY, NEXT, LATER = date(2026, 6, 1), date(2026, 6, 2), date(2026, 6, 3)
ASSESS = ScoringRun.Kind.ASSESS
STRICT = ("revenue", "at_least", "revenue_y0", 30_000_000, "yuan")
pytestmark = pytest.mark.django_db


@pytest.fixture
def version() -> RulebookVersion:
    """A rulebook that asks for ten million of revenue and fifty employees."""
    return rulebook_version(REVENUE, STAFF)


@pytest.fixture
def firm(version: RulebookVersion) -> Enterprise:
    """A firm with twenty million of revenue, sixty employees: it meets the rulebook."""
    return EnterpriseFactory(with_years=1)


def assessed(day: date) -> ScoringRun:
    """A run over all firms as of this day."""
    return carry_out(open_run(ASSESS, day))


def changes(**wanted: Any) -> list[VerdictChange]:
    return list(VerdictChange.objects.filter(**wanted).order_by("pk"))


def reports(firm: Enterprise, known_on: date, **figures: Any) -> None:
    """Another report on the last year."""
    FinancialYearFactory(enterprise=firm, year=2025, known_on=known_on, **figures)


class TestStoreChanges:
    def test_begins_with_a_row_for_each_firm_and_programme(self, firm: Enterprise) -> None:
        rulebook_version(REVENUE, programme="other", status="reference")
        rulebook_version(REVENUE, programme="coming", status="draft")
        EnterpriseFactory()
        assessed(DAY)
        first = changes(enterprise=firm)
        assert {row.programme_id for row in first} == {"sample", "other"}
        assert {(row.before, row.verdict, row.cause) for row in first} == {("", "met", "first")}
        assert VerdictChange.objects.count() == 4

    def test_adds_nothing_while_nothing_changes(self, firm: Enterprise) -> None:
        for day in (DAY, NEXT, LATER):
            assessed(day)
        assert [row.as_of for row in changes(enterprise=firm)] == [DAY]
        assert MeasureSnapshot.objects.count() == 1

    def test_tells_what_turned_and_keeps_what_was_known(self, firm: Enterprise) -> None:
        assessed(DAY)
        reports(firm, NEXT, revenue=9_000_000)
        assessed(NEXT)
        _first, row = changes(enterprise=firm)
        assert (row.before, row.verdict, row.cause, row.as_of) == ("met", "unmet", "facts", NEXT)
        assert (row.turned, row.unmet, row.unknown) == (["revenue"], ["revenue"], [])
        assert row.snapshot.measures["revenue_y0"] == 9_000_000
        assert (row.snapshot.as_of, row.snapshot.enterprise) == (NEXT, firm)

    def test_changes_only_where_a_verdict_does(self, firm: Enterprise) -> None:
        assessed(DAY)
        reports(firm, NEXT, revenue=9_000_000, headcount=40)
        assessed(NEXT)
        reports(firm, LATER, revenue=11_000_000, headcount=40)
        assessed(LATER)
        assert [(row.verdict, row.unmet) for row in changes(enterprise=firm)] == [
            ("met", []),
            ("unmet", ["revenue", "staff"]),
        ]

    def test_tells_a_run_of_the_same_day_on_other_facts(self, firm: Enterprise) -> None:
        assessed(DAY)
        reports(firm, DAY, revenue=None)
        FinancialYear.objects.filter(known_on__lt=DAY).delete()
        assessed(DAY)
        assert [row.verdict for row in changes(enterprise=firm)] == ["met", "undetermined"]
        assert changes()[-1].turned == ["revenue"]

    def test_leaves_the_history_alone_when_looking_back(self, firm: Enterprise) -> None:
        reports(firm, LATER, revenue=9_000_000)
        assessed(LATER)
        assessed(DAY)
        assessed(LATER)
        assert [(row.as_of, row.verdict) for row in changes()] == [(LATER, "unmet")]


class TestCause:
    def test_is_the_rulebook_where_the_version_before_would_still_say_so(self, firm: Enterprise) -> None:
        assessed(DAY)
        newer = rulebook_version(STRICT, version="2026", since=NEXT)
        assessed(NEXT)
        row = changes()[-1]
        assert (row.rulebook, row.before, row.verdict, row.cause) == (newer, "met", "unmet", "rulebook")

    def test_is_the_facts_where_the_version_before_says_otherwise_too(self, firm: Enterprise) -> None:
        assessed(DAY)
        rulebook_version(STRICT, version="2026", since=NEXT)
        reports(firm, NEXT, revenue=9_000_000)
        assessed(NEXT)
        assert changes()[-1].cause == "facts"

    @pytest.mark.parametrize("keep", [3, 0])
    def test_is_the_facts_where_the_newer_version_had_said_the_same_before_they_changed(
        self, firm: Enterprise, keep: int
    ) -> None:
        lenient = ("revenue", "at_least", "revenue_y0", 5_000_000, "yuan")
        RulebookVersion.objects.all().delete()
        rulebook_version(lenient)
        assessed(DAY)
        rulebook_version(REVENUE, version="2026", since=NEXT)
        assessed(NEXT)
        reports(firm, LATER, revenue=9_000_000)
        prune_runs(dict.fromkeys(ScoringRun.Kind, keep))
        assessed(LATER)
        row = changes()[-1]
        told_by_the_change_before = "rulebook"  # all that is left to go by once no run is kept
        assert (row.before, row.verdict) == ("met", "unmet")
        assert row.cause == ("facts" if keep else told_by_the_change_before)

    def test_is_nothing_where_another_version_says_the_same(self, firm: Enterprise) -> None:
        assessed(DAY)
        rulebook_version(REVENUE, version="2026", since=NEXT)
        assessed(NEXT)
        assert len(changes()) == 1

    def test_is_the_rulebook_again_when_a_version_is_withdrawn(self, firm: Enterprise) -> None:
        assessed(DAY)
        newer = rulebook_version(STRICT, version="2026", since=NEXT)
        assessed(NEXT)
        RulebookVersion.objects.filter(pk=newer.pk).update(withdrawn_at=timezone.now(), withdrawn_because="误发")
        assessed(NEXT)
        assert [(row.verdict, row.cause) for row in changes()][1:] == [("unmet", "rulebook"), ("met", "rulebook")]


class TestTold:
    def test_names_criteria_that_only_the_version_before_has(self, firm: Enterprise) -> None:
        reports(firm, DAY, headcount=40)
        assessed(DAY)
        rulebook_version(("profit", "at_least", "net_profit_y0", -5, "yuan"), version="2026", since=NEXT)
        assessed(NEXT)
        (change,) = told(changes()[1:])
        assert [(one.id, one.title.zh) for one in change.turned] == [("staff", "staff标准")]


class TestRuns:
    def test_compares_whatever_the_chunks_and_interruptions(
        self, firm: Enterprise, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        EnterpriseFactory.create_batch(2)
        monkeypatch.setattr(scoring.runs, "CHUNK", 2)
        advance(open_run(ASSESS, DAY))
        assert VerdictChange.objects.count() == 2
        carry_out(open_run(ASSESS, DAY))
        assert VerdictChange.objects.count() == 3

    def test_leave_nothing_of_a_chunk_that_failed(self, firm: Enterprise, monkeypatch: pytest.MonkeyPatch) -> None:
        store = scoring.runs.store_changes

        def fails_after_writing(*args: Any) -> None:
            store(*args)
            raise ConnectionError

        monkeypatch.setattr(scoring.runs, "store_changes", fails_after_writing)
        with pytest.raises(ConnectionError):
            assessed(DAY)
        assert (VerdictChange.objects.count(), MeasureSnapshot.objects.count()) == (0, 0)

    def test_begin_anew_when_a_rulebook_was_published_since(
        self, firm: Enterprise, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        EnterpriseFactory.create_batch(2)
        monkeypatch.setattr(scoring.runs, "CHUNK", 2)
        stale = advance(open_run(ASSESS, DAY))
        newer = rulebook_version(STRICT, version="2026", since=DAY)
        fresh = open_run(ASSESS, DAY)
        assert (fresh.done, list(fresh.rulebooks.all())) == (0, [newer])
        assert not ScoringRun.objects.filter(pk=stale.pk).exists()

    def test_take_what_they_said_with_them_when_they_are_given_up(
        self, firm: Enterprise, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        EnterpriseFactory.create_batch(2)
        assessed(DAY)
        before = changes()
        strict = rulebook_version(STRICT, version="2026", since=NEXT)
        monkeypatch.setattr(scoring.runs, "CHUNK", 2)
        advance(open_run(ASSESS, NEXT))
        assert VerdictChange.objects.count() == len(before) + 1
        RulebookVersion.objects.filter(pk=strict.pk).update(withdrawn_at=timezone.now(), withdrawn_because="误发")
        carry_out(open_run(ASSESS, NEXT))
        assert changes() == before

    def test_keep_what_they_said_when_giving_them_up_is_cut_off(
        self, firm: Enterprise, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def cut_off(*_args: Any) -> None:
            raise ConnectionError

        stale = advance(open_run(ASSESS, DAY))
        monkeypatch.setattr(scoring.runs, "_new_run", cut_off)
        with pytest.raises(ConnectionError):
            open_run(ASSESS, NEXT)
        assert ScoringRun.objects.filter(pk=stale.pk).exists()
        assert len(changes(enterprise=firm)) == 1

    def test_need_not_be_kept_to_count_the_verdicts_of_a_past_day(self, firm: Enterprise) -> None:
        EnterpriseFactory()
        days = [date(2026, 6, day) for day in range(1, KEPT[ASSESS] + 3)]
        reports(firm, days[1], revenue=9_000_000)
        counted = {}
        for day in days:
            assessed(day)
            counted[day] = pipeline(Enterprise.objects.all(), day).verdicts
        assert prune_runs() == 2
        assert {day: pipeline(Enterprise.objects.all(), day).verdicts for day in days} == counted
        assert counted[days[0]] == {"sample": {"met": 1, "unmet": 0, "undetermined": 1}}
        assert counted[days[1]] == {"sample": {"met": 0, "unmet": 1, "undetermined": 1}}


class TestImmutable:
    @pytest.mark.parametrize(
        ("model", "values"), [(VerdictChange, {"verdict": "unmet"}), (MeasureSnapshot, {"measures": {}})]
    )
    def test_refuses_every_change_of_a_row(self, firm: Enterprise, model: Any, values: dict[str, Any]) -> None:
        assessed(DAY)
        with pytest.raises(DatabaseError, match="Cannot update"), transaction.atomic():
            model.objects.update(**values)

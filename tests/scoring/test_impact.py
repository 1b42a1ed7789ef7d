"""What a draft would change: counted over all firms by a job that can be cut off."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import OperationalError, connection
from procrastinate.contrib.django.models import ProcrastinateJob

from crm.accounts.models import User
from crm.enterprises.models import Enterprise
from crm.errors import DomainError
from scoring import impact
from scoring.impact import (
    ask_for_preview,
    carry_out_preview,
    fail_preview,
    has_stalled,
    is_outdated,
    newer_preview,
    newest_preview,
)
from scoring.impact_counts import flips_told, shown
from scoring.models import Assessment, ImpactPreview, RulebookDraft
from scoring.rulebook_drafts import discard_draft, edit_draft
from scoring.rulebooks.loader import parse_rulebook
from scoring.tasks import PREVIEW_RETRIES, preview_impact
from tests.factories import EnterpriseFactory, FinancialYearFactory, RegionFactory, UserFactory
from tests.jobs import run_jobs
from tests.scoring.drafts import TODAY, drafted, stored, text

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor() -> User:
    user: User = UserFactory(role="rule_editor")
    return user


def firm(headcount: int | None, county: str = "411303") -> Enterprise:
    """A firm with so many people last year."""
    made: Enterprise = EnterpriseFactory(registered_region=RegionFactory(code=county))
    if headcount is not None:
        FinancialYearFactory(enterprise=made, headcount=headcount, st_staff=1, rnd_staff=1)
    return made


def ask(draft: RulebookDraft) -> ImpactPreview:
    return ask_for_preview(draft_id=draft.pk, by=draft.author, on=TODAY)


def done(draft: RulebookDraft) -> ImpactPreview:
    preview = ask(draft)
    carry_out_preview(preview.pk)
    preview.refresh_from_db()
    return preview


def counts(preview: ImpactPreview) -> Mapping[tuple[Any, ...], int]:
    return {(row["region"], row["tier"], row["before"], row["after"]): row["firms"] for row in preview.counts}


class TestPreview:
    def test_counts_verdicts_before_and_after_by_county_and_tier(self, editor: User) -> None:
        stored("2020", bound=10)
        flipped = firm(30)
        for people, county in ((80, "411303"), (30, "411323"), (5, "411323"), (None, "411323")):
            firm(people, county)
        preview = done(drafted(editor))
        assert (preview.state, preview.done, preview.total) == ("done", 5, 5)
        assert counts(preview) == {
            ("411303", 0, "met", "met"): 1,
            ("411303", 0, "met", "unmet"): 1,
            ("411323", 0, "met", "unmet"): 1,
            ("411323", 0, "undetermined", "undetermined"): 1,
            ("411323", 0, "unmet", "unmet"): 1,
        }
        flip = preview.flips.get(enterprise=flipped)
        assert (flip.before, flip.after, flip.region) == ("met", "unmet", "411303")
        assert flip.criteria == [
            {"id": "staff", "title": {"zh": "人数", "en": "Staff"}, "before": "met", "after": "unmet"}
        ]

    def test_changes_nothing_that_counts(self, editor: User) -> None:
        stored("2020")
        firm(30)
        done(drafted(editor))
        assert not Assessment.objects.exists()

    def test_has_no_flips_where_nothing_was_in_force(self, editor: User) -> None:
        firm(80)
        preview = done(drafted(editor))
        assert counts(preview) == {("411303", 0, "none", "met"): 1}
        assert not preview.flips.exists()

    def test_names_criteria_that_only_one_version_has(self, editor: User) -> None:
        stored("2020")
        firm(30)
        preview = done(drafted(editor, source=text().replace("id: staff", "id: people")))
        turned = {row["id"]: (row["before"], row["after"]) for row in preview.flips.get().criteria}
        assert turned == {"people": (None, "unmet")}

    def test_is_of_the_day_the_draft_would_begin_to_decide_against_what_decides_then(self, editor: User) -> None:
        stored("2020", bound=10)
        coming = stored("2026a", bound=40, begins="2026-12-01")
        firm(45)
        known_later = firm(None)
        Enterprise.objects.filter(pk=known_later.pk).update(registered_on=date(2026, 11, 1))
        preview = ask(drafted(editor, source=text(begins="2027-02-01")))
        ImpactPreview.objects.update(created_at=datetime(2026, 6, 1, tzinfo=UTC))
        carry_out_preview(preview.pk)
        preview.refresh_from_db()
        assert (preview.as_of, preview.against, preview.state) == (date(2027, 2, 1), coming, "done")
        assert counts(preview) == {
            ("411303", 0, "met", "unmet"): 1,
            ("411303", 0, "undetermined", "undetermined"): 1,
        }
        assert preview.total == preview.done == 2

    def test_is_outdated_once_another_version_would_decide_then(self, editor: User) -> None:
        stored("2020")
        draft = drafted(editor, source=text(begins="2027-02-01"))
        preview, rulebook = ask(draft), parse_rulebook(draft.source)
        assert not is_outdated(preview, rulebook, TODAY)
        stored("2026a", begins="2026-12-01")
        assert is_outdated(preview, rulebook, TODAY)

    def test_goes_on_where_it_was_cut_off(self, editor: User, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(impact, "CHUNK", 2)
        stored("2020")
        for people in (30, 80, 30, 5, 80):
            firm(people)
        preview = ask(drafted(editor))
        assert impact._advance(preview.pk)
        preview.refresh_from_db()
        assert (preview.state, preview.done) == ("running", 2)
        carry_out_preview(preview.pk)
        carry_out_preview(preview.pk)
        preview.refresh_from_db()
        assert (preview.done, sum(counts(preview).values()), preview.flips.count()) == (5, 5, 2)

    def test_stops_when_the_draft_changes_under_it(self, editor: User) -> None:
        firm(30)
        draft = drafted(editor)
        preview = ask(draft)
        edit_draft(draft_id=draft.pk, by=editor, revision=1, source=text(bound=60))
        run_jobs("default")
        preview.refresh_from_db()
        assert (preview.state, preview.finished_at is not None) == ("failed", True)
        assert "被修改" in preview.problem
        assert newest_preview(RulebookDraft.objects.get()) is None

    def test_says_that_it_broke_when_it_did(self, editor: User, monkeypatch: pytest.MonkeyPatch) -> None:
        def broken(*_args: object) -> None:
            raise ZeroDivisionError

        monkeypatch.setattr(impact, "read_facts", broken)
        firm(30)
        preview = ask(drafted(editor))
        with pytest.raises(ZeroDivisionError):
            run_jobs("default")
        preview.refresh_from_db()
        assert (preview.state, preview.problem != "") == ("failed", True)

    def test_says_so_when_the_database_did_not_answer_time_and_again(
        self, editor: User, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def gone(_preview: int) -> None:
            raise OperationalError

        monkeypatch.setattr("scoring.tasks.carry_out_preview", gone)
        preview = ask(drafted(editor))
        for attempts, state in ((0, "running"), (PREVIEW_RETRIES, "failed")):
            with pytest.raises(OperationalError):
                preview_impact(SimpleNamespace(job=SimpleNamespace(attempts=attempts)), preview.pk, "en")
            preview.refresh_from_db()
            assert preview.state == state


class TestAskForPreview:
    def test_queues_one_job_and_tells_what_is_under_way(self, editor: User) -> None:
        draft = drafted(editor)
        assert ask(draft) == ask(draft)
        (job,) = ProcrastinateJob.objects.filter(task_name=impact.TASK)
        assert job.args["preview_id"] == ImpactPreview.objects.get().pk

    def test_works_it_out_anew_when_asked_after_the_end(self, editor: User) -> None:
        stored("2020")
        draft = drafted(editor)
        firm(30)
        first = done(draft)
        firm(80)
        again = ask(draft)
        assert (newest_preview(draft), newer_preview(first)) == (first, again)
        assert first.flips.count() == 1
        carry_out_preview(again.pk)
        assert newest_preview(draft) == again
        assert (newer_preview(again), again.flips.count()) == (None, 1)
        assert ImpactPreview.objects.filter(pk=first.pk, total=1).exists()
        assert first.flips.count() == 0

    def test_begins_anew_where_nobody_works_on_it_any_more(self, editor: User) -> None:
        draft = drafted(editor)
        first = ask(draft)
        assert not has_stalled(first)
        with connection.cursor() as cursor:
            cursor.execute("UPDATE procrastinate_jobs SET status = 'failed'")
        assert has_stalled(first)
        again = ask(draft)
        first.refresh_from_db()
        assert (first.state, again.state, has_stalled(first), has_stalled(again)) == ("failed", "running", False, False)

    def test_leaves_alone_what_is_gone(self) -> None:
        carry_out_preview(0)
        fail_preview(0, "x")

    @pytest.mark.parametrize("source", ["[", text(status="activ")])
    def test_refuses_what_cannot_be_read(self, editor: User, source: str) -> None:
        with pytest.raises(DomainError, check=lambda error: error.code == "draft.unreadable"):
            ask(drafted(editor, source=source))

    def test_refuses_what_was_given_up(self, editor: User) -> None:
        draft = discard_draft(draft_id=drafted(editor).pk, by=editor)
        with pytest.raises(DomainError, check=lambda error: error.code == "draft.not_open"):
            ask(draft)


class TestShown:
    def preview(self, editor: User, rows: list[tuple[str, int, str, str, int]]) -> ImpactPreview:
        names = ("region", "tier", "before", "after", "firms")
        return ImpactPreview(draft=drafted(editor), counts=[dict(zip(names, row, strict=True)) for row in rows])

    def test_shows_all_to_who_may_see_the_firms(self, editor: User) -> None:
        told = shown(self.preview(editor, [("a", 0, "met", "unmet", 1), ("b", 0, "met", "unmet", 9)]), hide=False)
        assert [cell.firms for cell in told.counts] == [1, 9]
        assert [one.firms for one in told.summary] == [10]

    def test_hides_small_cells_and_the_one_that_would_tell_them(self, editor: User) -> None:
        rows = [("a", 0, "met", "unmet", 2), ("b", 0, "met", "unmet", 9), ("c", 0, "met", "unmet", 20)]
        told = shown(self.preview(editor, [*rows, ("a", 0, "unmet", "unmet", 30)]), hide=True)
        assert {(cell.region, cell.after, cell.before): cell.firms for cell in told.counts} == {
            ("a", "unmet", "met"): None,
            ("b", "unmet", "met"): None,
            ("c", "unmet", "met"): 20,
            ("a", "unmet", "unmet"): 30,
        }
        assert {one.before: one.firms for one in told.summary} == {"met": 31, "unmet": 30}

    def test_hides_more_while_what_is_hidden_makes_a_small_number_together(self, editor: User) -> None:
        rows = [("a", 0, "met", "unmet", 18), ("b", 0, "met", "unmet", 1), ("c", 0, "met", "unmet", 1)]
        told = shown(self.preview(editor, rows), hide=True)
        assert ([cell.firms for cell in told.counts], [one.firms for one in told.summary]) == ([None] * 3, [20])
        rows = [("a", 0, "met", "unmet", 18), ("b", 0, "met", "unmet", 2), ("c", 0, "met", "unmet", 3)]
        assert [cell.firms for cell in shown(self.preview(editor, rows), hide=True).counts] == [18, None, None]

    def test_hides_all_of_a_transition_whose_sum_is_hidden(self, editor: User) -> None:
        rows = [
            ("a", 0, "met", "unmet", 3),
            ("a", 0, "met", "met", 40),
            ("b", 0, "met", "met", 41),
            ("a", 0, "unmet", "unmet", 99),
        ]
        told = shown(self.preview(editor, rows), hide=True)
        assert [cell.firms for cell in told.counts if cell.before == "met"] == [None, None, None]
        assert {one.firms for one in told.summary if one.before == "met"} == {None}

    def test_tells_no_flip_out_of_a_hidden_cell(self, editor: User) -> None:
        stored("2020")
        for people, county in (*((30, "411303"),) * 6, *((30, "411323"),) * 2, *((30, "411302"),) * 7):
            firm(people, county)
        preview = done(drafted(editor))
        assert flips_told(preview, hide=False).count() == 15
        assert set(flips_told(preview, hide=True).values_list("region", flat=True)) == {"411302"}

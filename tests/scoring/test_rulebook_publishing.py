"""Publishing takes a second person and proof."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, ProgrammingError, transaction
from django.db.models import QuerySet
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from crm.accounts.models import User
from crm.errors import DomainError
from crm.intake.models import Import
from scoring.models import ImpactPreview, RulebookDraft, RulebookVersion
from scoring.rulebook_drafts import take_back_draft
from scoring.rulebook_publishing import publish_draft, return_draft
from tests.factories import ImportFactory, UserFactory
from tests.scoring.drafts import TODAY, cases, stored, submitted, text

pytestmark = pytest.mark.django_db
YESTERDAY = timezone.now() - timedelta(days=1)


@pytest.fixture
def editor() -> User:
    user: User = UserFactory(role="rule_editor")
    return user


@pytest.fixture
def approver() -> User:
    user: User = UserFactory(role="rule_approver")
    return user


def refused(code: str) -> "pytest.RaisesExc[DomainError]":
    return pytest.raises(DomainError, check=lambda error: error.code == code)


def previewed(draft: RulebookDraft, **given: Any) -> RulebookDraft:
    """The draft, with a finished preview of its revision."""
    against = RulebookVersion.objects.in_force(TODAY).filter(programme=draft.programme_id).first()
    fields = {"revision": draft.revision, "as_of": TODAY, "against": against, "state": "done", **given}
    ImpactPreview.objects.create(draft=draft, created_by=draft.author, **{"finished_at": timezone.now(), **fields})
    return draft


def publish(draft: RulebookDraft, by: User, **given: Any) -> RulebookDraft:
    return publish_draft(draft_id=draft.pk, by=by, on=given.pop("on", TODAY), **{"revision": draft.revision, **given})


def in_force(on: date = TODAY) -> RulebookVersion | None:
    versions: QuerySet[RulebookVersion] = RulebookVersion.objects.in_force(on)
    return versions.filter(programme="gazelle").first()


def queued() -> list[str]:
    """What waits to be done, in its order."""
    names = ProcrastinateJob.objects.filter(status="todo").order_by("pk").values_list("task_name", flat=True)
    return [name.removeprefix("scoring.tasks.") for name in names]


class TestPublishDraft:
    def test_makes_the_version_that_decides_and_has_all_firms_assessed(self, editor: User, approver: User) -> None:
        stored("2020")
        draft = publish(previewed(submitted(editor)), approver, note="同意", revision=1)
        version = in_force()
        assert version == draft.published_as
        assert version
        assert (version.version, version.author, version.published_by) == ("2026", editor, approver)
        assert (version.source, version.cases) == (text(), cases())
        assert (draft.state, draft.decided_by, draft.note) == ("published", approver, "同意")
        assert queued() == ["refresh_scores", "plan_gaps"]

    def test_refuses_who_wrote_it(self, editor: User) -> None:
        draft = previewed(submitted(editor))
        editor.role = "rule_approver"
        with refused("draft.own"):
            publish(draft, editor)
        assert in_force() is None

    def test_refuses_what_was_taken_back(self, editor: User, approver: User) -> None:
        draft = previewed(submitted(editor))
        take_back_draft(draft_id=draft.pk, by=editor)
        with refused("draft.not_submitted"):
            publish(draft, approver)

    def test_refuses_another_revision_than_was_read(self, editor: User, approver: User) -> None:
        with refused("draft.stale"):
            publish(previewed(submitted(editor)), approver, revision=7)

    @pytest.mark.parametrize(
        ("given", "code"),
        [
            ({"cases": ""}, "draft.no_cases"),
            ({"cases": cases(bound=49)}, "draft.cases_fail"),
            ({"source": text(status="draft")}, "draft.status_draft"),
            ({"source": text(version="2020")}, "draft.version_taken"),
        ],
    )
    def test_refuses_what_has_not_shown_what_it_does(
        self, editor: User, approver: User, given: dict[str, str], code: str
    ) -> None:
        stored("2020")
        with refused(code):
            publish(previewed(submitted(editor, **given)), approver)

    def test_refuses_what_the_bureau_has_not_seen_the_impact_of(self, editor: User, approver: User) -> None:
        with refused("draft.impact_missing"):
            publish(submitted(editor), approver)
        for given in ({"revision": 2}, {"state": "running"}, {"state": "failed"}):
            with refused("draft.impact_missing"):
                publish(previewed(submitted(editor), **given), approver)

    def test_refuses_a_preview_against_a_version_that_decides_no_more(self, editor: User, approver: User) -> None:
        draft = previewed(submitted(editor))
        stored("2020")
        with refused("draft.impact_outdated"):
            publish(draft, approver)

    @pytest.mark.parametrize(
        "given", [{"begins": "2025-12-31"}, {"begins": "2020-01-01", "version": "older"}], ids=["older", "far_older"]
    )
    def test_refuses_a_version_that_another_one_would_always_come_before(
        self, editor: User, approver: User, given: dict[str, str]
    ) -> None:
        before = stored("2025", begins="2026-01-01")
        draft = previewed(submitted(editor, source=text(**given), cases=cases(given.get("version", "2026"))))
        with refused("draft.never_in_force") as told:
            publish(draft, approver)
        assert "gazelle@2025" in told.value.message
        assert in_force() == before

    def test_refuses_a_version_whose_term_is_over(self, editor: User, approver: User) -> None:
        source = text().replace("effective_from: 2026-01-01", "effective_from: 2025-01-01\neffective_until: 2026-05-31")
        with refused("draft.never_in_force"):
            publish(previewed(submitted(editor, source=source)), approver)

    def test_takes_a_version_that_begins_later_and_was_held_against_what_decides_then(
        self, editor: User, approver: User
    ) -> None:
        stored("2020")
        coming = stored("2026a", begins="2026-07-01")
        source = text(begins="2026-09-01")
        with refused("draft.impact_outdated"):
            publish(previewed(submitted(editor, source=source)), approver)
        draft = publish(previewed(submitted(editor, source=source), against=coming), approver)
        assert in_force(date(2026, 8, 31)) == coming
        assert in_force(date(2026, 9, 1)) == draft.published_as

    @pytest.mark.parametrize("changed", ["committed_at", "undone_at"])
    def test_refuses_a_preview_of_other_facts(self, editor: User, approver: User, changed: str) -> None:
        imported, draft = ImportFactory(state="committed", committed_at=YESTERDAY), previewed(submitted(editor))
        fields = {"state": "undone" if changed == "undone_at" else "committed", changed: timezone.now()}
        Import.objects.filter(pk=imported.pk).update(**fields)
        with refused("draft.impact_outdated"):
            publish(draft, approver)

    def test_refuses_a_preview_that_is_more_than_a_week_old(self, editor: User, approver: User) -> None:
        draft = previewed(submitted(editor))
        made_on = timezone.localdate()
        with refused("draft.impact_outdated"):
            publish(draft, approver, on=made_on + timedelta(days=8))
        assert publish(draft, approver, on=made_on + timedelta(days=7)).state == "published"

    def test_takes_the_finished_preview_while_another_is_made(self, editor: User, approver: User) -> None:
        draft = previewed(submitted(editor))
        previewed(draft, state="running", finished_at=None)
        assert publish(draft, approver).state == "published"
        with (
            pytest.raises(ProgrammingError, match="Cannot delete rows from scoring_impactpreview"),
            transaction.atomic(),
        ):
            ImpactPreview.objects.all().delete()

    def test_refuses_a_text_that_became_unreadable(self, editor: User, approver: User) -> None:
        draft = previewed(submitted(editor))
        RulebookDraft.objects.filter(pk=draft.pk).update(source="[")
        with refused("draft.unreadable"):
            publish(draft, approver)


class TestReturnDraft:
    def test_opens_it_for_its_author_with_a_reason(self, editor: User, approver: User) -> None:
        draft = return_draft(draft_id=submitted(editor).pk, by=approver, revision=1, note="界值有误")
        assert (draft.state, draft.note, draft.decided_by) == ("open", "界值有误", approver)

    def test_refuses_another_revision_than_was_read(self, editor: User, approver: User) -> None:
        with refused("draft.stale"):
            return_draft(draft_id=submitted(editor).pk, by=approver, revision=2, note="x")

    def test_refuses_without_a_reason_and_by_the_author(self, editor: User, approver: User) -> None:
        draft = submitted(editor)
        with refused("draft.note_missing"):
            return_draft(draft_id=draft.pk, by=approver, revision=1, note=" ")
        with refused("draft.own"):
            return_draft(draft_id=draft.pk, by=editor, revision=1, note="x")


class TestInForce:
    def test_is_the_newest_term_that_covers_the_day(self) -> None:
        old, new = stored("2020"), stored("2025", begins="2025-03-01")
        assert in_force(date(2025, 2, 28)) == old
        assert in_force(date(2025, 3, 1)) == new
        assert in_force(date(2019, 12, 31)) is None

    def test_counts_the_days_to_come_for_a_version_published_ahead(self) -> None:
        old, new = stored("2020"), stored("2027", begins=(TODAY + timedelta(days=1)).isoformat())
        assert (in_force(), in_force(TODAY + timedelta(days=1))) == (old, new)


class TestConstraints:
    def test_no_version_is_published_by_its_author(self, editor: User) -> None:
        version = stored("2020")
        with pytest.raises(IntegrityError, match="rulebook_published_by_another"), transaction.atomic():
            RulebookVersion.objects.filter(pk=version.pk).update(author=editor, published_by=editor)

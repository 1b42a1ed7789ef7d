"""The jobs of intake, taken by a real worker from a real queue."""

import io
import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import OperationalError, connection
from django.utils import translation
from procrastinate.contrib.django.models import ProcrastinateJob

from crm.accounts.models import User
from crm.enterprises.models import Enterprise
from crm.intake import tasks
from crm.intake.models import Import, ImportProgress
from crm.intake.services import (
    NotPreviewed,
    cancel_job,
    committing,
    map_import,
    receive_import,
    request_commit,
    request_undo,
)
from crm.intake.tasks import MOST_TRIES
from tests.crm.intake.files import TODAY, csv_file
from tests.crm.intake.services.firms import HEADER, ROWS, firms
from tests.crm.intake.services.test_receiving import received
from tests.factories import EnterpriseFactory, UserFactory
from tests.jobs import work_off

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def empty_queue(transactional_db: None) -> Iterator[None]:
    """Nobody else's jobs, and none left: the queue is not among the tables that Django empties after a test."""
    for _before_and_after in range(2):
        with connection.cursor() as cursor:
            cursor.execute("TRUNCATE procrastinate_jobs, procrastinate_workers CASCADE")
        if not _before_and_after:
            yield


@pytest.fixture
def steward() -> User:
    user: User = UserFactory(role="data_steward")
    return user


def state(import_: Import) -> str:
    return Import.objects.get(pk=import_.pk).state


def upload(*rows: tuple[str, ...]) -> Import:
    return receive_import(file=csv_file(HEADER, *(rows or ROWS)), received=received(), today=TODAY)


def statuses(task: str) -> list[str]:
    jobs = ProcrastinateJob.objects.filter(task_name=f"crm.intake.tasks.{task}")
    return list(jobs.order_by("pk").values_list("status", flat=True))


def _elsewhere(work: Callable[[], None]) -> Callable[[], None]:
    """`work`, done by somebody else: in a thread and on a connection of its own."""

    def do() -> None:
        try:
            work()
        finally:
            connection.close()

    def run() -> None:
        other = threading.Thread(target=do)
        other.start()
        other.join()

    return run


class TestJobs:
    def test_read_commit_and_undo_one_after_the_other(self, steward: User) -> None:
        import_ = upload()
        work_off()
        assert state(import_) == "previewed"
        request_commit(import_id=import_.pk, by=steward, good_rows_only=False)
        work_off()
        assert (state(import_), Enterprise.objects.count()) == ("committed", 2)
        request_undo(import_id=import_.pk, by=steward)
        work_off()
        assert (state(import_), Enterprise.objects.count()) == ("undone", 0)
        assert statuses("read") + statuses("commit") + statuses("undo") == ["succeeded"] * 3

    def test_run_twice_have_one_effect(self, steward: User) -> None:
        import_ = firms()
        request_commit(import_id=import_.pk, by=steward, good_rows_only=False)
        job = ProcrastinateJob.objects.get(task_name="crm.intake.tasks.commit")
        with connection.cursor() as cursor:  # as when a worker was killed after its commit, before it could say so
            cursor.execute(
                "INSERT INTO procrastinate_jobs (queue_name, task_name, lock, args)"
                " SELECT queue_name, task_name, lock, args FROM procrastinate_jobs WHERE id = %s",
                [job.pk],
            )
        work_off()
        assert Enterprise.objects.count() == 2
        assert ProcrastinateJob.objects.filter(task_name="facts_changed").count() == 1

    def test_two_commits_at_once_have_one_effect(self, steward: User) -> None:
        import_ = firms()
        met: list[str] = []
        at_once = threading.Barrier(2)

        def decide() -> None:
            at_once.wait()
            try:
                request_commit(import_id=import_.pk, by=steward, good_rows_only=False)
                met.append("taken")
            except NotPreviewed as refused:
                met.append(refused.code)
            finally:
                connection.close()

        both = [threading.Thread(target=decide) for _time in range(2)]
        for one in both:
            one.start()
        for one in both:
            one.join()
        assert sorted(met) == ["import.not_previewed", "taken"]
        work_off()
        assert Enterprise.objects.count() == 2
        assert statuses("commit") == ["succeeded"]

    def test_tell_of_changed_facts_in_their_own_transaction_only(
        self, steward: User, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        import_ = firms()
        request_commit(import_id=import_.pk, by=steward, good_rows_only=False)

        def fail_at_the_end() -> bool:
            raise ZeroDivisionError

        monkeypatch.setattr(committing, "ask_for_duplicates", fail_at_the_end)
        work_off()
        assert not Enterprise.objects.exists()
        assert not ProcrastinateJob.objects.filter(task_name="facts_changed").exists()


class TestCancelled:
    def test_first_reading_is_given_up(self) -> None:
        import_ = upload()
        cancel_job(import_id=import_.pk)
        work_off()
        assert state(import_) == "discarded"

    def test_reading_again_leaves_the_preview_as_it_was(self) -> None:
        import_ = firms()
        map_import(import_id=import_.pk, sheets=[{"name": "", "read": True, "header_row": 1}])
        cancel_job(import_id=import_.pk)
        work_off()
        assert (state(import_), import_.rows.count()) == ("previewed", 2)

    def test_commit_writes_nothing_and_can_be_asked_for_again(self, steward: User) -> None:
        import_ = firms()
        request_commit(import_id=import_.pk, by=steward, good_rows_only=False)
        cancel_job(import_id=import_.pk)
        work_off()
        now = Import.objects.get(pk=import_.pk)
        assert (now.state, now.committed_by, now.problem) == ("previewed", None, None)
        assert not Enterprise.objects.exists()
        request_commit(import_id=import_.pk, by=steward, good_rows_only=False)
        assert not ImportProgress.objects.get(table=import_).stop_asked
        work_off()
        assert state(import_) == "committed"

    def test_in_the_middle_of_writing_rolls_back(self, steward: User, monkeypatch: pytest.MonkeyPatch) -> None:
        import_ = firms()
        request_commit(import_id=import_.pk, by=steward, good_rows_only=False)
        real = tasks.carry_out_commit
        stop = _elsewhere(lambda: cancel_job(import_id=import_.pk))

        def stopped_after_writing(*, import_id: int, progress: Callable[[str, int, int], None]) -> None:
            def watch(stage: str, done: int, total: int) -> None:
                if stage == "writing" and done:
                    assert Enterprise.objects.count() == 2
                    stop()
                    stage = "stopping"  # another stage is told at once
                progress(stage, done, total)

            real(import_id=import_id, progress=watch)

        monkeypatch.setattr(tasks, "carry_out_commit", stopped_after_writing)
        work_off()
        assert state(import_) == "previewed"
        assert not Enterprise.objects.exists()

    def test_undoing_leaves_it_committed(self, steward: User) -> None:
        import_ = firms()
        request_commit(import_id=import_.pk, by=steward, good_rows_only=False)
        work_off()
        request_undo(import_id=import_.pk, by=steward)
        cancel_job(import_id=import_.pk)
        work_off()
        assert (state(import_), Enterprise.objects.count()) == ("committed", 2)


class TestBroken:
    def failing(self, monkeypatch: pytest.MonkeyPatch, error: BaseException) -> list[int]:
        tries: list[int] = []

        def fail(**_given: Any) -> None:
            tries.append(1)
            raise error

        monkeypatch.setattr(tasks, "carry_out_commit", fail)
        return tries

    def test_job_gives_the_import_back_and_says_so(self, steward: User, monkeypatch: pytest.MonkeyPatch) -> None:
        import_ = firms()
        request_commit(import_id=import_.pk, by=steward, good_rows_only=False)
        self.failing(monkeypatch, ZeroDivisionError())
        work_off()
        now = Import.objects.get(pk=import_.pk)
        assert (now.state, now.problem["code"]) == ("previewed", "import.broken_off")
        assert statuses("commit") == ["failed"]

    def test_job_is_tried_again_after_an_outage(self, steward: User, monkeypatch: pytest.MonkeyPatch) -> None:
        import_ = firms()
        request_commit(import_id=import_.pk, by=steward, good_rows_only=False)
        self.failing(monkeypatch, OperationalError("gone"))
        work_off()
        assert (state(import_), statuses("commit")) == ("committing", ["todo"])
        monkeypatch.undo()
        with connection.cursor() as cursor:
            cursor.execute("UPDATE procrastinate_jobs SET scheduled_at = NULL")
        work_off()
        assert (state(import_), Enterprise.objects.count()) == ("committed", 2)

    def test_job_that_kills_its_workers_is_put_aside(self, steward: User, monkeypatch: pytest.MonkeyPatch) -> None:
        import_ = firms()
        request_commit(import_id=import_.pk, by=steward, good_rows_only=False)
        tries = self.failing(monkeypatch, ZeroDivisionError())
        with connection.cursor() as cursor:
            cursor.execute("UPDATE procrastinate_jobs SET attempts = %s", [MOST_TRIES])
        work_off()
        now = Import.objects.get(pk=import_.pk)
        assert (now.state, now.problem["code"], tries) == ("previewed", "import.broken_off", [])

    def test_commit_that_finds_bad_rows_shows_them_in_the_preview(self, steward: User) -> None:
        import_ = firms()
        request_commit(import_id=import_.pk, by=steward, good_rows_only=False)
        EnterpriseFactory(uscc=ROWS[0][0], name="别的名字有限公司", is_synthetic=False)
        Import.objects.filter(pk=import_.pk).update(uploaded_by=UserFactory(county_lead=True))
        work_off()
        now = Import.objects.get(pk=import_.pk)
        assert (now.state, now.problem["code"]) == ("previewed", "import.has_bad_rows")
        assert now.counts["refuse"] >= 1
        assert Enterprise.objects.count() == 1


class TestLanguage:
    @pytest.mark.parametrize(("language", "word"), [("en", "web page"), ("zh-hans", "网页")])
    def test_of_who_asked_is_that_of_the_problem(self, language: str, word: str) -> None:
        with translation.override(language):
            import_ = receive_import(file=io.BytesIO(b"<html></html>"), received=received(), today=TODAY)
        work_off()
        now = Import.objects.get(pk=import_.pk)
        assert now.state == "failed"
        assert word in now.problem["message"]

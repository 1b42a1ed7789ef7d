"""Asking for new results after facts changed."""

import pytest
from django.db import connection
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from crm.enterprises.models import Enterprise
from crm.intake.jobs import FACTS_CHANGED
from scoring.refreshing import ask_for_refresh
from scoring.tasks import follow_facts


@pytest.mark.django_db
class TestAskForRefresh:
    def test_asks_once_however_often_facts_change(self) -> None:
        assert [ask_for_refresh() for _time in range(3)] == [True, False, False]
        (job,) = ProcrastinateJob.objects.all()
        assert job.task_name == "scoring.tasks.refresh_scores"

    def test_leaves_the_callers_transaction_whole(self) -> None:
        ask_for_refresh()
        ask_for_refresh()
        assert not Enterprise.objects.exists()


class TestFollowFacts:
    def test_is_the_job_by_which_intake_tells_and_asks_once(self, transactional_db: None) -> None:
        assert app.tasks[FACTS_CHANGED] is follow_facts
        for _time in range(2):
            follow_facts()
        refreshes = ProcrastinateJob.objects.filter(task_name="scoring.tasks.refresh_scores", status="todo")
        assert refreshes.count() == 1
        with connection.cursor() as cursor:  # the queue is not among the tables that Django empties after a test
            cursor.execute("TRUNCATE procrastinate_jobs CASCADE")

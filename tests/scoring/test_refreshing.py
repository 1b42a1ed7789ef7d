"""Asking for new results after facts changed."""

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob

from crm.enterprises.models import Enterprise
from scoring.refreshing import ask_for_refresh


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

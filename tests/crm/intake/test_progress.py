import pytest
from django.db import connection, transaction

from crm.intake.models import Import, ImportProgress
from crm.intake.progress import Stopped, reported
from tests.crm.intake.services.firms import firms

pytestmark = pytest.mark.django_db(transaction=True)


def seen(import_: Import) -> tuple[str, int, int]:
    row = ImportProgress.objects.get(table=import_)
    return row.stage, row.done, row.total


class TestReporter:
    def test_is_seen_at_once_by_others_while_the_job_holds_its_transaction(self):
        import_ = firms()
        with reported(import_.pk) as progress, transaction.atomic():
            Import.objects.select_for_update().get(pk=import_.pk)
            with connection.cursor() as cursor:
                cursor.execute("SET LOCAL lock_timeout = '2s'")
            progress("writing", 3, 10)
            transaction.set_rollback(True)
        assert seen(import_) == ("writing", 3, 10)

    def test_tells_each_stage_but_not_every_row(self):
        import_ = firms()
        with reported(import_.pk) as progress:
            for done in range(5):
                progress("reading", done, 5)
            assert seen(import_) == ("reading", 0, 5)
            progress("planning", 0, 5)
            assert seen(import_) == ("planning", 0, 5)

    def test_stops_the_job_when_somebody_asked_for_it(self):
        import_ = firms()
        with reported(import_.pk) as progress:
            ImportProgress.objects.update(stop_asked=True)
            with pytest.raises(Stopped):
                progress("writing", 0, 10)

    def test_leaves_no_connection_behind(self):
        import_ = firms()
        with connection.cursor() as cursor:
            query = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
            cursor.execute(query)
            before = cursor.fetchone()
            with reported(import_.pk) as progress:
                progress("reading", 0, 0)
            cursor.execute("SELECT pg_sleep(0.1)")
            cursor.execute(query)
            assert cursor.fetchone() == before

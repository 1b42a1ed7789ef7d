import io
from datetime import date
from typing import Any

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob

from crm.errors import DomainError
from crm.intake.jobs import QUEUE
from crm.intake.models import Import
from crm.intake.services import Received, receive_import
from tests.crm.intake.files import KNOWN_ON, TODAY, csv_file
from tests.crm.intake.services.firms import HEADER, ROWS
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


def received(**changed: Any) -> Received:
    about = {"file_name": "名录.csv", "kind": "enterprises", "source": " 登记机关 ", "known_on": KNOWN_ON, "user": None}
    return Received(**(about | changed))


class TestReceiveImport:
    def test_keeps_the_file_byte_for_byte_and_queues_the_job_that_reads_it(self):
        file = csv_file(HEADER, *ROWS)
        import_ = receive_import(file=file, received=received(), today=TODAY)
        assert bytes(import_.file.content) == file.getvalue()
        assert (import_.state, import_.source, len(import_.file_sha256)) == ("received", "登记机关", 64)
        job = ProcrastinateJob.objects.get()
        assert (job.queue_name, job.task_name, job.lock) == (QUEUE, "crm.intake.tasks.read", f"import-{import_.pk}")
        assert job.args["import_id"] == import_.pk

    @pytest.mark.parametrize(
        ("changed", "code"),
        [
            ({"kind": "nonsense"}, "import.kind_unknown"),
            ({"source": " "}, "import.source_missing"),
            ({"known_on": date(2099, 1, 1)}, "import.known_on_in_future"),
            ({"fixed": {"shoe_size": "42"}}, "import.mapping_unusable"),
        ],
    )
    def test_refuses_at_once_what_no_reading_would_mend(self, changed: dict[str, Any], code: str):
        with pytest.raises(DomainError) as refused:
            receive_import(file=csv_file(HEADER, *ROWS), received=received(**changed), today=TODAY)
        assert refused.value.code == code
        assert not Import.objects.exists()
        assert not ProcrastinateJob.objects.exists()

    @pytest.mark.parametrize("content", [b"", b" \r\n\t"])
    def test_refuses_an_empty_file_at_once(self, content: bytes):
        with pytest.raises(DomainError) as refused:
            receive_import(file=io.BytesIO(content), received=received(user=UserFactory()), today=TODAY)
        assert refused.value.code == "file.empty"

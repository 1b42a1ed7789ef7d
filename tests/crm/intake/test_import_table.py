import io
import json
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from crm.enterprises.models import Enterprise
from crm.intake.reading.tables import read_table
from tests.crm.intake.files import CODE, csv_file

pytestmark = pytest.mark.django_db


@pytest.fixture
def table(tmp_path: Path) -> Path:
    file = tmp_path / "名录.csv"
    file.write_bytes(csv_file(("信用代码", "名称"), (CODE, "甲"), ("错", "乙")).getvalue())
    return file


def run(file: Path, *options: str) -> str:
    out = io.StringIO()
    call_command(
        "import_table", "enterprises", str(file), "--source", "登记", "--known-on", "2026-03-01", *options, stdout=out
    )
    return out.getvalue()


class TestImportTable:
    def test_says_what_would_happen(self, table: Path):
        assert "create         1" in run(table)
        assert not Enterprise.objects.exists()

    def test_writes_the_good_rows_with_commit(self, table: Path):
        summary = json.loads(run(table, "--commit", "--json"))
        assert summary["counts"] == {"create": 1, "update": 0, "repeat": 0, "refuse": 1}
        assert Enterprise.objects.get().uscc == CODE

    def test_writes_the_refused_rows_to_a_file(self, table: Path, tmp_path: Path):
        run(table, "--refused", str(tmp_path / "refused.xlsx"))
        rows = read_table(io.BytesIO((tmp_path / "refused.xlsx").read_bytes())).sheets[0].rows
        assert rows[1].cells[:2] == ("错", "乙")

    def test_names_the_code_of_a_refusal(self, tmp_path: Path):
        (tmp_path / "empty.csv").touch()
        with pytest.raises(CommandError, match=r"file\.empty"):
            run(tmp_path / "empty.csv")
        with pytest.raises(CommandError, match=r"absent\.csv"):
            run(tmp_path / "absent.csv")

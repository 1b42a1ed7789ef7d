import io
import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from crm.enterprises.models import Enterprise, FinancialYear
from crm.intake.models import SavedMapping
from crm.intake.reading.tables import read_table
from tests.crm.intake.files import csv_file
from tests.factories import EnterpriseFactory, FinancialYearFactory, uscc

pytestmark = pytest.mark.django_db

CODE = uscc(1)


@pytest.fixture
def table(tmp_path: Path) -> Path:
    file = tmp_path / "名录.csv"
    file.write_bytes(csv_file(("信用代码", "名称"), (CODE, "甲"), ("错", "乙")).getvalue())
    return file


@pytest.fixture
def years(tmp_path: Path) -> Path:
    """A table of revenues that says neither the year nor the unit, under headers that nobody knows."""
    EnterpriseFactory(uscc=CODE, name="甲")
    file = tmp_path / "税务.csv"
    file.write_bytes(csv_file(("纳税人", "名称", "申报数"), (CODE, "甲", "100")).getvalue())
    return file


def run(file: Path, *options: str, kind: str = "enterprises") -> str:
    out = io.StringIO()
    call_command("import_table", kind, str(file), "--source", "登记", "--known-on", "2026-03-01", *options, stdout=out)
    return out.getvalue()


def summary(*given: Any, **kind: str) -> dict[str, Any]:
    told: dict[str, Any] = json.loads(run(*given, "--json", **kind))
    return told


class TestImportTable:
    def test_says_what_would_happen(self, table: Path):
        assert "create          1" in run(table)
        assert not Enterprise.objects.exists()

    def test_writes_nothing_while_a_row_is_bad(self, table: Path):
        with pytest.raises(CommandError, match=r"import\.has_bad_rows"):
            run(table, "--commit")
        assert not Enterprise.objects.exists()

    def test_writes_the_good_rows_when_told_to(self, table: Path):
        told = summary(table, "--commit", "--good-rows-only")
        assert told["counts"] == {"create": 1, "update": 0, "repeat": 0, "conflict": 0, "refuse": 1}
        assert Enterprise.objects.get().uscc == CODE

    def test_writes_the_other_rows_to_a_file(self, table: Path, tmp_path: Path):
        run(table, "--refused", str(tmp_path / "refused.xlsx"))
        rows = read_table(io.BytesIO((tmp_path / "refused.xlsx").read_bytes())).sheets[0].rows
        assert rows[1].cells[:2] == ("错", "乙")

    def test_undoes_an_import(self, table: Path):
        told = summary(table, "--commit", "--good-rows-only")
        out = io.StringIO()
        call_command("import_table", "--undo", str(told["import"]), "--json", stdout=out)
        assert json.loads(out.getvalue())["state"] == "undone"
        assert not Enterprise.objects.exists()

    def test_reads_by_a_mapping_in_a_file_and_values_of_every_row(self, years: Path, tmp_path: Path):
        columns = [{"letter": "A", "field": "uscc", "unit": None}, {"letter": "C", "field": "revenue", "unit": "万元"}]
        sheets = [{"name": "", "read": True, "header_row": 1, "columns": columns}]
        (tmp_path / "mapping.json").write_text(json.dumps({"sheets": sheets, "fixed": {"basis": "税务"}}))
        run(
            *(years, "--mapping", str(tmp_path / "mapping.json"), "--fixed", "year=2024", "--commit"),
            kind="financial_years",
        )
        year = FinancialYear.objects.get()
        assert (year.revenue, year.year, year.basis) == (1_000_000, 2024, "tax")

    def test_reads_by_a_saved_mapping(self, years: Path):
        columns = {"纳税人": {"field": "uscc", "unit": None}, "申报数": {"field": "revenue", "unit": "万元"}}
        fixed = {"year": "2023"}
        SavedMapping.objects.create(name="税", kind="financial_years", source="税务", columns=columns, fixed=fixed)
        run(years, "--saved-mapping", "税", "--commit", kind="financial_years")
        assert FinancialYear.objects.get().year == 2023
        with pytest.raises(CommandError, match="税"):
            run(years, "--saved-mapping", "无", kind="financial_years")

    def test_takes_what_is_held_when_it_is_confirmed(self, tmp_path: Path):
        firm = EnterpriseFactory(uscc=CODE, name="甲")
        FinancialYearFactory(enterprise=firm, year=2024, revenue=1_000_000)
        file = tmp_path / "年报.csv"
        file.write_bytes(csv_file(("信用代码", "年度", "营业收入（万元）"), (CODE, "2025", "9999999")).getvalue())
        assert summary(file, kind="financial_years")["counts"]["conflict"] == 1
        told = summary(file, "--confirm", "amount.thousandfold", "--commit", kind="financial_years")
        assert (told["state"], told["counts"]["create"]) == ("committed", 1)

    def test_names_the_code_of_a_refusal(self, tmp_path: Path):
        (tmp_path / "empty.csv").touch()
        with pytest.raises(CommandError, match=r"file\.empty"):
            run(tmp_path / "empty.csv")
        with pytest.raises(CommandError, match=r"absent\.csv"):
            run(tmp_path / "absent.csv")

    def test_says_what_is_missing(self):
        with pytest.raises(CommandError, match="source"):
            call_command("import_table", "enterprises", "somewhere.csv")

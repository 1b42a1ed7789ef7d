import io

import pytest

from crm.enterprises.models import Enterprise
from crm.intake.models import Import
from crm.intake.services import RowChange, map_import, mend_row, read_import, receive_import
from tests.crm.intake.files import TODAY, csv_file, outcomes
from tests.crm.intake.services.firms import BAD, HEADER, ROWS
from tests.crm.intake.services.test_receiving import received
from tests.factories import EnterpriseFactory, UserFactory, uscc
from tests.jobs import run_jobs

pytestmark = pytest.mark.django_db


def read(file: io.BytesIO, kind: str = "enterprises") -> Import:
    import_ = receive_import(file=file, received=received(kind=kind), today=TODAY)
    read_import(import_id=import_.pk)
    return Import.objects.get(pk=import_.pk)


class TestReadImport:
    def test_previews_and_changes_no_fact(self):
        import_ = read(csv_file(HEADER, *ROWS, BAD))
        assert import_.state == "previewed"
        assert import_.counts == {"create": 2, "update": 0, "repeat": 0, "conflict": 0, "refuse": 1}
        assert import_.rows.count() == 3
        assert not Enterprise.objects.exists()

    def test_asks_where_columns_are_unclear_and_shows_what_stands_there(self):
        import_ = read(csv_file(("代码", "注册资本"), (uscc(1), "500")))
        assert import_.state == "unclear"
        assert import_.mapping["needs"]
        assert import_.mapping["sheets"][0]["sample"][1]["cells"] == [uscc(1), "500"]

    @pytest.mark.parametrize(
        ("file", "code"),
        [(io.BytesIO(b"<html><table></table></html>"), "file.html"), (csv_file(HEADER), "table.no_rows")],
    )
    def test_says_why_a_file_cannot_be_read(self, file: io.BytesIO, code: str):
        import_ = read(file)
        assert import_.state == "failed"
        assert import_.problem["code"] == code
        assert import_.problem["message"]

    def test_run_again_changes_nothing(self):
        import_ = read(csv_file(HEADER, *ROWS))
        rows = list(import_.rows.values_list("pk", flat=True))
        read_import(import_id=import_.pk)
        assert list(import_.rows.values_list("pk", flat=True)) == rows

    def test_of_a_killed_worker_is_done_over(self):
        import_ = receive_import(file=csv_file(HEADER, *ROWS), received=received(), today=TODAY)
        Import.objects.update(state="reading")
        read_import(import_id=import_.pk)
        assert outcomes(import_) == ["create", "create"]

    def test_anew_keeps_mended_cells_and_decisions(self):
        import_ = read(csv_file(HEADER, *ROWS, BAD))
        steward = UserFactory(role="data_steward")
        first, second, bad = import_.rows.order_by("pk")
        mend_row(import_id=import_.pk, row_id=bad.pk, by=steward, change=RowChange(cells={"A": uscc(3)}))
        mend_row(import_id=import_.pk, row_id=second.pk, by=steward, change=RowChange(leave_out=True, note="重复"))
        map_import(import_id=import_.pk, sheets=[{"name": "", "read": True, "header_row": 1}])
        run_jobs()
        first, second, bad = import_.rows.order_by("pk")
        assert [first.outcome, second.outcome, bad.outcome] == ["create", "refuse", "create"]
        assert (bad.cells[0], bad.edits) == (uscc(3), {"0": "123"})
        assert second.decision["note"] == "重复"

    @pytest.mark.parametrize(("unit", "outcome"), [("万元", "create"), ("亿元", "conflict")])
    def test_anew_keeps_confirmed_only_what_says_the_same(self, unit: str, outcome: str):
        EnterpriseFactory(uscc=uscc(1))
        headers = ("统一社会信用代码", "年度", "营业收入（万元）", "研发费用（万元）")
        table = csv_file(headers, (uscc(1), "2025", "100", "120"))
        import_ = receive_import(file=table, received=received(kind="financial_years"), today=TODAY)
        read_import(import_id=import_.pk)
        row = import_.rows.get()
        codes = [finding["code"] for finding in row.findings]
        mend_row(
            import_id=import_.pk, row_id=row.pk, by=UserFactory(role="data_steward"), change=RowChange(confirm=codes)
        )
        columns = [
            {"letter": letter, "field": field, "unit": unit if field in ("revenue", "rnd_expense") else None}
            for letter, field in zip("ABCD", ("uscc", "year", "revenue", "rnd_expense"), strict=True)
        ]
        map_import(import_id=import_.pk, sheets=[{"name": "", "read": True, "header_row": 1, "columns": columns}])
        run_jobs()
        row = import_.rows.get()
        assert (row.outcome, bool(row.decision["confirmed"])) == (outcome, outcome == "create")

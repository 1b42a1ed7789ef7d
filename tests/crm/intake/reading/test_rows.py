"""Rows put together from their columns; and read again from what is stored of them."""

from datetime import date
from decimal import Decimal
from typing import Any

import orjson
import pytest

from crm.directory.regions import RegionBook
from crm.intake.described import describe
from crm.intake.reading.again import StoredRow, reread
from crm.intake.reading.mapping import map_table
from crm.intake.reading.places import Places
from crm.intake.reading.rows import Reading, ReadRow, read_rows
from crm.intake.reading.stored_cells import cells_to_store
from crm.intake.reading.tables import read_table
from tests.crm.intake.files import CODE, csv_file, xlsx_file
from tests.factories import uscc

HEADER = ("统一社会信用代码", "企业名称", "成立日期", "注册资本（万元）")


def reading(kind: str = "enterprises") -> Reading:
    places = Places(regions=RegionBook.of([]), industries={"计算机制造": "3911"})
    return Reading(kind=kind, known_on=date(2026, 3, 1), places=places)


def read(file: Any, kind: str = "enterprises", **said: Any) -> list[ReadRow]:
    return read_rows(map_table(read_table(file), kind, **said), reading(kind))


class TestReadRows:
    def test_reads_each_row_by_the_columns_of_its_sheet(self):
        [row] = read(xlsx_file(HEADER, (CODE, "甲", date(2020, 1, 2), 1.5)))
        assert row.values == {
            "uscc": CODE,
            "name": "甲",
            "registered_on": date(2020, 1, 2),
            "registered_capital": Decimal("15000.00"),
        }
        assert (row.number, row.findings) == (2, ())

    def test_leaves_a_refused_cell_out_and_says_where_it_stands(self):
        [row] = read(xlsx_file(HEADER, (CODE, "甲", "2025-02-30", "x")))
        assert set(row.values) == {"uscc", "name"}
        assert [(found.code, found.column) for found in row.findings] == [
            ("date.no_such_day", "成立日期"),
            ("amount.not_a_number", "注册资本（万元）"),
        ]

    def test_gives_every_row_the_fixed_values_of_fields_without_a_column(self):
        rows = read(
            csv_file(("信用代码", "净利润（万元）"), (CODE, "1"), (uscc(1), "2")),
            "financial_years",
            fixed={"year": "2024", "basis": "审计"},
        )
        assert [row.values["year"] for row in rows] == [2024, 2024]
        assert rows[0].values["basis"] == "audit"

    def test_refuses_every_row_for_a_fixed_value_that_cannot_be_read(self):
        [row] = read(csv_file(("信用代码", "净利润（万元）"), (CODE, "1")), "financial_years", fixed={"year": "前年"})
        assert [(found.code, found.column) for found in row.findings] == [("year.unreadable", "年度")]

    def test_refuses_a_row_that_is_too_short_or_too_long_for_its_header(self):
        rows = read(
            csv_file(
                HEADER, (CODE, "甲"), (uscc(1), "乙", "2020-01-01", "1", "多"), (uscc(2), "丙", "2020-01-01", "1", "")
            )
        )
        assert [[found.code for found in row.findings] for row in rows] == [["row.width"], ["row.width"], []]

    def test_puts_an_old_number_into_its_own_field(self):
        [row] = read(csv_file(("信用代码", "名称"), ("411300100012345", "甲")))
        assert row.values == {"registration_no": "411300100012345", "name": "甲"}

    def test_takes_a_code_that_stands_in_the_column_of_old_numbers(self):
        [row] = read(csv_file(("注册号", "名称"), (CODE, "甲")))
        assert row.values == {"uscc": CODE, "name": "甲"}

    def test_reports_how_far_it_is(self):
        told: list[tuple[int, int]] = []
        mapped = map_table(read_table(csv_file(("信用代码", "名称"), (CODE, "甲"))), "enterprises")
        read_rows(mapped, reading(), lambda done, total: told.append((done, total)))
        assert told == [(1, 1)]


class TestReread:
    def test_reads_stored_rows_as_the_file_was_read(self):
        def touch(book: Any, sheet: Any) -> None:
            sheet.write_formula("B3", '="乙"', None, "乙公司")
            sheet.write_formula("D3", "=1/0", None, "#DIV/0!")
            sheet.merge_range("C5:C6", "2020-01-01")

        rows = (
            (CODE, "甲", 43832, "1,5"),
            (uscc(1),),
            (uscc(2), "丙", "2025-02-30", 2),
            (uscc(3), "丁"),
            (uscc(4), "戊"),
        )
        mapped = map_table(read_table(xlsx_file(HEADER, *rows, touch=touch)), "enterprises", fixed={"status": "存续"})
        first = read_rows(mapped, reading())
        assert {found.code for row in first for found in row.findings} >= {
            "amount.separators", "cell.formula", "cell.error", "date.no_such_day", "row.merged",
        }  # fmt: skip
        mapping = orjson.loads(orjson.dumps(describe(mapped)))
        stored = [
            StoredRow(
                sheet=row.sheet,
                number=row.number,
                cells=orjson.loads(orjson.dumps(cells_to_store(row.cells, row.formulas))),
            )
            for row in first
        ]
        assert reread(mapping, stored, reading()) == first

    def test_reads_a_mended_cell(self):
        mapped = map_table(read_table(csv_file(HEADER, (CODE, "甲", "2025-02-30", "1"))), "enterprises")
        [row] = reread(
            describe(mapped), [StoredRow(sheet="", number=2, cells=[CODE, "甲", "2025-02-28", "1"])], reading()
        )
        assert row.values["registered_on"] == date(2025, 2, 28)
        assert row.findings == ()


@pytest.mark.parametrize("place", ["无此地", "2"])
class TestPlaces:
    def test_tells_of_a_place_that_no_list_has_and_leaves_it_empty(self, place: str):
        [row] = read(csv_file(("信用代码", "名称", "行政区划", "行业"), (CODE, "甲", place, "计算机制造")))
        assert "registered_region" not in row.values
        assert row.values["industry"] == "3911"
        assert [found.code for found in row.findings] == ["region.not_found"]
